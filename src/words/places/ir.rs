//! Addresses in Iran.

use super::{City, Country};

/// Cities, streets and second lines of Iran; regions are provinces.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "IR",
    cities: &[
        City {
            name: "تهران",
            region: Some("استان تهران"),
            postcode: "1####",
            time_zone: "Asia/Tehran",
        },
        City {
            name: "کرج",
            region: Some("استان البرز"),
            postcode: "31###",
            time_zone: "Asia/Tehran",
        },
        City {
            name: "مشهد",
            region: Some("استان خراسان رضوی"),
            postcode: "91###",
            time_zone: "Asia/Tehran",
        },
        City {
            name: "اصفهان",
            region: Some("استان اصفهان"),
            postcode: "81###",
            time_zone: "Asia/Tehran",
        },
        City {
            name: "شیراز",
            region: Some("استان فارس"),
            postcode: "71###",
            time_zone: "Asia/Tehran",
        },
        City {
            name: "تبریز",
            region: Some("استان آذربایجان شرقی"),
            postcode: "51###",
            time_zone: "Asia/Tehran",
        },
        City {
            name: "ارومیه",
            region: Some("استان آذربایجان غربی"),
            postcode: "57###",
            time_zone: "Asia/Tehran",
        },
        City {
            name: "اردبیل",
            region: Some("استان اردبیل"),
            postcode: "56###",
            time_zone: "Asia/Tehran",
        },
        City {
            name: "زنجان",
            region: Some("استان زنجان"),
            postcode: "45###",
            time_zone: "Asia/Tehran",
        },
        City {
            name: "قزوین",
            region: Some("استان قزوین"),
            postcode: "34###",
            time_zone: "Asia/Tehran",
        },
        City {
            name: "قم",
            region: Some("استان قم"),
            postcode: "37###",
            time_zone: "Asia/Tehran",
        },
        City {
            name: "اراک",
            region: Some("استان مرکزی"),
            postcode: "38###",
            time_zone: "Asia/Tehran",
        },
        City {
            name: "همدان",
            region: Some("استان همدان"),
            postcode: "65###",
            time_zone: "Asia/Tehran",
        },
        City {
            name: "کرمانشاه",
            region: Some("استان کرمانشاه"),
            postcode: "67###",
            time_zone: "Asia/Tehran",
        },
        City {
            name: "سنندج",
            region: Some("استان کردستان"),
            postcode: "66###",
            time_zone: "Asia/Tehran",
        },
        City {
            name: "اهواز",
            region: Some("استان خوزستان"),
            postcode: "61###",
            time_zone: "Asia/Tehran",
        },
        City {
            name: "رشت",
            region: Some("استان گیلان"),
            postcode: "41###",
            time_zone: "Asia/Tehran",
        },
        City {
            name: "ساری",
            region: Some("استان مازندران"),
            postcode: "48###",
            time_zone: "Asia/Tehran",
        },
        City {
            name: "گرگان",
            region: Some("استان گلستان"),
            postcode: "49###",
            time_zone: "Asia/Tehran",
        },
        City {
            name: "یزد",
            region: Some("استان یزد"),
            postcode: "89###",
            time_zone: "Asia/Tehran",
        },
        City {
            name: "کرمان",
            region: Some("استان کرمان"),
            postcode: "76###",
            time_zone: "Asia/Tehran",
        },
        City {
            name: "بوشهر",
            region: Some("استان بوشهر"),
            postcode: "75###",
            time_zone: "Asia/Tehran",
        },
        City {
            name: "بندرعباس",
            region: Some("استان هرمزگان"),
            postcode: "79###",
            time_zone: "Asia/Tehran",
        },
        City {
            name: "زاهدان",
            region: Some("استان سیستان و بلوچستان"),
            postcode: "98###",
            time_zone: "Asia/Tehran",
        },
    ],
    streets: &[
        "خیابان یاس سپید، کوچه نسترن، پلاک {n}",
        "خیابان سپیدار کهن، پلاک {n}",
        "خیابان آسیاب قدیم، کوچه انار، پلاک {n}",
        "بلوار نیزار، پلاک {n}",
        "خیابان کوزه‌گران، کوچه شبنم، پلاک {n}",
        "خیابان چشمه گلپونه، پلاک {n}",
        "خیابان بیدستان، کوچه چکاوک، پلاک {n}",
        "خیابان باغ زردآلو، پلاک {n}",
        "کوچه بن‌بست پروانه، پلاک {n}",
    ],
    second_lines: &["واحد {n}", "طبقه {n}", "بلوک ب", "زنگ {n}", "طبقه همکف"],
};
