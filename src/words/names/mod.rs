//! Personal names by locale.

pub use fake::mended;

/// Given and family names that go together.
///
/// A language whose family names agree with the person's gender has one pool for each
/// (Иванова with Мария, Иванов with Иван); a language whose names do not has one or two
/// pools with the same family names. Of two pools the first holds women's names.
#[derive(Debug, Clone, Copy)]
pub struct Pool {
    /// Given names.
    pub given: &'static [&'static str],
    /// Family names.
    pub family: &'static [&'static str],
}

pub(in crate::words) mod el;
pub(in crate::words) mod es;
pub(in crate::words) mod fake;
pub(in crate::words) mod he;
pub(in crate::words) mod hi;
pub(in crate::words) mod hu;
pub(in crate::words) mod ko;
pub(in crate::words) mod notable;
pub(in crate::words) mod pl;
pub(in crate::words) mod ru;
pub(in crate::words) mod sv;
pub(in crate::words) mod th;
pub(in crate::words) mod vi;
