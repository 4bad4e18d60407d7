//! Random schemas survive surgery.

use connsura_seed::postgres::surgery::TakenOff;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::{Patient, names};

/// Three tables with ten rows each; `a` is different in every row, `f` is `a` of some row.
const TABLES: &str = r#"
DROP SCHEMA IF EXISTS app CASCADE;
CREATE SCHEMA app AUTHORIZATION owner;
SET ROLE owner;
SET search_path = app;
CREATE TABLE t0 (a int NOT NULL UNIQUE, b text, "C c" text COLLATE "C", d timestamptz NOT NULL, e int4range, f int);
CREATE TABLE t1 (LIKE t0 INCLUDING ALL);
CREATE TABLE t2 (LIKE t0 INCLUDING ALL);
"#;

const ROWS: &str = "
INSERT INTO app.t0 SELECT n, 'b' || n % 3, 'c' || n, now(), int4range(n, n + 1), 1 + n % 3 FROM generate_series(1, 10) AS n;
INSERT INTO app.t1 TABLE app.t0; INSERT INTO app.t2 TABLE app.t0;
";

/// An index or a constraint, of the bits of a number.
#[derive(Debug, Clone)]
struct Item {
    table: usize,
    sort: u32,
    bits: u32,
}

impl Item {
    fn pick<'p>(&self, from: u32, of: &[&'p str]) -> &'p str {
        of[(self.bits >> from) as usize % of.len()]
    }

    /// Statements that make the item, the `at`-th.
    fn sql(&self, at: usize) -> String {
        let table = format!("app.t{}", self.table);
        let name = format!("\"i {at}'\"");
        let more = self.pick(0, &["", ", b", ", \"C c\", d", ", d", ", f, b"]);
        let include = self.pick(3, &["", "", " INCLUDE (e)", " INCLUDE (e)"]);
        let nulls = self.pick(5, &["", " NULLS NOT DISTINCT"]);
        let with = self.pick(
            6,
            &[
                "",
                " WITH (fillfactor = 50)",
                " WITH (deduplicate_items = off, fillfactor = 91)",
            ],
        );
        let defer = self.pick(
            8,
            &[
                "",
                " DEFERRABLE",
                " DEFERRABLE INITIALLY DEFERRED",
                " NOT DEFERRABLE",
            ],
        );
        let filter = self.pick(
            10,
            &["", "", " WHERE (b <> 'x')", " WHERE (a > 3 OR b IS NULL)"],
        );
        let column = self.pick(
            12,
            &[
                "a",
                "b text_pattern_ops DESC",
                "lower(b)",
                "(a + f) NULLS FIRST",
                "\"C c\" COLLATE \"POSIX\" DESC NULLS LAST",
                "((b || \"C c\"))",
            ],
        );
        let made = match self.sort {
            0 => {
                let more = self.pick(0, &["", ", d"]);
                format!(
                    "ALTER TABLE {table} ADD CONSTRAINT {name} PRIMARY KEY (a{more}){include}{with}{defer}"
                )
            }
            1 => format!(
                "ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE{nulls} (a{more}){include}{with}{defer}"
            ),
            2 => format!(
                "ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING gist (e WITH &&){filter}{defer}"
            ),
            3 => format!(
                "CREATE UNIQUE INDEX {name} ON {table} (a{more}){include}{nulls}{with}{filter}"
            ),
            4 => format!("CREATE INDEX {name} ON {table} ({column}{more}){include}{with}{filter}"),
            5 => {
                let to = self.pick(15, &["t0", "t1", "t2"]);
                let deletes = self.pick(
                    17,
                    &[
                        "",
                        " ON DELETE CASCADE",
                        " ON DELETE SET NULL (f)",
                        " ON DELETE RESTRICT ON UPDATE SET NULL",
                    ],
                );
                let valid = if self.pick(19, &["", "x"]).is_empty() {
                    ""
                } else {
                    " NOT VALID"
                };
                let matching = self.pick(20, &["", " MATCH FULL"]);
                format!(
                    "ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (f) REFERENCES app.{to} (a){matching}{deletes}{defer}{valid}"
                )
            }
            6 => format!(
                "CREATE INDEX {name} ON {table} USING {}",
                self.pick(
                    15,
                    &[
                        "hash (b)",
                        "brin (d, a) WITH (pages_per_range = 3)",
                        "gist (e)",
                        "spgist (b) INCLUDE (a)"
                    ]
                )
            ),
            _ => format!(
                "CREATE UNIQUE INDEX {name} ON {table} (d, a); ALTER TABLE {table} REPLICA IDENTITY USING INDEX {name}"
            ),
        };
        made + &self.mark(at, column)
    }

    /// Statements that mark the item as somebody's favourite, or say something of it.
    fn mark(&self, at: usize, column: &str) -> String {
        let table = format!("app.t{}", self.table);
        let name = format!("\"i {at}'\"");
        match self.bits >> 22 & 7 {
            // Targets are for expressions.
            0 if self.sort == 4 && column.contains('(') => {
                format!("; ALTER INDEX app.{name} ALTER COLUMN 1 SET STATISTICS 77")
            }
            1 if matches!(self.sort, 1 | 7) => format!("; ALTER TABLE {table} CLUSTER ON {name}"),
            2 if self.sort != 5 => format!("; COMMENT ON INDEX app.{name} IS 'it''s \\{at}'"),
            3 if matches!(self.sort, 0 | 1 | 2 | 5) => {
                format!("; COMMENT ON CONSTRAINT {name} ON {table} IS 'constraint {at}'")
            }
            _ => String::new(),
        }
    }
}

fn item() -> impl Strategy<Value = Item> {
    (0..3_usize, 0..8_u32, any::<u32>()).prop_map(|(table, sort, bits)| Item { table, sort, bits })
}

#[test]
fn random_schemas_are_the_same_after_surgery() {
    let patient = Patient::new();
    patient
        .database
        .execute("CREATE ROLE owner LOGIN; GRANT owner TO connsura");
    let tables = names(&["t0", "t1", "t2"]);
    let config = Config {
        cases: 20,
        failure_persistence: None,
        max_shrink_iters: 30,
        ..Config::default()
    };
    let items = proptest::collection::vec(item(), 1..14);
    let taken = std::cell::Cell::new(0);
    TestRunner::new(config)
        .run(&items, |items| {
            let mut keyed = [false; 3];
            let mut sql = [TABLES, ROWS].concat();
            for (at, item) in items.iter().enumerate() {
                // A table has one primary key.
                if item.sort == 0 && std::mem::replace(&mut keyed[item.table], true) {
                    continue;
                }
                sql.push_str(&item.sql(at));
                sql.push_str(";\n");
            }
            patient.database.execute(&sql);
            let before = patient.dump();
            let mut session = patient.begin("owner");
            let steps = patient.runtime.block_on(async {
                let taken = TakenOff::take(&mut session, "app", &tables).await.unwrap();
                let steps = taken.plan().steps.len();
                session
                    .run(
                        "loading failed",
                        "INSERT INTO app.t1 VALUES (11, 'x', 'y', now(), int4range(100, 101), 1)",
                    )
                    .await
                    .unwrap();
                taken.put_back(&mut session).await.unwrap();
                session.run("committing failed", "COMMIT").await.unwrap();
                session.close().await;
                steps
            });
            taken.set(taken.get() + steps);
            prop_assert_eq!(before, patient.dump());
            Ok(())
        })
        .unwrap();
    assert!(
        taken.get() > 60,
        "only {} things were taken off",
        taken.get()
    );
}
