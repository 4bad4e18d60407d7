//! What a description says of a list.

use super::column::Table;
use super::model::{List, Order, Rows};
use super::read::{column, pointer};
use crate::document::{Placed, Section};

/// A list of an API's route.
pub(super) fn list(section: &Section<'_>, table: Table) -> Option<List> {
    let (rows, order, page) = rows(section, table);
    let items = section.required_text("items", "items = \"/items\"");
    let next = section.optional_text("next");
    Some(List {
        rows: rows?,
        items: pointer(section, items?)?,
        next: next.and_then(|next| pointer(section, next)),
        page,
        order,
    })
}

/// Which rows are in a list, in which order, and how many of them on a page.
pub(super) fn rows(
    section: &Section<'_>,
    table: Table,
) -> (Option<Rows>, Vec<Order>, Option<usize>) {
    let choices = [
        ("all", Rows::All),
        ("own", Rows::Own),
        ("Conversation", Rows::OfConversation),
        ("found", Rows::Found),
    ];
    let rows = section.choice("rows", &choices);
    if !section.has("rows") {
        section.missing("rows", "rows = \"all\"");
    }
    let page = section.number("page", 1..=100_000);
    let order = section.texts("order").unwrap_or_default().into_iter();
    let order: Vec<Order> = order
        .filter_map(|text| order_by(section, table, &text))
        .collect();
    let page = page.and_then(|page| usize::try_from(page.value).ok());
    (rows, order, page)
}

/// `createdAt desc`
fn order_by(section: &Section<'_>, table: Table, text: &Placed<String>) -> Option<Order> {
    let (name, is_descending) = match text.value.split_once(' ') {
        Some((name, "desc")) => (name, true),
        Some((name, "asc")) => (name, false),
        None => (text.value.as_str(), false),
        Some((name, other)) => {
            let message = format!("`{other}` is no direction of an order");
            let help = format!("write \"{name} desc\" or \"{name} asc\"");
            section.wrong(&text.place, message, "no direction", help);
            return None;
        }
    };
    let name = Placed {
        value: name.to_owned(),
        place: text.place.clone(),
    };
    let column = column(table, section, &name)?;
    if !column.is_sortable() {
        let message = format!("programs do not agree how `{}` is sorted", column.text);
        let help = "sort by an instant, a number or an id";
        section.wrong(&text.place, message, "no order", help);
        return None;
    }
    Some(Order {
        column,
        is_descending,
    })
}
