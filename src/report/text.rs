//! Tables and numbers for people.

use tabled::builder::Builder;
use tabled::settings::object::Columns;
use tabled::settings::{Alignment, Style};

use super::shown::cell;

/// A table with a header and aligned columns; columns named in `right` are right-aligned.
///
/// A cell is one line, as wide as a terminal shows it, and changes no other.
pub fn table(
    header: &[&str],
    rows: impl IntoIterator<Item = Vec<String>>,
    right: &[usize],
) -> String {
    let mut builder = Builder::default();
    builder.push_record(header.iter().map(|text| cell(text)));
    for row in rows {
        builder.push_record(row.iter().map(|text| cell(text)));
    }
    let mut table = builder.build();
    table.with(Style::sharp());
    for column in right {
        table.modify(Columns::one(*column), Alignment::right());
    }
    table.to_string()
}

/// A number with its thousands parted: `1,234,567`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// So many of something: `1 finding`, `1,234 findings`.
pub fn counted(number: u64, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", count(number))
}

/// Bytes in the unit that leaves at most three digits before the point (1 kB is 1,000 B).
pub fn bytes(number: u64) -> String {
    let mut value = number as f64;
    for unit in ["B", "kB", "MB", "GB"] {
        if value < 999.5 {
            return if unit == "B" {
                format!("{number} B")
            } else {
                format!("{value:.1} {unit}")
            };
        }
        value /= 1_000.0;
    }
    format!("{value:.1} TB")
}

/// Seconds with two decimals.
pub fn seconds(time: std::time::Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}
