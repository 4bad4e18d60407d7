//! `connsura-seed scenario`

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use serde_json::{Map, Value, json};

use super::args::{
    CheckArguments, DiffArguments, NewArguments, OutputArguments, OutputFormat, PreviewArguments,
    ScenarioCommand, ShowArguments,
};
use super::console::{self, Console};
use super::{exit, target};
use crate::error::{Error, Kind, Result, printable};
use crate::report::{Level, clip, table};
use crate::scenario::{self, FOLDER, Now, Scenario};
use crate::schema::{Entity, Row, Value as Cell, write_plain};
use crate::sink;

/// Widest cell of a preview, in columns of a terminal.
const WIDEST: usize = 38;

/// Widest value in a list of differences.
const WIDEST_DIFFERENCE: usize = 48;

/// What the JSON Schema is called where editors look for it: beside the scenarios.
const SCHEMA: &str = "scenario.schema.json";

pub(super) fn run(command: &ScenarioCommand, console: &Console) -> Result<()> {
    match command {
        ScenarioCommand::List(output) => list(output),
        ScenarioCommand::Show(arguments) => show(arguments),
        ScenarioCommand::Check(arguments) => check(arguments, console),
        ScenarioCommand::Preview(arguments) => preview(arguments),
        ScenarioCommand::New(arguments) => new(arguments, console),
        ScenarioCommand::Diff(arguments) => diff(arguments),
        ScenarioCommand::Schema => console::print(&format!("{:#}", scenario::json_schema())),
    }
}

fn list(output: &OutputArguments) -> Result<()> {
    let directory = target::directory()?;
    let entries: Vec<(String, String, String)> = scenario::list(&directory)
        .into_iter()
        .map(|listed| {
            // A file with mistakes is listed all the same: `check` says what they are.
            let about = scenario::load(&listed.name, &directory)
                .map_or_else(|error| error.to_string(), |scenario| about(&scenario));
            let file = listed
                .path
                .map_or_else(|| "shipped".to_owned(), |path| path.display().to_string());
            (listed.name, file, about)
        })
        .collect();
    match output.format {
        OutputFormat::Text => {
            let rows = entries
                .into_iter()
                .map(|(name, file, title)| vec![name, file, clip(&title, 72)]);
            console::print(&table(&["name", "file", "what it is"], rows, &[]))
        }
        OutputFormat::Json => {
            let list: Vec<Value> = entries
                .into_iter()
                .map(|(name, file, title)| json!({ "name": name, "file": file, "title": title }))
                .collect();
            console::print_json(&Value::Array(list))
        }
    }
}

/// What a scenario says of itself, on one line.
fn about(scenario: &Scenario) -> String {
    let said = [scenario.title.as_str(), scenario.description.as_str()];
    let said: Vec<&str> = said.into_iter().filter(|text| !text.is_empty()).collect();
    if said.is_empty() {
        return "(no title)".to_owned();
    }
    said.join(": ")
}

fn show(arguments: &ShowArguments) -> Result<()> {
    let scenario = scenario::load(&arguments.scenario, &target::directory()?)?;
    match arguments.output.format {
        OutputFormat::Text => console::print(scenario.file.text.trim_end()),
        OutputFormat::Json => console::print_json(&scenario_json(&scenario)),
    }
}

fn scenario_json(scenario: &Scenario) -> Value {
    json!({
        "name": scenario.name,
        "file": scenario.file.path,
        "title": scenario.title,
        "description": scenario.description,
        "seed": scenario.seed,
        "now": match scenario.now {
            Now::Today => "today".to_owned(),
            Now::At(now) => now.to_string(),
        },
        "population": scenario.population,
    })
}

fn check(arguments: &CheckArguments, console: &Console) -> Result<()> {
    let directory = target::directory()?;
    let mut names = arguments.scenarios.clone();
    if names.is_empty() {
        names = scenario::list(&directory)
            .into_iter()
            .map(|listed| listed.name)
            .collect();
    }
    let mut failures = Vec::new();
    for name in &names {
        match scenario::load(name, &directory).and_then(planned) {
            Ok(scenario) => console.narrator.say(
                Level::Info,
                &format!("{}: ok", scenario.file.path),
                json!({}),
            ),
            // Each stands apart, where it comes in the order of what was asked for.
            Err(error) if names.len() > 1 => {
                exit::tell(console, &error);
                failures.push(name.as_str());
            }
            Err(error) => return Err(error),
        }
    }
    if failures.is_empty() {
        return Ok(());
    }
    let message = format!("{} of {} scenarios are wrong", failures.len(), names.len());
    Err(Error::new(Kind::Invalid, message).hint(format!(
        "mend them, then: connsura-seed scenario check {}",
        printable(&failures.join(" "))
    )))
}

/// The scenario, once a plan can be made of it; the password has no say in that.
fn planned(scenario: Scenario) -> Result<Scenario> {
    target::plan_without_password(&scenario, None, None)?;
    Ok(scenario)
}

fn preview(arguments: &PreviewArguments) -> Result<()> {
    let scenario = scenario::load(&arguments.scenario, &target::directory()?)?;
    let plan = target::plan(&scenario, &arguments.overrides, None)?;
    let chosen = match &arguments.table {
        Some(name) => vec![Entity::from_name(name).ok_or_else(|| unknown_table(name))?],
        None => Entity::ALL.to_vec(),
    };
    let samples = chosen.into_iter().map(|entity| {
        (
            entity,
            sink::first(&plan, entity, usize::from(arguments.rows)),
        )
    });
    match arguments.output.format {
        OutputFormat::Text => {
            let tables: Vec<String> = samples
                .map(|(entity, rows)| preview_table(entity, &rows))
                .collect();
            console::print(&tables.join("\n\n"))
        }
        OutputFormat::Json => {
            let mut object = Map::new();
            for (entity, rows) in samples {
                object.insert(
                    entity.name().to_owned(),
                    rows.iter().map(row_json).collect(),
                );
            }
            console::print_json(&Value::Object(object))
        }
    }
}

fn unknown_table(name: &str) -> Error {
    let names = Entity::ALL.map(Entity::name).join(", ");
    Error::new(Kind::Usage, format!("there is no table `{name}`"))
        .hint(format!("there are: {names}"))
}

/// Columns from top to bottom, rows from left to right: tables are wider than terminals.
fn preview_table(entity: Entity, rows: &[Row]) -> String {
    if rows.is_empty() {
        return format!("{}: no rows", entity.name());
    }
    let numbers: Vec<String> = (1..=rows.len()).map(|number| number.to_string()).collect();
    let mut header = vec![entity.name()];
    header.extend(numbers.iter().map(String::as_str));
    let lines = entity
        .table()
        .columns
        .iter()
        .enumerate()
        .map(|(position, column)| {
            let mut line = vec![column.name.to_owned()];
            line.extend(rows.iter().map(|row| match row.get(position) {
                _ if column.secret => "(secret)".to_owned(),
                Some(Cell::Null) | None => "NULL".to_owned(),
                Some(value) => clip(&plain(value), WIDEST),
            }));
            line
        });
    table(&header, lines, &[])
}

fn row_json(row: &Row) -> Value {
    let columns = row.entity().table().columns;
    let fields = columns
        .iter()
        .zip(row.values())
        .filter(|(column, _)| !column.secret);
    Value::Object(
        fields
            .map(|(column, value)| (column.name.to_owned(), value_json(value)))
            .collect(),
    )
}

fn value_json(value: Cell<'_>) -> Value {
    match value {
        Cell::Null => Value::Null,
        Cell::Int4(number) => json!(number),
        Cell::Int8(number) => json!(number),
        Cell::Timestamp(at) => json!(at.to_string()),
        Cell::List(list) => list.iter().map(|item| json!(item)).collect(),
        Cell::Json(text) => serde_json::from_str(text).unwrap_or_default(),
        other => json!(plain(other)),
    }
}

fn plain(value: Cell<'_>) -> String {
    let mut text = String::new();
    write_plain(value, &mut text);
    text
}

/// Writes a file to begin with; never over another.
fn new(arguments: &NewArguments, console: &Console) -> Result<()> {
    let name = &arguments.name;
    let text = scenario::starter(name)?;
    let directory = target::directory()?;
    let path = Path::new(FOLDER).join(format!("{name}.toml"));
    write_new(&directory.join(&path), &text).map_err(|error| {
        let file = path.display();
        if error.kind() == io::ErrorKind::AlreadyExists {
            return Error::new(
                Kind::Refused,
                format!("`{file}` exists, and stays as it is"),
            )
            .hint("choose another name, or remove the file");
        }
        Error::new(Kind::Unexpected, format!("`{file}` cannot be written")).because(error)
    })?;
    let mut next = "next:".to_owned();
    for (command, does) in [
        (
            format!("scenario check {name}"),
            "says all that is wrong with it, after a change",
        ),
        (format!("reset {name}"), "fills the local database with it"),
        ("cast".to_owned(), "lists the personas to log in as"),
    ] {
        let width = "scenario check ".len() + name.len();
        next.push_str(&format!("\n  connsura-seed {command:<width$}   {does}"));
    }
    console::print(&path.display().to_string())?;
    console.narrator.say(Level::Info, &next, json!({}));
    if !directory.join(FOLDER).join(SCHEMA).exists() {
        let schema = format!(
            "for an editor that completes and checks while you type:\n  \
             connsura-seed scenario schema > {FOLDER}/{SCHEMA}"
        );
        console.narrator.say(Level::Info, &schema, json!({}));
    }
    Ok(())
}

fn write_new(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::File::create_new(path)?;
    file.write_all(text.as_bytes())
}

/// Says what two scenarios ask for differently. It is a question: either answer is a success.
fn diff(arguments: &DiffArguments) -> Result<()> {
    let directory = target::directory()?;
    let left = scenario::load(&arguments.left, &directory)?;
    let right = scenario::load(&arguments.right, &directory)?;
    let found = scenario::differences(&left, &right)?;
    let names = [&arguments.left, &arguments.right];
    match arguments.output.format {
        OutputFormat::Text if found.is_empty() => {
            let [left, right] = names.map(|name| printable(name));
            console::print(&format!("`{left}` and `{right}` do not differ"))
        }
        OutputFormat::Text => {
            let rows = found.iter().map(|found| {
                let [left, right] = [&found.left, &found.right].map(|value| match value {
                    None => "(not there)".to_owned(),
                    Some(Value::String(text)) => clip(text, WIDEST_DIFFERENCE),
                    Some(other) => clip(&other.to_string(), WIDEST_DIFFERENCE),
                });
                vec![found.path.clone(), left, right]
            });
            console::print(&table(&["key", names[0], names[1]], rows, &[]))
        }
        OutputFormat::Json => {
            let differences: Vec<Value> = found
                .iter()
                .map(|found| json!({ "key": found.path, "left": found.left, "right": found.right }))
                .collect();
            console::print_json(
                &json!({ "left": names[0], "right": names[1], "differences": differences }),
            )
        }
    }
}
