//! The lists of specimens and personas, in the schema `connsura_seed`, for QA to query.

use serde_json::{Value, json};
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, Row as _};

use super::metadata::{changed, exists, failed_at_records, is_written};
use super::{Session, query};
use crate::clock::Timestamp;
use crate::edge::{EdgeCase, Facet};
use crate::error::Result;
use crate::find::{Reader, RowName};
use crate::plan::{Boundary, Member, Plan, Specimen};
use crate::retention::verdict_on;
use crate::rng::Root;
use crate::scenario::Role;
use crate::schema::{self, Entity, encode};

/// The ids of an account and of its profile; it has one of the two profiles.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ids {
    /// In the table `User`.
    pub user: String,
    /// In the table `Customer`.
    pub customer: Option<String>,
    /// In the table `Admin`.
    pub admin: Option<String>,
}

impl Ids {
    fn of(root: Root) -> Self {
        let id = |entity| encode(entity, root.key()).to_string();
        Self {
            user: id(Entity::User),
            customer: (!root.is_admin()).then(|| id(Entity::Customer)),
            admin: root.is_admin().then(|| id(Entity::Admin)),
        }
    }

    /// Reads the three columns from `first` on.
    fn read(row: &PgRow, first: usize) -> Result<Self, sqlx::Error> {
        Ok(Self {
            user: row.try_get(first)?,
            customer: row.try_get(first + 1)?,
            admin: row.try_get(first + 2)?,
        })
    }
}

/// A specimen as `connsura_seed.specimens` lists it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListedSpecimen {
    /// What it is called.
    pub label: String,
    /// The ids of its cases.
    pub edge_cases: Vec<String>,
    /// The facets that carry them, in the same order.
    pub facets: Vec<String>,
    /// Its rows.
    pub ids: Ids,
    /// What it shows of retention, where it was made for that.
    pub retention: Option<ListedBoundary>,
}

/// What a specimen of retention shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListedBoundary {
    /// What it is, for people.
    pub about: String,
    /// The rule on whose boundary the row lies; none for a state.
    pub rule: Option<String>,
    /// When it is looked at.
    pub as_of: Timestamp,
    /// What is to become of the row then: `keep`, `purge` or `may`.
    pub verdict: String,
    /// The row's table.
    pub table: String,
    /// The row's id; of a read state sender and recipient, with `to` between them.
    pub id: String,
}

/// A persona as `connsura_seed.personas` lists it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListedPersona {
    /// What it is called.
    pub key: String,
    /// `customer` or `admin`.
    pub role: String,
    /// The address to log in with.
    pub email: String,
    /// Its rows.
    pub ids: Ids,
    /// What it shows, in the scenario's words.
    pub about: String,
    /// The cases that it carries, each with its facet: `S02@body`.
    pub carries: Vec<String>,
}

/// The list of specimens that a plan asks for, by label.
pub fn planned_specimens(plan: &Plan) -> Vec<ListedSpecimen> {
    let listed = |specimen: &Specimen| ListedSpecimen {
        label: specimen.label.clone(),
        edge_cases: specimen
            .cases
            .iter()
            .map(|(_, case)| case.id.to_owned())
            .collect(),
        facets: specimen
            .cases
            .iter()
            .map(|(facet, _)| facet.name().to_owned())
            .collect(),
        ids: Ids::of(specimen.root),
        retention: None,
    };
    let reader = Reader::new(plan);
    let of_retention = |boundary: &Boundary| ListedSpecimen {
        label: boundary.label().to_owned(),
        edge_cases: Vec::new(),
        facets: Vec::new(),
        ids: Ids::of(boundary.root()),
        retention: Some(ListedBoundary {
            about: boundary.about().to_owned(),
            rule: boundary.rule.clone(),
            as_of: boundary.as_of,
            verdict: verdict_on(&reader, boundary).name().to_owned(),
            table: boundary.row.0.name().to_owned(),
            id: RowName::of(&reader.fill(boundary.row.0, boundary.row.1)).to_string(),
        }),
    };
    let mut list: Vec<ListedSpecimen> = plan.specimens().iter().map(listed).collect();
    list.extend(plan.boundaries().iter().map(of_retention));
    list.sort();
    list
}

/// The list of personas that a plan asks for, by key.
pub fn planned_personas(plan: &Plan) -> Vec<ListedPersona> {
    let reader = Reader::new(plan);
    let email = |root: Root| match reader.row(Entity::User, root.key()) {
        Some(row) => match row.named("email") {
            Some(schema::Value::Text(email)) => email.to_owned(),
            _ => String::new(),
        },
        None => String::new(),
    };
    let carried = |(facet, case): &(Facet, &EdgeCase)| format!("{}@{}", case.id, facet.name());
    let listed = |member: &Member| ListedPersona {
        key: member.persona.key.clone(),
        role: match member.persona.role {
            Role::Customer => "customer".to_owned(),
            Role::Admin => "admin".to_owned(),
        },
        email: email(member.root),
        ids: Ids::of(member.root),
        // PostgreSQL's text has no U+0000, and TOML has.
        about: member.persona.about.replace('\0', "\u{fffd}"),
        carries: member.cases.iter().map(carried).collect(),
    };
    let mut list: Vec<ListedPersona> = plan.cast().iter().map(listed).collect();
    list.sort();
    list
}

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
            ids: Ids::read(row, 3)?,
            retention: ListedBoundary::read(row, 6)?,
        })
    })
    .await
}

impl ListedBoundary {
    /// Reads the six columns from `first` on.
    fn read(row: &PgRow, first: usize) -> Result<Option<Self>, sqlx::Error> {
        let text = |at: usize| -> Result<Option<String>, sqlx::Error> { row.try_get(first + at) };
        let Some(about) = text(0)? else {
            return Ok(None);
        };
        let as_of: Option<i64> = row.try_get(first + 2)?;
        Ok(Some(Self {
            about,
            rule: text(1)?,
            as_of: Timestamp::from_millis(as_of.unwrap_or_default()),
            verdict: text(3)?.unwrap_or_default(),
            table: text(4)?.unwrap_or_default(),
            id: text(5)?.unwrap_or_default(),
        }))
    }
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
            ids: Ids::read(row, 3)?,
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
