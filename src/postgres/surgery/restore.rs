//! Owners, grants, comments and settings given back to what the migrations made again.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::{Session, quote_identifier};
use super::Cleared;
use super::objects::{Grant, Object, objects};
use super::reading::{read, text};
use super::settings::set_again;
use crate::error::Result;

/// Something that an emptied schema had and does not have again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Such as `table` or `index`.
    pub kind: String,
    /// With its schema, as SQL has it.
    pub identity: String,
    /// What is lost of it.
    pub loss: Loss,
}

/// What of an object did not come back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loss {
    /// All of it: the migrations do not make it.
    Object,
    /// Its owner, who is named.
    Owner(String),
    /// Its grants.
    Grants,
    /// Its comment: the migrations give it another.
    Comment,
    /// What was set on it by this statement.
    Setting(String),
}

/// A role that something is to be given to, or granted by.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Role {
    name: String,
    /// Whether it may own things in the schema, and this session may give them.
    may_own: bool,
    /// Whether this session may act as that role.
    may_act: bool,
}

/// PostgreSQL lets a member give things to a role that may make things in the schema.
const ROLES: &str = "
SELECT rolname::text AS name, pg_has_role(oid, 'MEMBER') AS may_act,
       pg_has_role(oid, 'MEMBER')
           AND (has_schema_privilege(oid, $1, 'CREATE')
                OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)) AS may_own
FROM pg_roles";

impl Cleared {
    /// Gives owners, grants, comments and settings back to whatever exists again under the same name, and
    /// returns what did not come back. Grants become exactly what they were: those that default
    /// privileges added to a new table, and that the old one had not, are revoked. An object that
    /// was not there before is left alone.
    ///
    /// # Errors
    /// [`crate::Kind::Database`].
    pub async fn restore(&self, session: &mut Session) -> Result<Vec<Lost>> {
        let found: Vec<Role> = read(session, ROLES, &self.schema, &[]).await?;
        let roles = found.into_iter().map(|role| (role.name.clone(), role));
        let roles: BTreeMap<String, Role> = roles.collect();
        // Owners first: they are the grantors of what is granted then.
        for (before, now) in self.pairs(&objects(session, &self.schema).await?) {
            give(session, before, now, &roles).await?;
        }
        for (before, now) in self.pairs(&objects(session, &self.schema).await?) {
            grant(session, before, now, &roles).await?;
            if now.comment.is_none() && before.comment.is_some() {
                let what = format!("commenting on {} failed", before.identity);
                session.run(&what, before.comment_again.as_str()).await?;
            }
        }
        let now = objects(session, &self.schema).await?;
        let unset = set_again(session, &self.schema, &self.settings, &now).await?;
        let unset = unset.into_iter().map(|setting| Lost {
            kind: setting.kind,
            identity: setting.identity,
            loss: Loss::Setting(setting.statement),
        });
        Ok(self.lost(&now).into_iter().chain(unset).collect())
    }

    /// What was there before and is there again.
    fn pairs<'o>(&'o self, now: &'o [Object]) -> Vec<(&'o Object, &'o Object)> {
        let again = |before: &'o Object| {
            let now = now.iter().find(|now| now.is_like(before))?;
            Some((before, now))
        };
        self.objects.iter().filter_map(again).collect()
    }

    fn lost(&self, now: &[Object]) -> Vec<Lost> {
        let mut lost = Vec::new();
        for before in &self.objects {
            let mut add = |loss| {
                lost.push(Lost {
                    kind: before.kind.clone(),
                    identity: before.identity.clone(),
                    loss,
                });
            };
            let Some(now) = now.iter().find(|now| now.is_like(before)) else {
                add(Loss::Object);
                continue;
            };
            if let Some(owner) = before.owner.as_ref().filter(|_| now.owner != before.owner) {
                add(Loss::Owner(owner.clone()));
            }
            if now.grants != before.grants {
                add(Loss::Grants);
            }
            if before.comment.is_some() && now.comment != before.comment {
                add(Loss::Comment);
            }
        }
        lost
    }
}

/// Gives an object to its owner, where that is possible.
async fn give(
    session: &mut Session,
    before: &Object,
    now: &Object,
    roles: &BTreeMap<String, Role>,
) -> Result<()> {
    let Some(owner) = before.owner.as_ref().filter(|_| now.owner != before.owner) else {
        return Ok(());
    };
    if !roles.get(owner).is_some_and(|role| role.may_own) {
        return Ok(());
    }
    let what = format!("giving {} to {owner} failed", now.identity);
    let sql = format!("{}{}", now.alter_owner, quote_identifier(owner));
    session.run(&what, sql).await
}

/// Revokes everything and grants it again in the old order, which `pg_dump` shows.
async fn grant(
    session: &mut Session,
    before: &Object,
    now: &Object,
    roles: &BTreeMap<String, Role>,
) -> Result<()> {
    if now.grants == before.grants || (now.owner.is_some() && now.owner != before.owner) {
        return Ok(());
    }
    let what = format!("granting what was granted on {} failed", now.identity);
    let on = &now.granted_on;
    let revoked: Vec<String> = now
        .grants
        .iter()
        .map(|grant| {
            format!(
                "REVOKE {} ON {on} FROM {} CASCADE",
                grant.privilege,
                grant.holder()
            )
        })
        .collect();
    session.run(&what, revoked.join(";\n")).await?;
    let own = text(session, "SELECT current_setting('role')", None).await?;
    for grant in in_order(&before.grants) {
        let acts = grant.by_owner || roles.get(&grant.grantor).is_some_and(|role| role.may_act);
        if !acts {
            continue;
        }
        let role = if grant.by_owner { &own } else { &grant.grantor };
        act_as(session, role).await?;
        let option = if grant.grantable {
            " WITH GRANT OPTION"
        } else {
            ""
        };
        let sql = format!(
            "GRANT {} ON {on} TO {}{option}",
            grant.privilege,
            grant.holder()
        );
        session.run(&what, sql).await?;
    }
    act_as(session, &own).await
}

async fn act_as(session: &mut Session, role: &str) -> Result<()> {
    let sql = "SELECT set_config('role', $1, true)";
    text(session, sql, Some(role)).await.map(|_| ())
}

/// A grant comes after the one that lets its grantor grant; else the order is as it was. What
/// nobody could have granted is left out.
fn in_order(grants: &[Grant]) -> Vec<&Grant> {
    let mut left: Vec<&Grant> = grants.iter().collect();
    let mut ordered: Vec<&Grant> = Vec::with_capacity(left.len());
    loop {
        let next = left.iter().position(|grant| {
            let lets = |before: &&Grant| {
                before.grantable
                    && before.privilege == grant.privilege
                    && before.grantee.as_ref() == Some(&grant.grantor)
            };
            grant.by_owner || ordered.iter().any(lets)
        });
        let Some(next) = next else {
            return ordered;
        };
        ordered.push(left.remove(next));
    }
}
