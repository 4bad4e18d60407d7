//! The core API of Connsura, where customers share insurance profiles and exchange messages with
//! admins: its database schema, its routes and its pages. [`router`] is apart from the server, so
//! that it can be called without one.
//!
//! # The schema
//!
//! This crate owns the schema: `prisma/schema.prisma` declares it and `prisma/migrations/`
//! builds it, step by step, as Prisma Migrate writes and applies them. Deployments run
//! `prisma migrate deploy`. [`migrations`] offers the same files to Rust, so that the API's own
//! tests and tools can build the schema in an empty database without Node.js.
//!
//! A migration that has been deployed is never edited, not by a byte: Prisma keeps a checksum
//! of each one in the database. A change of the schema is a new migration.

pub mod actions;
mod api;
mod app;
mod observe;
mod pages;
pub mod problem;
pub mod prune;
mod session;
pub mod store;
pub mod values;

pub use app::{App, document, router};
pub use session::Keys;

/// One step of the schema's history: the folder `prisma/migrations/<name>/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migration {
    /// The folder's name, `<YYYYMMDDhhmmss>_<what it does>`, as Prisma records it.
    pub name: &'static str,
    /// The text of its `migration.sql`: several statements, to be sent as one simple query, so
    /// that the server takes all of them or none.
    pub sql: &'static str,
}

macro_rules! embedded {
    ($($name:literal),+ $(,)?) => {
        &[$(Migration {
            name: $name,
            sql: include_str!(concat!("../prisma/migrations/", $name, "/migration.sql")),
        }),+]
    };
}

static MIGRATIONS: &[Migration] = embedded![
    "20250904081500_init",
    "20251016093000_profile_shares",
    "20251127140500_uploads_and_forms",
    "20260122101000_message_edits",
    "20260219084500_customer_preferred_name",
];

/// Every migration, in name order, which is the order to apply them in.
///
/// They create unqualified names, and so build the schema in whatever namespace comes first in
/// the connection's `search_path`. They do not record themselves in `_prisma_migrations`.
///
/// # Example
///
/// ```
/// let history = core_api::migrations();
///
/// assert_eq!(history[0].name, "20250904081500_init");
/// assert!(history[0].sql.contains(r#"CREATE TABLE "User""#));
/// assert!(history.is_sorted_by_key(|migration| migration.name));
/// ```
#[must_use]
pub fn migrations() -> &'static [Migration] {
    MIGRATIONS
}
