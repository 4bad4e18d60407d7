//! Addresses in Saudi Arabia.

use super::{City, Country};

/// Cities, streets and second lines of Saudi Arabia.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "SA",
    cities: &[
        City {
            name: "الرياض",
            region: Some("منطقة الرياض"),
            postcode: "12###",
            time_zone: "Asia/Riyadh",
        },
        City {
            name: "جدة",
            region: Some("منطقة مكة المكرمة"),
            postcode: "23###",
            time_zone: "Asia/Riyadh",
        },
        City {
            name: "مكة المكرمة",
            region: Some("منطقة مكة المكرمة"),
            postcode: "24###",
            time_zone: "Asia/Riyadh",
        },
        City {
            name: "الطائف",
            region: Some("منطقة مكة المكرمة"),
            postcode: "26###",
            time_zone: "Asia/Riyadh",
        },
        City {
            name: "المدينة المنورة",
            region: Some("منطقة المدينة المنورة"),
            postcode: "42###",
            time_zone: "Asia/Riyadh",
        },
        City {
            name: "ينبع",
            region: Some("منطقة المدينة المنورة"),
            postcode: "46###",
            time_zone: "Asia/Riyadh",
        },
        City {
            name: "الدمام",
            region: Some("المنطقة الشرقية"),
            postcode: "32###",
            time_zone: "Asia/Riyadh",
        },
        City {
            name: "الخبر",
            region: Some("المنطقة الشرقية"),
            postcode: "34###",
            time_zone: "Asia/Riyadh",
        },
        City {
            name: "الجبيل",
            region: Some("المنطقة الشرقية"),
            postcode: "35###",
            time_zone: "Asia/Riyadh",
        },
        City {
            name: "الهفوف",
            region: Some("المنطقة الشرقية"),
            postcode: "36###",
            time_zone: "Asia/Riyadh",
        },
        City {
            name: "بريدة",
            region: Some("منطقة القصيم"),
            postcode: "52###",
            time_zone: "Asia/Riyadh",
        },
        City {
            name: "حائل",
            region: Some("منطقة حائل"),
            postcode: "55###",
            time_zone: "Asia/Riyadh",
        },
        City {
            name: "تبوك",
            region: Some("منطقة تبوك"),
            postcode: "47###",
            time_zone: "Asia/Riyadh",
        },
        City {
            name: "أبها",
            region: Some("منطقة عسير"),
            postcode: "62###",
            time_zone: "Asia/Riyadh",
        },
        City {
            name: "جازان",
            region: Some("منطقة جازان"),
            postcode: "82###",
            time_zone: "Asia/Riyadh",
        },
        City {
            name: "نجران",
            region: Some("منطقة نجران"),
            postcode: "66###",
            time_zone: "Asia/Riyadh",
        },
    ],
    streets: &[
        "{n} شارع وادي الخزامى، حي الريحان",
        "{n} شارع النخلة العالية، حي الواحة القديمة",
        "{n} طريق بئر السدرة، حي المها",
        "{n} شارع عين الغزال، حي الياسمينة",
        "{n} شارع الفخارين، حي التل الأخضر",
        "{n} شارع غيمة الصباح، حي الطلح",
        "{n} شارع روضة العرعر، حي الرمان",
        "{n} طريق ممشى السنابل، حي القمري",
    ],
    second_lines: &[
        "شقة {n}",
        "الدور {n}",
        "فيلا {n}",
        "الدور الأرضي",
        "وحدة رقم {n}",
    ],
};
