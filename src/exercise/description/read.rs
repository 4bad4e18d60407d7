//! From a description's text to a [`Description`], or to all that is wrong with it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use toml::de::DeTable;

use super::DESCRIPTION;
use super::column::{ColumnPath, NoColumn, Table};
use super::lists::list;
use super::model::{Audience, Description, Kind, LogIn, Route, Rows, Shown, ShownTable};
use super::pages;
use super::template::{NoTemplate, Template};
use crate::document::{self, Findings, Place, Placed, Section, allowed, decode, note};
use crate::error::{Error, Kind as ErrorKind, Result, SourceFile, printable};

/// What to do about a file with mistakes.
const MEND: &str = "mend the file, then run the command again";

/// The core API's own description.
///
/// # Errors
/// None: the tests read it.
pub fn core_api() -> Result<Description> {
    let text = include_bytes!("../../../core-api/exercise.toml");
    read("core-api/exercise.toml", text.to_vec())
}

/// Reads a file.
///
/// # Errors
/// [`crate::Kind::Usage`] for a file that cannot be read, and as [`read`].
pub fn load(path: &Path) -> Result<Description> {
    let shown = printable(&path.to_string_lossy());
    let bytes = document::read(path, &DESCRIPTION).map_err(|error| {
        let message = format!("the description `{shown}` cannot be read: {error}");
        Error::new(ErrorKind::Usage, message)
            .hint("name a file that is there; the core API's own, core-api/exercise.toml, is one to begin with")
    })?;
    read(&shown, bytes)
}

/// Reads the bytes of the file that messages call `path`.
///
/// # Errors
/// [`crate::Kind::Invalid`] with one diagnostic for each mistake, in the file's order.
pub fn read(path: &str, bytes: Vec<u8>) -> Result<Description> {
    let file = Arc::new(decode(&DESCRIPTION, path.to_owned(), bytes)?);
    let findings = Findings::new(vec![file.clone()]);
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    if !errors.is_empty() {
        note(&DESCRIPTION, &table, &errors, &file, &findings);
        return Err(wrong(&file, findings));
    }
    let place = Place {
        file: file.clone(),
        span: 0..0,
    };
    let root = Section::root([(&table, file.clone())], place, &findings);
    let log_in = log_in(&root.section("log_in"));
    let tables = tables(&root.section("tables"));
    let routes = routes(&root.tables("routes"), &tables);
    let ui = pages::ui(&root, &tables);
    root.finish();
    match log_in {
        Some(log_in) if findings.is_empty() => Ok(Description {
            log_in,
            tables,
            routes,
            ui,
        }),
        _ => Err(wrong(&file, findings)),
    }
}

fn wrong(file: &SourceFile, findings: Findings) -> Error {
    findings.into_error(&DESCRIPTION, &file.path, MEND.to_owned())
}

fn log_in(section: &Section<'_>) -> Option<LogIn> {
    let post = section.required_text("post", "post = \"/api/log-in\"");
    let body = section.section("body").named_texts();
    if body.is_empty() {
        let example = "body = { email = \"{email}\", password = \"{password}\" }";
        section.missing("body", example);
    }
    let token = section.required_text("token", "token = \"/token\"");
    let header = section.optional_text("header");
    let header = header.map_or("Authorization: Bearer {token}".to_owned(), |text| {
        text.value
    });
    let (name, value) = header.split_once(':').unwrap_or((&header, "{token}"));
    let users = section.section("values");
    let values = users.named_texts().into_iter();
    let values = values
        .filter_map(|entry| shown(Table::Stored(crate::schema::Entity::User), section, entry));
    let log_in = LogIn {
        post: post?.value,
        body: body
            .into_iter()
            .map(|(name, text)| (name.value, text.value))
            .collect(),
        token: pointer(section, token?)?,
        header: (name.trim().to_owned(), value.trim().to_owned()),
        values: values.collect(),
    };
    section.finish();
    Some(log_in)
}

fn tables(section: &Section<'_>) -> BTreeMap<Table, ShownTable> {
    let mut tables = BTreeMap::new();
    for (name, section) in section.named() {
        let Some(table) = known_table(&section, &name) else {
            continue;
        };
        tables.insert(table, shown_table(table, &section));
    }
    tables
}

fn known_table(section: &Section<'_>, name: &Placed<String>) -> Option<Table> {
    let found = Table::from_name(&name.value);
    if found.is_none() {
        let names: Vec<&str> = Table::all().map(Table::name).collect();
        let message = format!("there is no table `{}`", name.value);
        let help = allowed(&names, &name.value);
        section
            .findings
            .add(&name.place, message, "unknown", Some(help));
    }
    found
}

fn shown_table(table: Table, section: &Section<'_>) -> ShownTable {
    let owners = section.texts("owners").unwrap_or_default().into_iter();
    let owners = owners.filter_map(|text| column(table, section, &text));
    let owners = owners.collect();
    let entries = section.section("values").named_texts().into_iter();
    let mut values: Vec<Shown> = entries
        .filter_map(|entry| shown(table, section, entry))
        .collect();
    for shown in marked(section, "never_null", &mut values) {
        shown.is_never_null = true;
    }
    for shown in marked(section, "beginnings", &mut values) {
        shown.is_beginning = true;
    }
    for shown in marked(section, "later", &mut values) {
        shown.is_later = true;
    }
    section.finish();
    ShownTable { owners, values }
}

/// The values whose places are listed under `key`.
pub(super) fn marked<'v>(
    section: &Section<'_>,
    key: &'static str,
    values: &'v mut [Shown],
) -> Vec<&'v mut Shown> {
    let places = section.texts(key).unwrap_or_default();
    for place in &places {
        if values.iter().any(|shown| shown.at == place.value) {
            continue;
        }
        let message = format!("`{}` is no place of `values`", place.value);
        let help = "write a key of `values`, such as \"/id\"".to_owned();
        section
            .findings
            .add(&place.place, message, "unknown", Some(help));
    }
    let is_marked = |shown: &&mut Shown| places.iter().any(|place| place.value == shown.at);
    values.iter_mut().filter(is_marked).collect()
}

/// A line of `values`: the place in the answer, and the column.
fn shown(
    table: Table,
    section: &Section<'_>,
    (at, text): (Placed<String>, Placed<String>),
) -> Option<Shown> {
    Some(Shown {
        at: pointer(section, at)?,
        column: column(table, section, &text)?,
        is_never_null: false,
        is_beginning: false,
        is_later: false,
    })
}

/// A JSON pointer: nothing, or words that each begin with a slash.
pub(super) fn pointer(section: &Section<'_>, text: Placed<String>) -> Option<String> {
    if text.value.is_empty() || text.value.starts_with('/') {
        return Some(text.value);
    }
    let message = format!("`{}` is no JSON pointer", text.value);
    let help = format!("write \"/{}\"", text.value.replace('.', "/"));
    section
        .findings
        .add(&text.place, message, "no pointer", Some(help));
    None
}

pub(super) fn column(
    table: Table,
    section: &Section<'_>,
    text: &Placed<String>,
) -> Option<ColumnPath> {
    let parsed = ColumnPath::parse(table, &text.value);
    parsed
        .map_err(|wrong| note_column(section, &text.place, &wrong))
        .ok()
}

fn note_column(section: &Section<'_>, place: &Place, wrong: &NoColumn) {
    let help = match wrong {
        NoColumn::Unknown { allowed, .. } => Some(format!("allowed: `{}`", allowed.join("`, `"))),
        NoColumn::LeadsNowhere { .. } => None,
    };
    section
        .findings
        .add(place, wrong.to_string(), "no column", help);
}

fn routes(sections: &[Section<'_>], tables: &BTreeMap<Table, ShownTable>) -> Vec<Route> {
    let routes = sections.iter().filter_map(|section| {
        let route = route(section, tables);
        section.finish();
        route
    });
    routes.collect()
}

fn route(section: &Section<'_>, tables: &BTreeMap<Table, ShownTable>) -> Option<Route> {
    let get = section.required_text("get", "get = \"/api/customers/{id}\"");
    let (to, refusals) = (audience(section), refusals(section));
    let (table, is_list) = subject(section, tables)?;
    let kind = if is_list {
        Kind::List(list(section, table)?)
    } else {
        Kind::One
    };
    Some(Route {
        get: template(section, spoken_of(table, &kind), &get?)?,
        table,
        kind,
        to,
        refusals,
    })
}

/// The table that a path speaks of.
pub(super) fn spoken_of(table: Table, kind: &Kind) -> Table {
    match kind {
        Kind::List(list) if list.rows == Rows::OfConversation => Table::Conversation,
        _ => table,
    }
}

/// The table whose rows are shown, and whether there are several.
pub(super) fn subject(
    section: &Section<'_>,
    tables: &BTreeMap<Table, ShownTable>,
) -> Option<(Table, bool)> {
    let one = section.optional_text("shows");
    let many = section.optional_text("lists");
    let is_list = many.is_some();
    let Some(name) = one.or(many) else {
        section.missing("shows", "shows = \"Customer\", or lists = \"Customer\"");
        return None;
    };
    let table = known_table(section, &name)?;
    if !tables.contains_key(&table) {
        let message = format!("nothing is said of what answers show of {table}");
        let help = format!("write [tables.{table}.values]");
        section
            .findings
            .add(&name.place, message, "not described", Some(help));
    }
    Some((table, is_list))
}

pub(super) fn template(
    section: &Section<'_>,
    table: Table,
    text: &Placed<String>,
) -> Option<Template> {
    parsed(section, text, Template::parse(table, &text.value))
}

/// A path that was read, or what is wrong with it.
pub(super) fn parsed(
    section: &Section<'_>,
    text: &Placed<String>,
    parsed: Result<Template, NoTemplate>,
) -> Option<Template> {
    match parsed {
        Ok(template) => Some(template),
        Err(NoTemplate::Column(wrong)) => {
            note_column(section, &text.place, &wrong);
            None
        }
        Err(wrong) => {
            let message = format!("`{}` is no path: {wrong}", text.value);
            section.findings.add(&text.place, message, "no path", None);
            None
        }
    }
}

pub(super) fn audience(section: &Section<'_>) -> Audience {
    let words = section.choices("to", &["admin", "customer", "owner"]);
    let Some(words) = words else {
        section.missing("to", "to = [\"admin\", \"owner\"]");
        return Audience::default();
    };
    Audience {
        admins: words.contains(&"admin"),
        customers: words.contains(&"customer"),
        owners: words.contains(&"owner"),
    }
}

/// The statuses that whoever may not see something is answered with.
pub(super) fn refusals(section: &Section<'_>) -> Vec<u16> {
    let given = section.texts("refusals").unwrap_or_default();
    let mut codes = Vec::new();
    for text in given {
        if let Ok(code @ 400..=499) = text.value.parse() {
            codes.push(code);
            continue;
        }
        let message = format!("`{}` is no status of a refusal", text.value);
        let help = "allowed: \"400\" to \"499\"".to_owned();
        section
            .findings
            .add(&text.place, message, "no refusal", Some(help));
    }
    if codes.is_empty() {
        codes.extend([403, 404]);
    }
    codes
}
