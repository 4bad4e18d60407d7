//! Shares of customers' profiles, and what becomes of them.

use serde::{Deserialize, Serialize};
use sqlx::{FromRow, PgConnection, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::page::{Cursor, Page, Wanted};
use crate::problem::Result;
use crate::values::{Instant, Json};

/// How a share stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
#[sqlx(type_name = "text", rename_all = "UPPERCASE")]
pub enum ShareStatus {
    /// Offered.
    Pending,
    /// Accepted.
    Active,
    /// Over.
    Closed,
    /// Taken back.
    Revoked,
}

/// A share of a customer's profile. Its token, which opens it, is never shown.
#[derive(Debug, Serialize, FromRow, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProfileShare {
    /// The row.
    pub id: Uuid,
    /// Whose profile.
    pub customer_id: Uuid,
    /// That customer's account.
    pub customer_user_id: Uuid,
    /// With which account.
    pub recipient_user_id: Option<Uuid>,
    /// With which address, where there is no account yet.
    pub recipient_email: Option<String>,
    /// Which parts of the profile; NULL only where something else than the product wrote it.
    #[schema(value_type = Option<Vec<Option<String>>>)]
    pub sections: Option<Json>,
    /// What the customer wrote to it.
    pub note: Option<String>,
    /// How it stands.
    pub status: ShareStatus,
    /// Until when it may be accepted.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub expires_at: Option<Instant>,
    /// When it was accepted.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub accepted_at: Option<Instant>,
    /// When it was closed last; of one that was opened again, when it had been.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub closed_at: Option<Instant>,
    /// When it was taken back.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub revoked_at: Option<Instant>,
    /// When it was offered.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Instant,
}

macro_rules! shares_where {
    ($rest:literal) => {
        concat!(
            r#"SELECT s.id, "customerId" AS customer_id, c."userId" AS customer_user_id,
                      "recipientUserId" AS recipient_user_id, "recipientEmail" AS recipient_email,
                      to_json(sections)::text AS sections, note, status::text AS status, "expiresAt" AS expires_at,
                      "acceptedAt" AS accepted_at, "closedAt" AS closed_at, "revokedAt" AS revoked_at,
                      s."createdAt" AS created_at, s."updatedAt" AS updated_at
               FROM "ProfileShare" AS s JOIN "Customer" AS c ON c.id = s."customerId" WHERE "#,
            $rest
        )
    };
}

/// The share with this id; nothing that `only` neither gave nor got, nor is offered by address.
pub async fn share(pool: &PgPool, id: Uuid, only: Option<Uuid>) -> Result<Option<ProfileShare>> {
    let sql = shares_where!(
        r#"s.id = $1 AND ($2::uuid IS NULL OR c."userId" = $2 OR "recipientUserId" = $2
            OR "recipientEmail" = (SELECT email FROM "User" WHERE id = $2))"#
    );
    let row = sqlx::query_as(sql).bind(id).bind(only);
    Ok(row.fetch_optional(pool).await?)
}

/// Shares that a user gave, or got, or is offered by address, or all, the youngest first.
pub async fn shares(
    pool: &PgPool,
    user: Option<Uuid>,
    wanted: Wanted,
) -> Result<Page<ProfileShare>> {
    let sql = shares_where!(
        r#"($1::uuid IS NULL OR "recipientUserId" = $1
            OR "recipientEmail" = (SELECT email FROM "User" WHERE id = $1)
            OR s."customerId" = (SELECT id FROM "Customer" WHERE "userId" = $1))
           AND ($2::timestamptz IS NULL OR (s."createdAt", s.id) < ($2, $3))
           ORDER BY s."createdAt" DESC, s.id DESC LIMIT $4"#
    );
    let (at, id, limit) = wanted.binds();
    let rows = sqlx::query_as(sql).bind(user).bind(at).bind(id).bind(limit);
    let rows: Vec<ProfileShare> = rows.fetch_all(pool).await?;
    Ok(wanted.page(rows, |row| Cursor {
        at: row.created_at,
        id: row.id,
    }))
}

/// The share with this id, which nobody else changes until the transaction ends.
pub async fn lock(connection: &mut PgConnection, id: Uuid) -> Result<Option<ProfileShare>> {
    let sql = shares_where!("s.id = $1 FOR UPDATE OF s");
    Ok(sqlx::query_as(sql)
        .bind(id)
        .fetch_optional(connection)
        .await?)
}

/// A share that is about to be offered.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Whose profile.
    pub customer_id: Uuid,
    /// With which account.
    pub recipient_user_id: Option<Uuid>,
    /// With which address.
    pub recipient_email: Option<String>,
    /// What opens it.
    pub token: String,
    /// Which parts.
    pub sections: Vec<String>,
    /// What is written to it.
    pub note: Option<String>,
    /// For how many days it may be accepted.
    pub days: Option<i32>,
}

/// Offers a share; returns its id.
pub async fn offer(connection: &mut PgConnection, offer: &Offer) -> Result<Uuid> {
    let sql = r#"
        INSERT INTO "ProfileShare" (id, "customerId", "recipientUserId", "recipientEmail", token, sections, note,
                                    status, "expiresAt", "updatedAt")
        VALUES ($1, $2, $3, $4, $5, $6, $7, 'PENDING', now() + make_interval(hours => 24 * $8), now())"#;
    let id = Uuid::new_v4();
    sqlx::query(sql)
        .bind(id)
        .bind(offer.customer_id)
        .bind(offer.recipient_user_id)
        .bind(&offer.recipient_email)
        .bind(&offer.token)
        .bind(&offer.sections)
        .bind(&offer.note)
        .bind(offer.days)
        .execute(connection)
        .await?;
    Ok(id)
}

/// What may be done with a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Its recipient takes it.
    Accept,
    /// Either side is done with it.
    Close,
    /// Its customer takes it back.
    Revoke,
    /// Its customer has it go on.
    Reopen,
}

impl Step {
    /// How a share may stand for it.
    pub fn from(self) -> &'static [ShareStatus] {
        match self {
            Self::Accept => &[ShareStatus::Pending],
            Self::Close => &[ShareStatus::Active],
            Self::Revoke => &[ShareStatus::Pending, ShareStatus::Active],
            Self::Reopen => &[ShareStatus::Closed],
        }
    }

    /// What the audit log calls it.
    pub fn action(self) -> &'static str {
        match self {
            Self::Accept => "share.accepted",
            Self::Close => "share.closed",
            Self::Revoke => "share.revoked",
            Self::Reopen => "share.reopened",
        }
    }
}

/// Takes a step. One that is opened again keeps when it had been closed; an address becomes the
/// account that accepts.
pub async fn take(connection: &mut PgConnection, id: Uuid, step: Step, user: Uuid) -> Result<()> {
    let sql = match step {
        Step::Accept => {
            r#"UPDATE "ProfileShare" SET status = 'ACTIVE', "acceptedAt" = now(), "updatedAt" = now(),
                      "recipientUserId" = coalesce("recipientUserId", $2), "recipientEmail" = NULL WHERE id = $1"#
        }
        Step::Close => {
            r#"UPDATE "ProfileShare" SET status = 'CLOSED', "closedAt" = now(), "updatedAt" = now()
               WHERE id = $1 AND $2::uuid IS NOT NULL"#
        }
        Step::Revoke => {
            r#"UPDATE "ProfileShare" SET status = 'REVOKED', "revokedAt" = now(), "updatedAt" = now()
               WHERE id = $1 AND $2::uuid IS NOT NULL"#
        }
        Step::Reopen => {
            r#"UPDATE "ProfileShare" SET status = 'ACTIVE', "updatedAt" = now()
               WHERE id = $1 AND $2::uuid IS NOT NULL"#
        }
    };
    let done = sqlx::query(sql).bind(id).bind(user);
    done.execute(connection).await?;
    Ok(())
}

/// Whether the offer is over by the database's clock.
pub async fn has_expired(connection: &mut PgConnection, id: Uuid) -> Result<bool> {
    let sql = r#"SELECT coalesce("expiresAt" <= now(), false) FROM "ProfileShare" WHERE id = $1"#;
    Ok(sqlx::query_scalar(sql)
        .bind(id)
        .fetch_one(connection)
        .await?)
}
