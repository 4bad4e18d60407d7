//! Conversations: all messages between two users, in either direction.

use std::fmt;

use serde::{Deserialize, Serialize};
use sqlx::{FromRow, PgPool};
use unicode_segmentation::UnicodeSegmentation as _;
use utoipa::ToSchema;
use uuid::Uuid;

use super::accounts::Role;
use super::page::{Cursor, Page, Wanted};
use crate::problem::Result;
use crate::values::Instant;

/// Stands for a user whose account has gone.
const GONE: &str = "gone";

/// Characters of a message that a list shows.
const EXCERPT: usize = 140;

/// A user in a path: an id, or `gone`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Side(pub Option<Uuid>);

impl TryFrom<String> for Side {
    type Error = uuid::Error;

    fn try_from(text: String) -> Result<Self, uuid::Error> {
        match text.as_str() {
            GONE => Ok(Self(None)),
            id => id.parse().map(|id| Self(Some(id))),
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(id) => write!(f, "{id}"),
            None => f.write_str(GONE),
        }
    }
}

/// Whose conversation it is: a customer's account first, whoever asks. One of the two may have
/// gone; who writes to oneself is both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parties {
    /// The customer's account.
    pub customer: Option<Uuid>,
    /// The other one's.
    pub other: Option<Uuid>,
}

impl Parties {
    /// Between `user`, whose role is `role`, and somebody else.
    pub fn of(user: Uuid, role: Role, other: Option<Uuid>) -> Self {
        match role {
            Role::Customer => Self {
                customer: Some(user),
                other,
            },
            Role::Admin => Self {
                customer: other,
                other: Some(user),
            },
        }
    }

    /// Whether this user has a part in it.
    pub fn have(&self, user: Uuid) -> bool {
        [self.customer, self.other].contains(&Some(user))
    }

    /// Whom `user` writes with.
    pub fn opposite(&self, user: Uuid) -> Option<Uuid> {
        if self.customer == Some(user) {
            self.other
        } else {
            self.customer
        }
    }

    /// Somebody who is still there, and the other one.
    pub(crate) fn known_first(&self) -> (Option<Uuid>, Option<Uuid>) {
        match self.customer {
            Some(_) => (self.customer, self.other),
            None => (self.other, None),
        }
    }

    /// The path below `/conversations`, as in a page's URL.
    pub fn path(&self) -> String {
        format!("{}/{}", Side(self.customer), Side(self.other))
    }
}

/// A conversation as one of its parties sees it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Conversation {
    /// The customer's account; nothing where it has gone.
    pub customer_user_id: Option<Uuid>,
    /// The other one's; nothing where it has gone.
    pub other_user_id: Option<Uuid>,
    /// With whom, as the party sees it whose list it is.
    pub with: Option<Party>,
    /// How many messages there are.
    pub messages: i64,
    /// How many of them that party has not read.
    pub unread_count: i32,
    /// The youngest message.
    pub last_message: Excerpt,
}

/// One of those who write.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Party {
    /// The account.
    pub user_id: Uuid,
    /// What it is.
    pub role: Role,
    /// What it is called; nothing where it has no profile.
    pub name: Option<String>,
}

/// A message in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Excerpt {
    /// The message.
    pub id: Uuid,
    /// Who wrote it.
    pub sender_id: Option<Uuid>,
    /// How it begins: whole characters, as people count them.
    pub excerpt: String,
    /// When it was sent.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
}

impl Conversation {
    /// Whose it is.
    pub fn parties(&self) -> Parties {
        Parties {
            customer: self.customer_user_id,
            other: self.other_user_id,
        }
    }
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    sender_id: Option<Uuid>,
    body: String,
    created_at: Instant,
    messages: i64,
    other: Option<Uuid>,
    other_role: Option<Role>,
    other_name: Option<String>,
    unread_count: Option<i32>,
}

impl Row {
    fn seen_by(self, user: Uuid, role: Role) -> Conversation {
        let parties = Parties::of(user, role, self.other);
        Conversation {
            customer_user_id: parties.customer,
            other_user_id: parties.other,
            with: self
                .other
                .zip(self.other_role)
                .map(|(user_id, role)| Party {
                    user_id,
                    role,
                    name: self.other_name,
                }),
            messages: self.messages,
            unread_count: self.unread_count.unwrap_or(0),
            last_message: Excerpt {
                id: self.id,
                sender_id: self.sender_id,
                excerpt: excerpt(&self.body),
                created_at: self.created_at,
            },
        }
    }
}

/// How a text begins.
fn excerpt(text: &str) -> String {
    let mut characters = text.graphemes(true);
    let mut excerpt: String = characters.by_ref().take(EXCERPT).collect();
    if characters.next().is_some() {
        excerpt.push('…');
    }
    excerpt
}

/// The query for conversations of the user `$1`: of the messages for which `$whose` holds, and of
/// the conversations those that `$which` chooses, before anything is looked up for them.
macro_rules! conversations {
    ($whose:literal, $which:literal) => {
        concat!(
            r#"
WITH own AS (
    SELECT id, "senderId", body, "createdAt",
           CASE WHEN "senderId" = $1 THEN "recipientId" ELSE "senderId" END AS other
    FROM "Message" WHERE "#,
            $whose,
            r#"
), latest AS (
    SELECT DISTINCT ON (other) *, count(*) OVER (PARTITION BY other) AS messages
    FROM own ORDER BY other, "createdAt" DESC, id DESC
), shown AS (
    SELECT * FROM latest "#,
            $which,
            r#"
)
SELECT l.id, l."senderId" AS sender_id, l.body, l."createdAt" AS created_at, l.messages, l.other,
       u.role::text AS other_role, coalesce(c."preferredName", c."fullName", a."fullName") AS other_name,
       s."unreadCount" AS unread_count
FROM shown AS l
LEFT JOIN "User" AS u ON u.id = l.other
LEFT JOIN "Customer" AS c ON c."userId" = l.other
LEFT JOIN "Admin" AS a ON a."userId" = l.other
LEFT JOIN "MessageReadState" AS s ON s."senderId" = l.other AND s."recipientId" = $1
ORDER BY l."createdAt" DESC, l.id DESC"#
        )
    };
}

/// All of a user's, a page at a time.
const ALL: &str = conversations!(
    r#""senderId" = $1 OR "recipientId" = $1"#,
    r#"WHERE $2::timestamptz IS NULL OR ("createdAt", id) < ($2, $3)
       ORDER BY "createdAt" DESC, id DESC LIMIT $4"#
);

/// The one with `$2`. The index is of sender and recipient, and knows nothing of `IS NOT DISTINCT FROM`.
const WITH_SOMEBODY: &str = conversations!(
    r#"("senderId", "recipientId") = ($1, $2) OR ("senderId", "recipientId") = ($2, $1)"#,
    "LIMIT 1"
);

/// The one with those who have gone.
const WITH_THE_GONE: &str = conversations!(
    r#""senderId" = $1 AND "recipientId" IS NULL OR "senderId" IS NULL AND "recipientId" = $1"#,
    "LIMIT 1"
);

/// The conversations of a user, whose role is `role`: that with the youngest message first.
pub async fn conversations(
    pool: &PgPool,
    user: Uuid,
    role: Role,
    wanted: Wanted,
) -> Result<Page<Conversation>> {
    let (at, id, limit) = wanted.binds();
    let rows = sqlx::query_as(ALL).bind(user).bind(at).bind(id);
    let rows: Vec<Row> = rows.bind(limit).fetch_all(pool).await?;
    let rows = rows
        .into_iter()
        .map(|row| row.seen_by(user, role))
        .collect();
    Ok(wanted.page(rows, |row: &Conversation| Cursor {
        at: row.last_message.created_at,
        id: row.last_message.id,
    }))
}

/// The conversation of a user, whose role is `role`, with another; nothing where neither wrote.
pub async fn conversation(
    pool: &PgPool,
    user: Uuid,
    role: Role,
    other: Option<Uuid>,
) -> Result<Option<Conversation>> {
    let row = match other {
        Some(other) => sqlx::query_as(WITH_SOMEBODY).bind(user).bind(other),
        None => sqlx::query_as(WITH_THE_GONE).bind(user),
    };
    let row: Option<Row> = row.fetch_optional(pool).await?;
    Ok(row.map(|row| row.seen_by(user, role)))
}

/// Users by their ids, with what they are called.
pub async fn parties(pool: &PgPool, users: &[Uuid]) -> Result<Vec<Party>> {
    let sql = r#"
        SELECT u.id, u.role::text, coalesce(c."preferredName", c."fullName", a."fullName")
        FROM "User" AS u LEFT JOIN "Customer" AS c ON c."userId" = u.id LEFT JOIN "Admin" AS a ON a."userId" = u.id
        WHERE u.id = ANY($1)"#;
    let rows: Vec<(Uuid, Role, Option<String>)> =
        sqlx::query_as(sql).bind(users).fetch_all(pool).await?;
    let party = |(user_id, role, name)| Party {
        user_id,
        role,
        name,
    };
    Ok(rows.into_iter().map(party).collect())
}
