//! Addresses in South Korea.

use super::{City, Country};

/// Cities, streets and second lines of South Korea; a metropolitan city names no province.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "KR",
    cities: &[
        City {
            name: "서울특별시",
            region: None,
            postcode: "06###",
            time_zone: "Asia/Seoul",
        },
        City {
            name: "부산광역시",
            region: None,
            postcode: "48###",
            time_zone: "Asia/Seoul",
        },
        City {
            name: "대구광역시",
            region: None,
            postcode: "42###",
            time_zone: "Asia/Seoul",
        },
        City {
            name: "인천광역시",
            region: None,
            postcode: "22###",
            time_zone: "Asia/Seoul",
        },
        City {
            name: "광주광역시",
            region: None,
            postcode: "61###",
            time_zone: "Asia/Seoul",
        },
        City {
            name: "대전광역시",
            region: None,
            postcode: "35###",
            time_zone: "Asia/Seoul",
        },
        City {
            name: "울산광역시",
            region: None,
            postcode: "44###",
            time_zone: "Asia/Seoul",
        },
        City {
            name: "세종특별자치시",
            region: None,
            postcode: "30###",
            time_zone: "Asia/Seoul",
        },
        City {
            name: "수원시",
            region: Some("경기도"),
            postcode: "164##",
            time_zone: "Asia/Seoul",
        },
        City {
            name: "성남시",
            region: Some("경기도"),
            postcode: "134##",
            time_zone: "Asia/Seoul",
        },
        City {
            name: "고양시",
            region: Some("경기도"),
            postcode: "104##",
            time_zone: "Asia/Seoul",
        },
        City {
            name: "춘천시",
            region: Some("강원특별자치도"),
            postcode: "243##",
            time_zone: "Asia/Seoul",
        },
        City {
            name: "청주시",
            region: Some("충청북도"),
            postcode: "285##",
            time_zone: "Asia/Seoul",
        },
        City {
            name: "천안시",
            region: Some("충청남도"),
            postcode: "311##",
            time_zone: "Asia/Seoul",
        },
        City {
            name: "전주시",
            region: Some("전북특별자치도"),
            postcode: "549##",
            time_zone: "Asia/Seoul",
        },
        City {
            name: "여수시",
            region: Some("전라남도"),
            postcode: "597##",
            time_zone: "Asia/Seoul",
        },
        City {
            name: "포항시",
            region: Some("경상북도"),
            postcode: "377##",
            time_zone: "Asia/Seoul",
        },
        City {
            name: "창원시",
            region: Some("경상남도"),
            postcode: "514##",
            time_zone: "Asia/Seoul",
        },
        City {
            name: "제주시",
            region: Some("제주특별자치도"),
            postcode: "631##",
            time_zone: "Asia/Seoul",
        },
    ],
    streets: &[
        "은빛마을로 {n}",
        "솔바람길 {n}",
        "느티울로 {n}",
        "물레방아길 {n}",
        "새벽별로 {n}",
        "도토리골길 {n}",
        "달맞이꽃길 {n}",
        "푸른언덕로 {n}",
        "고운나루길 {n}",
    ],
    second_lines: &["{n}층", "101동 {n}호", "{n}호", "나동 {n}호", "지하 1층"],
};
