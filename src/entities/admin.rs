//! Admins' profiles.

use super::account::Accounts;
use super::{Flow, Rows, carried};
use crate::plan::Plan;
use crate::rng::{Field, Origin, Root, RowKey};
use crate::schema::{Entity, Row, encode};
use crate::words::{ADMIN_TITLES, PERMISSIONS};

pub(super) struct Admins<'p> {
    accounts: Accounts<'p>,
    title: Field,
    permissions: Field,
}

impl<'p> Admins<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let field = |name| plan.field("Admin", name);
        Self {
            accounts: Accounts::new(plan),
            title: field("title"),
            permissions: field("permissions"),
        }
    }
}

impl Rows for Admins<'_> {
    fn entity(&self) -> Entity {
        Entity::Admin
    }

    fn keys(&self, root: Root, each: &mut dyn FnMut(RowKey) -> Flow) -> Flow {
        if root.is_admin() {
            each(root.key())?;
        }
        Flow::Continue(())
    }

    fn fill(&self, key: RowKey, row: &mut Row) {
        let life = self.accounts.life(key.root);
        let now = self.accounts.plan.now;
        let mut title = self.title.at(key);
        // The first admin may do everything: somebody must.
        let granted = if key.root == Root::truncated(Origin::Admins, 0) {
            PERMISSIONS.len() as u64
        } else {
            self.permissions
                .at(key)
                .between(1, PERMISSIONS.len() as u64)
        };

        row.clear();
        row.uuid(encode(Entity::Admin, key));
        row.uuid(encode(Entity::User, key));
        row.text_with(|out| self.accounts.name(key.root).write(out));
        row.text_or_null((!title.chance(0.2)).then(|| title.pick(ADMIN_TITLES)));
        row.list(PERMISSIONS[..granted as usize].iter().copied());
        row.timestamp(now.before(life.created));
        let updated = self.accounts.profile_updated(key.root, life);
        row.timestamp(now.before(updated.unwrap_or(life.created)));
        let plan = self.accounts.plan;
        if let Some(member) = plan.member(key.root) {
            carried::set_text(row, "fullName", member.persona.name.as_deref());
        }
        carried::settle(plan, key, self.accounts.locale(key.root), row);
    }
}
