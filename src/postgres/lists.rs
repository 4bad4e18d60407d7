//! The lists of specimens and personas, in the schema `connsura_seed`, for QA to query.

use serde_json::{Value, json};
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, Row as _};

use super::metadata::{changed, exists, failed_at_records, is_written};
use super::{Session, query};
use crate::clock::Timestamp;
use crate::error::Result;
use crate::manifest::{
    Ids, ListedBoundary, ListedPersona, ListedSpecimen, planned_personas, planned_specimens,
};
use crate::plan::Plan;

/// The columns of both lists.
const SPECIMEN: &str = "label, edge_cases, facets, user_id, customer_id, admin_id, about, rule, as_of, verdict, \
                        row_table, row_id";
const PERSONA: &str = "key, role, email, user_id, customer_id, admin_id, about, carries";

/// Replaces the lists of specimens and personas by the plan's.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn save_lists(session: &mut Session, plan: &Plan) -> Result<()> {
    let what = "recording specimens and personas failed";
    let specimens: Vec<Value> = planned_specimens(plan)
        .into_iter()
        .map(|specimen| {
            let retention = specimen.retention.as_ref();
            json!({
                "label": specimen.label,
                "edge_cases": specimen.edge_cases,
                "facets": specimen.facets,
                "user_id": specimen.ids.user,
                "customer_id": specimen.ids.customer,
                "admin_id": specimen.ids.admin,
                "about": retention.map(|shown| &shown.about),
                "rule": retention.and_then(|shown| shown.rule.as_ref()),
                "as_of": retention.map(|shown| shown.as_of.to_string()),
                "verdict": retention.map(|shown| &shown.verdict),
                "row_table": retention.map(|shown| &shown.table),
                "row_id": retention.map(|shown| &shown.id),
            })
        })
        .collect();
    let personas: Vec<Value> = planned_personas(plan)
        .into_iter()
        .map(|persona| {
            json!({
                "key": persona.key,
                "role": persona.role,
                "email": persona.email,
                "user_id": persona.ids.user,
                "customer_id": persona.ids.customer,
                "admin_id": persona.ids.admin,
                "about": persona.about,
                "carries": persona.carries,
            })
        })
        .collect();
    for (table, columns, rows) in [
        ("specimens", SPECIMEN, specimens),
        ("personas", PERSONA, personas),
    ] {
        session
            .run(what, format!("DELETE FROM connsura_seed.{table}"))
            .await?;
        // The table's own type says what each field is.
        let sql = format!(
            "INSERT INTO connsura_seed.{table} ({columns})
             SELECT {columns} FROM jsonb_populate_recordset(NULL::connsura_seed.{table}, $1::jsonb)"
        );
        let count = rows.len() as u64;
        let done = query(AssertSqlSafe(sql))
            .bind(Value::Array(rows).to_string())
            .execute(&mut session.connection)
            .await
            .map_err(|error| failed_at_records(what, &error))?;
        is_written(count, done.rows_affected())?;
    }
    Ok(())
}

/// The list of specimens that the database has, by label; `None` where it has no such list.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn listed_specimens(session: &mut Session) -> Result<Option<Vec<ListedSpecimen>>> {
    let sql = "SELECT label, edge_cases, facets, user_id::text, customer_id::text, admin_id::text, about, rule,
                      (extract(epoch FROM as_of) * 1000)::bigint, verdict, row_table, row_id
               FROM connsura_seed.specimens";
    read_list(session, "connsura_seed.specimens", sql, |row| {
        Ok(ListedSpecimen {
            label: row.try_get(0)?,
            edge_cases: row.try_get(1)?,
            facets: row.try_get(2)?,
            ids: ids(row, 3)?,
            retention: boundary(row, 6)?,
        })
    })
    .await
}

/// Reads the three columns from `first` on.
fn ids(row: &PgRow, first: usize) -> Result<Ids, sqlx::Error> {
    Ok(Ids {
        user: row.try_get(first)?,
        customer: row.try_get(first + 1)?,
        admin: row.try_get(first + 2)?,
    })
}

/// Reads the six columns from `first` on.
fn boundary(row: &PgRow, first: usize) -> Result<Option<ListedBoundary>, sqlx::Error> {
    let text = |at: usize| -> Result<Option<String>, sqlx::Error> { row.try_get(first + at) };
    let Some(about) = text(0)? else {
        return Ok(None);
    };
    let as_of: Option<i64> = row.try_get(first + 2)?;
    Ok(Some(ListedBoundary {
        about,
        rule: text(1)?,
        as_of: Timestamp::from_millis(as_of.unwrap_or_default()),
        verdict: text(3)?.unwrap_or_default(),
        table: text(4)?.unwrap_or_default(),
        id: text(5)?.unwrap_or_default(),
    }))
}

/// The list of personas that the database has, by key; `None` where it has no such list.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn listed_personas(session: &mut Session) -> Result<Option<Vec<ListedPersona>>> {
    let sql =
        "SELECT key, role, email, user_id::text, customer_id::text, admin_id::text, about, carries
               FROM connsura_seed.personas";
    read_list(session, "connsura_seed.personas", sql, |row| {
        Ok(ListedPersona {
            key: row.try_get(0)?,
            role: row.try_get(1)?,
            email: row.try_get(2)?,
            ids: ids(row, 3)?,
            about: row.try_get(6)?,
            carries: row.try_get(7)?,
        })
    })
    .await
}

async fn read_list<T: Ord>(
    session: &mut Session,
    table: &str,
    sql: &'static str,
    read: impl Fn(&PgRow) -> Result<T, sqlx::Error>,
) -> Result<Option<Vec<T>>> {
    let what = format!("reading {table} failed");
    if !exists(session, table).await? {
        return Ok(None);
    }
    let rows = query(sql)
        .fetch_all(&mut session.connection)
        .await
        .map_err(|error| failed_at_records(&what, &error))?;
    let list: Result<Vec<T>, sqlx::Error> = rows.iter().map(read).collect();
    let mut list = list.map_err(|error| changed(&error))?;
    list.sort();
    Ok(Some(list))
}
