//! Prisma's own migrations on what a reset left, and a reset on what they leave.
//!
//! The command line is that of Prisma 6.19, which can run its schema engine as WebAssembly by a
//! driver adapter (`engine: "js"`, see tests/prisma/prisma6.config.mjs). That of Prisma 7 starts
//! a binary that it downloads; its engine is asked without it (tests/prisma/engine7.mjs).

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;

use serde_json::{Value, json};

use super::{folder, node, run, succeed};
use crate::support::{Database, Machine, repository};

/// A database with Prisma's command line for it.
struct Prisma<'m> {
    machine: &'m Machine,
    database: Database,
}

impl Prisma<'_> {
    /// `prisma ARGUMENTS`, with a copy of the schema of its own.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = node(
            self.machine,
            &self.database,
            "node_modules/prisma6/build/index.js",
        );
        command
            .args(arguments)
            .arg("--config")
            .arg(folder().join("prisma6.config.mjs"))
            .env("SCHEMA_COPY", self.schema());
        command
    }

    fn schema(&self) -> String {
        let name = self.database.url.rsplit('/').next().unwrap();
        let path = self.machine.path().join(format!("{name}.prisma"));
        path.to_str().unwrap().to_owned()
    }

    fn succeed(&self, arguments: &[&str]) -> String {
        succeed(&mut self.command(arguments))
    }

    /// What `migrate diff` says of two descriptions of a schema: exit code 0 where they are one.
    fn assert_same(&self, from: &[&str], to: &[&str]) {
        let told = self.succeed(&[&["migrate", "diff", "--exit-code"], from, to].concat());
        assert!(told.contains("No difference detected."), "{told}");
    }

    /// The live schema as Prisma reads it, in a file. (With an adapter, `migrate diff` takes no
    /// live database.)
    fn pulled(&self) -> String {
        let told = self.succeed(&["db", "pull", "--print"]);
        let schema = &told[told.find("generator client {").unwrap()..];
        let file = self.schema().replace(".prisma", ".pulled.prisma");
        fs::write(&file, schema).unwrap();
        file
    }

    /// What the schema engine of Prisma 7 says.
    fn engine7(&self) -> Value {
        let told = succeed(&mut node(self.machine, &self.database, "engine7.mjs"));
        serde_json::from_str(&told).unwrap()
    }

    /// The columns of `_prisma_migrations` that do not differ between two runs.
    fn records(&self) -> Vec<String> {
        self.database.texts(
            "SELECT row_to_json(r)::text FROM (
                 SELECT migration_name, checksum, logs, rolled_back_at, applied_steps_count,
                        finished_at >= started_at AS finished
                 FROM _prisma_migrations ORDER BY started_at, migration_name) AS r",
        )
    }

    /// The schema `public` as `pg_dump` writes it, without the key that newer versions put in.
    fn dump(&self) -> String {
        let binaries = self
            .database
            .text("SELECT setting FROM pg_config() WHERE name = 'BINDIR'");
        let mut dump = Command::new(Path::new(&binaries).join("pg_dump"));
        let text = succeed(dump.args(["--schema-only", "--schema=public", &self.database.url]));
        let kept = text.lines().filter(|line| !line.contains("restrict "));
        kept.collect::<Vec<_>>().join("\n")
    }
}

#[test]
fn prisma_finds_nothing_to_do_after_a_reset_and_leaves_the_same_itself() {
    let machine = Machine::with_server();
    machine.succeed(&["reset", "smoke"]);
    let ours = Prisma {
        machine: &machine,
        database: machine.database(),
    };
    ours.database.execute("CREATE DATABASE theirs");
    let url = ours.database.url.rsplit_once('/').unwrap().0.to_owned() + "/theirs";
    let theirs = Prisma {
        machine: &machine,
        database: Database { url },
    };
    // `migrate deploy` ends ten seconds after its work is done: until then its lock's timer runs.
    let (nothing, all) = thread::scope(|scope| {
        let nothing = scope.spawn(|| ours.succeed(&["migrate", "deploy"]));
        let all = scope.spawn(|| theirs.succeed(&["migrate", "deploy"]));
        assert_up_to_date(&ours);
        assert_schema(&ours);
        assert_engine7(&ours);
        (nothing.join().unwrap(), all.join().unwrap())
    });
    assert!(
        nothing.contains("No pending migrations to apply."),
        "{nothing}"
    );
    assert!(
        all.contains("All migrations have been successfully applied."),
        "{all}"
    );
    assert_eq!(ours.records().len(), 5);
    assert_eq!(ours.records(), theirs.records());
    assert_eq!(ours.dump(), theirs.dump());
    assert!(
        ours.dump()
            .contains("CREATE TABLE public._prisma_migrations")
    );
    machine.succeed(&["verify"]);
    assert_differences_show(&theirs);
}

fn assert_up_to_date(prisma: &Prisma<'_>) {
    let told = prisma.succeed(&["migrate", "status"]);
    assert!(told.contains("Database schema is up to date!"), "{told}");
}

/// Migrations, schema.prisma and the live database are one schema.
fn assert_schema(prisma: &Prisma<'_>) {
    let migrations = repository().join("core-api/prisma/migrations");
    let migrations = migrations.to_str().unwrap();
    let (schema, pulled) = (prisma.schema(), prisma.pulled());
    prisma.assert_same(
        &["--from-migrations", migrations],
        &["--to-schema-datamodel", &schema],
    );
    prisma.assert_same(
        &["--from-schema-datamodel", &schema],
        &["--to-schema-datamodel", &pulled],
    );
}

fn assert_engine7(prisma: &Prisma<'_>) {
    let none = "-- This is an empty migration.\n";
    let history = json!({
        "editedMigrationNames": [], "failedMigrationNames": [], "hasMigrationsTable": true, "history": null
    });
    let expected = json!({ "status": history, "deployed": [], "migrations": none, "live": none });
    assert_eq!(prisma.engine7(), expected);
}

/// The checks above can fail.
fn assert_differences_show(prisma: &Prisma<'_>) {
    prisma
        .database
        .execute(r#"DROP INDEX "Form_customerId_idx""#);
    let told = prisma.engine7();
    let live = told["live"].as_str().unwrap();
    assert!(
        live.contains(r#"CREATE INDEX "Form_customerId_idx""#),
        "{told}"
    );
    let message_edits = "migration_name LIKE '%message_edits'";
    prisma.database.execute(&format!(
        "DELETE FROM _prisma_migrations WHERE {message_edits}"
    ));
    let status = run(&mut prisma.command(&["migrate", "status"]));
    assert_eq!(status.code, 1, "{}", status.stdout);
    assert!(
        status.stdout.contains("have not yet been applied"),
        "{}",
        status.stdout
    );
    let (schema, pulled) = (prisma.schema(), prisma.pulled());
    let between = [
        "--from-schema-datamodel",
        &pulled,
        "--to-schema-datamodel",
        &schema,
    ];
    let diff =
        run(&mut prisma.command(&[&["migrate", "diff", "--exit-code"][..], &between].concat()));
    assert_eq!(diff.code, 2, "{}", diff.stdout);
    assert!(
        diff.stdout.contains("Added index on columns (customerId)"),
        "{}",
        diff.stdout
    );
}

/// `prisma migrate reset` empties, migrates and seeds a database of ours by its seed command, which
/// is ours too; and a reset takes it back.
#[test]
fn prisma_resets_and_seeds_what_was_reset() {
    let machine = Machine::with_server();
    machine.succeed(&["reset", "empty"]);
    let prisma = Prisma {
        machine: &machine,
        database: machine.database(),
    };
    let records = prisma.records();
    let binary = env!("CARGO_BIN_EXE_connsura-seed");
    let seed = format!("{binary} load smoke --database-url-env DATABASE_URL");
    let seeds = |arguments: &[&str]| {
        let mut command = prisma.command(arguments);
        command.env("SEED_COMMAND", &seed);
        command.env("CONNSURA_SEED_PASSWORD", "tide-Lantern-72");
        command
    };
    let told = succeed(&mut seeds(&[
        "migrate",
        "reset",
        "--force",
        "--skip-generate",
    ]));
    assert!(
        told.contains("The seed command has been executed."),
        "{told}"
    );
    assert_eq!(prisma.records(), records);
    let verified = machine.json(&["verify", "--format", "json"]);
    assert_eq!(verified["generation"]["scenario"], "smoke");
    assert_up_to_date(&prisma);

    // Tables that hold rows are not for it, and Prisma says so of its seed command.
    let refused = run(&mut seeds(&["db", "seed"]));
    assert_ne!(refused.code, 0, "{}", refused.told());
    assert!(
        refused.told().contains("`load` removes none"),
        "{}",
        refused.told()
    );

    machine.succeed(&["reset", "smoke"]);
    machine.succeed(&["verify"]);
    assert_up_to_date(&prisma);
}
