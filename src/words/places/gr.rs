//! Addresses in Greece.

use super::{City, Country};

/// Cities, streets and second lines of Greece.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "GR",
    cities: &[
        City {
            name: "Αθήνα",
            region: Some("Αττική"),
            postcode: "11# ##",
            time_zone: "Europe/Athens",
        },
        City {
            name: "Πειραιάς",
            region: Some("Αττική"),
            postcode: "185 ##",
            time_zone: "Europe/Athens",
        },
        City {
            name: "Θεσσαλονίκη",
            region: Some("Κεντρική Μακεδονία"),
            postcode: "54# ##",
            time_zone: "Europe/Athens",
        },
        City {
            name: "Σέρρες",
            region: Some("Κεντρική Μακεδονία"),
            postcode: "621 ##",
            time_zone: "Europe/Athens",
        },
        City {
            name: "Πάτρα",
            region: Some("Δυτική Ελλάδα"),
            postcode: "262 ##",
            time_zone: "Europe/Athens",
        },
        City {
            name: "Ηράκλειο",
            region: Some("Κρήτη"),
            postcode: "713 ##",
            time_zone: "Europe/Athens",
        },
        City {
            name: "Χανιά",
            region: Some("Κρήτη"),
            postcode: "731 ##",
            time_zone: "Europe/Athens",
        },
        City {
            name: "Ρέθυμνο",
            region: Some("Κρήτη"),
            postcode: "741 ##",
            time_zone: "Europe/Athens",
        },
        City {
            name: "Λάρισα",
            region: Some("Θεσσαλία"),
            postcode: "41# ##",
            time_zone: "Europe/Athens",
        },
        City {
            name: "Βόλος",
            region: Some("Θεσσαλία"),
            postcode: "38# ##",
            time_zone: "Europe/Athens",
        },
        City {
            name: "Τρίκαλα",
            region: Some("Θεσσαλία"),
            postcode: "421 ##",
            time_zone: "Europe/Athens",
        },
        City {
            name: "Ιωάννινα",
            region: Some("Ήπειρος"),
            postcode: "45# ##",
            time_zone: "Europe/Athens",
        },
        City {
            name: "Κοζάνη",
            region: Some("Δυτική Μακεδονία"),
            postcode: "501 ##",
            time_zone: "Europe/Athens",
        },
        City {
            name: "Καβάλα",
            region: Some("Ανατολική Μακεδονία και Θράκη"),
            postcode: "65# ##",
            time_zone: "Europe/Athens",
        },
        City {
            name: "Αλεξανδρούπολη",
            region: Some("Ανατολική Μακεδονία και Θράκη"),
            postcode: "681 ##",
            time_zone: "Europe/Athens",
        },
        City {
            name: "Λαμία",
            region: Some("Στερεά Ελλάδα"),
            postcode: "351 ##",
            time_zone: "Europe/Athens",
        },
        City {
            name: "Καλαμάτα",
            region: Some("Πελοπόννησος"),
            postcode: "241 ##",
            time_zone: "Europe/Athens",
        },
        City {
            name: "Κέρκυρα",
            region: Some("Ιόνια Νησιά"),
            postcode: "491 ##",
            time_zone: "Europe/Athens",
        },
        City {
            name: "Μυτιλήνη",
            region: Some("Βόρειο Αιγαίο"),
            postcode: "811 ##",
            time_zone: "Europe/Athens",
        },
        City {
            name: "Ρόδος",
            region: Some("Νότιο Αιγαίο"),
            postcode: "851 ##",
            time_zone: "Europe/Athens",
        },
    ],
    streets: &[
        "Λευκοκρήνης {n}",
        "Παλαιού Ελαιοτριβείου {n}",
        "Αγριοτριανταφυλλιάς {n}",
        "Μικρής Καμάρας {n}",
        "Ασημόλευκας {n}",
        "Χελιδονόκηπου {n}",
        "Κεραμοποιών {n}",
        "Λεωφ. Ανεμοχωρίου {n}",
        "Πάροδος Θυμαρίσιας {n}",
    ],
    second_lines: &[
        "Όροφος {n}",
        "Διαμέρισμα {n}",
        "Κτίριο Β",
        "Ισόγειο",
        "Είσοδος {n}",
    ],
};
