//! The census: does any text of any table hold contact data outside the reserved ranges?
//!
//! One pass over every table of a schema, whether the generator knows it or not. COPY sends the
//! text-like columns in its binary format, so that neither lists nor nested rows have to be
//! taken out of quotes; batches of rows are judged on other threads while the next ones come.
//! Memory is that of a few batches, or of a few of the largest rows.

mod batch;
mod relations;
mod report;
mod types;
mod workers;

use std::collections::BTreeSet;

use futures_util::TryStreamExt as _;
use sqlx::AssertSqlSafe;

use self::batch::header_length;
use self::relations::{Access, Relation, relations};
use self::types::{Form, Types};
use self::workers::Workers;
use super::query_scalar;
use super::{Session, failed, quote_identifier};
use crate::error::{Error, Kind, Result, printable};

pub use report::{CensusReport, Finding, TableSize};

/// A batch is judged when it has this many bytes.
const BATCH_BYTES: usize = 256 * 1024;

/// Looks at every text-like column of every table of `schema`, but for the `exempt` ones, which
/// are (table, column).
///
/// Tables are those of the schema and whatever inherits from them or is a partition of them,
/// elsewhere too; each is read by itself, so that nothing is counted twice. Text-like are the
/// types of strings, JSON, XML, text search and paths, every base type that is not PostgreSQL's
/// own, and domains, lists, rows and ranges with any of these in them. Labels of enums belong
/// to the schema and are not looked at, nor is `bytea`.
///
/// All statements run in the transaction that is open, if one is, and change no setting. When
/// the future is dropped before it is done, or the database fails, the connection may be in the
/// middle of an answer and can only be closed.
///
/// # Errors
/// [`Kind::Refused`] when a table may not be read, or row security hides rows of it;
/// [`Kind::Database`].
pub async fn take(
    session: &mut Session,
    schema: &str,
    exempt: &BTreeSet<(String, String)>,
) -> Result<CensusReport> {
    let types = Types::read(session).await?;
    let relations = relations(session, schema).await?;
    refuse_what_is_hidden(&relations)?;
    let unknown = |(table, column): &&(String, String)| {
        !relations.iter().any(|relation| relation.has(table, column))
    };
    let mut report = CensusReport {
        unknown_exempt: exempt.iter().filter(unknown).cloned().collect(),
        ..CensusReport::default()
    };
    for relation in relations {
        match &relation.access {
            Access::Rows => count(session, &relation, &types, exempt, &mut report).await?,
            Access::Elsewhere(why) => report.not_read.push((relation.label(), (*why).to_owned())),
            // Those that are hidden were refused above.
            Access::Nothing | Access::Denied | Access::Filtered => {}
        }
    }
    Ok(report)
}

/// Refuses when somebody's rows, or some of them, are not to be seen by the role.
fn refuse_what_is_hidden(relations: &[Relation]) -> Result<()> {
    let of = |wanted: &Access| -> Vec<String> {
        let hidden = relations
            .iter()
            .filter(|relation| relation.access == *wanted);
        hidden
            .map(|relation| format!("`{}`", printable(&relation.label())))
            .collect()
    };
    let (denied, filtered) = (of(&Access::Denied), of(&Access::Filtered));
    let mut reasons = Vec::new();
    if !denied.is_empty() {
        reasons.push(format!("the role may not read {}", denied.join(", ")));
    }
    if !filtered.is_empty() {
        reasons.push(format!(
            "row security hides rows of {}",
            filtered.join(", ")
        ));
    }
    if reasons.is_empty() {
        return Ok(());
    }
    let message = format!("the census cannot see everything: {}", reasons.join("; "));
    Err(Error::new(Kind::Refused, message).hint(
        "connect as the role that owns these tables, or have it run GRANT SELECT ON them; \
         against row security only ALTER ROLE ... BYPASSRLS or the owner helps",
    ))
}

/// Looks at one table, and counts its rows.
async fn count(
    session: &mut Session,
    relation: &Relation,
    types: &Types,
    exempt: &BTreeSet<(String, String)>,
    report: &mut CensusReport,
) -> Result<()> {
    let mut names = Vec::new();
    let mut expressions = vec!["ctid".to_owned()];
    let mut forms = Vec::new();
    for (column, kind) in &relation.columns {
        let known = types.known(*kind);
        let Some(form) = known.form else { continue };
        if relation.is_exempt(column, exempt) {
            report.exempt.push((relation.label(), column.clone()));
            continue;
        }
        let quoted = quote_identifier(column);
        names.push(column.as_str());
        if known.binary {
            expressions.push(quoted);
            forms.push(form);
        } else {
            // The type's own output, whatever casts there are.
            expressions.push(format!("pg_catalog.format('%s', {quoted})"));
            forms.push(Form::Text);
        }
    }
    let rows = if forms.is_empty() {
        count_rows(session, relation).await?
    } else {
        let judged = read(session, relation, &expressions.join(", "), forms).await?;
        report.bytes += judged.bytes;
        report.add_findings(&relation.label(), &names, judged.found);
        judged.rows
    };
    report.columns += names.len() as u64;
    report.tables.push(TableSize {
        table: relation.label(),
        rows,
        bytes: relation.bytes,
        materialized_view: relation.materialized_view,
    });
    Ok(())
}

async fn count_rows(session: &mut Session, relation: &Relation) -> Result<u64> {
    let sql = format!("SELECT count(*) FROM ONLY {}", relation.quoted());
    let rows: i64 = query_scalar(AssertSqlSafe(sql))
        .fetch_one(&mut session.connection)
        .await
        .map_err(|error| failed(&reading(relation), &error))?;
    Ok(rows.unsigned_abs())
}

/// Reads the relation's rows and has them judged.
async fn read(
    session: &mut Session,
    relation: &Relation,
    expressions: &str,
    forms: Vec<Form>,
) -> Result<batch::Judged> {
    let fail = |error: &sqlx::Error| failed(&reading(relation), error);
    let sql = format!(
        "COPY (SELECT {expressions} FROM ONLY {}) TO STDOUT (FORMAT binary)",
        relation.quoted()
    );
    let copy = session.connection.copy_out_raw(&sql).await;
    let mut stream = copy.map_err(|error| fail(&error))?;
    let mut workers = Workers::new(forms);
    let mut batch = workers.buffer();
    let mut begun = false;
    // The server sends one message a row, the header with the first (PostgreSQL documentation,
    // "COPY Operations").
    while let Some(message) = stream.try_next().await.map_err(|error| fail(&error))? {
        let start = if begun { 0 } else { header_length(&message)? };
        begun = true;
        batch.extend_from_slice(&message[start..]);
        if batch.len() >= BATCH_BYTES {
            workers.judge(batch).await?;
            batch = workers.buffer();
        }
    }
    workers.judge(batch).await?;
    workers.finish().await
}

fn reading(relation: &Relation) -> String {
    format!("reading {} failed", printable(&relation.label()))
}
