//! `connsura-seed explain`

use std::sync::Arc;

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::args::{ExplainArguments, OutputFormat};
use super::card::Card;
use super::cast::ask;
use super::console;
use super::source::{self, Source};
use crate::error::{Error, Kind, Result, printable};
use crate::find::{Explanation, Look, Reader, Unexplained, explain, shown, specimen_row};
use crate::postgres::{cells, holders_of_id, user_of_email};
use crate::report::{count, table};
use crate::retention::verdict_on;

/// An explanation, and what became of the row in the database that was asked.
struct Answer {
    explanation: Explanation,
    card: Card,
    database: Option<Fate>,
    /// Columns that the database does not have, as its configuration says.
    left_out: Vec<&'static str>,
}

/// What became of a row.
enum Fate {
    /// It is as it was made.
    Same,
    /// These columns hold something else.
    Changed(Vec<&'static str>),
    /// Its table is none of the database's, as the configuration says.
    LeftOut,
    /// It is not there any more.
    Gone,
}

pub(super) fn run(arguments: &ExplainArguments) -> Result<()> {
    let format = arguments.output.format;
    let answer = source::with(&arguments.source, async |source: &mut Source| {
        let answer = answer(source, &arguments.id).await?;
        Ok(match format {
            OutputFormat::Text => answer.text(source),
            OutputFormat::Json => format!("{:#}", answer.json(source)),
        })
    })?;
    console::print(&answer)
}

async fn answer(source: &mut Source, wanted: &str) -> Result<Answer> {
    let plan = Arc::clone(&source.plan);
    let reader = Reader::new(&plan);
    let mut explanation = match explain(&reader, wanted) {
        Ok(explanation) => explanation,
        Err(unexplained) => renamed(source, &reader, wanted, unexplained).await?,
    };
    for look in &mut explanation.looks {
        source.refresh(look).await?;
    }
    let member = plan.member(explanation.key.root);
    let about = member.map_or("", |member| &member.persona.about);
    let mut card = Card::of(&explanation.account, about, explanation.looks.clone());
    let boundary = plan.boundary(explanation.key.root);
    let row = boundary.and_then(|boundary| {
        let verdict = verdict_on(&reader, boundary);
        specimen_row(&reader, boundary, verdict)
    });
    card.belongings.extend(row);
    ask(source, &explanation.account, &mut card).await?;
    let left_out = left_out(source, &explanation);
    let database = fate(source, &mut explanation, &left_out).await?;
    Ok(Answer {
        explanation,
        card,
        database,
        left_out,
    })
}

/// What an address names that only the database knows; else the error, with what the database
/// knows of an id.
async fn renamed(
    source: &mut Source,
    reader: &Reader<'_>,
    wanted: &str,
    unexplained: Unexplained,
) -> Result<Explanation> {
    let mut holders = Vec::new();
    if let Some(live) = &mut source.live {
        match &unexplained {
            Unexplained::Unknown { .. } if wanted.contains('@') => {
                // A text of PostgreSQL has no NUL, and no account such an address.
                let address = wanted.trim().replace('\0', "");
                let user = user_of_email(&mut live.session, &address).await?;
                let found = user.and_then(|id| explain(reader, &id).ok());
                if let Some(explanation) = found {
                    return Ok(explanation);
                }
            }
            Unexplained::Unknown { .. } => {}
            Unexplained::Foreign(id)
            | Unexplained::Newer(id)
            | Unexplained::NoAccount { id, .. }
            | Unexplained::NoRow { id, .. } => holders = holders_of(live, *id).await?,
        }
    }
    Err(error(&unexplained, &holders, source.live.is_some()))
}

async fn holders_of(live: &mut source::Live, id: Uuid) -> Result<Vec<&'static str>> {
    let holders = holders_of_id(&mut live.session, id).await?;
    Ok(holders
        .into_iter()
        .map(crate::schema::Entity::name)
        .collect())
}

fn error(unexplained: &Unexplained, holders: &[&str], live: bool) -> Error {
    let hint = match unexplained {
        _ if !holders.is_empty() => format!(
            "the database has it in {}: somebody added it since the reset",
            holders.join(", ")
        ),
        Unexplained::Unknown { nearest, .. } if !nearest.is_empty() => {
            format!("did you mean {}?", printable(&nearest.join(", ")))
        }
        Unexplained::Unknown { .. } => "to look for accounts: connsura-seed find".to_owned(),
        Unexplained::Foreign(_) => "the database has no row with it either".to_owned(),
        Unexplained::Newer(_) => "the version that made it can explain it".to_owned(),
        _ if live => {
            "it is of another scenario: name that one, as in connsura-seed explain ID smoke"
                .to_owned()
        }
        _ => "it is of another scenario; without one, the local database is asked".to_owned(),
    };
    let hint = match unexplained {
        Unexplained::Foreign(_) if !live => {
            "ids are explained, not looked up, in a plan".to_owned()
        }
        _ => hint,
    };
    Error::new(Kind::Usage, printable(&unexplained.to_string())).hint(hint)
}

/// Columns of the row that the database which is asked does not have.
fn left_out(source: &Source, explanation: &Explanation) -> Vec<&'static str> {
    let Some(live) = &source.live else {
        return Vec::new();
    };
    let table = live.session.layout.table(explanation.entity);
    let columns = explanation.cells.iter().map(|(column, _)| column.name);
    columns
        .filter(|column| table.and_then(|table| table.column(column)).is_none())
        .collect()
}

/// What became of the row; its values are the database's from here on.
async fn fate(
    source: &mut Source,
    explanation: &mut Explanation,
    left_out: &[&str],
) -> Result<Option<Fate>> {
    let Some(live) = &mut source.live else {
        return Ok(None);
    };
    if live.session.layout.table(explanation.entity).is_none() {
        return Ok(Some(Fate::LeftOut));
    }
    let columns: Vec<&'static str> = explanation
        .cells
        .iter()
        .map(|(column, _)| column.name)
        .collect();
    let Some(values) = cells(&mut live.session, &explanation.name, &columns).await? else {
        return Ok(Some(Fate::Gone));
    };
    let mut changed = Vec::new();
    for ((column, planned), found) in explanation.cells.iter_mut().zip(values) {
        if *planned != found {
            if !left_out.contains(&column.name) {
                changed.push(column.name);
            }
            *planned = found;
        }
    }
    Ok(Some(if changed.is_empty() {
        Fate::Same
    } else {
        Fate::Changed(changed)
    }))
}

impl Fate {
    fn text(&self) -> String {
        match self {
            Self::Same => "has the row as it was made".to_owned(),
            Self::Changed(columns) => {
                format!("has the row, changed since: {}", columns.join(", "))
            }
            Self::LeftOut => "has no such table: its configuration leaves it out".to_owned(),
            Self::Gone => "has the row no more".to_owned(),
        }
    }

    fn json(&self) -> Value {
        let (state, changed) = match self {
            Self::Same => ("same", [].as_slice()),
            Self::Changed(columns) => ("changed", columns.as_slice()),
            Self::LeftOut => ("left out", [].as_slice()),
            Self::Gone => ("gone", [].as_slice()),
        };
        json!({ "state": state, "changed": changed })
    }
}

impl Answer {
    /// The cases that show in a column of the row itself.
    fn odd(&self, column: &str) -> String {
        let shows = |look: &&Look| {
            self.explanation.shows(look) && look.cells.iter().any(|(shown, _)| *shown == column)
        };
        let ids = self.explanation.looks.iter().filter(shows);
        let ids: Vec<&str> = ids.map(|look| look.case.id).collect();
        ids.join(", ")
    }

    fn text(&self, source: &Source) -> String {
        let it = &self.explanation;
        let mut head = format!(
            "{}\n  table     {}\n  row       {}\n  page      {}\n  api       {}",
            it.what,
            it.entity.name(),
            it.name,
            it.paths.page,
            it.paths.api
        );
        if let Some(fate) = &self.database {
            head.push_str(&format!("\n  database  {}", fate.text()));
        }
        let columns = it.cells.iter().map(|(column, value)| {
            if self.left_out.contains(&column.name) {
                let value = "(left out of this database)".to_owned();
                return vec![column.name.to_owned(), value, String::new()];
            }
            vec![
                column.name.to_owned(),
                shown(value.as_deref()),
                self.odd(column.name),
            ]
        });
        let siblings = it.siblings.iter().map(|sibling| {
            vec![
                sibling.entity.name().to_owned(),
                count(sibling.count as u64),
                sibling.first.1.page.clone(),
            ]
        });
        [
            head,
            table(&["column", "value", "odd"], columns, &[]),
            self.card.text(),
            table(&["its rows", "number", "the first"], siblings, &[1]),
            source.footer(),
        ]
        .join("\n\n")
    }

    fn json(&self, source: &Source) -> Value {
        let it = &self.explanation;
        let columns: Map<String, Value> = it
            .cells
            .iter()
            .map(|(column, value)| (column.name.to_owned(), json!(value)))
            .collect();
        let siblings: Vec<Value> = it
            .siblings
            .iter()
            .map(|sibling| {
                let (name, paths) = &sibling.first;
                json!({
                    "table": sibling.entity.name(),
                    "rows": sibling.count,
                    "first": name.to_string(),
                    "page": paths.page,
                    "api": paths.api,
                })
            })
            .collect();
        let shown_here = it.looks.iter().filter(|look| it.shows(look));
        let here: Vec<String> = shown_here
            .map(|look| format!("{}@{}", look.case.id, look.facet.name()))
            .collect();
        source.json(&[
            ("what", json!(it.what)),
            ("table", json!(it.entity.name())),
            ("row", json!(it.name.to_string())),
            ("page", json!(it.paths.page)),
            ("api", json!(it.paths.api)),
            ("columns", Value::Object(columns)),
            ("left_out", json!(self.left_out)),
            ("edges_here", json!(here)),
            ("account", self.card.json()),
            ("siblings", json!(siblings)),
            ("database", json!(self.database.as_ref().map(Fate::json))),
        ])
    }
}
