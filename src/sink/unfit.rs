//! Values of a plan that a live column cannot hold, though its type can.

use std::collections::BTreeSet;
use std::fmt;
use std::net::IpAddr;

use crate::entities::{Flow, rows};
use crate::layout::{Layout, LiveColumn, LiveTable, Storage};
use crate::plan::{Carried, Plan};
use crate::schema::{Column, Entity, Network, Row, Value};

/// Rows whose value a live column cannot hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// The table.
    pub entity: Entity,
    /// The column of the reference schema.
    pub column: &'static str,
    /// How many rows.
    pub rows: u64,
    /// What is wrong with them.
    pub reason: String,
    /// The ids of the edge cases that ask for such values, sorted.
    pub cases: Vec<&'static str>,
    /// How many of the rows are there without any of these.
    pub others: u64,
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            entity,
            column,
            rows,
            reason,
            ..
        } = self;
        write!(
            f,
            "{rows} rows of {} hold in {column} {reason}",
            entity.name()
        )
    }
}

/// A column that takes less than the reference schema's.
struct Narrow<'l> {
    column: &'static Column,
    live: &'l LiveColumn,
    rows: u64,
    cases: BTreeSet<&'static str>,
    suspects: BTreeSet<&'static str>,
    suspected: u64,
    others: u64,
}

/// What of the plan's rows the live tables cannot hold; nothing is good. Rows are only looked at
/// where a column takes less than the reference schema's.
pub fn unfit(plan: &Plan, layout: &Layout) -> Vec<Unfit> {
    layout
        .tables()
        .iter()
        .flat_map(|table| of_table(plan, table))
        .collect()
}

fn of_table(plan: &Plan, table: &LiveTable) -> Vec<Unfit> {
    let entity = table.entity;
    let mut narrow: Vec<Narrow<'_>> = table
        .columns
        .iter()
        .map(|live| Narrow {
            column: &entity.table().columns[live.position],
            live,
            rows: 0,
            cases: BTreeSet::new(),
            suspects: BTreeSet::new(),
            suspected: 0,
            others: 0,
        })
        .filter(Narrow::is_narrow)
        .collect();
    if narrow.is_empty() {
        return Vec::new();
    }
    let (rows, mut row) = (rows(plan, entity), Row::new(entity));
    let mut roots = plan.roots().slice(0..plan.roots().len());
    let _ = roots.try_for_each(|root| {
        // A persona's cases are its own: no `except` takes them from it.
        let specimen = plan.specimen(root);
        let carried = specimen.map_or(&[][..], |specimen| &specimen.cases);
        rows.rows(root, &mut row, &mut |row| {
            for narrow in &mut narrow {
                let value = row.get(narrow.live.position);
                if value.is_some_and(|value| !narrow.holds(value)) {
                    narrow.count(entity, carried);
                }
            }
            Flow::Continue(())
        })
    });
    narrow
        .into_iter()
        .filter(|narrow| narrow.rows > 0)
        .map(|narrow| narrow.told(entity))
        .collect()
}

impl Narrow<'_> {
    /// Counts a row of an account that carries these cases: those of the column itself ask for the
    /// value, and states, which are of no column, may.
    fn count(&mut self, entity: Entity, carried: &[Carried]) {
        self.rows += 1;
        let place = Some((entity, self.column.name));
        let of = |wanted: Option<_>| carried.iter().filter(move |(at, _)| at.column() == wanted);
        if of(place).count() > 0 {
            self.cases.extend(of(place).map(|(_, case)| case.id));
        } else if of(None).count() > 0 {
            self.suspected += 1;
            if let [(_, case)] = carried {
                self.suspects.insert(case.id);
            }
        } else {
            self.others += 1;
        }
    }

    /// Suspects are to blame where no ordinary row is like theirs.
    fn told(mut self, entity: Entity) -> Unfit {
        if self.others == 0 && !self.suspects.is_empty() {
            self.cases.append(&mut self.suspects);
        } else {
            self.others += self.suspected;
        }
        Unfit {
            entity,
            column: self.column.name,
            rows: self.rows,
            reason: self.reason(),
            cases: self.cases.into_iter().collect(),
            others: self.others,
        }
    }

    fn is_narrow(&self) -> bool {
        use crate::schema::ColumnType::Int8;
        let type_takes_less = match self.live.storage {
            Storage::Int4 => self.column.kind == Int8,
            Storage::Cidr => true,
            _ => false,
        };
        self.live.never_null || self.live.narrow.is_some() || type_takes_less
    }

    fn holds(&self, value: Value<'_>) -> bool {
        let fits = |text: &str| {
            let most = self.live.narrow.map(|most| most as usize);
            most.is_none_or(|most| text.len() <= most || text.chars().count() <= most)
        };
        match value {
            Value::Null => !self.live.never_null,
            Value::Text(text) => fits(self.live.written(text)),
            Value::List(list) => list.iter().flatten().all(fits),
            Value::Int8(number) => {
                self.live.storage != Storage::Int4 || i32::try_from(number).is_ok()
            }
            Value::Inet(network) => self.live.storage != Storage::Cidr || is_whole(network),
            _ => true,
        }
    }

    fn reason(&self) -> String {
        let name = &self.live.name;
        let too_much = match (self.live.narrow, self.live.storage) {
            (Some(most), _) => Some(format!("more than {most} characters")),
            (None, Storage::Int4) => Some("numbers of more than four bytes".to_owned()),
            (None, Storage::Cidr) => Some("addresses with bits right of their mask".to_owned()),
            (None, _) => None,
        };
        match (too_much, self.live.never_null) {
            (Some(much), false) => format!("{much}, which column `{name}` does not take"),
            (Some(much), true) => format!("NULL or {much}, and column `{name}` takes neither"),
            (None, _) => format!("NULL, and column `{name}` is NOT NULL"),
        }
    }
}

/// Whether no bit right of the mask is set, as `cidr` has it.
fn is_whole(network: Network) -> bool {
    let (bits, width) = match network.address {
        IpAddr::V4(address) => (u128::from(u32::from(address)), 32),
        IpAddr::V6(address) => (u128::from(address), 128),
    };
    let right = width - u32::from(network.prefix);
    bits.trailing_zeros() >= right || bits == 0
}
