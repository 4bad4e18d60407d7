//! Golden exports: all of `smoke` in every format, and `retention`, as somebody else's tests use them.
//!
//! `BLESS=1` writes them anew. A changed byte is a new recipe and a line in the changelog.

use std::fs;
use std::path::Path;

use crate::pure::goldens::{blessing, first_difference};
use crate::support::{Machine, repository};

/// The scenarios of `fixtures/`, each with its formats.
const EXPORTS: [(&str, &[&str]); 2] = [
    (
        "smoke",
        &["ndjson", "json", "csv", "sql", "copy", "parquet"],
    ),
    ("retention", &["ndjson"]),
];

#[test]
fn golden_exports_are_as_they_were() {
    let machine = Machine::new();
    for (scenario, formats) in EXPORTS {
        for format in formats {
            let out = format!("{scenario}-{format}");
            machine.succeed(&["export", scenario, "--format", format, "--out", &out]);
            let found = machine.path().join(&out);
            let kept = repository().join("fixtures").join(scenario).join(format);
            if blessing() {
                bless(&kept, &found);
                continue;
            }
            assert_eq!(
                names(&found),
                names(&kept),
                "the files of {}",
                kept.display()
            );
            for name in names(&found) {
                let (was, is) = (read(&kept.join(&name)), read(&found.join(&name)));
                if let Some(difference) = difference(&name, &was, &is) {
                    panic!("fixtures/{scenario}/{format}/{name}: {difference}");
                }
            }
        }
    }
}

fn bless(kept: &Path, found: &Path) {
    if kept.exists() {
        fs::remove_dir_all(kept).unwrap();
    }
    fs::create_dir_all(kept).unwrap();
    for name in names(found) {
        fs::copy(found.join(&name), kept.join(&name)).unwrap();
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Where two files differ first, as a person would look for it.
fn difference(name: &str, was: &[u8], is: &[u8]) -> Option<String> {
    if was == is {
        return None;
    }
    let (table, format) = name.split_once('.').unwrap();
    let texts = [was, is].map(|bytes| String::from_utf8(bytes.to_vec()));
    Some(match (format, texts) {
        ("ndjson", [Ok(was), Ok(is)]) => first_difference(table, &was, &is)?,
        ("csv", _) => first_cell(was, is),
        (_, [Ok(was), Ok(is)]) => first_line(&was, &is),
        _ => {
            let same = was.iter().zip(is).take_while(|(was, is)| was == is).count();
            format!("byte {same} of {} differs", is.len())
        }
    })
}

/// The first cell of a CSV file that differs.
fn first_cell(was: &[u8], is: &[u8]) -> String {
    let records = |bytes: &[u8]| -> Vec<csv::ByteRecord> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(bytes);
        reader.byte_records().map(Result::unwrap).collect()
    };
    let (was, is) = (records(was), records(is));
    let shown = |record: &csv::ByteRecord, at: usize| {
        record.get(at).map_or("nothing".to_owned(), |cell| {
            String::from_utf8_lossy(cell).into_owned()
        })
    };
    let mut rows = was.iter().zip(&is).enumerate();
    let Some((row, (old, new))) = rows.find(|(_, (old, new))| old != new) else {
        return format!("expected {} rows, found {}", was.len() - 1, is.len() - 1);
    };
    let mut columns = 0..old.len().max(new.len());
    let at = columns.find(|at| old.get(*at) != new.get(*at)).unwrap();
    format!(
        "row {row} ({}), column {}: expected {:?}, found {:?}",
        shown(new, 0),
        shown(&is[0], at),
        shown(old, at),
        shown(new, at)
    )
}

fn first_line(was: &str, is: &str) -> String {
    let mut lines = was.lines().zip(is.lines()).enumerate();
    match lines.find(|(_, (was, is))| was != is) {
        Some((at, (was, is))) => format!("line {}: expected {was:?}, found {is:?}", at + 1),
        None => format!("expected {} bytes, found {}", was.len(), is.len()),
    }
}

#[test]
fn the_first_difference_of_each_format_is_named() {
    let csv = |cell: &str| format!("id,name\r\n1,a\r\n2,\"{cell}\"\r\n").into_bytes();
    assert_eq!(difference("T.csv", &csv("b"), &csv("b")), None);
    assert_eq!(
        difference("T.csv", &csv("b"), &csv("c,d")).unwrap(),
        "row 2 (2), column name: expected \"b\", found \"c,d\""
    );
    assert_eq!(
        difference("T.csv", &csv("b"), b"id,name\r\n1,a\r\n").unwrap(),
        "expected 2 rows, found 1"
    );
    assert_eq!(
        difference("T.sql", b"a\nb\n", b"a\nc\n").unwrap(),
        "line 2: expected \"b\", found \"c\""
    );
    assert_eq!(
        difference("T.parquet", b"\xff\xfe", b"\xff\xfd").unwrap(),
        "byte 1 of 2 differs"
    );
}
