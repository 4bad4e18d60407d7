//! The rows of each entity, as functions of a plan and a key.
//!
//! Whatever two entities must agree on (when an account was made, with whom a customer
//! speaks, when a share was accepted) is a fact of one of the modules `account`,
//! `conversation`, `share` and so on, and both ask there.

mod account;
mod admin;
mod audit_event;
mod audit_log;
mod carried;
mod conversation;
mod customer;
mod form;
mod message;
mod message_read_state;
mod policy;
mod share;
mod upload;
mod user;

use std::ops::ControlFlow;

use crate::error::{Diagnostic, Error, Kind, Result};
use crate::plan::Plan;
use crate::rng::{Root, RowKey};
use crate::schema::{Entity, Row};

/// Whether a walk over rows goes on.
pub type Flow = ControlFlow<()>;

/// The rows of one entity under one plan.
pub trait Rows {
    /// Whose rows these are.
    fn entity(&self) -> Entity;

    /// Hands the keys of all rows that hang on `root` to `each`, in the order of the table's
    /// primary key, until there are no more or `each` breaks off.
    fn keys(&self, root: Root, each: &mut dyn FnMut(RowKey) -> Flow) -> Flow;

    /// Fills `row` with the row `key`, which must be one that [`Rows::keys`] gives.
    fn fill(&self, key: RowKey, row: &mut Row);

    /// Hands all rows that hang on `root` to `each`, in the same order.
    ///
    /// The same as [`Rows::fill`] for each key; an entity whose neighbours share work does
    /// it once here.
    fn rows(&self, root: Root, row: &mut Row, each: &mut dyn FnMut(&Row) -> Flow) -> Flow {
        self.keys(root, &mut |key| {
            self.fill(key, row);
            each(row)
        })
    }
}

/// The rows of `entity` under `plan`.
pub fn rows(plan: &Plan, entity: Entity) -> Box<dyn Rows + Send + '_> {
    match entity {
        Entity::User => Box::new(user::Users::new(plan)),
        Entity::Customer => Box::new(customer::Customers::new(plan)),
        Entity::Admin => Box::new(admin::Admins::new(plan)),
        Entity::Message => Box::new(message::Messages::new(plan)),
        Entity::MessageReadState => Box::new(message_read_state::ReadStates::new(plan)),
        Entity::ProfileShare => Box::new(share::ProfileShares::new(plan)),
        Entity::AuditLog => Box::new(audit_log::AuditLogs::new(plan)),
        Entity::Upload => Box::new(upload::Uploads::new(plan)),
        Entity::Form => Box::new(form::Forms::new(plan)),
    }
}

/// Accounts that are counted for an estimate.
const SAMPLE: u64 = 256;

/// About how many rows the plan has, by the rows of some accounts.
pub fn estimate(plan: &Plan) -> u64 {
    let accounts = plan.roots().len();
    let sample = accounts.min(SAMPLE);
    let mut counted = 0;
    for entity in Entity::ALL {
        let rows = rows(plan, entity);
        for at in 0..sample {
            let position = at * accounts / sample;
            for root in plan.roots().slice(position..position + 1) {
                let _ = rows.keys(root, &mut |_| {
                    counted += 1;
                    Flow::Continue(())
                });
            }
        }
    }
    counted * accounts / sample.max(1)
}

/// What a plan's cast asks for and cannot have.
///
/// # Errors
/// [`crate::Kind::Invalid`] with the place of each.
pub fn check(plan: &Plan) -> Result<()> {
    let conversations = conversation::Conversations::new(plan);
    let mut diagnostics = Vec::new();
    for member in plan.cast() {
        for (unread, most) in conversations.contradictions(member.root) {
            diagnostics.push(Diagnostic {
                file: unread.place.file.clone(),
                span: unread.place.span.clone(),
                message: format!("{} messages cannot be unread here", unread.value),
                label: "more than there can be".to_owned(),
                help: Some(format!(
                    "the other side writes {most} of them; lower it, or raise `messages`"
                )),
            });
        }
    }
    let Some(first) = diagnostics.first() else {
        return Ok(());
    };
    let message = format!("scenario `{}` asks for what cannot be", plan.scenario);
    let hint = format!(
        "mend the file, then: connsura-seed scenario check {}",
        first.file.path
    );
    Err(Error::new(Kind::Invalid, message)
        .with_diagnostics(diagnostics)
        .hint(hint))
}
