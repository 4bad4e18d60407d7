//! Addresses in Vietnam.

use super::{City, Country};

/// Cities, streets and second lines of Vietnam; a centrally run city names no province.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "VN",
    cities: &[
        City {
            name: "Hà Nội",
            region: None,
            postcode: "11###",
            time_zone: "Asia/Ho_Chi_Minh",
        },
        City {
            name: "Thành phố Hồ Chí Minh",
            region: None,
            postcode: "70###",
            time_zone: "Asia/Ho_Chi_Minh",
        },
        City {
            name: "Đà Nẵng",
            region: None,
            postcode: "50###",
            time_zone: "Asia/Ho_Chi_Minh",
        },
        City {
            name: "Hải Phòng",
            region: None,
            postcode: "04###",
            time_zone: "Asia/Ho_Chi_Minh",
        },
        City {
            name: "Cần Thơ",
            region: None,
            postcode: "94###",
            time_zone: "Asia/Ho_Chi_Minh",
        },
        City {
            name: "Huế",
            region: None,
            postcode: "49###",
            time_zone: "Asia/Ho_Chi_Minh",
        },
        City {
            name: "Nha Trang",
            region: Some("Khánh Hòa"),
            postcode: "57###",
            time_zone: "Asia/Ho_Chi_Minh",
        },
        City {
            name: "Đà Lạt",
            region: Some("Lâm Đồng"),
            postcode: "66###",
            time_zone: "Asia/Ho_Chi_Minh",
        },
        City {
            name: "Biên Hòa",
            region: Some("Đồng Nai"),
            postcode: "76###",
            time_zone: "Asia/Ho_Chi_Minh",
        },
        City {
            name: "Buôn Ma Thuột",
            region: Some("Đắk Lắk"),
            postcode: "63###",
            time_zone: "Asia/Ho_Chi_Minh",
        },
        City {
            name: "Vinh",
            region: Some("Nghệ An"),
            postcode: "43###",
            time_zone: "Asia/Ho_Chi_Minh",
        },
        City {
            name: "Hạ Long",
            region: Some("Quảng Ninh"),
            postcode: "01###",
            time_zone: "Asia/Ho_Chi_Minh",
        },
        City {
            name: "Thanh Hóa",
            region: Some("Thanh Hóa"),
            postcode: "40###",
            time_zone: "Asia/Ho_Chi_Minh",
        },
        City {
            name: "Thái Nguyên",
            region: Some("Thái Nguyên"),
            postcode: "24###",
            time_zone: "Asia/Ho_Chi_Minh",
        },
        City {
            name: "Long Xuyên",
            region: Some("An Giang"),
            postcode: "90###",
            time_zone: "Asia/Ho_Chi_Minh",
        },
        City {
            name: "Cà Mau",
            region: Some("Cà Mau"),
            postcode: "98###",
            time_zone: "Asia/Ho_Chi_Minh",
        },
    ],
    streets: &[
        "{n} đường Sen Hồng",
        "{n} đường Bờ Rào Tre",
        "Số {n}, ngõ Hoa Gạo",
        "{n} đường Giếng Ngọc Xưa",
        "Số {n}, hẻm Bằng Lăng Tím",
        "{n} đường Cánh Diều",
        "{n} đường Đồi Thông Reo",
        "Số {n}, ngõ Lò Gốm Cũ",
        "{n} đường Bến Lau",
    ],
    second_lines: &["Căn hộ {n}", "Tầng {n}", "Phòng {n}", "Tòa nhà B", "Lô {n}"],
};
