//! Addresses in Türkiye.

use super::{City, Country};

/// Cities, streets and second lines of Türkiye; a city that is not a province capital names its province.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "TR",
    cities: &[
        City {
            name: "İstanbul",
            region: None,
            postcode: "34###",
            time_zone: "Europe/Istanbul",
        },
        City {
            name: "Ankara",
            region: None,
            postcode: "06###",
            time_zone: "Europe/Istanbul",
        },
        City {
            name: "İzmir",
            region: None,
            postcode: "35###",
            time_zone: "Europe/Istanbul",
        },
        City {
            name: "Bursa",
            region: None,
            postcode: "16###",
            time_zone: "Europe/Istanbul",
        },
        City {
            name: "İnegöl",
            region: Some("Bursa"),
            postcode: "164##",
            time_zone: "Europe/Istanbul",
        },
        City {
            name: "Antalya",
            region: None,
            postcode: "07###",
            time_zone: "Europe/Istanbul",
        },
        City {
            name: "Alanya",
            region: Some("Antalya"),
            postcode: "074##",
            time_zone: "Europe/Istanbul",
        },
        City {
            name: "Adana",
            region: None,
            postcode: "01###",
            time_zone: "Europe/Istanbul",
        },
        City {
            name: "Tarsus",
            region: Some("Mersin"),
            postcode: "334##",
            time_zone: "Europe/Istanbul",
        },
        City {
            name: "Konya",
            region: None,
            postcode: "42###",
            time_zone: "Europe/Istanbul",
        },
        City {
            name: "Gaziantep",
            region: None,
            postcode: "27###",
            time_zone: "Europe/Istanbul",
        },
        City {
            name: "İskenderun",
            region: Some("Hatay"),
            postcode: "312##",
            time_zone: "Europe/Istanbul",
        },
        City {
            name: "Eskişehir",
            region: None,
            postcode: "26###",
            time_zone: "Europe/Istanbul",
        },
        City {
            name: "Kayseri",
            region: None,
            postcode: "38###",
            time_zone: "Europe/Istanbul",
        },
        City {
            name: "Samsun",
            region: None,
            postcode: "55###",
            time_zone: "Europe/Istanbul",
        },
        City {
            name: "Trabzon",
            region: None,
            postcode: "61###",
            time_zone: "Europe/Istanbul",
        },
        City {
            name: "Erzurum",
            region: None,
            postcode: "25###",
            time_zone: "Europe/Istanbul",
        },
        City {
            name: "Diyarbakır",
            region: None,
            postcode: "21###",
            time_zone: "Europe/Istanbul",
        },
        City {
            name: "Gebze",
            region: Some("Kocaeli"),
            postcode: "414##",
            time_zone: "Europe/Istanbul",
        },
        City {
            name: "Çorlu",
            region: Some("Tekirdağ"),
            postcode: "598##",
            time_zone: "Europe/Istanbul",
        },
        City {
            name: "Bandırma",
            region: Some("Balıkesir"),
            postcode: "102##",
            time_zone: "Europe/Istanbul",
        },
        City {
            name: "Turgutlu",
            region: Some("Manisa"),
            postcode: "454##",
            time_zone: "Europe/Istanbul",
        },
        City {
            name: "Nazilli",
            region: Some("Aydın"),
            postcode: "098##",
            time_zone: "Europe/Istanbul",
        },
        City {
            name: "Bodrum",
            region: Some("Muğla"),
            postcode: "484##",
            time_zone: "Europe/Istanbul",
        },
    ],
    streets: &[
        "Gümüşkavak Mah. Yelken Sok. No: {n}",
        "Yeşilçınar Mah. Ihlamurlu Sok. No: {n}",
        "Kuşburnu Mah. Değirmen Yolu Cad. No: {n}",
        "Akçaiğde Mah. Papatyalı Sok. No: {n}",
        "Sarıçiğdem Mah. Eski Hamam Sok. No: {n}",
        "Üçfıskiye Mah. Güvercinlik Cad. No: {n}",
        "Taşlıbağ Mah. Nar Çiçeği Sok. No: {n}",
        "Bozkırgülü Mah. Çömlekçiler Sok. No: {n}",
        "Ortapınar Mah. Zeytindalı Bulvarı No: {n}",
    ],
    second_lines: &["Daire {n}", "Kat {n}", "B Blok", "Zemin kat", "Kapı {n}"],
};
