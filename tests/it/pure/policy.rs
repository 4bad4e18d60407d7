//! Retention policies: the default one, what a configuration changes of it, and what it gets wrong.

use connsura_seed::clock::{DAY, Distance, Timestamp};
use connsura_seed::policy::{Bound, Policy, Rule, Then};
use connsura_seed::schema::Entity;

use super::configuration::{good, mistakes};
use super::configuration_schema::assert_valid;

/// What a configuration makes of the default.
fn policy(text: &str) -> Policy {
    assert_valid(text);
    good(text).retention
}

fn rule<'p>(policy: &'p Policy, name: &str) -> &'p Rule {
    let found = policy.rules.iter().find(|rule| rule.name == name);
    found.unwrap_or_else(|| panic!("no {name} in {policy:#?}"))
}

const fn days(days: i64) -> Distance {
    Distance {
        months: 0,
        millis: days * DAY,
    }
}

const MONTHS: Distance = Distance {
    months: 24,
    millis: 0,
};

/// The table of the operations document, typed in again.
#[test]
fn the_default_is_the_operations_document() {
    let expected = [
        (
            "account",
            Entity::User,
            None,
            "deletionRequestedAt",
            days(30),
            Then::Purge,
        ),
        (
            "message",
            Entity::Message,
            None,
            "createdAt",
            MONTHS,
            Then::Purge,
        ),
        (
            "closed-share",
            Entity::ProfileShare,
            Some("CLOSED"),
            "closedAt",
            days(90),
            Then::Purge,
        ),
        (
            "revoked-share",
            Entity::ProfileShare,
            Some("REVOKED"),
            "revokedAt",
            days(90),
            Then::Purge,
        ),
        (
            "audit-log",
            Entity::AuditLog,
            None,
            "createdAt",
            MONTHS,
            Then::May,
        ),
        (
            "upload",
            Entity::Upload,
            None,
            "ownerId.deletionRequestedAt",
            days(30),
            Then::Purge,
        ),
        (
            "form",
            Entity::Form,
            None,
            "customerId.userId.deletionRequestedAt",
            days(30),
            Then::Purge,
        ),
    ];
    let found = Policy::default();
    assert_eq!(
        policy(""),
        found,
        "a configuration without it says nothing else"
    );
    assert_eq!(found.rules.len(), expected.len());
    for (rule, (name, rows, label, anchor, period, then)) in found.rules.iter().zip(expected) {
        assert_eq!(rule.name, name);
        assert_eq!(rule.rows, rows, "{name}");
        assert_eq!(rule.only.map(|only| only.label), label, "{name}");
        assert_eq!(rule.anchor.to_string(), anchor, "{name}");
        assert_eq!(rule.period, period, "{name}");
        assert_eq!((rule.bound, rule.then), (Bound::Inclusive, then), "{name}");
    }
}

#[test]
fn a_configuration_changes_what_it_names_and_no_more() {
    let changed = policy(
        r#"[retention]
bound = "exclusive"

[retention.rules]
audit-log = false

[retention.rules.message]
period = "1 year, 2 days"

[retention.rules.account]
bound = "inclusive"
then = "may"

[retention.rules.draft]
rows = "Form"
where = { status = "DRAFT" }
anchor = "updatedAt"
period = "6 months"
"#,
    );
    let names: Vec<&str> = changed
        .rules
        .iter()
        .map(|rule| rule.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "account",
            "message",
            "closed-share",
            "revoked-share",
            "upload",
            "draft",
            "form"
        ]
    );
    let message = rule(&changed, "message");
    assert_eq!(
        (message.period.months, message.period.millis),
        (12, 2 * DAY)
    );
    assert_eq!(
        (message.bound, message.anchor.to_string()),
        (Bound::Exclusive, "createdAt".to_owned())
    );
    let account = rule(&changed, "account");
    assert_eq!(
        (account.bound, account.then, account.period),
        (Bound::Inclusive, Then::May, days(30))
    );
    let draft = rule(&changed, "draft");
    assert_eq!(
        (draft.rows, draft.only.unwrap().label, draft.bound),
        (Entity::Form, "DRAFT", Bound::Exclusive)
    );
    let defaults = Policy::default();
    for name in ["closed-share", "revoked-share", "upload", "form"] {
        let expected = Rule {
            bound: Bound::Exclusive,
            ..rule(&defaults, name).clone()
        };
        assert_eq!(*rule(&changed, name), expected);
    }
}

#[test]
fn a_boundary_is_over_when_the_bound_says_so() {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let inclusive = Policy::default();
    let exclusive = policy("[retention]\nbound = \"exclusive\"\n");
    for (name, anchor, boundary) in [
        ("account", "2026-02-01T00:00:00Z", "2026-03-03T00:00:00Z"),
        (
            "closed-share",
            "2026-01-01T12:00:00.001Z",
            "2026-04-01T12:00:00.001Z",
        ),
        // A month's end stands for days that the month has not.
        (
            "message",
            "2024-02-29T23:59:59.999Z",
            "2026-02-28T23:59:59.999Z",
        ),
        ("message", "2022-02-28T00:00:00Z", "2024-02-28T00:00:00Z"),
        ("audit-log", "2024-08-31T00:00:00Z", "2026-08-31T00:00:00Z"),
    ] {
        let boundary = at(boundary);
        for (policy, is_over) in [(&inclusive, true), (&exclusive, false)] {
            let rule = rule(policy, name);
            assert_eq!(rule.boundary(at(anchor)), Some(boundary), "{name} {anchor}");
            assert_eq!(rule.is_over(boundary, boundary), is_over);
            assert!(!rule.is_over(boundary, boundary.before(1)));
            assert!(rule.is_over(boundary, boundary.after(1)));
        }
        for infinity in [Timestamp::INFINITY, Timestamp::MINUS_INFINITY] {
            assert_eq!(rule(&inclusive, name).boundary(infinity), None);
        }
    }
}

#[test]
fn mistakes_are_told_with_their_places() {
    let found = mistakes(
        r#"[retention]
bound = "open"
grace = "1 day"

[retention.rules]
mesage = false

[retention.rules.account]
rows = "Users"

[retention.rules.message]
period = "24 moons"

[retention.rules.upload]
anchor = "ownerId.createdat"

[retention.rules.form]
anchor = "customerId.fullName"

[retention.rules.closed-share]
where = { status = "CLOSE" }
anchor = "token.createdAt"

[retention.rules.revoked-share]
where = { note = "REVOKED" }

[retention.rules.messages]
period = "6 months"

[retention.rules.new]
rows = "Admin"
period = "some day"
"#,
    );
    let told: Vec<String> = found
        .iter()
        .map(|found| {
            format!(
                "{} -> {}",
                found.message,
                found.help.as_deref().unwrap_or("")
            )
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}
