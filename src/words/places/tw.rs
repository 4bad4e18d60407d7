//! Addresses in Taiwan.

use super::{City, Country};

/// Cities, streets and second lines of Taiwan; a special municipality or provincial city names no county.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "TW",
    cities: &[
        City {
            name: "臺北市",
            region: None,
            postcode: "10####",
            time_zone: "Asia/Taipei",
        },
        City {
            name: "新北市",
            region: None,
            postcode: "22####",
            time_zone: "Asia/Taipei",
        },
        City {
            name: "基隆市",
            region: None,
            postcode: "20####",
            time_zone: "Asia/Taipei",
        },
        City {
            name: "桃園市",
            region: None,
            postcode: "33####",
            time_zone: "Asia/Taipei",
        },
        City {
            name: "新竹市",
            region: None,
            postcode: "300###",
            time_zone: "Asia/Taipei",
        },
        City {
            name: "苗栗市",
            region: Some("苗栗縣"),
            postcode: "360###",
            time_zone: "Asia/Taipei",
        },
        City {
            name: "臺中市",
            region: None,
            postcode: "40####",
            time_zone: "Asia/Taipei",
        },
        City {
            name: "彰化市",
            region: Some("彰化縣"),
            postcode: "500###",
            time_zone: "Asia/Taipei",
        },
        City {
            name: "南投市",
            region: Some("南投縣"),
            postcode: "540###",
            time_zone: "Asia/Taipei",
        },
        City {
            name: "斗六市",
            region: Some("雲林縣"),
            postcode: "640###",
            time_zone: "Asia/Taipei",
        },
        City {
            name: "嘉義市",
            region: None,
            postcode: "600###",
            time_zone: "Asia/Taipei",
        },
        City {
            name: "臺南市",
            region: None,
            postcode: "70####",
            time_zone: "Asia/Taipei",
        },
        City {
            name: "高雄市",
            region: None,
            postcode: "80####",
            time_zone: "Asia/Taipei",
        },
        City {
            name: "屏東市",
            region: Some("屏東縣"),
            postcode: "900###",
            time_zone: "Asia/Taipei",
        },
        City {
            name: "宜蘭市",
            region: Some("宜蘭縣"),
            postcode: "260###",
            time_zone: "Asia/Taipei",
        },
        City {
            name: "花蓮市",
            region: Some("花蓮縣"),
            postcode: "970###",
            time_zone: "Asia/Taipei",
        },
        City {
            name: "臺東市",
            region: Some("臺東縣"),
            postcode: "950###",
            time_zone: "Asia/Taipei",
        },
    ],
    streets: &[
        "青楓坡路{n}號",
        "白鷺埤街{n}號",
        "老糖廍巷{n}號",
        "桐花嶺路二段{n}號",
        "竹影里路{n}號",
        "陶坊街{n}號",
        "月桃園路一段{n}號",
        "螢火溪街{n}號",
        "蓮霧巷{n}號",
    ],
    second_lines: &["{n}樓", "{n}樓之1", "{n}室", "B棟"],
};
