//! Addresses in Japan.

use super::{City, Country};

/// Cities, streets and second lines of Japan; regions are prefectures.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "JP",
    cities: &[
        City {
            name: "札幌市",
            region: Some("北海道"),
            postcode: "062-####",
            time_zone: "Asia/Tokyo",
        },
        City {
            name: "青森市",
            region: Some("青森県"),
            postcode: "030-####",
            time_zone: "Asia/Tokyo",
        },
        City {
            name: "仙台市",
            region: Some("宮城県"),
            postcode: "980-####",
            time_zone: "Asia/Tokyo",
        },
        City {
            name: "さいたま市",
            region: Some("埼玉県"),
            postcode: "330-####",
            time_zone: "Asia/Tokyo",
        },
        City {
            name: "千葉市",
            region: Some("千葉県"),
            postcode: "260-####",
            time_zone: "Asia/Tokyo",
        },
        City {
            name: "世田谷区",
            region: Some("東京都"),
            postcode: "154-####",
            time_zone: "Asia/Tokyo",
        },
        City {
            name: "八王子市",
            region: Some("東京都"),
            postcode: "192-####",
            time_zone: "Asia/Tokyo",
        },
        City {
            name: "横浜市",
            region: Some("神奈川県"),
            postcode: "231-####",
            time_zone: "Asia/Tokyo",
        },
        City {
            name: "新潟市",
            region: Some("新潟県"),
            postcode: "951-####",
            time_zone: "Asia/Tokyo",
        },
        City {
            name: "金沢市",
            region: Some("石川県"),
            postcode: "920-####",
            time_zone: "Asia/Tokyo",
        },
        City {
            name: "長野市",
            region: Some("長野県"),
            postcode: "380-####",
            time_zone: "Asia/Tokyo",
        },
        City {
            name: "静岡市",
            region: Some("静岡県"),
            postcode: "420-####",
            time_zone: "Asia/Tokyo",
        },
        City {
            name: "名古屋市",
            region: Some("愛知県"),
            postcode: "460-####",
            time_zone: "Asia/Tokyo",
        },
        City {
            name: "京都市",
            region: Some("京都府"),
            postcode: "604-####",
            time_zone: "Asia/Tokyo",
        },
        City {
            name: "大阪市",
            region: Some("大阪府"),
            postcode: "530-####",
            time_zone: "Asia/Tokyo",
        },
        City {
            name: "神戸市",
            region: Some("兵庫県"),
            postcode: "650-####",
            time_zone: "Asia/Tokyo",
        },
        City {
            name: "岡山市",
            region: Some("岡山県"),
            postcode: "700-####",
            time_zone: "Asia/Tokyo",
        },
        City {
            name: "広島市",
            region: Some("広島県"),
            postcode: "730-####",
            time_zone: "Asia/Tokyo",
        },
        City {
            name: "松山市",
            region: Some("愛媛県"),
            postcode: "790-####",
            time_zone: "Asia/Tokyo",
        },
        City {
            name: "福岡市",
            region: Some("福岡県"),
            postcode: "810-####",
            time_zone: "Asia/Tokyo",
        },
        City {
            name: "熊本市",
            region: Some("熊本県"),
            postcode: "860-####",
            time_zone: "Asia/Tokyo",
        },
        City {
            name: "那覇市",
            region: Some("沖縄県"),
            postcode: "900-####",
            time_zone: "Asia/Tokyo",
        },
    ],
    streets: &[
        "若葉坂町{n}番地",
        "北桜見台2丁目{n}番",
        "藤ヶ沢{n}番地",
        "月見原1丁目{n}番",
        "古窯町{n}番地",
        "鈴虫ヶ丘3丁目{n}番",
        "水車通{n}番地",
        "新椿野{n}番地",
        "東菜の花台4丁目{n}番",
    ],
    second_lines: &["{n}号室", "{n}階", "若葉ハイツ{n}号室", "A棟{n}号室"],
};
