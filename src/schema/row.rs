//! One row on its way from an entity to a sink.
//!
//! A [`Row`] is a buffer that is filled and read over and over: texts lie end to end in one
//! string, and values are ranges into it, so a row costs no allocation once the buffer has
//! grown to the size of the longest.

use std::net::IpAddr;
use std::ops::Range;

use uuid::Uuid;

use super::{Entity, Json};
use crate::clock::{Date, Timestamp};

/// A network: an address whose host part is zero, and the length of its prefix in bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    /// The address.
    pub address: IpAddr,
    /// Bits of the address that name the network.
    pub prefix: u8,
}

/// A value of a row, as a sink sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// SQL NULL.
    Null,
    /// A `uuid`.
    Uuid(Uuid),
    /// A text, or an enum's label.
    Text(&'a str),
    /// An instant.
    Timestamp(Timestamp),
    /// A date.
    Date(Date),
    /// An `int4`.
    Int4(i32),
    /// An `int8`.
    Int8(i64),
    /// An `inet`.
    Inet(Network),
    /// A `text[]`.
    List(List<'a>),
    /// A `jsonb`, in canonical text.
    Json(&'a str),
}

/// The elements of a `text[]`.
#[derive(Debug, Clone, Copy)]
pub struct List<'a> {
    text: &'a str,
    items: &'a [Option<Range<usize>>],
    first_subscript: i32,
}

impl PartialEq for List<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.first_subscript == other.first_subscript && self.iter().eq(other.iter())
    }
}

impl<'a> List<'a> {
    /// The elements in order; `None` is a NULL element.
    pub fn iter(self) -> impl ExactSizeIterator<Item = Option<&'a str>> {
        self.items
            .iter()
            .map(move |item| item.clone().map(|range| &self.text[range]))
    }

    /// The subscript of the first element: 1, where nothing is odd.
    pub fn first_subscript(self) -> i32 {
        self.first_subscript
    }
}

#[derive(Debug, Clone)]
enum Slot {
    Null,
    Uuid(Uuid),
    Text(Range<usize>),
    Timestamp(Timestamp),
    Date(Date),
    Int4(i32),
    Int8(i64),
    Inet(Network),
    List(i32, Range<usize>),
    Json(Range<usize>),
}

/// A row of one table, its values in the order of the table's columns.
#[derive(Debug, Clone)]
pub struct Row {
    entity: Entity,
    slots: Vec<Slot>,
    text: String,
    items: Vec<Option<Range<usize>>>,
}

impl Row {
    /// An empty row of the entity's table.
    pub fn new(entity: Entity) -> Self {
        Self {
            entity,
            slots: Vec::new(),
            text: String::new(),
            items: Vec::new(),
        }
    }

    /// Whose row this is.
    pub fn entity(&self) -> Entity {
        self.entity
    }

    /// Empties the row, keeping its memory.
    pub fn clear(&mut self) {
        self.slots.clear();
        self.text.clear();
        self.items.clear();
    }

    /// The values, in the order of the table's columns.
    pub fn values(&self) -> impl ExactSizeIterator<Item = Value<'_>> {
        self.slots.iter().map(|slot| self.value(slot))
    }

    /// The value of a column, by its position.
    pub fn get(&self, position: usize) -> Option<Value<'_>> {
        self.slots.get(position).map(|slot| self.value(slot))
    }

    /// The value of a column, by its name.
    pub fn named(&self, column: &str) -> Option<Value<'_>> {
        self.get(self.entity.table().position(column)?)
    }

    fn value(&self, slot: &Slot) -> Value<'_> {
        match slot {
            Slot::Null => Value::Null,
            Slot::Uuid(id) => Value::Uuid(*id),
            Slot::Text(range) => Value::Text(&self.text[range.clone()]),
            Slot::Timestamp(at) => Value::Timestamp(*at),
            Slot::Date(date) => Value::Date(*date),
            Slot::Int4(number) => Value::Int4(*number),
            Slot::Int8(number) => Value::Int8(*number),
            Slot::Inet(network) => Value::Inet(*network),
            Slot::List(first_subscript, range) => Value::List(List {
                text: &self.text,
                items: &self.items[range.clone()],
                first_subscript: *first_subscript,
            }),
            Slot::Json(range) => Value::Json(&self.text[range.clone()]),
        }
    }

    /// Puts another value into a column that is already filled: the one that `fill` adds.
    pub fn set(&mut self, position: usize, fill: impl FnOnce(&mut Self)) {
        fill(self);
        if let Some(slot) = self.slots.pop() {
            self.slots[position] = slot;
        }
    }

    /// Adds a NULL.
    pub fn null(&mut self) {
        self.slots.push(Slot::Null);
    }

    /// Adds an id.
    pub fn uuid(&mut self, id: Uuid) {
        self.slots.push(Slot::Uuid(id));
    }

    /// Adds an id or NULL.
    pub fn uuid_or_null(&mut self, id: Option<Uuid>) {
        self.slots.push(id.map_or(Slot::Null, Slot::Uuid));
    }

    /// Adds a text.
    pub fn text(&mut self, text: &str) {
        self.text_with(|out| out.push_str(text));
    }

    /// Adds a text or NULL.
    pub fn text_or_null(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.null(),
        }
    }

    /// Adds a text that `write` appends to the buffer it is given.
    pub fn text_with(&mut self, write: impl FnOnce(&mut String)) {
        let range = self.append(write);
        self.slots.push(Slot::Text(range));
    }

    /// Adds an instant.
    pub fn timestamp(&mut self, at: Timestamp) {
        self.slots.push(Slot::Timestamp(at));
    }

    /// Adds a date.
    pub fn date(&mut self, date: Date) {
        self.slots.push(Slot::Date(date));
    }

    /// Adds an instant or NULL.
    pub fn timestamp_or_null(&mut self, at: Option<Timestamp>) {
        self.slots.push(at.map_or(Slot::Null, Slot::Timestamp));
    }

    /// Adds a date or NULL.
    pub fn date_or_null(&mut self, date: Option<Date>) {
        self.slots.push(date.map_or(Slot::Null, Slot::Date));
    }

    /// Adds an `int4`.
    pub fn int4(&mut self, number: i32) {
        self.slots.push(Slot::Int4(number));
    }

    /// Adds an `int8`.
    pub fn int8(&mut self, number: i64) {
        self.slots.push(Slot::Int8(number));
    }

    /// Adds a network or NULL.
    pub fn inet_or_null(&mut self, network: Option<Network>) {
        self.slots.push(network.map_or(Slot::Null, Slot::Inet));
    }

    /// Adds a list of texts.
    pub fn list<'a>(&mut self, items: impl IntoIterator<Item = &'a str>) {
        self.list_from(1, items.into_iter().map(Some));
    }

    /// Adds a list whose first element has this subscript; `None` is a NULL element.
    pub fn list_from<'a>(
        &mut self,
        first_subscript: i32,
        items: impl IntoIterator<Item = Option<&'a str>>,
    ) {
        let start = self.items.len();
        for item in items {
            let range = item.map(|item| self.append(|out| out.push_str(item)));
            self.items.push(range);
        }
        let items = start..self.items.len();
        self.slots.push(Slot::List(first_subscript, items));
    }

    /// Adds a JSON value.
    pub fn json(&mut self, json: &Json<'_>) {
        let range = self.append(|out| json.write(out));
        self.slots.push(Slot::Json(range));
    }

    /// Adds a JSON value whose text is canonical already.
    pub fn canonical_json(&mut self, text: &str) {
        let range = self.append(|out| out.push_str(text));
        self.slots.push(Slot::Json(range));
    }

    /// Adds a JSON value or NULL.
    pub fn json_or_null(&mut self, json: Option<&Json<'_>>) {
        match json {
            Some(json) => self.json(json),
            None => self.null(),
        }
    }

    fn append(&mut self, write: impl FnOnce(&mut String)) -> Range<usize> {
        let start = self.text.len();
        write(&mut self.text);
        start..self.text.len()
    }
}
