//! Addresses in Australia.

use super::{City, Country};

/// Cities, streets and second lines of Australia; regions are state abbreviations.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "AU",
    cities: &[
        City {
            name: "Sydney",
            region: Some("NSW"),
            postcode: "20##",
            time_zone: "Australia/Sydney",
        },
        City {
            name: "Newcastle",
            region: Some("NSW"),
            postcode: "230#",
            time_zone: "Australia/Sydney",
        },
        City {
            name: "Wollongong",
            region: Some("NSW"),
            postcode: "250#",
            time_zone: "Australia/Sydney",
        },
        City {
            name: "Broken Hill",
            region: Some("NSW"),
            postcode: "2880",
            time_zone: "Australia/Broken_Hill",
        },
        City {
            name: "Canberra",
            region: Some("ACT"),
            postcode: "260#",
            time_zone: "Australia/Sydney",
        },
        City {
            name: "Melbourne",
            region: Some("VIC"),
            postcode: "30##",
            time_zone: "Australia/Melbourne",
        },
        City {
            name: "Geelong",
            region: Some("VIC"),
            postcode: "321#",
            time_zone: "Australia/Melbourne",
        },
        City {
            name: "Ballarat",
            region: Some("VIC"),
            postcode: "335#",
            time_zone: "Australia/Melbourne",
        },
        City {
            name: "Bendigo",
            region: Some("VIC"),
            postcode: "355#",
            time_zone: "Australia/Melbourne",
        },
        City {
            name: "Brisbane",
            region: Some("QLD"),
            postcode: "40##",
            time_zone: "Australia/Brisbane",
        },
        City {
            name: "Townsville",
            region: Some("QLD"),
            postcode: "481#",
            time_zone: "Australia/Brisbane",
        },
        City {
            name: "Cairns",
            region: Some("QLD"),
            postcode: "487#",
            time_zone: "Australia/Brisbane",
        },
        City {
            name: "Adelaide",
            region: Some("SA"),
            postcode: "50##",
            time_zone: "Australia/Adelaide",
        },
        City {
            name: "Perth",
            region: Some("WA"),
            postcode: "60##",
            time_zone: "Australia/Perth",
        },
        City {
            name: "Hobart",
            region: Some("TAS"),
            postcode: "700#",
            time_zone: "Australia/Hobart",
        },
        City {
            name: "Launceston",
            region: Some("TAS"),
            postcode: "725#",
            time_zone: "Australia/Hobart",
        },
        City {
            name: "Darwin",
            region: Some("NT"),
            postcode: "081#",
            time_zone: "Australia/Darwin",
        },
    ],
    streets: &[
        "{n} Banksia Hollow Road",
        "{n} Currawong Bend",
        "{n} Old Shearers Lane",
        "{n} Paperbark Rise",
        "{n} Billabong Flat Drive",
        "{n} Kookaburra Glen",
        "{n} Saltbush Terrace",
        "{n} Lyrebird Gully Way",
        "{n} Bluegum Mill Street",
        "{n} Wattlebird Parade",
    ],
    second_lines: &[
        "Unit {n}",
        "Apartment {n}",
        "Level {n}",
        "Granny Flat",
        "Shed {n}",
    ],
};
