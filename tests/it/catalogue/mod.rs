//! The catalogue in PostgreSQL: every value comes back byte for byte from a column of the type
//! that it is for, measures there as it does here, and does what its case says of PostgreSQL.

mod facts;

use connsura_seed::edge::Facet;
use connsura_seed::edge::catalogue;
use connsura_seed::schema::ColumnType;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, Connection as _, Row as _};

use crate::pure::catalogue::sample::{Made, Sample, points};
use crate::support::{Database, Machine, block_on};

const DAY: i64 = 86_400_000;
/// 2026-01-15T09:30:00Z, at which a row is taken to be created.
const CREATED: i64 = 1_768_469_400_000;

/// A value in the words of SQL: an expression with parameters, and what they are.
struct Spoken {
    sql: String,
    parameter: String,
}

fn spoken(sql: &str, parameter: &impl ToString) -> Spoken {
    Spoken {
        sql: sql.to_owned(),
        parameter: parameter.to_string(),
    }
}

/// Days and milliseconds apart: an interval of milliseconds alone loses the last of them.
fn instant(millis: i64) -> Spoken {
    let sql = "(TIMESTAMPTZ 'epoch' + make_interval(days => split_part($1, ' ', 1)::int)
                + split_part($1, ' ', 2)::int * INTERVAL '1 millisecond')";
    let parts = format!("{} {}", millis.div_euclid(DAY), millis.rem_euclid(DAY));
    spoken(sql, &parts)
}

/// An array literal, every element quoted (PostgreSQL documentation, "Array Input and Output
/// Syntax").
fn literal(lower: i32, items: &[Option<String>]) -> String {
    let quoted = items.iter().map(|item| match item {
        None => "NULL".to_owned(),
        Some(text) => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    });
    let list = format!("{{{}}}", quoted.collect::<Vec<_>>().join(","));
    if lower == 1 {
        return list;
    }
    let upper = lower + i32::try_from(items.len()).unwrap() - 1;
    format!("[{lower}:{upper}]={list}")
}

/// The value in SQL; `None` for what is a state of several rows.
fn speak(made: &Made, kind: ColumnType) -> Option<Spoken> {
    Some(match made {
        Made::Null => spoken("NULLIF($1, $1)", &""),
        Made::Text(text) => spoken("$1", text),
        Made::List(lower, items) => spoken("$1::text[]", &literal(*lower, items)),
        Made::Json(text) => spoken("$1::jsonb", text),
        Made::Date(days) => spoken("(DATE '1970-01-01' + $1::int)", days),
        Made::Instant(millis) => instant(*millis),
        Made::AfterCreation(millis) => instant(CREATED + millis),
        Made::Infinity(after) => {
            let word = if *after { "infinity" } else { "-infinity" };
            match kind {
                ColumnType::Date => spoken("$1::date", &word),
                _ => spoken("$1::timestamptz", &word),
            }
        }
        Made::Number(number) => spoken("$1::int8", number),
        Made::Network(network) => {
            let text = format!("{}/{}", network.address, network.prefix);
            spoken("$1::inet", &text)
        }
        Made::State(_) => return None,
    })
}

async fn connect(database: &Database) -> PgConnection {
    let options: PgConnectOptions = database.url.parse().unwrap();
    PgConnection::connect_with(&options).await.unwrap()
}

/// Runs a query of one row and returns its columns, which are texts.
async fn ask(
    connection: &mut PgConnection,
    sql: &str,
    parameter: &str,
) -> sqlx::Result<Vec<Option<String>>> {
    let row = sqlx::query(AssertSqlSafe(sql))
        .bind(parameter)
        .fetch_one(connection)
        .await?;
    (0..row.len()).map(|column| row.try_get(column)).collect()
}

async fn execute(connection: &mut PgConnection, sql: &str) {
    sqlx::raw_sql(AssertSqlSafe(sql))
        .execute(connection)
        .await
        .unwrap();
}

/// What is to be read of a stored value, and what PostgreSQL is to say.
fn expectation(sample: &Sample) -> (&'static str, Vec<Option<String>>) {
    let hex = |text: &str| {
        text.bytes()
            .map(|byte| format!("{byte:02x}"))
            .collect::<Vec<_>>()
            .concat()
    };
    let owned = |texts: &[&str]| texts.iter().map(|text| Some((*text).to_owned())).collect();
    match &sample.made {
        Made::Null => ("(v IS NULL)::text", owned(&["true"])),
        Made::Text(text) => (
            "encode(convert_to(v::text, 'UTF8'), 'hex'), v::text, length(v)::text, octet_length(v)::text",
            owned(&[
                &hex(text),
                text,
                &points(text).to_string(),
                &text.len().to_string(),
            ]),
        ),
        Made::Json(text) => (
            "v::text, encode(convert_to(v::text, 'UTF8'), 'hex')",
            owned(&[text, &hex(text)]),
        ),
        Made::List(lower, items) => {
            let elements = items.iter().map(|item| match item {
                Some(text) => format!("x{}", hex(text)),
                None => "NULL".to_owned(),
            });
            let elements = elements.collect::<Vec<_>>().join(" ");
            let bound = (!items.is_empty()).then(|| lower.to_string());
            let mut expected: Vec<Option<String>> = owned(&[&items.len().to_string(), &elements]);
            expected.push(bound);
            (
                "cardinality(v)::text,
                 (SELECT coalesce(string_agg(coalesce('x' || encode(convert_to(item, 'UTF8'), 'hex'), 'NULL'),
                                             ' ' ORDER BY place), '')
                  FROM unnest(v) WITH ORDINALITY AS element (item, place)),
                 array_lower(v, 1)::text",
                expected,
            )
        }
        Made::Date(days) => ("(v - DATE '1970-01-01')::text", owned(&[&days.to_string()])),
        Made::Instant(millis) => (EPOCH_MILLIS, owned(&[&millis.to_string()])),
        Made::AfterCreation(millis) => (EPOCH_MILLIS, owned(&[&(CREATED + millis).to_string()])),
        Made::Infinity(after) => {
            let word = if *after { "infinity" } else { "-infinity" };
            ("v::text", owned(&[word]))
        }
        Made::Number(number) => ("v::text", owned(&[&number.to_string()])),
        Made::Network(network) => (
            "host(v), masklen(v)::text",
            owned(&[&network.address.to_string(), &network.prefix.to_string()]),
        ),
        Made::State(state) => panic!("{state:?} is no value"),
    }
}

const EPOCH_MILLIS: &str = "trunc(extract(epoch FROM v) * 1000)::text";

#[test]
fn every_value_comes_back_as_it_went() {
    let machine = Machine::with_server();
    machine.succeed(&["reset", "empty"]);
    let database = machine.database();
    let (wrong, count) = block_on(round_trips(&database));
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(count > 450, "only {count} values were tried");
}

async fn round_trips(database: &Database) -> (Vec<String>, usize) {
    let mut connection = connect(database).await;
    let mut wrong = Vec::new();
    let mut count = 0;
    for facet in Facet::ALL {
        let Some((entity, name)) = facet.column() else {
            continue;
        };
        let kind = entity.table().column(name).unwrap().kind;
        let table = entity.name();
        // A table of the column alone, with its type and the limit of it.
        let probe = format!(
            r#"DROP TABLE IF EXISTS probe;
               CREATE TEMPORARY TABLE probe AS SELECT "{name}" AS v FROM "{table}" LIMIT 0"#
        );
        execute(&mut connection, &probe).await;
        for case in catalogue::cases().filter(|case| case.facets.contains(facet)) {
            let sample = Sample::of(case, *facet, 11);
            let Some(Spoken { sql, parameter }) = speak(&sample.made, kind) else {
                continue;
            };
            execute(&mut connection, "TRUNCATE probe").await;
            let insert = format!("INSERT INTO probe VALUES ({})", typed(&sql, kind));
            let stored = sqlx::query(AssertSqlSafe(insert.as_str()))
                .bind(&parameter)
                .execute(&mut connection)
                .await;
            if let Err(error) = stored {
                wrong.push(format!("{} at {}: {error}", case.id, facet.name()));
                continue;
            }
            let (columns, expected) = expectation(&sample);
            let read = format!("SELECT {columns} FROM probe WHERE $1 = $1");
            let found = ask(&mut connection, &read, "").await.unwrap();
            if found != expected {
                wrong.push(format!("{} at {}", case.id, facet.name()));
            }
            count += 1;
        }
    }
    (wrong, count)
}

/// NULL has a type, too.
fn typed(sql: &str, kind: ColumnType) -> String {
    let cast = match kind {
        _ if !sql.starts_with("NULLIF") => return sql.to_owned(),
        ColumnType::TextArray => "text[]",
        ColumnType::Jsonb => "jsonb",
        ColumnType::Timestamp => "timestamptz",
        ColumnType::Date => "date",
        ColumnType::Inet => "inet",
        ColumnType::Uuid => "uuid",
        _ => "text",
    };
    format!("({sql})::{cast}")
}
