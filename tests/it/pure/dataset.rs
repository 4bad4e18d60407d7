//! What a plan makes, as tests look at it: the bytes of a sink, and rows read back from them.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::sync::LazyLock;

use connsura_seed::SourceFile;
use connsura_seed::edge::Tier;
use connsura_seed::entities::{Flow, rows};
use connsura_seed::plan::{Overrides, Part, Plan};
use connsura_seed::rng::Root;
use connsura_seed::scenario::{self, SHIPPED, Scenario};
use connsura_seed::schema::{Entity, Row, encode};
use connsura_seed::sink::{self, Format, Ndjson, Tally};
use serde_json::{Map, Value};

use super::identity::Identity;

/// Stands for the hash of the operator's password: a plan takes whatever it is given.
pub(crate) const PASSWORD_HASH: &str = "$2b$10$golden";

/// The scenario that a text describes, which must be a valid one.
pub(crate) fn scenario(text: &str) -> Scenario {
    let file = SourceFile {
        path: "test.toml".to_owned(),
        text: text.to_owned(),
    };
    scenario::parse("test", file)
        .unwrap_or_else(|error| panic!("{error}: {:#?}", error.diagnostics()))
}

/// The plan of a scenario's text.
pub(crate) fn plan(text: &str) -> Plan {
    plan_with(text, Overrides::default())
}

/// The plan of a scenario's text with another seed or clock.
pub(crate) fn plan_with(text: &str, overrides: Overrides) -> Plan {
    Plan::resolve(&scenario(text), overrides, |_| Ok(PASSWORD_HASH.to_owned())).unwrap()
}

/// The text of a shipped scenario.
pub(crate) fn shipped(name: &str) -> &'static str {
    let found = SHIPPED.iter().find(|shipped| shipped.name == name);
    found.unwrap_or_else(|| panic!("no scenario {name}")).text
}

/// A table's bytes in a format, and what they amount to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Output {
    pub(crate) bytes: Vec<u8>,
    pub(crate) tally: Tally,
}

/// A table in a format, made on `threads` threads in `parts` parts, one after the other.
pub(crate) fn render(
    plan: &Plan,
    entity: Entity,
    format: &dyn Format,
    threads: usize,
    parts: u64,
) -> Output {
    let roots = plan.roots();
    let mut bytes = format.begin(entity);
    let mut tally = Tally::default();
    for index in 1..=parts {
        let positions = Part::new(index, parts).unwrap().of(&roots);
        let preceded = tally.rows > 0;
        let done: Result<(), Infallible> = sink::run(
            plan,
            entity,
            positions,
            format,
            threads,
            preceded,
            |batch| {
                bytes.extend_from_slice(&batch.bytes);
                tally += batch.tally;
                Ok(())
            },
        );
        done.unwrap();
    }
    bytes.extend_from_slice(format.end(tally.rows > 0));
    Output { bytes, tally }
}

/// One row, read back from its line of JSON.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) table: &'static str,
    pub(crate) line: String,
    pub(crate) cells: Map<String, Value>,
}

impl Record {
    fn read(table: &'static str, line: &str) -> Self {
        let cells = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        Self {
            table,
            line: line.to_owned(),
            cells,
        }
    }

    /// The value of a column.
    pub(crate) fn cell(&self, column: &str) -> &Value {
        let cell = self.cells.get(column);
        cell.unwrap_or_else(|| panic!("{} has no column {column}", self.table))
    }

    /// A text, an id or an enum's label; `None` for NULL.
    pub(crate) fn text(&self, column: &str) -> Option<&str> {
        match self.cell(column) {
            Value::Null => None,
            Value::String(text) => Some(text),
            other => panic!("{}.{column} is {other}", self.table),
        }
    }

    /// A text that is never NULL.
    pub(crate) fn given(&self, column: &str) -> &str {
        let text = self.text(column);
        text.unwrap_or_else(|| panic!("{}.{column} is NULL in {}", self.table, self.line))
    }

    /// An instant in milliseconds since 1970; `None` for NULL.
    pub(crate) fn instant(&self, column: &str) -> Option<i64> {
        self.text(column).map(millis)
    }

    /// A number.
    pub(crate) fn number(&self, column: &str) -> i64 {
        let number = self.cell(column).as_i64();
        number.unwrap_or_else(|| panic!("{}.{column} is no number", self.table))
    }

    /// The elements of a list; `None` for a NULL list.
    pub(crate) fn list(&self, column: &str) -> Option<Vec<&str>> {
        let items = self.cell(column).as_array()?;
        Some(items.iter().map(|item| item.as_str().unwrap()).collect())
    }

    /// The ids that say on which account the row hangs.
    fn own_ids(&self) -> Vec<&str> {
        if self.table == "MessageReadState" {
            vec![self.given("senderId"), self.given("recipientId")]
        } else {
            vec![self.given("id")]
        }
    }

    /// What names the row in its table: its id, or a read state's two users.
    pub(crate) fn key(&self) -> String {
        if self.table == "MessageReadState" {
            format!(
                "{} to {}",
                self.given("senderId"),
                self.given("recipientId")
            )
        } else {
            self.given("id").to_owned()
        }
    }
}

/// The accounts of specimens and personas that carry a hostile case.
fn hostile(plan: &Plan) -> BTreeSet<(u8, u64)> {
    let specimens = plan.specimens().iter();
    let specimens = specimens.map(|specimen| (specimen.root, &specimen.cases));
    let cast = plan
        .cast()
        .iter()
        .map(|member| (member.root, &member.cases));
    specimens
        .chain(cast)
        .filter(|(_, cases)| cases.iter().any(|(_, case)| case.tier == Tier::Hostile))
        .map(|(root, _)| Identity::read(&encode(Entity::User, root.key()).to_string()).root())
        .collect()
}

/// The milliseconds since 1970 of an instant as JavaScript writes it, and in no other way.
pub(crate) fn millis(text: &str) -> i64 {
    let shape = "0000-00-00T00:00:00.000Z";
    let alike = text.len() == shape.len()
        && text
            .chars()
            .zip(shape.chars())
            .all(|(found, wanted)| found == wanted || (wanted == '0' && found.is_ascii_digit()));
    assert!(alike, "{text} is not an instant as JavaScript writes it");
    let instant: jiff::Timestamp = text.parse().unwrap();
    instant.as_millisecond()
}

/// All rows of a plan.
#[derive(Debug)]
pub(crate) struct Dataset {
    /// The plan's clock, in milliseconds since 1970.
    pub(crate) now: i64,
    tables: BTreeMap<&'static str, Vec<Record>>,
    /// The accounts that carry something hostile, as origin and index.
    hostile: BTreeSet<(u8, u64)>,
}

impl Dataset {
    /// The rows that a plan makes, as the line format of JSON holds them.
    pub(crate) fn of(plan: &Plan) -> Self {
        Self::of_tables(plan, &Entity::ALL)
    }

    /// The rows of some tables.
    pub(crate) fn of_tables(plan: &Plan, entities: &[Entity]) -> Self {
        Self::read(plan, entities, |entity| {
            render(plan, entity, &Ndjson, 2, 1).bytes
        })
    }

    /// The rows that hang on one account.
    pub(crate) fn below(plan: &Plan, root: Root) -> Self {
        Self::read(plan, &Entity::ALL, |entity| {
            let mut bytes = Vec::new();
            let mut row = Row::new(entity);
            let _ = rows(plan, entity).rows(root, &mut row, &mut |row| {
                Ndjson.row(row, &[], &mut bytes);
                Flow::Continue(())
            });
            bytes
        })
    }

    fn read(plan: &Plan, entities: &[Entity], lines: impl Fn(Entity) -> Vec<u8>) -> Self {
        let tables = entities.iter().map(|entity| {
            let text = String::from_utf8(lines(*entity)).unwrap();
            let records = text.lines().map(|line| Record::read(entity.name(), line));
            (entity.name(), records.collect())
        });
        Self {
            now: plan.now.as_millis(),
            tables: tables.collect(),
            hostile: hostile(plan),
        }
    }

    /// The rows that hang on no account which carries something hostile.
    pub(crate) fn without_hostile(&self) -> Self {
        let keep = |row: &&Record| {
            let ids = row.own_ids().into_iter();
            !ids.map(|id| Identity::read(id).root())
                .any(|root| self.hostile.contains(&root))
        };
        let tables = self.tables.iter().map(|(table, rows)| {
            let kept = rows.iter().filter(keep).cloned().collect();
            (*table, kept)
        });
        Self {
            now: self.now,
            tables: tables.collect(),
            hostile: BTreeSet::new(),
        }
    }

    /// The rows of a scenario's text.
    pub(crate) fn from_text(text: &str) -> Self {
        Self::of(&plan(text))
    }

    /// The rows of a table.
    pub(crate) fn table(&self, name: &str) -> &[Record] {
        &self.tables[name]
    }

    /// All rows of all tables.
    pub(crate) fn records(&self) -> impl Iterator<Item = &Record> {
        self.tables.values().flatten()
    }
}

/// The default scenario's rows, made once for all tests of a process.
pub(crate) static STAGING: LazyLock<Dataset> =
    LazyLock::new(|| Dataset::from_text(shipped("staging")));
/// The smallest scenario's rows.
pub(crate) static SMOKE: LazyLock<Dataset> = LazyLock::new(|| Dataset::from_text(shipped("smoke")));
