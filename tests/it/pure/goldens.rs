//! Golden files: the digests of scenarios. Whole exports are in `tests/it/export/goldens.rs`.
//!
//! `BLESS=1` writes them anew. A changed byte is a new recipe and a line in the changelog.

use std::path::PathBuf;

use connsura_seed::entities::{Flow, rows};
use connsura_seed::plan::Plan;
use connsura_seed::schema::{Entity, Row, write_copy_line};
use connsura_seed::sink::{Digest, Ndjson};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::dataset::{plan, render, shipped};

/// The scenarios of `fixtures/digests.json`. `load` is left out: a development build takes
/// half a minute for it.
const DIGESTED: [&str; 9] = [
    "conversations",
    "edge-cases",
    "empty",
    "hostile",
    "multilingual",
    "retention",
    "shares",
    "smoke",
    "staging",
];

fn fixture(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(path)
}

/// Whether golden files are to be written anew.
pub(crate) fn blessing() -> bool {
    std::env::var("BLESS").is_ok_and(|value| value == "1")
}

fn read(path: &PathBuf) -> String {
    let text = std::fs::read_to_string(path);
    text.unwrap_or_else(|error| panic!("{}: {error}; BLESS=1 writes it", path.display()))
}

fn write(path: &PathBuf, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

#[test]
fn digests_are_as_they_were() {
    let mut found = Map::new();
    for name in DIGESTED {
        found.insert(name.to_owned(), digests(&plan(shipped(name))));
    }
    let found = Value::Object(found);
    let path = fixture("digests.json");
    if blessing() {
        write(&path, &format!("{found:#}\n"));
        return;
    }
    let expected: Value = serde_json::from_str(&read(&path)).unwrap();
    for name in DIGESTED {
        for entity in Entity::ALL {
            let (was, is) = (&expected[name][entity.name()], &found[name][entity.name()]);
            assert_eq!(was, is, "{} of {name}", entity.name());
        }
    }
    assert_eq!(expected, found);
}

/// Rows and digest of each table, as the sinks count them.
fn digests(plan: &Plan) -> Value {
    let tables = Entity::ALL.map(|entity| {
        let tally = render(plan, entity, &Ndjson, 2, 1).tally;
        let summary = json!({ "rows": tally.rows, "digest": tally.digest.to_string() });
        (entity.name().to_owned(), summary)
    });
    Value::Object(tables.into_iter().collect())
}

#[test]
fn a_digest_is_the_sum_of_the_hashes_of_the_canonical_lines() {
    let plan = plan(shipped("smoke"));
    for entity in Entity::ALL {
        let mut sum = [0_u8; 32];
        let mut count = 0_u64;
        let made = rows(&plan, entity);
        for root in plan.roots().slice(0..plan.roots().len()) {
            let _ = made.rows(root, &mut Row::new(entity), &mut |row| {
                let mut line = Vec::new();
                write_copy_line(row, &mut String::new(), &mut line);
                add(&mut sum, &Sha256::digest(&line).into());
                count += 1;
                Flow::Continue(())
            });
        }
        let sum = sum.map(|byte| format!("{byte:02x}")).concat();
        let tally = render(&plan, entity, &Ndjson, 1, 1).tally;
        assert_eq!(tally.rows, count, "{}", entity.name());
        assert_eq!(tally.digest.to_string(), sum, "{}", entity.name());
        assert_eq!(Digest::parse(&sum).unwrap().to_string(), sum);
    }
}

/// Adds a 256-bit number to another as one does on paper, byte by byte from the last; what
/// is carried out of the first is lost.
fn add(sum: &mut [u8; 32], number: &[u8; 32]) {
    let mut carried = 0_u16;
    for at in (0..32).rev() {
        let column = u16::from(sum[at]) + u16::from(number[at]) + carried;
        sum[at] = column.to_le_bytes()[0];
        carried = column / 256;
    }
}

#[test]
fn sums_carry_from_word_to_word_and_wrap_at_the_top() {
    let number = |text: &str| Digest::parse(&format!("{text:0>64}")).unwrap();
    let most = number(&"f".repeat(64));
    let mut sum = most;
    sum += number("1");
    assert_eq!(sum, number("0"));
    sum = number("ffffffffffffffffffffffffffffffff");
    sum += number("1");
    assert_eq!(sum, number("100000000000000000000000000000000"));
    sum = most;
    sum += most;
    assert_eq!(sum, number(&format!("{}e", "f".repeat(63))));
    assert_eq!(Digest::parse("12"), None);
    assert_eq!(Digest::parse(&"g".repeat(64)), None);
}

/// The first cell that differs, as a person would look for it.
pub(crate) fn first_difference(table: &str, expected: &str, found: &str) -> Option<String> {
    if expected == found {
        return None;
    }
    let parse = |line: &str| -> Map<String, Value> { serde_json::from_str(line).unwrap() };
    let mut pairs = expected.lines().zip(found.lines());
    let Some((was, is)) = pairs.find(|(was, is)| was != is) else {
        let (was, is) = (expected.lines().count(), found.lines().count());
        return Some(format!("{table}: expected {was} rows, found {is}"));
    };
    let (was, is) = (parse(was), parse(is));
    if name(&was) != name(&is) {
        return Some(format!(
            "{table}: expected row {}, found row {}",
            name(&was),
            name(&is)
        ));
    }
    let mut columns = was.keys().chain(is.keys());
    let Some(column) = columns.find(|column| was.get(*column) != is.get(*column)) else {
        return Some(format!("{table}: row {} is written otherwise", name(&is)));
    };
    let show = |cell: Option<&Value>| cell.map_or("nothing".to_owned(), Value::to_string);
    Some(format!(
        "{table}, row {}, column {column}: expected {}, found {}",
        name(&is),
        show(was.get(column)),
        show(is.get(column))
    ))
}

/// What names a row: its id, or a read state's two users.
fn name(row: &Map<String, Value>) -> String {
    let text = |column: &str| row.get(column).and_then(Value::as_str).unwrap_or_default();
    if row.contains_key("id") {
        text("id").to_owned()
    } else {
        format!("{} to {}", text("senderId"), text("recipientId"))
    }
}

#[test]
fn the_first_difference_is_named() {
    let row = |id: &str, name: &str| format!("{{\"id\":\"{id}\",\"name\":\"{name}\"}}\n");
    let expected = row("1", "a") + &row("2", "b");
    let compare = |found: &str| first_difference("T", &expected, found);
    assert_eq!(compare(&expected), None);
    assert_eq!(
        compare(&(row("1", "a") + &row("2", "c"))).unwrap(),
        "T, row 2, column name: expected \"b\", found \"c\""
    );
    assert_eq!(
        compare(&row("1", "a")).unwrap(),
        "T: expected 2 rows, found 1"
    );
    assert_eq!(
        compare(&(row("1", "a") + &row("3", "b"))).unwrap(),
        "T: expected row 2, found row 3"
    );
    let spaced = expected.replace("\"2\",", "\"2\", ");
    assert_eq!(compare(&spaced).unwrap(), "T: row 2 is written otherwise");
}
