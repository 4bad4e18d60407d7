//! The triggers of some tables, switched off for a load and on again exactly as they were.

use serde::Deserialize;

use super::super::Session;
use super::reading::{OURS, read};
use super::taken_off::settle;
use crate::error::{Error, Kind, Result};

/// When a trigger or a rule fires (`pg_trigger.tgenabled`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Firing {
    /// In a session that is no replica: the usual state.
    #[serde(rename = "O")]
    Origin,
    /// Never.
    #[serde(rename = "D")]
    Disabled,
    /// In a session that is a replica.
    #[serde(rename = "R")]
    Replica,
    /// Always.
    #[serde(rename = "A")]
    Always,
}

impl Firing {
    /// What comes between ALTER TABLE and the trigger's name.
    fn clause(self) -> &'static str {
        match self {
            Self::Origin => "ENABLE TRIGGER",
            Self::Disabled => "DISABLE TRIGGER",
            Self::Replica => "ENABLE REPLICA TRIGGER",
            Self::Always => "ENABLE ALWAYS TRIGGER",
        }
    }
}

/// A trigger that somebody made; those that enforce foreign keys are PostgreSQL's own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Trigger {
    /// Its table, with the schema, as SQL has it.
    pub table: String,
    /// Its name, as SQL has it.
    pub name: String,
    /// When it fires.
    pub firing: Firing,
    /// Whether it is a constraint trigger.
    pub is_constraint: bool,
    /// Whether it would fire in this session, by `session_replication_role`.
    pub would_fire: bool,
    /// The statement that made it.
    pub definition: String,
    /// Why it cannot be switched off and on exactly; `None` when it can.
    pub obstacle: Option<String>,
}

impl Trigger {
    /// The statement that gives it a state. ONLY, for each table has a state of its own.
    pub fn set(&self, firing: Firing) -> String {
        let Self { table, name, .. } = self;
        format!("ALTER TABLE ONLY {table} {} {name}", firing.clause())
    }
}

/// A rewrite rule on one of the tables; a view's own rule is none.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Rule {
    /// Its table, with the schema, as SQL has it.
    pub table: String,
    /// Its name, as SQL has it.
    pub name: String,
    /// When it fires.
    pub firing: Firing,
    /// The statement that made it.
    pub definition: String,
}

const TRIGGERS: &str = "
SELECT ours.shown AS table, quote_ident(tgname) AS name, tgenabled::text AS firing,
       tgconstraint <> 0 AS is_constraint, pg_get_triggerdef(trigger.oid) AS definition,
       tgenabled = ANY (CASE current_setting('session_replication_role')
                        WHEN 'replica' THEN '{R,A}' ELSE '{O,A}' END::\"char\"[]) AS would_fire,
       CASE WHEN relkind = 'p' OR relispartition OR tgparentid <> 0 THEN 'its table is partitioned, or a partition'
            WHEN NOT pg_has_role(relowner, 'USAGE') THEN 'its table is not owned by the role' END AS obstacle
FROM ours JOIN pg_trigger AS trigger ON tgrelid = ours.oid
WHERE NOT tgisinternal
ORDER BY ours.shown, tgname";

const RULES: &str = "
SELECT ours.shown AS table, quote_ident(rulename) AS name, ev_enabled::text AS firing,
       pg_get_ruledef(rule.oid) AS definition
FROM ours JOIN pg_rewrite AS rule ON ev_class = ours.oid
WHERE NOT (relkind IN ('v', 'm') AND rulename = '_RETURN')
ORDER BY ours.shown, rulename";

/// The triggers of the tables, by table and name.
///
/// # Errors
/// [`Kind::Database`] when the catalogue cannot be read.
pub async fn triggers(
    session: &mut Session,
    schema: &str,
    tables: &[String],
) -> Result<Vec<Trigger>> {
    read(session, &[OURS, TRIGGERS].concat(), schema, tables).await
}

/// The rules of the tables, by table and name. COPY ignores them, DELETE does not.
///
/// # Errors
/// [`Kind::Database`] when the catalogue cannot be read.
pub async fn rules(session: &mut Session, schema: &str, tables: &[String]) -> Result<Vec<Rule>> {
    read(session, &[OURS, RULES].concat(), schema, tables).await
}

/// The triggers of some tables as they were before some were switched off.
#[derive(Debug)]
#[must_use = "what was switched off must be switched on again"]
pub struct SwitchedOff {
    before: Vec<Trigger>,
    schema: String,
    tables: Vec<String>,
}

impl SwitchedOff {
    /// Switches off every trigger that would fire in this session.
    ///
    /// # Errors
    /// [`Kind::Refused`], naming each that cannot be switched off and on exactly, before any
    /// is; [`Kind::Database`].
    pub async fn switch_off(
        session: &mut Session,
        schema: &str,
        tables: &[String],
    ) -> Result<Self> {
        settle(session).await?;
        let before = triggers(session, schema, tables).await?;
        let firing = || before.iter().filter(|trigger| trigger.would_fire);
        let stuck = firing().filter_map(
            |Trigger {
                 table,
                 name,
                 obstacle,
                 ..
             }| {
                let obstacle = obstacle.as_ref()?;
                Some(format!("{name} of {table} ({obstacle})"))
            },
        );
        let stuck: Vec<String> = stuck.collect();
        if !stuck.is_empty() {
            let message = format!("triggers that cannot be switched off: {}", stuck.join(", "));
            return Err(Error::new(Kind::Refused, message)
                .hint("switch them off yourself, or connect as the owner of the tables"));
        }
        for trigger in firing() {
            let what = format!("switching off {} of {} failed", trigger.name, trigger.table);
            session.run(&what, trigger.set(Firing::Disabled)).await?;
        }
        Ok(Self {
            before,
            schema: schema.to_owned(),
            tables: tables.to_vec(),
        })
    }

    /// All triggers as they were before.
    pub fn before(&self) -> &[Trigger] {
        &self.before
    }

    /// Gives every trigger that was switched off the state that it had, and compares.
    ///
    /// # Errors
    /// [`Kind::Database`]; [`Kind::Differs`] when the triggers are not as they were.
    pub async fn switch_on(self, session: &mut Session) -> Result<()> {
        settle(session).await?;
        for trigger in self.before.iter().filter(|trigger| trigger.would_fire) {
            let what = format!("switching on {} of {} failed", trigger.name, trigger.table);
            session.run(&what, trigger.set(trigger.firing)).await?;
        }
        let now = triggers(session, &self.schema, &self.tables).await?;
        if now == self.before {
            return Ok(());
        }
        let message = "the triggers are not as they were before the load";
        Err(Error::new(Kind::Differs, message).hint("this is a bug of connsura-seed"))
    }
}
