//! The lists of specimens and personas, in the schema `connsura_seed`, for QA to query.

use sqlx::Row as _;
use sqlx::postgres::PgRow;

use super::metadata::exists;
use super::{Session, failed};
use crate::edge::{EdgeCase, Facet};
use crate::error::Result;
use crate::find::Reader;
use crate::plan::{Member, Plan, Specimen};
use crate::rng::Root;
use crate::scenario::Role;
use crate::schema::{Entity, Value, encode};

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
    /// Its rows.
    pub ids: Ids,
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
        ids: Ids::of(specimen.root),
    };
    let mut list: Vec<ListedSpecimen> = plan.specimens().iter().map(listed).collect();
    list.sort();
    list
}

/// The list of personas that a plan asks for, by key.
pub fn planned_personas(plan: &Plan) -> Vec<ListedPersona> {
    let reader = Reader::new(plan);
    let email = |root: Root| match reader.row(Entity::User, root.key()) {
        Some(row) => match row.named("email") {
            Some(Value::Text(email)) => email.to_owned(),
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

/// Replaces the lists of specimens and personas by the plan's.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn save_lists(session: &mut Session, plan: &Plan) -> Result<()> {
    let what = "recording specimens and personas failed";
    session
        .run(
            what,
            "DELETE FROM connsura_seed.specimens; DELETE FROM connsura_seed.personas",
        )
        .await?;
    for specimen in planned_specimens(plan) {
        sqlx::query(
            "INSERT INTO connsura_seed.specimens (label, edge_cases, user_id, customer_id, admin_id)
             VALUES ($1, $2, $3::uuid, $4::uuid, $5::uuid)",
        )
        .bind(specimen.label)
        .bind(specimen.edge_cases)
        .bind(specimen.ids.user)
        .bind(specimen.ids.customer)
        .bind(specimen.ids.admin)
        .execute(&mut session.connection)
        .await
        .map_err(|error| failed(what, &error))?;
    }
    for persona in planned_personas(plan) {
        sqlx::query(
            "INSERT INTO connsura_seed.personas
                 (key, role, email, user_id, customer_id, admin_id, about, carries)
             VALUES ($1, $2, $3, $4::uuid, $5::uuid, $6::uuid, $7, $8)",
        )
        .bind(persona.key)
        .bind(persona.role)
        .bind(persona.email)
        .bind(persona.ids.user)
        .bind(persona.ids.customer)
        .bind(persona.ids.admin)
        .bind(persona.about)
        .bind(persona.carries)
        .execute(&mut session.connection)
        .await
        .map_err(|error| failed(what, &error))?;
    }
    Ok(())
}

/// The list of specimens that the database has, by label; `None` where it has no such list.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn listed_specimens(session: &mut Session) -> Result<Option<Vec<ListedSpecimen>>> {
    let sql = "SELECT label, edge_cases, user_id::text, customer_id::text, admin_id::text
               FROM connsura_seed.specimens";
    read_list(session, "connsura_seed.specimens", sql, |row| {
        Ok(ListedSpecimen {
            label: row.try_get(0)?,
            edge_cases: row.try_get(1)?,
            ids: Ids::read(row, 2)?,
        })
    })
    .await
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
    let rows = sqlx::query(sql)
        .fetch_all(&mut session.connection)
        .await
        .map_err(|error| failed(&what, &error))?;
    let list: Result<Vec<T>, sqlx::Error> = rows.iter().map(read).collect();
    let mut list = list.map_err(|error| failed(&what, &error))?;
    list.sort();
    Ok(Some(list))
}
