//! Addresses in the United States.

use super::{City, Country};

/// Cities, streets and second lines of the United States; regions are state abbreviations.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "US",
    cities: &[
        City {
            name: "Portland",
            region: Some("OR"),
            postcode: "972##",
            time_zone: "America/Los_Angeles",
        },
        City {
            name: "Seattle",
            region: Some("WA"),
            postcode: "981##",
            time_zone: "America/Los_Angeles",
        },
        City {
            name: "Sacramento",
            region: Some("CA"),
            postcode: "958##",
            time_zone: "America/Los_Angeles",
        },
        City {
            name: "Boise",
            region: Some("ID"),
            postcode: "837##",
            time_zone: "America/Boise",
        },
        City {
            name: "Phoenix",
            region: Some("AZ"),
            postcode: "850##",
            time_zone: "America/Phoenix",
        },
        City {
            name: "Denver",
            region: Some("CO"),
            postcode: "802##",
            time_zone: "America/Denver",
        },
        City {
            name: "Albuquerque",
            region: Some("NM"),
            postcode: "871##",
            time_zone: "America/Denver",
        },
        City {
            name: "Austin",
            region: Some("TX"),
            postcode: "787##",
            time_zone: "America/Chicago",
        },
        City {
            name: "Minneapolis",
            region: Some("MN"),
            postcode: "554##",
            time_zone: "America/Chicago",
        },
        City {
            name: "Omaha",
            region: Some("NE"),
            postcode: "681##",
            time_zone: "America/Chicago",
        },
        City {
            name: "Nashville",
            region: Some("TN"),
            postcode: "372##",
            time_zone: "America/Chicago",
        },
        City {
            name: "Milwaukee",
            region: Some("WI"),
            postcode: "532##",
            time_zone: "America/Chicago",
        },
        City {
            name: "Columbus",
            region: Some("OH"),
            postcode: "432##",
            time_zone: "America/New_York",
        },
        City {
            name: "Indianapolis",
            region: Some("IN"),
            postcode: "462##",
            time_zone: "America/Indiana/Indianapolis",
        },
        City {
            name: "Louisville",
            region: Some("KY"),
            postcode: "402##",
            time_zone: "America/Kentucky/Louisville",
        },
        City {
            name: "Detroit",
            region: Some("MI"),
            postcode: "482##",
            time_zone: "America/Detroit",
        },
        City {
            name: "Atlanta",
            region: Some("GA"),
            postcode: "303##",
            time_zone: "America/New_York",
        },
        City {
            name: "Raleigh",
            region: Some("NC"),
            postcode: "276##",
            time_zone: "America/New_York",
        },
        City {
            name: "Buffalo",
            region: Some("NY"),
            postcode: "142##",
            time_zone: "America/New_York",
        },
        City {
            name: "Boston",
            region: Some("MA"),
            postcode: "021##",
            time_zone: "America/New_York",
        },
        City {
            name: "Anchorage",
            region: Some("AK"),
            postcode: "995##",
            time_zone: "America/Anchorage",
        },
        City {
            name: "Honolulu",
            region: Some("HI"),
            postcode: "968##",
            time_zone: "Pacific/Honolulu",
        },
    ],
    streets: &[
        "{n} Juniper Hollow Road",
        "{n} Quarry Bend Drive",
        "{n} Larkmeadow Lane",
        "{n} Old Tannery Street",
        "{n} Copperleaf Court",
        "{n} W Sorrel Creek Avenue",
        "{n} NE Foxglove Terrace",
        "{n} Millrace Hill Boulevard",
        "{n} Windrow Farm Way",
        "{n} S Hickory Landing",
    ],
    second_lines: &["Apt {n}", "Unit {n}", "Floor {n}", "Suite {n}", "Bldg B"],
};
