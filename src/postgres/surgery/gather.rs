//! Gathers the facts of [`Surroundings`].

use serde::Deserialize;
use sqlx::AssertSqlSafe;

use super::super::query_scalar;
use super::super::{Session, failed};
use super::objects::around;
use super::reading::{OURS, read};
use super::{Action, Reference, Role, Stranger, Surroundings, Table, rules, triggers, truncatable};
use crate::error::{Error, Kind, Result};

const ROLE: &str = "
SELECT current_user::text AS name, rolsuper AS is_superuser, rolsuper OR rolbypassrls AS bypasses_row_security,
       space.oid IS NOT NULL AS schema_exists,
       coalesce(pg_has_role(nspowner, 'USAGE'), false) AS owns_schema,
       coalesce(has_schema_privilege(space.oid, 'CREATE'), false) AS may_create_in_schema,
       has_database_privilege(base.oid, 'CREATE') AS may_create_in_database,
       pg_has_role(datdba, 'USAGE') AS owns_database,
       pg_is_in_recovery() AS is_in_recovery,
       current_setting('default_transaction_read_only')::boolean AS is_read_only,
       current_setting('track_counts')::boolean AS counts_writes,
       pg_encoding_to_char(base.encoding)::text AS encoding
FROM pg_roles
JOIN pg_database AS base ON datname = current_database()
LEFT JOIN pg_namespace AS space ON nspname = $1
WHERE rolname = current_user";

const TABLES: &str = "
SELECT relname::text AS name, relkind AS relation, pg_get_userbyid(relowner)::text AS owner,
       pg_has_role(relowner, 'USAGE') AS is_owned,
       has_table_privilege(oid, 'SELECT') AS may_select, has_table_privilege(oid, 'INSERT') AS may_insert,
       has_table_privilege(oid, 'DELETE') AS may_delete, has_table_privilege(oid, 'TRUNCATE') AS may_truncate,
       relrowsecurity AS row_security, relforcerowsecurity AS row_security_forced,
       row_security_active(oid) AS row_security_active,
       array(SELECT inhparent::regclass::text FROM pg_inherits WHERE inhrelid = ours.oid ORDER BY inhseqno) AS parents,
       array(SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = ours.oid ORDER BY 1) AS children,
       (SELECT extname::text FROM pg_depend JOIN pg_extension ON pg_extension.oid = refobjid
        WHERE (classid, objid, refclassid, deptype) = ('pg_class'::regclass, ours.oid, 'pg_extension'::regclass, 'e')) AS extension
FROM ours ORDER BY relname";

/// A partition's copy of its parent's foreign key is the same key. `count` is a query where all
/// rows can be seen.
const REFERENCES: &str = "
SELECT conrelid::regclass::text AS from, confrelid::regclass::text AS to, conname::text AS name,
       pg_get_constraintdef(con.oid) AS definition, confdeltype AS on_delete,
       CASE WHEN has_schema_privilege(relnamespace, 'USAGE') AND has_table_privilege(conrelid, 'SELECT')
                 AND NOT row_security_active(conrelid)
            THEN (SELECT format('SELECT count(*) FROM %s WHERE %s', conrelid::regclass,
                                string_agg(format('%I IS NOT NULL', attname), ' AND '))
                  FROM pg_attribute WHERE attrelid = conrelid AND attnum = ANY (conkey)) END AS count
FROM pg_constraint AS con JOIN pg_class AS other ON other.oid = conrelid
WHERE contype = 'f'
  AND confrelid IN (SELECT oid FROM ours) AND conrelid NOT IN (SELECT oid FROM ours)
  AND NOT EXISTS (SELECT FROM pg_constraint AS parent
                  WHERE parent.oid = con.conparentid AND parent.confrelid IN (SELECT oid FROM ours))
ORDER BY 1, 3";

const PUBLICATIONS: &str = "
SELECT pubname::text AS name, array_agg(ours.shown ORDER BY ours.shown) AS tables,
       bool_or(named) AS by_name,
       array_remove(ARRAY[CASE WHEN pubinsert THEN 'insert' END, CASE WHEN pubupdate THEN 'update' END,
                          CASE WHEN pubdelete THEN 'delete' END, CASE WHEN pubtruncate THEN 'truncate' END], NULL) AS sends
FROM pg_publication AS publication
CROSS JOIN ours
CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM pg_publication_rel WHERE (prpubid, prrelid) = (publication.oid, ours.oid)) AS named) AS list
WHERE named OR puballtables
   OR EXISTS (SELECT FROM pg_publication_namespace WHERE (pnpubid, pnnspid) = (publication.oid, ours.relnamespace))
GROUP BY publication.oid, pubname, pubinsert, pubupdate, pubdelete, pubtruncate
ORDER BY pubname";

/// Sequences of columns and indexes belong to their tables, and are not named again.
const STRANGERS: &str = "
SELECT object.type AS kind, object.identity, pg_get_userbyid(base.owner)::text AS owner,
       EXISTS (SELECT FROM pg_depend AS depend
               WHERE (refclassid, refobjid) = (base.classid, base.objid)
                 AND (depend.classid, depend.objid) IN (SELECT * FROM belonging)) AS is_used,
       CASE WHEN relkind IN ('r', 'p', 'm') AND has_schema_privilege(relnamespace, 'USAGE')
                 AND has_table_privilege(relation.oid, 'SELECT') AND NOT row_security_active(relation.oid) AND relispopulated
            THEN format('SELECT count(*) FROM %s', relation.oid::regclass) END AS count
FROM base
CROSS JOIN pg_identify_object(base.classid, base.objid, 0) AS object
LEFT JOIN pg_class AS relation ON base.classid = 'pg_class'::regclass AND relation.oid = base.objid
WHERE (base.classid, base.objid) NOT IN (SELECT * FROM belonging)
  AND coalesce(relkind, 'r') NOT IN ('i', 'I', 't', 'c')
  AND NOT (relkind = 'S' AND EXISTS (SELECT FROM pg_depend AS depend
                                     WHERE (depend.classid, depend.objid) = (base.classid, base.objid)
                                       AND deptype IN ('a', 'i') AND refclassid = 'pg_class'::regclass))
  AND NOT (base.classid = 'pg_type'::regclass
           AND EXISTS (SELECT FROM pg_type LEFT JOIN pg_class ON pg_class.oid = typrelid
                       WHERE pg_type.oid = base.objid
                         AND ((typrelid <> 0 AND pg_class.relkind <> 'c') OR typtype = 'm' OR (typcategory = 'A' AND typelem <> 0))))
ORDER BY 1, 2";

const EXTENSIONS: &str = "
SELECT extname::text AS name FROM pg_extension
WHERE extnamespace = to_regnamespace(quote_ident($1)) ORDER BY 1";

const EVENT_TRIGGERS: &str = "
SELECT evtname::text AS name, evtevent::text AS event, evtfoid::regprocedure::text AS function,
       evtenabled = ANY (CASE current_setting('session_replication_role')
                         WHEN 'replica' THEN '{R,A}' ELSE '{O,A}' END::\"char\"[]) AS would_fire
FROM pg_event_trigger ORDER BY 1";

#[derive(Deserialize)]
struct Named {
    name: String,
}

#[derive(Deserialize)]
struct CountedReference {
    from: String,
    to: String,
    name: String,
    definition: String,
    on_delete: Action,
    count: Option<String>,
}

#[derive(Deserialize)]
struct CountedStranger {
    kind: String,
    identity: String,
    owner: Option<String>,
    is_used: bool,
    count: Option<String>,
}

/// Gathers what stands around the tables. Rows of other tables are counted, which reads them.
///
/// # Errors
/// [`Kind::Database`].
pub async fn surroundings(
    session: &mut Session,
    schema: &str,
    tables: &[String],
) -> Result<Surroundings> {
    let of_ours = |query: &str| [OURS, query].concat();
    let mut role: Vec<Role> = read(session, ROLE, schema, tables).await?;
    let extensions: Vec<Named> = read(session, EXTENSIONS, schema, tables).await?;
    Ok(Surroundings {
        role: role
            .pop()
            .ok_or_else(|| Error::new(Kind::Unexpected, "the session's role is not in pg_roles"))?,
        tables: read::<Table>(session, &of_ours(TABLES), schema, tables).await?,
        triggers: triggers(session, schema, tables).await?,
        rules: rules(session, schema, tables).await?,
        truncatable: truncatable(session, schema, tables).await?,
        references: references(session, &of_ours(REFERENCES), schema, tables).await?,
        publications: read(session, &of_ours(PUBLICATIONS), schema, tables).await?,
        dependents: read(
            session,
            &around(include_str!("dependents.sql")),
            schema,
            tables,
        )
        .await?,
        strangers: strangers(session, &around(STRANGERS), schema, tables).await?,
        extensions: extensions
            .into_iter()
            .map(|extension| extension.name)
            .collect(),
        event_triggers: read(session, EVENT_TRIGGERS, schema, tables).await?,
    })
}

async fn references(
    session: &mut Session,
    query: &str,
    schema: &str,
    tables: &[String],
) -> Result<Vec<Reference>> {
    let mut references = Vec::new();
    for found in read::<CountedReference>(session, query, schema, tables).await? {
        references.push(Reference {
            rows: count(session, found.count).await?,
            from: found.from,
            to: found.to,
            name: found.name,
            definition: found.definition,
            on_delete: found.on_delete,
        });
    }
    Ok(references)
}

async fn strangers(
    session: &mut Session,
    query: &str,
    schema: &str,
    tables: &[String],
) -> Result<Vec<Stranger>> {
    let mut strangers = Vec::new();
    for found in read::<CountedStranger>(session, query, schema, tables).await? {
        strangers.push(Stranger {
            rows: count(session, found.count).await?,
            kind: found.kind,
            identity: found.identity,
            owner: found.owner,
            is_used: found.is_used,
        });
    }
    Ok(strangers)
}

/// What a query that the catalogue wrote counts, if there is one.
async fn count(session: &mut Session, query: Option<String>) -> Result<Option<i64>> {
    let Some(query) = query else {
        return Ok(None);
    };
    let rows = query_scalar(AssertSqlSafe(query))
        .fetch_one(&mut session.connection)
        .await
        .map_err(|error| failed("counting rows failed", &error))?;
    Ok(Some(rows))
}
