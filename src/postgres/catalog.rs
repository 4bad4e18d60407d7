//! The tables of a schema, read from the catalogue.

use sqlx::Row as _;
use sqlx::postgres::PgRow;

use super::query;
use super::{Session, failed};
use crate::error::Result;
use crate::layout::{Catalogue, CatalogueColumn, CatalogueTable, Shape};

/// One row a column, and one without a column for a table that has none. Domains are followed to
/// the type behind them, arrays to their elements. Modifiers of lengths count a header of four
/// bytes (`VARHDRSZ`), those of instants are digits of a second.
///
/// The labels of a text are those of a CHECK that lists what the column may hold, as
/// `pg_get_constraintdef` writes it; of several, the first one's.
const COLUMNS: &str = r#"
SELECT class.relname::text, attribute.attname::text,
       format_type(attribute.atttypid, attribute.atttypmod),
       base.typname::text, base.oid::int8, behind.is_array, base.typtype = 'e',
       CASE WHEN behind.modifier < 0 THEN NULL
            WHEN base.typname IN ('varchar', 'bpchar') THEN behind.modifier - 4
            ELSE behind.modifier END,
       attribute.attnotnull OR behind.not_null,
       attribute.atthasdef OR attribute.attidentity <> '' OR behind.has_default,
       attribute.attgenerated <> '' OR attribute.attidentity = 'a',
       CASE WHEN base.typtype = 'e'
            THEN ARRAY(SELECT enumlabel::text FROM pg_enum WHERE enumtypid = base.oid ORDER BY enumsortorder)
            ELSE ARRAY(SELECT replace(label[1], '''''', '''')
                       FROM regexp_matches(listing.definition, '''((?:[^'']|'''')*)''', 'g') AS label) END,
       attribute.attcollation::int8
FROM pg_class AS class
LEFT JOIN pg_attribute AS attribute
       ON attribute.attrelid = class.oid AND attribute.attnum > 0 AND NOT attribute.attisdropped
LEFT JOIN LATERAL (
    WITH RECURSIVE domain AS (
        SELECT attribute.atttypid AS oid, attribute.atttypmod AS modifier, false AS not_null,
               false AS has_default, 1 AS depth
        UNION ALL
        SELECT type.typbasetype, greatest(domain.modifier, type.typtypmod),
               domain.not_null OR type.typnotnull, domain.has_default OR type.typdefault IS NOT NULL, depth + 1
        FROM domain JOIN pg_type AS type ON type.oid = domain.oid AND type.typtype = 'd'
    )
    SELECT CASE WHEN type.typcategory = 'A' THEN type.typelem ELSE type.oid END AS oid,
           type.typcategory = 'A' AS is_array, domain.modifier, domain.not_null, domain.has_default
    FROM domain JOIN pg_type AS type ON type.oid = domain.oid
    ORDER BY depth DESC LIMIT 1
) AS behind ON true
LEFT JOIN pg_type AS base ON base.oid = behind.oid
LEFT JOIN LATERAL (
    SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint
    WHERE contype = 'c' AND conrelid = class.oid AND conkey = ARRAY[attribute.attnum]
      AND pg_get_constraintdef(oid) ~
          '^CHECK \(\(\(?[^()=]+\)?(::text)? = ANY \(\(?ARRAY\[(''([^''\\]|'''')*''::[a-z_." ]+(, )?)+\]\)?(::text\[\])?\)\)\)( NOT VALID)?$'
    ORDER BY conname LIMIT 1
) AS listing ON true
WHERE class.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1)
  AND class.relkind IN ('r', 'p')
ORDER BY class.relname, attribute.attnum"#;

/// The tables of the schema, with their columns.
///
/// # Errors
/// [`crate::Kind::Database`] when the catalogue cannot be read.
pub async fn catalogue(session: &mut Session, schema: &str) -> Result<Catalogue> {
    let what = "reading the catalogue failed";
    let rows = query(COLUMNS)
        .bind(schema)
        .fetch_all(&mut session.connection)
        .await
        .map_err(|error| failed(what, &error))?;
    let mut tables: Vec<CatalogueTable> = Vec::new();
    for row in rows {
        let name: String = row.get(0);
        if tables.last().is_none_or(|table| table.name != name) {
            tables.push(CatalogueTable {
                name,
                columns: Vec::new(),
            });
        }
        let column = column(&row).map_err(|error| failed(what, &error))?;
        if let Some(table) = tables.last_mut() {
            table.columns.extend(column);
        }
    }
    Ok(Catalogue {
        schema: schema.to_owned(),
        tables,
    })
}

fn column(row: &PgRow) -> Result<Option<CatalogueColumn>, sqlx::Error> {
    let Some(name) = row.try_get(1)? else {
        return Ok(None);
    };
    Ok(Some(CatalogueColumn {
        name,
        shown_type: row.try_get(2)?,
        base: row.try_get(3)?,
        base_oid: row.try_get::<i64, _>(4)? as u32,
        shape: match (row.try_get(5)?, row.try_get(6)?) {
            (true, _) => Shape::Array,
            (false, true) => Shape::Enum,
            (false, false) => Shape::Plain,
        },
        limit: row.try_get::<Option<i32>, _>(7)?.map(|limit| limit as u32),
        not_null: row.try_get(8)?,
        has_default: row.try_get(9)?,
        is_generated: row.try_get(10)?,
        labels: row.try_get(11)?,
        collation: row.try_get::<i64, _>(12)? as u32,
    }))
}
