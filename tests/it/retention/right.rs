//! The core API's prune, day after day for two years, in whatever time zone the server lives.

use std::fs;

use connsura_seed::clock::{DAY, HOUR, Timestamp};
use connsura_seed::retention::{Oracle, Why, summary};
use core_api::prune::{Pruned, prune};
use core_api::values::Instant;

use super::Ground;
use crate::api::prune::pool_in;
use crate::support::Machine;

/// Rows by table: the cheap half of a judgement.
const COUNTS: &str = r#"
    SELECT concat_ws(' ', (SELECT count(*) FROM "User"), (SELECT count(*) FROM "Message"),
                     (SELECT count(*) FROM "ProfileShare"), (SELECT count(*) FROM "MessageReadState"),
                     (SELECT sum("unreadCount") FROM "MessageReadState"))"#;

/// The instants at which anything in the plan's rows becomes over.
fn ends(ground: &Ground) -> Vec<Timestamp> {
    let oracle = Oracle::new(&ground.plan, &ground.policy, Timestamp::from_millis(0));
    let mut ends = Vec::new();
    summary(&oracle, |_, _, fate| {
        if let Why::Rule { boundary, .. } = fate.why {
            ends.push(boundary);
        }
    });
    ends
}

/// Prunes once a day, from two years before `now` to a day behind it, and judges all that is left whenever
/// something was over since the day before, and every eighth day; on the others nothing may change.
fn sweep(zone: &'static str) {
    let machine = Machine::with_server();
    let settings = machine.path().join("local/data/postgresql.conf");
    let text = fs::read_to_string(&settings).unwrap();
    let moved = text.replace("\ntimezone = 'UTC'", &format!("\ntimezone = '{zone}'"));
    assert!(zone == "UTC" || moved != text, "{text}");
    fs::write(settings, moved).unwrap();
    let mut ground = Ground::of(machine, &["retention"]);
    let database = ground.database();
    let ends = ends(&ground);
    let mut days: Vec<Timestamp> = (-731..=1)
        .map(|day| {
            // At another hour each day.
            let hour = (day * 7_i64).rem_euclid(24);
            ground.plan.now.after(day * DAY + hour * HOUR)
        })
        .chain(ground.moments())
        .collect();
    days.sort_unstable();
    assert!(days[0] < "2024-03-02T00:00:00Z".parse().unwrap());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let pool = runtime.block_on(pool_in(zone, &database.url));
    let (mut before, mut judged) = (None::<Timestamp>, 0);
    for (number, as_of) in days.into_iter().enumerate() {
        let is_due = |end: &&Timestamp| **end <= as_of && before.is_none_or(|day| **end > day);
        let is_changed = number % 8 == 0 || ends.iter().filter(is_due).count() > 0;
        let counts = (!is_changed).then(|| database.text(COUNTS));
        let instant = Instant::from_unix_micros(as_of.as_millis() * 1000);
        let pruned = runtime.block_on(prune(&pool, instant, 100)).unwrap();
        if let Some(counts) = counts {
            let nothing = Pruned {
                undated_shares: pruned.undated_shares,
                ..Pruned::default()
            };
            assert_eq!(pruned, nothing, "{zone}, as of {as_of}");
            assert_eq!(database.text(COUNTS), counts, "{zone}, as of {as_of}");
        } else {
            let judgement = ground.judged("SELECT", as_of);
            assert_eq!(judgement.findings, [], "{zone}, as of {as_of}");
            judged += 1;
        }
        before = Some(as_of);
    }
    assert!(judged > 100, "{judged} days");
}

#[test]
fn every_day_of_two_years_in_utc() {
    sweep("UTC");
}

#[test]
fn every_day_of_two_years_in_berlin() {
    sweep("Europe/Berlin");
}

#[test]
fn every_day_of_two_years_on_kiritimati() {
    sweep("Pacific/Kiritimati");
}

#[test]
fn every_day_of_two_years_on_pago_pago() {
    sweep("Pacific/Pago_Pago");
}
