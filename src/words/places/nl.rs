//! Addresses in the Netherlands.

use super::{City, Country};

/// Cities, streets and second lines of the Netherlands.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "NL",
    cities: &[
        City {
            name: "Amsterdam",
            region: Some("Noord-Holland"),
            postcode: "10## @@",
            time_zone: "Europe/Amsterdam",
        },
        City {
            name: "Haarlem",
            region: Some("Noord-Holland"),
            postcode: "20## @@",
            time_zone: "Europe/Amsterdam",
        },
        City {
            name: "Rotterdam",
            region: Some("Zuid-Holland"),
            postcode: "30## @@",
            time_zone: "Europe/Amsterdam",
        },
        City {
            name: "Den Haag",
            region: Some("Zuid-Holland"),
            postcode: "25## @@",
            time_zone: "Europe/Amsterdam",
        },
        City {
            name: "Leiden",
            region: Some("Zuid-Holland"),
            postcode: "23## @@",
            time_zone: "Europe/Amsterdam",
        },
        City {
            name: "Delft",
            region: Some("Zuid-Holland"),
            postcode: "26## @@",
            time_zone: "Europe/Amsterdam",
        },
        City {
            name: "Utrecht",
            region: Some("Utrecht"),
            postcode: "35## @@",
            time_zone: "Europe/Amsterdam",
        },
        City {
            name: "Amersfoort",
            region: Some("Utrecht"),
            postcode: "38## @@",
            time_zone: "Europe/Amsterdam",
        },
        City {
            name: "Almere",
            region: Some("Flevoland"),
            postcode: "13## @@",
            time_zone: "Europe/Amsterdam",
        },
        City {
            name: "Eindhoven",
            region: Some("Noord-Brabant"),
            postcode: "56## @@",
            time_zone: "Europe/Amsterdam",
        },
        City {
            name: "Tilburg",
            region: Some("Noord-Brabant"),
            postcode: "50## @@",
            time_zone: "Europe/Amsterdam",
        },
        City {
            name: "Breda",
            region: Some("Noord-Brabant"),
            postcode: "48## @@",
            time_zone: "Europe/Amsterdam",
        },
        City {
            name: "Nijmegen",
            region: Some("Gelderland"),
            postcode: "65## @@",
            time_zone: "Europe/Amsterdam",
        },
        City {
            name: "Arnhem",
            region: Some("Gelderland"),
            postcode: "68## @@",
            time_zone: "Europe/Amsterdam",
        },
        City {
            name: "Apeldoorn",
            region: Some("Gelderland"),
            postcode: "73## @@",
            time_zone: "Europe/Amsterdam",
        },
        City {
            name: "Maastricht",
            region: Some("Limburg"),
            postcode: "62## @@",
            time_zone: "Europe/Amsterdam",
        },
        City {
            name: "Middelburg",
            region: Some("Zeeland"),
            postcode: "433# @@",
            time_zone: "Europe/Amsterdam",
        },
        City {
            name: "Zwolle",
            region: Some("Overijssel"),
            postcode: "80## @@",
            time_zone: "Europe/Amsterdam",
        },
        City {
            name: "Enschede",
            region: Some("Overijssel"),
            postcode: "75## @@",
            time_zone: "Europe/Amsterdam",
        },
        City {
            name: "Assen",
            region: Some("Drenthe"),
            postcode: "940# @@",
            time_zone: "Europe/Amsterdam",
        },
        City {
            name: "Groningen",
            region: Some("Groningen"),
            postcode: "97## @@",
            time_zone: "Europe/Amsterdam",
        },
        City {
            name: "Leeuwarden",
            region: Some("Fryslân"),
            postcode: "89## @@",
            time_zone: "Europe/Amsterdam",
        },
    ],
    streets: &[
        "Wilgenroosweg {n}",
        "Turfschippersdijk {n}",
        "Lepelaarsingel {n}",
        "Oude Wolspinnerij {n}",
        "Kievitsbloemstraat {n}",
        "Hooiberglaan {n}",
        "Klompenmakerspad {n}",
        "Achter de Meelfabriek {n}",
        "Zwanenveerkade {n}",
        "Rietvinkhof {n}",
    ],
    second_lines: &["Appartement {n}", "Etage {n}", "Achterhuis", "Kamer {n}"],
};
