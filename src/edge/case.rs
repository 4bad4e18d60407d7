//! Edge cases as data: what each is, why it breaks software, where it applies, what it makes.

use super::Facet;
use crate::schema::Network;

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

impl EdgeCase {
    /// Whether a row that carries it costs as much as thousands of others: such a case gets
    /// specimens of its own, and is not crossed with everything else.
    pub const fn is_heavy(&self) -> bool {
        match self.value {
            Value::State(State::Messages(count)) => count > 1_000,
            Value::Text(Text::Repeat(text, times, _)) => text.len() * times > 500_000,
            Value::MadeJson(
                JsonRule::LongKey(size) | JsonRule::PowerOfTen(size) | JsonRule::Nested(size),
            ) => size > 1_000,
            _ => false,
        }
    }

    /// Whether it is that several rows hold the same, so that none shows it by itself.
    pub const fn is_shared(&self) -> bool {
        matches!(self.value, Value::Text(Text::Shared(_)))
    }
}

/// What a facet that carries a case holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// SQL NULL.
    Null,
    /// A text.
    Text(Text),
    /// An e-mail address, made from the row's ordinary one so that it stays the only one.
    Email(EmailRule),
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
    /// The date so many years before today, and so many days after that (or, negative, before).
    YearsAgo(u16, i8),
    /// An instant, in milliseconds since 1970.
    Instant(i64),
    /// So many milliseconds after now (or, negative, before).
    AfterNow(i64),
    /// So many milliseconds after the row was created (or, negative, before).
    AfterCreation(i64),
    /// `infinity`, or `-infinity` where false, in a date or an instant.
    Infinity(bool),
    /// A whole number.
    Number(i64),
    /// A network.
    Network(Network),
    /// What happens to related rows.
    State(State),
}

/// How an odd text is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// Exactly this.
    Whole(&'static str),
    /// Exactly this, and in another row, too: on another account where it is an account's, else
    /// in a second row of the account.
    Shared(&'static str),
    /// An ordinary text of the facet with this at its end, after a space.
    Within(&'static str),
    /// An ordinary text of the facet with this before it.
    Before(&'static str),
    /// The first, so many times, and then the second.
    Repeat(&'static str, usize, &'static str),
    /// As many of the units as the column's limit, and so many more (or, negative, fewer);
    /// in fewer code points than the limit where the units are bytes or UTF-16, in fewer
    /// graphemes where they are code points.
    Length(Unit, i8),
    /// Longer than the column's limit in UTF-16 units, though not in code points, with an
    /// indivisible sequence over the place at which so many units would be cut off.
    Seam(Seam),
    /// So many bytes in which so little repeats that PostgreSQL's compression saves nothing.
    Incompressible(usize),
}

/// How an odd e-mail address is made from an ordinary one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmailRule {
    /// This before the local part.
    Front(&'static str),
    /// This behind the local part.
    Tail(&'static str),
    /// The local part in quotation marks, with a space in it.
    Quoted,
    /// A local part of so many octets.
    LocalPart(usize),
    /// A local part of 64 octets, and so many in all: from 202, with one letter in the last
    /// label that is ours, to 264, with 63.
    Total(usize),
    /// All in capital letters.
    UpperCase,
    /// The domain is this.
    Domain(&'static str),
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
    /// An object with one number, 10 to this power, which is printed with all its zeros.
    PowerOfTen(usize),
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
    /// Both sides wrote, and each direction has a read state of its own.
    BothDirections,
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
