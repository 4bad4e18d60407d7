//! Addresses in Hungary.

use super::{City, Country};

/// Cities, streets and second lines of Hungary; the capital names no county.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "HU",
    cities: &[
        City {
            name: "Budapest",
            region: None,
            postcode: "11##",
            time_zone: "Europe/Budapest",
        },
        City {
            name: "Debrecen",
            region: Some("Hajdú-Bihar vármegye"),
            postcode: "40##",
            time_zone: "Europe/Budapest",
        },
        City {
            name: "Szeged",
            region: Some("Csongrád-Csanád vármegye"),
            postcode: "67##",
            time_zone: "Europe/Budapest",
        },
        City {
            name: "Miskolc",
            region: Some("Borsod-Abaúj-Zemplén vármegye"),
            postcode: "35##",
            time_zone: "Europe/Budapest",
        },
        City {
            name: "Pécs",
            region: Some("Baranya vármegye"),
            postcode: "76##",
            time_zone: "Europe/Budapest",
        },
        City {
            name: "Győr",
            region: Some("Győr-Moson-Sopron vármegye"),
            postcode: "90##",
            time_zone: "Europe/Budapest",
        },
        City {
            name: "Sopron",
            region: Some("Győr-Moson-Sopron vármegye"),
            postcode: "94##",
            time_zone: "Europe/Budapest",
        },
        City {
            name: "Nyíregyháza",
            region: Some("Szabolcs-Szatmár-Bereg vármegye"),
            postcode: "44##",
            time_zone: "Europe/Budapest",
        },
        City {
            name: "Kecskemét",
            region: Some("Bács-Kiskun vármegye"),
            postcode: "60##",
            time_zone: "Europe/Budapest",
        },
        City {
            name: "Székesfehérvár",
            region: Some("Fejér vármegye"),
            postcode: "80##",
            time_zone: "Europe/Budapest",
        },
        City {
            name: "Szombathely",
            region: Some("Vas vármegye"),
            postcode: "97##",
            time_zone: "Europe/Budapest",
        },
        City {
            name: "Szolnok",
            region: Some("Jász-Nagykun-Szolnok vármegye"),
            postcode: "50##",
            time_zone: "Europe/Budapest",
        },
        City {
            name: "Eger",
            region: Some("Heves vármegye"),
            postcode: "33##",
            time_zone: "Europe/Budapest",
        },
        City {
            name: "Veszprém",
            region: Some("Veszprém vármegye"),
            postcode: "82##",
            time_zone: "Europe/Budapest",
        },
        City {
            name: "Zalaegerszeg",
            region: Some("Zala vármegye"),
            postcode: "89##",
            time_zone: "Europe/Budapest",
        },
        City {
            name: "Kaposvár",
            region: Some("Somogy vármegye"),
            postcode: "74##",
            time_zone: "Europe/Budapest",
        },
        City {
            name: "Békéscsaba",
            region: Some("Békés vármegye"),
            postcode: "56##",
            time_zone: "Europe/Budapest",
        },
        City {
            name: "Tatabánya",
            region: Some("Komárom-Esztergom vármegye"),
            postcode: "28##",
            time_zone: "Europe/Budapest",
        },
        City {
            name: "Salgótarján",
            region: Some("Nógrád vármegye"),
            postcode: "31##",
            time_zone: "Europe/Budapest",
        },
        City {
            name: "Szekszárd",
            region: Some("Tolna vármegye"),
            postcode: "71##",
            time_zone: "Europe/Budapest",
        },
    ],
    streets: &[
        "Hársliget utca {n}.",
        "Cserfakút utca {n}.",
        "Gólyafészek köz {n}.",
        "Régi Kendergyár út {n}.",
        "Pipacsmező utca {n}.",
        "Szélkakas tér {n}.",
        "Fazekasdomb sor {n}.",
        "Mogyoróvölgy út {n}.",
        "Ezüstfűz sétány {n}.",
    ],
    second_lines: &[
        "{n}. emelet",
        "{n}. ajtó",
        "B lépcsőház",
        "földszint {n}.",
        "tetőtér",
    ],
};
