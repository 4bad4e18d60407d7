//! Contacts planted at random places of random texts, lists and JSON: the census counts
//! exactly those that are not reserved.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use super::{ADDRESS, FINE_ADDRESS, FINE_NUMBER, NUMBER, census_of, literal, started};

/// What stands around; nothing of it looks like a contact, or makes one of another.
const WORDS: &[&str] = &[
    "",
    "plain",
    "a\"b",
    "c\\d",
    "\\",
    "{",
    "}",
    "[x]",
    "(y",
    "z)",
    "%",
    "%2",
    ",",
    "…",
    "\n",
    "\t",
    "é",
    "名前",
    "O'Neil",
    "12",
    "NULL",
    "\\n",
    "\\.",
    "2026-03-01",
    "5eed0208-0000-8000-8000-000000000000",
    "\u{200d}",
    "😀",
    "'",
    "\u{1}",
];

/// A text, and how many addresses and numbers in it are not reserved.
#[derive(Debug, Clone)]
struct Planted {
    text: String,
    wrong: [u64; 2],
}

fn planted() -> impl Strategy<Value = Planted> {
    let contact = prop_oneof![
        Just((ADDRESS, [1, 0])),
        Just((NUMBER, [0, 1])),
        Just((FINE_ADDRESS, [0, 0])),
        Just((FINE_NUMBER, [0, 0])),
    ];
    let word = proptest::sample::select(WORDS).prop_map(|word| (word, [0, 0]));
    let piece = prop_oneof![4 => word, 1 => contact];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| Planted {
        // Neither a blank nor a semicolon belongs to an address, nor a semicolon to a number.
        text: pieces
            .iter()
            .flat_map(|(piece, _)| [*piece, " ; "])
            .collect(),
        wrong: sum(pieces.iter().map(|(_, wrong)| *wrong)),
    })
}

fn sum(counts: impl Iterator<Item = [u64; 2]>) -> [u64; 2] {
    counts.fold([0, 0], |all, more| [all[0] + more[0], all[1] + more[1]])
}

/// JSON with the texts as keys and values, at some depth.
fn nested(texts: &[Planted]) -> Value {
    let mut value = json!(null);
    for (at, planted) in texts.iter().enumerate() {
        value = match at % 3 {
            0 => json!({ format!("k{at}"): planted.text, "rest": value }),
            1 => json!([value, at, planted.text]),
            _ => json!({ planted.text.as_str(): value }),
        };
    }
    value
}

/// JSON whose strings are nothing but escapes.
fn all_escaped(texts: &[Planted]) -> String {
    let strings = texts.iter().map(|planted| {
        let units = planted
            .text
            .encode_utf16()
            .map(|unit| format!("\\u{unit:04x}"));
        format!("\"{}\"", units.collect::<String>())
    });
    format!("[{}]", strings.collect::<Vec<_>>().join(", "))
}

/// The columns of a row that all hold the same texts, each in its way.
fn row(texts: &[Planted]) -> String {
    let items: Vec<String> = texts.iter().map(|planted| literal(&planted.text)).collect();
    let list = format!("ARRAY[{}]::text[]", items.join(", "));
    let nested = literal(&nested(texts).to_string());
    let joined: String = texts.iter().map(|planted| planted.text.as_str()).collect();
    [
        literal(&joined),
        list.clone(),
        format!("{nested}::jsonb"),
        format!("{nested}::json"),
        format!("{}::json", literal(&all_escaped(texts))),
        nested.clone(),
        format!("to_jsonb({nested}::text)"),
        format!("ROW(1, {list}, {nested})::pair"),
    ]
    .join(", ")
}

const COLUMNS: [&str; 8] = [
    "joined",
    "list",
    "jb",
    "js",
    "escaped",
    "json_text",
    "string",
    "pair",
];

#[test]
fn exactly_what_was_planted_is_counted() {
    let (_machine, database) = started();
    database.execute(
        "CREATE TYPE pair AS (number int, words text[], more jsonb);
         CREATE TABLE sown (joined text, list text[], jb jsonb, js json, escaped json,
                            json_text text, string jsonb, pair pair)",
    );
    let rows = proptest::collection::vec(proptest::collection::vec(planted(), 1..5), 1..40);
    let config = Config {
        cases: 40,
        failure_persistence: None,
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(&rows, |rows| {
        let values: Vec<String> = rows
            .iter()
            .map(|texts| format!("({})", row(texts)))
            .collect();
        database.execute(&format!(
            "TRUNCATE sown; INSERT INTO sown VALUES {}",
            values.join(", ")
        ));
        let report = census_of(&database);
        let expected = sum(rows.iter().flatten().map(|planted| planted.wrong));
        for column in COLUMNS {
            let mut found = [0, 0];
            for finding in report
                .findings
                .iter()
                .filter(|finding| finding.column == column)
            {
                found[finding.kind as usize] += finding.count;
            }
            // A pair holds them twice over, as a list and as JSON.
            let times = if column == "pair" { 2 } else { 1 };
            prop_assert_eq!(found, expected.map(|count| count * times), "{}", column);
        }
        prop_assert_eq!(report.tables[0].rows, rows.len() as u64);
        Ok(())
    });
    outcome.unwrap();
}
