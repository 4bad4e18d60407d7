//! Addresses in Canada.

use super::{City, Country};

/// Cities, streets and second lines of Canada; regions are province abbreviations.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "CA",
    cities: &[
        City {
            name: "Toronto",
            region: Some("ON"),
            postcode: "M#@ #@#",
            time_zone: "America/Toronto",
        },
        City {
            name: "Ottawa",
            region: Some("ON"),
            postcode: "K1@ #@#",
            time_zone: "America/Toronto",
        },
        City {
            name: "Hamilton",
            region: Some("ON"),
            postcode: "L8@ #@#",
            time_zone: "America/Toronto",
        },
        City {
            name: "London",
            region: Some("ON"),
            postcode: "N6@ #@#",
            time_zone: "America/Toronto",
        },
        City {
            name: "Kitchener",
            region: Some("ON"),
            postcode: "N2@ #@#",
            time_zone: "America/Toronto",
        },
        City {
            name: "Montréal",
            region: Some("QC"),
            postcode: "H#@ #@#",
            time_zone: "America/Toronto",
        },
        City {
            name: "Gatineau",
            region: Some("QC"),
            postcode: "J8@ #@#",
            time_zone: "America/Toronto",
        },
        City {
            name: "Winnipeg",
            region: Some("MB"),
            postcode: "R3@ #@#",
            time_zone: "America/Winnipeg",
        },
        City {
            name: "Regina",
            region: Some("SK"),
            postcode: "S4@ #@#",
            time_zone: "America/Regina",
        },
        City {
            name: "Saskatoon",
            region: Some("SK"),
            postcode: "S7@ #@#",
            time_zone: "America/Regina",
        },
        City {
            name: "Calgary",
            region: Some("AB"),
            postcode: "T2@ #@#",
            time_zone: "America/Edmonton",
        },
        City {
            name: "Edmonton",
            region: Some("AB"),
            postcode: "T6@ #@#",
            time_zone: "America/Edmonton",
        },
        City {
            name: "Vancouver",
            region: Some("BC"),
            postcode: "V5@ #@#",
            time_zone: "America/Vancouver",
        },
        City {
            name: "Victoria",
            region: Some("BC"),
            postcode: "V8@ #@#",
            time_zone: "America/Vancouver",
        },
        City {
            name: "Whitehorse",
            region: Some("YT"),
            postcode: "Y1A #@#",
            time_zone: "America/Whitehorse",
        },
        City {
            name: "Yellowknife",
            region: Some("NT"),
            postcode: "X1A #@#",
            time_zone: "America/Edmonton",
        },
        City {
            name: "Moncton",
            region: Some("NB"),
            postcode: "E1@ #@#",
            time_zone: "America/Moncton",
        },
        City {
            name: "Halifax",
            region: Some("NS"),
            postcode: "B3@ #@#",
            time_zone: "America/Halifax",
        },
        City {
            name: "Charlottetown",
            region: Some("PE"),
            postcode: "C1@ #@#",
            time_zone: "America/Halifax",
        },
        City {
            name: "St. John's",
            region: Some("NL"),
            postcode: "A1@ #@#",
            time_zone: "America/St_Johns",
        },
    ],
    streets: &[
        "{n} Tamarack Bend",
        "{n} Loonwater Crescent",
        "{n} Portage Hollow Road",
        "{n} Silverbirch Landing",
        "{n} Cranberry Flats Drive",
        "{n} Old Sawmill Side Road",
        "{n} Caribou Glen Avenue",
        "{n} Grist Mill Lane",
        "{n} Saskatoonberry Way",
        "{n} Frostpine Court",
    ],
    second_lines: &["Apt {n}", "Unit {n}", "Suite {n}", "Floor {n}", "Basement"],
};
