//! Addresses in Russia.

use super::{City, Country};

/// Cities, streets and second lines of Russia; a federal city names no region.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "RU",
    cities: &[
        City {
            name: "Москва",
            region: None,
            postcode: "115###",
            time_zone: "Europe/Moscow",
        },
        City {
            name: "Санкт-Петербург",
            region: None,
            postcode: "197###",
            time_zone: "Europe/Moscow",
        },
        City {
            name: "Нижний Новгород",
            region: Some("Нижегородская область"),
            postcode: "603###",
            time_zone: "Europe/Moscow",
        },
        City {
            name: "Казань",
            region: Some("Республика Татарстан"),
            postcode: "420###",
            time_zone: "Europe/Moscow",
        },
        City {
            name: "Воронеж",
            region: Some("Воронежская область"),
            postcode: "394###",
            time_zone: "Europe/Moscow",
        },
        City {
            name: "Ярославль",
            region: Some("Ярославская область"),
            postcode: "150###",
            time_zone: "Europe/Moscow",
        },
        City {
            name: "Ростов-на-Дону",
            region: Some("Ростовская область"),
            postcode: "344###",
            time_zone: "Europe/Moscow",
        },
        City {
            name: "Мурманск",
            region: Some("Мурманская область"),
            postcode: "183###",
            time_zone: "Europe/Moscow",
        },
        City {
            name: "Калининград",
            region: Some("Калининградская область"),
            postcode: "236###",
            time_zone: "Europe/Kaliningrad",
        },
        City {
            name: "Волгоград",
            region: Some("Волгоградская область"),
            postcode: "400###",
            time_zone: "Europe/Volgograd",
        },
        City {
            name: "Саратов",
            region: Some("Саратовская область"),
            postcode: "410###",
            time_zone: "Europe/Saratov",
        },
        City {
            name: "Самара",
            region: Some("Самарская область"),
            postcode: "443###",
            time_zone: "Europe/Samara",
        },
        City {
            name: "Уфа",
            region: Some("Республика Башкортостан"),
            postcode: "450###",
            time_zone: "Asia/Yekaterinburg",
        },
        City {
            name: "Пермь",
            region: Some("Пермский край"),
            postcode: "614###",
            time_zone: "Asia/Yekaterinburg",
        },
        City {
            name: "Екатеринбург",
            region: Some("Свердловская область"),
            postcode: "620###",
            time_zone: "Asia/Yekaterinburg",
        },
        City {
            name: "Тюмень",
            region: Some("Тюменская область"),
            postcode: "625###",
            time_zone: "Asia/Yekaterinburg",
        },
        City {
            name: "Омск",
            region: Some("Омская область"),
            postcode: "644###",
            time_zone: "Asia/Omsk",
        },
        City {
            name: "Новосибирск",
            region: Some("Новосибирская область"),
            postcode: "630###",
            time_zone: "Asia/Novosibirsk",
        },
        City {
            name: "Томск",
            region: Some("Томская область"),
            postcode: "634###",
            time_zone: "Asia/Tomsk",
        },
        City {
            name: "Красноярск",
            region: Some("Красноярский край"),
            postcode: "660###",
            time_zone: "Asia/Krasnoyarsk",
        },
        City {
            name: "Иркутск",
            region: Some("Иркутская область"),
            postcode: "664###",
            time_zone: "Asia/Irkutsk",
        },
        City {
            name: "Якутск",
            region: Some("Республика Саха (Якутия)"),
            postcode: "677###",
            time_zone: "Asia/Yakutsk",
        },
        City {
            name: "Хабаровск",
            region: Some("Хабаровский край"),
            postcode: "680###",
            time_zone: "Asia/Vladivostok",
        },
        City {
            name: "Владивосток",
            region: Some("Приморский край"),
            postcode: "690###",
            time_zone: "Asia/Vladivostok",
        },
    ],
    streets: &[
        "ул. Тихих Клёнов, д. {n}",
        "ул. Старой Мельницы, д. {n}",
        "Брусничный пер., д. {n}",
        "ул. Гончарный Яр, д. {n}",
        "Яблонецкий проезд, д. {n}",
        "ул. Ивовая Заводь, д. {n}",
        "просп. Северных Зорь, д. {n}",
        "Журавлиная наб., д. {n}",
        "ул. Кружевниц, д. {n}",
        "Медуничный бул., д. {n}",
    ],
    second_lines: &[
        "кв. {n}",
        "корп. {n}",
        "этаж {n}",
        "подъезд {n}",
        "стр. {n}",
    ],
};
