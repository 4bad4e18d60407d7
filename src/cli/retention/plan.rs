//! `connsura-seed retention plan`

use serde_json::{Value, json};

use super::{instant, note_other_policy};
use crate::cli::args::{By, ReportFormat, RetentionPlanArguments};
use crate::cli::console::{self, Console};
use crate::cli::source::{self, Source};
use crate::cli::target;
use crate::clock::Timestamp;
use crate::error::{Error, Kind, Result, printable};
use crate::find::{Account, RowName};
use crate::policy::{Policy, Verdict};
use crate::report::retention as report;
use crate::retention::{Fate, Oracle, Summary, Why, check_as_of, summary};
use crate::rng::Root;
use crate::schema::{Entity, Row};

/// Bytes that are gathered before they are written.
const GATHERED: usize = 1 << 16;

pub(super) fn run(arguments: &RetentionPlanArguments, console: &Console) -> Result<()> {
    let config = arguments.source.named.config();
    let policy = target::configuration(config)?.retention;
    let table = arguments.table.as_deref().map(target::table).transpose()?;
    source::with(&arguments.source, async |source: &mut Source| {
        note_other_policy(&source.plan, &policy, console);
        let oracle = Oracle::new(
            &source.plan,
            &policy,
            instant(&source.plan, arguments.as_of),
        );
        check_as_of(oracle.reader(), oracle.as_of())?;
        let telling = Telling {
            oracle: &oracle,
            source,
            table,
            verdict: arguments.verdict.map(Verdict::from),
        };
        match (arguments.by, arguments.format) {
            (By::Rule, format) => telling.by_rule(format),
            (By::Row, ReportFormat::Text) => telling.rows_as_text(),
            (By::Row, ReportFormat::Json) => telling.rows_as_json(),
            (By::Row, ReportFormat::Csv) => telling.rows_as_csv(),
        }
    })
}

/// What is told of, and of which rows.
struct Telling<'t> {
    oracle: &'t Oracle<'t>,
    source: &'t Source,
    table: Option<Entity>,
    verdict: Option<Verdict>,
}

/// A row that is told of.
struct Told<'t> {
    row: RowName,
    account: String,
    fate: &'t Fate,
}

impl Telling<'_> {
    fn policy(&self) -> &Policy {
        self.oracle.policy()
    }

    fn as_of(&self) -> Timestamp {
        self.oracle.as_of()
    }

    /// Hands the rows that are asked for to `each`; what all of them amount to. The first failure
    /// is returned at the end, and ends the telling at once.
    fn each(&self, mut each: impl FnMut(&Told<'_>) -> Result<()>) -> Result<Summary> {
        let mut done = Ok(());
        let mut account: Option<(Root, String)> = None;
        let summary = summary(self.oracle, |root: Root, row: &Row, fate: &Fate| {
            let is_asked = self.table.is_none_or(|table| table == row.entity())
                && self.verdict.is_none_or(|verdict| verdict == fate.verdict);
            if done.is_err() || !is_asked {
                return;
            }
            let label = match account.take() {
                Some((of, label)) if of == root => label,
                _ => Account::of(self.oracle.reader(), root)
                    .map(|account| account.label)
                    .unwrap_or_default(),
            };
            let told = Told {
                row: RowName::of(row),
                account: label,
                fate,
            };
            done = each(&told);
            account = Some((root, told.account));
        });
        done.map(|()| summary)
    }

    fn by_rule(&self, format: ReportFormat) -> Result<()> {
        let mut summary = summary(self.oracle, |_, _, _| {});
        summary.retain(|(entity, _), _| self.table.is_none_or(|table| table == *entity));
        match format {
            ReportFormat::Text => {
                let text = report::summary_text(self.policy(), &summary);
                console::print(&format!("{text}\n{}", self.footer()))
            }
            ReportFormat::Json => {
                let mut json = self.head();
                json["rules"] = self.rules(&summary);
                console::print_json(&json)
            }
            ReportFormat::Csv => {
                let mut csv = Csv::new(&report::SUMMARY)?;
                for (entity, by, counts) in report::summary_lines(self.policy(), &summary) {
                    let numbers = [counts.keep, counts.may, counts.purge, counts.undated];
                    let mut fields = vec![entity.name().to_owned(), by];
                    fields.extend(numbers.map(|number| number.to_string()));
                    csv.write(&fields)?;
                }
                csv.flush()
            }
        }
    }

    fn rows_as_text(&self) -> Result<()> {
        let mut gathered = String::new();
        self.each(|told| {
            let (table, verdict) = (told.row.entity.name(), told.fate.verdict.name());
            let why = report::why(self.policy(), self.as_of(), told.fate);
            let (row, account) = (&told.row, &told.account);
            gathered.push_str(&format!(
                "{verdict:<5}  {table} {row} of {account}\n       {why}\n"
            ));
            if gathered.len() < GATHERED {
                return Ok(());
            }
            console::write(std::mem::take(&mut gathered).as_bytes())
        })?;
        console::print(&format!("{gathered}{}", self.footer()))
    }

    /// One object, whose rows are written as they come.
    fn rows_as_json(&self) -> Result<()> {
        let head = self.head().to_string();
        let mut gathered = format!("{},\"rows\":[", head.trim_end_matches('}'));
        let mut is_first = true;
        let summary = self.each(|told| {
            let mut row = json!({
                "table": told.row.entity.name(),
                "id": told.row.to_string(),
                "account": told.account,
            });
            report::add_why(self.policy(), self.as_of(), told.fate, &mut row);
            if !std::mem::take(&mut is_first) {
                gathered.push(',');
            }
            gathered.push_str(&row.to_string());
            if gathered.len() < GATHERED {
                return Ok(());
            }
            console::write(std::mem::take(&mut gathered).as_bytes())
        })?;
        let rules = self.rules(&summary);
        console::print(&format!("{gathered}],\"rules\":{rules}}}"))
    }

    fn rows_as_csv(&self) -> Result<()> {
        let mut csv = Csv::new(&[
            "table",
            "id",
            "account",
            "verdict",
            "rule",
            "anchor",
            "boundary",
            "over_ms",
            "with_table",
            "with_id",
        ])?;
        self.each(|told| {
            let mut fields = vec![
                told.row.entity.name().to_owned(),
                told.row.to_string(),
                told.account.clone(),
                told.fate.verdict.name().to_owned(),
            ];
            fields.extend(self.why_as_fields(told.fate));
            csv.write(&fields)
        })?;
        csv.flush()
    }

    fn why_as_fields(&self, fate: &Fate) -> [String; 6] {
        let mut fields = <[String; 6]>::default();
        match fate.why {
            Why::Free => {}
            Why::Undated { rule } => fields[0].clone_from(&self.policy().rules[rule].name),
            Why::With { entity, id } => {
                entity.name().clone_into(&mut fields[4]);
                fields[5] = id.to_string();
            }
            Why::Rule {
                rule,
                anchor,
                boundary,
            } => {
                fields[0].clone_from(&self.policy().rules[rule].name);
                fields[1] = anchor.to_string();
                fields[2] = boundary.to_string();
                let over = self.as_of().as_millis() - boundary.as_millis();
                fields[3] = over.to_string();
            }
        }
        fields
    }

    fn rules(&self, summary: &Summary) -> Value {
        let lines = report::summary_lines(self.policy(), summary).map(|(entity, by, counts)| {
            json!({
                "table": entity.name(),
                "by": by,
                "keep": counts.keep,
                "may": counts.may,
                "purge": counts.purge,
                "undated": counts.undated,
            })
        });
        lines.collect()
    }

    fn head(&self) -> Value {
        let plan = &self.source.plan;
        json!({
            "scenario": plan.scenario,
            "seed": plan.seed,
            "now": plan.now.to_string(),
            "generation": self.source.generation().map(|id| id.to_string()),
            "as_of": self.as_of().to_string(),
        })
    }

    fn footer(&self) -> String {
        let plan = &self.source.plan;
        let whose = match self.source.generation() {
            Some(generation) => format!("generation {generation} of"),
            None => "the plan of".to_owned(),
        };
        format!(
            "as of {}, for {whose} {} (seed {}, now {})",
            self.as_of(),
            printable(&plan.scenario),
            plan.seed,
            plan.now
        )
    }
}

/// Comma-separated values on their way to stdout.
struct Csv {
    writer: csv::Writer<Vec<u8>>,
}

impl Csv {
    fn new(header: &[&str]) -> Result<Self> {
        let writer = csv::Writer::from_writer(Vec::with_capacity(GATHERED));
        let mut csv = Self { writer };
        let header: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
        csv.write(&header)?;
        Ok(csv)
    }

    fn write(&mut self, fields: &[String]) -> Result<()> {
        self.writer
            .write_record(fields)
            .map_err(|error| failed(&error))?;
        if self.writer.get_ref().len() < GATHERED {
            return Ok(());
        }
        self.flush()
    }

    fn flush(&mut self) -> Result<()> {
        let fresh = csv::Writer::from_writer(Vec::with_capacity(GATHERED));
        let full = std::mem::replace(&mut self.writer, fresh);
        let bytes = full.into_inner().map_err(|error| failed(&error))?;
        console::write(&bytes)
    }
}

fn failed(error: &dyn std::fmt::Display) -> Error {
    let message = format!("comma-separated values cannot be written: {error}");
    Error::new(Kind::Unexpected, message)
}
