//! From a scenario's text to a [`Scenario`], or to all that is wrong with it.

use toml::de::DeTable;

use super::compose::{Chain, follow, wrong};
use super::limits::{
    MOST_ACCOUNTS, MOST_CHILDREN, MOST_CONVERSATIONS, MOST_MESSAGES, SEEDS, STRENGTHS, TIERS,
};
use super::model::{
    Admins, AuditLogs, Conversations, Customers, DEFAULT_NOW, DEFAULT_SEED, EdgeCases, Forms,
    LocaleWeight, Now, Population, Retention, Scenario, ShareStatus, Shares, Uploads,
};
use super::{SCENARIO, explicit, people, shipped, timeline, validate};
use crate::clock::ParseError;
use crate::document::{Findings, Place, Placed, Section, decode};
use crate::edge::Tier;
use crate::edge::catalogue::Selector;
use crate::error::{Result, SourceFile};
use crate::words::{LOCALES, Locale};

/// Reads the text of a scenario file that extends none but shipped scenarios.
///
/// # Errors
/// As [`compose`].
pub fn parse(name: &str, file: SourceFile) -> Result<Scenario> {
    compose(name, file, &mut |base, _| shipped::file(base))
}

/// The same of the file's bytes.
///
/// # Errors
/// As [`compose`], and for bytes that are no text.
pub fn read(name: &str, bytes: Vec<u8>) -> Result<Scenario> {
    parse(name, decode(&SCENARIO, format!("{name}.toml"), bytes)?)
}

/// Reads a scenario file and those that it extends; `find` gives the file that a name means
/// in the file that says it.
///
/// # Errors
/// [`crate::Kind::Invalid`] with one diagnostic for each mistake, in the order of the files. Of
/// a file that is not TOML only that is said: what its tables hold is anybody's guess.
pub fn compose(
    name: &str,
    file: SourceFile,
    find: &mut dyn FnMut(&str, &SourceFile) -> Result<SourceFile>,
) -> Result<Scenario> {
    let Chain { files, names } = follow(file, find)?;
    let parsed: Vec<_> = files
        .iter()
        .map(|file| DeTable::parse_recoverable(&file.text).0)
        .collect();
    let findings = Findings::new(files.clone());
    let place = Place {
        file: files[0].clone(),
        span: 0..0,
    };
    let layers = parsed.iter().zip(files.iter().cloned());
    let root = Section::root(layers, place, &findings);
    // What the others are called is their own affair.
    let texts = [
        root.own_text("title"),
        root.own_text("description"),
        root.own_text("extends"),
    ];
    let [title, description, _] = texts.map(Option::unwrap_or_default);
    let seed = root.number("seed", SEEDS);
    let now = read_now(&root);
    let population = read_population(&root);
    let personas = people::read(&root);
    let explicit = explicit::read(&root, &personas, population.admins.count);
    let scenario = Scenario {
        name: name.to_owned(),
        file: files[0].clone(),
        bases: names.into_iter().zip(files[1..].iter().cloned()).collect(),
        title,
        description,
        seed: seed.map_or(DEFAULT_SEED, |seed| seed.value),
        now,
        population,
        personas,
        explicit,
    };
    root.finish();
    // On which day this will be today, nobody knows here.
    if let Now::At(now) = scenario.now {
        timeline::read(&scenario, now, &findings);
    }
    if findings.is_empty() {
        return Ok(scenario);
    }
    Err(wrong(&files[0], findings))
}

fn read_now(root: &Section<'_>) -> Now {
    let Some(Placed { value, place }) = root.optional_text("now") else {
        return Now::At(DEFAULT_NOW);
    };
    if value == "today" {
        return Now::Today;
    }
    let at = value.parse().unwrap_or_else(|error: ParseError| {
        let (label, help) = match error {
            ParseError::Syntax => ("no instant", format!("{}, or \"today\"", error.help())),
            ParseError::NoOffset | ParseError::NoSuchDay => ("no instant", error.help()),
            ParseError::TooFine => ("too fine", error.help()),
            ParseError::OutOfRange => ("out of range", error.help()),
        };
        root.wrong(&place, format!("`now` is {error}"), label, help);
        DEFAULT_NOW
    });
    Now::At(at)
}

fn read_population(root: &Section<'_>) -> Population {
    let customers = read_customers(&root.section("customers"));
    let admins = root.section("admins");
    let conversations = root.section("conversations");
    let per_customer = conversations.count("per_customer", MOST_CONVERSATIONS);
    let messages = conversations.count("messages", MOST_MESSAGES);
    let unread = conversations.share("unread", 0.3);
    conversations.finish();
    let admins = read_admins(&admins, &per_customer, &customers);
    let shares = root.section("shares");
    let audit_logs = root.section("audit_logs");
    let uploads = root.section("uploads");
    let forms = root.section("forms");
    let retention = root.section("retention");
    let boundaries = retention.flag("boundaries");
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
        retention: Retention {
            boundaries: boundaries.is_some_and(|flag| flag.value),
        },
    };
    for section in [shares, audit_logs, uploads, forms, retention] {
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
    let edge_cases = read_edge_cases(&section.whole("edge_cases", "{ tier = \"plausible\" }"));
    let customers = Customers {
        count: section
            .number("count", 0..=MOST_ACCOUNTS)
            .map_or(0, |count| count.value),
        locales,
        deleted: section.share("deleted", 0.0),
        dormant: section.share("dormant", 0.0),
        edge_cases,
    };
    section.finish();
    customers
}

fn read_edge_cases(section: &Section<'_>) -> Option<EdgeCases> {
    let strength = section
        .number("strength", 1..=STRENGTHS.len() as u64)
        .map_or(1, |strength| strength.value);
    let tier = section.choice("tier", &TIERS);
    let (only, except) = (section.selectors("only"), section.selectors("except"));
    let words = |list: &Option<Vec<Placed<String>>>| -> Vec<String> {
        let list = list.iter().flatten();
        list.map(|word| word.value.clone()).collect()
    };
    let edge_cases = EdgeCases {
        strength: STRENGTHS[strength as usize - 1],
        tier: tier.unwrap_or(Tier::Plausible),
        only: words(&only),
        except: words(&except),
    };
    check_choice(section, &edge_cases, only.as_deref());
    section.finish();
    section.is_given().then_some(edge_cases)
}

/// Notes words that choose nothing, and choices that leave nothing.
fn check_choice(section: &Section<'_>, wanted: &EdgeCases, given: Option<&[Placed<String>]>) {
    let only = given.unwrap_or_default();
    if only
        .iter()
        .any(|word| Selector::parse(&word.value).is_none())
    {
        return;
    }
    let of_tier = |word: &Placed<String>| {
        let alone = EdgeCases {
            only: vec![word.value.clone()],
            except: Vec::new(),
            ..wanted.clone()
        };
        alone.chosen().next().is_some()
    };
    for word in only.iter().filter(|word| !of_tier(word)) {
        let message = format!("`{}` is hostile, and the tier is plausible", word.value);
        let help = "write tier = \"hostile\", or leave it out";
        section.wrong(&word.place, message, "chooses nothing", help);
    }
    let known = only.iter().all(of_tier);
    let empty = given.is_some_and(<[_]>::is_empty);
    if known && section.is_given() && (empty || wanted.chosen().next().is_none()) {
        let message = "`only` and `except` leave no edge case".to_owned();
        let help = "leave `only` out for all of them, or `edge_cases` for none";
        section.wrong(&section.place, message, "nothing is chosen", help);
    }
}

fn read_admins(
    section: &Section<'_>,
    conversations: &Placed<super::Count>,
    customers: &Customers,
) -> Admins {
    let count = section
        .number("count", 1..=MOST_ACCOUNTS)
        .map_or(1, |count| count.value);
    let desk = section.number("desk", 1..=MOST_ACCOUNTS);
    section.finish();
    validate::admins(
        count,
        desk.as_ref(),
        conversations,
        customers,
        section.findings,
    )
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
