//! Who did what and when: nobody acts before they came, long after they left, or when their
//! account was to be deleted; and who never came did nothing.

use std::collections::BTreeMap;

use super::dataset::{Dataset, Record};
use super::invariants::Broken;

/// Longest that a log-in lasts, in milliseconds.
const SESSION: i64 = 12 * 60 * 60 * 1_000;

/// Something that a user did: who, when, and the row that tells of it.
type Act<'d> = (&'d str, i64, &'d Record);

/// The columns of a table that tell what the user did whom a column names.
const OWN: [(&str, &str, &[&str]); 6] = [
    ("Message", "senderId", &["createdAt", "editedAt"]),
    ("MessageReadState", "recipientId", &["lastReadAt"]),
    (
        "ProfileShare",
        "recipientUserId",
        &["acceptedAt", "closedAt"],
    ),
    ("Upload", "ownerId", &["createdAt", "deletedAt"]),
    ("Customer", "userId", &["updatedAt"]),
    ("Admin", "userId", &["updatedAt"]),
];

/// The same where it names a customer.
const OF_CUSTOMERS: [(&str, &[&str]); 2] = [
    ("ProfileShare", &["createdAt", "revokedAt"]),
    ("Form", &["createdAt", "submittedAt", "updatedAt"]),
];

/// What a row's columns say that somebody did.
fn done<'d>(who: Option<&'d str>, row: &'d Record, columns: &[&str]) -> Vec<Act<'d>> {
    let times = columns.iter().filter_map(|column| row.instant(column));
    times.filter_map(|at| Some((who?, at, row))).collect()
}

fn acts(data: &Dataset) -> Vec<Act<'_>> {
    let customers: BTreeMap<&str, &str> = data
        .table("Customer")
        .iter()
        .map(|row| (row.given("id"), row.given("userId")))
        .collect();
    let mut acts = Vec::new();
    for (table, column, times) in OWN {
        // A profile that was never changed has the time of its making in this column.
        let untouched = |row: &&Record| row.instant("updatedAt") == row.instant("createdAt");
        let profile = matches!(table, "Customer" | "Admin");
        for row in data
            .table(table)
            .iter()
            .filter(|row| !profile || !untouched(row))
        {
            acts.extend(done(row.text(column), row, times));
        }
    }
    for (table, times) in OF_CUSTOMERS {
        for row in data.table(table) {
            let owner = customers[row.given("customerId")];
            acts.extend(done(Some(owner), row, times));
        }
    }
    for row in data.table("AuditLog") {
        if row.given("action") != "account.created" {
            acts.extend(done(row.text("actorId"), row, &["createdAt"]));
        }
    }
    acts
}

/// All that must hold of sessions.
pub(crate) fn check(data: &Dataset, broken: &mut Broken) {
    let acts = acts(data);
    let mut first: BTreeMap<&str, i64> = BTreeMap::new();
    for (who, at, row) in &acts {
        if row.table == "AuditLog" && row.given("action") == "session.login" {
            let earliest = first.entry(who).or_insert(*at);
            *earliest = *at.min(earliest);
        }
    }
    let users = data.table("User").iter();
    let users: BTreeMap<&str, &Record> = users.map(|user| (user.given("id"), user)).collect();
    for (who, at, row) in acts {
        let user = users[who];
        let came = first.get(who).is_some_and(|first| *first <= at);
        let stayed = user
            .instant("lastLoginAt")
            .is_some_and(|last| at <= last + SESSION);
        let asked = user.instant("deletionRequestedAt");
        if !came || !stayed || asked.is_some_and(|asked| at > asked) {
            broken.push(format!(
                "{} could not have done this: {}",
                user.line, row.line
            ));
        }
    }
    undelivered(data, broken);
}

/// What was not delivered was not read.
fn undelivered(data: &Dataset, broken: &mut Broken) {
    let states = data.table("MessageReadState").iter();
    let read: BTreeMap<(&str, &str), Option<i64>> = states
        .map(|state| {
            let pair = (state.given("senderId"), state.given("recipientId"));
            (pair, state.instant("lastReadAt"))
        })
        .collect();
    for message in data.table("Message") {
        let pair = message.text("senderId").zip(message.text("recipientId"));
        let read = pair.and_then(|pair| *read.get(&pair)?);
        if message.text("deliveredAt").is_none() && read >= message.instant("createdAt") {
            broken.push(format!("read, and never delivered: {}", message.line));
        }
    }
}

/// How many rows of a customer's the tables hold: conversations, shares, uploads, forms and
/// audit rows beside those that tell of the account.
fn belongings(data: &Dataset, customer: &Record) -> [usize; 5] {
    let (id, user) = (customer.text("id"), customer.text("userId"));
    let count = |table: &str, column: &str, wanted: Option<&str>| {
        let rows = data.table(table).iter();
        rows.filter(|row| row.text(column) == wanted).count()
    };
    let logged = data.table("AuditLog").iter().filter(|row| {
        let about = [id, user].contains(&row.text("entityId"));
        (about || row.text("actorId") == user) && row.given("action") != "account.created"
    });
    [
        count("Message", "senderId", user) + count("Message", "recipientId", user),
        count("ProfileShare", "customerId", id),
        count("Upload", "ownerId", user),
        count("Form", "customerId", id),
        logged.count(),
    ]
}

/// A scenario in which one of the numbers is at least one, and the rest from none to some.
fn with_least(place: usize) -> Dataset {
    let count = |at: usize| format!("{{ min = {}, max = 2 }}", u8::from(at == place));
    Dataset::from_text(&format!(
        "[customers]\ncount = 300\ndormant = 0.1\n[admins]\ncount = 2\n\
         [conversations]\nper_customer = {}\nmessages = {{ min = 1, max = 3 }}\n\
         [shares]\nper_customer = {}\n[uploads]\nper_user = {}\n[forms]\nper_customer = {}\n\
         [audit_logs]\nextra_per_user = {}\n",
        count(0),
        count(1),
        count(2),
        count(3),
        count(4)
    ))
}

#[test]
fn who_never_came_has_nothing_and_who_came_has_what_is_promised() {
    for place in 0..=5 {
        let data = with_least(place);
        let users = data.table("User").iter();
        let strangers: Vec<&str> = users
            .filter(|user| user.text("lastLoginAt").is_none())
            .map(|user| user.given("id"))
            .collect();
        assert!(!strangers.is_empty());
        for customer in data.table("Customer") {
            let belongings = belongings(&data, customer);
            if strangers.contains(&customer.given("userId")) {
                assert_eq!(belongings, [0; 5], "{}", customer.line);
                continue;
            }
            // 5 is none of the numbers: nothing is promised.
            assert!(
                belongings.get(place).is_none_or(|number| *number > 0),
                "{}",
                customer.line
            );
        }
    }
}
