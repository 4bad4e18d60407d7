//! Customers' profiles.

use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::page::{Cursor, Page, Wanted};
use crate::problem::Result;
use crate::values::{Date, Instant, Json};

/// A customer's profile.
#[derive(Debug, Serialize, FromRow, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Customer {
    /// The profile.
    pub id: Uuid,
    /// The account.
    pub user_id: Uuid,
    /// The address that the customer logs in by.
    pub email: String,
    /// The whole name.
    pub full_name: String,
    /// What the customer wants to be called.
    pub preferred_name: Option<String>,
    /// A telephone number, as it was written.
    pub phone: Option<String>,
    /// The day of birth.
    #[schema(value_type = Option<String>, format = Date)]
    pub date_of_birth: Option<Date>,
    /// The address's first line.
    pub address_line1: Option<String>,
    /// Its second one.
    pub address_line2: Option<String>,
    /// The town.
    pub city: Option<String>,
    /// State, province or county.
    pub region: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// The country by its two letters.
    pub country: Option<String>,
    /// Language tags; NULL only where something else than the product wrote it.
    #[schema(value_type = Option<Vec<Option<String>>>)]
    pub spoken_languages: Option<Json>,
    /// Lines of business; NULL only where something else than the product wrote it.
    #[schema(value_type = Option<Vec<Option<String>>>)]
    pub insurance_interests: Option<Json>,
    /// Whatever the customer has set.
    #[schema(value_type = Option<Object>)]
    pub preferences: Option<Json>,
    /// What admins wrote about the customer.
    pub notes: Option<String>,
    /// When deletion of the account was requested.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub deletion_requested_at: Option<Instant>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Instant,
}

macro_rules! customers_where {
    ($rest:literal) => {
        concat!(
            r#"SELECT c.id, "userId" AS user_id, email, "fullName" AS full_name, "preferredName" AS preferred_name,
                      phone, "dateOfBirth" AS date_of_birth, "addressLine1" AS address_line1,
                      "addressLine2" AS address_line2, city, region, "postalCode" AS postal_code, country,
                      to_json("spokenLanguages")::text AS spoken_languages,
                      to_json("insuranceInterests")::text AS insurance_interests,
                      preferences::text AS preferences, notes, "deletionRequestedAt" AS deletion_requested_at,
                      c."createdAt" AS created_at, c."updatedAt" AS updated_at
               FROM "Customer" AS c JOIN "User" AS u ON u.id = c."userId" WHERE "#,
            $rest
        )
    };
}

/// The customer with this id; of others than `only`, nothing.
pub async fn customer(pool: &PgPool, id: Uuid, only: Option<Uuid>) -> Result<Option<Customer>> {
    let sql = customers_where!(r#"c.id = $1 AND ($2::uuid IS NULL OR "userId" = $2)"#);
    let row = sqlx::query_as(sql).bind(id).bind(only);
    Ok(row.fetch_optional(pool).await?)
}

/// Customers, the youngest first: all, or those in whose names, address or number the words
/// `search` stand, however their letters are composed and whatever their case.
pub async fn customers(pool: &PgPool, search: &str, wanted: Wanted) -> Result<Page<Customer>> {
    // The pattern is a query of its own so that it is made once, and not for each row.
    let sql = customers_where!(
        r#"($1 = '' OR normalize(concat_ws(E'\n', "fullName", "preferredName", email, phone), NFKC)
                       ILIKE (SELECT '%' || replace(replace(replace(normalize($1, NFKC), '\', '\\'), '%', '\%'), '_', '\_') || '%'))
           AND ($2::timestamptz IS NULL OR (c."createdAt", c.id) < ($2, $3))
           ORDER BY c."createdAt" DESC, c.id DESC LIMIT $4"#
    );
    let (at, id, limit) = wanted.binds();
    let rows = sqlx::query_as(sql)
        .bind(search)
        .bind(at)
        .bind(id)
        .bind(limit);
    let rows: Vec<Customer> = rows.fetch_all(pool).await?;
    Ok(wanted.page(rows, |row| Cursor {
        at: row.created_at,
        id: row.id,
    }))
}
