//! Accounts.

use super::account::Accounts;
use super::{Flow, Rows, carried};
use crate::plan::Plan;
use crate::rng::{Field, Root, RowKey};
use crate::schema::{Entity, Row, encode};

pub(super) struct Users<'p> {
    accounts: Accounts<'p>,
    zone: Field,
}

impl<'p> Users<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        Self {
            accounts: Accounts::new(plan),
            zone: plan.field("User", "timeZone"),
        }
    }
}

impl Rows for Users<'_> {
    fn entity(&self) -> Entity {
        Entity::User
    }

    fn keys(&self, root: Root, each: &mut dyn FnMut(RowKey) -> Flow) -> Flow {
        each(root.key())
    }

    fn fill(&self, key: RowKey, row: &mut Row) {
        let (accounts, root) = (&self.accounts, key.root);
        let plan = accounts.plan;
        let life = accounts.life(root);
        let verified = accounts.verified(root, life);
        let login = accounts.last_login(root, life);
        let deletion = accounts.deletion(root, life);
        // The youngest of all that happened to the row.
        let updated = [verified, login, deletion]
            .into_iter()
            .flatten()
            .fold(life.created, i64::min);
        let at = |age: i64| plan.now.before(age);
        let country = accounts.country(root);

        row.clear();
        row.uuid(encode(Entity::User, key));
        row.text_with(|out| accounts.write_email(root, out));
        row.text(&plan.password_hash);
        row.text(if root.is_admin() { "ADMIN" } else { "CUSTOMER" });
        // Who never came never chose a language or a time zone.
        if life.dormant {
            row.null();
            row.null();
        } else {
            row.text_with(|out| accounts.locale(root).write_regional_tag(country, out));
            row.text(self.zone.at(key).pick(country.cities).time_zone);
        }
        row.timestamp_or_null(verified.map(at));
        row.timestamp_or_null(login.map(at));
        row.timestamp_or_null(deletion.map(at));
        row.timestamp(at(life.created));
        row.timestamp(at(updated));
        carried::settle(plan, key, accounts.locale(key.root), row);
    }
}
