//! Retention: whether the judge tells right prunes from wrong ones.

mod arithmetic;
mod commands;
mod policies;
mod prunes;
mod right;
mod specimens;
mod sweep;
mod timeline;
mod wrong;

use connsura_seed::clock::Timestamp;
use connsura_seed::judge::{Judgement, judge};
use connsura_seed::plan::Plan;
use connsura_seed::policy::Policy;
use connsura_seed::postgres::{Session, latest_generation};
use connsura_seed::verify::replay;

use crate::support::{Database, Machine};

/// The plan of the generation that a database holds.
async fn planned(session: &mut Session) -> Plan {
    let generation = latest_generation(session).await.unwrap().unwrap();
    replay(&generation).unwrap()
}

/// A database that holds a generation, in which prunes are tried: each in a transaction that is
/// rolled back once what it left has been judged.
pub(crate) struct Ground {
    runtime: tokio::runtime::Runtime,
    session: Session,
    pub(crate) plan: Plan,
    pub(crate) policy: Policy,
    machine: Machine,
}

impl Ground {
    /// The rows of a scenario, reset with these arguments.
    pub(crate) fn of(machine: Machine, arguments: &[&str]) -> Self {
        machine.succeed(&[&["reset"], arguments].concat());
        let url = machine.database().url;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let (session, plan) = runtime.block_on(async {
            let options = url.parse().unwrap();
            let mut session = Session::connect(options, "the database").await.unwrap();
            let plan = planned(&mut session).await;
            (session, plan)
        });
        Self {
            runtime,
            session,
            plan,
            policy: Policy::default(),
            machine,
        }
    }

    pub(crate) fn database(&self) -> Database {
        self.machine.database()
    }

    /// The rows of another reset.
    pub(crate) fn reset(&mut self, arguments: &[&str]) {
        self.machine.succeed(&[&["reset"], arguments].concat());
        self.plan = self.runtime.block_on(planned(&mut self.session));
    }

    /// What is to be said of what these statements leave.
    pub(crate) fn judged(&mut self, sql: &str, as_of: Timestamp) -> Judgement {
        let session = &mut self.session;
        self.runtime.block_on(async {
            let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ";
            session.run("beginning failed", begin).await.unwrap();
            session.run("the prune failed", sql).await.unwrap();
            let judgement = judge(session, &self.plan, &self.policy, as_of).await;
            session.run("ending failed", "ROLLBACK").await.unwrap();
            judgement.unwrap()
        })
    }

    /// The instants at which the plan's specimens are looked at, the latest first.
    pub(crate) fn moments(&self) -> Vec<Timestamp> {
        let boundaries = self.plan.boundaries().iter();
        let mut moments: Vec<Timestamp> = boundaries.map(|boundary| boundary.as_of).collect();
        moments.sort_unstable();
        moments.dedup();
        moments.reverse();
        moments
    }
}
