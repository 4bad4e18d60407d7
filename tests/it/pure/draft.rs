//! Random scenarios, as the TOML that a person would write.

use std::fmt;

use proptest::prelude::*;

/// `{ min = ..., max = ..., tail = ... }`
#[derive(Debug, Clone, Copy)]
pub(crate) struct Count {
    pub(crate) min: u64,
    pub(crate) max: u64,
    pub(crate) long: bool,
}

impl Count {
    /// The same range with a beginning as much greater as its end allows.
    pub(crate) fn floored(self, by: u64) -> Self {
        Self {
            min: (self.min + by).min(self.max),
            ..self
        }
    }

    /// The same range with a greater end.
    pub(crate) fn raised(self, by: u64) -> Self {
        Self {
            max: self.max + by,
            ..self
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tail = if self.long { "long" } else { "even" };
        write!(
            f,
            "{{ min = {}, max = {}, tail = \"{tail}\" }}",
            self.min, self.max
        )
    }
}

/// `{ strength = ..., tier = ..., only = [...] }`
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct EdgeCases {
    pub(crate) strength: u8,
    pub(crate) hostile: bool,
    pub(crate) only: Vec<&'static str>,
}

impl fmt::Display for EdgeCases {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tier = if self.hostile { "hostile" } else { "plausible" };
        let Self { strength, only, .. } = self;
        // Thousands of messages in one conversation have tests of their own.
        let except = "R01.ten-thousand";
        write!(
            f,
            "{{ strength = {strength}, tier = \"{tier}\", only = {only:?}, except = [{except:?}] }}"
        )
    }
}

/// Facets of every subject, and classes and cases across them, few enough of each to be crossed.
pub(crate) const CHOICES: [&str; 25] = [
    "N06",
    "S02",
    "account",
    "admin-account",
    "admin-name",
    "arrays",
    "birth-date",
    "delivery",
    "email",
    "form-status",
    "ip-address",
    "languages",
    "locale",
    "messages",
    "moment",
    "numbers",
    "parties",
    "permissions",
    "phone",
    "share-customer",
    "share-expiry",
    "share-recipient",
    "share-status",
    "unread",
    "upload-state",
];

/// What hangs on the calendar, so that moving the clock does more than move instants.
const DATED: [&str; 3] = ["birth-date", "delivery", "share-expiry"];

impl Draft {
    /// The same without edge cases that hang on the calendar.
    pub(crate) fn undated(mut self) -> Self {
        if let Some(edge_cases) = &mut self.edge_cases {
            edge_cases.only.retain(|choice| !DATED.contains(choice));
        }
        // Of nothing in particular, all would be chosen.
        self.edge_cases = self.edge_cases.filter(|some| !some.only.is_empty());
        self
    }
}

fn edge_cases() -> impl Strategy<Value = EdgeCases> {
    let only = proptest::sample::subsequence(CHOICES.as_slice(), 1..=4);
    (1_u8..=3, any::<bool>(), only).prop_map(|(strength, hostile, only)| EdgeCases {
        strength,
        hostile,
        only,
    })
}

/// A scenario that is being written: edit a field and render it again.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) title: String,
    pub(crate) seed: u64,
    /// Milliseconds since 1970.
    pub(crate) now: i64,
    pub(crate) customers: u64,
    pub(crate) locales: Vec<(&'static str, u32)>,
    /// In hundredths.
    pub(crate) deleted: u32,
    /// In hundredths.
    pub(crate) dormant: u32,
    pub(crate) edge_cases: Option<EdgeCases>,
    pub(crate) admins: u64,
    pub(crate) desk: Option<u64>,
    pub(crate) conversations: Count,
    pub(crate) messages: Count,
    /// In hundredths.
    pub(crate) unread: u32,
    pub(crate) shares: Count,
    /// Of pending, active, closed and revoked ones.
    pub(crate) status: [u32; 4],
    pub(crate) audit: Count,
    pub(crate) uploads: Count,
    pub(crate) forms: Count,
}

impl fmt::Display for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let now = jiff::Timestamp::from_millisecond(self.now).unwrap();
        let locales: Vec<String> = self
            .locales
            .iter()
            .map(|(tag, weight)| format!("{tag} = {weight}"))
            .collect();
        writeln!(f, "title = {:?}\nseed = {}", self.title, self.seed)?;
        writeln!(f, "now = \"{now}\"")?;
        writeln!(f, "[customers]\ncount = {}", self.customers)?;
        writeln!(f, "locales = {{ {} }}", locales.join(", "))?;
        writeln!(f, "deleted = {}", f64::from(self.deleted) / 100.0)?;
        writeln!(f, "dormant = {}", f64::from(self.dormant) / 100.0)?;
        if let Some(edge_cases) = &self.edge_cases {
            writeln!(f, "edge_cases = {edge_cases}")?;
        }
        writeln!(f, "[admins]\ncount = {}", self.admins)?;
        if let Some(desk) = self.desk {
            writeln!(f, "desk = {desk}")?;
        }
        writeln!(f, "[conversations]\nper_customer = {}", self.conversations)?;
        writeln!(f, "messages = {}", self.messages)?;
        writeln!(f, "unread = {}", f64::from(self.unread) / 100.0)?;
        let [pending, active, closed, revoked] = self.status;
        writeln!(f, "[shares]\nper_customer = {}", self.shares)?;
        writeln!(
            f,
            "status = {{ pending = {pending}, active = {active}, closed = {closed}, revoked = {revoked} }}"
        )?;
        writeln!(f, "[audit_logs]\nextra_per_user = {}", self.audit)?;
        writeln!(f, "[uploads]\nper_user = {}", self.uploads)?;
        writeln!(f, "[forms]\nper_customer = {}", self.forms)
    }
}

/// Some locales of every kind: with one country and several, of each order of names.
const TAGS: [&str; 8] = ["ar", "en", "es", "fa", "hu", "ja", "pt-BR", "zh-TW"];

fn count(most: u64) -> impl Strategy<Value = Count> {
    (0..=most, 0..=most, any::<bool>()).prop_map(|(one, other, long)| Count {
        min: one.min(other),
        max: one.max(other),
        long,
    })
}

/// 1980-01-02 to 8999-12-30: the years that a scenario may name.
pub(crate) fn nows() -> impl Strategy<Value = i64> {
    315_619_200_000_i64..221_845_305_600_000
}

fn locales() -> impl Strategy<Value = Vec<(&'static str, u32)>> {
    proptest::sample::subsequence(TAGS.as_slice(), 1..=TAGS.len())
        .prop_flat_map(|tags| {
            let weights = proptest::collection::vec(1_u32..5, tags.len());
            (Just(tags), weights)
        })
        .prop_map(|(tags, weights)| tags.into_iter().zip(weights).collect())
}

/// How many admins there are, with how many of them a customer may begin, and how many more
/// the customer can then speak with.
fn desks() -> impl Strategy<Value = (u64, u64, Count)> {
    (1_u64..5)
        .prop_flat_map(|admins| (Just(admins), 1..=admins))
        .prop_flat_map(|(admins, desk)| (Just(admins), Just(desk), count(admins - desk + 1)))
}

/// Small scenarios of every shape.
pub(crate) fn drafts() -> impl Strategy<Value = Draft> {
    let edge_cases = proptest::option::of(edge_cases());
    let customers = (0_u64..10, locales(), 0_u32..60, 0_u32..40, edge_cases);
    let weights = proptest::array::uniform4(0_u32..4).prop_filter("all weights are 0", |weights| {
        weights.iter().any(|weight| *weight > 0)
    });
    let rows = (
        count(14),
        0_u32..=100,
        count(3),
        weights,
        count(3),
        count(2),
        count(3),
    );
    let clock = (0..=i64::MAX as u64, nows());
    (clock, customers, desks(), rows).prop_map(
        |((seed, now), customers, (admins, desk, conversations), rows)| {
            let (customers, locales, deleted, dormant, edge_cases) = customers;
            let (messages, unread, shares, status, audit, uploads, forms) = rows;
            Draft {
                title: "Random".to_owned(),
                seed,
                now,
                customers,
                locales,
                deleted,
                dormant,
                edge_cases,
                admins,
                desk: Some(desk),
                conversations,
                messages,
                unread,
                shares,
                status,
                audit,
                uploads,
                forms,
            }
        },
    )
}
