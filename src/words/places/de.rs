//! Addresses in Germany.

use super::{City, Country};

/// Cities, streets and second lines of Germany.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "DE",
    cities: &[
        City {
            name: "Leipzig",
            region: Some("Sachsen"),
            postcode: "043##",
            time_zone: "Europe/Berlin",
        },
        City {
            name: "Dresden",
            region: Some("Sachsen"),
            postcode: "010##",
            time_zone: "Europe/Berlin",
        },
        City {
            name: "Berlin",
            region: None,
            postcode: "10###",
            time_zone: "Europe/Berlin",
        },
        City {
            name: "Hamburg",
            region: None,
            postcode: "22###",
            time_zone: "Europe/Berlin",
        },
        City {
            name: "Bremen",
            region: None,
            postcode: "28###",
            time_zone: "Europe/Berlin",
        },
        City {
            name: "München",
            region: Some("Bayern"),
            postcode: "81###",
            time_zone: "Europe/Berlin",
        },
        City {
            name: "Nürnberg",
            region: Some("Bayern"),
            postcode: "904##",
            time_zone: "Europe/Berlin",
        },
        City {
            name: "Stuttgart",
            region: Some("Baden-Württemberg"),
            postcode: "70###",
            time_zone: "Europe/Berlin",
        },
        City {
            name: "Freiburg im Breisgau",
            region: Some("Baden-Württemberg"),
            postcode: "791##",
            time_zone: "Europe/Berlin",
        },
        City {
            name: "Köln",
            region: Some("Nordrhein-Westfalen"),
            postcode: "50###",
            time_zone: "Europe/Berlin",
        },
        City {
            name: "Dortmund",
            region: Some("Nordrhein-Westfalen"),
            postcode: "442##",
            time_zone: "Europe/Berlin",
        },
        City {
            name: "Münster",
            region: Some("Nordrhein-Westfalen"),
            postcode: "481##",
            time_zone: "Europe/Berlin",
        },
        City {
            name: "Frankfurt am Main",
            region: Some("Hessen"),
            postcode: "60###",
            time_zone: "Europe/Berlin",
        },
        City {
            name: "Mainz",
            region: Some("Rheinland-Pfalz"),
            postcode: "551##",
            time_zone: "Europe/Berlin",
        },
        City {
            name: "Saarbrücken",
            region: Some("Saarland"),
            postcode: "661##",
            time_zone: "Europe/Berlin",
        },
        City {
            name: "Hannover",
            region: Some("Niedersachsen"),
            postcode: "30###",
            time_zone: "Europe/Berlin",
        },
        City {
            name: "Kiel",
            region: Some("Schleswig-Holstein"),
            postcode: "241##",
            time_zone: "Europe/Berlin",
        },
        City {
            name: "Rostock",
            region: Some("Mecklenburg-Vorpommern"),
            postcode: "180##",
            time_zone: "Europe/Berlin",
        },
        City {
            name: "Potsdam",
            region: Some("Brandenburg"),
            postcode: "144##",
            time_zone: "Europe/Berlin",
        },
        City {
            name: "Magdeburg",
            region: Some("Sachsen-Anhalt"),
            postcode: "391##",
            time_zone: "Europe/Berlin",
        },
        City {
            name: "Erfurt",
            region: Some("Thüringen"),
            postcode: "990##",
            time_zone: "Europe/Berlin",
        },
    ],
    streets: &[
        "Lindenhofweg {n}",
        "Haselbusch {n}",
        "Am Krähenwinkel {n}",
        "Zur alten Färberei {n}",
        "Mühlgrundstraße {n}",
        "Distelackerweg {n}",
        "Weißdornallee {n}",
        "Schäferbrunnenstraße {n}",
        "Großer Bleichplan {n}",
        "An der Weidenfurt {n}",
    ],
    second_lines: &[
        "Hinterhaus",
        "Wohnung {n}",
        "Etage {n}",
        "Aufgang B",
        "Seitenflügel links",
    ],
};
