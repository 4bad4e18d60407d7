//! The first rows of a table: the same as a walk over all of it finds, without the walk.

use connsura_seed::entities::{Flow, rows};
use connsura_seed::rng::RowKey;
use connsura_seed::schema::{Entity, Row, write_copy_line};
use connsura_seed::sink::{any, first};
use proptest::prelude::*;

use super::dataset::plan;
use super::draft::drafts;

fn lines(rows: &[Row]) -> Vec<Vec<u8>> {
    let line = |row| {
        let mut line = Vec::new();
        write_copy_line(row, &mut String::new(), &mut line);
        line
    };
    rows.iter().map(line).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn they_are_those_of_a_walk_over_all(draft in drafts(), most in 0_usize..8) {
        let plan = plan(&draft.to_string());
        for entity in Entity::ALL {
            let rows = rows(&plan, entity);
            let mut all = Vec::new();
            let mut before = Vec::new();
            for root in plan.roots().slice(0..plan.roots().len()) {
                before.push(!all.is_empty());
                let _ = rows.rows(root, &mut Row::new(entity), &mut |row| {
 all.push(row.clone());
 Flow::Continue(())
});
            }
            let expected = &all[..all.len().min(most)];
            prop_assert_eq!(lines(&first(&plan, entity, most)), lines(expected));
            for (position, expected) in before.into_iter().enumerate() {
                prop_assert_eq!(any(&plan, entity, 0..position as u64), expected);
            }
        }
    }

    #[test]
    fn only_holders_have_rows(draft in drafts()) {
        let plan = plan(&draft.to_string());
        for entity in Entity::ALL {
            let holders: Vec<_> = plan.holders(entity).collect();
            let rows = rows(&plan, entity);
            for position in (0..plan.roots().len()).filter(|place| !holders.iter().any(|holders| holders.contains(place))) {
                let mut keys: Vec<RowKey> = Vec::new();
                let _ = rows.keys(plan.roots().get(position).unwrap(), &mut |key| {
 keys.push(key);
 Flow::Continue(())
});
                prop_assert_eq!(keys, Vec::new(), "{} at {}", entity.name(), position);
            }
        }
    }
}

/// A walk over these would take years.
#[test]
fn they_do_not_hang_on_how_many_rows_follow() {
    let talkative = plan(
        "[customers]
        count = 1
        [admins]
        count = 65535
        [conversations]
        per_customer = { min = 65535, max = 65535 }
        messages = { min = 1000000000, max = 1000000000 }
        unread = 0",
    );
    let accounts = talkative.roots().len();
    assert_eq!(first(&talkative, Entity::Message, 3).len(), 3);
    assert!(any(&talkative, Entity::Message, 0..accounts));
    assert!(!any(&talkative, Entity::Message, 0..accounts - 1));
}

/// Only specimens have shares here, behind two billion accounts that have none.
#[test]
fn they_do_not_hang_on_how_many_accounts_come_before() {
    let crowded = plan(
        "[customers]
        count = 1000000000
        edge_cases = { tier = \"plausible\" }
        [admins]
        count = 1000000000",
    );
    let customers = 1_000_000_000;
    for entity in Entity::ALL {
        assert_eq!(first(&crowded, entity, 3).len(), 3, "{}", entity.name());
        assert!(any(&crowded, entity, 0..crowded.roots().len()));
        let only_specimens = !matches!(
            entity,
            Entity::User | Entity::Admin | Entity::AuditLog | Entity::Customer
        );
        if only_specimens {
            assert!(
                !any(&crowded, entity, 0..2 * customers),
                "{}",
                entity.name()
            );
        }
    }
    assert!(!any(&crowded, Entity::Customer, 0..customers));
    let odd = crowded.specimens().iter();
    let odd_admins = odd.filter(|specimen| specimen.root.is_admin()).count() as u64;
    assert!(odd_admins > 0);
    assert!(!any(
        &crowded,
        Entity::Admin,
        customers + odd_admins..crowded.roots().len()
    ));
}

/// The first rows of the longest conversation that there can be, with every state of reading.
#[test]
fn a_conversation_of_a_billion_messages_has_first_rows_too() {
    for unread in ["0.0", "1.0"] {
        let plan = plan(&format!(
            "[customers]\ncount = 1\n[conversations]\nper_customer = {{ min = 1, max = 1 }}\n\
             messages = {{ min = 1000000000, max = 1000000000 }}\nunread = {unread}\n"
        ));
        assert_eq!(first(&plan, Entity::Message, 7).len(), 7);
        assert_eq!(first(&plan, Entity::MessageReadState, 7).len(), 2);
    }
}
