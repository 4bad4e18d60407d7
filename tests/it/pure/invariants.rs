//! The sentences of the data model, checked over rows read back from what a sink wrote.

use std::collections::{BTreeMap, BTreeSet};

use connsura_seed::rng::{Origin, Root};
use connsura_seed::schema::Entity;
use proptest::prelude::*;

use super::audit_story;
use super::dataset::{Dataset, PASSWORD_HASH, Record, SMOKE, STAGING, plan};
use super::draft::drafts;
use super::identity::{CODES, Identity};
use super::sessions;

/// What was found to be broken, in words.
pub(crate) type Broken = Vec<String>;

/// Asserts that a dataset keeps every sentence of the data model.
fn assert_sound(data: &Dataset) {
    let mut broken = Broken::new();
    // What the schema itself asks for holds for every row.
    for check in [users, references, unique_values, lengths] {
        check(data, &mut broken);
    }
    // Hostile specimens are there to break the rest.
    let data = &data.without_hostile();
    for check in [
        order_of_times,
        younger_than_parents,
        present,
        shares,
        forms,
        read_states,
        audit_story::check,
        sessions::check,
    ] {
        check(data, &mut broken);
    }
    let (first, count) = (&broken[..broken.len().min(5)], broken.len());
    assert!(
        broken.is_empty(),
        "{count} sentences are broken: {first:#?}"
    );
}

#[test]
fn smoke_keeps_the_data_model() {
    assert_sound(&SMOKE);
}

#[test]
fn staging_keeps_the_data_model() {
    assert_sound(&STAGING);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn random_scenarios_keep_the_data_model(draft in drafts()) {
        assert_sound(&Dataset::from_text(&draft.to_string()));
    }
}

/// Customers who joined an hour or so ago and wrote ten thousand times have messages of one
/// millisecond: what was read at that very time is not unread.
#[test]
fn messages_of_the_moment_of_reading_are_read() {
    let plan = plan(
        "[customers]\ncount = 20000\n[admins]\ncount = 1\n\
         [conversations]\nper_customer = { min = 1, max = 1 }\n\
         messages = { min = 30000, max = 30000 }\nunread = 1\n",
    );
    let customers = Dataset::of_tables(&plan, &[Entity::User]);
    let mut users: Vec<&Record> = customers.table("User").iter().collect();
    users.sort_by_key(|user| user.instant("createdAt"));
    let mut ties = 0;
    for user in users.iter().rev().take(3) {
        let root = Root::new(Origin::Customers, Identity::read(user.given("id")).index).unwrap();
        let conversation = Dataset::below(&plan, root);
        let mut broken = Broken::new();
        read_states(&conversation, &mut broken);
        assert_eq!(broken, Broken::new());
        for state in conversation.table("MessageReadState") {
            let read = state.instant("lastReadAt");
            let messages = conversation.table("Message").iter();
            let then =
                messages.filter(|message| message.text("senderId") == state.text("senderId"));
            ties += then
                .filter(|message| message.instant("createdAt") == read)
                .count();
        }
    }
    assert!(
        ties > 0,
        "nothing was read in the millisecond in which it came: is the test blind?"
    );
}

/// A user has the profile of its role and no other; all have the password of the plan.
fn users(data: &Dataset, broken: &mut Broken) {
    let owners = |table: &str| -> BTreeSet<String> {
        let rows = data.table(table).iter();
        rows.map(|row| row.given("userId").to_owned()).collect()
    };
    let (customers, admins) = (owners("Customer"), owners("Admin"));
    for user in data.table("User") {
        let id = user.given("id");
        let wanted = match user.given("role") {
            "CUSTOMER" => (true, false),
            "ADMIN" => (false, true),
            other => panic!("role {other}"),
        };
        if (customers.contains(id), admins.contains(id)) != wanted {
            broken.push(format!("{id} has not the profile of its role"));
        }
        if user.given("passwordHash") != PASSWORD_HASH {
            broken.push(format!("{id} has a password of its own"));
        }
    }
}

/// What the columns of the data model refer to.
const REFERENCES: [(&str, &str, &str); 10] = [
    ("Customer", "userId", "User"),
    ("Admin", "userId", "User"),
    ("Message", "senderId", "User"),
    ("Message", "recipientId", "User"),
    ("MessageReadState", "senderId", "User"),
    ("MessageReadState", "recipientId", "User"),
    ("ProfileShare", "customerId", "Customer"),
    ("ProfileShare", "recipientUserId", "User"),
    ("Upload", "ownerId", "User"),
    ("Form", "customerId", "Customer"),
];

fn references(data: &Dataset, broken: &mut Broken) {
    for (table, column, parent) in REFERENCES {
        let known: BTreeSet<&str> = data
            .table(parent)
            .iter()
            .map(|row| row.given("id"))
            .collect();
        for row in data.table(table) {
            if row.text(column).is_some_and(|id| !known.contains(id)) {
                broken.push(format!("{table}.{column} of {} names nothing", row.key()));
            }
        }
    }
}

fn unique_values(data: &Dataset, broken: &mut Broken) {
    for (table, column) in [
        ("User", "email"),
        ("Customer", "userId"),
        ("Admin", "userId"),
        ("Message", "clientMessageId"),
        ("ProfileShare", "token"),
        ("Upload", "storageKey"),
    ] {
        let mut seen = BTreeSet::new();
        let values = data.table(table).iter().filter_map(|row| row.text(column));
        for value in values.filter(|value| !seen.insert(value.to_lowercase())) {
            broken.push(format!("{table}.{column} has {value} twice"));
        }
    }
    for (table, rows) in CODES.map(|(table, _)| (table, data.table(table))) {
        let keys: BTreeSet<String> = rows.iter().map(Record::key).collect();
        if keys.len() != rows.len() {
            broken.push(format!("{table} has a primary key twice"));
        }
    }
}

/// The most code points that a column takes.
const LENGTHS: [(&str, &str, usize); 18] = [
    ("User", "email", 254),
    ("User", "locale", 35),
    ("Customer", "fullName", 200),
    ("Customer", "preferredName", 100),
    ("Customer", "phone", 32),
    ("Customer", "country", 2),
    ("Admin", "fullName", 200),
    ("ProfileShare", "recipientEmail", 254),
    ("ProfileShare", "token", 64),
    ("AuditLog", "action", 64),
    ("AuditLog", "entityType", 64),
    ("AuditLog", "requestId", 64),
    ("Upload", "fileName", 255),
    ("Upload", "mimeType", 127),
    ("Upload", "sha256", 64),
    ("Upload", "storageKey", 512),
    ("Form", "kind", 64),
    ("Form", "status", 9),
];

fn lengths(data: &Dataset, broken: &mut Broken) {
    for (table, column, most) in LENGTHS {
        for row in data.table(table) {
            let Some(text) = row.text(column) else {
                continue;
            };
            let odd = Identity::read(row.given("id")).is_odd();
            if (text.is_empty() && !odd) || text.chars().count() > most {
                broken.push(format!("{table}.{column} does not take {text:?}"));
            }
        }
    }
    // `char(n)` pads what is shorter, and then reads back as something else.
    for (table, column, exactly) in [("Customer", "country", 2), ("Upload", "sha256", 64)] {
        for text in data.table(table).iter().filter_map(|row| row.text(column)) {
            if text.len() != exactly {
                broken.push(format!("{table}.{column} would pad {text:?}"));
            }
        }
    }
    for upload in data.table("Upload") {
        let odd = Identity::read(upload.given("id")).is_odd();
        if !odd && !(0..1 << 53).contains(&upload.number("sizeBytes")) {
            broken.push(format!("{} has a size that no file has", upload.key()));
        }
    }
}

/// For each table: what comes last, and what may not be later than that; all of it not
/// before `createdAt`.
const TIMES: [(&str, Option<&str>, &[&str]); 7] = [
    (
        "User",
        Some("updatedAt"),
        &["emailVerifiedAt", "lastLoginAt", "deletionRequestedAt"],
    ),
    ("Customer", Some("updatedAt"), &[]),
    ("Admin", Some("updatedAt"), &[]),
    ("Message", None, &["deliveredAt", "editedAt"]),
    (
        "ProfileShare",
        Some("updatedAt"),
        &["acceptedAt", "closedAt", "revokedAt"],
    ),
    ("Upload", None, &["deletedAt"]),
    ("Form", Some("updatedAt"), &["submittedAt"]),
];

fn order_of_times(data: &Dataset, broken: &mut Broken) {
    for (table, last, between) in TIMES {
        for row in data.table(table) {
            let created = row.instant("createdAt").unwrap();
            let last = last.map_or(i64::MAX, |column| row.instant(column).unwrap());
            let times = between.iter().filter_map(|column| row.instant(column));
            if created > last || times.into_iter().any(|at| at < created || at > last) {
                broken.push(format!(
                    "the times of {} are out of order: {}",
                    row.key(),
                    row.line
                ));
            }
        }
    }
    for share in data.table("ProfileShare") {
        if share
            .instant("expiresAt")
            .is_some_and(|at| Some(at) < share.instant("createdAt"))
        {
            broken.push(format!("{} had expired when it was made", share.key()));
        }
    }
    for state in data.table("MessageReadState") {
        if state.instant("lastReadAt") > state.instant("updatedAt") {
            broken.push(format!("{} was read after it was updated", state.key()));
        }
    }
}

/// When the rows of a table were made, by id.
pub(crate) fn created<'d>(data: &'d Dataset, table: &str) -> BTreeMap<&'d str, i64> {
    let rows = data.table(table).iter();
    rows.map(|row| (row.given("id"), row.instant("createdAt").unwrap()))
        .collect()
}

fn younger_than_parents(data: &Dataset, broken: &mut Broken) {
    for (table, column, parent) in REFERENCES {
        // A read state has no time of creation.
        if table == "MessageReadState" {
            continue;
        }
        let parents = created(data, parent);
        for row in data.table(table) {
            let born = row.text(column).map(|id| parents[id]);
            if born > row.instant("createdAt") {
                broken.push(format!("{} is older than its {column}", row.key()));
            }
        }
    }
}

/// Nothing but an expiry lies after now.
fn present(data: &Dataset, broken: &mut Broken) {
    for row in data.records() {
        for column in row.cells.keys().filter(|column| column.ends_with("At")) {
            let later = row.instant(column).is_some_and(|at| at > data.now);
            if later && column != "expiresAt" {
                broken.push(format!("{column} of {} lies after now", row.key()));
            }
        }
    }
}

/// A share goes to a user or to an address, and its status says what its times say.
fn shares(data: &Dataset, broken: &mut Broken) {
    for share in data.table("ProfileShare") {
        let odd = Identity::read(share.given("id")).is_odd();
        let has = |column: &str| share.text(column).is_some();
        let both = has("recipientUserId") && has("recipientEmail");
        // Who received a share and was purged since has left nothing behind.
        if both || (!odd && !has("recipientUserId") && !has("recipientEmail")) {
            broken.push(format!("{} has not one recipient", share.key()));
        }
        let times = (has("acceptedAt"), has("closedAt"), has("revokedAt"));
        let agrees = match share.given("status") {
            "PENDING" => times == (false, false, false),
            "ACTIVE" => times == (true, false, false) || (odd && times == (true, true, false)),
            "CLOSED" => (times.1, times.2) == (true, false),
            "REVOKED" => (times.1, times.2) == (false, true),
            other => panic!("status {other}"),
        };
        let open = matches!(share.given("status"), "PENDING" | "ACTIVE");
        let ended = share.instant("closedAt").or(share.instant("revokedAt"));
        // A share that was opened again may have been accepted again.
        let ended = ended.filter(|_| !open);
        let accepted_late = ended.is_some_and(|ended| share.instant("acceptedAt") > Some(ended));
        let last = if odd { data.now - 1 } else { data.now };
        let expired = share.instant("expiresAt").is_some_and(|at| at <= last);
        if !agrees || accepted_late || (open && expired) {
            broken.push(format!(
                "status and times of a share disagree: {}",
                share.line
            ));
        }
        if share
            .list("sections")
            .is_none_or(|sections| sections.is_empty() && !odd)
        {
            broken.push(format!("{} shares nothing", share.key()));
        }
    }
}

fn forms(data: &Dataset, broken: &mut Broken) {
    for form in data.table("Form") {
        let submitted = match form.given("status") {
            "DRAFT" => false,
            "SUBMITTED" | "ARCHIVED" => true,
            other => panic!("status {other}"),
        };
        if form.text("submittedAt").is_some() != submitted {
            broken.push(format!(
                "status and times of a form disagree: {}",
                form.line
            ));
        }
    }
}

/// A read state for each direction in which there are messages, with the right number of
/// those that came after the last reading.
fn read_states(data: &Dataset, broken: &mut Broken) {
    let mut sent: BTreeMap<(&str, &str), Vec<i64>> = BTreeMap::new();
    for message in data.table("Message") {
        // The account of the one who is gone has taken its read states with it.
        if let (Some(sender), Some(recipient)) =
            (message.text("senderId"), message.text("recipientId"))
        {
            let times = sent.entry((sender, recipient)).or_default();
            times.push(message.instant("createdAt").unwrap());
        }
    }
    for state in data.table("MessageReadState") {
        let (sender, recipient) = (state.given("senderId"), state.given("recipientId"));
        let Some(times) = sent.remove(&(sender, recipient)) else {
            broken.push(format!("{} has a read state and no message", state.key()));
            continue;
        };
        let read = state.instant("lastReadAt").unwrap_or(i64::MIN);
        let unread = times
            .iter()
            .filter(|at| **at > read && sender != recipient)
            .count();
        if state.number("unreadCount") != unread as i64 {
            broken.push(format!(
                "{unread} messages are unread, and not as in {}",
                state.line
            ));
        }
        if state.instant("updatedAt") < times.iter().max().copied() {
            broken.push(format!(
                "{} was updated before its newest message",
                state.key()
            ));
        }
    }
    let between_two = sent
        .keys()
        .filter(|(sender, recipient)| sender != recipient);
    for (sender, recipient) in between_two {
        broken.push(format!(
            "{sender} to {recipient} has messages and no read state"
        ));
    }
}
