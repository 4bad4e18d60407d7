//! Addresses in Mexico.

use super::{City, Country};

/// Cities, streets and second lines of Mexico; regions are states.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "MX",
    cities: &[
        City {
            name: "Ciudad de México",
            region: Some("CDMX"),
            postcode: "03###",
            time_zone: "America/Mexico_City",
        },
        City {
            name: "Toluca",
            region: Some("Estado de México"),
            postcode: "50###",
            time_zone: "America/Mexico_City",
        },
        City {
            name: "Puebla",
            region: Some("Puebla"),
            postcode: "72###",
            time_zone: "America/Mexico_City",
        },
        City {
            name: "Querétaro",
            region: Some("Querétaro"),
            postcode: "760##",
            time_zone: "America/Mexico_City",
        },
        City {
            name: "León",
            region: Some("Guanajuato"),
            postcode: "37###",
            time_zone: "America/Mexico_City",
        },
        City {
            name: "Guadalajara",
            region: Some("Jalisco"),
            postcode: "44###",
            time_zone: "America/Mexico_City",
        },
        City {
            name: "Morelia",
            region: Some("Michoacán"),
            postcode: "58###",
            time_zone: "America/Mexico_City",
        },
        City {
            name: "Aguascalientes",
            region: Some("Aguascalientes"),
            postcode: "20###",
            time_zone: "America/Mexico_City",
        },
        City {
            name: "San Luis Potosí",
            region: Some("San Luis Potosí"),
            postcode: "78###",
            time_zone: "America/Mexico_City",
        },
        City {
            name: "Xalapa",
            region: Some("Veracruz"),
            postcode: "910##",
            time_zone: "America/Mexico_City",
        },
        City {
            name: "Oaxaca de Juárez",
            region: Some("Oaxaca"),
            postcode: "680##",
            time_zone: "America/Mexico_City",
        },
        City {
            name: "Mérida",
            region: Some("Yucatán"),
            postcode: "971##",
            time_zone: "America/Merida",
        },
        City {
            name: "Cancún",
            region: Some("Quintana Roo"),
            postcode: "775##",
            time_zone: "America/Cancun",
        },
        City {
            name: "Monterrey",
            region: Some("Nuevo León"),
            postcode: "64###",
            time_zone: "America/Monterrey",
        },
        City {
            name: "Saltillo",
            region: Some("Coahuila"),
            postcode: "250##",
            time_zone: "America/Monterrey",
        },
        City {
            name: "Chihuahua",
            region: Some("Chihuahua"),
            postcode: "31###",
            time_zone: "America/Chihuahua",
        },
        City {
            name: "Ciudad Juárez",
            region: Some("Chihuahua"),
            postcode: "32###",
            time_zone: "America/Ciudad_Juarez",
        },
        City {
            name: "Culiacán",
            region: Some("Sinaloa"),
            postcode: "800##",
            time_zone: "America/Mazatlan",
        },
        City {
            name: "La Paz",
            region: Some("Baja California Sur"),
            postcode: "230##",
            time_zone: "America/Mazatlan",
        },
        City {
            name: "Hermosillo",
            region: Some("Sonora"),
            postcode: "830##",
            time_zone: "America/Hermosillo",
        },
        City {
            name: "Tijuana",
            region: Some("Baja California"),
            postcode: "22###",
            time_zone: "America/Tijuana",
        },
    ],
    streets: &[
        "Calle Jacaranda Vieja {n}",
        "Av. de los Mezquites {n}",
        "Calle Colibrí Dorado {n}",
        "Privada del Tepozán {n}",
        "Calzada del Ahuehuete Alto {n}",
        "Andador Flor de Biznaga {n}",
        "Cerrada de los Alfareros {n}",
        "Calle Nopalera Chica {n}",
        "Camino a la Hacienda Quemada {n}",
    ],
    second_lines: &[
        "Int. {n}",
        "Depto. {n}",
        "Piso {n}",
        "Planta baja",
        "Edificio C",
    ],
};
