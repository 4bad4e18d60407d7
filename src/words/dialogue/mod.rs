//! What customers and admins write to each other, by language.

/// How many turns one dialogue has.
pub const TURNS: usize = 6;

/// A short conversation about one matter, turn by turn.
#[derive(Debug, Clone, Copy)]
pub struct Dialogue {
    /// What kind of policy it is about; `None` where any will do.
    pub line: Option<Line>,
    /// Who says what, in order.
    pub turns: [Turn; TURNS],
}

/// A line of business: a kind of policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Line {
    /// Cars.
    Motor,
    /// Buildings and what is in them.
    Home,
    /// Lives.
    Life,
    /// Journeys.
    Travel,
    /// Animals.
    Pet,
}

impl Line {
    /// The letters that numbers of its policies begin with.
    pub const fn letters(self) -> &'static str {
        match self {
            Self::Motor => "MV",
            Self::Home => "HX",
            Self::Life => "LB",
            Self::Travel => "TP",
            Self::Pet => "KR",
        }
    }
}

/// One message of a dialogue.
///
/// Texts hold the slots `{policy}`, `{claim}`, `{amount}` and `{days}`, and Thai ones those of
/// [`Voice`](super::Voice).
#[derive(Debug, Clone, Copy)]
pub struct Turn {
    /// Who writes it.
    pub by: Party,
    /// Ways of saying it; each fits the turns around it.
    pub texts: &'static [&'static str],
}

/// The two sides of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// The customer.
    Customer,
    /// The admin.
    Admin,
}

/// A turn of the customer's.
const fn customer(texts: &'static [&'static str]) -> Turn {
    Turn {
        by: Party::Customer,
        texts,
    }
}

/// A turn of the admin's.
const fn admin(texts: &'static [&'static str]) -> Turn {
    Turn {
        by: Party::Admin,
        texts,
    }
}

pub(in crate::words) mod ar;
pub(in crate::words) mod cy;
pub(in crate::words) mod de;
pub(in crate::words) mod el;
pub(in crate::words) mod en;
pub(in crate::words) mod es;
pub(in crate::words) mod fa;
pub(in crate::words) mod fr;
pub(in crate::words) mod he;
pub(in crate::words) mod hi;
pub(in crate::words) mod hu;
pub(in crate::words) mod it;
pub(in crate::words) mod ja;
pub(in crate::words) mod ko;
pub(in crate::words) mod nl;
pub(in crate::words) mod pl;
pub(in crate::words) mod pt;
pub(in crate::words) mod ru;
pub(in crate::words) mod sv;
pub(in crate::words) mod th;
pub(in crate::words) mod tr;
pub(in crate::words) mod vi;
pub(in crate::words) mod zh_hans;
pub(in crate::words) mod zh_hant;
