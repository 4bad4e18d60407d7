//! Every row of every table, as the client reads it and as PostgreSQL prints it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Number, Value, json};

use super::unrepresented::Unrepresented;
use super::{Watch, node, succeed};
use crate::support::{Database, Machine};

/// The foreign keys: table and column, the table that it names, and what the schema calls the
/// relation from here and from there.
const RELATIONS: [(&str, &str, &str, &str, &str); 10] = [
    ("Customer", "userId", "User", "user", "customer"),
    ("Admin", "userId", "User", "user", "admin"),
    ("Message", "senderId", "User", "sender", "sentMessages"),
    (
        "Message",
        "recipientId",
        "User",
        "recipient",
        "receivedMessages",
    ),
    (
        "MessageReadState",
        "senderId",
        "User",
        "sender",
        "sentReadStates",
    ),
    (
        "MessageReadState",
        "recipientId",
        "User",
        "recipient",
        "receivedReadStates",
    ),
    (
        "ProfileShare",
        "customerId",
        "Customer",
        "customer",
        "shares",
    ),
    (
        "ProfileShare",
        "recipientUserId",
        "User",
        "recipientUser",
        "receivedShares",
    ),
    ("Upload", "ownerId", "User", "owner", "uploads"),
    ("Form", "customerId", "Customer", "customer", "forms"),
];

#[test]
fn the_client_reads_every_row_of_every_table() {
    let machine = Machine::with_server();
    for (scenario, expected) in [
        ("smoke", BTreeSet::new()),
        ("edge-cases", BTreeSet::from(["M01.json"])),
        ("hostile", all_unrepresented()),
    ] {
        machine.succeed(&["reset", scenario]);
        let database = machine.database();
        let read = succeed(&mut node(&machine, &database, "read.mjs"));
        let mut read = read.lines().peekable();
        let mut cases = BTreeSet::new();
        for table in tables(&database) {
            let prefix = format!(r#"{{"model":"{table}","#);
            let lines = std::iter::from_fn(|| read.next_if(|line| line.starts_with(&prefix)));
            Table::of(&database, &table).compare(lines, &mut cases);
        }
        assert_eq!(read.next(), None, "{scenario}: rows of no table");
        assert_eq!(
            cases, expected,
            "{scenario}: what the client cannot represent"
        );
    }
    // JavaScript's lists begin where they do: what PostgreSQL counts from 0 reads as the others.
    let subscripts =
        r#"SELECT bool_or(array_lower("spokenLanguages", 1) = 0)::text FROM "Customer""#;
    assert_eq!(machine.database().text(subscripts), "true");
}

fn all_unrepresented() -> BTreeSet<&'static str> {
    let cases = Unrepresented::ALL.iter().flat_map(|entry| entry.cases);
    cases.copied().collect()
}

/// The tables in the order of the schema, which is that of their first migration.
fn tables(database: &Database) -> Vec<String> {
    let order = "User Customer Admin Message MessageReadState ProfileShare AuditLog Upload Form";
    let mut tables = database.texts(
        r"SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' AND tablename !~ '^_'",
    );
    let place = |table: &String| order.split(' ').position(|name| name == table);
    tables.sort_by_key(|table| place(table).expect("a table without a place"));
    assert_eq!(tables.len(), order.split(' ').count());
    tables
}

/// A table as PostgreSQL has it.
struct Table {
    name: String,
    types: BTreeMap<String, String>,
    rows: Vec<String>,
    /// What each specimen's account carries, by the id of its customer or admin.
    carried: BTreeMap<String, Vec<String>>,
}

impl Table {
    fn of(database: &Database, name: &str) -> Self {
        let types = database.texts(&format!(
            "SELECT column_name || ' ' || udt_name FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name = '{name}'"
        ));
        let types = types.iter().map(|line| line.split_once(' ').unwrap());
        let carried = database.texts(
            "SELECT concat_ws(' ', coalesce(customer_id, admin_id), array_to_string(edge_cases, ' '))
             FROM connsura_seed.specimens",
        );
        let carried = carried.iter().map(|line| {
            let mut words = line.split(' ').map(str::to_owned);
            (words.next().unwrap(), words.collect())
        });
        Self {
            name: name.to_owned(),
            types: types
                .map(|(column, kind)| (column.to_owned(), kind.to_owned()))
                .collect(),
            rows: database.texts(&rows_query(name, &key(name))),
            carried: carried.collect(),
        }
    }

    /// Compares each row with the client's, adds the cases of what is not represented.
    fn compare<'l>(&self, read: impl Iterator<Item = &'l str>, cases: &mut BTreeSet<&'static str>) {
        let mut count = 0;
        for (stored, read) in self.rows.iter().zip(read) {
            count += 1;
            let stored: Value = serde_json::from_str(stored).unwrap();
            let read: Value = serde_json::from_str(read).unwrap();
            let at = format!("{} {}", self.name, stored["key"]);
            assert_eq!(stored["relations"], read["relations"], "{at}");
            let columns: BTreeSet<_> = stored["row"].as_object().unwrap().keys().collect();
            assert!(columns.iter().copied().eq(self.types.keys()), "{at}");
            for (column, stored_value) in stored["row"].as_object().unwrap() {
                let entry = Unrepresented::of(&self.types[column], stored_value);
                let expected = match entry {
                    Some(entry) => (entry.client)(column, stored_value),
                    None => Ok(stored_value.clone()),
                };
                self.assert_same(&at, column, expected, &read);
                if let Some(entry) = entry {
                    cases.extend(self.carried_of(&at, &stored["row"], entry));
                }
            }
        }
        assert_eq!(count, self.rows.len(), "rows of {}", self.name);
    }

    fn assert_same(&self, at: &str, column: &str, expected: Result<Value, String>, read: &Value) {
        let found = match read["errors"][column].as_str() {
            Some(error) => Err(error.to_owned()),
            None => Ok(normal(&self.types[column], &read["row"][column])),
        };
        let expected = expected.map(|value| normal(&self.types[column], &value));
        assert!(
            found == expected,
            "{at}: {column} is {}, the client says {}",
            shown(&expected),
            shown(&found)
        );
    }

    /// Which of an entry's cases the account of a row carries: one at least.
    fn carried_of(
        &self,
        at: &str,
        row: &Value,
        entry: &'static Unrepresented,
    ) -> Vec<&'static str> {
        let account = row["customerId"].as_str().or(row["id"].as_str()).unwrap();
        let carried = self.carried.get(account).map_or(&[][..], Vec::as_slice);
        let carried = |case: &&&str| carried.iter().any(|carried| carried == **case);
        let cases: Vec<&str> = entry.cases.iter().filter(carried).copied().collect();
        assert!(!cases.is_empty(), "{at} carries none of {:?}", entry.cases);
        cases
    }
}

/// The columns of a table's primary key, in SQL.
fn key(table: &str) -> Vec<&'static str> {
    match table {
        "MessageReadState" => vec!["senderId", "recipientId"],
        _ => vec!["id"],
    }
}

/// A query for the rows of a table as JSON, in the order of the primary key, with the keys of
/// the rows that each is related to. JSON comes as text, so that a reader's own idea of numbers
/// and of depth has no part in it.
fn rows_query(table: &str, key: &[&str]) -> String {
    let quoted: Vec<String> = key.iter().map(|column| format!("t.\"{column}\"")).collect();
    let texts = match table {
        "Customer" => vec!["preferences"],
        "AuditLog" => vec!["metadata"],
        "Form" => vec!["data"],
        _ => vec![],
    };
    let texts = texts
        .iter()
        .map(|column| format!("'{column}', t.\"{column}\"::text"));
    let mut relations = Vec::new();
    for (here, column, there, forth, back) in RELATIONS {
        if here == table {
            relations.push(related(forth, there, &format!("other.id = t.\"{column}\"")));
        }
        if there == table {
            relations.push(related(back, here, &format!("other.\"{column}\" = t.id")));
        }
    }
    format!(
        "SELECT jsonb_build_object(
             'key', concat_ws(' ', {key}),
             'row', to_jsonb(t) || jsonb_build_object({texts}),
             'relations', jsonb_build_object({relations}))::text
         FROM \"{table}\" AS t ORDER BY {key}",
        key = quoted.join(", "),
        texts = texts.collect::<Vec<_>>().join(", "),
        relations = relations.join(", "),
    )
}

fn related(name: &str, table: &str, condition: &str) -> String {
    let key: Vec<String> = key(table)
        .iter()
        .map(|column| format!("other.\"{column}\""))
        .collect();
    let key = format!("concat_ws(' ', {})", key.join(", "));
    format!(
        "'{name}', (SELECT coalesce(jsonb_agg({key} ORDER BY {key} COLLATE \"C\"), '[]')
                    FROM \"{table}\" AS other WHERE {condition})"
    )
}

/// One form for what is written in two: PostgreSQL's instants have an offset and as many
/// decimals as they need, its dates no time; the client's 64-bit numbers are texts.
fn normal(column_type: &str, value: &Value) -> Value {
    let Some(text) = value.as_str() else {
        let text = column_type == "int8" && value.is_number();
        return if text {
            json!(value.to_string())
        } else {
            value.clone()
        };
    };
    match column_type {
        "timestamptz" => json!(instant(text)),
        "date" if text.len() == 10 => json!(format!("{text}T00:00:00.000Z")),
        "jsonb" => normal_json(text),
        _ => value.clone(),
    }
}

/// `2026-03-01T00:00:00.1+00:00` and `2026-03-01T00:00:00.100Z` are one instant. Compared as
/// texts, because jiff's instants end in the year 9999.
fn instant(text: &str) -> &str {
    match text.strip_suffix("+00:00").or(text.strip_suffix('Z')) {
        Some(local) if local.contains('.') => local.trim_end_matches('0').trim_end_matches('.'),
        Some(local) => local,
        None => text,
    }
}

/// JSON by its value. What `serde_json` does not read, because of its depth or of a number, is
/// compared as text, without the spaces that PostgreSQL puts between the parts.
fn normal_json(text: &str) -> Value {
    match serde_json::from_str::<Value>(text) {
        // JSON's null and NULL are one for a client that reads: it tells them apart in filters.
        Ok(value) => normal_numbers(value),
        Err(_) => json!(text.replace(": ", ":").replace(", ", ",")),
    }
}

/// 1.0 and 1 are one number.
fn normal_numbers(value: Value) -> Value {
    match value {
        Value::Number(number) => Value::Number(whole(&number).unwrap_or(number)),
        Value::Array(values) => values.into_iter().map(normal_numbers).collect(),
        Value::Object(entries) => {
            let entries = entries.into_iter();
            Value::Object(
                entries
                    .map(|(key, value)| (key, normal_numbers(value)))
                    .collect(),
            )
        }
        other => other,
    }
}

fn whole(number: &Number) -> Option<Number> {
    let value = number.as_f64().filter(|_| number.is_f64())?;
    let exact = value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0;
    exact.then(|| Number::from(value as i64))
}

fn shown(value: &Result<Value, String>) -> String {
    format!("{value:?}").chars().take(300).collect()
}

/// While nothing happens, a client that reads all the time meets no error. What it tells of a
/// reset is for the tests of that reset.
#[test]
fn a_client_that_reads_all_the_time_meets_no_error() {
    let machine = Machine::with_server();
    machine.succeed(&["reset", "smoke"]);
    let database = machine.database();
    let users = database.text(r#"SELECT count(*)::text FROM "User""#);
    let watch = Watch::begin(&machine, &database);
    machine.succeed(&["verify"]);
    let prepared = "SELECT count(*)::text FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()";
    assert_eq!(database.text(prepared), "4", "connections that read");

    let told = watch.end();
    assert_eq!(told["errors"], json!({}), "{told}");
    assert!(told["reads"].as_u64().unwrap() > 4, "{told}");
    assert!(told["slowest_ms"].as_f64().unwrap() > 0.0, "{told}");
    for seen in ["fewest_users", "most_users"] {
        assert_eq!(told[seen].to_string(), users, "{told}");
    }
}
