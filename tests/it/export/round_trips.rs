//! What is exported and read again by somebody else is what was there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use serde_json::value::RawValue;

use crate::support::{Database, Machine, TABLES, repository};

/// All rows of each table, as PostgreSQL writes them.
fn rows(database: &Database) -> BTreeMap<&'static str, Vec<String>> {
    let of = |table: &'static str| {
        let sql = format!(r#"SELECT row::text FROM "{table}" AS row ORDER BY 1"#);
        (table, database.texts(&sql))
    };
    TABLES.into_iter().map(of).collect()
}

/// Names the first row that differs.
fn assert_same(
    found: &BTreeMap<&'static str, Vec<String>>,
    expected: &BTreeMap<&'static str, Vec<String>>,
    how: &str,
) {
    for (table, expected) in expected {
        let found = &found[table];
        for (found, expected) in found.iter().zip(expected) {
            assert_eq!(found, expected, "{table} of {how}");
        }
        assert_eq!(found.len(), expected.len(), "{table} of {how}");
    }
}

/// Runs psql, or a script that does, and stops where anything is wrong.
fn run(machine: &Machine, command: &mut Command) {
    let output = command.current_dir(machine.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.success() && said.is_empty(),
        "{command:?}: {said}"
    );
}

/// Takes all rows out of a database.
fn empty(database: &Database) {
    let tables = TABLES.map(|table| format!("\"{table}\"")).join(", ");
    database.execute(&format!("TRUNCATE {tables}"));
    assert!(rows(database).values().all(Vec::is_empty));
}

/// Scripts come with the formats of psql, and load them whatever way they are compressed, in whatever
/// directory one is.
#[test]
fn scripts_load_what_was_there() {
    let machine = Machine::with_server();
    let ways = [None, Some("gzip"), Some("zstd")];
    for (scenario, ways) in [
        ("edge-cases", &ways[..1]),
        ("retention", &ways),
        ("smoke", &ways),
    ] {
        machine.succeed(&["reset", scenario]);
        let database = machine.database();
        let before = rows(&database);
        assert!(before.values().all(|rows| !rows.is_empty()), "{scenario}");
        for format in ["copy", "sql"] {
            for compression in ways {
                let out = format!("{scenario}-{format}-{}", compression.unwrap_or("plain"));
                let mut arguments = vec!["export", scenario, "--format", format, "--out", &out];
                arguments.extend(compression.iter().flat_map(|how| ["--compress", how]));
                machine.succeed(&arguments);
                empty(&database);
                let script = machine.path().join(&out).join("load.sh");
                run(&machine, Command::new(script).arg(&database.url));
                assert_same(&rows(&database), &before, &out);
            }
        }
        machine.succeed(&["verify"]);
    }
}

/// A script that meets what it cannot load leaves nothing behind.
#[test]
fn a_script_loads_all_or_nothing() {
    let machine = Machine::with_server();
    machine.succeed(&["reset", "smoke"]);
    let database = machine.database();
    for format in ["copy", "sql"] {
        machine.succeed(&["export", "smoke", "--format", format, "--out", format]);
        empty(&database);
        let folder = machine.path().join(format);
        let load = || {
            let script = folder.join("load.sh");
            Command::new(script).arg(&database.url).output().unwrap()
        };
        for broken in ["Form", "Message"] {
            let file = folder.join(format!("{broken}.{format}"));
            let whole = std::fs::read(&file).unwrap();
            std::fs::write(&file, [&whole[..], b"this is no row\n"].concat()).unwrap();
            assert!(!load().status.success(), "{format} {broken}");
            assert!(
                rows(&database).values().all(Vec::is_empty),
                "{format} {broken}"
            );
            std::fs::remove_file(&file).unwrap();
            assert!(!load().status.success(), "{format} without {broken}");
            assert!(
                rows(&database).values().all(Vec::is_empty),
                "{format} without {broken}"
            );
            std::fs::write(&file, whole).unwrap();
        }
        assert!(load().status.success(), "{format}");
        machine.succeed(&["verify"]);
    }
}

/// PostgreSQL's COPY tells NULL from an empty text, and finds the columns that it is told in the header.
#[test]
fn csv_is_what_copy_reads() {
    let machine = Machine::with_server();
    for scenario in ["edge-cases", "hostile"] {
        machine.succeed(&["reset", scenario]);
        let database = machine.database();
        let before = rows(&database);
        machine.succeed(&["export", scenario, "--format", "csv", "--out", scenario]);
        empty(&database);
        for table in TABLES {
            let file = format!("{scenario}/{table}.csv");
            let text = fs::read_to_string(machine.path().join(&file)).unwrap();
            let header: Vec<&str> = text.lines().next().unwrap().split(',').collect();
            let columns = header.join("\", \"");
            let copy = format!(
                "\\copy \"{table}\" (\"{columns}\") FROM '{file}' (FORMAT csv, HEADER match, ENCODING 'UTF8')"
            );
            let mut psql = Command::new("psql");
            psql.args(["--no-psqlrc", "--quiet", "--command", &copy, &database.url]);
            run(&machine, &mut psql);
        }
        assert_same(&rows(&database), &before, scenario);
    }
}

/// A row as JSON, whose values are still the file's own text.
type JsonRow = BTreeMap<String, Box<RawValue>>;

/// What stands for JSON's own `null` on the way, which would else become NULL.
const JSON_NULL: &str = "\"this is the JSON value null\"";

/// Rows that PostgreSQL takes at a time.
const LOADED: usize = 2_000;

/// Columns of a table of these types.
fn columns(database: &Database, table: &str, types: &[&str]) -> BTreeSet<String> {
    let types = types.join("', '");
    let sql = format!(
        "SELECT column_name::text FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name = '{table}' AND data_type IN ('{types}')"
    );
    database.texts(&sql).into_iter().collect()
}

/// What JavaScript writes, as PostgreSQL reads it: years of more than four digits have a sign there,
/// and year 0 is 1 BC.
fn as_postgresql(text: &str) -> String {
    if text.ends_with("infinity") {
        return text.to_owned();
    }
    let (year, rest) = text.split_at(1 + text[1..].find('-').unwrap());
    let year: i32 = year.parse().unwrap();
    match year {
        1.. => format!("{year:04}{rest}"),
        _ => format!("{:04}{rest} BC", 1 - year),
    }
}

/// Loads rows of JSON, with what the manifest says that JSON does not: the subscripts of lists, and
/// which values are JSON's own `null`.
fn load_json(database: &Database, table: &str, rows: &[JsonRow], manifest: &Value) {
    let temporal = columns(database, table, &["timestamp with time zone", "date"]);
    assert!(!temporal.is_empty(), "{table}");
    let nulls = manifest["json_nulls"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let is_json_null = |row: &JsonRow, column: &str| {
        nulls.iter().any(|null| {
            let id = serde_json::to_string(&null["id"]).unwrap();
            null["table"] == table && null["column"] == *column && row["id"].get() == id
        })
    };
    for rows in rows.chunks(LOADED) {
        let rows: Vec<BTreeMap<&String, Box<RawValue>>> = rows
            .iter()
            .map(|row| {
                let values = row.iter().map(|(column, value)| {
                    let value = match value.get() {
                        "null" if is_json_null(row, column) => {
                            RawValue::from_string(JSON_NULL.to_owned()).unwrap()
                        }
                        text if text != "null" && temporal.contains(column) => {
                            let text: String = serde_json::from_str(text).unwrap();
                            serde_json::value::to_raw_value(&as_postgresql(&text)).unwrap()
                        }
                        _ => value.clone(),
                    };
                    (column, value)
                });
                values.collect()
            })
            .collect();
        let rows = serde_json::to_string(&rows).unwrap();
        assert!(!rows.contains("$rows$"));
        database.execute(&format!(
            r#"INSERT INTO "{table}" SELECT * FROM json_populate_recordset(NULL::"{table}", $rows${rows}$rows$)"#
        ));
    }
    for column in columns(database, table, &["jsonb"]) {
        database.execute(&format!(
            r#"UPDATE "{table}" SET "{column}" = 'null' WHERE "{column}" = '{JSON_NULL}'"#
        ));
    }
    let subscripts = manifest["subscripts"].as_array().unwrap();
    for list in subscripts.iter().filter(|list| list["table"] == table) {
        let [id, column] = ["id", "column"].map(|key| list[key].as_str().unwrap());
        let first = list["value"].as_i64().unwrap();
        database.execute(&format!(
            r#"UPDATE "{table}" SET "{column}" =
                   (format('[%s:%s]=', {first}, {first} + cardinality("{column}") - 1) || "{column}"::text)::text[]
               WHERE id = '{id}'"#
        ));
    }
}

/// Exports a scenario that lies in the database, takes its rows out, loads those that `read` finds in
/// a file, and compares.
fn assert_read_again(
    scenarios: &[&str],
    options: &[&str],
    read: impl Fn(&Path, &str) -> Vec<JsonRow>,
) {
    let machine = Machine::with_server();
    for scenario in scenarios {
        machine.succeed(&["reset", scenario]);
        let database = machine.database();
        let before = rows(&database);
        let out = format!("{scenario}-out");
        machine.succeed(&[&["export", scenario, "--out", &out], options].concat());
        let folder = machine.path().join(&out);
        let manifest = fs::read(folder.join("manifest.json")).unwrap();
        let manifest: Value = serde_json::from_slice(&manifest).unwrap();
        empty(&database);
        for written in manifest["tables"].as_array().unwrap() {
            let [table, file] = ["table", "file"].map(|key| written[key].as_str().unwrap());
            let rows = read(&folder.join(file), table);
            assert_eq!(rows.len(), before[table].len(), "{table} of {scenario}");
            load_json(&database, table, &rows, &manifest);
        }
        assert_same(
            &rows(&database),
            &before,
            &format!("{options:?} of {scenario}"),
        );
    }
}

/// `serde_json` reads every row, however deep its values are, and PostgreSQL makes the same of it.
#[test]
fn json_is_what_programs_read() {
    assert_read_again(
        &["edge-cases", "hostile"],
        &["--format", "json"],
        |file, _| {
            let text = fs::read_to_string(file).unwrap();
            serde_json::from_str(&text).unwrap()
        },
    );
    assert_read_again(
        &["retention", "multilingual"],
        &["--format", "ndjson"],
        |file, _| {
            let text = fs::read_to_string(file).unwrap();
            let read = |line| serde_json::from_str(line).unwrap();
            text.lines().map(read).collect()
        },
    );
}

/// Apache Arrow's own reader finds every value, in groups and out of compressed pages too.
#[test]
fn parquet_is_what_arrow_reads() {
    for options in [
        &["--format", "parquet"][..],
        &["--format", "parquet", "--compress", "zstd"],
        &["--format", "parquet", "--compress", "gzip"],
    ] {
        let scenarios: &[&str] = match options {
            [_, _] => &["edge-cases", "hostile", "retention"],
            _ => &["smoke"],
        };
        assert_read_again(scenarios, options, |file, _| {
            let script = repository().join("tests/python/read_parquet.py");
            let mut command = Command::new(python());
            let output = command.arg(script).arg(file).output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{}: {said}", file.display());
            let text = String::from_utf8(output.stdout).unwrap();
            let read = |line| serde_json::from_str(line).unwrap();
            text.lines().map(read).collect()
        });
    }
}

/// The Python of the environment that `need_python_packages` in scripts/lib/ensure.sh makes. Its
/// packages must be those of the requirements.
pub(crate) fn python() -> PathBuf {
    let folder = repository().join("tests/python");
    let wanted = fs::read(folder.join("requirements.txt")).unwrap();
    let installed = fs::read(folder.join(".venv/installed-requirements.txt")).ok();
    assert!(
        installed.is_some_and(|installed| installed == wanted),
        "the packages of tests/python are missing or not those of its requirements. \
         Install them with: scripts/test --prepare"
    );
    folder.join(".venv/bin/python")
}
