//! Edit stability: a change of a scenario changes the rows that it speaks of and no others.
//!
//! Each test says which rows may come or go and which cells may change; everything else must
//! be byte for byte as it was, and in the same order.

use std::collections::{BTreeMap, BTreeSet};

use connsura_seed::schema::{Entity, encode};
use proptest::prelude::*;
use serde_json::Value;

use super::dataset::{Dataset, Record, plan};
use super::difference::Difference;
use super::draft::{CHOICES, Count, Draft, EdgeCases, drafts};
use super::identity::{ADMINS, CODES, CUSTOMERS, Identity, PERSONAS, SPECIMENS};

/// What an edit did to a draft's rows, as the test judges it.
fn compare(before: &Draft, after: &Draft, judge: impl FnOnce(&Difference<'_>)) {
    let before = Dataset::from_text(&before.to_string());
    let after = Dataset::from_text(&after.to_string());
    judge(&Difference::between(&before, &after));
}

/// The account that a row hangs on, as its origin and index. A read state has no id of its
/// own and hangs on the customer of its two users.
fn account(row: &Record) -> (u8, u64) {
    if row.table != "MessageReadState" {
        return Identity::read(row.given("id")).root();
    }
    let users = ["senderId", "recipientId"].map(|column| Identity::read(row.given(column)).root());
    *users
        .iter()
        .find(|(origin, _)| *origin >= CUSTOMERS)
        .unwrap()
}

/// Whether a row is one that came, or an audit row about one that came.
fn is_new_or_tells_of_it(row: &Record, table: &str, difference: &Difference<'_>) -> bool {
    if row.table == table {
        return true;
    }
    row.table == "AuditLog"
        && row.text("entityType") == Some(table)
        && difference
            .added
            .iter()
            .any(|added| added.table == table && added.text("id") == row.text("entityId"))
}

/// Conversations as the pairs of users between whom there are messages, sender first.
fn pairs<'d>(rows: impl Iterator<Item = &'d Record>) -> BTreeSet<(String, String)> {
    rows.filter_map(|row| {
        let (sender, recipient) = (row.text("senderId")?, row.text("recipientId")?);
        Some((sender.to_owned(), recipient.to_owned()))
    })
    .collect()
}

const READING: [&str; 4] = [
    "MessageReadState.lastReadAt",
    "MessageReadState.unreadCount",
    "MessageReadState.updatedAt",
    "Message.deliveredAt",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn more_customers_bring_their_own_rows_only(draft in drafts(), more in 1_u64..9) {
        let grown = Draft { customers: draft.customers + more, ..draft.clone() };
        compare(&draft, &grown, |difference| {
            difference.assert_changed_only(&[]);
            difference.assert_nothing_removed();
            difference.assert_added_only(|row| {
                let (origin, index) = account(row);
                origin == CUSTOMERS && index >= draft.customers
            });
            let users = difference.added.iter().filter(|row| row.table == "User").count();
            assert_eq!(users as u64, more);
        });
    }

    #[test]
    fn more_admins_bring_their_own_rows_only(draft in drafts(), more in 1_u64..4) {
        let grown = Draft { admins: draft.admins + more, ..draft.clone() };
        compare(&draft, &grown, |difference| {
            difference.assert_changed_only(&[]);
            difference.assert_nothing_removed();
            difference.assert_added_only(|row| {
                let (origin, index) = account(row);
                origin == ADMINS && index >= draft.admins
            });
        });
    }

    #[test]
    fn specimens_bring_their_own_rows_only(draft in drafts()) {
        let plain = Draft { edge_cases: None, ..draft.clone() };
        compare(&plain, &draft, |difference| {
            difference.assert_changed_only(&[]);
            difference.assert_nothing_removed();
            difference.assert_added_only(|row| SPECIMENS.contains(&account(row).0));
            assert_eq!(difference.added.is_empty(), draft.edge_cases.is_none());
        });
    }

    /// Whoever asks for more keeps the population, and each specimen whose combination is still
    /// asked for, whatever its place in the array.
    #[test]
    fn another_edge_case_leaves_the_specimens_that_stay_alone(
        draft in drafts(),
        choice in proptest::sample::select(CHOICES.as_slice()),
    ) {
        let mut more = draft.clone();
        let edge_cases = more.edge_cases.get_or_insert_with(|| EdgeCases {
            strength: 2,
            hostile: false,
            only: Vec::new(),
        });
        edge_cases.only.push(choice);
        let more = &more;
        let before = Dataset::from_text(&draft.to_string());
        let after = Dataset::from_text(&more.to_string());
        let labels = |draft: &Draft| -> BTreeMap<(u8, u64), String> {
            let plan = plan(&draft.to_string());
            let specimens = plan.specimens().iter();
            specimens
                .map(|specimen| {
                    let user = encode(Entity::User, specimen.root.key()).to_string();
                    (Identity::read(&user).root(), specimen.label.clone())
                })
                .collect()
        };
        let (old, new) = (labels(&draft), labels(more));
        let difference = Difference::between(&before, &after);
        difference.assert_changed_only(&[]);
        for row in &difference.removed {
            let gone = account(row);
            prop_assert!(old.contains_key(&gone) && !new.contains_key(&gone), "{}", row.line);
        }
        difference.assert_added_only(|row| {
            let came = account(row);
            new.contains_key(&came) && !old.contains_key(&came)
        });
        // What was asked for alone is asked for still.
        let alone = old.iter().filter(|(_, label)| label.contains('@'));
        for (root, label) in alone {
            prop_assert_eq!(new.get(root), Some(label));
        }
    }

    #[test]
    fn a_persona_brings_its_own_rows_only(draft in drafts(), role in "customer|admin") {
        let before = Dataset::from_text(&draft.to_string());
        let after = format!("{draft}\n[[persona]]\nkey = \"nyx\"\nrole = \"{role}\"\n");
        let after = Dataset::from_text(&after);
        let difference = Difference::between(&before, &after);
        difference.assert_changed_only(&[]);
        difference.assert_nothing_removed();
        difference.assert_added_only(|row| PERSONAS.contains(&account(row).0));
        prop_assert!(!difference.added.is_empty());
    }

    #[test]
    fn more_conversations_bring_their_own_messages_only(draft in drafts(), more in 1_u64..3) {
        let roomy = Draft { admins: draft.admins + more, ..draft };
        let grown = Draft { conversations: roomy.conversations.raised(more), ..roomy.clone() };
        let before = Dataset::from_text(&roomy.to_string());
        let after = Dataset::from_text(&grown.to_string());
        let difference = Difference::between(&before, &after);
        difference.assert_changed_only(&[]);
        difference.assert_nothing_removed();
        let spoke = pairs(before.table("Message").iter());
        difference.assert_added_only(|row| {
            let pair = pairs(std::iter::once(row));
            matches!(row.table, "Message" | "MessageReadState") && pair.is_disjoint(&spoke)
        });
    }

    #[test]
    fn more_messages_move_nothing_but_how_far_they_were_read(draft in drafts(), more in 1_u64..30) {
        let grown = Draft { messages: draft.messages.raised(more), ..draft.clone() };
        compare(&draft, &grown, |difference| {
            difference.assert_changed_only(&READING);
            difference.assert_nothing_removed();
            difference.assert_added_only(|row| matches!(row.table, "Message" | "MessageReadState"));
        });
    }

    #[test]
    fn another_share_of_unread_states_changes_what_was_read_only(
        draft in drafts(), unread in 0_u32..=100,
    ) {
        let other = Draft { unread, ..draft.clone() };
        compare(&draft, &other, |difference| {
            difference.assert_changed_only(&READING);
            difference.assert_nothing_removed();
            difference.assert_added_only(|_| false);
        });
    }

    #[test]
    fn more_shares_bring_themselves_and_their_story_only(draft in drafts(), more in 1_u64..5) {
        let grown = Draft { shares: draft.shares.raised(more), ..draft.clone() };
        compare(&draft, &grown, |difference| {
            difference.assert_changed_only(&[]);
            difference.assert_nothing_removed();
            let may = |row: &Record| is_new_or_tells_of_it(row, "ProfileShare", difference);
            difference.assert_added_only(may);
        });
    }

    #[test]
    fn more_uploads_bring_themselves_and_their_story_only(draft in drafts(), more in 1_u64..5) {
        let grown = Draft { uploads: draft.uploads.raised(more), ..draft.clone() };
        compare(&draft, &grown, |difference| {
            difference.assert_changed_only(&[]);
            difference.assert_nothing_removed();
            difference.assert_added_only(|row| is_new_or_tells_of_it(row, "Upload", difference));
        });
    }

    #[test]
    fn more_forms_bring_themselves_and_their_story_only(draft in drafts(), more in 1_u64..5) {
        let grown = Draft { forms: draft.forms.raised(more), ..draft.clone() };
        compare(&draft, &grown, |difference| {
            difference.assert_changed_only(&[]);
            difference.assert_nothing_removed();
            difference.assert_added_only(|row| is_new_or_tells_of_it(row, "Form", difference));
        });
    }

    /// What a section promises each customer hangs on nothing else, and nothing else on it.
    #[test]
    fn raised_minimums_bring_rows_of_their_own_only(draft in drafts(), more in 1_u64..5) {
        for (table, grown) in [
            ("Form", Draft { forms: draft.forms.floored(more), ..draft.clone() }),
            ("Upload", Draft { uploads: draft.uploads.floored(more), ..draft.clone() }),
            ("ProfileShare", Draft { shares: draft.shares.floored(more), ..draft.clone() }),
        ] {
            compare(&draft, &grown, |difference| {
                difference.assert_changed_only(&[]);
                difference.assert_nothing_removed();
                difference.assert_added_only(|row| is_new_or_tells_of_it(row, table, difference));
            });
        }
    }

    #[test]
    fn customers_who_never_came_change_nobody_else(draft in drafts(), more in 1_u32..50) {
        let grown = Draft { customers: draft.customers + 20, ..draft };
        let fewer = Draft { dormant: grown.dormant + more, ..grown.clone() };
        let before = Dataset::from_text(&grown.to_string());
        let after = Dataset::from_text(&fewer.to_string());
        let gone: BTreeSet<(u8, u64)> = after
            .table("User")
            .iter()
            .filter(|row| row.cell("lastLoginAt").is_null())
            .map(account)
            .collect();
        for (table, _) in CODES {
            let lines = |data: &Dataset| -> Vec<String> {
                let rows = data.table(table).iter();
                rows.filter(|row| !gone.contains(&account(row)))
                    .map(|row| row.line.clone())
                    .collect()
            };
            assert_eq!(lines(&before), lines(&after), "{table}");
        }
    }

    #[test]
    fn more_audit_rows_bring_themselves_only(draft in drafts(), more in 1_u64..6) {
        let grown = Draft { audit: draft.audit.raised(more), ..draft.clone() };
        compare(&draft, &grown, |difference| {
            difference.assert_changed_only(&[]);
            difference.assert_nothing_removed();
            difference.assert_added_only(|row| row.table == "AuditLog");
        });
    }

    #[test]
    fn more_deletion_requests_leave_the_earlier_ones_alone(draft in drafts(), more in 1_u32..40) {
        let grown = Draft { customers: draft.customers + 20, ..draft };
        let raised = Draft { deleted: grown.deleted + more, ..grown.clone() };
        compare(&grown, &raised, |difference| {
            difference.assert_changed_only(&["User.deletionRequestedAt", "User.updatedAt"]);
            difference.assert_nothing_removed();
            difference.assert_added_only(|row| {
                row.text("action") == Some("account.deletion_requested")
            });
            let requests = difference.changed.iter().filter(|c| c.column == "deletionRequestedAt");
            let requests: Vec<_> = requests.collect();
            assert_eq!(requests.len(), difference.added.len());
            for request in requests {
                assert_eq!(request.before, &Value::Null);
                assert_ne!(request.after, &Value::Null);
            }
        });
    }

    #[test]
    fn other_states_of_shares_change_what_became_of_them_only(
        draft in drafts(),
        status in (1_u32..4, 0_u32..4, 0_u32..4, 0_u32..4),
    ) {
        let (pending, active, closed, revoked) = status;
        let other = Draft { status: [pending, active, closed, revoked], ..draft.clone() };
        compare(&draft, &other, |difference| {
            difference.assert_changed_only(&[
                "ProfileShare.status",
                "ProfileShare.expiresAt",
                "ProfileShare.acceptedAt",
                "ProfileShare.closedAt",
                "ProfileShare.revokedAt",
                "ProfileShare.updatedAt",
                // A share is accepted at another time when there is less of it left.
                "AuditLog.createdAt",
            ]);
            let audit = |row: &Record| {
                let action = row.text("action").unwrap_or_default();
                row.table == "AuditLog" && action.starts_with("share.") && action != "share.created"
            };
            difference.assert_added_only(audit);
            assert!(difference.removed.iter().all(|row| audit(row)));
            let moved = difference.changed.iter().filter(|change| change.row.table == "AuditLog");
            assert!(moved.into_iter().all(|change| change.row.given("action") == "share.accepted"));
        });
    }

    #[test]
    fn a_title_changes_no_row(draft in drafts()) {
        let other = Draft { title: "Another".to_owned(), ..draft.clone() };
        compare(&draft, &other, |difference| {
            difference.assert_changed_only(&[]);
            difference.assert_nothing_removed();
            difference.assert_added_only(|_| false);
        });
    }
}

/// A scenario that leaves out `admins.desk`, as most will.
fn without_a_desk() -> Draft {
    let count = |min, max| Count {
        min,
        max,
        long: false,
    };
    Draft {
        title: "No desk".to_owned(),
        seed: 3,
        now: 1_772_323_200_000,
        customers: 20,
        locales: vec![("en", 1)],
        deleted: 0,
        dormant: 0,
        edge_cases: None,
        admins: 4,
        desk: None,
        conversations: count(1, 2),
        messages: count(1, 3),
        unread: 30,
        shares: count(1, 2),
        status: [1, 1, 1, 1],
        audit: count(0, 4),
        uploads: count(0, 1),
        forms: count(0, 1),
    }
}

#[test]
fn more_conversations_move_nobody_to_another_admin_where_no_desk_is_named() {
    let draft = without_a_desk();
    let grown = Draft {
        conversations: draft.conversations.raised(1),
        ..draft.clone()
    };
    compare(&draft, &grown, |difference| {
        difference.assert_changed_only(&[]);
        difference.assert_nothing_removed();
        difference.assert_added_only(|row| matches!(row.table, "Message" | "MessageReadState"));
    });
}

#[test]
fn more_admins_change_nothing_where_no_desk_is_named() {
    let draft = without_a_desk();
    // With customers, and without: an admin's own audit rows speak of the desk as well.
    for customers in [20, 0] {
        let few = Draft {
            customers,
            admins: if customers == 0 { 1 } else { 4 },
            audit: Count {
                min: 30,
                max: 30,
                long: false,
            },
            ..draft.clone()
        };
        let more = Draft {
            admins: few.admins + 3,
            ..few.clone()
        };
        compare(&few, &more, |difference| {
            difference.assert_changed_only(&[]);
            difference.assert_nothing_removed();
            difference.assert_added_only(|row| account(row).0 == ADMINS);
        });
    }
}

#[test]
fn a_hundred_customers_stay_as_they_are_among_a_thousand() {
    let few = Draft {
        customers: 100,
        ..without_a_desk()
    };
    let many = Draft {
        customers: 1_000,
        ..few.clone()
    };
    compare(&few, &many, |difference| {
        difference.assert_changed_only(&[]);
        difference.assert_nothing_removed();
        difference.assert_added_only(|row| account(row) >= (CUSTOMERS, 100));
        let users = difference.added.iter().filter(|row| row.table == "User");
        assert_eq!(users.count(), 900);
    });
}
