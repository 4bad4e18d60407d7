//! Holds `schema.prisma`, the migrations and the documented data model together, in a real
//! database; and the program as it is started.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop and say where"
)]

mod catalogue;
mod data_model;
mod schema_prisma;
mod serve;
mod server;

use std::path::Path;
use std::{fs, io};

use core_api::migrations;
use sqlx::PgConnection;
use sqlx::error::DatabaseError;

use crate::server::Server;

/// SQLSTATE `undefined_table`.
const UNDEFINED_TABLE: &str = "42P01";

fn prisma_dir() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/prisma"))
}

async fn apply_all(connection: &mut PgConnection) {
    for migration in migrations() {
        if let Err(error) = sqlx::raw_sql(migration.sql).execute(&mut *connection).await {
            panic!("{} does not apply: {error}", migration.name);
        }
    }
}

#[tokio::test]
async fn migrations_build_what_schema_prisma_declares() {
    let server = Server::start();
    let mut connection = server.connect().await;
    apply_all(&mut connection).await;

    let source = fs::read_to_string(prisma_dir().join("schema.prisma")).unwrap();
    let declared = schema_prisma::facts(&source);
    let built = catalogue::facts(&mut connection).await;

    catalogue::assert_same("schema.prisma", &declared, &built);
}

#[tokio::test]
async fn migrations_build_the_documented_data_model() {
    let server = Server::start();
    let mut connection = server.connect().await;
    apply_all(&mut connection).await;

    let documented = data_model::facts();
    let built = catalogue::facts(&mut connection).await;

    catalogue::assert_same("the data model", &documented, &built);
}

#[tokio::test]
async fn migrations_in_reverse_order_fail_and_leave_nothing() {
    let server = Server::start();
    let mut connection = server.connect().await;
    let (first, later) = migrations().split_first().unwrap();

    for migration in later.iter().rev() {
        let error = sqlx::raw_sql(migration.sql)
            .execute(&mut connection)
            .await
            .expect_err(migration.name);
        let code = error.as_database_error().and_then(DatabaseError::code);
        assert_eq!(
            code.as_deref(),
            Some(UNDEFINED_TABLE),
            "{}: {error}",
            migration.name
        );

        let left = catalogue::facts(&mut connection).await;
        assert!(
            left.is_empty(),
            "{} failed, but left {left:?}",
            migration.name
        );
    }

    sqlx::raw_sql(first.sql)
        .execute(&mut connection)
        .await
        .expect("the first migration needs no other");
}

#[test]
fn every_migration_folder_is_embedded_in_name_order() {
    let mut on_disk: Vec<(String, String)> = fs::read_dir(prisma_dir().join("migrations"))
        .and_then(Iterator::collect::<io::Result<Vec<_>>>)
        .unwrap()
        .into_iter()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            let sql = fs::read_to_string(entry.path().join("migration.sql")).expect(&name);
            (name, sql)
        })
        .collect();
    on_disk.sort();

    let names: Vec<_> = migrations()
        .iter()
        .map(|migration| migration.name)
        .collect();
    let folders: Vec<_> = on_disk.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, folders);
    for (migration, (name, sql)) in migrations().iter().zip(&on_disk) {
        assert!(migration.sql == sql, "{name} is embedded with another text");
    }
}
