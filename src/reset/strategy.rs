//! How the rows of a database are replaced, and why so.

use std::collections::BTreeSet;
use std::fmt;

use crate::postgres::{MigrationState, embedded};

/// Rows up to which deleting them keeps the app reading, at a cost that nobody minds.
const FEW: u64 = 200_000;

/// A way to replace the rows of a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "program", derive(clap::ValueEnum))]
pub enum Strategy {
    /// Delete, load, commit: the app reads the old rows until then
    Online,
    /// Truncate, load without indexes, make them again: the app waits
    Exclusive,
    /// Empty the schema, apply the migrations, load: the app meets a new schema
    Rebuild,
    /// Load into tables that are empty, and remove nothing.
    #[cfg_attr(feature = "program", value(skip))]
    Fill,
}

impl fmt::Display for Strategy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Online => "online",
            Self::Exclusive => "exclusive",
            Self::Rebuild => "rebuild",
            Self::Fill => "fill",
        })
    }
}

/// A strategy, and why it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The strategy.
    pub strategy: Strategy,
    /// Why, in half a sentence.
    pub reason: String,
}

/// What the choice hangs on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circumstances<'f> {
    /// The strategy that was asked for, if one was.
    pub asked: Option<Strategy>,
    /// Whether the schema holds no table at all.
    pub is_empty: bool,
    /// What keeps the live tables from taking the rows; nothing where they can.
    pub misfits: &'f [String],
    /// The migrations that the database has, against those that are known for it.
    pub migrations: &'f MigrationState,
    /// What the schema lacks of what the last reset left, if it lacks anything.
    pub lost: Option<&'f str>,
    /// Why the tables cannot be truncated and stripped of their indexes, if they cannot.
    pub not_exclusive: Option<&'f str>,
    /// Rows that the tables hold.
    pub held: u64,
    /// About how many they are to hold.
    pub planned: u64,
}

/// Chooses.
///
/// # Errors
/// Why none will do, and what to do about it.
pub fn choose(found: &Circumstances<'_>) -> Result<Choice, (String, String)> {
    if let Some(strategy) = found.asked {
        return asked(strategy, found);
    }
    match (why_rebuild(found), may_rebuild(found)) {
        (Some(reason), Ok(())) => Ok(Choice {
            strategy: Strategy::Rebuild,
            reason,
        }),
        // Its schema is another's affair; where it fits, its rows are ours all the same.
        (Some(_), Err((obstacle, _))) if found.misfits.is_empty() && !found.is_empty => {
            let lost = found.lost.map_or(String::new(), |lost| format!("; {lost}"));
            Ok(by_size(found, &format!("{obstacle}{lost}; they fit")))
        }
        (Some(reason), Err(obstacle)) => {
            // What stands in the way of its rows is what somebody has to mend.
            let reason = cannot_take(found).unwrap_or(reason);
            Err((format!("{reason}, and {}", obstacle.0), obstacle.1))
        }
        (None, _) => Ok(by_size(found, "the schema is current")),
    }
}

fn asked(strategy: Strategy, found: &Circumstances<'_>) -> Result<Choice, (String, String)> {
    let reason = match strategy {
        Strategy::Fill => "the tables are empty",
        _ => "it was asked for",
    };
    let hint = "leave --strategy out, or choose another".to_owned();
    match strategy {
        Strategy::Rebuild => may_rebuild(found)?,
        _ if found.is_empty && strategy == Strategy::Fill => {
            let hint = "apply the migrations first: prisma migrate deploy".to_owned();
            return Err(("the schema has no tables".to_owned(), hint));
        }
        Strategy::Fill if found.held > 0 => {
            let rows = if found.held == 1 { "row" } else { "rows" };
            let reason = format!(
                "the tables hold {} {rows}, and `load` removes none",
                found.held
            );
            let hint = "empty them first: prisma migrate reset; or connsura-seed reset, which replaces them";
            return Err((reason, hint.to_owned()));
        }
        Strategy::Online | Strategy::Exclusive if found.is_empty => {
            return Err((
                format!("{strategy} needs tables, and the schema has none"),
                hint,
            ));
        }
        _ if !found.misfits.is_empty() => {
            let hint =
                "connsura-seed doctor shows what stands in the way, and what to do".to_owned();
            return Err((found.misfits.join("; "), hint));
        }
        Strategy::Exclusive => {
            if let Some(obstacle) = found.not_exclusive {
                return Err((obstacle.to_owned(), hint));
            }
        }
        Strategy::Online | Strategy::Fill => {}
    }
    let reason = reason.to_owned();
    Ok(Choice { strategy, reason })
}

/// `schema` says why it stays.
fn by_size(found: &Circumstances<'_>, schema: &str) -> Choice {
    let rows = found.held.max(found.planned);
    let (strategy, reason) = if rows <= FEW {
        (
            Strategy::Online,
            format!("{schema}, and about {rows} rows are few"),
        )
    } else if let Some(obstacle) = found.not_exclusive {
        (
            Strategy::Online,
            format!("{schema}; about {rows} rows are many, but {obstacle}"),
        )
    } else {
        (
            Strategy::Exclusive,
            format!("{schema}, and about {rows} rows are many"),
        )
    };
    Choice { strategy, reason }
}

/// Why the schema should be made anew, if it should.
fn why_rebuild(found: &Circumstances<'_>) -> Option<String> {
    let MigrationState {
        pending,
        edited,
        failed,
        ..
    } = found.migrations;
    if found.is_empty {
        return Some("the schema is empty".to_owned());
    }
    for (what, names) in [
        ("failed", failed),
        ("was edited", edited),
        ("is pending", pending),
    ] {
        if let [first, rest @ ..] = names.as_slice() {
            let more = match rest.len() {
                0 => String::new(),
                more => format!(" (and {more} more)"),
            };
            return Some(format!("migration {first} {what}{more}"));
        }
    }
    cannot_take(found).or_else(|| found.lost.map(str::to_owned))
}

/// What stands in the way of the rows, if anything does.
fn cannot_take(found: &Circumstances<'_>) -> Option<String> {
    let misfits = found.misfits.join("; ");
    (!misfits.is_empty()).then(|| format!("the tables cannot take the rows: {misfits}"))
}

/// Whether the migrations that are known are those of this schema.
fn may_rebuild(found: &Circumstances<'_>) -> Result<(), (String, String)> {
    let MigrationState {
        applied,
        pending,
        edited,
        failed,
        unknown,
    } = found.migrations;
    let hint = if names_migrations(found.migrations) {
        "have the folder that `migrations` names in connsura-seed.toml hold the migrations that made the schema; \
         or bring the schema up to date by: prisma migrate deploy"
    } else {
        "name the folder of its Prisma migrations: migrations = \"...\" under the target in connsura-seed.toml; \
         or bring its schema up to date by: prisma migrate deploy"
    };
    if let [first, ..] = unknown.as_slice() {
        return Err((
            format!("the database has migration {first}, which is not known here"),
            hint.to_owned(),
        ));
    }
    let known = [applied, edited, failed]
        .iter()
        .any(|list| !list.is_empty());
    if found.is_empty || known {
        return Ok(());
    }
    let count = pending.len();
    Err((
        format!("the schema has tables, and none of the {count} known migrations made them"),
        hint.to_owned(),
    ))
}

/// Whether the migrations that are known are others than the program's own: somebody named their folder.
pub(super) fn names_migrations(state: &MigrationState) -> bool {
    let MigrationState {
        applied,
        pending,
        edited,
        failed,
        unknown: _,
    } = state;
    let known = [applied, pending, edited, failed];
    let known: BTreeSet<&str> = known.into_iter().flatten().map(String::as_str).collect();
    let own = embedded();
    let own: BTreeSet<&str> = own.iter().map(|own| own.name.as_str()).collect();
    !known.is_empty() && known != own
}
