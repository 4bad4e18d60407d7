//! Addresses in India.

use super::{City, Country};

/// Cities, streets and second lines of India, in Hindi.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "IN",
    cities: &[
        City {
            name: "दिल्ली",
            region: None,
            postcode: "1100##",
            time_zone: "Asia/Kolkata",
        },
        City {
            name: "जयपुर",
            region: Some("राजस्थान"),
            postcode: "3020##",
            time_zone: "Asia/Kolkata",
        },
        City {
            name: "जोधपुर",
            region: Some("राजस्थान"),
            postcode: "3420##",
            time_zone: "Asia/Kolkata",
        },
        City {
            name: "उदयपुर",
            region: Some("राजस्थान"),
            postcode: "3130##",
            time_zone: "Asia/Kolkata",
        },
        City {
            name: "लखनऊ",
            region: Some("उत्तर प्रदेश"),
            postcode: "2260##",
            time_zone: "Asia/Kolkata",
        },
        City {
            name: "कानपुर",
            region: Some("उत्तर प्रदेश"),
            postcode: "2080##",
            time_zone: "Asia/Kolkata",
        },
        City {
            name: "वाराणसी",
            region: Some("उत्तर प्रदेश"),
            postcode: "2210##",
            time_zone: "Asia/Kolkata",
        },
        City {
            name: "आगरा",
            region: Some("उत्तर प्रदेश"),
            postcode: "2820##",
            time_zone: "Asia/Kolkata",
        },
        City {
            name: "भोपाल",
            region: Some("मध्य प्रदेश"),
            postcode: "4620##",
            time_zone: "Asia/Kolkata",
        },
        City {
            name: "इंदौर",
            region: Some("मध्य प्रदेश"),
            postcode: "4520##",
            time_zone: "Asia/Kolkata",
        },
        City {
            name: "ग्वालियर",
            region: Some("मध्य प्रदेश"),
            postcode: "4740##",
            time_zone: "Asia/Kolkata",
        },
        City {
            name: "पटना",
            region: Some("बिहार"),
            postcode: "8000##",
            time_zone: "Asia/Kolkata",
        },
        City {
            name: "राँची",
            region: Some("झारखंड"),
            postcode: "8340##",
            time_zone: "Asia/Kolkata",
        },
        City {
            name: "रायपुर",
            region: Some("छत्तीसगढ़"),
            postcode: "4920##",
            time_zone: "Asia/Kolkata",
        },
        City {
            name: "देहरादून",
            region: Some("उत्तराखंड"),
            postcode: "2480##",
            time_zone: "Asia/Kolkata",
        },
        City {
            name: "शिमला",
            region: Some("हिमाचल प्रदेश"),
            postcode: "1710##",
            time_zone: "Asia/Kolkata",
        },
        City {
            name: "चंडीगढ़",
            region: None,
            postcode: "1600##",
            time_zone: "Asia/Kolkata",
        },
        City {
            name: "मुंबई",
            region: Some("महाराष्ट्र"),
            postcode: "4000##",
            time_zone: "Asia/Kolkata",
        },
        City {
            name: "पुणे",
            region: Some("महाराष्ट्र"),
            postcode: "4110##",
            time_zone: "Asia/Kolkata",
        },
        City {
            name: "नागपुर",
            region: Some("महाराष्ट्र"),
            postcode: "4400##",
            time_zone: "Asia/Kolkata",
        },
        City {
            name: "अहमदाबाद",
            region: Some("गुजरात"),
            postcode: "3800##",
            time_zone: "Asia/Kolkata",
        },
        City {
            name: "कोलकाता",
            region: Some("पश्चिम बंगाल"),
            postcode: "7000##",
            time_zone: "Asia/Kolkata",
        },
        City {
            name: "हैदराबाद",
            region: Some("तेलंगाना"),
            postcode: "5000##",
            time_zone: "Asia/Kolkata",
        },
    ],
    streets: &[
        "मकान नं. {n}, शीतल छाया नगर",
        "मकान नं. {n}, पुरानी टकसाल गली",
        "{n}, नीम चौपाल मार्ग",
        "{n}, हरसिंगार कॉलोनी",
        "प्लॉट नं. {n}, केवड़ा विहार",
        "{n}, गुलमोहर बगीची रोड",
        "मकान नं. {n}, कुम्हार बस्ती",
        "{n}, चाँदनी ताल रोड",
        "प्लॉट नं. {n}, मोरपंख एन्क्लेव",
    ],
    second_lines: &["फ्लैट नं. {n}", "मंज़िल {n}", "ब्लॉक बी", "टावर {n}", "भूतल"],
};
