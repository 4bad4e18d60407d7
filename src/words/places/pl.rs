//! Addresses in Poland.

use super::{City, Country};

/// Cities, streets and second lines of Poland; regions are voivodeships.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "PL",
    cities: &[
        City {
            name: "Warszawa",
            region: Some("mazowieckie"),
            postcode: "02-###",
            time_zone: "Europe/Warsaw",
        },
        City {
            name: "Radom",
            region: Some("mazowieckie"),
            postcode: "26-6##",
            time_zone: "Europe/Warsaw",
        },
        City {
            name: "Kraków",
            region: Some("małopolskie"),
            postcode: "30-###",
            time_zone: "Europe/Warsaw",
        },
        City {
            name: "Łódź",
            region: Some("łódzkie"),
            postcode: "91-###",
            time_zone: "Europe/Warsaw",
        },
        City {
            name: "Wrocław",
            region: Some("dolnośląskie"),
            postcode: "53-###",
            time_zone: "Europe/Warsaw",
        },
        City {
            name: "Poznań",
            region: Some("wielkopolskie"),
            postcode: "61-###",
            time_zone: "Europe/Warsaw",
        },
        City {
            name: "Gdańsk",
            region: Some("pomorskie"),
            postcode: "80-###",
            time_zone: "Europe/Warsaw",
        },
        City {
            name: "Gdynia",
            region: Some("pomorskie"),
            postcode: "81-###",
            time_zone: "Europe/Warsaw",
        },
        City {
            name: "Szczecin",
            region: Some("zachodniopomorskie"),
            postcode: "71-###",
            time_zone: "Europe/Warsaw",
        },
        City {
            name: "Bydgoszcz",
            region: Some("kujawsko-pomorskie"),
            postcode: "85-###",
            time_zone: "Europe/Warsaw",
        },
        City {
            name: "Toruń",
            region: Some("kujawsko-pomorskie"),
            postcode: "87-1##",
            time_zone: "Europe/Warsaw",
        },
        City {
            name: "Lublin",
            region: Some("lubelskie"),
            postcode: "20-###",
            time_zone: "Europe/Warsaw",
        },
        City {
            name: "Białystok",
            region: Some("podlaskie"),
            postcode: "15-###",
            time_zone: "Europe/Warsaw",
        },
        City {
            name: "Katowice",
            region: Some("śląskie"),
            postcode: "40-###",
            time_zone: "Europe/Warsaw",
        },
        City {
            name: "Częstochowa",
            region: Some("śląskie"),
            postcode: "42-2##",
            time_zone: "Europe/Warsaw",
        },
        City {
            name: "Rzeszów",
            region: Some("podkarpackie"),
            postcode: "35-###",
            time_zone: "Europe/Warsaw",
        },
        City {
            name: "Kielce",
            region: Some("świętokrzyskie"),
            postcode: "25-###",
            time_zone: "Europe/Warsaw",
        },
        City {
            name: "Olsztyn",
            region: Some("warmińsko-mazurskie"),
            postcode: "10-###",
            time_zone: "Europe/Warsaw",
        },
        City {
            name: "Opole",
            region: Some("opolskie"),
            postcode: "45-###",
            time_zone: "Europe/Warsaw",
        },
        City {
            name: "Zielona Góra",
            region: Some("lubuskie"),
            postcode: "65-###",
            time_zone: "Europe/Warsaw",
        },
    ],
    streets: &[
        "ul. Wrzosowej Polany {n}",
        "ul. Starej Garbarni {n}",
        "ul. Jarzębinowy Stok {n}",
        "ul. Żurawinowa Grobla {n}",
        "al. Srebrnych Topoli {n}",
        "ul. Zdunów Polnych {n}",
        "pl. Trzech Lip {n}",
        "ul. Skowronkowe Wzgórze {n}",
        "ul. Łąkowy Bród {n}",
    ],
    second_lines: &["m. {n}", "lok. {n}", "piętro {n}", "klatka B", "oficyna"],
};
