//! Ids: what they say, how they sort, and that no two rows share one.

use std::collections::BTreeSet;

use connsura_seed::entities::{Flow, rows};
use connsura_seed::rng::{MAX_ROOT_INDEX, Origin, Root, RowKey};
use connsura_seed::schema::{Entity, IdError, client_message_id, decode, encode};
use proptest::prelude::*;
use uuid::{Uuid, Variant, Version};

use super::dataset::{Dataset, STAGING, plan, shipped};
use super::draft::drafts;
use super::identity::{CODES, CUSTOMERS, Identity};

/// The origins and their codes.
const ORIGINS: [(Origin, u8); 6] = [
    (Origin::Admins, 1),
    (Origin::AdminSpecimens, 2),
    (Origin::AdminPersonas, 3),
    (Origin::Customers, 8),
    (Origin::Specimens, 9),
    (Origin::Personas, 10),
];

fn keys() -> impl Strategy<Value = RowKey> {
    let index = prop_oneof![0..=MAX_ROOT_INDEX, Just(0), Just(MAX_ROOT_INDEX)];
    (
        proptest::sample::select(&ORIGINS),
        index,
        any::<u16>(),
        any::<u32>(),
    )
        .prop_map(|((origin, _), index, branch, leaf)| {
            Root::new(origin, index).unwrap().child(branch, leaf)
        })
}

fn entities() -> impl Strategy<Value = Entity> {
    proptest::sample::select(&Entity::ALL)
}

/// What the documentation says that the id of this row must say.
fn identity(entity: Entity, key: RowKey) -> Identity {
    let (_, code) = CODES
        .iter()
        .find(|(name, _)| *name == entity.name())
        .unwrap();
    let (_, origin) = ORIGINS
        .iter()
        .find(|(origin, _)| *origin == key.root.origin())
        .unwrap();
    Identity {
        entity: *code,
        origin: *origin,
        index: key.root.index(),
        branch: key.branch,
        leaf: key.leaf,
    }
}

proptest! {
    #[test]
    fn an_id_says_again_what_was_put_into_it(entity in entities(), key in keys()) {
        let id = encode(entity, key);
        prop_assert_eq!(decode(id), Ok((entity, key)));
        prop_assert_eq!(id.to_string(), identity(entity, key).write());
        prop_assert_eq!(Identity::read(&id.to_string()), identity(entity, key));
    }

    #[test]
    fn ids_are_uuids_of_version_8(entity in entities(), key in keys()) {
        for id in [encode(entity, key), client_message_id(key)] {
            prop_assert_eq!(id.get_version(), Some(Version::Custom));
            prop_assert_eq!(id.get_variant(), Variant::RFC4122);
        }
    }

    #[test]
    fn ids_sort_as_keys_do(entity in entities(), one in keys(), other in keys()) {
        prop_assert_eq!(encode(entity, one).cmp(&encode(entity, other)), one.cmp(&other));
    }

    #[test]
    fn other_uuids_are_not_taken_for_ids(bits in any::<u128>()) {
        let random = uuid::Builder::from_random_bytes(bits.to_be_bytes()).into_uuid();
        prop_assert_eq!(decode(random), Err(IdError::Foreign));
        // Prefix, version or variant alone make no id.
        let id = encode(Entity::Upload, Root::new(Origin::Customers, 7).unwrap().key()).as_u128();
        for bit in [112, 127, 76, 79, 62, 63] {
            prop_assert_eq!(decode(Uuid::from_u128(id ^ (1 << bit))), Err(IdError::Foreign));
        }
    }

    #[test]
    fn ids_of_a_plan_say_which_row_they_are_and_whose(draft in drafts()) {
        let plan = plan(&draft.to_string());
        let data = Dataset::of(&plan);
        for entity in Entity::ALL.into_iter().filter(|entity| *entity != Entity::MessageReadState) {
            let rows = rows(&plan, entity);
            let mut expected = Vec::new();
            for root in plan.roots().slice(0..plan.roots().len()) {
                let _ = rows.keys(root, &mut |key| {
 expected.push(identity(entity, key).write());
 Flow::Continue(())
});
            }
            let found = data.table(entity.name()).iter().map(|row| row.given("id"));
            let found: Vec<&str> = found.collect();
            prop_assert_eq!(found, expected);
        }
        check_parents(&data);
    }
}

/// The parents of all rows, found from the rows' own ids.
fn check_parents(data: &Dataset) {
    for (table, column, parent) in [
        ("Customer", "userId", "User"),
        ("Admin", "userId", "User"),
        ("ProfileShare", "customerId", "Customer"),
        ("Upload", "ownerId", "User"),
        ("Form", "customerId", "Customer"),
    ] {
        for row in data.table(table) {
            let id = Identity::read(row.given("id"));
            assert_eq!(row.given(column), id.root_row(parent), "{table}.{column}");
        }
    }
    for row in data.table("Message") {
        let id = Identity::read(row.given("id"));
        let users = ["senderId", "recipientId"].map(|column| row.text(column));
        let own = id.root_row("User");
        let own_sides = users.iter().flatten().filter(|user| **user == own).count();
        let to_self = own_sides == 2 && id.is_odd();
        assert!(own_sides == 1 || to_self, "{}", row.line);
        for other in users.into_iter().flatten().filter(|user| *user != own) {
            assert!(Identity::read(other).origin < CUSTOMERS);
        }
        if let Some(client) = row.text("clientMessageId") {
            // The same key under a code that no table has.
            assert_eq!(client, Identity { entity: 0x84, ..id }.write());
        }
    }
}

#[test]
fn the_documented_example_is_message_17_of_conversation_1_of_customer_5() {
    let key = Root::new(Origin::Customers, 5).unwrap().child(1, 17);
    let id = encode(Entity::Message, key);
    assert_eq!(id.to_string(), "5eed0408-0000-8000-8005-000100000011");
}

#[test]
fn an_index_beyond_42_bits_is_refused() {
    assert_eq!(MAX_ROOT_INDEX, 4_398_046_511_103);
    assert!(Root::new(Origin::Customers, MAX_ROOT_INDEX).is_ok());
    assert!(Root::new(Origin::Customers, MAX_ROOT_INDEX + 1).is_err());
}

#[test]
fn ids_of_codes_that_are_not_given_out_are_unknown() {
    for unknown in [
        "5eed0008-0000-8000-8000-000000000000",
        "5eed0a08-0000-8000-8000-000000000000",
        "5eed0400-0000-8000-8000-000000000000",
        "5eed0404-0000-8000-8000-000000000000",
        // A client's id of a message is no row's.
        "5eed8408-0000-8000-8005-000100000011",
    ] {
        let id = Uuid::parse_str(unknown).unwrap();
        assert_eq!(decode(id), Err(IdError::Unknown), "{unknown}");
    }
    for foreign in [Uuid::nil(), Uuid::max()] {
        assert_eq!(decode(foreign), Err(IdError::Foreign));
    }
}

#[test]
fn no_two_rows_of_staging_share_an_id_and_each_table_is_in_their_order() {
    let data = &STAGING;
    let mut all = BTreeSet::new();
    for (table, _) in CODES
        .iter()
        .filter(|(table, _)| *table != "MessageReadState")
    {
        let ids: Vec<&str> = data
            .table(table)
            .iter()
            .map(|row| row.given("id"))
            .collect();
        assert!(ids.is_sorted(), "{table} is not in the order of its ids");
        for row in data.table(table) {
            assert!(all.insert(row.given("id")), "{} twice", row.given("id"));
            if *table == "Message"
                && let Some(client) = row.text("clientMessageId")
            {
                assert!(all.insert(client), "{client} twice");
            }
        }
    }
    check_parents(data);
}

#[test]
fn the_plan_knows_its_specimens_by_their_ids() {
    let plan = plan(shipped("staging"));
    assert!(plan.specimens().is_sorted_by_key(|specimen| specimen.root));
    for specimen in plan.specimens() {
        let found = plan.specimen(specimen.root).unwrap();
        assert_eq!(found.label, specimen.label);
        let user = encode(Entity::User, specimen.root.key());
        assert_eq!(decode(user).unwrap().1.root, specimen.root);
    }
    let ordinary = Root::new(Origin::Customers, 0).unwrap();
    assert!(plan.specimen(ordinary).is_none());
}
