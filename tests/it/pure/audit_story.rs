//! The audit log tells the story of the other rows: each event once, with its time, its actor
//! and the row that it is about, and no event that the rows know nothing of.

use std::collections::BTreeMap;

use serde_json::Value;

use super::dataset::{Dataset, Record, STAGING};
use super::identity::Identity;
use super::invariants::{Broken, created};

/// What happened: the action, the row that it is about, its time, who did it.
type Event<'d> = (&'d str, &'d str, &'d str, i64, Option<&'d str>);

/// Actions that leave a trace in another row, and so can be held to it.
const TOLD: [&str; 9] = [
    "account.created",
    "account.deletion_requested",
    "share.created",
    "share.accepted",
    "share.closed",
    "share.revoked",
    "upload.created",
    "upload.deleted",
    "form.submitted",
];

/// All that the rows of a dataset know to have happened, save log-ins and verifications.
fn events(data: &Dataset) -> Vec<Event<'_>> {
    let mut events = Vec::new();
    for user in data.table("User") {
        let own = Some(user.given("id"));
        // Customers sign themselves up; admins are made by an operator without an account.
        let creator = own.filter(|_| user.given("role") == "CUSTOMER");
        let moments = [
            ("account.created", "createdAt", creator),
            (TOLD[1], "deletionRequestedAt", own),
        ];
        events.extend(happened(user, &moments));
    }
    let customers = data.table("Customer").iter();
    let users: BTreeMap<&str, &str> = customers
        .map(|row| (row.given("id"), row.given("userId")))
        .collect();
    for share in data.table("ProfileShare") {
        let (giver, taker) = (
            Some(users[share.given("customerId")]),
            share.text("recipientUserId"),
        );
        let moments = [
            ("share.created", "createdAt", giver),
            ("share.accepted", "acceptedAt", taker),
            ("share.closed", "closedAt", taker),
            ("share.revoked", "revokedAt", giver),
        ];
        events.extend(happened(share, &moments));
    }
    for upload in data.table("Upload") {
        let owner = Some(upload.given("ownerId"));
        let moments = [
            ("upload.created", "createdAt", owner),
            ("upload.deleted", "deletedAt", owner),
        ];
        events.extend(happened(upload, &moments));
    }
    for form in data.table("Form") {
        let customer = Some(users[form.given("customerId")]);
        events.extend(happened(
            form,
            &[("form.submitted", "submittedAt", customer)],
        ));
    }
    events
}

/// The events of one row: an action, the column that says when, and the actor.
fn happened<'d>(
    row: &'d Record,
    moments: &[(&'static str, &str, Option<&'d str>)],
) -> Vec<Event<'d>> {
    let event = |(action, column, actor): &(&'static str, &str, Option<&'d str>)| {
        let at = row.instant(column)?;
        Some((*action, row.table, row.given("id"), at, *actor))
    };
    moments.iter().filter_map(event).collect()
}

/// What one audit row says.
fn told(row: &Record) -> Event<'_> {
    let id = row.text("entityId").unwrap_or_default();
    let at = row.instant("createdAt").unwrap();
    (
        row.given("action"),
        row.given("entityType"),
        id,
        at,
        row.text("actorId"),
    )
}

/// All that must hold of the audit log.
pub(crate) fn check(data: &Dataset, broken: &mut Broken) {
    let mut expected = events(data);
    let log = data.table("AuditLog");
    let rows = log.iter().filter(|row| TOLD.contains(&row.given("action")));
    let mut found: Vec<Event<'_>> = rows.map(told).collect();
    expected.sort_unstable();
    found.sort_unstable();
    if expected != found {
        let missing = expected
            .iter()
            .find(|event| found.binary_search(event).is_err());
        let untrue = found
            .iter()
            .find(|event| expected.binary_search(event).is_err());
        broken.push(format!(
            "not told: {missing:?}; told and not so, or twice: {untrue:?}"
        ));
    }
    log_ins(data, broken);
    profiles(data, broken);
    for row in log {
        actor_and_subject(row, data, broken);
        metadata(row, broken);
        network(row, broken);
    }
}

/// The last log-in is told once, and no later one.
fn log_ins(data: &Dataset, broken: &mut Broken) {
    let mut latest: BTreeMap<&str, (i64, u32)> = BTreeMap::new();
    let log = data.table("AuditLog").iter();
    for row in log.filter(|row| row.given("action") == "session.login") {
        let at = row.instant("createdAt").unwrap();
        let (last, times) = latest.entry(row.given("actorId")).or_insert((at, 0));
        if at > *last {
            (*last, *times) = (at, 0);
        }
        *times += u32::from(at == *last);
        if row.text("actorId") != row.text("entityId") {
            broken.push(format!("somebody logged in as somebody else: {}", row.line));
        }
    }
    for user in data.table("User") {
        let last = user.instant("lastLoginAt");
        let told = latest.get(user.given("id"));
        if last.is_some() && last.map(|at| (at, 1)) != told.copied() {
            broken.push(format!("the log-ins of {} end with {told:?}", user.line));
        }
    }
}

/// The last change of a profile is told once, by its owner, and no later one; a profile that
/// was never changed has none.
fn profiles(data: &Dataset, broken: &mut Broken) {
    let log = data.table("AuditLog").iter();
    let mut told: BTreeMap<&str, Vec<(i64, Option<&str>)>> = BTreeMap::new();
    for row in log.filter(|row| row.given("action") == "profile.updated") {
        let change = (row.instant("createdAt").unwrap(), row.text("actorId"));
        told.entry(row.given("entityId")).or_default().push(change);
    }
    for profile in data.table("Customer").iter().chain(data.table("Admin")) {
        let updated = profile.instant("updatedAt");
        let last = updated.filter(|at| Some(*at) != profile.instant("createdAt"));
        let mut changes = told.remove(profile.given("id")).unwrap_or_default();
        changes.sort_unstable();
        let times = changes.iter().filter(|(at, _)| Some(*at) == last).count();
        let by_others = changes.iter().any(|(_, by)| *by != profile.text("userId"));
        let latest = changes.last().map(|(at, _)| *at);
        if latest != last || times != usize::from(last.is_some()) || by_others {
            broken.push(format!("{} was not changed as {changes:?}", profile.line));
        }
    }
    if let Some((stranger, _)) = told.first_key_value() {
        broken.push(format!("a profile that is none was changed: {stranger}"));
    }
}

/// An actor has the role that the row names; the subject is a row that exists.
fn actor_and_subject(row: &Record, data: &Dataset, broken: &mut Broken) {
    let known = |table: &str, id: &str| {
        // Ids of a table are in order.
        let rows = data.table(table);
        let at = rows.binary_search_by(|row| row.given("id").cmp(id));
        at.ok().map(|at| &rows[at])
    };
    let role = row
        .text("actorId")
        .map(|id| known("User", id).map(|user| user.given("role")));
    if role != row.text("actorRole").map(Some) {
        broken.push(format!("actor and role disagree: {}", row.line));
    }
    let table = row.given("entityType");
    let exists = row.text("entityId").map(|id| known(table, id).is_some());
    // A log-in that failed speaks of a session that there is none of.
    if exists.unwrap_or(table == "Session") == (exists.is_none() && table != "Session") {
        broken.push(format!("the subject does not exist: {}", row.line));
    }
}

/// Metadata says what was done in words of the product, and nothing of a person.
fn metadata(row: &Record, broken: &mut Broken) {
    // This is the row in which a specimen shows what is odd about its log.
    let shown = row.given("action") == "account.created";
    if shown && Identity::read(row.given("id")).is_odd() {
        return;
    }
    let plain = |text: &str| {
        let lower = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
        text == "fullName" || text.bytes().all(lower)
    };
    let mut open = vec![row.cell("metadata")];
    while let Some(value) = open.pop() {
        let fine = match value {
            Value::Null | Value::Bool(_) => true,
            Value::Number(number) => number.is_u64(),
            Value::String(text) => plain(text),
            Value::Array(items) => {
                open.extend(items);
                true
            }
            Value::Object(fields) => {
                open.extend(fields.values());
                true
            }
        };
        if !fine {
            broken.push(format!("metadata says too much: {}", row.line));
        }
    }
}

/// The address is masked to its network, in a range for documentation.
fn network(row: &Record, broken: &mut Broken) {
    let Some(text) = row.text("ipAddress") else {
        return;
    };
    let v4 = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"].contains(&text);
    // 2001:db8:<site>::/48, where a site of zero is left out.
    let site = text
        .strip_prefix("2001:db8:")
        .and_then(|rest| rest.strip_suffix(":/48"));
    let v6 = site.is_some_and(|site| {
        let digits = site.strip_suffix(':').unwrap_or(site);
        digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    });
    // The other range of RFC 9637, in the catalogue only.
    let odd = Identity::read(row.given("id")).is_odd() && text == "3fff::/48";
    if !v4 && !v6 && !odd {
        broken.push(format!(
            "an address that is not masked or not reserved: {}",
            row.line
        ));
    }
}

#[test]
fn an_address_is_told_to_be_verified_when_it_was_and_only_then() {
    let verified = STAGING.table("User").iter().flat_map(|user| {
        happened(
            user,
            &[("account.email_verified", "emailVerifiedAt", user.text("id"))],
        )
    });
    let mut expected: Vec<Event<'_>> = verified.collect();
    let log = STAGING.table("AuditLog").iter();
    let rows = log.filter(|row| row.given("action") == "account.email_verified");
    let mut found: Vec<Event<'_>> = rows.map(told).collect();
    expected.sort_unstable();
    found.sort_unstable();
    let untrue = found
        .iter()
        .find(|event| expected.binary_search(event).is_err());
    assert_eq!(untrue, None, "told, and not so");
    assert_eq!(expected, found);
}

/// Rows of the log in which somebody acts whose account was not there yet.
fn acts_before_accounts(data: &Dataset) -> Vec<&str> {
    let users = created(data, "User");
    let early = |row: &&Record| {
        let actor = row.text("actorId").map(|id| users[id]);
        actor > row.instant("createdAt")
    };
    data.table("AuditLog")
        .iter()
        .filter(early)
        .map(|row| row.line.as_str())
        .collect()
}

/// Log-ins of users who, by their own row, never logged in.
fn log_ins_of_strangers(data: &Dataset) -> Vec<&str> {
    let users = data
        .table("User")
        .iter()
        .filter(|user| user.text("lastLoginAt").is_none());
    let strangers: Vec<&str> = users.map(|user| user.given("id")).collect();
    let of_stranger = |row: &&Record| {
        row.given("action") == "session.login" && strangers.contains(&row.given("actorId"))
    };
    data.table("AuditLog")
        .iter()
        .filter(of_stranger)
        .map(|row| row.line.as_str())
        .collect()
}

/// Most accounts have many rows of every kind, and some of the hundred customers never came.
const BUSY: &str = "
    [customers]
    count = 100
    dormant = 0.1
    [admins]
    count = 12
    desk = 12
    [audit_logs]
    extra_per_user = { min = 0, max = 30 }
";

#[test]
fn nobody_acts_before_the_account_is_made() {
    for data in [&*STAGING, &Dataset::from_text(BUSY)] {
        let early = acts_before_accounts(data);
        assert_eq!(early.first(), None, "and {} in all", early.len());
    }
}

#[test]
fn who_never_logged_in_left_no_log_in() {
    for data in [&*STAGING, &Dataset::from_text(BUSY)] {
        let strange = log_ins_of_strangers(data);
        assert_eq!(strange.first(), None, "and {} in all", strange.len());
    }
}
