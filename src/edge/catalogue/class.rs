//! Classes of cases: one for each letter of the ids.

use super::{
    absence, arrays, bidi, confusables, controls, dates, email, files, injection, invisible, json,
    lengths, letter_case, names, normalisation, numbers, phones, places, relations, scripts,
    strings,
};
use crate::edge::case::EdgeCase;

macro_rules! classes {
    ($($(#[$doc:meta])* $class:ident = $name:literal, $letter:expr, $title:literal, [$($tables:expr),+];)*) => {
        /// A class of cases. Its name is what a scenario asks for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Class {
            $($(#[$doc])* $class,)*
        }

        impl Class {
            /// All classes, in the order of the catalogue.
            pub const ALL: &'static [Self] = &[$(Self::$class,)*];

            /// Its name, as in `only = ["names"]`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$class => $name,)*
                }
            }

            /// The letter that its cases' ids begin with; absences have none.
            pub const fn letter(self) -> Option<char> {
                match self {
                    $(Self::$class => $letter,)*
                }
            }

            /// What is in it, in a few words.
            pub const fn title(self) -> &'static str {
                match self {
                    $(Self::$class => $title,)*
                }
            }

            fn tables(self) -> &'static [&'static [EdgeCase]] {
                match self {
                    $(Self::$class => {
                        static TABLES: &[&[EdgeCase]] = &[$($tables),+];
                        TABLES
                    })*
                }
            }
        }
    };
}

classes! {
    /// Personal names.
    Names = "names", Some('N'), "personal names", [names::CASES, scripts::CASES];
    /// One string and its four lengths.
    Strings = "strings", Some('S'), "one string, four lengths", [strings::CASES];
    /// Lengths at a column's limit.
    Lengths = "lengths", Some('L'), "lengths at the limit, and bad places to cut", [lengths::CASES];
    /// Normal forms.
    Normalisation = "normalisation", Some('Z'), "normal forms of Unicode", [normalisation::CASES];
    /// Upper and lower case.
    LetterCase = "letter-case", Some('C'), "upper and lower case", [letter_case::CASES];
    /// Texts in two directions.
    Bidi = "bidi", Some('B'), "two directions", [bidi::CASES];
    /// Characters that cannot be seen.
    Invisible = "invisible", Some('I'), "invisible characters", [invisible::CASES];
    /// Control characters.
    Controls = "controls", Some('X'), "control characters", [controls::CASES];
    /// Characters that look like others.
    Confusables = "confusables", Some('H'), "characters that look like others", [confusables::CASES];
    /// Texts in the shape of code.
    Injection = "injection", Some('J'), "texts in the shape of code", [injection::CASES];
    /// Lists of texts.
    Arrays = "arrays", Some('A'), "lists", [arrays::CASES];
    /// Numbers.
    Numbers = "numbers", Some('M'), "numbers", [numbers::CASES];
    /// JSON values.
    Json = "json", Some('K'), "JSON values", [json::CASES];
    /// Dates, instants and time zones.
    Dates = "dates", Some('D'), "dates, instants and time zones", [dates::CASES];
    /// E-mail addresses.
    Emails = "emails", Some('E'), "e-mail addresses", [email::CASES];
    /// Phone numbers.
    Phones = "phones", Some('P'), "phone numbers", [phones::CASES];
    /// Uploads.
    Files = "files", Some('F'), "uploads", [files::CASES];
    /// States of several rows.
    Relations = "relations", Some('R'), "states of several rows", [relations::CASES];
    /// Locales, countries, addresses and networks.
    Places = "places", Some('W'), "locales, countries and networks", [places::CASES];
    /// NULL.
    Absence = "absence", None, "NULL where something is absent", [absence::CASES];
}

impl Class {
    /// The class with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|class| class.name() == name)
    }

    /// The class of a case.
    pub fn of(case: &EdgeCase) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|class| class.cases().any(|other| other.id == case.id))
    }

    /// Its cases.
    pub fn cases(self) -> impl Iterator<Item = &'static EdgeCase> {
        self.tables().iter().copied().flatten()
    }
}
