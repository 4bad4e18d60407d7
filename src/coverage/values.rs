//! Values beside the catalogue: labels of enums, NULL, locales, and how many rows hang on a
//! customer.

use std::collections::BTreeMap;

use crate::edge::measure::Account;
use crate::schema::{ColumnType, Entity, Row, Value};
use crate::words::LOCALES;

/// What was seen of the columns that can be NULL, or hold a label of an enum.
#[derive(Debug)]
pub struct Values {
    /// Rows of each table.
    pub rows: BTreeMap<Entity, u64>,
    /// The columns, table by table.
    pub columns: Vec<Column>,
    /// Users of each locale that the project knows.
    pub locales: Vec<(&'static str, u64)>,
    /// Users of other locales.
    pub other_locales: u64,
    /// How many rows hang on customers.
    pub related: Vec<Related>,
}

/// A column that can be NULL or holds a label.
#[derive(Debug)]
pub struct Column {
    /// The table.
    pub entity: Entity,
    /// Its name.
    pub name: &'static str,
    /// Whether NULL is among what it can hold.
    pub nullable: bool,
    position: usize,
    /// Rows in which it is NULL.
    pub null: u64,
    /// Rows in which it holds something.
    pub filled: u64,
    /// Rows with each label of its enum.
    pub labels: Vec<(&'static str, u64)>,
}

/// How many customers have none, one and several rows of a table.
#[derive(Debug)]
pub struct Related {
    /// The table.
    pub entity: Entity,
    /// Customers without one.
    pub none: u64,
    /// Customers with one.
    pub one: u64,
    /// Customers with several.
    pub many: u64,
}

impl Default for Values {
    fn default() -> Self {
        let related = Entity::ALL
            .into_iter()
            .filter(|entity| !matches!(entity, Entity::User | Entity::Customer | Entity::Admin));
        Self {
            rows: Entity::ALL.into_iter().map(|entity| (entity, 0)).collect(),
            columns: Entity::ALL.into_iter().flat_map(columns).collect(),
            locales: LOCALES.iter().map(|locale| (locale.tag, 0)).collect(),
            other_locales: 0,
            related: related
                .map(|entity| Related {
                    entity,
                    none: 0,
                    one: 0,
                    many: 0,
                })
                .collect(),
        }
    }
}

fn columns(entity: Entity) -> impl Iterator<Item = Column> {
    let columns = entity.table().columns.iter().enumerate();
    columns.filter_map(move |(position, column)| {
        let labels = match column.kind {
            ColumnType::Enum(kind) => kind.labels,
            _ if column.nullable => &[],
            _ => return None,
        };
        Some(Column {
            entity,
            name: column.name,
            nullable: column.nullable,
            position,
            null: 0,
            filled: 0,
            labels: labels.iter().map(|label| (*label, 0)).collect(),
        })
    })
}

impl Values {
    pub(super) fn row(&mut self, row: &Row) {
        let entity = row.entity();
        *self.rows.entry(entity).or_default() += 1;
        for column in self.columns.iter_mut().filter(|own| own.entity == entity) {
            match row.get(column.position) {
                Some(Value::Null) | None => column.null += 1,
                Some(value) => {
                    column.filled += 1;
                    let labels = column.labels.iter_mut();
                    let label = labels
                        .filter(|(label, _)| value == Value::Text(label))
                        .map(|(_, count)| count);
                    label.for_each(|count| *count += 1);
                }
            }
        }
        if let (Entity::User, Some(Value::Text(tag))) = (entity, row.named("locale")) {
            self.locale(tag);
        }
    }

    /// Counts a locale, whose tag may name a country behind the language.
    fn locale(&mut self, tag: &str) {
        let known = self.locales.iter_mut().find(|(known, _)| {
            let rest = tag.strip_prefix(known);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        });
        match known {
            Some((_, count)) => *count += 1,
            None => self.other_locales += 1,
        }
    }

    pub(super) fn account(&mut self, account: &Account) {
        if !account.is_customer() {
            return;
        }
        for related in &mut self.related {
            match account.count(related.entity) {
                0 => related.none += 1,
                1 => related.one += 1,
                _ => related.many += 1,
            }
        }
    }

    /// What no row holds, in words.
    pub fn gaps(&self) -> Vec<String> {
        let mut gaps = Vec::new();
        for column in &self.columns {
            let place = format!("{}.{}", column.entity.name(), column.name);
            if column.nullable && column.null == 0 {
                gaps.push(format!("{place} NULL"));
            }
            if column.nullable && column.filled == 0 {
                gaps.push(format!("{place} NOT NULL"));
            }
            let unseen = column.labels.iter().filter(|(_, count)| *count == 0);
            gaps.extend(unseen.map(|(label, _)| format!("{place} {label}")));
        }
        let unseen = self.locales.iter().filter(|(_, count)| *count == 0);
        gaps.extend(unseen.map(|(tag, _)| format!("locale {tag}")));
        for related in &self.related {
            let of = related.entity.name();
            let counts = [
                (related.none, "without"),
                (related.one, "with one"),
                (related.many, "with several"),
            ];
            let unseen = counts.iter().filter(|(count, _)| *count == 0);
            gaps.extend(unseen.map(|(_, words)| format!("a customer {words} {of}")));
        }
        gaps
    }
}
