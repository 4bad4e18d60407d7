//! Of `[[routes]]`: requests, what they show, and to whom.

use std::collections::BTreeMap;

use super::column::Table;
use super::lists::list;
use super::model::{Audience, Kind, Route, Rows, ShownTable};
use super::read::{known_table, note_column};
use super::template::{NoTemplate, Template};
use crate::document::{Findings, Placed, Section};

/// The keys of a list.
const LIST_KEYS: [&str; 5] = ["rows", "items", "next", "page", "order"];

pub(super) fn routes(
    sections: &[Section<'_>],
    tables: &BTreeMap<Table, ShownTable>,
    findings: &Findings,
) -> Vec<Route> {
    let routes = sections.iter().filter_map(|section| {
        let route = route(section, tables);
        section.finish();
        route
    });
    let routes: Vec<Route> = routes.collect();
    // Where a column is wrong, it may be the one that is looked for.
    if findings.is_empty() {
        for (section, route) in sections.iter().zip(&routes) {
            tells_rows_apart(section, route, tables);
            has_owners(section, route, tables);
        }
    }
    routes
}

fn route(section: &Section<'_>, tables: &BTreeMap<Table, ShownTable>) -> Option<Route> {
    let get = section.required_text("get", "get = \"/api/customers/{id}\"");
    let (to, refusals) = (audience(section), refusals(section));
    let (table, is_list) = subject(section, tables, &LIST_KEYS)?;
    let kind = if is_list {
        Kind::List(list(section, table)?)
    } else {
        Kind::One
    };
    let get = get?;
    let path = template(section, spoken_of(table, &kind), &get)?;
    if let Some((message, help)) = paging(&kind, &path) {
        section.wrong(&get.place, message, "no pages", help);
    }
    Some(Route {
        get: path,
        table,
        kind,
        to,
        refusals,
    })
}

/// Notes where rows are to be seen by those whose they are, and nobody knows who that is.
fn has_owners(section: &Section<'_>, route: &Route, tables: &BTreeMap<Table, ShownTable>) {
    let table = spoken_of(route.table, &route.kind);
    let is_of_owners =
        route.to.owners || matches!(&route.kind, Kind::List(list) if list.rows == Rows::Own);
    let is_known = tables
        .get(&table)
        .is_some_and(|shown| !shown.owners.is_empty());
    // Whose a conversation is follows from its messages.
    if !is_of_owners || is_known || table == Table::Conversation {
        return;
    }
    let message = format!("nothing says whose a row of {table} is");
    let help = format!("write owners = [\"userId\"], or another column, into [tables.{table}]");
    section.wrong(&section.place, message, "to its owner", help);
}

/// Notes where nothing of an item of a list says which row it is.
fn tells_rows_apart(section: &Section<'_>, route: &Route, tables: &BTreeMap<Table, ShownTable>) {
    let table = route.table;
    let (Kind::List(_), Some(shown)) = (&route.kind, tables.get(&table)) else {
        return;
    };
    let is_shown = |key: &&&str| shown.values.iter().any(|shown| shown.column.text == **key);
    let mut keys = table.key().iter();
    let Some(missing) = keys.find(|key| !is_shown(key)) else {
        return;
    };
    let message = format!("nothing says which row of {table} an item is");
    let help = format!("write where `{missing}` stands into [tables.{table}.values]");
    section.wrong(&section.place, message, "a list", help);
}

/// What is wrong with how pages are asked for, and what to write.
fn paging(kind: &Kind, path: &Template) -> Option<(&'static str, &'static str)> {
    let Kind::List(list) = kind else {
        let is_paged = path.is_by_cursor() || path.is_by_offset();
        return is_paged.then_some((
            "one row has no pages",
            "leave {cursor} and {offset} out, or write lists in the place of shows",
        ));
    };
    match (list.next.is_some(), path.is_by_cursor()) {
        (true, false) => Some((
            "nothing asks for the page that `next` speaks of",
            "write {cursor} where the path takes it, such as \"/customers?cursor={cursor}\"",
        )),
        (false, true) => Some((
            "nothing says where the answer has the {cursor} of the page behind it",
            "write next = \"/nextCursor\"",
        )),
        _ if path.is_by_offset() && list.page.is_none() => Some((
            "{offset} goes with the length of a page",
            "write page = 100",
        )),
        _ => None,
    }
}

/// The table that a path speaks of.
pub(super) fn spoken_of(table: Table, kind: &Kind) -> Table {
    match kind {
        Kind::List(list) if list.rows == Rows::OfConversation => Table::Conversation,
        _ => table,
    }
}

/// The table whose rows are shown, and whether there are several; `others` are the keys that
/// cannot be read without it.
pub(super) fn subject(
    section: &Section<'_>,
    tables: &BTreeMap<Table, ShownTable>,
    others: &[&'static str],
) -> Option<(Table, bool)> {
    let subject = known_subject(section, tables);
    if subject.is_none() {
        section.pass_over(others);
    }
    subject
}

fn known_subject(
    section: &Section<'_>,
    tables: &BTreeMap<Table, ShownTable>,
) -> Option<(Table, bool)> {
    let one = section.optional_text("shows");
    let many = section.optional_text("lists");
    if let (Some(one), Some(_)) = (&one, &many) {
        let message = "a row is shown, or rows are listed, and not both";
        let help = "write shows or lists";
        section.wrong(&one.place, message, "one too many", help);
    }
    let is_list = many.is_some();
    let Some(name) = one.or(many) else {
        section.missing("shows", "shows = \"Customer\", or lists = \"Customer\"");
        return None;
    };
    let table = known_table(section, &name)?;
    if !tables.contains_key(&table) {
        let message = format!("nothing is said of what answers show of {table}");
        let help = format!("write [tables.{table}.values]");
        section.wrong(&name.place, message, "not described", help);
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
    // Words that nobody knows have been told of.
    let is_empty = || section.texts("to").is_some_and(|texts| texts.is_empty());
    if words.is_empty() && is_empty() {
        let place = section
            .find("to")
            .map_or(section.place.clone(), |(place, _)| place);
        let message = "nobody is to see it";
        let help = "write to = [\"admin\", \"owner\"]";
        section.wrong(&place, message, "nobody", help);
    }
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
        let help = "allowed: \"400\" to \"499\"";
        section.wrong(&text.place, message, "no refusal", help);
    }
    if codes.is_empty() {
        codes.extend([403, 404]);
    }
    codes
}
