//! The rows of each entity, as functions of a plan and a key.
//!
//! Whatever two entities must agree on (when an account was made, with whom a customer
//! speaks, when a share was accepted) is a fact of one of the modules `account`,
//! `conversation`, `share` and so on, and both ask there.

mod account;
mod admin;
mod audit_event;
mod audit_log;
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

/// Applies what a specimen's edge cases do to any row: NULL in the columns that they name.
fn apply_absence(plan: &Plan, root: Root, row: &mut Row) {
    for effect in plan.effects(root) {
        if let crate::edge::Effect::Null { table, column } = effect
            && table == row.entity().name()
            && let Some(position) = row.entity().table().position(column)
        {
            row.set_null(position);
        }
    }
}
