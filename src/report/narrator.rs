//! Narration on stderr: bars on a terminal, plain lines elsewhere, JSON lines on request.

use std::io::{IsTerminal as _, Write as _};

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::text::{bytes, count, seconds};
use crate::reset::{Event, Step};
use crate::schema::Entity;

/// How narration is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line: timestamp, level, `run_id`, message, fields.
    Json,
}

/// How much a line of narration matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// As expected.
    Info,
    /// A failure.
    Error,
}

/// Tells on stderr what is going on.
#[derive(Debug)]
pub struct Narrator {
    format: LogFormat,
    run_id: Uuid,
    /// Whether bars are drawn.
    bars: bool,
    /// The bar of the table that is being loaded.
    current: Option<(Entity, ProgressBar)>,
}

impl Narrator {
    /// A narrator for one run.
    pub fn new(format: LogFormat) -> Self {
        let bars = std::io::stderr().is_terminal() && format == LogFormat::Text;
        Self {
            format,
            run_id: Uuid::new_v4(),
            bars,
            current: None,
        }
    }

    /// Says something: `message` for people, with `fields` for programs.
    pub fn say(&self, level: Level, message: &str, fields: Value) {
        match self.format {
            LogFormat::Text => self.line(message),
            LogFormat::Json => self.json(level, message, fields),
        }
    }

    fn line(&self, text: &str) {
        // A bar that is cut short stays where it is, and the line goes below it.
        if let Some((_, bar)) = &self.current {
            bar.abandon();
        }
        // Narration that nobody can receive is no reason to stop.
        let _ = anstream::stderr().write_all(format!("{text}\n").as_bytes());
    }

    fn json(&self, level: Level, message: &str, fields: Value) {
        let mut object = Map::new();
        object.insert(
            "timestamp".to_owned(),
            json!(jiff::Timestamp::now().to_string()),
        );
        object.insert(
            "level".to_owned(),
            json!(match level {
                Level::Info => "info",
                Level::Error => "error",
            }),
        );
        object.insert("run_id".to_owned(), json!(self.run_id.to_string()));
        object.insert("message".to_owned(), json!(message));
        object.insert("fields".to_owned(), fields);
        // At once: stderr keeps nothing back, and would be written to piece by piece.
        let line = format!("{}\n", Value::Object(object));
        let _ = std::io::stderr().write_all(line.as_bytes());
    }

    /// Tells of an event of a reset.
    pub fn tell(&mut self, event: Event<'_>) {
        match event {
            Event::Step(step) => self.step(step),
            Event::Chosen(choice) => {
                let fields =
                    json!({ "strategy": choice.strategy.to_string(), "reason": choice.reason });
                let line = format!("strategy {}: {}", choice.strategy, choice.reason);
                self.say(Level::Info, &line, fields);
            }
            Event::Loading {
                entity,
                accounts,
                of,
                rows,
            } => self.progress(entity, accounts, of, rows),
            Event::Loaded(loaded) => {
                if let Some((_, bar)) = self.current.take() {
                    bar.finish();
                }
                // On a terminal the finished bar says the same.
                if !self.bars {
                    let (name, tally) = (loaded.entity.name(), loaded.tally);
                    let line = format!(
                        "  {name}: {} rows, {}, {}",
                        count(tally.rows),
                        bytes(tally.bytes),
                        seconds(loaded.time)
                    );
                    let fields = json!({ "table": name, "rows": tally.rows, "bytes": tally.bytes });
                    self.say(
                        Level::Info,
                        if self.format == LogFormat::Json {
                            "loaded"
                        } else {
                            &line
                        },
                        fields,
                    );
                }
            }
        }
    }

    /// A bar of work that has this many parts; plain lines where none is drawn.
    pub fn bar(&self, of: u64, noun: &'static str) -> Bar {
        if !self.bars {
            return Bar(None);
        }
        let bar = ProgressBar::new(of);
        let template = format!("  {{bar:30}} {{pos}}/{{len}} {noun}  {{msg}}  {{eta}}");
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style);
        }
        Bar(Some(bar))
    }

    fn step(&self, step: Step) {
        let fields = json!({ "step": step.number(), "of": Step::ALL.len() });
        match self.format {
            LogFormat::Text => {
                self.line(&format!(
                    "[{:>2}/{}] {}",
                    step.number(),
                    Step::ALL.len(),
                    step.title()
                ));
            }
            LogFormat::Json => self.json(Level::Info, step.title(), fields),
        }
    }

    fn progress(&mut self, entity: Entity, accounts: u64, of: u64, rows: u64) {
        if !self.bars {
            return;
        }
        let unfinished = self
            .current
            .take()
            .filter(|(current, _)| *current == entity);
        let (_, bar) = unfinished.unwrap_or_else(|| {
            let bar = ProgressBar::new(of);
            // A template that did not parse would fall back to indicatif's own.
            if let Ok(style) =
                ProgressStyle::with_template("  {prefix:<17}{bar:30} {percent:>3} %  {msg}")
            {
                bar.set_style(style);
            }
            bar.set_prefix(entity.name());
            (entity, bar)
        });
        bar.set_position(accounts);
        bar.set_message(format!("{} rows", count(rows)));
        self.current = Some((entity, bar));
    }
}

/// Work that goes on: a bar on a terminal.
#[derive(Debug)]
pub struct Bar(Option<ProgressBar>);

impl Bar {
    /// Says how many parts are done.
    pub fn set(&self, done: u64, message: &str) {
        if let Some(bar) = &self.0 {
            bar.set_position(done);
            bar.set_message(message.to_owned());
        }
    }

    /// Says it in a line of its own, where there is no bar.
    pub fn tell(&self, narrator: &Narrator, message: &str, fields: Value) {
        if self.0.is_none() {
            narrator.say(Level::Info, message, fields);
        }
    }

    /// Leaves the bar as it is.
    pub fn finish(&self) {
        if let Some(bar) = &self.0 {
            bar.abandon();
        }
    }
}
