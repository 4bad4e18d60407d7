//! What is measured in rows, against what each case claims of its value, and against rows from
//! which it was taken away.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use connsura_seed::clock::{Date, Timestamp};
use connsura_seed::edge::measure::{Account, Sighting};
use connsura_seed::edge::{Facet, State, Subject, Value as Carried};
use connsura_seed::entities::{Flow, rows};
use connsura_seed::plan::Plan;
use connsura_seed::rng::Root;
use connsura_seed::schema::{ColumnType, Entity, Network, Row, Value};
use connsura_seed::sink;
use uuid::Uuid;

use super::super::dataset::{plan, shipped};
use super::sample::{Made, NOW, Sample};
use super::{claims, every_value};

/// Every case of both tiers, each alone.
const ALONE: &str = "
[customers]
count = 1
edge_cases = { strength = 1, tier = \"hostile\", except = [\"R01.ten-thousand\"] }
[admins]
count = 1
";

static PLAN: LazyLock<Plan> = LazyLock::new(|| plan(ALONE));
static SMOKE: LazyLock<Plan> = LazyLock::new(|| plan(shipped("smoke")));

/// An ordinary row.
fn row(entity: Entity) -> Row {
    sink::first(&SMOKE, entity, 1).remove(0)
}

fn set(row: &mut Row, column: &str, fill: impl FnOnce(&mut Row)) {
    let position = row.entity().table().position(column).unwrap();
    row.set(position, fill);
}

fn put(row: &mut Row, column: &str, made: &Made) {
    let kind = row.entity().table().column(column).unwrap().kind;
    let created = match row.named("createdAt") {
        Some(Value::Timestamp(at)) => at,
        other => panic!("{other:?} is no instant"),
    };
    set(row, column, |row| match (made, kind) {
        (Made::Null, _) => row.null(),
        (Made::Text(text), ColumnType::Uuid) => row.uuid(Uuid::parse_str(text).unwrap()),
        (Made::Text(text), _) => row.text(text),
        (Made::List(lower, items), _) => {
            row.list_from(*lower, items.iter().map(Option::as_deref));
        }
        (Made::Json(text), _) => row.canonical_json(text),
        (Made::Date(days), _) => row.date(Date::from_days(*days)),
        (Made::Instant(millis), _) => row.timestamp(Timestamp::from_millis(*millis)),
        (Made::AfterCreation(millis), _) => row.timestamp(created.after(*millis)),
        (Made::Infinity(true), ColumnType::Date) => row.date(Date::INFINITY),
        (Made::Infinity(false), ColumnType::Date) => row.date(Date::MINUS_INFINITY),
        (Made::Infinity(true), _) => row.timestamp(Timestamp::INFINITY),
        (Made::Infinity(false), _) => row.timestamp(Timestamp::MINUS_INFINITY),
        (Made::Number(number), _) => row.int8(*number),
        (Made::Network(network), _) => row.inet_or_null(Some(*network)),
        (Made::State(state), _) => panic!("{state:?} is no value"),
    });
}

/// The ids of the cases that a facet shows where its column holds this.
fn shown(facet: Facet, made: &Made) -> BTreeSet<&'static str> {
    let (entity, column) = facet.column().unwrap();
    let profile = match facet.subject() {
        Subject::Admin => Entity::Admin,
        _ => Entity::Customer,
    };
    let mut entities = vec![Entity::User, profile];
    entities.extend((!entities.contains(&entity)).then_some(entity));
    let mut account = Account::new(NOW);
    for of in entities {
        let mut row = row(of);
        if of == entity {
            put(&mut row, column, made);
        }
        account.add(&row);
        // What uploads share takes two of them.
        if of == Entity::Upload {
            account.add(&row);
        }
    }
    let sightings = account.sightings(&BTreeSet::new());
    let cases = sightings.iter().flat_map(|sighting| &sighting.cases);
    cases
        .filter(|(at, _)| *at == facet)
        .map(|(_, case)| case.id)
        .collect()
}

#[test]
fn what_a_column_holds_is_seen_and_nothing_that_it_does_not_claim() {
    let mut wrong = BTreeSet::new();
    for (case, facet, sample) in every_value().filter(|(_, facet, _)| facet.column().is_some()) {
        let place = format!("{} at {}", case.id, facet.name());
        let shown = shown(facet, &sample.made);
        if !shown.contains(case.id) {
            wrong.insert(format!("{place} is not seen"));
        }
        for other in shown {
            let holds = match other.strip_suffix(":null") {
                Some(_) => sample.made == Made::Null,
                None => claims::claim(other).unwrap()(&sample),
            };
            if !holds {
                wrong.insert(format!("{place} is taken for {other}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What nobody would call odd.
fn ordinary(facet: Facet) -> Made {
    let (entity, column) = facet.column().unwrap();
    let text = |text: &str| Made::Text(text.to_owned());
    match (facet, entity.table().column(column).unwrap().kind) {
        (Facet::Email, _) => text("ilse.marwitz.k4f7@mail.example"),
        (Facet::FileName, _) => text("damage photo 3.jpg"),
        (Facet::Country, _) => text("HU"),
        (Facet::Locale, _) => text("de-AT"),
        (Facet::Checksum, _) => text(&"0123456789abcdef".repeat(4)),
        (_, ColumnType::Uuid) => text("5eed8408-0000-8000-8000-000000000001"),
        (_, ColumnType::TextArray) => {
            let items = ["Deutsch", "English"].map(|item| Some(item.to_owned()));
            Made::List(1, items.to_vec())
        }
        (_, ColumnType::Jsonb) => Made::Json(r#"{"channel": "letter"}"#.to_owned()),
        // 1985-06-07, and a day before now.
        (_, ColumnType::Date) => Made::Date(5_636),
        (_, ColumnType::Timestamp) => Made::Instant(NOW.as_millis() - 86_400_000),
        (_, ColumnType::Int8) => Made::Number(1_234),
        (_, ColumnType::Inet) => Made::Network(Network {
            address: "198.51.100.0".parse().unwrap(),
            prefix: 24,
        }),
        _ => text("Ilse Marwitz"),
    }
}

#[test]
fn what_is_ordinary_shows_no_case() {
    for facet in Facet::ALL.iter().filter(|facet| facet.column().is_some()) {
        let shown = shown(*facet, &ordinary(*facet));
        assert!(shown.is_empty(), "{}: {shown:?}", facet.name());
    }
    // One unit more or less than a case asks for.
    let name = |text: String| shown(Facet::Name, &Made::Text(text));
    assert!(
        name("\u{fc}".repeat(99)).is_empty(),
        "198 bytes are not 199"
    );
    assert!(
        name("a".repeat(200)).is_empty(),
        "200 of every unit show nothing"
    );
    assert!(
        name(format!("x{}", "\u{e9}")).is_empty(),
        "not parted by a space"
    );
    let date = |days| shown(Facet::BirthDate, &Made::Date(days));
    // 2000-02-28 and 2000-03-01.
    assert!(date(11_015).is_empty() && date(11_017).is_empty());
}

fn rows_of(plan: &Plan, root: Root) -> Vec<Row> {
    let mut all = Vec::new();
    for entity in Entity::ALL {
        let mut buffer = Row::new(entity);
        let _ = rows(plan, entity).rows(root, &mut buffer, &mut |row| {
            all.push(row.clone());
            Flow::Continue(())
        });
    }
    all
}

fn seen(rows: &[Row], leaving: &BTreeSet<Uuid>) -> Vec<Sighting> {
    let mut account = Account::new(NOW);
    // The order in which rows come is of no matter.
    rows.iter().rev().for_each(|row| account.add(row));
    account.sightings(leaving)
}

fn leaving() -> BTreeSet<Uuid> {
    let roots = PLAN.roots();
    let users = roots.slice(0..roots.len()).filter_map(|root| {
        let mut account = Account::new(NOW);
        for row in rows_of(&PLAN, root) {
            account.add(&row);
        }
        account.leaving()
    });
    users.collect()
}

/// Every specimen of a single case shows it, and no longer does once it is taken away.
#[test]
fn every_case_that_a_specimen_carries_is_seen_until_it_is_taken_away() {
    let leaving = leaving();
    let mut wrong = Vec::new();
    for specimen in PLAN.specimens() {
        let [(facet, case)] = specimen.cases[..] else {
            panic!("{} carries several cases", specimen.label);
        };
        let shows = |rows: &[Row], leaving| {
            let sightings = seen(rows, leaving);
            sightings.iter().any(|sighting| {
                let shown = sighting.cases.iter();
                sighting.subject == facet.subject()
                    && shown
                        .clone()
                        .any(|(at, shown)| *at == facet && shown.id == case.id)
            })
        };
        let mut rows = rows_of(&PLAN, specimen.root);
        if !shows(&rows, &leaving) {
            wrong.push(format!("{} is not seen", specimen.label));
        }
        let mut left = &leaving;
        let none = BTreeSet::new();
        match case.value {
            Carried::State(State::DeletionRequested) if facet == Facet::ShareRecipient => {
                left = &none;
            }
            Carried::State(state) => take_away(state, &mut rows),
            _ => {
                let (entity, column) = facet.column().unwrap();
                let own = rows.iter_mut().filter(|row| row.entity() == entity);
                // Of what two share, the other one is nothing by itself.
                let most = if case.is_shared() { 1 } else { usize::MAX };
                for row in own.take(most) {
                    put(row, column, &ordinary(facet));
                }
            }
        }
        if shows(&rows, left) {
            wrong.push(format!("{} is seen where it is not", specimen.label));
        }
    }
    assert!(PLAN.specimens().len() > 400, "{}", PLAN.specimens().len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Makes another state of the rows of an account that was in this one.
fn take_away(state: State, rows: &mut Vec<Row>) {
    let set_all = |rows: &mut Vec<Row>, entity, column: &str, fill: fn(&mut Row)| {
        for row in rows.iter_mut().filter(|row| row.entity() == entity) {
            set(row, column, fill);
        }
    };
    let now: fn(&mut Row) = |row| row.timestamp(NOW);
    let null: fn(&mut Row) = Row::null;
    match state {
        State::Unverified => set_all(rows, Entity::User, "emailVerifiedAt", now),
        State::NeverCame => set_all(rows, Entity::User, "lastLoginAt", now),
        State::DeletionRequested => set_all(rows, Entity::User, "deletionRequestedAt", null),
        State::Renamed => {
            rows.retain(|row| row.named("action") != Some(Value::Text("profile.updated")));
        }
        State::Unlogged => rows.push(row(Entity::AuditLog)),
        State::Messages(0) => rows.push(row(Entity::Message)),
        State::Messages(_) => remove_one(rows, Entity::Message),
        State::BothDirections => remove_one(rows, Entity::MessageReadState),
        State::AllRead
        | State::ReadAtNewest
        | State::NeverOpened
        | State::UnreadCount(_)
        | State::UnreadTooMany
        | State::UnreadNegative => {
            set_all(rows, Entity::MessageReadState, "unreadCount", |row| {
                row.int4(7_777);
            });
        }
        State::ReadInFuture => set_all(rows, Entity::MessageReadState, "lastReadAt", null),
        State::NoReadState => add_read_states(rows),
        State::PartyGone => {
            set_all(rows, Entity::Message, "senderId", |row| {
                row.uuid(Uuid::nil());
            });
            set_all(rows, Entity::Message, "recipientId", |row| {
                row.uuid(Uuid::max());
            });
        }
        State::ToSelf => set_all(rows, Entity::Message, "senderId", |row| {
            row.uuid(Uuid::nil());
        }),
        State::SameInstant => {
            let message = rows.iter_mut().find(|row| row.entity() == Entity::Message);
            set(message.unwrap(), "createdAt", now);
        }
        State::Pending => set_all(rows, Entity::ProfileShare, "acceptedAt", now),
        State::Active => set_all(rows, Entity::ProfileShare, "acceptedAt", null),
        State::Closed | State::Reopened => set_all(rows, Entity::ProfileShare, "closedAt", null),
        State::Revoked => set_all(rows, Entity::ProfileShare, "revokedAt", null),
        State::ClosedWithoutDate | State::ClosedBeforeCreated => {
            set_all(rows, Entity::ProfileShare, "closedAt", now);
        }
        State::ToAddress => set_all(rows, Entity::ProfileShare, "recipientEmail", null),
        State::ToNobody => set_all(rows, Entity::ProfileShare, "recipientEmail", |row| {
            row.text("x@mail.example");
        }),
        State::Deleted => set_all(rows, Entity::Upload, "deletedAt", null),
        State::Draft => set_all(rows, Entity::Form, "submittedAt", now),
        State::Submitted | State::Archived => set_all(rows, Entity::Form, "submittedAt", null),
    }
}

fn remove_one(rows: &mut Vec<Row>, entity: Entity) {
    let at = rows.iter().position(|row| row.entity() == entity);
    rows.remove(at.unwrap());
}

/// A read state for every direction in which there are messages.
fn add_read_states(rows: &mut Vec<Row>) {
    let id = |row: &Row, column: &str| match row.named(column) {
        Some(Value::Uuid(id)) => id,
        other => panic!("{other:?} is no id"),
    };
    let messages = rows.iter().filter(|row| row.entity() == Entity::Message);
    let pairs: BTreeSet<(Uuid, Uuid)> = messages
        .map(|row| (id(row, "senderId"), id(row, "recipientId")))
        .collect();
    for (sender, recipient) in pairs {
        let mut state = Row::new(Entity::MessageReadState);
        state.uuid(sender);
        state.uuid(recipient);
        state.timestamp(NOW);
        state.int4(0);
        state.timestamp(NOW);
        rows.push(state);
    }
}

/// What is in two rows is not in one: a body and a delivery of different messages do not meet.
#[test]
fn facets_of_a_message_meet_in_one_row_only() {
    let message = |body: &str, delivered: bool| {
        let mut row = row(Entity::Message);
        set(&mut row, "body", |row| row.text(body));
        set(&mut row, "deliveredAt", |row| {
            row.timestamp_or_null(delivered.then_some(NOW));
        });
        row
    };
    let odd = Sample::of(
        connsura_seed::edge::catalogue::find("S04").unwrap(),
        Facet::Body,
        0,
    );
    let meet = |rows: &[Row]| {
        seen(rows, &BTreeSet::new()).iter().any(|sighting| {
            let ids: Vec<&str> = sighting.cases.iter().map(|(_, case)| case.id).collect();
            ids.contains(&"S04") && ids.contains(&"delivery:null")
        })
    };
    assert!(meet(&[message(odd.text(), false), message("Hello", true)]));
    assert!(!meet(&[message(odd.text(), true), message("Hello", false)]));
}
