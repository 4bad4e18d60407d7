//! What a database holds, as facts that can be compared one by one.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::PgConnection;

/// A named thing (`column User.email`) and what is true of it (`varchar(254) not null`).
pub(crate) type Facts = BTreeMap<String, String>;

/// Also lists what Prisma never writes (checks, triggers, views, sequences), so that a
/// hand-made statement in a migration does not go unnoticed.
const CATALOGUE: &str = r"
SELECT 'column ' || c.relname || '.' || a.attname,
       format_type(a.atttypid, a.atttypmod)
           || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
           || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
           || a.attidentity::text || a.attgenerated::text
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
  AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT 'enum ' || t.typname, string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder)
FROM pg_type t
JOIN pg_enum e ON e.enumtypid = t.oid
WHERE t.typnamespace = 'public'::regnamespace
GROUP BY t.typname
UNION ALL
SELECT 'index ' || i.relname,
       CASE WHEN x.indisprimary THEN 'primary key' WHEN x.indisunique THEN 'unique' ELSE 'index' END
           || ' on ' || c.relname
           || ' using ' || split_part(pg_get_indexdef(x.indexrelid), ' USING ', 2)
FROM pg_index x
JOIN pg_class i ON i.oid = x.indexrelid
JOIN pg_class c ON c.oid = x.indrelid
WHERE c.relnamespace = 'public'::regnamespace
UNION ALL
SELECT 'constraint ' || k.conname, c.relname || ': ' || pg_get_constraintdef(k.oid)
FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid
WHERE c.relnamespace = 'public'::regnamespace AND k.contype IN ('f', 'c', 'x', 't')
UNION ALL
SELECT 'trigger ' || t.tgname, pg_get_triggerdef(t.oid)
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal
UNION ALL
SELECT 'relation ' || c.relname, 'of kind ' || c.relkind::text
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind NOT IN ('r', 'i')
";

pub(crate) async fn facts(connection: &mut PgConnection) -> Facts {
    let rows: Vec<(String, String)> = sqlx::query_as(CATALOGUE)
        .fetch_all(connection)
        .await
        .unwrap();
    rows.into_iter()
        .map(|(thing, fact)| (thing, in_short(&fact)))
        .collect()
}

/// The catalogue's spelling, brought to that of the schema's documents.
fn in_short(fact: &str) -> String {
    fact.replace('"', "")
        .replace("character varying(", "varchar(")
        .replace("character(", "char(")
        .replace("timestamp(3) with time zone", "timestamptz(3)")
}

/// The name that Prisma gives an index or a foreign key.
fn prisma_name(table: &str, columns: &[&str], suffix: &str) -> String {
    format!("{table}_{}_{suffix}", columns.join("_"))
}

/// Adds an index as [`facts`] shows it; `kind` is `primary key`, `unique` or `index`.
pub(crate) fn add_index(facts: &mut Facts, kind: &str, table: &str, columns: &[&str]) {
    let name = match kind {
        "primary key" => format!("{table}_pkey"),
        "unique" => prisma_name(table, columns, "key"),
        _ => prisma_name(table, columns, "idx"),
    };
    let fact = format!("{kind} on {table} using btree ({})", columns.join(", "));
    facts.insert(format!("index {name}"), fact);
}

/// Adds a foreign key to an `id` as [`facts`] shows it; `on_delete` is SQL's keyword.
pub(crate) fn add_foreign_key(
    facts: &mut Facts,
    table: &str,
    column: &str,
    parent: &str,
    on_delete: &str,
) {
    let name = prisma_name(table, &[column], "fkey");
    let fact = format!(
        "{table}: FOREIGN KEY ({column}) REFERENCES {parent}(id) \
         ON UPDATE CASCADE ON DELETE {on_delete}"
    );
    facts.insert(format!("constraint {name}"), fact);
}

/// Panics with the first fact, in name order, that differs.
pub(crate) fn assert_same(source: &str, expected: &Facts, found: &Facts) {
    let things: BTreeSet<_> = expected.keys().chain(found.keys()).collect();
    for thing in things {
        let (expected, found) = (expected.get(thing), found.get(thing));
        assert!(
            expected == found,
            "{thing}\n  by {source}: {}\n  by the migrations: {}",
            expected.map_or("not there", String::as_str),
            found.map_or("not there", String::as_str),
        );
    }
}
