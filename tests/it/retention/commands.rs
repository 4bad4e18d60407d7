//! `connsura-seed retention`, as it is typed.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Value, json};

use super::prunes::Prune;
use crate::support::{Machine, Run};

const NOW: &str = "2026-03-01T00:00:00Z";

fn staged() -> Machine {
    let machine = Machine::with_server();
    machine.succeed(&["reset", "retention"]);
    machine
}

fn check(machine: &Machine, more: &[&str]) -> Run {
    machine.run(&[&["retention", "check", "--as-of", NOW], more].concat())
}

/// What the check found, as JSON, and its exit code.
fn found(machine: &Machine) -> (i32, Value) {
    let run = check(machine, &["--format", "json"]);
    let found = serde_json::from_str(&run.stdout);
    (
        run.code,
        found.unwrap_or_else(|error| panic!("{error}: {run:?}")),
    )
}

/// Rules, rows, JSON and CSV are one answer.
#[test]
fn a_plan_is_one_in_every_form() {
    let machine = Machine::new();
    let plan = |more: &[&str]| {
        let plan = ["retention", "plan", "retention", "--as-of", NOW];
        machine.succeed(&[&plan, more].concat())
    };
    let json: Value = serde_json::from_str(&plan(&["--format", "json", "--by", "row"])).unwrap();
    assert_eq!(json["as_of"], "2026-03-01T00:00:00.000Z");
    let mut counted: BTreeMap<(String, String), [u64; 3]> = BTreeMap::new();
    let rows = json["rows"].as_array().unwrap();
    for row in rows {
        let text = |field: &str| row[field].as_str().unwrap_or_default().to_owned();
        let by = match (row["rule"].as_str(), row["with"]["table"].as_str()) {
            (Some(rule), _) => rule.to_owned(),
            (_, Some(table)) => format!("with {table}"),
            _ => "no rule".to_owned(),
        };
        let at = match &*text("verdict") {
            "keep" => 0,
            "may" => 1,
            "purge" => 2,
            other => panic!("{other}"),
        };
        counted.entry((text("table"), by)).or_default()[at] += 1;
    }
    let rules = |json: &Value| -> BTreeMap<(String, String), [u64; 3]> {
        let rules = json["rules"].as_array().unwrap().iter();
        let line = |rule: &Value| {
            let text = |field: &str| rule[field].as_str().unwrap().to_owned();
            let counts = ["keep", "may", "purge"].map(|field| rule[field].as_u64().unwrap());
            ((text("table"), text("by")), counts)
        };
        rules.map(line).collect()
    };
    assert_eq!(rules(&json), counted);
    let alone: Value = serde_json::from_str(&plan(&["--format", "json"])).unwrap();
    assert_eq!(rules(&alone), counted);

    let mut csv = csv::Reader::from_reader(std::io::Cursor::new(plan(&["--format", "csv"])));
    let lines: BTreeMap<(String, String), [u64; 3]> = csv
        .records()
        .map(|line| {
            let line = line.unwrap();
            let number = |at: usize| line[at].parse().unwrap();
            (
                (line[0].to_owned(), line[1].to_owned()),
                [number(2), number(3), number(4)],
            )
        })
        .collect();
    assert_eq!(lines, counted);
    let text = plan(&["--format", "csv", "--by", "row"]);
    let mut csv = csv::Reader::from_reader(text.as_bytes());
    for (line, row) in csv.records().zip(rows) {
        let line = line.unwrap();
        assert_eq!(
            [&line[0], &line[1], &line[3]],
            ["table", "id", "verdict"].map(|field| row[field].as_str().unwrap())
        );
        assert_eq!(line[6], *row["boundary"].as_str().unwrap_or_default());
        assert_eq!(
            line[7],
            row["over_ms"]
                .as_i64()
                .map_or(String::new(), |over| over.to_string())
        );
    }
    assert_eq!(text.lines().count(), rows.len() + 1);

    let shown = plan(&["--by", "row", "--verdict", "may", "--table", "AuditLog"]);
    let shown = shown
        .lines()
        .filter(|line| line.starts_with("may "))
        .count() as u64;
    assert_eq!(
        shown,
        counted[&("AuditLog".to_owned(), "audit-log".to_owned())][1]
    );
    assert!(plan(&[]).contains("closed-share"));
}

/// A specimen says which row it is about, and what is to become of it when.
#[test]
fn a_specimen_is_explained() {
    let machine = Machine::new();
    let has = |label: &str| {
        let specimen = machine.json(&["explain", label, "retention", "--format", "json"]);
        let has = specimen["account"]["has"].as_array().unwrap().clone();
        assert_eq!(has.len(), 1, "{specimen:#}");
        (has[0]["kind"].clone(), has[0]["about"].clone())
    };
    assert_eq!(
        has("retention/message/leap-day/1ms-over"),
        (
            json!("Message"),
            json!("purge by rule message as of 2026-02-28T12:00:00.000Z")
        )
    );
    assert_eq!(
        has("retention/second-request"),
        (json!("User"), json!("keep as of 2026-03-01T00:00:00.000Z"))
    );
}

/// What cannot be answered says why.
#[test]
fn what_cannot_be_answered_says_why() {
    let machine = Machine::new();
    let run = |arguments: &[&str]| {
        machine.run(&[&["retention", "plan", "retention"], arguments].concat())
    };
    let early = run(&["--as-of", "1999-12-31T00:00:00Z"]);
    assert_eq!(early.code, 2, "{early:?}");
    assert!(
        early
            .stderr
            .contains("lies before the generation's first row"),
        "{early:?}"
    );
    assert!(early.stderr.contains("hint: ask of 2"), "{early:?}");
    let day = run(&["--as-of", "2026-02-28", "--format", "csv"]);
    assert_eq!(
        day,
        run(&["--as-of", "2026-02-28T00:00:00Z", "--format", "csv"])
    );
    let local = run(&["--as-of", "2026-02-28T00:00:00"]);
    assert_eq!(local.code, 2, "{local:?}");
    assert!(local.stderr.contains("write Z behind it"), "{local:?}");
    let unknown = run(&["--table", "Messages"]);
    assert_eq!(unknown.code, 2, "{unknown:?}");
    assert!(unknown.stderr.contains("MessageReadState"), "{unknown:?}");
    let json = run(&["--as-of", "1999-12-31T00:00:00Z", "--format", "json"]);
    let said: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(said["exit_code"], 2);
}

/// A check says whether a prune ran, whether it ended, and what was wrong with it; it only reads.
#[test]
fn a_check_says_what_a_prune_did() {
    let machine = staged();
    let database = machine.database();
    database.execute("ALTER DATABASE connsura SET default_transaction_read_only = on");
    let (code, none) = found(&machine);
    assert_eq!(code, 5);
    assert_eq!(none["right"], false);
    // Findings that are many are counted, and it is said how many of them are not named.
    let counts = none["counts"].as_object().unwrap().values();
    let counted: u64 = counts.map(|count| count.as_u64().unwrap()).sum();
    let named = none["findings"].as_array().unwrap().len() as u64;
    assert!(named < counted, "{named} of {counted}");
    assert_eq!(none["findings_left_out"], counted - named);
    let all = check(&machine, &[]);
    assert!(all.stderr.contains("no prune has run"), "{all:?}");
    let thousands = |count: u64| format!("{},{:03}", count / 1000, count % 1000);
    let left = format!("{} of them all: --format json", thousands(named));
    assert!(all.stdout.contains(&left), "{left} in {all:?}");
    let write = |sql: &str| {
        database.execute(&format!("BEGIN READ WRITE; {sql}; COMMIT"));
    };
    let right = Prune::right();
    write(
        &right
            .accounts
            .replace("$as_of", &format!("timestamptz '{NOW}'")),
    );
    let half = check(&machine, &[]);
    assert_eq!(half.code, 5, "{half:?}");
    assert!(half.stderr.contains("stopped half-way"), "{half:?}");
    write(&right.sql(NOW));
    let (code, done) = found(&machine);
    assert_eq!((code, &done["right"]), (0, &json!(true)), "{done:#}");
    assert_eq!(done["undated"].as_array().unwrap().len(), 3);
    let all = check(&machine, &[]);
    assert!(all.stdout.contains("undated"), "{all:?}");

    let kept = "5eed0609";
    write(
        r#"DELETE FROM "ProfileShare" WHERE id::text IN (
               SELECT row_id FROM connsura_seed.specimens WHERE label = 'retention/closed-share/now/1ms-short');
           UPDATE "MessageReadState" SET "unreadCount" = 7 WHERE "senderId" IN (
               SELECT user_id FROM connsura_seed.specimens WHERE label = 'retention/desk')"#,
    );
    let (code, wrong) = found(&machine);
    assert_eq!(code, 5);
    assert_eq!(wrong["counts"]["wrongly_deleted"], 1, "{wrong:#}");
    let findings = wrong["findings"].as_array().unwrap();
    let share = findings
        .iter()
        .find(|one| one["kind"] == "wrongly_deleted")
        .unwrap();
    assert_eq!(
        share["account"]["label"],
        "retention/closed-share/now/1ms-short"
    );
    assert_eq!(share["rule"], "closed-share");
    assert_eq!(share["over_ms"], -1);
    assert_eq!(share["is_specimen"], true);
    assert!(share["id"].as_str().unwrap().starts_with(kept), "{share}");
    let counted = findings
        .iter()
        .filter(|one| one["table"] == "MessageReadState");
    for one in counted {
        assert!(
            one["columns"][0]
                .as_str()
                .unwrap()
                .starts_with("unreadCount"),
            "{one}"
        );
    }
    let told = check(&machine, &[]);
    assert!(told.stdout.contains("1 millisecond short"), "{told:?}");
    assert!(told.stderr.contains("1 wrongly deleted"), "{told:?}");
}

/// However many findings of one kind there are, some of each are named.
#[test]
fn findings_of_each_kind_are_named() {
    let machine = staged();
    machine.database().execute(
        r#"SET session_replication_role = replica;
           DELETE FROM "User" WHERE "deletionRequestedAt" < '2026-01-30';
           DELETE FROM "ProfileShare";
           UPDATE "Customer" SET city = 'Elsewhere';
           UPDATE "MessageReadState" SET "unreadCount" = "unreadCount" + 1"#,
    );
    let (_, found) = found(&machine);
    let told = check(&machine, &[]);
    for (kind, count) in found["counts"].as_object().unwrap() {
        let named = told.stdout.lines();
        let named = named.filter(|line| line.starts_with(&kind.replace('_', " ")));
        let is_named = named.filter(|line| line.contains(" 5eed")).count() > 0;
        assert_eq!(is_named, count.as_u64().unwrap() > 0, "{kind}: {told:?}");
    }
    let kinds = found["counts"].as_object().unwrap().values();
    let kinds = kinds.filter(|count| **count != json!(0)).count();
    assert!(kinds >= 4, "{}", found["counts"]);
}

/// A database that holds nothing of the plan is told from one that was pruned badly.
#[test]
fn a_database_that_is_not_the_plan_s_is_told() {
    let machine = staged();
    machine
        .database()
        .execute(r#"TRUNCATE "User", "Message", "AuditLog" CASCADE"#);
    let emptied = check(&machine, &[]);
    assert_eq!(emptied.code, 5, "{emptied:?}");
    assert!(
        emptied
            .stderr
            .contains("holds none of the generation's rows"),
        "{emptied:?}"
    );
    machine
        .database()
        .execute("DROP SCHEMA connsura_seed CASCADE");
    let unknown = check(&machine, &[]);
    assert_eq!(unknown.code, 5, "{unknown:?}");
    assert!(
        unknown.stderr.contains("holds no generation"),
        "{unknown:?}"
    );
    let nowhere = machine.run(&["retention", "check", "--target", "nowhere"]);
    assert_ne!(nowhere.code, 0, "{nowhere:?}");
}

/// Another policy has other specimens and other verdicts, by its configuration alone.
#[test]
fn another_policy_is_another_judge() {
    let machine = Machine::with_server();
    fs::write(
        machine.path().join("connsura-seed.toml"),
        "[retention]\nbound = \"exclusive\"\n[retention.rules.message]\nperiod = \"6 months\"\n\
         anchor = \"deliveredAt\"\n[retention.rules.audit-log]\nthen = \"purge\"\n",
    )
    .unwrap();
    machine.succeed(&["reset", "retention"]);
    let database = machine.database();
    let recorded = database.text("SELECT policy FROM connsura_seed.generations");
    assert!(recorded.contains("6 months"), "{recorded}");
    // Messages are judged by when they were delivered, the boundary itself is kept, and audit rows go.
    let exclusive = |condition: &str| format!("{condition} < timestamptz '{NOW}'");
    let after = |column: &str, period: &str| {
        format!("(({column} AT TIME ZONE 'UTC') + interval '{period}') AT TIME ZONE 'UTC'")
    };
    let due = |column: &str, period: &str| exclusive(&after(column, period));
    database.execute(&format!(
        r#"DELETE FROM "User" WHERE {}; DELETE FROM "Message" WHERE {}; DELETE FROM "AuditLog" WHERE {};
           DELETE FROM "ProfileShare" WHERE status = 'CLOSED' AND {} OR status = 'REVOKED' AND {}"#,
        due(r#""deletionRequestedAt""#, "30 days"),
        due(r#""deliveredAt""#, "6 months"),
        due(r#""createdAt""#, "24 months"),
        due(r#""closedAt""#, "90 days"),
        due(r#""revokedAt""#, "90 days"),
    ));
    let (_, judged) = found(&machine);
    let kinds = &judged["counts"];
    assert_eq!(
        [
            &kinds["wrongly_deleted"],
            &kinds["wrongly_kept"],
            &kinds["changed"]
        ],
        [0, 0, 0],
        "{kinds}"
    );
    let tables = judged["tables"].as_array().unwrap();
    let audit = tables
        .iter()
        .find(|one| one["table"] == "AuditLog")
        .unwrap();
    assert!(audit["purge"].as_u64().unwrap() > 0, "{audit}");
    let same = check(&machine, &[]);
    assert!(
        !same.stderr.contains("another retention policy"),
        "{same:?}"
    );
    // By the operations document's policy, the same database was pruned wrongly.
    fs::remove_file(machine.path().join("connsura-seed.toml")).unwrap();
    let (code, judged) = found(&machine);
    assert_eq!(code, 5);
    assert!(judged["counts"]["wrongly_deleted"].as_u64().unwrap() > 0);
    let other = check(&machine, &[]);
    assert!(
        other.stderr.contains("another retention policy"),
        "{other:?}"
    );
}
