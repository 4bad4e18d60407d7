//! When a period is over: as the policy has it, as PostgreSQL reckons, as jiff does, and as the core
//! API's prune goes by it.

use connsura_seed::clock::{DAY, Distance, Timestamp};
use connsura_seed::policy::{Anchor, Bound, Policy, Rule, Then};
use connsura_seed::schema::Entity;
use core_api::prune::preview;
use core_api::values::Instant;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Span, Zoned};
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;

use crate::support::{Machine, block_on};

/// Questions that are asked at once.
const LOT: usize = 100_000;

/// An anchor, a period, and an instant at which one asks whether it is over.
struct Triple {
    anchor: DateTime,
    months: i32,
    days: i32,
    bound: Bound,
    as_of: i64,
}

fn millis(at: DateTime) -> i64 {
    let there: Zoned = at.to_zoned(TimeZone::UTC).unwrap();
    there.timestamp().as_millisecond()
}

/// An instant of a calendar that is mostly ends of months.
fn anchor(rng: &mut ChaCha8Rng) -> DateTime {
    let year = rng.random_range(1975..2090);
    let first = Date::new(year, rng.random_range(1..=12), 1).unwrap();
    let day = match rng.random_range(0..10) {
        0..5 => first.last_of_month(),
        5..7 => {
            let leap = year - year.rem_euclid(4);
            Date::new(leap, 2, 29).unwrap_or(first)
        }
        7 => first,
        _ => first
            .checked_add(Span::new().days(rng.random_range(0..28)))
            .unwrap(),
    };
    let any = rng.random_range(0..DAY);
    let time = *[0, 1, DAY / 2, DAY - 1, any, any].choose(rng).unwrap();
    day.to_datetime(jiff::civil::Time::midnight())
        .checked_add(Span::new().milliseconds(time))
        .unwrap()
}

/// By jiff, on the civil calendar: months first, then days.
fn end(anchor: DateTime, months: i32, days: i32) -> DateTime {
    let there = anchor.checked_add(Span::new().months(months)).unwrap();
    there.checked_add(Span::new().days(days)).unwrap()
}

fn triple(rng: &mut ChaCha8Rng) -> Triple {
    let anchor = anchor(rng);
    let months = *[0, 0, 1, 3, 6, 11, 12, 24, 24, 24, 36, 60]
        .choose(rng)
        .unwrap();
    let days = *[0, 0, 1, 28, 29, 30, 30, 31, 90, 90, 365, 720, 730]
        .choose(rng)
        .unwrap();
    let near = *[0, 0, 1, -1, DAY, -DAY, 3_600_000, -3_600_000]
        .choose(rng)
        .unwrap();
    let bound = *[Bound::Inclusive, Bound::Exclusive].choose(rng).unwrap();
    Triple {
        anchor,
        months,
        days,
        bound,
        as_of: millis(end(anchor, months, days)) + near,
    }
}

/// As the policy's own rule says.
fn by_rule(triple: &Triple) -> bool {
    let rule = Rule {
        name: "rule".to_owned(),
        rows: Entity::Message,
        only: None,
        anchor: Anchor::parse(Entity::Message, "createdAt").unwrap(),
        period: Distance {
            months: triple.months,
            millis: i64::from(triple.days) * DAY,
        },
        bound: triple.bound,
        then: Then::Purge,
    };
    let boundary = rule.boundary(Timestamp::from_millis(millis(triple.anchor)));
    rule.is_over(boundary.unwrap(), Timestamp::from_millis(triple.as_of))
}

fn by_jiff(triple: &Triple) -> bool {
    let end = millis(end(triple.anchor, triple.months, triple.days));
    match triple.bound {
        Bound::Inclusive => end <= triple.as_of,
        Bound::Exclusive => end < triple.as_of,
    }
}

/// As PostgreSQL says, a letter each.
const BY_POSTGRESQL: &str = r"
    SELECT string_agg(CASE WHEN inclusive THEN ending <= as_of ELSE ending < as_of END::int::text, '' ORDER BY n)
    FROM (SELECT n, inclusive, at.as_of, ((at.anchor AT TIME ZONE 'UTC') + make_interval(months => months)
                 + make_interval(days => days)) AT TIME ZONE 'UTC' AS ending
          FROM unnest($1::bigint[], $2::int[], $3::int[], $4::bool[], $5::bigint[])
               WITH ORDINALITY AS asked (anchor, months, days, inclusive, as_of, n),
               LATERAL (SELECT timestamptz 'epoch' + asked.anchor * interval '1 millisecond' AS anchor,
                               timestamptz 'epoch' + asked.as_of * interval '1 millisecond' AS as_of) AS at) AS answered";

/// A million questions, of which most are about ends of months and 29 February, at the boundary and
/// right beside it: three ways to reckon, in whatever time zone, are one.
#[test]
fn a_million_periods_end_where_postgresql_and_jiff_say() {
    let machine = Machine::with_server();
    machine.succeed(&["local", "start"]);
    let url = machine.database().url;
    let mut rng = ChaCha8Rng::seed_from_u64(6);
    block_on(async {
        let pool = PgPoolOptions::new()
            .max_connections(1)
            .connect(&url)
            .await
            .unwrap();
        let (mut over, mut leap) = (0, 0);
        for lot in 0..10 {
            let zone = [
                "UTC",
                "Europe/Berlin",
                "Pacific/Kiritimati",
                "Pacific/Pago_Pago",
            ][lot % 4];
            let set = format!("SET timezone = '{zone}'");
            sqlx::raw_sql(sqlx::AssertSqlSafe(set))
                .execute(&pool)
                .await
                .unwrap();
            let triples: Vec<Triple> = (0..LOT).map(|_| triple(&mut rng)).collect();
            let said: String = sqlx::query_scalar(BY_POSTGRESQL)
                .bind(
                    triples
                        .iter()
                        .map(|one| millis(one.anchor))
                        .collect::<Vec<_>>(),
                )
                .bind(triples.iter().map(|one| one.months).collect::<Vec<_>>())
                .bind(triples.iter().map(|one| one.days).collect::<Vec<_>>())
                .bind(
                    triples
                        .iter()
                        .map(|one| one.bound == Bound::Inclusive)
                        .collect::<Vec<_>>(),
                )
                .bind(triples.iter().map(|one| one.as_of).collect::<Vec<_>>())
                .fetch_one(&pool)
                .await
                .unwrap();
            assert_eq!(said.len(), LOT);
            for (triple, said) in triples.iter().zip(said.bytes()) {
                let answers = [by_rule(triple), by_jiff(triple), said == b'1'];
                let Triple {
                    anchor,
                    months,
                    days,
                    as_of,
                    bound,
                } = triple;
                assert!(
                    answers == [true; 3] || answers == [false; 3],
                    "{anchor} + {months} months {days} days, as of {as_of}, {bound:?}, {zone}: {answers:?}"
                );
                over += u32::from(answers[0]);
                leap += u32::from((anchor.month(), anchor.day()) == (2, 29));
            }
        }
        assert!((300_000..700_000).contains(&over), "{over} are over");
        assert!(leap > 100_000, "{leap} of 29 February");
        pool.close().await;
    });
}

/// Rows of each rule.
const ROWS: usize = 700;
/// Instants at which all of them are judged: with three rules, over a million questions.
const INSTANTS: usize = 500;

/// Accounts, shares and messages whose anchors are these, in milliseconds.
const FILL: &str = r#"
    INSERT INTO "User" (id, email, "passwordHash", role, "updatedAt", "deletionRequestedAt")
        SELECT gen_random_uuid(), n || '@connsura.example', '', 'CUSTOMER', now(),
               timestamptz 'epoch' + at * interval '1 millisecond'
        FROM unnest($1::bigint[]) WITH ORDINALITY AS anchor (at, n)"#;
const FILL_SHARES: &str = r#"
    INSERT INTO "ProfileShare" (id, "customerId", token, status, "closedAt", "revokedAt", "updatedAt")
        SELECT gen_random_uuid(), (SELECT id FROM "Customer"), gen_random_uuid(),
               (CASE n % 2 WHEN 0 THEN 'CLOSED' ELSE 'REVOKED' END)::"ShareStatus",
               CASE n % 2 WHEN 0 THEN timestamptz 'epoch' + at * interval '1 millisecond' END,
               CASE n % 2 WHEN 1 THEN timestamptz 'epoch' + at * interval '1 millisecond' END, now()
        FROM unnest($1::bigint[]) WITH ORDINALITY AS anchor (at, n)"#;
const FILL_MESSAGES: &str = r#"
    INSERT INTO "Message" (id, body, "createdAt")
        SELECT gen_random_uuid(), '', timestamptz 'epoch' + at * interval '1 millisecond'
        FROM unnest($1::bigint[]) AS anchor (at)"#;
const OWNER: &str = r#"
    WITH owner AS (
        INSERT INTO "User" (id, email, "passwordHash", role, "updatedAt")
            VALUES (gen_random_uuid(), 'stays@connsura.example', '', 'CUSTOMER', now()) RETURNING id)
    INSERT INTO "Customer" (id, "userId", "fullName", "updatedAt")
        SELECT gen_random_uuid(), id, 'Stays', now() FROM owner"#;

/// The core API's prune removes as many as the policy has over, at every one of many instants that
/// lie at a boundary or beside one.
#[test]
fn the_core_api_goes_by_the_same_calendar() {
    let machine = Machine::with_server();
    machine.succeed(&["reset", "empty"]);
    let url = machine.database().url;
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    let policy = Policy::default();
    let rule = |name: &str| {
        let mut rules = policy.rules.iter();
        rules.find(|rule| rule.name == name).unwrap()
    };
    let rules = [rule("account"), rule("closed-share"), rule("message")];
    let anchors: [Vec<i64>; 3] =
        [(); 3].map(|()| (0..ROWS).map(|_| millis(anchor(&mut rng))).collect());
    block_on(async {
        let pool = PgPoolOptions::new().connect(&url).await.unwrap();
        sqlx::raw_sql(OWNER).execute(&pool).await.unwrap();
        for (sql, anchors) in [FILL, FILL_SHARES, FILL_MESSAGES].into_iter().zip(&anchors) {
            sqlx::query(sql).bind(anchors).execute(&pool).await.unwrap();
        }
        for _ in 0..INSTANTS {
            let which = rng.random_range(0..3);
            let near = *[0, 1, -1, DAY, -DAY].choose(&mut rng).unwrap();
            let start = Timestamp::from_millis(*anchors[which].choose(&mut rng).unwrap());
            let as_of = rules[which].boundary(start).unwrap().after(near);
            let count = |which: usize| {
                let rule: &Rule = rules[which];
                let ends = anchors[which].iter();
                let ends = ends.map(|at| rule.boundary(Timestamp::from_millis(*at)).unwrap());
                ends.filter(|end| rule.is_over(*end, as_of)).count() as u64
            };
            let found = previewed(&pool, as_of).await;
            assert_eq!(found, [count(0), count(1), count(2)], "as of {as_of}");
        }
        pool.close().await;
    });
}

async fn previewed(pool: &PgPool, as_of: Timestamp) -> [u64; 3] {
    let as_of = Instant::from_unix_micros(as_of.as_millis() * 1000);
    let found = preview(pool, as_of).await.unwrap();
    [found.accounts, found.shares, found.messages]
}
