//! Indexes and constraints taken off for a load, and put back exactly as they were.

use super::super::Session;
use super::plan::{Plan, Step};
use super::reading::text;
use crate::error::{Error, Kind, Result};

/// What was taken off some tables.
///
/// It lives within the caller's transaction: whatever fails between taking off and putting
/// back, a ROLLBACK has everything in place.
#[derive(Debug)]
#[must_use = "what was taken off must be put back"]
pub struct TakenOff {
    plan: Plan,
    schema: String,
    tables: Vec<String>,
}

impl TakenOff {
    /// Takes off what can be put back exactly: foreign keys, then indexes and unique and
    /// exclusion constraints, then primary keys. The rest stays, and [`Plan::kept`] says why.
    ///
    /// Statements name every object in full and never CASCADE.
    ///
    /// # Errors
    /// [`Kind::Database`].
    pub async fn take(session: &mut Session, schema: &str, tables: &[String]) -> Result<Self> {
        settle(session).await?;
        let plan = Plan::read(session, schema, tables).await?;
        for step in plan.steps.iter().rev() {
            let what = format!("taking {} off {} failed", step.name, step.table);
            session.run(&what, step.drop.as_str()).await?;
        }
        Ok(Self {
            plan,
            schema: schema.to_owned(),
            tables: tables.to_vec(),
        })
    }

    /// What was taken off, and what was left in place.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Puts all of it back, primary keys first and foreign keys last, and compares with how it
    /// was. Deferred constraints are checked here and now, and for the rest of the transaction.
    ///
    /// # Errors
    /// [`Kind::Database`], such as for rows that a constraint forbids; [`Kind::Differs`] when
    /// something is not as it was, which only a ROLLBACK puts right.
    pub async fn put_back(self, session: &mut Session) -> Result<()> {
        settle(session).await?;
        let space = "SELECT current_setting('default_tablespace')";
        let space = text(session, space, None).await?;
        for step in &self.plan.steps {
            let what = format!("putting {} back on {} failed", step.name, step.table);
            session.run(&what, step.make.join(";\n")).await?;
        }
        let back = "SELECT set_config('default_tablespace', $1, true)";
        text(session, back, Some(&space)).await?;
        let now = Plan::read(session, &self.schema, &self.tables).await?;
        compare(&self.plan, &now)
    }
}

/// PostgreSQL alters no table that has deferred checks before it; they are made at once.
pub(super) async fn settle(session: &mut Session) -> Result<()> {
    let what = "checking deferred constraints failed";
    session.run(what, "SET CONSTRAINTS ALL IMMEDIATE").await
}

/// Names what is not as it was.
fn compare(before: &Plan, now: &Plan) -> Result<()> {
    let lacks = |plan: &Plan, step: &Step| !plan.steps.contains(step);
    let mut changed: Vec<String> = Vec::new();
    for (from, to) in [(before, now), (now, before)] {
        let steps = from.steps.iter().filter(|step| lacks(to, step));
        changed.extend(steps.map(|step| format!("{} of {}", step.name, step.table)));
        let kept = from.kept.iter().filter(|kept| !to.kept.contains(kept));
        changed.extend(kept.map(|kept| format!("{} of {}", kept.name, kept.table)));
    }
    changed.sort();
    changed.dedup();
    if changed.is_empty() {
        return Ok(());
    }
    let message = format!("not as it was before the load: {}", changed.join(", "));
    Err(Error::new(Kind::Differs, message)
        .hint("this is a bug of connsura-seed; the strategy `online` takes nothing off"))
}
