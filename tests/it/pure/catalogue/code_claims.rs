//! J, A, M and K: what texts in the shape of code, lists, numbers and JSON are.

use std::path::{Component, Path};

use regex::Regex;
use serde_json::{Value, json};

use super::claims::Claim;
use super::sample::{Made, Sample, nfc, points};

/// What spreadsheets take for the beginning of a formula (OWASP).
fn formula(s: &Sample, first: char) -> bool {
    s.text().starts_with(first) && "=+-@\t\r".contains(first) && points(s.text()) > 1
}

/// Whether the text has such a thing at its end, and an ordinary text before it.
fn behind(s: &Sample, pattern: &str) -> bool {
    let tail = s.tail();
    Regex::new(&format!("^{pattern}$")).unwrap().is_match(tail)
}

fn climbs(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    parts.any(|part| part == Component::ParentDir)
}

fn lower_bound(s: &Sample) -> i32 {
    match s.made {
        Made::List(lower, _) => lower,
        ref other => panic!("{other:?} is no list"),
    }
}

fn depth(value: &str) -> usize {
    value.bytes().take_while(|byte| *byte == b'[').count()
}

fn keys(s: &Sample) -> Vec<String> {
    s.json().as_object().unwrap().keys().cloned().collect()
}

pub(super) static CLAIMS: &[(&str, Claim)] = &[
    ("J01", |s| {
        s.text().starts_with("';") && s.text().ends_with("--") && s.text().contains("DROP TABLE")
    }),
    ("J02", |s| {
        s.text().starts_with('"') && s.text().matches('"').count() == 4
    }),
    ("J03", |s| behind(s, r"<script>.*</script>")),
    ("J04", |s| behind(s, r"<img [^>]*onerror=[^>]+>")),
    ("J05", |s| behind(s, r"\{\{7\*7\}\}")),
    ("J05.dollar", |s| behind(s, r"\$\{7\*7\}")),
    ("J05.percent", |s| behind(s, r"<%= 7\*7 %>")),
    ("J06", |s| formula(s, '=')),
    ("J06.plus", |s| formula(s, '+')),
    ("J06.minus", |s| formula(s, '-')),
    ("J06.at", |s| formula(s, '@')),
    ("J06.tab", |s| {
        formula(s, '\t') && s.text().trim_start().starts_with('=')
    }),
    ("J06.carriage-return", |s| {
        formula(s, '\r') && s.text().trim_start().starts_with('=')
    }),
    ("J07", |s| climbs(s.text())),
    ("J07.encoded", |s| {
        !climbs(s.text()) && climbs(&s.text().replace("%2f", "/"))
    }),
    ("J07.drive", |s| s.text().starts_with("C:\\")),
    ("J08", |s| {
        s.text()
            .split("\r\n")
            .nth(1)
            .is_some_and(|line| line.starts_with("INFO "))
    }),
    ("J08.header", |s| {
        s.text()
            .split("\r\n")
            .nth(1)
            .is_some_and(|line| line.starts_with("Bcc: ") && line.ends_with("@example.test"))
    }),
    ("J09", |s| behind(s, "%s%n%x")),
    ("J10", |s| {
        s.text().starts_with("$(") && s.text().ends_with(')')
    }),
    ("J10.backtick", |s| {
        s.text().starts_with('`') && s.text().ends_with('`')
    }),
    ("J10.pipe", |s| behind(s, r"\| id")),
    ("J11", |s| {
        s.text().as_bytes().ends_with(&[0x1b, 0x5b, 0x32, 0x4a])
    }),
    ("J12", |s| s.text().starts_with("javascript:")),
    ("J13", |s| keys(s) == ["__proto__"]),
    ("J13.constructor", |s| {
        s.json().pointer("/constructor/prototype/isAdmin") == Some(&Value::Bool(true))
    }),
    ("J14", |s| {
        s.text().contains("+)+") && Regex::new(s.text()).is_ok()
    }),
    ("J14.input", |s| {
        s.text().len() == 41 && !Regex::new("^(a+)+$").unwrap().is_match(s.text())
    }),
    ("J15", |s| s.text() == "SELECT"),
    ("J16", |s| s.text().parse().is_ok_and(f64::is_infinite)),
    ("J16.hex", |s| {
        s.text()
            .strip_prefix("0x")
            .is_some_and(|digits| u8::from_str_radix(digits, 16) == Ok(0))
    }),
    ("J16.division", |s| {
        s.text().split_once('/') == Some(("1", "0"))
    }),
    ("J17", |s| {
        ['\'', '"', '`', '‘', '’', '“', '”', '«', '»']
            .iter()
            .all(|mark| s.text().contains(*mark))
    }),
    ("J18", |s| {
        s.text()
            .chars()
            .all(|letter| ('\u{1d400}'..='\u{1d7ff}').contains(&letter))
            && super::sample::nfkc(s.text()) == "Mara"
    }),
    ("J19", |s| s.text().contains('%') && s.text().contains('_')),
    ("J20", |s| {
        ['"', ',', ';'].iter().all(|sign| s.text().contains(*sign))
    }),
    ("J21", |s| s.text().ends_with('\\')),
    ("J22", |s| {
        ["&amp;", "&lt;", "&gt;"]
            .iter()
            .all(|entity| s.text().contains(entity))
    }),
    ("J23", |s| {
        ["**", "](", "`", "# "]
            .iter()
            .all(|mark| s.text().contains(mark))
    }),
    ("J24", |s| {
        behind(s, r"https://portal\.example/\S+\?\S+=\S+&\S+")
    }),
    ("J25", |s| s.json().is_object()),
    ("J26", |s| s.text().starts_with("() {")),
    ("J27", |s| {
        s.text().starts_with("${jndi:ldap://ldap.example/")
    }),
    ("J28", |s| {
        s.text().contains("<!ENTITY") && s.text().contains("SYSTEM")
    }),
    ("J29", |s| s.text().contains("\r\n.\r\n")),
    ("J30", |s| s.text().starts_with("*)(")),
    ("J31", |s| s.text().starts_with("<!--#exec ")),
    ("J32", |s| {
        s.json().pointer("/theme/$ne") == Some(&Value::Null)
    }),
    ("A01", |s| s.items().is_empty()),
    ("A01.null-element", |s| s.items() == [None]),
    ("A01.null-word", |s| s.items() == [Some("NULL")]),
    ("A02", |s| s.items() == [Some("Deutsch")]),
    ("A02.many", |s| s.items().len() > 20),
    ("A02.mixed-scripts", |s| {
        ["العربية", "日本語", "Ελληνικά", "עברית"]
            .iter()
            .all(|name| s.items().contains(&Some(*name)))
    }),
    ("A02.duplicates", |s| {
        s.items().len() == 3 && s.items()[0] == s.items()[2]
    }),
    ("A03", |s| {
        s.items()
            == [
                Some("a,b"),
                Some("c\"d"),
                Some("e\\f"),
                Some("{x}"),
                Some(""),
                Some(" "),
                Some("null"),
            ]
    }),
    ("A03.blank", |s| {
        s.items()
            .iter()
            .all(|item| item.is_some_and(|text| text.trim().is_empty()))
    }),
    ("A04", |s| lower_bound(s) == 0 && s.items().len() == 2),
    ("A06", |s| {
        s.items().len() == 3 && s.items().iter().filter(|item| item.is_none()).count() == 1
    }),
    ("A07", |s| {
        s.items().len() == 1 && s.items()[0].is_some_and(|word| word.contains('.'))
    }),
    ("A08", |s| s.items() == [Some("*")]),
    ("M01", |s| s.number() == i64::from(i32::MAX)),
    ("M01.overflow", |s| s.number() == i64::from(i32::MAX) + 1),
    ("M01.unsigned", |s| s.number() == i64::from(u32::MAX) + 1),
    ("M01.double", |s| {
        s.number() % 10 == 3 && s.number() as f64 as i64 == s.number() - 1
    }),
    ("M01.greatest", |s| s.number().checked_add(1).is_none()),
    ("M01.negative", |s| s.number() < 0),
    ("M01.json", |s| {
        s.json()["amount"]
            .as_i64()
            .is_some_and(|amount| amount as f64 as i64 != amount)
    }),
    ("M02.words", |s| {
        s.json()["amount"]
            .as_str()
            .is_some_and(|word| word.parse().is_ok_and(f64::is_nan))
    }),
    ("M03", |s| {
        let premium = s.json()["premium"].as_f64().unwrap();
        premium.to_bits() == 1.005_f64.to_bits() && (premium * 100.0).round() < 100.5
    }),
    ("M03.half", |s| s.json()["premium"].as_f64() == Some(2.5)),
    ("K02", |s| keys(s) == ["b", "aa", "ccc"]),
    ("K02.scale", |s| s.text().contains("1.10")),
    ("K03", |s| {
        s.text().bytes().filter(u8::is_ascii_digit).count() == 131_072
    }),
    ("K06", |s| depth(s.text()) == 100 && s.json().is_array()),
    ("K06.deep", |s| {
        depth(s.text()) == 6_000 && s.text().len() == 12_000
    }),
    ("K07", |s| s.json() == Value::Null),
    ("K07.object", |s| s.json() == json!({})),
    ("K07.array", |s| s.json() == json!([])),
    ("K07.string", |s| s.json() == json!("")),
    ("K07.key", |s| s.json() == json!({"": ""})),
    ("K08", |s| keys(s)[0].len() == 1 << 20),
    ("K09", |s| s.json() == json!(true)),
    ("K09.number", |s| s.json() == json!(0)),
    ("K10", |s| keys(s).len() == 1_000),
    ("K11", |s| {
        [' ', '.', '/', '[']
            .iter()
            .all(|sign| keys(s).iter().any(|key| key.contains(*sign)))
    }),
    ("K12", |s| {
        keys(s).len() == 2 && nfc(&keys(s)[0]) == nfc(&keys(s)[1])
    }),
    ("K12.case", |s| {
        keys(s).len() == 2 && keys(s)[0].to_lowercase() == keys(s)[1].to_lowercase()
    }),
    ("K13", |s| {
        s.json() == json!({"newsletter": "false", "textSizePercent": "125"})
    }),
    ("K13.null", |s| {
        s.json() == json!({"theme": null, "channel": null})
    }),
    ("K14", |s| {
        s.text().contains("</script>") && s.text().contains('\u{2028}')
    }),
    ("K15", |s| {
        s.json()["reason"] == json!("a\u{1}\u{8}\u{c}\\\"b")
    }),
    ("K16", |s| {
        s.json()["theme"].as_str().map(points) == Some(10)
    }),
    ("K17", |s| s.json() == json!([1, "1", true, null, [], {}])),
];
