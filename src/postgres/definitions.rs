//! How every object of the schema is defined, in PostgreSQL's own words.

use std::collections::BTreeMap;

use sqlx::Row as _;

use super::{Session, failed};
use crate::error::Result;

/// Objects of a schema, such as `index User_email_key`, and how each is defined.
pub type Definitions = BTreeMap<String, String>;

/// Each branch yields an object and its definition. What belongs to an extension is the
/// extension's; constraints bring the indexes and triggers that enforce them.
const DEFINITIONS: &str = "
WITH space AS (SELECT to_regnamespace(quote_ident($1)) AS oid),
relation AS (
    SELECT class.* FROM pg_class AS class, space
    WHERE relnamespace = space.oid
      AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = class.oid AND deptype = 'e')
)
SELECT 'table ' || relname, concat_ws(' ', relkind, relpersistence, relrowsecurity, relforcerowsecurity, reloptions::text)
FROM relation WHERE relkind IN ('r', 'p', 'f')
UNION ALL
SELECT format('column %s.%s', relname, attname),
       concat_ws(' ', format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN 'NOT NULL' END,
                 'DEFAULT ' || pg_get_expr(adbin, adrelid), nullif(attidentity, ''), nullif(attgenerated, ''),
                 'COLLATE ' || (SELECT collname FROM pg_collation WHERE pg_collation.oid = attcollation AND collname <> 'default'))
FROM relation
JOIN pg_attribute ON attrelid = relation.oid AND attnum > 0 AND NOT attisdropped
LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE relkind IN ('r', 'p', 'f')
UNION ALL
SELECT format('constraint %s.%s', relname, conname), pg_get_constraintdef(pg_constraint.oid)
FROM pg_constraint JOIN relation ON relation.oid = conrelid
UNION ALL
SELECT 'index ' || relname, pg_get_indexdef(indexrelid) || CASE WHEN indisvalid THEN '' ELSE ' INVALID' END
FROM pg_index JOIN relation ON relation.oid = indexrelid
UNION ALL
SELECT format('trigger %s.%s', relname, tgname), pg_get_triggerdef(pg_trigger.oid) || ' ' || tgenabled::text
FROM pg_trigger JOIN relation ON relation.oid = tgrelid WHERE NOT tgisinternal
UNION ALL
SELECT format('policy %s.%s', tablename, policyname), concat_ws(' ', permissive, roles::text, cmd, qual, with_check)
FROM pg_policies, space WHERE to_regnamespace(quote_ident(schemaname)) = space.oid
UNION ALL
SELECT 'view ' || relname, pg_get_viewdef(relation.oid) FROM relation WHERE relkind IN ('v', 'm')
UNION ALL
SELECT 'sequence ' || relname,
       concat_ws(' ', format_type(seqtypid, NULL), seqstart, seqincrement, seqmin, seqmax, seqcycle)
FROM pg_sequence JOIN relation ON relation.oid = seqrelid
UNION ALL
SELECT 'type ' || typname,
       concat_ws(' ', typtype, format_type(nullif(typbasetype, 0), typtypmod),
                 (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = pg_type.oid))
FROM pg_type, space
WHERE typnamespace = space.oid AND typtype IN ('e', 'd', 'r')
  AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_type'::regclass AND objid = pg_type.oid AND deptype = 'e')
UNION ALL
SELECT format('function %s(%s)', proname, pg_get_function_identity_arguments(pg_proc.oid)),
       CASE WHEN prokind IN ('f', 'p') THEN pg_get_functiondef(pg_proc.oid) ELSE prokind::text END
FROM pg_proc, space
WHERE pronamespace = space.oid
  AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e')";

/// The definitions of all objects of the schema.
///
/// # Errors
/// [`crate::Kind::Database`] when the catalogue cannot be read.
pub async fn definitions(session: &mut Session, schema: &str) -> Result<Definitions> {
    let rows = sqlx::query(DEFINITIONS)
        .persistent(false)
        .bind(schema)
        .fetch_all(&mut session.connection)
        .await
        .map_err(|error| failed("reading the catalogue failed", &error))?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
}
