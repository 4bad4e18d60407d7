//! Of `[ui]` and `[[pages]]`.

use std::collections::BTreeMap;

use super::column::Table;
use super::lists::rows;
use super::model::{Form, Kind, List, Page, Route, Rows, Shown, ShownTable, Ui};
use super::read::{column, is_path, marked};
use super::routes::{audience, parsed, refusals, spoken_of, subject, template};
use super::template::Template;
use crate::document::{Placed, Section};

/// What the file says of pages, if it says anything.
pub(super) fn ui(root: &Section<'_>, tables: &BTreeMap<Table, ShownTable>) -> Option<Ui> {
    let (section, sections) = (root.section("ui"), root.tables("pages"));
    if !section.is_given() && sections.is_empty() {
        return None;
    }
    let log_in = form(&section.section("log_in"));
    section.finish();
    let pages = sections.iter().filter_map(|section| {
        let page = page(section, tables);
        section.finish();
        page
    });
    let pages = pages.collect();
    Some(Ui {
        log_in: log_in?,
        pages,
    })
}

fn form(section: &Section<'_>) -> Option<Form> {
    let page = section.required_text("page", "page = \"/login\"");
    let email = section.required_text("email", "email = \"#email\"");
    let password = section.required_text("password", "password = \"#password\"");
    let submit = section.required_text("submit", "submit = \"button[type=submit]\"");
    section.finish();
    let page = page.filter(|page| is_path(section, page));
    Some(Form {
        page: page?.value,
        email: email?.value,
        password: password?.value,
        submit: submit?.value,
    })
}

/// The keys of a page that cannot be read without its table.
const PAGE_KEYS: [&str; 9] = [
    "rows",
    "items",
    "next",
    "page",
    "order",
    "row_at",
    "row",
    "values",
    "beginnings",
];

fn page(section: &Section<'_>, tables: &BTreeMap<Table, ShownTable>) -> Option<Page> {
    let visit = section.required_text("visit", "visit = \"/customers/{id}\"");
    let (to, refusals) = (audience(section), refusals(section));
    let (table, is_list) = subject(section, tables, &PAGE_KEYS)?;
    let values = section.section("values");
    let values = values.named_texts().into_iter();
    let mut values: Vec<Shown> = values
        .filter_map(|entry| shown(table, section, entry))
        .collect();
    marked(section, "beginnings", &mut values, |shown| {
        shown.is_beginning = true;
    });
    let (kind, row) = if is_list {
        let (list, row) = list(section, table)?;
        (Kind::List(list), Some(row))
    } else {
        (Kind::One, None)
    };
    let visit = visit?;
    let get = template(section, spoken_of(table, &kind), &visit)?;
    if get.is_by_cursor() || get.is_by_offset() {
        let message = "a browser goes on by links";
        let help = "write next = \"a[rel=next]\", and no {cursor} and no {offset}";
        section.wrong(&visit.place, message, "no pages", help);
    }
    let route = Route {
        get,
        table,
        kind,
        to,
        refusals,
    };
    Some(Page { route, row, values })
}

/// A list, and how its items say which row they are.
fn list(section: &Section<'_>, table: Table) -> Option<(List, (String, Template))> {
    let (rows, order, page) = rows(section, table);
    let items = section.required_text("items", "items = \"tbody tr\"");
    let next = section.optional_text("next");
    let at = section.required_text("row_at", "row_at = \"a @href\"");
    let row = section.required_text("row", "row = \"/customers/{id}\"");
    let row = row.and_then(|row| parsed(section, &row, Template::parse_any(table, &row.value)));
    if rows == Some(Rows::Found) {
        let message = "searches are for the API alone";
        let help = "write [[routes]] for it, or rows = \"all\"";
        section.wrong(&section.place, message, "no search", help);
    }
    let list = List {
        rows: rows?,
        items: selector(section, items?)?,
        next: next.and_then(|next| selector(section, next)),
        page,
        order,
    };
    Some((list, (at?.value, row?)))
}

/// A line of `values`: the place on the page, and the column.
fn shown(
    table: Table,
    section: &Section<'_>,
    (at, text): (Placed<String>, Placed<String>),
) -> Option<Shown> {
    Some(Shown {
        at: selector(section, at)?,
        column: column(table, section, &text)?,
        is_never_null: false,
        is_beginning: false,
        is_later: false,
    })
}

/// A selector. Whether it is one is for the browser to say, before it visits anything.
fn selector(section: &Section<'_>, text: Placed<String>) -> Option<String> {
    if !text.value.trim().is_empty() {
        return Some(text.value);
    }
    let help = "write a CSS selector, such as \"[data-column=fullName]\"";
    let message = "a place of a page is not said";
    section.wrong(&text.place, message, "empty", help);
    None
}
