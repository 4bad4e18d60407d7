//! Addresses in Thailand.

use super::{City, Country};

/// Cities, streets and second lines of Thailand; a provincial capital is named as its district, with its province.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "TH",
    cities: &[
        City {
            name: "กรุงเทพมหานคร",
            region: None,
            postcode: "10###",
            time_zone: "Asia/Bangkok",
        },
        City {
            name: "เมืองเชียงใหม่",
            region: Some("เชียงใหม่"),
            postcode: "50#00",
            time_zone: "Asia/Bangkok",
        },
        City {
            name: "เมืองเชียงราย",
            region: Some("เชียงราย"),
            postcode: "57#00",
            time_zone: "Asia/Bangkok",
        },
        City {
            name: "เมืองพิษณุโลก",
            region: Some("พิษณุโลก"),
            postcode: "65000",
            time_zone: "Asia/Bangkok",
        },
        City {
            name: "เมืองนครสวรรค์",
            region: Some("นครสวรรค์"),
            postcode: "60000",
            time_zone: "Asia/Bangkok",
        },
        City {
            name: "เมืองนครราชสีมา",
            region: Some("นครราชสีมา"),
            postcode: "300##",
            time_zone: "Asia/Bangkok",
        },
        City {
            name: "เมืองขอนแก่น",
            region: Some("ขอนแก่น"),
            postcode: "400##",
            time_zone: "Asia/Bangkok",
        },
        City {
            name: "เมืองอุดรธานี",
            region: Some("อุดรธานี"),
            postcode: "410##",
            time_zone: "Asia/Bangkok",
        },
        City {
            name: "เมืองอุบลราชธานี",
            region: Some("อุบลราชธานี"),
            postcode: "340##",
            time_zone: "Asia/Bangkok",
        },
        City {
            name: "เมืองภูเก็ต",
            region: Some("ภูเก็ต"),
            postcode: "83#00",
            time_zone: "Asia/Bangkok",
        },
        City {
            name: "เมืองระยอง",
            region: Some("ระยอง"),
            postcode: "21###",
            time_zone: "Asia/Bangkok",
        },
        City {
            name: "ศรีราชา",
            region: Some("ชลบุรี"),
            postcode: "201##",
            time_zone: "Asia/Bangkok",
        },
        City {
            name: "หัวหิน",
            region: Some("ประจวบคีรีขันธ์"),
            postcode: "771##",
            time_zone: "Asia/Bangkok",
        },
        City {
            name: "หาดใหญ่",
            region: Some("สงขลา"),
            postcode: "901##",
            time_zone: "Asia/Bangkok",
        },
        City {
            name: "แม่สอด",
            region: Some("ตาก"),
            postcode: "631##",
            time_zone: "Asia/Bangkok",
        },
        City {
            name: "ปากช่อง",
            region: Some("นครราชสีมา"),
            postcode: "301##",
            time_zone: "Asia/Bangkok",
        },
    ],
    streets: &[
        "{n} ถนนดอกแก้วเก่า",
        "{n} ซอยบ้านร่มไทร",
        "{n} ถนนริมคลองบัวขาว",
        "{n} ซอยโรงสีเดิม",
        "{n} ถนนทุ่งรวงทอง",
        "{n} ซอยลั่นทมหอม",
        "{n} ถนนต้นจามจุรีใหญ่",
        "{n} ซอยสวนมะม่วงหวาน",
        "{n} หมู่บ้านธารน้ำใส ถนนเนินพลับพลึง",
    ],
    second_lines: &["ห้อง {n}", "ชั้น {n}", "อาคาร B", "ตึก {n}", "ชั้นล่าง"],
};
