//! A scenario to begin with.

use super::SHIPPED;
use crate::error::{Error, Kind, Result, printable};

/// The text, which calls itself `NAME`.
const TEXT: &str = include_str!("starter.toml");

/// Longest name: with the ending it is a short file name.
const LONGEST_NAME: usize = 64;

/// The text of a scenario to begin with, which works as it is and explains itself.
///
/// # Errors
/// [`Kind::Usage`] for a name that a scenario's file cannot have, or that would hide a shipped
/// scenario.
pub fn starter(name: &str) -> Result<String> {
    let refuse = |hint: String| {
        let message = format!("`{}` cannot be a new scenario's name", printable(name));
        Err(Error::new(Kind::Usage, message).hint(hint))
    };
    let fits = |next: char| next.is_ascii_lowercase() || next.is_ascii_digit();
    let good = name.starts_with(fits)
        && name.chars().all(|next| fits(next) || "-_".contains(next))
        && name.len() <= LONGEST_NAME;
    if !good {
        return refuse(format!(
            "allowed: lower-case letters, digits, `-` and `_`, a letter or digit first, at most {LONGEST_NAME}; without folder and ending"
        ));
    }
    if SHIPPED.iter().any(|shipped| shipped.name == name) {
        return refuse(format!(
            "it ships with the program: choose another, and write extends = \"{name}\" to begin with what it holds"
        ));
    }
    Ok(TEXT.replace("NAME", name))
}
