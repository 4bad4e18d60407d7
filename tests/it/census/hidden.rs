//! Each kind of column, and each place in it where contact data may hide.

use connsura_seed::postgres::census::Finding;
use connsura_seed::reserved::ContactKind;

use super::{
    ADDRESS, ADDRESS_SHAPE, FINE_ADDRESS, FINE_NUMBER, NUMBER, NUMBER_SHAPE, census_of, findings,
    literal, started,
};

/// What the kinds of columns are made of.
const TYPES: &str = r"
CREATE EXTENSION citext; CREATE EXTENSION hstore; CREATE EXTENSION ltree;
CREATE DOMAIN plain AS text;
CREATE DOMAIN nested AS plain CHECK (VALUE <> '');
CREATE DOMAIN listed AS nested[];
CREATE TYPE mood AS ENUM ('fine');
CREATE TYPE pair AS (number int8, word varchar, mood mood, at timestamptz);
CREATE TYPE pairs AS (one pair, many pair[], words listed, rest jsonb);
CREATE DOMAIN paired AS pair;
CREATE TYPE stored AS (word text, more hstore);
CREATE TYPE span AS RANGE (subtype = text, multirange_type_name = spans);
CREATE COLLATION odd (provider = icu, locale = 'und-u-ks-level1', deterministic = false);
";

/// A column's type, and a value of it around the text `$`, which is a literal in SQL.
const COLUMNS: &[(&str, &str)] = &[
    ("text", "$"),
    ("text COLLATE odd", "$"),
    ("varchar", "$"),
    ("varchar(80)", "$"),
    ("char(60)", "$"),
    ("name", "$"),
    ("citext", "$"),
    ("plain", "$"),
    ("nested", "$"),
    ("text[]", "ARRAY['', NULL, $]"),
    ("text[]", "ARRAY[['{a,b}', '\"'], [$, 'NULL']]"),
    ("varchar(80)[]", "ARRAY[$]"),
    ("char(60)[]", "ARRAY[$]"),
    ("name[]", "ARRAY[$]::name[]"),
    ("citext[]", "ARRAY[$]::citext[]"),
    ("listed", "ARRAY[$]"),
    ("listed[]", "ARRAY[ARRAY[$]::listed]"),
    (
        "json",
        "json_build_object('k', json_build_array(1, null, $))",
    ),
    ("json", "json_build_object($, true)"),
    (
        "jsonb",
        "jsonb_build_object('k', jsonb_build_array(1, null, $))",
    ),
    ("jsonb", "jsonb_build_object($, true)"),
    ("jsonb", "to_jsonb($::text)"),
    ("json[]", "ARRAY[json_build_object('k', $)]"),
    ("jsonb[]", "ARRAY['[]', jsonb_build_object('k', $)]"),
    ("xml", "xmlelement(name a, $)"),
    ("xml", "xmlelement(name a, xmlattributes($ AS b))"),
    ("hstore", "hstore('k', $)"),
    ("hstore", "hstore($, NULL)"),
    ("hstore[]", "ARRAY[hstore('k', $)]"),
    (
        "jsonpath",
        "(chr(36) || '.' || to_jsonb($::text))::jsonpath",
    ),
    ("pair", "ROW(4915112345678, $, 'fine', now())"),
    ("pair[]", "ARRAY[NULL, ROW(1, $, NULL, NULL)::pair]"),
    ("paired", "ROW(1, $, NULL, NULL)"),
    ("pairs", "ROW(ROW(1, $, NULL, NULL), NULL, NULL, NULL)"),
    (
        "pairs",
        "ROW(NULL, ARRAY[ROW(1, $, NULL, NULL)::pair], NULL, NULL)",
    ),
    ("pairs", "ROW(NULL, NULL, ARRAY['x', $], NULL)"),
    ("pairs", "ROW(NULL, NULL, NULL, jsonb_build_array($))"),
    ("stored", "ROW('x', hstore('k', $))"),
    ("span", "span($, NULL)"),
    ("span", "span(NULL, $, '(]')"),
    ("span[]", "ARRAY[span('', ''), span($, NULL, '[)')]"),
    ("spans", "spans(span(NULL, '\"'), span($, NULL))"),
];

/// A table a kind: NULL, the reserved text, and the other one in the third row.
fn tables(front: &str, fine: &str, wrong: &str) -> String {
    let table = |(at, (kind, value)): (usize, &(&str, &str))| {
        let value = |text: &str| value.replace('$', &literal(text));
        format!(
            "CREATE TABLE {front}{at} (id int8, v {kind});
             INSERT INTO {front}{at} VALUES (4915112345678, NULL);
             INSERT INTO {front}{at} VALUES (1, {});
             INSERT INTO {front}{at} VALUES (1, {});",
            value(fine),
            value(wrong)
        )
    };
    COLUMNS.iter().enumerate().map(table).collect()
}

#[test]
fn a_contact_in_each_kind_of_column_is_found_in_its_row() {
    let (_machine, database) = started();
    let both = tables("e", FINE_ADDRESS, ADDRESS) + &tables("p", FINE_NUMBER, NUMBER);
    database.execute(&format!("{TYPES} {both}"));
    let report = census_of(&database);
    let mut wrong = Vec::new();
    for (front, kind, shape) in [
        ("e", ContactKind::Email, ADDRESS_SHAPE),
        ("p", ContactKind::Phone, NUMBER_SHAPE),
    ] {
        for (at, column) in COLUMNS.iter().enumerate() {
            let table = format!("{front}{at}");
            let found = report
                .findings
                .iter()
                .filter(|finding| finding.table == table);
            let found: Vec<&Finding> = found.collect();
            // A quote before an address belongs to it, as far as one can tell.
            let exact = found.as_slice().first().is_some_and(|finding| {
                (finding.column.as_str(), finding.kind, finding.count) == ("v", kind, 1)
                    && finding.place == "(0,3)"
                    && finding.sample.ends_with(shape)
            });
            if !exact || found.len() != 1 {
                wrong.push((column, found));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(report.columns, 2 * COLUMNS.len() as u64);
    assert!(report.tables.iter().all(|table| table.rows == 3));
}

/// Columns, and values with `@` where an address comes and `#` where a number does, escaped
/// in ways that hide them.
const HIDING: &[(&str, &str)] = &[
    // The old JSON type keeps what was typed.
    ("json", r#"'{"a": "u.x\u0040DOMAIN"}'"#),
    (
        "json",
        r#"'{"u.x\u0040DOMAIN": [], "\u002bDIGITS": "\"\\"}'"#,
    ),
    (
        "json",
        r#"'["\u0022u.x\u0040DOMAIN\u0022", "\ud83d\ude00"]'"#,
    ),
    // A letter of an escape must not look like a word that the digits are part of.
    ("jsonb", r#"'{"a": "x\nDIGITS\ty"}'"#),
    ("jsonb", r#"'{"a": DIGITS}'"#),
    ("json", r#"'[{"a": [1.5, DIGITS]}]'"#),
    // JSON in texts, and in strings of JSON.
    ("text", r#"'{"a": "u.x\u0040DOMAIN"}'"#),
    ("text", r#"'  ["\u002bDIGITS"] '"#),
    ("text", r#"'"u.x\u0040DOMAIN"'"#),
    ("text", r#"'broken: {"a": "u.x\u0040DOMAIN"'"#),
    ("jsonb", r#"to_jsonb('{"a": "u.x\u0040DOMAIN"}'::text)"#),
    (
        "jsonb",
        r#"to_jsonb(to_json('{"a": "x\nDIGITS"}'::text)::text)"#,
    ),
    ("text[]", r#"ARRAY['', '{"a": "u.x\u0040DOMAIN"}']"#),
    ("json[]", r#"ARRAY['{"a": "u.x\u0040DOMAIN"}'::json]"#),
    (
        "stored",
        r#"ROW('x', hstore('k', '{"a": "u.x\u0040DOMAIN"}'))"#,
    ),
    (
        "hstore[]",
        r#"ARRAY[hstore('k', '{"a": "u.x\u0040DOMAIN"}')]"#,
    ),
    // Addresses of pages.
    ("text", "'/log-in?email=u.x%40DOMAIN&next=%2F'"),
    ("jsonb", r#"'{"url": "/log-in?phone=%2BDIGITS"}'"#),
    // Whatever COPY escapes.
    ("text", r"E'\b\f\n\r\t\v\\ u.x@DOMAIN \\. \\N'"),
    ("text", r"E'\\t\tu.x@DOMAIN\\'"),
    ("text", "E'\\001\\037\\177 u.x@DOMAIN'"),
    // Beside much else.
    (
        "text",
        "repeat('no word of it. ', 100000) || 'u.x@DOMAIN' || repeat(' or later', 100000)",
    ),
    (
        "jsonb",
        "jsonb_build_object('k', repeat('nothing ', 200000), 'l', 'u.x@DOMAIN')",
    ),
];

fn hiding(domain: &str, digits: &str) -> String {
    let table = |(at, (kind, value)): (usize, &(&str, &str))| {
        let value = value.replace("DOMAIN", domain).replace("DIGITS", digits);
        format!(
            "CREATE TABLE h{at} (id int, v {kind}); INSERT INTO h{at} VALUES (1, NULL), (2, {value});"
        )
    };
    HIDING.iter().enumerate().map(table).collect()
}

#[test]
fn a_contact_is_found_wherever_it_hides() {
    let (_machine, database) = started();
    database.execute(&format!("{TYPES} {}", hiding("gmail.com", "4915112345678")));
    let report = census_of(&database);
    let mut wrong = Vec::new();
    for (at, (kind, value)) in HIDING.iter().enumerate() {
        let found: Vec<_> = report
            .findings
            .iter()
            .filter(|finding| finding.table == format!("h{at}"))
            .collect();
        let count = u64::from(value.contains("DOMAIN")) + u64::from(value.contains("DIGITS"));
        let seen: u64 = found.iter().map(|finding| finding.count).sum();
        if seen != count || found.iter().any(|finding| finding.place != "(0,2)") {
            wrong.push((kind, value, found));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_reserved_may_hide_there_too() {
    let (_machine, database) = started();
    database.execute(&format!(
        "{TYPES} {}",
        hiding("mail.example", "447700900123")
    ));
    assert_eq!(findings(&census_of(&database)), Vec::<String>::new());
}
