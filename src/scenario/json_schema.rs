//! The JSON Schema of a scenario file, from which editors complete and check one.
//!
//! Ranges and words are those that the reader allows. What holds between several values (a
//! minimum above its maximum, a date before another) is for the reader alone to tell.

use serde_json::{Map, Value, json};

use super::columns::limit;
use super::limits::{
    LARGEST_UPLOAD, LONGEST_KEY, MOST_ACCOUNTS, MOST_CHILDREN, MOST_CONVERSATIONS, MOST_MESSAGES,
    MOST_WEIGHT, ROLES, SEEDS, STRENGTHS, TAILS, TIERS,
};
use super::model::{DEFAULT_NOW, DEFAULT_SEED, FormStatus, ShareStatus};
use super::people::{OF_CUSTOMERS, PERSONA_DOMAIN};
use super::when::Event;
use crate::clock::UNITS;
use crate::document::{
    flag, list_of, one_of, pattern, requiring, strings, table, text, whole, with_default, words,
};
use crate::edge::Facet;
use crate::edge::catalogue::{self, Class, Selector};
use crate::schema::Entity;
use crate::words::{FORMS, LOCALES, SECTIONS};

/// RFC 3339, seconds and the colon of the offset optional.
const INSTANT: &str =
    r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}([.,]\d{1,3}0*)?)?([Zz]|[+-]\d{2}(:?\d{2})?)";

/// The JSON Schema (draft 2020-12) of a scenario file.
pub fn json_schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Connsura scenario",
        "description": "A dataset for Connsura's staging database. What is left out is not there: no section, no such rows (one admin excepted).",
        "type": "object",
        "properties": root(),
        "additionalProperties": false,
        "$defs": { "selector": selector(), "carried": carried() },
    })
}

fn root() -> Value {
    let tags: Vec<&str> = LOCALES.iter().map(|locale| locale.tag).collect();
    let statuses = ShareStatus::ALL.map(ShareStatus::key);
    json!({
        "title": text("One line that says what the dataset is."),
        "description": text("What the dataset is for."),
        "extends": text("Another scenario, by name or by the path of its file: its keys hold where this file does not say otherwise."),
        "seed": with_default(whole(SEEDS.into_inner(), "The number that picks the data."), json!(DEFAULT_SEED)),
        "now": with_default(
            pattern(&format!("^(today|{INSTANT})$"), "The clock that every timestamp is relative to: an instant such as \"2026-03-01T00:00:00Z\", or \"today\" for the midnight, in UTC, of the day of the run."),
            json!(DEFAULT_NOW.to_string()),
        ),
        "customers": table("The customers of the population.", json!({
            "count": with_default(whole((0, MOST_ACCOUNTS), "How many."), json!(0)),
            "locales": weights(&tags, "Where they come from: weights by language tag. Left out: all English."),
            "deleted": share(0.0, "The share of accounts with a deletion request."),
            "dormant": share(0.0, "The share of customers who were invited and never came: they have an account, a profile and nothing else."),
            "edge_cases": table("What specimens carry; leave it out for none.", json!({
                "strength": with_default(whole((1, STRENGTHS.len() as u64), "The guarantee: 1, every value of every facet appears; 2, every pair of values of two facets in one row; 3, every triple."), json!(1)),
                "tier": with_default(one_of(&words(&TIERS), "\"plausible\": what the product's own forms let in; \"hostile\": that, and what comes about by other means."), json!("plausible")),
                "only": selectors("Classes, cases and facets to choose from; left out: all."),
                "except": selectors("Classes, cases and facets to leave out."),
            })),
        })),
        "admins": table("The admins of the population: admin-1, admin-2 and so on.", json!({
            "count": with_default(whole((1, MOST_ACCOUNTS), "How many."), json!(1)),
            "desk": with_default(whole((1, MOST_ACCOUNTS), "How many of them, the first ones, a customer may meet first and share with."), json!(1)),
        })),
        "conversations": table("The conversations of customers with admins.", json!({
            "per_customer": range(MOST_CONVERSATIONS, "Conversations of a customer, each with another admin."),
            "messages": range(MOST_MESSAGES, "Messages of a conversation."),
            "unread": share(0.3, "The share of read states that have something unread."),
        })),
        "shares": table("The shares of profiles.", json!({
            "per_customer": range(MOST_CHILDREN, "Shares of a customer."),
            "status": weights(&statuses, "How far they have come, by weight. Left out: each as often."),
        })),
        "audit_logs": table("The audit log.", json!({
            "extra_per_user": range(MOST_CHILDREN, "Audit rows of a user, beside those that its other rows call for."),
        })),
        "uploads": table("The uploads.", json!({
            "per_user": range(MOST_CHILDREN, "Uploads of a user."),
        })),
        "forms": table("The forms.", json!({
            "per_customer": range(MOST_CHILDREN, "Forms of a customer."),
        })),
        "retention": table("Rows for prunes.", json!({
            "boundaries": with_default(flag("Whether there are specimens on each side of every boundary of the retention policy, and in the states that a prune gets wrong."), json!(false)),
        })),
        "persona": list_of(&persona()),
        "conversation": list_of(&conversation()),
        "share": list_of(&profile_share()),
        "upload": list_of(&upload()),
        "form": list_of(&form()),
        "audit_log": list_of(&audit_log()),
    })
}

fn persona() -> Value {
    let customer = |column| limit(Entity::Customer, column);
    let tags: Vec<&str> = LOCALES.iter().map(|locale| locale.tag).collect();
    let mut name = column(customer("fullName"), "Its full name.");
    name["minLength"] = json!(1);
    let mut persona = table(
        "A named user that QA logs in as. What is left out is made as for the population.",
        json!({
            "key": key(),
            "override": with_default(flag("Whether it takes the place of the persona of this key in the scenario that is extended."), json!(false)),
            "role": with_default(one_of(&words(&ROLES), "What it is."), json!("customer")),
            "about": text("What it shows, for people."),
            "carries": carried_list(),
            "name": name,
            "preferred_name": column(customer("preferredName"), "What it wants to be called; \"none\" for no such name."),
            "phone": column(customer("phone"), "Its phone, which must be in a range reserved for fiction; \"none\" for no phone."),
            "locale": one_of(&tags, "Where it is from."),
            "languages": strings("The languages that it speaks."),
            "notes": column(None, "Notes on it; \"none\" for none."),
            "created": moment("When its account was made."),
            "last_login": moment_or_none("When it logged in last; \"none\" for never."),
            "deletion_requested": moment_or_none("When it asked for its account's deletion; \"none\" for never."),
            "verified": flag("Whether its address was verified."),
        }),
    );
    persona["required"] = json!(["key"]);
    let none: Map<String, Value> = OF_CUSTOMERS
        .iter()
        .map(|key| ((*key).to_owned(), json!(false)))
        .collect();
    persona["if"] = json!({ "properties": { "role": { "const": "admin" } }, "required": ["role"] });
    persona["then"] = json!({ "properties": none });
    persona
}

fn key() -> Value {
    let about =
        format!("What it is called everywhere: `ngozi` has the address ngozi@{PERSONA_DOMAIN}.");
    let mut key = pattern("^[a-z]([a-z0-9-]*[a-z0-9])?$", &about);
    key["maxLength"] = json!(LONGEST_KEY);
    // Those are the ordinary admins.
    key["not"] = json!({ "pattern": "^admin-[0-9]*$" });
    key
}

fn conversation() -> Value {
    let mut between = strings(
        "A customer and an admin, each a persona or an ordinary admin such as \"admin-1\".",
    );
    between["minItems"] = json!(2);
    between["maxItems"] = json!(2);
    let unread = json!({
        "description": "How many messages of the other side each of the two has not read: { ngozi = 100 }.",
        "type": "object",
        "additionalProperties": whole((0, MOST_MESSAGES), "How many."),
    });
    requiring(
        &["between"],
        table(
            "A conversation of a persona.",
            json!({
                "between": between,
                "messages": whole((1, MOST_MESSAGES), "How many messages."),
                "unread_by": unread,
                "started": moment("When it began."),
            }),
        ),
    )
}

fn profile_share() -> Value {
    let statuses = ShareStatus::ALL.map(ShareStatus::key);
    requiring(
        &["of"],
        table(
            "A share of a persona's profile.",
            json!({
                "of": text("The customer whose profile it is: the key of a persona."),
                "with": text("To whom it goes: an admin, or an e-mail address in a reserved domain."),
                "status": one_of(&statuses, "How far it has come."),
                "created": moment("When it was created."),
                "accepted": moment_or_none("When it was accepted; \"none\" for never."),
                "closed": moment_or_none("When its recipient closed it; \"none\" for never."),
                "revoked": moment_or_none("When its customer took it back; \"none\" for never."),
                "expires": moment_or_none("When it ends by itself; \"none\" for never."),
                "note": column(None, "The note that goes with it; \"none\" for none."),
                "sections": json!({
                    "description": "What it shows.",
                    "type": "array",
                    "items": one_of(SECTIONS, "A part of a profile."),
                }),
            }),
        ),
    )
}

fn upload() -> Value {
    let of = |column| limit(Entity::Upload, column);
    requiring(
        &["of"],
        table(
            "An upload of a persona.",
            json!({
                "of": text("Whose it is: the key of a persona."),
                "file_name": column(of("fileName"), "Its name."),
                "mime_type": column(of("mimeType"), "Its media type; \"none\" for none."),
                "size": whole((0, LARGEST_UPLOAD), "Its size in bytes."),
                "created": moment("When it came."),
                "deleted": moment_or_none("When its owner deleted it; \"none\" for never."),
            }),
        ),
    )
}

fn form() -> Value {
    let kinds: Vec<&str> = FORMS.iter().map(|form| form.kind).collect();
    let statuses = FormStatus::ALL.map(FormStatus::key);
    requiring(
        &["of"],
        table(
            "A form of a persona.",
            json!({
                "of": text("The customer: the key of a persona."),
                "kind": one_of(&kinds, "What form."),
                "status": one_of(&statuses, "How far it has come."),
                "created": moment("When it was begun."),
                "submitted": moment_or_none("When it was submitted; \"none\" for never."),
            }),
        ),
    )
}

fn audit_log() -> Value {
    requiring(
        &["by", "action"],
        table(
            "An audit row of a persona, beside those that its other rows leave.",
            json!({
                "by": text("Who acted: the key of a persona."),
                "action": column(limit(Entity::AuditLog, "action"), "What was done, such as \"profile.viewed\"."),
                "created": moment("When."),
            }),
        ),
    )
}

/// A text for a column that takes `limit` code points, which are what JSON Schema counts.
fn column(limit: Option<usize>, about: &str) -> Value {
    let mut column = text(about);
    if let Some(limit) = limit {
        column["maxLength"] = json!(limit);
    }
    column
}

fn share(default: f64, about: &str) -> Value {
    json!({ "description": about, "type": "number", "minimum": 0, "maximum": 1, "default": default })
}

fn range(most: u64, about: &str) -> Value {
    requiring(
        &["max"],
        table(
            &format!("{about} Left out: none. Example: {{ min = 0, max = 3 }}."),
            json!({
                "min": with_default(whole((0, most), "Fewest."), json!(0)),
                "max": whole((0, most), "Most."),
                "tail": with_default(one_of(&words(&TAILS), "How the numbers between are distributed: \"even\", each as likely; \"long\", mostly small, a few large."), json!("even")),
            }),
        ),
    )
}

fn weights(names: &[&str], about: &str) -> Value {
    let properties: Map<String, Value> = names
        .iter()
        .map(|name| {
            let weight = json!({ "type": "integer", "minimum": 0, "maximum": MOST_WEIGHT });
            ((*name).to_owned(), weight)
        })
        .collect();
    let mut table = table(about, Value::Object(properties));
    table["minProperties"] = json!(1);
    table
}

fn moment(about: &str) -> Value {
    let about = format!(
        "{about} \"now\", \"90 days ago\", \"2 hours after created\" or an instant such as \"2026-03-01T00:00:00Z\"."
    );
    pattern(&format!("^({})$", moments()), &about)
}

fn moment_or_none(about: &str) -> Value {
    let mut moment = moment(about);
    moment["pattern"] = json!(format!("^(none|{})$", moments()));
    moment
}

/// What a moment looks like; months are calendar months.
fn moments() -> String {
    let units: Vec<&str> = UNITS.iter().map(|(name, _, _)| *name).collect();
    let events: Vec<&str> = Event::ALL.iter().map(|(_, word)| *word).collect();
    let amount = format!(r"\d+\s+({})s?", units.join("|"));
    let events = events.join("|");
    format!(
        r"now|{amount}(,?\s+(and\s+)?{amount})*\s+(ago|from\s+now|after\s+({events}))|{INSTANT}"
    )
}

fn selectors(about: &str) -> Value {
    json!({
        "description": about,
        "type": "array",
        "items": { "$ref": "#/$defs/selector" },
    })
}

/// The words of [`Selector`]: classes, facets, ids, and what the ids of variants begin with.
fn selector() -> Value {
    let classes = Class::ALL
        .iter()
        .map(|class| (class.name(), format!("All {}.", class.title())));
    let facets = Facet::ALL
        .iter()
        .map(|facet| (facet.name(), "All cases of this facet.".to_owned()));
    let cases = catalogue::cases().map(|case| (case.id, format!("{}.", case.title)));
    let groups = catalogue::cases()
        .filter_map(|case| Some(case.id.split_once('.')?.0))
        .filter(|stem| catalogue::find(stem).is_none())
        .map(|stem| (stem, "The variants of this case.".to_owned()));
    let mut words: Vec<(&str, String)> = Vec::new();
    for (word, about) in classes.chain(facets).chain(cases).chain(groups) {
        let is_new = words.iter().all(|(known, _)| *known != word);
        if is_new && Selector::parse(word).is_some() {
            words.push((word, about));
        }
    }
    explained("A class, a case or a facet of the catalogue.", words)
}

fn carried_list() -> Value {
    json!({
        "description": "The edge cases that it carries, each on a facet of its own: \"S02\", or \"S02@notes\" for a certain facet.",
        "type": "array",
        "items": { "$ref": "#/$defs/carried" },
    })
}

/// A case by its id, or on a certain one of its facets.
fn carried() -> Value {
    let cases = catalogue::cases().map(|case| (case.id, format!("{}.", case.title)));
    let facets: Vec<&str> = Facet::ALL.iter().map(|facet| facet.name()).collect();
    let ids: Vec<String> = catalogue::cases()
        .map(|case| case.id.replace('.', r"\."))
        .collect();
    let on_facet = format!("^({})@({})$", ids.join("|"), facets.join("|"));
    json!({
        "description": "An edge case, and the facet that carries it.",
        "anyOf": [
            explained("An edge case.", cases.collect()),
            pattern(&on_facet, "An edge case and the facet that carries it."),
        ],
    })
}

/// One of several words, with what Taplo, which editors complete TOML with, shows beside each.
fn explained(about: &str, words: Vec<(&str, String)>) -> Value {
    let (words, abouts): (Vec<&str>, Vec<String>) = words.into_iter().unzip();
    let mut schema = one_of(&words, about);
    schema["x-taplo"] = json!({ "docs": { "enumValues": abouts } });
    schema
}
