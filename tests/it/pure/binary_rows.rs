//! Rows out of COPY's binary format: what was written comes back, however it is cut into
//! pieces, and nothing that comes can do harm.

use std::net::IpAddr;

use connsura_seed::clock::{Date, Timestamp};
use connsura_seed::postgres::{BinaryRows, Next};
use connsura_seed::schema::{ColumnType, Entity, Network, Row, Value};
use connsura_seed::sink::{CopyBinary, Format as _};
use proptest::prelude::*;
use uuid::Uuid;

/// A value of a row, by itself.
#[derive(Debug, Clone)]
enum Cell {
    Null,
    Uuid(u128),
    Text(String),
    List(i32, Vec<Option<String>>),
    Json(String),
    Timestamp(Timestamp),
    Date(Date),
    Int4(i32),
    Int8(i64),
    Inet(Network),
}

fn cell(kind: ColumnType) -> BoxedStrategy<Cell> {
    let value = match kind {
        ColumnType::Uuid => any::<u128>().prop_map(Cell::Uuid).boxed(),
        ColumnType::Text | ColumnType::Varchar(_) | ColumnType::Char(_) | ColumnType::Enum(_) => {
            ".{0,40}".prop_map(Cell::Text).boxed()
        }
        ColumnType::TextArray => {
            let items = proptest::collection::vec(proptest::option::of(".{0,9}"), 0..5);
            // Of an empty list PostgreSQL keeps no subscript.
            (-3_i32..4, items)
                .prop_map(|(first, items)| {
                    Cell::List(if items.is_empty() { 1 } else { first }, items)
                })
                .boxed()
        }
        ColumnType::Jsonb => ".{0,40}".prop_map(Cell::Json).boxed(),
        ColumnType::Timestamp => prop_oneof![
            // 4714 BC to 294276.
            8 => (-210_866_803_200_000_i64..9_224_318_016_000_000).prop_map(Timestamp::from_millis),
            1 => Just(Timestamp::INFINITY),
            1 => Just(Timestamp::MINUS_INFINITY),
        ]
        .prop_map(Cell::Timestamp)
        .boxed(),
        ColumnType::Date => prop_oneof![
            8 => (-2_440_588_i32..2_145_031_949).prop_map(Date::from_days),
            1 => Just(Date::INFINITY),
            1 => Just(Date::MINUS_INFINITY),
        ]
        .prop_map(Cell::Date)
        .boxed(),
        ColumnType::Int4 => any::<i32>().prop_map(Cell::Int4).boxed(),
        ColumnType::Int8 => any::<i64>().prop_map(Cell::Int8).boxed(),
        ColumnType::Inet => (any::<IpAddr>(), 0_u8..=32)
            .prop_map(|(address, prefix)| Cell::Inet(Network { address, prefix }))
            .boxed(),
    };
    prop_oneof![1 => Just(Cell::Null), 5 => value].boxed()
}

fn row(entity: Entity) -> BoxedStrategy<Row> {
    let columns = entity.table().columns.iter();
    let cells: Vec<BoxedStrategy<Cell>> = columns.map(|column| cell(column.kind)).collect();
    let fill = move |cells: Vec<Cell>| {
        let mut row = Row::new(entity);
        for cell in cells {
            match cell {
                Cell::Null => row.null(),
                Cell::Uuid(id) => row.uuid(Uuid::from_u128(id)),
                Cell::Text(text) => row.text(&text),
                Cell::List(first, items) => {
                    row.list_from(first, items.iter().map(Option::as_deref));
                }
                Cell::Json(text) => row.canonical_json(&text),
                Cell::Timestamp(at) => row.timestamp(at),
                Cell::Date(date) => row.date(date),
                Cell::Int4(number) => row.int4(number),
                Cell::Int8(number) => row.int8(number),
                Cell::Inet(network) => row.inet_or_null(Some(network)),
            }
        }
        row
    };
    cells.prop_map(fill).boxed()
}

fn tables() -> impl Strategy<Value = (Entity, Vec<Row>)> {
    proptest::sample::select(Entity::ALL.to_vec())
        .prop_flat_map(|entity| (Just(entity), proptest::collection::vec(row(entity), 0..5)))
}

proptest! {
    #[test]
    fn rows_come_back_as_they_were((entity, rows) in tables(), piece in 1_usize..200) {
        let mut bytes = CopyBinary::default().begin(entity);
        for row in &rows {
            CopyBinary::default().row(row, &[], &mut bytes);
        }
        bytes.extend_from_slice(CopyBinary::default().end(!rows.is_empty()));
        let mut reader = BinaryRows::new(entity);
        let mut buffer = Row::new(entity);
        let mut found = Vec::new();
        let mut ended = false;
        for piece in bytes.chunks(piece) {
            prop_assert!(!ended);
            reader.push(piece);
            loop {
                match reader.next(&mut buffer).unwrap() {
                    Next::Row => found.push(buffer.clone()),
                    Next::Incomplete => break,
                    Next::End => { ended = true; break; }
                    Next::Unreadable => prop_assert!(false, "a row is not readable"),
                }
            }
        }
        prop_assert!(ended);
        prop_assert_eq!(found.len(), rows.len());
        for (found, row) in found.iter().zip(&rows) {
            let found: Vec<Value<'_>> = found.values().collect();
            let row: Vec<Value<'_>> = row.values().collect();
            prop_assert_eq!(found, row);
        }
    }

    /// Whatever stands in the place of the rows is read, refused or waited for.
    #[test]
    fn other_bytes_do_no_harm(
        (entity, rows) in tables(),
        garbage in proptest::collection::vec(any::<u8>(), 0..60),
        at in 0_usize..400,
    ) {
        let mut bytes = CopyBinary::default().begin(entity);
        for row in &rows {
            CopyBinary::default().row(row, &[], &mut bytes);
        }
        let at = at.min(bytes.len());
        let end = (at + garbage.len()).min(bytes.len());
        bytes.splice(at..end, garbage);
        let mut reader = BinaryRows::new(entity);
        reader.push(&bytes);
        let mut row = Row::new(entity);
        while let Ok(Next::Row | Next::Unreadable) = reader.next(&mut row) {}
    }
}

/// An admin of which one column is replaced by these bytes of the wire.
fn admin_with(column: usize, field: &[u8]) -> Next {
    let mut bytes = CopyBinary::default().begin(Entity::Admin);
    bytes.extend_from_slice(&7_i16.to_be_bytes());
    for at in 0..7 {
        let field = if at == column { Some(field) } else { None };
        let length = field.map_or(-1, |field| i32::try_from(field.len()).unwrap());
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(field.unwrap_or_default());
    }
    let mut reader = BinaryRows::new(Entity::Admin);
    reader.push(&bytes);
    reader.next(&mut Row::new(Entity::Admin)).unwrap()
}

#[test]
fn what_a_row_cannot_hold_is_said_to_be_unreadable() {
    let numbers = |numbers: &[i32]| -> Vec<u8> {
        let bytes = numbers.iter().map(|number| number.to_be_bytes());
        bytes.collect::<Vec<_>>().concat()
    };
    // Two dimensions of one element each; then none at all.
    let matrix = [numbers(&[2, 0, 25, 1, 1, 1, 1, 1]), vec![b'a']].concat();
    assert_eq!(admin_with(4, &matrix), Next::Unreadable);
    assert_eq!(admin_with(4, &numbers(&[0, 0, 25])), Next::Row);
    // A microsecond after 2000, and a millisecond.
    assert_eq!(admin_with(5, &1_i64.to_be_bytes()), Next::Unreadable);
    assert_eq!(admin_with(5, &1_000_i64.to_be_bytes()), Next::Row);
    // No UTF-8, and an id of three bytes.
    assert_eq!(admin_with(2, b"\xff"), Next::Unreadable);
    assert_eq!(admin_with(0, &[1, 2, 3]), Next::Unreadable);
}
