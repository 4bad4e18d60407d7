//! The live schema, compared with the generator's idea of it before anything is written.

use std::collections::BTreeMap;

use sqlx::Row as _;

use super::{Session, failed, query};
use crate::error::Result;
use crate::schema::{Column, ColumnType, Entity};

/// One way in which the live schema cannot take the generator's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// The table.
    pub table: &'static str,
    /// What stands in the way, with the column's name.
    pub problem: String,
}

/// A column as the catalogue describes it.
struct Live {
    table: String,
    name: String,
    /// As `format_type` writes it: `character varying(200)`, `"Role"`, `text[]`.
    kind: String,
    /// The limit of `varchar(n)` and `char(n)`.
    limit: Option<i32>,
    not_null: bool,
    has_default: bool,
    labels: Vec<String>,
}

const COLUMNS: &str = "
SELECT class.relname::text, attribute.attname::text, format_type(attribute.atttypid, attribute.atttypmod),
       CASE WHEN attribute.atttypid IN ('varchar'::regtype, 'bpchar'::regtype) AND attribute.atttypmod > 4
            THEN attribute.atttypmod - 4 END,
       attribute.attnotnull,
       attribute.atthasdef OR attribute.attidentity <> '' OR attribute.attgenerated <> '',
       coalesce(array_agg(enum.enumlabel::text) FILTER (WHERE enum.enumlabel IS NOT NULL), '{}')
FROM pg_class AS class
JOIN pg_attribute AS attribute ON attribute.attrelid = class.oid
LEFT JOIN pg_enum AS enum ON enum.enumtypid = attribute.atttypid
WHERE class.relnamespace = to_regnamespace('public') AND class.relkind IN ('r', 'p')
  AND attribute.attnum > 0 AND NOT attribute.attisdropped
GROUP BY 1, 2, 3, 4, 5, 6";

/// All ways in which the connected database cannot take the generator's rows; none is good.
///
/// # Errors
/// [`crate::Kind::Database`] when the catalogue cannot be read.
pub async fn check_fit(session: &mut Session) -> Result<Vec<Misfit>> {
    let rows = query(COLUMNS)
        .fetch_all(&mut session.connection)
        .await
        .map_err(|error| failed("reading the catalogue failed", &error))?;
    let mut tables: BTreeMap<String, Vec<Live>> = BTreeMap::new();
    for row in rows {
        let live = Live {
            table: row.get(0),
            name: row.get(1),
            kind: row.get(2),
            limit: row.get(3),
            not_null: row.get(4),
            has_default: row.get(5),
            labels: row.get(6),
        };
        tables.entry(live.table.clone()).or_default().push(live);
    }
    let mut misfits = Vec::new();
    for entity in Entity::ALL {
        let table = entity.name();
        let mut add = |problem: String| misfits.push(Misfit { table, problem });
        match tables.get(table) {
            None => add("there is no such table".to_owned()),
            Some(live) => compare(entity, live, &mut add),
        }
    }
    Ok(misfits)
}

fn compare(entity: Entity, live: &[Live], add: &mut dyn FnMut(String)) {
    let known = entity.table();
    for column in known.columns {
        match live.iter().find(|live| live.name == column.name) {
            None => add(format!("there is no column `{}`", column.name)),
            Some(live) => compare_column(column, live, add),
        }
    }
    for live in live
        .iter()
        .filter(|live| known.column(&live.name).is_none())
    {
        if live.not_null && !live.has_default {
            add(format!(
                "column `{}` is unknown, NOT NULL and without a default",
                live.name
            ));
        }
    }
}

fn compare_column(column: &Column, live: &Live, add: &mut dyn FnMut(String)) {
    let name = column.name;
    if column.nullable && live.not_null {
        add(format!(
            "column `{name}` is NOT NULL, and generated rows hold NULL there"
        ));
    }
    let wanted = wanted(column.kind);
    let same = match column.kind {
        ColumnType::Varchar(_) => live.kind == "text" || live.kind.starts_with("character varying"),
        _ => live.kind == wanted,
    };
    if !same {
        return add(format!("column `{name}` is {}, not {wanted}", live.kind));
    }
    if let (ColumnType::Varchar(limit), Some(live)) = (column.kind, live.limit)
        && live < limit as i32
    {
        add(format!(
            "column `{name}` takes {live} characters, not {limit}"
        ));
    }
    if let ColumnType::Enum(kind) = column.kind {
        for label in kind
            .labels
            .iter()
            .filter(|label| !live.labels.iter().any(|live| live == *label))
        {
            add(format!(
                "enum `{}` of column `{name}` has no value `{label}`",
                kind.name
            ));
        }
    }
}

/// The column's type as `format_type` writes it.
fn wanted(kind: ColumnType) -> String {
    match kind {
        ColumnType::Uuid => "uuid".to_owned(),
        ColumnType::Text => "text".to_owned(),
        ColumnType::Varchar(limit) => format!("character varying({limit})"),
        ColumnType::Char(limit) => format!("character({limit})"),
        ColumnType::Enum(kind) => format!("\"{}\"", kind.name),
        ColumnType::TextArray => "text[]".to_owned(),
        ColumnType::Jsonb => "jsonb".to_owned(),
        ColumnType::Timestamp => "timestamp(3) with time zone".to_owned(),
        ColumnType::Date => "date".to_owned(),
        ColumnType::Int4 => "integer".to_owned(),
        ColumnType::Int8 => "bigint".to_owned(),
        ColumnType::Inet => "inet".to_owned(),
    }
}
