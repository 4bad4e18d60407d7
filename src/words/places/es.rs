//! Addresses in Spain.

use super::{City, Country};

/// Cities, streets and second lines of Spain; regions are provinces.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "ES",
    cities: &[
        City {
            name: "Madrid",
            region: Some("Madrid"),
            postcode: "280##",
            time_zone: "Europe/Madrid",
        },
        City {
            name: "Barcelona",
            region: Some("Barcelona"),
            postcode: "080##",
            time_zone: "Europe/Madrid",
        },
        City {
            name: "Valencia",
            region: Some("Valencia"),
            postcode: "460##",
            time_zone: "Europe/Madrid",
        },
        City {
            name: "Sevilla",
            region: Some("Sevilla"),
            postcode: "410##",
            time_zone: "Europe/Madrid",
        },
        City {
            name: "Zaragoza",
            region: Some("Zaragoza"),
            postcode: "500##",
            time_zone: "Europe/Madrid",
        },
        City {
            name: "Málaga",
            region: Some("Málaga"),
            postcode: "290##",
            time_zone: "Europe/Madrid",
        },
        City {
            name: "Granada",
            region: Some("Granada"),
            postcode: "180##",
            time_zone: "Europe/Madrid",
        },
        City {
            name: "Murcia",
            region: Some("Murcia"),
            postcode: "300##",
            time_zone: "Europe/Madrid",
        },
        City {
            name: "Palma",
            region: Some("Illes Balears"),
            postcode: "070##",
            time_zone: "Europe/Madrid",
        },
        City {
            name: "Bilbao",
            region: Some("Bizkaia"),
            postcode: "480##",
            time_zone: "Europe/Madrid",
        },
        City {
            name: "Donostia",
            region: Some("Gipuzkoa"),
            postcode: "200##",
            time_zone: "Europe/Madrid",
        },
        City {
            name: "Pamplona",
            region: Some("Navarra"),
            postcode: "310##",
            time_zone: "Europe/Madrid",
        },
        City {
            name: "Valladolid",
            region: Some("Valladolid"),
            postcode: "470##",
            time_zone: "Europe/Madrid",
        },
        City {
            name: "Salamanca",
            region: Some("Salamanca"),
            postcode: "370##",
            time_zone: "Europe/Madrid",
        },
        City {
            name: "Gijón",
            region: Some("Asturias"),
            postcode: "332##",
            time_zone: "Europe/Madrid",
        },
        City {
            name: "Vigo",
            region: Some("Pontevedra"),
            postcode: "362##",
            time_zone: "Europe/Madrid",
        },
        City {
            name: "A Coruña",
            region: Some("A Coruña"),
            postcode: "150##",
            time_zone: "Europe/Madrid",
        },
        City {
            name: "Las Palmas de Gran Canaria",
            region: Some("Las Palmas"),
            postcode: "350##",
            time_zone: "Atlantic/Canary",
        },
        City {
            name: "Santa Cruz de Tenerife",
            region: Some("Santa Cruz de Tenerife"),
            postcode: "380##",
            time_zone: "Atlantic/Canary",
        },
        City {
            name: "Ceuta",
            region: Some("Ceuta"),
            postcode: "5100#",
            time_zone: "Africa/Ceuta",
        },
    ],
    streets: &[
        "Calle del Olmo Viejo, {n}",
        "Calle Fuente del Jilguero, {n}",
        "Avenida de los Almendrales, {n}",
        "Camino de la Noria Alta, {n}",
        "Plaza de los Azafranes, {n}",
        "Travesía del Alfarero, {n}",
        "Calle Huerta de las Moreras, {n}",
        "Paseo de las Retamas, {n}",
        "Callejón del Esparto, {n}",
    ],
    second_lines: &[
        "{n}.º A",
        "{n}.º izquierda",
        "Bajo B",
        "Escalera {n}",
        "Portal {n}",
    ],
};
