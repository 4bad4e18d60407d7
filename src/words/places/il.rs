//! Addresses in Israel.

use super::{City, Country};

/// Cities, streets and second lines of Israel; addresses name no region.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "IL",
    cities: &[
        City {
            name: "ירושלים",
            region: None,
            postcode: "93#####",
            time_zone: "Asia/Jerusalem",
        },
        City {
            name: "תל אביב-יפו",
            region: None,
            postcode: "64#####",
            time_zone: "Asia/Jerusalem",
        },
        City {
            name: "חיפה",
            region: None,
            postcode: "34#####",
            time_zone: "Asia/Jerusalem",
        },
        City {
            name: "באר שבע",
            region: None,
            postcode: "84#####",
            time_zone: "Asia/Jerusalem",
        },
        City {
            name: "ראשון לציון",
            region: None,
            postcode: "75#####",
            time_zone: "Asia/Jerusalem",
        },
        City {
            name: "פתח תקווה",
            region: None,
            postcode: "49#####",
            time_zone: "Asia/Jerusalem",
        },
        City {
            name: "נתניה",
            region: None,
            postcode: "42#####",
            time_zone: "Asia/Jerusalem",
        },
        City {
            name: "אשדוד",
            region: None,
            postcode: "77#####",
            time_zone: "Asia/Jerusalem",
        },
        City {
            name: "חולון",
            region: None,
            postcode: "58#####",
            time_zone: "Asia/Jerusalem",
        },
        City {
            name: "רמת גן",
            region: None,
            postcode: "52#####",
            time_zone: "Asia/Jerusalem",
        },
        City {
            name: "רחובות",
            region: None,
            postcode: "76#####",
            time_zone: "Asia/Jerusalem",
        },
        City {
            name: "הרצליה",
            region: None,
            postcode: "46#####",
            time_zone: "Asia/Jerusalem",
        },
        City {
            name: "כפר סבא",
            region: None,
            postcode: "44#####",
            time_zone: "Asia/Jerusalem",
        },
        City {
            name: "טבריה",
            region: None,
            postcode: "14#####",
            time_zone: "Asia/Jerusalem",
        },
        City {
            name: "עפולה",
            region: None,
            postcode: "18#####",
            time_zone: "Asia/Jerusalem",
        },
        City {
            name: "נהריה",
            region: None,
            postcode: "22#####",
            time_zone: "Asia/Jerusalem",
        },
        City {
            name: "אילת",
            region: None,
            postcode: "88#####",
            time_zone: "Asia/Jerusalem",
        },
    ],
    streets: &[
        "רחוב גבעת הרקפות {n}",
        "רחוב התאנה העתיקה {n}",
        "שדרות כרמי הזית {n}",
        "סמטת הכדרים {n}",
        "רחוב באר הצבעוני {n}",
        "דרך השקדיות {n}",
        "רחוב נחל הדוכיפת {n}",
        "רחוב חצב הגיא {n}",
        "שביל עין הרימון {n}",
    ],
    second_lines: &["דירה {n}", "קומה {n}", "כניסה ב", "בית {n}", "קומת קרקע"],
};
