//! Addresses in Italy.

use super::{City, Country};

/// Cities, streets and second lines of Italy; regions are province codes.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "IT",
    cities: &[
        City {
            name: "Milano",
            region: Some("MI"),
            postcode: "201##",
            time_zone: "Europe/Rome",
        },
        City {
            name: "Torino",
            region: Some("TO"),
            postcode: "101##",
            time_zone: "Europe/Rome",
        },
        City {
            name: "Roma",
            region: Some("RM"),
            postcode: "001##",
            time_zone: "Europe/Rome",
        },
        City {
            name: "Napoli",
            region: Some("NA"),
            postcode: "801##",
            time_zone: "Europe/Rome",
        },
        City {
            name: "Bologna",
            region: Some("BO"),
            postcode: "401##",
            time_zone: "Europe/Rome",
        },
        City {
            name: "Firenze",
            region: Some("FI"),
            postcode: "501##",
            time_zone: "Europe/Rome",
        },
        City {
            name: "Genova",
            region: Some("GE"),
            postcode: "161##",
            time_zone: "Europe/Rome",
        },
        City {
            name: "Palermo",
            region: Some("PA"),
            postcode: "901##",
            time_zone: "Europe/Rome",
        },
        City {
            name: "Catania",
            region: Some("CT"),
            postcode: "951##",
            time_zone: "Europe/Rome",
        },
        City {
            name: "Bari",
            region: Some("BA"),
            postcode: "701##",
            time_zone: "Europe/Rome",
        },
        City {
            name: "Lecce",
            region: Some("LE"),
            postcode: "73100",
            time_zone: "Europe/Rome",
        },
        City {
            name: "Verona",
            region: Some("VR"),
            postcode: "371##",
            time_zone: "Europe/Rome",
        },
        City {
            name: "Padova",
            region: Some("PD"),
            postcode: "351##",
            time_zone: "Europe/Rome",
        },
        City {
            name: "Trieste",
            region: Some("TS"),
            postcode: "341##",
            time_zone: "Europe/Rome",
        },
        City {
            name: "Trento",
            region: Some("TN"),
            postcode: "381##",
            time_zone: "Europe/Rome",
        },
        City {
            name: "Parma",
            region: Some("PR"),
            postcode: "431##",
            time_zone: "Europe/Rome",
        },
        City {
            name: "Perugia",
            region: Some("PG"),
            postcode: "061##",
            time_zone: "Europe/Rome",
        },
        City {
            name: "Ancona",
            region: Some("AN"),
            postcode: "601##",
            time_zone: "Europe/Rome",
        },
        City {
            name: "L'Aquila",
            region: Some("AQ"),
            postcode: "67100",
            time_zone: "Europe/Rome",
        },
        City {
            name: "Cagliari",
            region: Some("CA"),
            postcode: "091##",
            time_zone: "Europe/Rome",
        },
    ],
    streets: &[
        "Via del Gelso Antico, {n}",
        "Via delle Lucciole d'Oro, {n}",
        "Vicolo del Pozzo Verde, {n}",
        "Viale dei Corbezzoli, {n}",
        "Via Fornace Vecchia, {n}",
        "Piazzetta delle Rondini, {n}",
        "Strada della Pieve Bassa, {n}",
        "Via Colle dei Cipressi, {n}",
        "Largo del Mulino Bianchetto, {n}",
        "Via Roccia Serena, {n}",
    ],
    second_lines: &[
        "Interno {n}",
        "Scala B",
        "Piano {n}",
        "Palazzina C",
        "Piano terra",
    ],
};
