//! Addresses in the United Kingdom.

use super::{City, Country};

/// Cities, streets and second lines of the United Kingdom; regions are counties where one is usual.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "GB",
    cities: &[
        City {
            name: "London",
            region: None,
            postcode: "SE1# #@@",
            time_zone: "Europe/London",
        },
        City {
            name: "Leeds",
            region: Some("West Yorkshire"),
            postcode: "LS1# #@@",
            time_zone: "Europe/London",
        },
        City {
            name: "Sheffield",
            region: Some("South Yorkshire"),
            postcode: "S1# #@@",
            time_zone: "Europe/London",
        },
        City {
            name: "York",
            region: Some("North Yorkshire"),
            postcode: "YO1# #@@",
            time_zone: "Europe/London",
        },
        City {
            name: "Manchester",
            region: Some("Greater Manchester"),
            postcode: "M1# #@@",
            time_zone: "Europe/London",
        },
        City {
            name: "Liverpool",
            region: Some("Merseyside"),
            postcode: "L1# #@@",
            time_zone: "Europe/London",
        },
        City {
            name: "Birmingham",
            region: Some("West Midlands"),
            postcode: "B1# #@@",
            time_zone: "Europe/London",
        },
        City {
            name: "Nottingham",
            region: Some("Nottinghamshire"),
            postcode: "NG# #@@",
            time_zone: "Europe/London",
        },
        City {
            name: "Leicester",
            region: Some("Leicestershire"),
            postcode: "LE# #@@",
            time_zone: "Europe/London",
        },
        City {
            name: "Norwich",
            region: Some("Norfolk"),
            postcode: "NR# #@@",
            time_zone: "Europe/London",
        },
        City {
            name: "Cambridge",
            region: Some("Cambridgeshire"),
            postcode: "CB# #@@",
            time_zone: "Europe/London",
        },
        City {
            name: "Bristol",
            region: None,
            postcode: "BS# #@@",
            time_zone: "Europe/London",
        },
        City {
            name: "Exeter",
            region: Some("Devon"),
            postcode: "EX# #@@",
            time_zone: "Europe/London",
        },
        City {
            name: "Plymouth",
            region: Some("Devon"),
            postcode: "PL# #@@",
            time_zone: "Europe/London",
        },
        City {
            name: "Southampton",
            region: Some("Hampshire"),
            postcode: "SO1# #@@",
            time_zone: "Europe/London",
        },
        City {
            name: "Newcastle upon Tyne",
            region: Some("Tyne and Wear"),
            postcode: "NE# #@@",
            time_zone: "Europe/London",
        },
        City {
            name: "Edinburgh",
            region: None,
            postcode: "EH1# #@@",
            time_zone: "Europe/London",
        },
        City {
            name: "Glasgow",
            region: None,
            postcode: "G4# #@@",
            time_zone: "Europe/London",
        },
        City {
            name: "Aberdeen",
            region: None,
            postcode: "AB1# #@@",
            time_zone: "Europe/London",
        },
        City {
            name: "Cardiff",
            region: None,
            postcode: "CF1# #@@",
            time_zone: "Europe/London",
        },
        City {
            name: "Swansea",
            region: None,
            postcode: "SA# #@@",
            time_zone: "Europe/London",
        },
        City {
            name: "Belfast",
            region: None,
            postcode: "BT# #@@",
            time_zone: "Europe/London",
        },
    ],
    streets: &[
        "{n} Harrowfield Lane",
        "{n} Tanpit Hill",
        "{n} Ottermere Road",
        "{n} Damson Orchard Close",
        "{n} St Wendred's Rise",
        "{n} Bellfounders Row",
        "{n} Cinderford Avenue",
        "{n} Thistlewick Gardens",
        "{n} Rookery Mill Way",
        "{n} Applegarth Crescent",
    ],
    second_lines: &[
        "Flat {n}",
        "Top Floor Flat",
        "Apartment {n}",
        "Unit {n}",
        "Maisonette B",
    ],
};
