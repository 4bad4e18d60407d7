//! What each format writes for a row, byte by byte, from its own documentation.

use std::net::IpAddr;

use connsura_seed::clock::{Date, Timestamp};
use connsura_seed::schema::{Entity, Json as JsonValue, Network, Row, write_copy_line};
use connsura_seed::sink::{CopyBinary, Format, Json, Ndjson};
use uuid::Uuid;

/// A read state: two ids, an instant or NULL, a number, an instant.
fn read_state() -> Row {
    let mut row = Row::new(Entity::MessageReadState);
    row.uuid(Uuid::parse_str("5eed0101-0000-8000-8000-000000000000").unwrap());
    row.uuid(Uuid::parse_str("5eed0102-0000-8000-8001-000000000000").unwrap());
    row.null();
    row.int4(-2);
    row.timestamp(Timestamp::from_millis(1_772_357_400_250));
    row
}

const READ_STATE: &str = "{\"senderId\":\"5eed0101-0000-8000-8000-000000000000\",\
    \"recipientId\":\"5eed0102-0000-8000-8001-000000000000\",\"lastReadAt\":null,\
    \"unreadCount\":-2,\"updatedAt\":\"2026-03-01T09:30:00.250Z\"}";

fn bytes(format: &dyn Format, row: &Row) -> Vec<u8> {
    let (mut line, mut out) = (Vec::new(), Vec::new());
    write_copy_line(row, &mut String::new(), &mut line);
    format.row(row, &line, &mut out);
    out
}

#[test]
fn ndjson_is_an_object_a_line() {
    let entity = Entity::MessageReadState;
    let line = bytes(&Ndjson, &read_state());
    assert_eq!(String::from_utf8(line).unwrap(), format!("{READ_STATE}\n"));
    let (begin, between) = (Ndjson.begin(entity), Ndjson.between());
    assert!(begin.is_empty() && between.is_empty() && Ndjson.end(true).is_empty());
}

#[test]
fn json_is_one_array_a_table() {
    let entity = Entity::MessageReadState;
    let row = bytes(&Json, &read_state());
    let table = [
        &Json.begin(entity),
        &row,
        Json.between(),
        &row,
        Json.end(true),
    ]
    .concat();
    assert_eq!(
        String::from_utf8(table).unwrap(),
        format!("[\n{READ_STATE},\n{READ_STATE}\n]\n")
    );
    assert_eq!([&Json.begin(entity), Json.end(false)].concat(), b"[]\n");
}

#[test]
fn json_escapes_texts_and_keeps_lists_and_objects() {
    let mut row = Row::new(Entity::Admin);
    row.null();
    row.null();
    row.text("q\"\\\n\u{1}日");
    row.date_or_null(Some(Date::from_days(19_782)));
    row.list(["a", "b\"c", ""]);
    row.json(&JsonValue::Object(vec![("x", JsonValue::Text("\"\n"))]));
    let address: IpAddr = "192.0.2.0".parse().unwrap();
    row.inet_or_null(Some(Network {
        address,
        prefix: 24,
    }));
    assert_eq!(
        String::from_utf8(bytes(&Ndjson, &row)).unwrap(),
        "{\"id\":null,\"userId\":null,\"fullName\":\"q\\\"\\\\\\n\\u0001日\",\"title\":\"2024-02-29\",\
         \"permissions\":[\"a\",\"b\\\"c\",\"\"],\"createdAt\":{\"x\": \"\\\"\\n\"},\
         \"updatedAt\":\"192.0.2.0/24\"}\n"
    );
}

/// Bytes written as pairs of hexadecimal digits, with white space between fields.
fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
    let pairs = digits
        .chunks(2)
        .map(|pair| std::str::from_utf8(pair).unwrap());
    pairs
        .map(|pair| u8::from_str_radix(pair, 16).unwrap())
        .collect()
}

#[test]
fn copy_binary_is_framed_as_postgresql_wants_it() {
    // PostgreSQL documentation, COPY: signature, flags, length of the extension; then -1.
    let header = [b"PGCOPY\n\xff\r\n\0".as_slice(), &[0; 8]].concat();
    assert_eq!(CopyBinary::default().begin(Entity::User), header);
    assert_eq!(CopyBinary::default().end(true), [0xff, 0xff]);
    assert_eq!(CopyBinary::default().end(false), [0xff, 0xff]);
    assert!(CopyBinary::default().between().is_empty());
}

#[test]
fn copy_binary_writes_each_value_with_its_length() {
    // 825,672,600.25 seconds after 2000-01-01T00:00:00Z.
    let micros: i64 = 825_672_600_250_000;
    let expected = hex(&format!(
        "0005  00000010 5eed0101000080008000000000000000  00000010 5eed0102000080008001000000000000 \
         ffffffff  00000004 fffffffe  00000008 {micros:016x}"
    ));
    assert_eq!(bytes(&CopyBinary::default(), &read_state()), expected);
}

#[test]
fn copy_binary_writes_every_type() {
    let at = Timestamp::from_millis(946_684_799_999);
    let id = Uuid::from_u128(0x5eed_0208_0000_8000_8000_0000_0000_0007);
    let id_hex = "00000010 5eed0208000080008000000000000007";
    let at_hex = "00000008 fffffffffffffc18";
    let null = "ffffffff";

    let mut customer = Row::new(Entity::Customer);
    customer.uuid(id);
    customer.uuid(id);
    customer.text("é");
    customer.null();
    customer.null();
    customer.date_or_null(Some(Date::from_days(10_958)));
    (0..6).for_each(|_| customer.null());
    customer.list(["a", ""]);
    customer.list([]);
    customer.json(&JsonValue::Bool(true));
    customer.null();
    customer.timestamp(at);
    customer.timestamp(at);
    let nulls = [null; 6].join(" ");
    let expected = hex(&format!(
        "0012 {id_hex} {id_hex} 00000002 c3a9 {null} {null} 00000004 00000001 {nulls} \
         0000001d 00000001 00000000 00000019 00000002 00000001 00000001 61 00000000 \
         0000000c 00000000 00000000 00000019 \
         00000005 01 74727565 {null} {at_hex} {at_hex}"
    ));
    assert_eq!(bytes(&CopyBinary::default(), &customer), expected);

    let mut upload = Row::new(Entity::Upload);
    upload.uuid(id);
    upload.uuid(id);
    upload.text("f");
    upload.null();
    upload.int8(-1);
    upload.null();
    upload.text("k");
    upload.timestamp(at);
    upload.null();
    let expected = hex(&format!(
        "0009 {id_hex} {id_hex} 00000001 66 {null} 00000008 ffffffffffffffff {null} \
         00000001 6b {at_hex} {null}"
    ));
    assert_eq!(bytes(&CopyBinary::default(), &upload), expected);

    for (address, prefix, expected) in [
        ("192.0.2.0", 24, "00000008 02 18 00 04 c0000200"),
        (
            "2001:db8::",
            48,
            "00000014 03 30 00 10 20010db8000000000000000000000000",
        ),
    ] {
        let mut log = Row::new(Entity::AuditLog);
        log.uuid(id);
        log.null();
        log.text("ADMIN");
        log.text("a");
        log.text("e");
        log.null();
        log.null();
        let address: IpAddr = address.parse().unwrap();
        log.inet_or_null(Some(Network { address, prefix }));
        log.null();
        log.null();
        log.timestamp(at);
        let expected = hex(&format!(
            "000b {id_hex} {null} 00000005 41444d494e 00000001 61 00000001 65 {null} {null} \
             {expected} {null} {null} {at_hex}"
        ));
        assert_eq!(bytes(&CopyBinary::default(), &log), expected);
    }
}
