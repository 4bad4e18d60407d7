//! Addresses in Portugal.

use super::{City, Country};

/// Cities, streets and second lines of Portugal; regions are districts or autonomous regions.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "PT",
    cities: &[
        City {
            name: "Lisboa",
            region: Some("Lisboa"),
            postcode: "1###-###",
            time_zone: "Europe/Lisbon",
        },
        City {
            name: "Porto",
            region: Some("Porto"),
            postcode: "42##-###",
            time_zone: "Europe/Lisbon",
        },
        City {
            name: "Vila Nova de Gaia",
            region: Some("Porto"),
            postcode: "44##-###",
            time_zone: "Europe/Lisbon",
        },
        City {
            name: "Braga",
            region: Some("Braga"),
            postcode: "471#-###",
            time_zone: "Europe/Lisbon",
        },
        City {
            name: "Guimarães",
            region: Some("Braga"),
            postcode: "480#-###",
            time_zone: "Europe/Lisbon",
        },
        City {
            name: "Viana do Castelo",
            region: Some("Viana do Castelo"),
            postcode: "490#-###",
            time_zone: "Europe/Lisbon",
        },
        City {
            name: "Bragança",
            region: Some("Bragança"),
            postcode: "530#-###",
            time_zone: "Europe/Lisbon",
        },
        City {
            name: "Aveiro",
            region: Some("Aveiro"),
            postcode: "381#-###",
            time_zone: "Europe/Lisbon",
        },
        City {
            name: "Viseu",
            region: Some("Viseu"),
            postcode: "350#-###",
            time_zone: "Europe/Lisbon",
        },
        City {
            name: "Coimbra",
            region: Some("Coimbra"),
            postcode: "30##-###",
            time_zone: "Europe/Lisbon",
        },
        City {
            name: "Leiria",
            region: Some("Leiria"),
            postcode: "240#-###",
            time_zone: "Europe/Lisbon",
        },
        City {
            name: "Setúbal",
            region: Some("Setúbal"),
            postcode: "290#-###",
            time_zone: "Europe/Lisbon",
        },
        City {
            name: "Évora",
            region: Some("Évora"),
            postcode: "700#-###",
            time_zone: "Europe/Lisbon",
        },
        City {
            name: "Beja",
            region: Some("Beja"),
            postcode: "780#-###",
            time_zone: "Europe/Lisbon",
        },
        City {
            name: "Faro",
            region: Some("Faro"),
            postcode: "800#-###",
            time_zone: "Europe/Lisbon",
        },
        City {
            name: "Funchal",
            region: Some("Madeira"),
            postcode: "90##-###",
            time_zone: "Atlantic/Madeira",
        },
        City {
            name: "Ponta Delgada",
            region: Some("Açores"),
            postcode: "950#-###",
            time_zone: "Atlantic/Azores",
        },
    ],
    streets: &[
        "Rua do Lagar Velho, {n}",
        "Travessa das Andorinhas Pretas, {n}",
        "Rua da Eira Redonda, {n}",
        "Calçada do Medronheiro, {n}",
        "Largo da Nora Funda, {n}",
        "Avenida dos Sobreirais, {n}",
        "Beco do Alecrim Bravo, {n}",
        "Rua das Oleiras, {n}",
        "Praceta das Giestas, {n}",
    ],
    second_lines: &["{n}.º Esq.", "{n}.º Dto.", "R/C", "Bloco B", "Cave"],
};
