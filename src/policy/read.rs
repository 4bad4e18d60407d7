//! From a configuration's `[retention]` to a [`Policy`].

use std::sync::Arc;

use toml::de::DeTable;

use super::anchor::{Anchor, NoAnchor};
use super::model::{Bound, Condition, Policy, Rule, Then};
use crate::clock::{Distance, DistanceError};
use crate::document::{Entry, Findings, Place, Placed, Section, allowed, did_you_mean};
use crate::error::{Error, Kind, Result, SourceFile};
use crate::schema::{ColumnType, Entity};

/// The policy of whoever says nothing else.
const DEFAULT: &str = include_str!("default.toml");

impl Default for Policy {
    fn default() -> Self {
        let (policy, _) = alone(DEFAULT);
        policy
    }
}

/// The policy that a text holds by itself, as [`Policy`] writes it.
///
/// # Errors
/// [`Kind::Invalid`] for any other text.
pub fn recorded(text: &str) -> Result<Policy> {
    let (policy, is_good) = alone(text);
    if is_good {
        return Ok(policy);
    }
    let message = "the recorded retention policy is none of this version's";
    Err(Error::new(Kind::Invalid, message))
}

/// The policy that a text holds by itself, and whether nothing is wrong with it.
fn alone(text: &str) -> (Policy, bool) {
    let file = Arc::new(SourceFile {
        path: "retention.toml".to_owned(),
        text: text.to_owned(),
    });
    let findings = Findings::new(vec![file.clone()]);
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    let place = Place {
        file: file.clone(),
        span: 0..0,
    };
    let root = Section::root([(&table, file.clone())], place, &findings);
    let policy = over(Policy { rules: Vec::new() }, &root.section("retention"));
    root.finish();
    let is_good = errors.is_empty() && findings.is_empty();
    (policy, is_good)
}

/// What `[retention]` makes of the default policy. Mistakes are noted, and what is wrong is as in
/// the default.
pub(crate) fn read(section: &Section<'_>) -> Policy {
    over(Policy::default(), section)
}

/// A policy, changed as a section says.
fn over(mut policy: Policy, section: &Section<'_>) -> Policy {
    let bound = section.choice("bound", &BOUNDS);
    if let Some(bound) = bound {
        policy.rules.iter_mut().for_each(|rule| rule.bound = bound);
    }
    for entry in section.section("rules").entries() {
        let before = policy
            .rules
            .iter()
            .position(|rule| rule.name == entry.name.value);
        let before = before.map(|at| policy.rules.remove(at));
        if is_off(&entry) {
            if before.is_none() {
                no_such_rule(section, &entry.name, &policy);
            }
            continue;
        }
        if before.is_none() && is_misspelled(section, &entry, &policy) {
            continue;
        }
        policy.rules.extend(changed(section, &entry, before, bound));
    }
    section.finish();
    policy
        .rules
        .sort_by(|one, two| (one.rows, &one.name).cmp(&(two.rows, &two.name)));
    policy
}

pub(super) const BOUNDS: [(&str, Bound); 2] = [
    (Bound::Inclusive.name(), Bound::Inclusive),
    (Bound::Exclusive.name(), Bound::Exclusive),
];

pub(super) const THENS: [(&str, Then); 2] = [
    (Then::Purge.name(), Then::Purge),
    (Then::May.name(), Then::May),
];

/// `message = false`
fn is_off(entry: &Entry<'_>) -> bool {
    matches!(entry.value, toml::de::DeValue::Boolean(false))
}

fn no_such_rule(section: &Section<'_>, name: &Placed<String>, policy: &Policy) {
    let names: Vec<&str> = policy.rules.iter().map(|rule| rule.name.as_str()).collect();
    let message = format!("there is no rule `{}` to leave out", name.value);
    let help = allowed(&names, &name.value);
    section.wrong(&name.place, message, "unknown", help);
}

/// Whether an entry leaves out what a rule of one's own needs, and is called nearly as another: that
/// is noted.
fn is_misspelled(section: &Section<'_>, entry: &Entry<'_>, policy: &Policy) -> bool {
    let is_whole = |rule: Section<'_>| ["rows", "anchor", "period"].iter().all(|key| rule.has(key));
    if !matches!(entry.value, toml::de::DeValue::Table(_))
        || section.section("rules").below(entry).is_none_or(is_whole)
    {
        return false;
    }
    let names = policy.rules.iter().map(|rule| rule.name.as_str());
    let near = did_you_mean(names, &entry.name.value);
    if near.is_empty() {
        return false;
    }
    let message = format!("there is no rule `{}` to change", entry.name.value);
    let help = format!("{near}a rule of one's own has `rows`, `anchor` and `period`");
    section.wrong(&entry.name.place, message, "unknown", help);
    true
}

/// A rule as the entry says it; what that leaves out is as it was before. Where something is
/// wrong, the whole is as it was.
fn changed(
    section: &Section<'_>,
    entry: &Entry<'_>,
    before: Option<Rule>,
    bound: Option<Bound>,
) -> Option<Rule> {
    let Some(rule) = section.section("rules").below(entry) else {
        return before;
    };
    let read = rule_of(&rule, &entry.name.value, before.as_ref(), bound);
    rule.finish();
    read.or(before)
}

fn rule_of(
    section: &Section<'_>,
    name: &str,
    before: Option<&Rule>,
    bound: Option<Bound>,
) -> Option<Rule> {
    let table = text(section, "rows", before.is_none(), "rows = \"Message\"");
    let anchor = text(
        section,
        "anchor",
        before.is_none(),
        "anchor = \"createdAt\"",
    );
    let period = text(
        section,
        "period",
        before.is_none(),
        "period = \"24 months\"",
    );
    let then = section.choice("then", &THENS);
    let own_bound = section.choice("bound", &BOUNDS);
    let conditions = section.section("where");
    let rows = match &table {
        Some(table) => table_of(section, table),
        None => before.map(|rule| rule.rows),
    };
    let period = match &period {
        Some(period) => period_of(section, period),
        None => before.map(|rule| rule.period),
    };
    let rows = rows?;
    let only = if conditions.is_given() {
        condition(&conditions, rows)
    } else {
        before
            .and_then(|rule| rule.only)
            .filter(|_| table.is_none())
    };
    let anchor = match (&anchor, before) {
        (Some(anchor), _) => anchor_of(section, rows, anchor),
        // As it was written, of another table's rows.
        (None, Some(rule)) => Anchor::parse(rows, &rule.anchor.to_string()).ok(),
        (None, None) => None,
    };
    Some(Rule {
        name: name.to_owned(),
        rows,
        only,
        anchor: anchor?,
        period: period?,
        bound: own_bound
            .or(bound)
            .or(before.map(|rule| rule.bound))
            .unwrap_or_default(),
        then: then.or(before.map(|rule| rule.then)).unwrap_or_default(),
    })
}

fn text(
    section: &Section<'_>,
    key: &'static str,
    is_required: bool,
    example: &str,
) -> Option<Placed<String>> {
    if is_required {
        section.required_text(key, example)
    } else {
        section.optional_text(key)
    }
}

fn table_of(section: &Section<'_>, name: &Placed<String>) -> Option<Entity> {
    let found = Entity::from_name(&name.value);
    if found.is_none() {
        let names = Entity::ALL.map(Entity::name);
        let message = format!("there is no table `{}`", name.value);
        let help = allowed(&names, &name.value);
        section.wrong(&name.place, message, "unknown", help);
    }
    found
}

fn period_of(section: &Section<'_>, text: &Placed<String>) -> Option<Distance> {
    let wrong = match text.value.parse::<Distance>() {
        Ok(period) => return Some(period),
        Err(wrong) => wrong,
    };
    let message = format!("`{}` is no period: {wrong}", text.value);
    let help = match &wrong {
        DistanceError::Form => "write \"90 days\", or \"24 months\"".to_owned(),
        DistanceError::Unit(unit) => {
            let units = crate::clock::UNITS.map(|(unit, ..)| unit);
            allowed(&units, unit)
        }
        DistanceError::TooFar => "allowed: at most 200 years".to_owned(),
    };
    section.wrong(&text.place, message, "no period", help);
    None
}

/// `where = { status = "CLOSED" }`
fn condition(section: &Section<'_>, rows: Entity) -> Option<Condition> {
    let mut conditions = section.named_texts().into_iter();
    let (name, label) = conditions.next()?;
    for (other, _) in conditions {
        let message = "a rule is of one state".to_owned();
        let help = "write another rule for it";
        section.wrong(&other.place, message, "one too many", help);
    }
    let table = rows.table();
    let position = table.position(&name.value);
    let kind = position.map(|at| table.columns[at].kind);
    let (Some(column), Some(ColumnType::Enum(labels))) = (position, kind) else {
        let states = table.columns.iter();
        let states = states.filter(|column| matches!(column.kind, ColumnType::Enum(_)));
        let states: Vec<&str> = states.map(|column| column.name).collect();
        let message = format!("`{}` of {} holds no state", name.value, rows.name());
        let help = if states.is_empty() {
            "leave `where` out".to_owned()
        } else {
            allowed(&states, &name.value)
        };
        section.wrong(&name.place, message, "no state", help);
        return None;
    };
    let Some(known) = labels.labels.iter().find(|known| **known == label.value) else {
        let message = format!("{} has no label `{}`", labels.name, label.value);
        let help = allowed(labels.labels, &label.value);
        section.wrong(&label.place, message, "unknown", help);
        return None;
    };
    Some(Condition {
        column,
        label: known,
    })
}

fn anchor_of(section: &Section<'_>, rows: Entity, text: &Placed<String>) -> Option<Anchor> {
    let wrong = match Anchor::parse(rows, &text.value) {
        Ok(anchor) => return Some(anchor),
        Err(wrong) => wrong,
    };
    let named = |table: &Entity, is_one: &dyn Fn(ColumnType) -> bool| -> Vec<&'static str> {
        let columns = table.table().columns.iter();
        let columns = columns.filter(|column| is_one(column.kind));
        columns.map(|column| column.name).collect()
    };
    let is_instant = |kind| kind == ColumnType::Timestamp;
    let help = match &wrong {
        NoAnchor::Unknown { table, name } => {
            let keys = table.table().foreign_keys.iter().map(|key| key.column);
            let mut columns = named(table, &is_instant);
            columns.extend(keys);
            allowed(&columns, name)
        }
        NoAnchor::NoInstant { table, name } => allowed(&named(table, &is_instant), name),
        NoAnchor::LeadsNowhere { table, name } => {
            let keys = table.table().foreign_keys.iter();
            let keys: Vec<&str> = keys.map(|key| key.column).collect();
            allowed(&keys, name)
        }
    };
    section.wrong(&text.place, wrong.to_string(), "no anchor", help);
    None
}
