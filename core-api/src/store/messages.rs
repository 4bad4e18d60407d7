//! Messages, and how far they were read.

use serde::Serialize;
use sqlx::{FromRow, PgConnection, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::conversations::Parties;
use super::page::{Cursor, Page, Wanted};
use crate::problem::Result;
use crate::values::Instant;

/// A message.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// The row.
    pub id: Uuid,
    /// Who wrote it; nothing where that account has gone.
    pub sender_id: Option<Uuid>,
    /// To whom; nothing where that account has gone.
    pub recipient_id: Option<Uuid>,
    /// What it says.
    pub body: String,
    /// The sending program's own id.
    pub client_message_id: Option<Uuid>,
    /// When it was sent.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    /// When it arrived.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub delivered_at: Option<Instant>,
    /// When it was changed.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub edited_at: Option<Instant>,
}

impl Message {
    pub(crate) fn cursor(&self) -> Cursor {
        Cursor {
            at: self.created_at,
            id: self.id,
        }
    }
}

macro_rules! messages_where {
    ($rest:literal) => {
        concat!(
            r#"SELECT id, "senderId" AS sender_id, "recipientId" AS recipient_id, body,
                      "clientMessageId" AS client_message_id, "createdAt" AS created_at,
                      "deliveredAt" AS delivered_at, "editedAt" AS edited_at
               FROM "Message" WHERE "#,
            $rest
        )
    };
}

/// The message with this id; nothing of conversations that `only` has no part in.
pub async fn message(pool: &PgPool, id: Uuid, only: Option<Uuid>) -> Result<Option<Message>> {
    let sql = messages_where!(
        r#"id = $1 AND ($2::uuid IS NULL OR "senderId" = $2 OR "recipientId" = $2)"#
    );
    let row = sqlx::query_as(sql).bind(id).bind(only);
    Ok(row.fetch_optional(pool).await?)
}

/// The messages of a conversation, the youngest first; those of one instant by their ids.
pub async fn messages(pool: &PgPool, parties: &Parties, wanted: Wanted) -> Result<Page<Message>> {
    let sql = messages_where!(
        r#"(("senderId" = $1 AND ("recipientId" = $2 OR $2::uuid IS NULL AND "recipientId" IS NULL))
            OR ("recipientId" = $1 AND ("senderId" = $2 OR $2::uuid IS NULL AND "senderId" IS NULL)))
           AND ($3::timestamptz IS NULL OR ("createdAt", id) < ($3, $4))
           ORDER BY "createdAt" DESC, id DESC LIMIT $5"#
    );
    let (known, other) = parties.known_first();
    let (at, id, limit) = wanted.binds();
    let rows = sqlx::query_as(sql).bind(known).bind(other);
    let rows = rows.bind(at).bind(id).bind(limit);
    let rows: Vec<Message> = rows.fetch_all(pool).await?;
    Ok(wanted.page(rows, Message::cursor))
}

/// Where a message stands in its conversation: the place before which a page begins that shows
/// it first.
pub async fn place_before(
    pool: &PgPool,
    message: &Message,
    parties: &Parties,
) -> Result<Option<Cursor>> {
    let sql = messages_where!(
        r#"(("senderId" = $1 AND ("recipientId" = $2 OR $2::uuid IS NULL AND "recipientId" IS NULL))
            OR ("recipientId" = $1 AND ("senderId" = $2 OR $2::uuid IS NULL AND "senderId" IS NULL)))
           AND ("createdAt", id) > ($3, $4)
           ORDER BY "createdAt", id LIMIT 1"#
    );
    let (known, other) = parties.known_first();
    let row = sqlx::query_as(sql).bind(known).bind(other);
    let row: Option<Message> = row
        .bind(message.created_at)
        .bind(message.id)
        .fetch_optional(pool)
        .await?;
    Ok(row.map(|message| message.cursor()))
}

/// Stores a message; nothing where one with this client's id is there already.
pub async fn insert(
    connection: &mut PgConnection,
    sender: Uuid,
    recipient: Uuid,
    body: &str,
    client_message_id: Option<Uuid>,
) -> Result<Option<Message>> {
    let sql = r#"
        INSERT INTO "Message" (id, "senderId", "recipientId", body, "clientMessageId")
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT ("clientMessageId") DO NOTHING
        RETURNING id, "senderId" AS sender_id, "recipientId" AS recipient_id, body,
                  "clientMessageId" AS client_message_id, "createdAt" AS created_at,
                  "deliveredAt" AS delivered_at, "editedAt" AS edited_at"#;
    let row = sqlx::query_as(sql)
        .bind(Uuid::new_v4())
        .bind(sender)
        .bind(recipient)
        .bind(body)
        .bind(client_message_id);
    Ok(row.fetch_optional(connection).await?)
}

/// The message with this client's id.
pub async fn by_client_message_id(
    connection: &mut PgConnection,
    id: Uuid,
) -> Result<Option<Message>> {
    let sql = messages_where!(r#""clientMessageId" = $1"#);
    Ok(sqlx::query_as(sql)
        .bind(id)
        .fetch_optional(connection)
        .await?)
}

/// How far the recipient has read what the sender wrote.
#[derive(Debug, Serialize, FromRow, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReadState {
    /// Who wrote.
    pub sender_id: Uuid,
    /// Who reads.
    pub recipient_id: Uuid,
    /// Until when the recipient has read.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_read_at: Option<Instant>,
    /// How many messages the recipient has not read.
    pub unread_count: i32,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Instant,
}

/// The read states of a conversation, by their senders' ids: none, one or two.
pub async fn read_states(pool: &PgPool, parties: &Parties) -> Result<Vec<ReadState>> {
    let sql = r#"
        SELECT "senderId" AS sender_id, "recipientId" AS recipient_id, "lastReadAt" AS last_read_at,
               "unreadCount" AS unread_count, "updatedAt" AS updated_at
        FROM "MessageReadState"
        WHERE ("senderId", "recipientId") IN (($1, $2), ($2, $1))
        ORDER BY "senderId""#;
    let rows = sqlx::query_as(sql)
        .bind(parties.customer)
        .bind(parties.other);
    Ok(rows.fetch_all(pool).await?)
}

/// One message more that the recipient has not read.
pub async fn count_unread(
    connection: &mut PgConnection,
    sender: Uuid,
    recipient: Uuid,
) -> Result<()> {
    let sql = r#"
        INSERT INTO "MessageReadState" ("senderId", "recipientId", "unreadCount", "updatedAt")
        VALUES ($1, $2, 1, now())
        ON CONFLICT ("senderId", "recipientId") DO UPDATE
        SET "unreadCount" = greatest("MessageReadState"."unreadCount", 0) + 1, "updatedAt" = now()"#;
    let done = sqlx::query(sql).bind(sender).bind(recipient);
    done.execute(connection).await?;
    Ok(())
}

/// The recipient has read everything that is there.
pub async fn mark_read(
    connection: &mut PgConnection,
    sender: Uuid,
    recipient: Uuid,
) -> Result<ReadState> {
    let sql = r#"
        INSERT INTO "MessageReadState" ("senderId", "recipientId", "lastReadAt", "unreadCount", "updatedAt")
        VALUES ($1, $2, now(), 0, now())
        ON CONFLICT ("senderId", "recipientId") DO UPDATE
        SET "lastReadAt" = now(), "unreadCount" = 0, "updatedAt" = now()
        RETURNING "senderId" AS sender_id, "recipientId" AS recipient_id, "lastReadAt" AS last_read_at,
                  "unreadCount" AS unread_count, "updatedAt" AS updated_at"#;
    let row = sqlx::query_as(sql).bind(sender).bind(recipient);
    Ok(row.fetch_one(connection).await?)
}
