//! From a scenario's text to a [`Scenario`], or to all that is wrong with it.

use std::sync::Arc;

use toml::de::DeTable;

use super::model::{
    Admins, AuditLogs, Conversations, Customers, DEFAULT_NOW, DEFAULT_SEED, Forms, LocaleWeight,
    Population, Scenario, ShareStatus, Shares, Uploads,
};
use super::read::{Findings, Placed, Section};
use super::{syntax, validate};
use crate::clock::{ParseError, Timestamp};
use crate::edge::Tier;
use crate::error::{Error, Kind, Result, SourceFile};
use crate::words::{LOCALES, Locale};

/// Most accounts of one kind.
const MOST_ACCOUNTS: u64 = 1_000_000_000;
/// Most messages in a conversation: their number must fit into an `int4` of unread ones.
const MOST_MESSAGES: u64 = 1_000_000_000;
/// Most conversations of a customer: the branch of a row key has 16 bits.
const MOST_CONVERSATIONS: u64 = u16::MAX as u64;
/// Most rows of another kind below one account.
const MOST_CHILDREN: u64 = 1_000_000;

/// Reads the text of a scenario file.
///
/// # Errors
/// [`Kind::Invalid`] with one diagnostic for each mistake, in the order of the file. Of a file
/// that is not TOML only that is said: what its tables hold is anybody's guess.
pub fn parse(name: &str, file: SourceFile) -> Result<Scenario> {
    let file = Arc::new(file);
    let findings = Findings::new(file.clone());
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    if !errors.is_empty() {
        // What was misread would only be found wrong a second time.
        syntax::note(&table, &errors, &findings);
        return Err(wrong(&file, findings));
    }
    let scenario = read(name, &file, &Section::root(&table, &findings), &findings);
    if findings.is_empty() {
        return Ok(scenario);
    }
    Err(wrong(&file, findings))
}

fn wrong(file: &SourceFile, findings: Findings) -> Error {
    let diagnostics = findings.into_diagnostics();
    let mistakes = match diagnostics.len() {
        1 => "1 mistake".to_owned(),
        count => format!("{count} mistakes"),
    };
    Error::new(
        Kind::Invalid,
        format!("scenario `{}` has {mistakes}", file.path),
    )
    .with_diagnostics(diagnostics)
    .hint(format!(
        "mend the file, then: connsura-seed scenario check {}",
        file.path
    ))
}

fn read(name: &str, file: &Arc<SourceFile>, root: &Section<'_>, findings: &Findings) -> Scenario {
    let scenario = Scenario {
        name: name.to_owned(),
        file: file.clone(),
        title: root.text("title", ""),
        description: root.text("description", ""),
        seed: root
            .number("seed", 0..=i64::MAX as u64)
            .map_or(DEFAULT_SEED, |seed| seed.value),
        now: read_now(root, findings),
        population: read_population(root, findings),
    };
    root.finish();
    scenario
}

fn read_now(root: &Section<'_>, findings: &Findings) -> Timestamp {
    let Some(Placed { value, span }) = root.optional_text("now") else {
        return DEFAULT_NOW;
    };
    value.parse().unwrap_or_else(|error: ParseError| {
        let (label, help) = match error {
            ParseError::Syntax => (
                "no instant",
                "write an instant with its offset, such as \"2026-03-01T00:00:00Z\"".to_owned(),
            ),
            ParseError::TooFine => (
                "too fine",
                "write at most three digits behind the second".to_owned(),
            ),
            ParseError::OutOfRange => (
                "out of range",
                format!("allowed: {} to {}", Timestamp::FIRST, Timestamp::LAST),
            ),
        };
        findings.add(span, format!("`now` is {error}"), label, Some(help));
        DEFAULT_NOW
    })
}

fn read_population(root: &Section<'_>, findings: &Findings) -> Population {
    let customers = read_customers(&root.section("customers"));
    let admins = root.section("admins");
    let conversations = root.section("conversations");
    let per_customer = conversations.count("per_customer", MOST_CONVERSATIONS);
    let messages = conversations.count("messages", MOST_MESSAGES);
    let unread = conversations.share("unread", 0.3);
    conversations.finish();
    let admins = read_admins(&admins, &per_customer, &customers, findings);
    let shares = root.section("shares");
    let audit_logs = root.section("audit_logs");
    let uploads = root.section("uploads");
    let forms = root.section("forms");
    let population = Population {
        customers,
        admins,
        conversations: Conversations {
            per_customer: per_customer.value,
            messages: messages.value,
            unread,
        },
        shares: Shares {
            per_customer: shares.count("per_customer", MOST_CHILDREN).value,
            status: read_status(&shares),
        },
        audit_logs: AuditLogs {
            extra_per_user: audit_logs.count("extra_per_user", MOST_CHILDREN).value,
        },
        uploads: Uploads {
            per_user: uploads.count("per_user", MOST_CHILDREN).value,
        },
        forms: Forms {
            per_customer: forms.count("per_customer", MOST_CHILDREN).value,
        },
    };
    for section in [shares, audit_logs, uploads, forms] {
        section.finish();
    }
    population
}

fn read_customers(section: &Section<'_>) -> Customers {
    let tags: Vec<&'static str> = LOCALES.iter().map(|locale| locale.tag).collect();
    let weights = section
        .weights("locales", &tags)
        .unwrap_or_else(|| vec![("en", 1)]);
    let locales = weights
        .into_iter()
        .filter_map(|(tag, weight)| {
            Some(LocaleWeight {
                locale: Locale::find(tag)?,
                weight,
            })
        })
        .collect();
    let edges = section.section("edge_cases");
    let tier = edges.choice("tier", &[("plausible", Tier::Plausible)]);
    edges.finish();
    let customers = Customers {
        count: section
            .number("count", 0..=MOST_ACCOUNTS)
            .map_or(0, |count| count.value),
        locales,
        deleted: section.share("deleted", 0.0),
        dormant: section.share("dormant", 0.0),
        edge_cases: edges.is_given().then(|| tier.unwrap_or(Tier::Plausible)),
    };
    section.finish();
    customers
}

fn read_admins(
    section: &Section<'_>,
    conversations: &Placed<super::Count>,
    customers: &Customers,
    findings: &Findings,
) -> Admins {
    let count = section
        .number("count", 1..=MOST_ACCOUNTS)
        .map_or(1, |count| count.value);
    let desk = section.number("desk", 1..=MOST_ACCOUNTS);
    section.finish();
    validate::admins(count, desk.as_ref(), conversations, customers, findings)
}

fn read_status(shares: &Section<'_>) -> [(ShareStatus, u32); 4] {
    let keys = ShareStatus::ALL.map(ShareStatus::key);
    let weights = shares.weights("status", &keys);
    ShareStatus::ALL.map(|status| {
        let weight = weights.as_ref().map_or(1, |weights| {
            weights
                .iter()
                .find(|(key, _)| *key == status.key())
                .map_or(0, |(_, weight)| *weight)
        });
        (status, weight)
    })
}
