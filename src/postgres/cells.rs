//! Single rows of a live database, by their keys.

use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::query_scalar;
use super::{Session, failed};
use crate::error::Result;
use crate::find::RowName;
use crate::layout::quote_identifier;
use crate::reserved::Strangers;
use crate::schema::{ColumnType, Entity};

/// The values of some columns of a row, as PostgreSQL prints them; `None` where there is no
/// such row. A value with contact data that may be somebody's is told of, and not shown.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn cells(
    session: &mut Session,
    name: &RowName,
    columns: &[&str],
) -> Result<Option<Vec<Option<String>>>> {
    let texts: Vec<String> = columns
        .iter()
        .map(|column| format!("{}::text", quote_identifier(column)))
        .collect();
    let ids = session.layout.id_type();
    let key = name.entity.table().primary_key.iter().enumerate();
    let conditions: Vec<String> = key
        .map(|(at, column)| format!("{} = ${}::{ids}", quote_identifier(column), at + 1))
        .collect();
    let table = quote_identifier(name.entity.name());
    let sql = format!(
        "SELECT ARRAY[{}] FROM {table} WHERE {}",
        texts.join(", "),
        conditions.join(" AND ")
    );
    let mut query = query_scalar(AssertSqlSafe(session.layout.asked(&sql)));
    for id in &name.ids {
        query = query.bind(id.to_string());
    }
    let row: Option<Vec<Option<String>>> = query
        .fetch_optional(&mut session.connection)
        .await
        .map_err(|error| {
            let what = format!("reading a row of {} failed", name.entity.name());
            failed(&what, &error)
        })?;
    let shown = |(column, value): (&&str, Option<String>)| match value {
        Some(number) if is_number(name.entity, column) => Some(number),
        value => value.map(without_contacts),
    };
    Ok(row.map(|values| columns.iter().zip(values).map(shown).collect()))
}

/// A size of ten digits is no telephone number.
fn is_number(entity: Entity, column: &str) -> bool {
    let table = entity.table();
    let kind = table.position(column).map(|at| table.columns[at].kind);
    matches!(kind, Some(ColumnType::Int4 | ColumnType::Int8))
}

/// Somebody may have put a person's address or number where a made-up one was.
pub(super) fn without_contacts(value: String) -> String {
    if Strangers::of(&value).is_empty() {
        value
    } else {
        "(not shown: contact data outside the reserved ranges)".to_owned()
    }
}

/// The tables that have a row of this id.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn holders_of_id(session: &mut Session, id: Uuid) -> Result<Vec<Entity>> {
    let mut holders = Vec::new();
    for entity in Entity::ALL {
        if entity.table().primary_key != ["id"] {
            continue;
        }
        let ids = vec![id];
        let found = cells(session, &RowName { entity, ids }, &["id"]).await?;
        holders.extend(found.map(|_| entity));
    }
    Ok(holders)
}

/// The id of the account with this address.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn user_of_email(session: &mut Session, email: &str) -> Result<Option<String>> {
    let sql = session
        .layout
        .asked(r#"SELECT "id"::text FROM "User" WHERE "email" = $1"#);
    query_scalar(AssertSqlSafe(sql))
        .bind(email)
        .fetch_optional(&mut session.connection)
        .await
        .map_err(|error| failed("looking for an address failed", &error))
}

/// How many messages there are between the two users of this one.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn conversation_length(session: &mut Session, message: Uuid) -> Result<i64> {
    let ids = session.layout.id_type();
    let sql = session.layout.asked(&format!(
        r#"SELECT count(*) FROM "Message" AS one JOIN "Message" AS other
             ON (other."senderId", other."recipientId")
                IN ((one."senderId", one."recipientId"), (one."recipientId", one."senderId"))
           WHERE one."id" = $1::{ids}"#
    ));
    query_scalar(AssertSqlSafe(sql))
        .bind(message.to_string())
        .fetch_one(&mut session.connection)
        .await
        .map_err(|error| failed("counting the messages of a conversation failed", &error))
}
