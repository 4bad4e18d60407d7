//! Addresses in Egypt.

use super::{City, Country};

/// Cities, streets and second lines of Egypt; regions are governorates.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "EG",
    cities: &[
        City {
            name: "القاهرة",
            region: Some("محافظة القاهرة"),
            postcode: "11###",
            time_zone: "Africa/Cairo",
        },
        City {
            name: "الجيزة",
            region: Some("محافظة الجيزة"),
            postcode: "12###",
            time_zone: "Africa/Cairo",
        },
        City {
            name: "الإسكندرية",
            region: Some("محافظة الإسكندرية"),
            postcode: "21###",
            time_zone: "Africa/Cairo",
        },
        City {
            name: "دمنهور",
            region: Some("محافظة البحيرة"),
            postcode: "22###",
            time_zone: "Africa/Cairo",
        },
        City {
            name: "طنطا",
            region: Some("محافظة الغربية"),
            postcode: "31###",
            time_zone: "Africa/Cairo",
        },
        City {
            name: "دمياط",
            region: Some("محافظة دمياط"),
            postcode: "34###",
            time_zone: "Africa/Cairo",
        },
        City {
            name: "المنصورة",
            region: Some("محافظة الدقهلية"),
            postcode: "35###",
            time_zone: "Africa/Cairo",
        },
        City {
            name: "الإسماعيلية",
            region: Some("محافظة الإسماعيلية"),
            postcode: "41###",
            time_zone: "Africa/Cairo",
        },
        City {
            name: "بورسعيد",
            region: Some("محافظة بورسعيد"),
            postcode: "42###",
            time_zone: "Africa/Cairo",
        },
        City {
            name: "السويس",
            region: Some("محافظة السويس"),
            postcode: "43###",
            time_zone: "Africa/Cairo",
        },
        City {
            name: "الزقازيق",
            region: Some("محافظة الشرقية"),
            postcode: "44###",
            time_zone: "Africa/Cairo",
        },
        City {
            name: "المنيا",
            region: Some("محافظة المنيا"),
            postcode: "61###",
            time_zone: "Africa/Cairo",
        },
        City {
            name: "بني سويف",
            region: Some("محافظة بني سويف"),
            postcode: "62###",
            time_zone: "Africa/Cairo",
        },
        City {
            name: "الفيوم",
            region: Some("محافظة الفيوم"),
            postcode: "63###",
            time_zone: "Africa/Cairo",
        },
        City {
            name: "أسيوط",
            region: Some("محافظة أسيوط"),
            postcode: "71###",
            time_zone: "Africa/Cairo",
        },
        City {
            name: "أسوان",
            region: Some("محافظة أسوان"),
            postcode: "81###",
            time_zone: "Africa/Cairo",
        },
        City {
            name: "سوهاج",
            region: Some("محافظة سوهاج"),
            postcode: "82###",
            time_zone: "Africa/Cairo",
        },
        City {
            name: "قنا",
            region: Some("محافظة قنا"),
            postcode: "83###",
            time_zone: "Africa/Cairo",
        },
        City {
            name: "الغردقة",
            region: Some("محافظة البحر الأحمر"),
            postcode: "84###",
            time_zone: "Africa/Cairo",
        },
        City {
            name: "الأقصر",
            region: Some("محافظة الأقصر"),
            postcode: "85###",
            time_zone: "Africa/Cairo",
        },
    ],
    streets: &[
        "{n} شارع الجميزة القديمة",
        "{n} شارع ساقية الورد",
        "{n} حارة السلال الصغرى",
        "{n} شارع كروان الحقل",
        "{n} شارع طاحونة الغلال",
        "{n} شارع بستان التوت",
        "{n} ممر القلل البيضاء",
        "{n} شارع مرسى البجع",
        "{n} طريق ترعة الصفصاف",
    ],
    second_lines: &["شقة {n}", "الدور {n}", "عمارة {n}", "الدور الأرضي", "مدخل ب"],
};
