//! Addresses in Sweden.

use super::{City, Country};

/// Cities, streets and second lines of Sweden.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "SE",
    cities: &[
        City {
            name: "Stockholm",
            region: Some("Stockholms län"),
            postcode: "11# ##",
            time_zone: "Europe/Stockholm",
        },
        City {
            name: "Göteborg",
            region: Some("Västra Götalands län"),
            postcode: "41# ##",
            time_zone: "Europe/Stockholm",
        },
        City {
            name: "Malmö",
            region: Some("Skåne län"),
            postcode: "21# ##",
            time_zone: "Europe/Stockholm",
        },
        City {
            name: "Helsingborg",
            region: Some("Skåne län"),
            postcode: "25# ##",
            time_zone: "Europe/Stockholm",
        },
        City {
            name: "Lund",
            region: Some("Skåne län"),
            postcode: "22# ##",
            time_zone: "Europe/Stockholm",
        },
        City {
            name: "Uppsala",
            region: Some("Uppsala län"),
            postcode: "75# ##",
            time_zone: "Europe/Stockholm",
        },
        City {
            name: "Västerås",
            region: Some("Västmanlands län"),
            postcode: "72# ##",
            time_zone: "Europe/Stockholm",
        },
        City {
            name: "Örebro",
            region: Some("Örebro län"),
            postcode: "70# ##",
            time_zone: "Europe/Stockholm",
        },
        City {
            name: "Linköping",
            region: Some("Östergötlands län"),
            postcode: "58# ##",
            time_zone: "Europe/Stockholm",
        },
        City {
            name: "Norrköping",
            region: Some("Östergötlands län"),
            postcode: "60# ##",
            time_zone: "Europe/Stockholm",
        },
        City {
            name: "Jönköping",
            region: Some("Jönköpings län"),
            postcode: "55# ##",
            time_zone: "Europe/Stockholm",
        },
        City {
            name: "Växjö",
            region: Some("Kronobergs län"),
            postcode: "35# ##",
            time_zone: "Europe/Stockholm",
        },
        City {
            name: "Kalmar",
            region: Some("Kalmar län"),
            postcode: "39# ##",
            time_zone: "Europe/Stockholm",
        },
        City {
            name: "Karlstad",
            region: Some("Värmlands län"),
            postcode: "65# ##",
            time_zone: "Europe/Stockholm",
        },
        City {
            name: "Gävle",
            region: Some("Gävleborgs län"),
            postcode: "80# ##",
            time_zone: "Europe/Stockholm",
        },
        City {
            name: "Sundsvall",
            region: Some("Västernorrlands län"),
            postcode: "85# ##",
            time_zone: "Europe/Stockholm",
        },
        City {
            name: "Östersund",
            region: Some("Jämtlands län"),
            postcode: "83# ##",
            time_zone: "Europe/Stockholm",
        },
        City {
            name: "Umeå",
            region: Some("Västerbottens län"),
            postcode: "90# ##",
            time_zone: "Europe/Stockholm",
        },
        City {
            name: "Luleå",
            region: Some("Norrbottens län"),
            postcode: "97# ##",
            time_zone: "Europe/Stockholm",
        },
        City {
            name: "Visby",
            region: Some("Gotlands län"),
            postcode: "621 ##",
            time_zone: "Europe/Stockholm",
        },
    ],
    streets: &[
        "Lingonhultsvägen {n}",
        "Ängsvaktargatan {n}",
        "Näverstigen {n}",
        "Tranbärsbacken {n}",
        "Gamla Garverigränd {n}",
        "Åkerbärsgatan {n}",
        "Västra Kvarnlyckan {n}",
        "Björktrastvägen {n}",
        "Mossängsallén {n}",
        "Råghultsgatan {n}",
    ],
    second_lines: &[
        "Lgh {n}",
        "Våning {n}",
        "Uppgång B",
        "Gårdshuset",
        "Trappa {n}",
    ],
};
