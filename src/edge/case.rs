//! Edge cases as data: what each is, why it breaks software, where it applies, what it makes.

use super::Facet;

/// How data like this can come about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// It could have come in through the product's own forms.
    Plausible,
    /// It could only have been written by other means.
    Hostile,
}

/// One odd value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EdgeCase {
    /// Its id, such as `S02` or `phone:null`; it never changes its meaning.
    pub id: &'static str,
    /// What it is, in a few words.
    pub title: &'static str,
    /// What it breaks, and why.
    pub breaks: &'static str,
    /// How data like this can come about.
    pub tier: Tier,
    /// Where the fact is from.
    pub source: &'static str,
    /// The facets that can carry it, the best first.
    pub facets: &'static [Facet],
    /// What a facet that carries it holds.
    pub value: Value,
}

/// What a facet that carries a case holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// SQL NULL.
    Null,
    /// A text.
    Text(Text),
    /// A `text[]`, with the subscript of its first element; `None` is a NULL element.
    List(i32, &'static [Option<&'static str>]),
    /// A `text[]` of languages.
    Languages(LanguageRule),
    /// A `jsonb`, as PostgreSQL prints it.
    Json(&'static str),
    /// A `jsonb` that is made.
    MadeJson(JsonRule),
    /// A date: year, month and day in the proleptic Gregorian calendar.
    Date(i16, u8, u8),
    /// An instant, in milliseconds since 1970.
    Instant(i64),
    /// `infinity`, or `-infinity` where false, in a date or an instant.
    Infinity(bool),
    /// A whole number.
    Number(i64),
    /// What happens to related rows.
    State(State),
}

/// How an odd text is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// Exactly this.
    Whole(&'static str),
    /// An ordinary text of the facet with this at its end, after a space.
    Within(&'static str),
    /// An ordinary text of the facet with this before it.
    Before(&'static str),
    /// This, so many times.
    Repeat(&'static str, usize),
    /// As many of the units as the column's limit, and so many more (or, negative, fewer).
    Length(Unit, i8),
    /// Longer than the column's limit in UTF-16 units, though not in code points, with an
    /// indivisible sequence over the place at which so many units would be cut off.
    Seam(Seam),
    /// So many bytes that no compression makes smaller.
    Incompressible(usize),
}

/// What a length is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Bytes of UTF-8: networks, indexes, file systems.
    Bytes,
    /// Unicode code points: PostgreSQL, Python, Rust's `chars`.
    CodePoints,
    /// UTF-16 code units: JavaScript, Java, Windows.
    Utf16,
    /// Extended grapheme clusters (UAX 29): people.
    Graphemes,
}

/// What the cut of a program that counts UTF-16 units (`slice(0, limit)`) can fall into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Seam {
    /// The two surrogates of one code point.
    SurrogatePair,
    /// A sequence joined by U+200D.
    ZwjSequence,
    /// A letter and the marks on it.
    CombiningStack,
}

/// How an odd list of languages is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LanguageRule {
    /// The customer's own language alone.
    Single,
    /// All languages that the project knows.
    Many,
    /// One language of each script that the project knows.
    MixedScripts,
}

/// How an odd JSON value is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonRule {
    /// Arrays within arrays, so deep.
    Nested(usize),
    /// An object with one key of so many bytes.
    LongKey(usize),
    /// An object of so many keys.
    Wide(usize),
}

/// What happens to related rows. Each is a state that several rows agree on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// The account's address was never verified.
    Unverified,
    /// The customer was invited and never came.
    NeverCame,
    /// The owner asked for the account's deletion.
    DeletionRequested,
    /// The name was changed after audit rows were written.
    Renamed,
    /// No audit row speaks of the account (hostile: every account leaves one).
    Unlogged,
    /// The conversation has this many messages.
    Messages(u32),
    /// Everything was read.
    AllRead,
    /// Nothing was ever opened: `lastReadAt` is NULL and all is unread.
    NeverOpened,
    /// Exactly this many messages of the other side are unread.
    UnreadCount(u32),
    /// `lastReadAt` is the very instant of the newest message.
    ReadAtNewest,
    /// `lastReadAt` lies after now.
    ReadInFuture,
    /// There are messages and no read state.
    NoReadState,
    /// The counter says one more than there are.
    UnreadTooMany,
    /// The counter is negative.
    UnreadNegative,
    /// The other party's account was purged.
    PartyGone,
    /// The sender is the recipient.
    ToSelf,
    /// All messages of the conversation bear one instant.
    SameInstant,
    /// The share waits for its recipient.
    Pending,
    /// The share is open.
    Active,
    /// The recipient closed the share.
    Closed,
    /// The customer took the share back.
    Revoked,
    /// The share was closed, and opened again: it keeps its old `closedAt`.
    Reopened,
    /// The share is CLOSED without a `closedAt`.
    ClosedWithoutDate,
    /// The share has a `closedAt` before its creation.
    ClosedBeforeCreated,
    /// The share goes to an address instead of a user.
    ToAddress,
    /// The share's recipient was purged, and no address is left.
    ToNobody,
    /// The upload was deleted by its owner.
    Deleted,
    /// The form is a draft.
    Draft,
    /// The form is submitted.
    Submitted,
    /// The form is archived.
    Archived,
}
