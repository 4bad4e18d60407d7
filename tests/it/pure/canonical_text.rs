//! The canonical text of values: what PostgreSQL prints, written out by hand.

use std::net::IpAddr;

use connsura_seed::clock::{Date, Timestamp};
use connsura_seed::schema::{Entity, Json, Network, Row, write_copy_line, write_plain};
use proptest::prelude::*;
use uuid::Uuid;

/// The text of the one value that `add` puts into a row.
fn plain(add: impl FnOnce(&mut Row)) -> String {
    let mut row = Row::new(Entity::User);
    add(&mut row);
    let mut text = String::new();
    write_plain(row.get(0).unwrap(), &mut text);
    text
}

/// The line of a row that `add` fills, and of nothing that was in it before.
fn line(add: impl FnOnce(&mut Row)) -> String {
    let mut row = Row::new(Entity::User);
    row.text("what was here before");
    row.clear();
    add(&mut row);
    let mut line = Vec::new();
    write_copy_line(&row, &mut "left over".to_owned(), &mut line);
    String::from_utf8(line).unwrap()
}

#[test]
fn timestamps_have_no_trailing_zeros() {
    for (millis, expected) in [
        (0, "1970-01-01 00:00:00+00"),
        (1, "1970-01-01 00:00:00.001+00"),
        (10, "1970-01-01 00:00:00.01+00"),
        (100, "1970-01-01 00:00:00.1+00"),
        (1_772_357_400_000, "2026-03-01 09:30:00+00"),
        (1_772_357_400_250, "2026-03-01 09:30:00.25+00"),
        (1_772_357_400_999, "2026-03-01 09:30:00.999+00"),
        // Before 1970 the fraction still counts forwards.
        (-1, "1969-12-31 23:59:59.999+00"),
        (-1_000, "1969-12-31 23:59:59+00"),
        // Leap days, and the first and last years that a scenario leads to.
        (1_709_164_800_000, "2024-02-29 00:00:00+00"),
        (951_782_400_000, "2000-02-29 00:00:00+00"),
        (220_525_286_400_000, "8958-03-03 00:00:00+00"),
    ] {
        let at = Timestamp::from_millis(millis);
        assert_eq!(plain(|row| row.timestamp(at)), expected, "{millis}");
    }
}

#[test]
fn dates_are_iso() {
    for (days, expected) in [
        (0, "1970-01-01"),
        (-1, "1969-12-31"),
        (-12_784, "1935-01-01"),
        (13_148, "2005-12-31"),
        (19_782, "2024-02-29"),
    ] {
        assert_eq!(
            plain(|row| row.date_or_null(Some(Date::from_days(days)))),
            expected
        );
    }
}

#[test]
fn numbers_and_ids_are_plain() {
    assert_eq!(plain(|row| row.int4(i32::MIN)), "-2147483648");
    assert_eq!(plain(|row| row.int4(0)), "0");
    assert_eq!(plain(|row| row.int8(i64::MAX)), "9223372036854775807");
    let id = Uuid::parse_str("5EED0402-0000-8000-8005-00010000ABCD").unwrap();
    assert_eq!(
        plain(|row| row.uuid(id)),
        "5eed0402-0000-8000-8005-00010000abcd"
    );
    assert_eq!(plain(Row::null), "");
}

#[test]
fn networks_leave_a_whole_address_s_length_off() {
    for (address, prefix, expected) in [
        ("192.0.2.0", 24, "192.0.2.0/24"),
        ("192.0.2.1", 32, "192.0.2.1"),
        ("0.0.0.0", 0, "0.0.0.0/0"),
        ("2001:db8:638::", 48, "2001:db8:638::/48"),
        ("2001:db8::", 48, "2001:db8::/48"),
        ("2001:db8::1", 128, "2001:db8::1"),
        // Thirty-two bits are the whole of the other family only.
        ("2001:db8::", 32, "2001:db8::/32"),
    ] {
        let address: IpAddr = address.parse().unwrap();
        let network = Network { address, prefix };
        assert_eq!(plain(|row| row.inet_or_null(Some(network))), expected);
    }
}

#[test]
fn list_elements_are_quoted_where_they_must_be() {
    for (items, expected) in [
        (&[][..], "{}"),
        (&["a"], "{a}"),
        (&["a", "b"], "{a,b}"),
        (&[""], r#"{""}"#),
        (&["two words"], r#"{"two words"}"#),
        (&["a,b", "{x}"], r#"{"a,b","{x}"}"#),
        (&["c\"d"], r#"{"c\"d"}"#),
        (&["e\\f"], r#"{"e\\f"}"#),
        (
            &["NULL", "null", "Null", "nullable"],
            r#"{"NULL","null","Null",nullable}"#,
        ),
        (
            &["tab\there", "line\nfeed"],
            "{\"tab\there\",\"line\nfeed\"}",
        ),
        (
            &["v\u{b}", "f\u{c}", "r\r"],
            "{\"v\u{b}\",\"f\u{c}\",\"r\r\"}",
        ),
        // `array_isspace` knows ASCII only.
        (
            &["no\u{a0}break", "日本語", "'", "a;b"],
            "{no\u{a0}break,日本語,',a;b}",
        ),
    ] {
        assert_eq!(plain(|row| row.list(items.iter().copied())), expected);
    }
}

#[test]
fn objects_are_ordered_by_the_length_of_their_keys_and_then_bytewise() {
    let json = Json::Object(vec![
        ("theme", Json::Text("dark")),
        ("b", Json::Int(-1)),
        ("é", Json::Null),
        ("aa", Json::Bool(true)),
        ("a", Json::Bool(false)),
        (
            "zz",
            Json::Object(vec![("y", Json::Int(2)), ("x", Json::Int(1))]),
        ),
        (
            "list",
            Json::Array(vec![Json::Int(1), Json::Text("two"), Json::Array(vec![])]),
        ),
        ("B", Json::Object(vec![])),
    ]);
    // A two-byte letter is longer than a one-byte one, and capitals come before.
    let expected = r#"{"B": {}, "a": false, "b": -1, "aa": true, "zz": {"x": 1, "y": 2}, "é": null, "list": [1, "two", []], "theme": "dark"}"#;
    assert_eq!(plain(|row| row.json(&json)), expected);
}

#[test]
fn strings_in_json_are_escaped_as_postgresql_does() {
    for (text, expected) in [
        ("plain", r#""plain""#),
        ("q\"b\\s/", r#""q\"b\\s/""#),
        ("\u{8}\u{c}\n\r\t", r#""\b\f\n\r\t""#),
        ("\u{1}\u{1f}\u{7f}", "\"\\u0001\\u001f\u{7f}\""),
        ("é日👩🏻\u{2028}", "\"é日👩🏻\u{2028}\""),
    ] {
        assert_eq!(plain(|row| row.json(&Json::Text(text))), expected);
    }
}

#[test]
fn a_line_parts_values_by_tabs_and_escapes_what_would_part_them() {
    let row = line(|row| {
        row.text("a");
        row.null();
        row.text("");
        row.int4(7);
    });
    assert_eq!(row, "a\t\\N\t\t7");
    for (text, expected) in [
        ("tab\t", "tab\\t"),
        ("line\nfeed", "line\\nfeed"),
        ("carriage\r", "carriage\\r"),
        ("back\\slash", "back\\\\slash"),
        ("\\N", "\\\\N"),
        ("\u{8}\u{b}\u{c}", "\\b\\v\\f"),
        ("\u{1}\u{7f}\u{85}", "\u{1}\u{7f}\u{85}"),
        ("مرحبا\u{200f}", "مرحبا\u{200f}"),
    ] {
        assert_eq!(line(|row| row.text(text)), expected, "{text:?}");
    }
}

#[test]
fn escapes_of_lists_and_json_are_escaped_once_more_in_a_line() {
    assert_eq!(
        line(|row| row.list(["c\"d", "e\\f"])),
        r#"{"c\\"d","e\\\\f"}"#
    );
    assert_eq!(line(|row| row.json(&Json::Text("a\"\n"))), r#""a\\"\\n""#);
    let nothing: [&str; 0] = [];
    assert_eq!(line(|row| row.list(nothing)), "{}");
}

proptest! {
    #[test]
    fn a_text_is_read_back_from_its_line(
        texts in prop::collection::vec("[a-zé日👩\\\\\t\n\r\u{8}\u{b}\u{c}N]{0,12}", 1..5),
    ) {
        let line = line(|row| texts.iter().for_each(|text| row.text(text)));
        prop_assert!(!line.contains(['\n', '\r']));
        let read: Vec<String> = line.split('\t').map(unescape).collect();
        prop_assert_eq!(read, texts);
    }

    #[test]
    fn canonical_json_means_what_was_put_in(
        text in "\\PC{0,20}|[\u{0}-\u{20}\"\\\\]{0,10}", number in any::<i64>(),
    ) {
        let list = Json::Array(vec![Json::Int(number)]);
        let json = Json::Object(vec![("text", Json::Text(&text)), ("n", list)]);
        let read: serde_json::Value = serde_json::from_str(&plain(|row| row.json(&json))).unwrap();
        prop_assert_eq!(read, serde_json::json!({ "text": text, "n": [number] }));
    }
}

/// What `COPY ... FROM` makes of an escaped field (PostgreSQL documentation, COPY).
fn unescape(field: &str) -> String {
    let mut text = String::new();
    let mut characters = field.chars();
    while let Some(character) = characters.next() {
        let meant = match character {
            '\\' => match characters.next().unwrap() {
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'v' => '\u{b}',
                other => other,
            },
            plain => plain,
        };
        text.push(meant);
    }
    text
}
