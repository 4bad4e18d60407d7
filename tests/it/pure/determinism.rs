//! The determinism contract: the same plan gives the same bytes, however they are made.

use connsura_seed::clock::Timestamp;
use connsura_seed::entities::{Flow, rows};
use connsura_seed::plan::{Overrides, Part};
use connsura_seed::rng::RowKey;
use connsura_seed::schema::{Entity, Row, write_copy_line};
use connsura_seed::sink::{CopyBinary, Digest, Format, Json, Ndjson};
use proptest::prelude::*;
use serde_json::Value;

use super::dataset::{Dataset, Record, millis, plan, plan_with, render, shipped};
use super::draft::{Count, drafts, nows};

fn formats() -> [Box<dyn Format>; 3] {
    [
        Box::new(Ndjson),
        Box::new(Json),
        Box::new(CopyBinary::default()),
    ]
}

/// More accounts than a worker takes at once, and more bytes than a batch holds, so that
/// threads do share the work and slices are sent in pieces.
const SEVERAL_SLICES: &str = "
    seed = 5
    [customers]
    count = 300
    locales = { en = 2, ja = 1 }
    deleted = 0.1
    [admins]
    count = 3
    [conversations]
    per_customer = { min = 0, max = 2 }
    messages = { min = 0, max = 40, tail = \"long\" }
    [shares]
    per_customer = { min = 0, max = 2 }
    [audit_logs]
    extra_per_user = { min = 0, max = 3 }
    [uploads]
    per_user = { min = 0, max = 1 }
    [forms]
    per_customer = { min = 0, max = 1 }
";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn a_plan_gives_the_same_bytes_every_time_and_on_any_number_of_threads(draft in drafts()) {
        let text = draft.to_string();
        let (once, again) = (plan(&text), plan(&text));
        for entity in Entity::ALL {
            for format in formats() {
                let expected = render(&once, entity, &*format, 1, 1);
                let any = expected.tally.digest != Digest::default();
                prop_assert_eq!(any, expected.tally.rows > 0);
                for threads in [1, 2, 3, 5] {
                    prop_assert_eq!(&render(&again, entity, &*format, threads, 1), &expected);
                }
            }
        }
    }

    #[test]
    fn parts_one_after_the_other_are_the_whole(draft in drafts()) {
        let plan = plan(&draft.to_string());
        for entity in Entity::ALL {
            for format in formats() {
                let whole = render(&plan, entity, &*format, 1, 1);
                for parts in 2..=7 {
                    prop_assert_eq!(&render(&plan, entity, &*format, 1, parts), &whole);
                }
            }
        }
    }

    #[test]
    fn any_row_is_made_without_another(draft in drafts()) {
        let plan = plan(&draft.to_string());
        for entity in Entity::ALL {
            let rows = rows(&plan, entity);
            for root in plan.roots().slice(0..plan.roots().len()) {
                let mut streamed = Vec::new();
                let _ = rows.rows(root, &mut Row::new(entity), &mut |row| {
 streamed.push(line(row));
 Flow::Continue(())
});
                let mut keys: Vec<RowKey> = Vec::new();
                let _ = rows.keys(root, &mut |key| {
 keys.push(key);
 Flow::Continue(())
});
                prop_assert_eq!(keys.len(), streamed.len());
                // Backwards and into a row that still holds another: neither may matter.
                let mut used = Row::new(entity);
                for (key, expected) in keys.iter().zip(&streamed).rev() {
                    let mut fresh = Row::new(entity);
                    rows.fill(*key, &mut fresh);
                    prop_assert_eq!(&line(&fresh), expected, "{:?}", key);
                    rows.fill(*key, &mut used);
                    prop_assert_eq!(&line(&used), expected, "{:?}", key);
                }
            }
        }
    }

    #[test]
    fn moving_now_moves_every_timestamp_and_nothing_else(draft in drafts(), now in nows()) {
        let draft = draft.undated();
        let text = draft.to_string();
        let moved = Overrides { now: Some(Timestamp::from_millis(now)), ..Overrides::default() };
        let (before, after) = (Dataset::from_text(&text), Dataset::of(&plan_with(&text, moved)));
        let shift = now - draft.now;
        prop_assert_eq!(before.records().count(), after.records().count());
        for (old, new) in before.records().zip(after.records()) {
            prop_assert_eq!(shifted(old, shift), new.cells.clone(), "{}", old.key());
        }
    }

    #[test]
    fn ids_hang_on_neither_seed_nor_now(draft in drafts(), seed in 0_u64.., now in nows()) {
        let exactly = |number| Count { min: number, max: number, long: false };
        let mut draft = draft.undated();
        // How many messages it takes to leave so many unread hangs on who writes what.
        if let Some(edge_cases) = &draft.edge_cases
            && edge_cases.only.contains(&"unread")
        {
            draft.edge_cases = None;
        }
        // With the numbers of rows given, only what they hold is left to the seed.
        draft.dormant = 0;
        draft.conversations = exactly(draft.conversations.max);
        draft.messages = exactly(draft.messages.max);
        draft.shares = exactly(draft.shares.max);
        draft.uploads = exactly(draft.uploads.max);
        draft.forms = exactly(draft.forms.max);
        let text = draft.to_string();
        let other = Overrides { seed: Some(seed), now: Some(Timestamp::from_millis(now)), ..Overrides::default() };
        let (before, after) = (Dataset::from_text(&text), Dataset::of(&plan_with(&text, other)));
        // Which audit rows there are hangs on what became of the shares.
        for table in ["User", "Customer", "Admin", "Message", "ProfileShare", "Upload", "Form"] {
            let ids = |data: &Dataset| -> Vec<String> {
                data.table(table).iter().map(Record::key).collect()
            };
            prop_assert_eq!(ids(&before), ids(&after));
        }
    }

    #[test]
    fn another_seed_gives_other_bytes_in_every_table(one in 0_u64.., other in 0_u64..) {
        prop_assume!(one != other);
        let with = |seed| {
            plan_with(shipped("smoke"), Overrides { seed: Some(seed), ..Overrides::default() })
        };
        let (one, other) = (with(one), with(other));
        for entity in Entity::ALL {
            let bytes = |plan| render(plan, entity, &Ndjson, 1, 1).bytes;
            prop_assert!(
                bytes(&one) != bytes(&other) || bytes(&one).is_empty(),
                "{} is the same", entity.name()
            );
        }
    }
}

#[test]
fn slices_and_batches_leave_no_seam() {
    let plan = plan(SEVERAL_SLICES);
    for entity in Entity::ALL {
        for format in formats() {
            let expected = render(&plan, entity, &*format, 1, 1);
            assert_eq!(
                expected.tally.bytes,
                unframed(&*format, entity, &expected.bytes)
            );
            for (threads, parts) in [(2, 1), (3, 1), (5, 1), (2, 3), (3, 7)] {
                let found = render(&plan, entity, &*format, threads, parts);
                assert!(
                    found == expected,
                    "{} on {threads} threads in {parts} parts differs",
                    entity.name()
                );
            }
        }
    }
}

#[test]
fn more_parts_than_accounts_are_still_the_whole() {
    let plan = plan("[admins]\ncount = 2\n");
    for format in formats() {
        let whole = render(&plan, Entity::Admin, &*format, 1, 1);
        assert_eq!(render(&plan, Entity::Admin, &*format, 2, 9), whole);
        let none = render(&plan, Entity::Message, &*format, 1, 9);
        let (begin, end) = (format.begin(Entity::Message), format.end(false));
        assert_eq!(none.bytes, [&begin, end].concat());
    }
}

#[test]
fn parts_are_named_from_one_to_all() {
    for (text, fine) in [
        ("1/1", true),
        ("3/7", true),
        ("7/7", true),
        ("0/3", false),
        ("4/3", false),
        ("1/0", false),
        ("-1/3", false),
        ("1", false),
        ("1/3/5", false),
        ("", false),
    ] {
        let part: Result<Part, String> = text.parse();
        assert_eq!(part.is_ok(), fine, "{text}");
        if let Ok(part) = part {
            assert_eq!(part.to_string(), text);
        }
    }
}

/// The row's canonical line: all that digests and databases see of it.
fn line(row: &Row) -> String {
    let mut line = Vec::new();
    write_copy_line(row, &mut String::new(), &mut line);
    String::from_utf8(line).unwrap()
}

/// The bytes between what a format writes before the first row and after the last.
fn unframed(format: &dyn Format, entity: Entity, bytes: &[u8]) -> u64 {
    (bytes.len() - format.begin(entity).len() - format.end(true).len()) as u64
}

/// The row's cells with every instant moved; a birthday is a date and stays.
fn shifted(row: &Record, by: i64) -> serde_json::Map<String, Value> {
    let mut cells = row.cells.clone();
    for (column, cell) in &mut cells {
        if column.ends_with("At")
            && let Value::String(text) = cell
        {
            let moved = jiff::Timestamp::from_millisecond(millis(text) + by).unwrap();
            *text = format!("{moved:.3}");
        }
    }
    cells
}
