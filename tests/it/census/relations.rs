//! Which tables are looked at, under which names, and what the role may not see.

use connsura_seed::Kind;

use super::{ADDRESS, ADDRESS_SHAPE, FINE_ADDRESS, attempt, census_of, findings, started};
use crate::support::Machine;

#[test]
fn every_table_is_looked_at_once_whatever_it_is() {
    let (_machine, database) = started();
    database.execute(&format!(
        "CREATE SCHEMA aside;
         CREATE TABLE root (id int, v text) PARTITION BY RANGE (id);
         CREATE TABLE leaf PARTITION OF root FOR VALUES FROM (0) TO (10);
         CREATE TABLE branch PARTITION OF root FOR VALUES FROM (10) TO (30) PARTITION BY RANGE (id);
         CREATE TABLE aside.twig PARTITION OF branch FOR VALUES FROM (10) TO (20);
         INSERT INTO root VALUES (1, 'x'), (2, '{ADDRESS}'), (12, '{ADDRESS} or {ADDRESS}');
         CREATE TABLE parent (v text);
         CREATE TABLE child (w text) INHERITS (parent);
         INSERT INTO parent VALUES ('{ADDRESS}');
         INSERT INTO child VALUES ('{FINE_ADDRESS}', NULL), ('x', '{ADDRESS}');
         CREATE UNLOGGED TABLE fleeting AS SELECT '{ADDRESS}'::text AS v;
         CREATE MATERIALIZED VIEW shown AS SELECT v FROM fleeting;
         CREATE MATERIALIZED VIEW unfilled AS SELECT v FROM fleeting WITH NO DATA;
         CREATE VIEW seen AS SELECT v FROM fleeting;
         CREATE TABLE dropped (a text, b text, c int, d text);
         ALTER TABLE dropped DROP a, DROP c;
         INSERT INTO dropped VALUES ('x', '{ADDRESS}');
         CREATE TABLE bare ();
         INSERT INTO bare DEFAULT VALUES;
         INSERT INTO bare DEFAULT VALUES;
         CREATE TABLE numbers AS SELECT 4915112345678 AS n FROM generate_series(1, 7);
         CREATE TABLE vacant (v text);
         CREATE FOREIGN DATA WRAPPER wrapper;
         CREATE SERVER far FOREIGN DATA WRAPPER wrapper;
         CREATE FOREIGN TABLE distant (v text) SERVER far;
         CREATE TYPE answer AS ENUM ('{ADDRESS}');
         CREATE TABLE enums AS SELECT '{ADDRESS}'::answer AS v;
         CREATE TABLE aside.elsewhere AS SELECT '{ADDRESS}'::text AS v;"
    ));
    let report = census_of(&database);
    let one = |column: &str, place: &str| format!("{column}: 1 e-mail {ADDRESS_SHAPE} at {place}");
    assert_eq!(
        findings(&report),
        [
            one("child.w", "(0,2)"),
            one("dropped.d", "(0,1)"),
            one("fleeting.v", "(0,1)"),
            one("leaf.v", "(0,2)"),
            one("parent.v", "(0,1)"),
            one("shown.v", "(0,1)"),
            format!("aside.twig.v: 2 e-mail {ADDRESS_SHAPE} at (0,1)"),
        ]
    );
    let sizes = report
        .tables
        .iter()
        .map(|table| (table.table.as_str(), table.rows));
    assert_eq!(
        sizes.collect::<Vec<_>>(),
        [
            ("bare", 2),
            ("child", 2),
            ("dropped", 1),
            ("enums", 1),
            ("fleeting", 1),
            ("leaf", 2),
            ("numbers", 7),
            ("parent", 1),
            ("shown", 1),
            ("vacant", 0),
            ("aside.twig", 1),
        ]
    );
    let views = report.tables.iter().filter(|table| table.materialized_view);
    assert_eq!(
        views.map(|table| &table.table).collect::<Vec<_>>(),
        ["shown"]
    );
    for table in &report.tables {
        let name = if table.table == "aside.twig" {
            "aside.twig"
        } else {
            &table.table
        };
        let bytes = database.text(&format!("SELECT pg_total_relation_size('{name}')::text"));
        assert_eq!(table.bytes.to_string(), bytes, "{name}");
    }
    assert_eq!(report.not_read.len(), 1);
    assert_eq!(report.not_read[0].0, "distant");
}

#[test]
fn names_may_be_anything() {
    let (_machine, database) = started();
    let long = "ü".repeat(31);
    let names = [
        "User",
        "select",
        "a \"b\" c",
        "%s",
        "$1",
        "é名前",
        "a.b",
        "x\ny",
        "; DROP",
        &long,
    ];
    for name in names {
        let quoted = format!("\"{}\"", name.replace('"', "\"\""));
        database.execute(&format!(
            "CREATE TABLE {quoted} ({quoted} text, \"format\" xml);
             INSERT INTO {quoted} VALUES ('{ADDRESS}', '{ADDRESS}')"
        ));
    }
    let report = census_of(&database);
    assert_eq!(report.findings.len(), 2 * names.len());
    for name in names {
        for column in [name, "format"] {
            let is_it = |(table, found): (&String, &String)| table == name && found == column;
            let mut found = report.findings.iter();
            assert!(
                found.any(|finding| is_it((&finding.table, &finding.column))),
                "{name}.{column}"
            );
        }
    }
    // What it says stays on its line.
    assert!(
        report
            .findings
            .iter()
            .all(|finding| !finding.to_string().contains('\n'))
    );
}

#[test]
fn a_hundred_tables_and_many_batches_come_to_the_exact_numbers() {
    let (_machine, database) = started();
    let tables = (0..100).map(|at| {
        format!("CREATE TABLE t{at} AS SELECT 'word'::text AS v FROM generate_series(1, {at});")
    });
    database.execute(&tables.collect::<String>());
    // Some megabytes: the first of those that are not reserved is in the tenth row.
    database.execute(&format!(
        "CREATE TABLE large AS
         SELECT CASE WHEN n % 10 = 0 THEN '{ADDRESS}' ELSE repeat('word ', 20) END AS v
         FROM generate_series(1, 100000) AS n"
    ));
    let report = census_of(&database);
    let place = database.text(&format!(
        "SELECT min(ctid)::text FROM large WHERE v = '{ADDRESS}'"
    ));
    assert_eq!(
        findings(&report),
        [format!("large.v: 10000 e-mail {ADDRESS_SHAPE} at {place}")]
    );
    for at in 0..100 {
        let of_it = report
            .tables
            .iter()
            .find(|table| table.table == format!("t{at}"));
        assert_eq!(of_it.map(|table| table.rows), Some(at));
    }
    let text: u64 = 10_000 * ADDRESS.len() as u64 + 90_000 * 100 + 4 * (0..100).sum::<u64>();
    assert_eq!((report.columns, report.bytes), (101, text));
}

#[test]
fn exempt_columns_are_not_looked_at_and_said_to_be_so() {
    let (_machine, database) = started();
    database.execute(&format!(
        "CREATE TABLE orders (id int, number text, note text) PARTITION BY RANGE (id);
         CREATE TABLE orders_1 PARTITION OF orders FOR VALUES FROM (0) TO (9);
         CREATE TABLE other (number text);
         INSERT INTO orders VALUES (1, '4915112345678', '{ADDRESS}');
         INSERT INTO other VALUES ('4915112345678')"
    ));
    let exempt = [
        ("orders", "number"),
        ("orders", "gone"),
        ("nothing", "number"),
    ];
    let report = attempt(&database.url, "public", &exempt).unwrap();
    assert_eq!(
        findings(&report),
        [
            format!("orders_1.note: 1 e-mail {ADDRESS_SHAPE} at (0,1)"),
            "other.number: 1 phone 9999999999999 at (0,1)".to_owned(),
        ]
    );
    let owned = |table: &str, column: &str| (table.to_owned(), column.to_owned());
    assert_eq!(report.exempt, [owned("orders_1", "number")]);
    assert_eq!(
        report.unknown_exempt,
        [owned("nothing", "number"), owned("orders", "gone")]
    );
    assert_eq!(report.columns, 2);
}

/// The same database, for a role that may log in and no more.
fn reader(machine: &Machine) -> String {
    let database = machine.database();
    database.execute("CREATE ROLE reader LOGIN");
    database.url.replace("connsura@", "reader@")
}

#[test]
fn rows_that_the_role_cannot_see_are_a_refusal() {
    let (machine, database) = started();
    let url = reader(&machine);
    database.execute(
        "CREATE TABLE open (v text); GRANT SELECT ON open TO reader;
         CREATE TABLE shut (v text);
         CREATE TABLE partly (v text, w text); GRANT SELECT (v) ON partly TO reader;
         CREATE TABLE filtered (v text); GRANT SELECT ON filtered TO reader;
         ALTER TABLE filtered ENABLE ROW LEVEL SECURITY;",
    );
    let refusal = attempt(&url, "public", &[]).unwrap_err();
    assert_eq!(refusal.kind(), Kind::Refused);
    assert_eq!(
        refusal.to_string(),
        "the census cannot see everything: the role may not read `partly`, `shut`; \
         row security hides rows of `filtered`"
    );
    assert!(
        refusal
            .hint_text()
            .is_some_and(|hint| hint.contains("GRANT SELECT"))
    );
    database.execute("GRANT SELECT ON shut, partly TO reader; ALTER ROLE reader BYPASSRLS");
    assert_eq!(attempt(&url, "public", &[]).unwrap().tables.len(), 4);
    database.execute("REVOKE USAGE ON SCHEMA public FROM PUBLIC, reader");
    assert_eq!(
        attempt(&url, "public", &[]).unwrap_err().kind(),
        Kind::Refused
    );
}
