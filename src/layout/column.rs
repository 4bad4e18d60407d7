//! Whether a live column can hold what the reference schema's holds, and how.

use super::{CatalogueColumn, Shape, Storage};
use crate::schema::{Column, ColumnType};

/// Code points of an id as text.
const UUID_LENGTH: u32 = 36;
/// Code points of the longest network as text.
const INET_LENGTH: u32 = 43;
/// Digits of a second that an instant of ours has.
const MILLISECONDS: u32 = 3;

/// How the live column stores the reference schema's, and the code points that it takes where
/// they are fewer.
///
/// # Errors
/// What stands in the way.
pub(super) fn storage(
    column: &Column,
    live: &CatalogueColumn,
) -> Result<(Storage, Option<u32>), String> {
    if (live.shape == Shape::Array) != (column.kind == ColumnType::TextArray) {
        return Err(mismatch(column, live));
    }
    let base = live.base.as_str();
    let whole = |storage| Ok((storage, None));
    match column.kind {
        ColumnType::Uuid if base == "uuid" => whole(Storage::Uuid),
        ColumnType::Uuid => text_of(column, live, UUID_LENGTH),
        ColumnType::Text => text(column, live, None),
        ColumnType::Varchar(most) => text(column, live, Some(most)),
        ColumnType::Char(length) if base == "bpchar" && live.limit == Some(length) => {
            whole(Storage::Text)
        }
        ColumnType::Char(length) => text_of(column, live, length),
        ColumnType::Enum(_) if live.shape == Shape::Enum => whole(Storage::Enum),
        ColumnType::Enum(_) => text(column, live, None).map(|(storage, _)| (storage, live.limit)),
        ColumnType::TextArray if is_text(live) => {
            Ok((Storage::TextArray(live.base_oid), live.limit))
        }
        ColumnType::Jsonb if base == "jsonb" => whole(Storage::Jsonb),
        ColumnType::Jsonb if base == "json" => whole(Storage::Json),
        ColumnType::Date if base == "date" => whole(Storage::Date),
        ColumnType::Timestamp | ColumnType::Date => instant(column, live),
        ColumnType::Int4 | ColumnType::Int8 if base == "int8" => whole(Storage::Int8),
        ColumnType::Int4 | ColumnType::Int8 if base == "int4" => whole(Storage::Int4),
        ColumnType::Inet if base == "inet" => whole(Storage::Inet),
        ColumnType::Inet if base == "cidr" => whole(Storage::Cidr),
        ColumnType::Inet => text_of(column, live, INET_LENGTH),
        _ => Err(mismatch(column, live)),
    }
}

/// Types that hold a text as it is; `char(n)` pads it.
fn is_text(live: &CatalogueColumn) -> bool {
    matches!(live.base.as_str(), "text" | "varchar" | "citext")
}

fn text(
    column: &Column,
    live: &CatalogueColumn,
    most: Option<u32>,
) -> Result<(Storage, Option<u32>), String> {
    if !is_text(live) {
        return Err(mismatch(column, live));
    }
    let narrow = live
        .limit
        .filter(|limit| most.is_none_or(|most| *limit < most));
    Ok((Storage::Text, narrow))
}

/// A text of a length that is known.
fn text_of(
    column: &Column,
    live: &CatalogueColumn,
    length: u32,
) -> Result<(Storage, Option<u32>), String> {
    match text(column, live, None)? {
        (_, Some(limit)) if limit < length => Err(mismatch(column, live)),
        (storage, _) => Ok((storage, None)),
    }
}

fn instant(column: &Column, live: &CatalogueColumn) -> Result<(Storage, Option<u32>), String> {
    let storage = match live.base.as_str() {
        "timestamptz" => Storage::Timestamptz,
        "timestamp" => Storage::Timestamp,
        _ => return Err(mismatch(column, live)),
    };
    let keeps = live.limit.is_none_or(|digits| digits >= MILLISECONDS);
    if keeps || column.kind == ColumnType::Date {
        return Ok((storage, None));
    }
    Err(format!(
        "column `{}` is {}, which keeps no milliseconds",
        live.name, live.shown_type
    ))
}

fn mismatch(column: &Column, live: &CatalogueColumn) -> String {
    format!(
        "column `{}` is {}, and the generator has {} for it",
        live.name,
        live.shown_type,
        wanted(column.kind)
    )
}

/// The types that hold the column, the reference schema's first.
fn wanted(kind: ColumnType) -> String {
    match kind {
        ColumnType::Uuid => "uuid or text".to_owned(),
        ColumnType::Text => "text, varchar or citext".to_owned(),
        ColumnType::Varchar(limit) => format!("varchar({limit}), text or citext"),
        ColumnType::Char(limit) => format!("char({limit}), varchar or text"),
        ColumnType::Enum(kind) => format!("the enum {} or text", kind.name),
        ColumnType::TextArray => "text[] or varchar[]".to_owned(),
        ColumnType::Jsonb => "jsonb or json".to_owned(),
        ColumnType::Timestamp => "timestamptz(3) or timestamp(3)".to_owned(),
        ColumnType::Date => "date or a timestamp".to_owned(),
        ColumnType::Int4 | ColumnType::Int8 => "int4 or int8".to_owned(),
        ColumnType::Inet => "inet, cidr or text".to_owned(),
    }
}
