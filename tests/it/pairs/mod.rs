//! Every pair of cases that the shipped scenarios promise, found once more in SQL.
//!
//! Each case of the catalogue is a predicate here ([`predicates`]), over tables of what meets
//! where (`subjects.sql`). What is promised is made from the catalogue and the documented
//! constraints; `coverage` is asked only for what it is compared with.

mod predicates;

use std::collections::{BTreeMap, BTreeSet};

use connsura_seed::edge::{EdgeCase, Facet, Subject, Tier, can_be, can_meet, catalogue};
use insta::assert_snapshot;
use serde_json::Value;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, Connection as _, Row as _};
use tokio::runtime::Runtime;

use crate::pure::catalogue::sample::NOW;
use crate::support::Machine;
use predicates::{quoted, shows};

type Claim = (Facet, &'static EdgeCase);

/// Cases and pairs of a subject, or pairs of two facets: how many are promised and seen.
type Counts = BTreeMap<Vec<String>, [u64; 2]>;

/// All that facets can carry in a tier and all below.
fn claims(tier: Tier) -> Vec<Claim> {
    let facets = Facet::ALL.iter().copied();
    facets
        .flat_map(|facet| {
            let cases = catalogue::cases();
            let cases = cases.filter(move |case| case.tier <= tier && case.facets.contains(&facet));
            cases.map(move |case| (facet, case))
        })
        .collect()
}

/// The pairs of crossed cases of two facets of a subject that cannot meet.
fn forbidden() -> Vec<[Claim; 2]> {
    let mut crossed = claims(Tier::Hostile);
    crossed.retain(|(_, case)| !case.is_heavy());
    let mut forbidden = Vec::new();
    for (at, one) in crossed.iter().enumerate() {
        for other in &crossed[at + 1..] {
            let of_two = one.0 != other.0 && one.0.subject() == other.0.subject();
            if of_two && !can_meet([*one, *other]) {
                forbidden.push([*one, *other]);
            }
        }
    }
    forbidden
}

fn name((facet, case): Claim) -> String {
    format!("{}@{}", case.id, facet.name())
}

/// Why no row can show both; what has no reason here must be promised.
fn reason([one, other]: [Claim; 2]) -> &'static str {
    let is_unread = other.0 == Facet::Unread;
    match (one.1.id, other.1.id) {
        (
            "R10.never-came",
            "R01.one" | "R01.page-under" | "R01.page" | "R01.page-over" | "R05" | "R09",
        ) => "who never came wrote nothing, and nobody wrote to them",
        ("R10.never-came" | "R01", _) if is_unread => "of no messages none is read or unread",
        ("R01.one", _) if is_unread => "the only message may be the customer's own",
        ("R05", "R03") => "both directions have a read state, or one has none",
        ("R09", "R12.one" | "R12.ninety-nine" | "R12.hundred") => {
            "which of several messages of one instant was read cannot be told"
        }
        ("R01.page-under" | "R01.page" | "R01.page-over", "R12.ninety-nine" | "R12.hundred") => {
            "there are fewer messages than are to be unread"
        }
        pair => panic!("{pair:?} can meet: promise it"),
    }
}

#[test]
fn nothing_is_left_out_of_the_promise_without_a_reason() {
    let mut apart: Vec<(&str, String, Vec<String>)> = Vec::new();
    for pair in forbidden() {
        let (why, one, other) = (reason(pair), name(pair[0]), name(pair[1]));
        match apart.last_mut() {
            Some((last_why, last, others)) if *last_why == why && *last == one => {
                others.push(other);
            }
            _ => apart.push((why, one, vec![other])),
        }
    }
    let apart = apart
        .iter()
        .map(|(why, one, others)| format!("{one} never with {}: {why}", others.join(", ")));
    let told = |claims: Vec<Claim>| claims.into_iter().map(name).collect::<Vec<_>>().join(", ");
    let of = |leaves: fn(&EdgeCase) -> bool| {
        let claims = claims(Tier::Hostile).into_iter();
        told(claims.filter(|(_, case)| leaves(case)).collect())
    };
    let heavy = of(EdgeCase::is_heavy);
    let never = of(|case| !can_be(case, NOW));
    let apart = apart.collect::<Vec<_>>().join("\n");
    assert_snapshot!(
        format!("{apart}\nalone, for their size: {heavy}\nnot at this time: {never}"),
        @"
    R10.never-came@account never with R01.one@messages, R01.page-under@messages, R01.page@messages, R01.page-over@messages, R05@messages, R09@messages: who never came wrote nothing, and nobody wrote to them
    R10.never-came@account never with R03@unread, R03.never-opened@unread, R03.at-newest@unread, R03.in-future@unread, R04@unread, R04.negative@unread, R12@unread, R12.one@unread, R12.ninety-nine@unread, R12.hundred@unread: of no messages none is read or unread
    R01@messages never with R03@unread, R03.never-opened@unread, R03.at-newest@unread, R03.in-future@unread, R04@unread, R04.negative@unread, R12@unread, R12.one@unread, R12.ninety-nine@unread, R12.hundred@unread: of no messages none is read or unread
    R01.one@messages never with R03@unread, R03.never-opened@unread, R03.at-newest@unread, R03.in-future@unread, R04@unread, R04.negative@unread, R12@unread, R12.one@unread, R12.ninety-nine@unread, R12.hundred@unread: the only message may be the customer's own
    R01.page-under@messages never with R12.ninety-nine@unread, R12.hundred@unread: there are fewer messages than are to be unread
    R01.page@messages never with R12.ninety-nine@unread, R12.hundred@unread: there are fewer messages than are to be unread
    R01.page-over@messages never with R12.ninety-nine@unread, R12.hundred@unread: there are fewer messages than are to be unread
    R05@messages never with R03@unread: both directions have a read state, or one has none
    R09@messages never with R12.one@unread, R12.ninety-nine@unread, R12.hundred@unread: which of several messages of one instant was read cannot be told
    alone, for their size: R01.ten-thousand@messages, K03@form-data, K06.deep@form-data, K08@form-data
    not at this time:
    "
    );
}

/// A connection to a database, with temporary tables of what its rows show.
struct Oracle {
    runtime: Runtime,
    connection: PgConnection,
}

impl Oracle {
    fn of(machine: &Machine) -> Self {
        let options: PgConnectOptions = machine.database().url.parse().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let connection = runtime
            .block_on(PgConnection::connect_with(&options))
            .unwrap();
        Self {
            runtime,
            connection,
        }
    }

    fn execute(&mut self, sql: &str) {
        let done = sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut self.connection);
        self.runtime.block_on(done).unwrap();
    }

    /// The texts of all rows, and their numbers behind them.
    fn rows(&mut self, sql: &str, texts: usize) -> Vec<(Vec<String>, Vec<u64>)> {
        let rows = sqlx::raw_sql(AssertSqlSafe(sql)).fetch_all(&mut self.connection);
        let rows = self.runtime.block_on(rows).unwrap();
        let read = |row: sqlx::postgres::PgRow| {
            let text = |at: usize| row.try_get_unchecked::<String, _>(at).unwrap();
            let numbers = texts..row.len();
            (
                (0..texts).map(text).collect(),
                numbers.map(|at| text(at).parse().unwrap()).collect(),
            )
        };
        rows.into_iter().map(read).collect()
    }

    /// Looks at all rows: `hit` has what each shows, `met` the pairs that were seen.
    fn look(&mut self) {
        self.execute(include_str!("subjects.sql"));
        self.execute(
            r#"DROP TABLE IF EXISTS hit, met;
               CREATE TEMP TABLE hit (subject text COLLATE "C", unit bigint, facet text COLLATE "C",
                                      "case" text COLLATE "C", account text COLLATE "C")"#,
        );
        let looks = claims(Tier::Hostile).into_iter().map(|(facet, case)| {
            let subject = facet.subject().name();
            let (name, id) = (quoted(facet.name()), quoted(case.id));
            format!(
                "INSERT INTO hit SELECT '{subject}', unit, {name}, {id}, account
                 FROM \"{subject}\" AS subject WHERE {};",
                shows(facet, case)
            )
        });
        self.execute(&looks.collect::<String>());
        self.execute(
            r#"CREATE TEMP TABLE met AS
               SELECT DISTINCT subject, one.facet, one."case", other.facet AS other_facet, other."case" AS other_case
               FROM hit AS one JOIN hit AS other USING (subject, unit) WHERE one.facet < other.facet;
               ANALYZE hit, met"#,
        );
    }

    /// Writes down what a scenario of this tier promises: `chosen` has the cases, `promised`
    /// the pairs, each with its facets in the order of their names.
    fn promise(&mut self, tier: Tier) {
        let row = |claim: Claim| format!("{}, {}", quoted(claim.0.name()), quoted(claim.1.id));
        let chosen = claims(tier)
            .into_iter()
            .filter(|(_, case)| can_be(case, NOW));
        let chosen = chosen.map(|claim| {
            let (subject, heavy) = (claim.0.subject().name(), claim.1.is_heavy());
            format!("('{subject}', {}, {heavy})", row(claim))
        });
        let apart = forbidden().into_iter().map(|mut pair| {
            pair.sort_by_key(|(facet, _)| facet.name());
            format!("({}, {})", row(pair[0]), row(pair[1]))
        });
        let listed = |rows: &mut dyn Iterator<Item = String>| rows.collect::<Vec<_>>().join(", ");
        self.execute(&format!(
            r#"CREATE TEMP TABLE chosen (subject text COLLATE "C", facet text COLLATE "C",
                                         "case" text COLLATE "C", is_heavy bool);
               INSERT INTO chosen VALUES {};
               CREATE TEMP TABLE promised AS
               SELECT subject, one.facet, one."case", other.facet AS other_facet, other."case" AS other_case
               FROM chosen AS one JOIN chosen AS other USING (subject)
               WHERE one.facet < other.facet AND NOT one.is_heavy AND NOT other.is_heavy
                 AND (one.facet, one."case", other.facet, other."case") NOT IN (VALUES {});
               ANALYZE chosen, promised"#,
            listed(&mut chosen.into_iter()),
            listed(&mut apart.into_iter())
        ));
    }

    /// Rows of so many texts and two numbers.
    fn counts(&mut self, sql: &str, texts: usize) -> Counts {
        let rows = self.rows(sql, texts).into_iter();
        rows.map(|(texts, numbers)| (texts, [numbers[0], numbers[1]]))
            .collect()
    }

    /// How many cases of each subject are promised and seen.
    fn cases(&mut self) -> Counts {
        let sql = r#"SELECT subject, count(*)::text,
                            count(*) FILTER (WHERE (subject, facet, "case") IN (SELECT subject, facet, "case" FROM hit))::text
                     FROM chosen GROUP BY subject"#;
        self.counts(sql, 1)
    }

    /// How many pairs of every two facets are promised and seen.
    fn pairs(&mut self) -> Counts {
        let sql = r#"SELECT subject, facet, other_facet, count(*)::text, count(is_met)::text
                     FROM promised LEFT JOIN (SELECT *, true AS is_met FROM met) AS met
                          USING (subject, facet, "case", other_facet, other_case)
                     GROUP BY subject, facet, other_facet"#;
        self.counts(sql, 3)
    }

    /// How many pairs of each subject were seen, promised or not.
    fn seen(&mut self) -> BTreeMap<String, u64> {
        let sql = "SELECT subject, count(*)::text FROM met GROUP BY subject";
        let rows = self.rows(sql, 1).into_iter();
        rows.map(|(texts, numbers)| (texts.concat(), numbers[0]))
            .collect()
    }

    /// In how many accounts each case was seen, by the names of facet and case.
    fn accounts(&mut self) -> BTreeMap<Vec<String>, u64> {
        let sql = r#"SELECT facet, "case", count(DISTINCT account)::text FROM hit GROUP BY facet, "case""#;
        let rows = self.rows(sql, 2).into_iter();
        rows.map(|(texts, numbers)| (texts, numbers[0])).collect()
    }

    /// The cases and pairs that are promised and were not seen, by name.
    fn missing(&mut self) -> BTreeSet<String> {
        let sql = r#"SELECT "case" || '@' || facet FROM chosen
                     WHERE (subject, facet, "case") NOT IN (SELECT subject, facet, "case" FROM hit)
                     UNION ALL
                     SELECT lost."case" || '@' || facet || ' with ' || other_case || '@' || other_facet
                     FROM (TABLE promised EXCEPT TABLE met) AS lost"#;
        let rows = self.rows(sql, 1).into_iter();
        rows.map(|(texts, _)| ordered(&texts[0])).collect()
    }
}

/// The name of a pair, whichever comes first.
fn ordered(pair: &str) -> String {
    let mut names: Vec<&str> = pair.split(" with ").collect();
    names.sort_unstable();
    names.join(" with ")
}

/// What `coverage` says of the database, and its exit code.
fn coverage(machine: &Machine) -> (i32, Value) {
    let run = machine.run(&["coverage", "--target", "local", "--format", "json"]);
    (run.code, serde_json::from_str(&run.stdout).unwrap())
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().unwrap().iter()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn promised_and_seen(found: &Value) -> [u64; 2] {
    ["promised", "seen"].map(|count| found[count].as_u64().unwrap())
}

/// Holds what `coverage` counts against what SQL does, and returns what both miss.
fn assert_agreement(oracle: &mut Oracle, found: &Value) -> BTreeSet<String> {
    oracle.look();
    let (mut cases, mut pairs, mut seen, mut accounts) = (
        Counts::new(),
        Counts::new(),
        BTreeMap::new(),
        BTreeMap::new(),
    );
    for subject in list(&found["subjects"]) {
        let (name, promise) = (text(&subject["subject"]), &subject["promise"]);
        seen.insert(name.clone(), subject["pairs"].as_u64().unwrap());
        let all = promised_and_seen(&promise["pairs"]);
        cases.insert(vec![name.clone()], promised_and_seen(&promise["cases"]));
        let mut sum = [0; 2];
        for entry in list(&promise["pairs_by_facets"]) {
            let counts = promised_and_seen(entry);
            let mut place: Vec<String> = list(&entry["facets"]).map(text).collect();
            place.sort_unstable();
            place.insert(0, name.clone());
            sum = [sum[0] + counts[0], sum[1] + counts[1]];
            pairs.insert(place, counts);
        }
        assert_eq!(sum, all, "{name}");
        for case in list(&subject["cases"]) {
            let place = vec![text(&case["facet"]), text(&case["case"])];
            accounts.insert(place, case["accounts"].as_u64().unwrap());
        }
    }
    accounts.retain(|_, count| *count > 0);
    pairs.retain(|_, [promised, _]| *promised > 0);
    assert_same(&oracle.accounts(), &accounts, "accounts that show a case");
    assert_same(&oracle.cases(), &cases, "cases");
    assert_same(&oracle.pairs(), &pairs, "pairs");
    assert_same(&oracle.seen(), &seen, "pairs, promised or not");
    let missing: BTreeSet<String> = list(&found["missing"])
        .map(|name| ordered(name.as_str().unwrap()))
        .collect();
    let lost = oracle.missing();
    let differ: Vec<&String> = lost.symmetric_difference(&missing).collect();
    assert!(differ.is_empty(), "one of the two misses {differ:#?}");
    missing
}

/// Both are the same; what differs is named.
fn assert_same<K: Ord + std::fmt::Debug, V: PartialEq + std::fmt::Debug>(
    sql: &BTreeMap<K, V>,
    coverage: &BTreeMap<K, V>,
    what: &str,
) {
    let keys: BTreeSet<&K> = sql.keys().chain(coverage.keys()).collect();
    let differ = keys
        .into_iter()
        .filter(|key| sql.get(key) != coverage.get(key));
    let differ: Vec<String> = differ
        .map(|key| {
            format!(
                "{key:?}: {:?} in SQL, {:?} by coverage",
                sql.get(key),
                coverage.get(key)
            )
        })
        .collect();
    assert!(differ.is_empty(), "{what}: {differ:#?}");
}

/// A database with a scenario's rows, which keep all that it promises.
fn kept(scenario: &str, tier: Tier) -> (Machine, Oracle) {
    let machine = Machine::with_server();
    machine.succeed(&["reset", scenario]);
    let mut oracle = Oracle::of(&machine);
    oracle.promise(tier);
    let (code, found) = coverage(&machine);
    assert_eq!(assert_agreement(&mut oracle, &found), BTreeSet::new());
    assert_eq!(code, 0);
    (machine, oracle)
}

#[test]
fn every_pair_of_edge_cases_is_there_and_missed_when_it_is_gone() {
    let (machine, mut oracle) = kept("edge-cases", Tier::Plausible);
    // A few specimens of several cases of each subject, with all that hangs on their accounts.
    for subject in Subject::ALL {
        let label = format!("{}-%", subject.name());
        oracle.execute(&format!(
            r#"CREATE TEMP TABLE gone AS SELECT user_id, substr(user_id::text, 7, 17) AS account
               FROM connsura_seed.specimens WHERE label LIKE '{label}' ORDER BY label LIMIT 3;
               DELETE FROM "Message" USING gone WHERE substr(id::text, 7, 17) = account;
               DELETE FROM "AuditLog" USING gone WHERE substr(id::text, 7, 17) = account;
               DELETE FROM "User" USING gone WHERE id = user_id;
               DROP TABLE gone"#
        ));
    }
    let (code, found) = coverage(&machine);
    assert_eq!(code, 5);
    let missing = assert_agreement(&mut oracle, &found);
    for subject in Subject::ALL {
        let lost = list(&found["subjects"]).find(|entry| entry["subject"] == subject.name());
        let [promised, seen] = promised_and_seen(&lost.unwrap()["promise"]["pairs"]);
        assert!(seen < promised, "no pair of {subject:?} is missed");
    }
    assert!(missing.iter().all(|name| name.contains(" with ")));
}

#[test]
fn every_pair_of_hostile_cases_is_there() {
    kept("hostile", Tier::Hostile);
}
