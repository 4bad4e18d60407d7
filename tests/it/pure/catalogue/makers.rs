//! The makers keep to any limit, not to those of today's columns alone.

use connsura_seed::clock::{Civil, DAY, Date, Timestamp};
use connsura_seed::edge::case::{EmailRule, JsonRule, Seam, Text, Unit};
use connsura_seed::edge::make;
use connsura_seed::schema::Json;
use jiff::ToSpan as _;
use jiff::civil;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::sample::{cell, graphemes, points, utf16};

fn measure(unit: Unit, text: &str) -> usize {
    match unit {
        Unit::Bytes => text.len(),
        Unit::CodePoints => points(text),
        Unit::Utf16 => utf16(text),
        Unit::Graphemes => graphemes(text),
    }
}

fn units() -> impl Strategy<Value = Unit> {
    proptest::sample::select(vec![
        Unit::Bytes,
        Unit::CodePoints,
        Unit::Utf16,
        Unit::Graphemes,
    ])
}

/// The date of so many days since 1970, by an implementation that is not ours.
fn civil(days: i32) -> civil::Date {
    civil::date(1970, 1, 1).checked_add(days.days()).unwrap()
}

proptest! {
    #[test]
    fn lengths_are_exact_and_fit(seed: u64, limit in 12_usize..300, unit in units(), more in -1_i8..=1) {
        // One more code point or grapheme than the limit does not fit.
        prop_assume!(more < 1 || matches!(unit, Unit::Bytes | Unit::Utf16));
        let rule = Text::Length(unit, more);
        let text = make::text(rule, Some(limit), "Ilse", &mut cell(seed));
        let expected = limit.checked_add_signed(more.into()).unwrap();
        prop_assert_eq!(measure(unit, &text), expected);
        prop_assert!(points(&text) <= limit);
        prop_assert_eq!(&make::text(rule, Some(limit), "Emil", &mut cell(seed)), &text);
    }

    #[test]
    fn seams_fit_and_lie_over_the_cut(seed: u64, limit in 12_usize..300) {
        for seam in [Seam::SurrogatePair, Seam::ZwjSequence, Seam::CombiningStack] {
            let text = make::text(Text::Seam(seam), Some(limit), "Ilse", &mut cell(seed));
            prop_assert!(points(&text) <= limit && utf16(&text) > limit, "{:?} {}", seam, text);
            // UTF-16 offsets at which a grapheme begins.
            let starts = text.grapheme_indices(true).map(|(at, _)| utf16(&text[..at]));
            prop_assert!(!starts.into_iter().any(|start| start == limit), "{:?} {}", seam, text);
            let half = String::from_utf16(&text.encode_utf16().take(limit).collect::<Vec<_>>());
            prop_assert_eq!(half.is_err(), seam == Seam::SurrogatePair);
        }
    }

    /// The odd part is never cut, and the ordinary part only between graphemes.
    #[test]
    fn the_ordinary_part_gives_way(
        ordinary in "([a-z ]|e\u{301}|\u{1f468}\u{200d}\u{1f469}){0,40}",
        odd in "[x-z\u{20bb7}]{1,12}",
        limit in 12_usize..60,
    ) {
        for (rule, around) in [(Text::Within("ODD"), None), (Text::Before("ODD"), Some(()))] {
            let text = make::text(rule, Some(limit), &ordinary, &mut cell(1));
            prop_assert!(points(&text) <= limit, "{}", text);
            let rest = match around {
                None => text.strip_suffix("ODD").map(|front| front.strip_suffix(' ').unwrap_or(front)),
                Some(()) => text.strip_prefix("ODD"),
            };
            let rest = rest.unwrap();
            prop_assert!(ordinary.starts_with(rest), "{:?} {:?}", ordinary, text);
            let boundary = ordinary.grapheme_indices(true).map(|(at, _)| at).chain([ordinary.len()]);
            let trimmed = ordinary.trim_end().len();
            prop_assert!(boundary.into_iter().any(|at| at == rest.len()) || rest.len() == trimmed);
        }
        let free = make::text(Text::Within("ODD"), None, &format!("{odd}{ordinary}"), &mut cell(1));
        prop_assert_eq!(free, format!("{} ODD", format!("{odd}{ordinary}").trim_end()));
    }

    #[test]
    fn incompressible_texts_are_of_their_size_and_differ(seed: u64, bytes in 0_usize..9_000) {
        let text = |seed| make::text(Text::Incompressible(bytes), None, "", &mut cell(seed));
        prop_assert_eq!(text(seed).len(), bytes);
        prop_assert_eq!(text(seed), text(seed));
        prop_assert!(bytes < 30 || text(seed) != text(seed ^ 1));
    }

    /// An address stays its own: what is different stays different under every rule.
    #[test]
    fn addresses_stay_apart(
        one in "[a-z]{1,20}(\\.[a-z]{1,20}){0,3}\\.[a-z][0-9]",
        other in "[a-z]{1,20}(\\.[a-z]{1,20}){0,3}\\.[a-z][0-9]",
        octets in 202_usize..=254,
    ) {
        prop_assume!(one != other);
        let rules = [
            EmailRule::Front("o'neil."),
            EmailRule::Tail("+tag"),
            EmailRule::Quoted,
            EmailRule::UpperCase,
            EmailRule::Domain("[192.0.2.1]"),
        ];
        for rule in rules {
            let made = |local: &str| make::email(rule, &format!("{local}@mail.example"));
            prop_assert_ne!(made(&one), made(&other));
        }
        let total = make::email(EmailRule::Total(octets), &format!("{one}@mail.example"));
        prop_assert_eq!(total.len(), octets);
        let (local, domain) = total.split_once('@').unwrap();
        prop_assert!(local.len() == 64 && domain.split('.').all(|label| (1..=63).contains(&label.len())));
        for wanted in [64, 65] {
            let made = make::email(EmailRule::LocalPart(wanted), &format!("{one}@mail.example"));
            let tail = &one[one.len().saturating_sub(wanted)..];
            prop_assert!(made.split_once('@').unwrap().0.ends_with(tail));
            prop_assert_eq!(made.len(), wanted + "@mail.example".len());
        }
    }

    #[test]
    fn dates_are_those_of_the_calendar(days in -4_371_587_i32..2_932_896) {
        let expected = civil(days);
        let (month, day) = (expected.month().unsigned_abs(), expected.day().unsigned_abs());
        let made = Date::new(expected.year().into(), month, day);
        prop_assert_eq!(made.as_days(), days);
        let year = expected.year().into();
        prop_assert_eq!(made.civil(), Civil { year, month, day });
    }

    #[test]
    fn years_are_those_of_the_calendar(today in -300_000_i32..300_000, years in 0_u16..130, days in -40_i8..40) {
        let now = Timestamp::from_millis(i64::from(today) * DAY + DAY / 2);
        let made = make::years_before(now, years, days);
        // jiff, too, takes 28 February where there is no 29th.
        let expected = civil(today)
            .checked_sub(i32::from(years).years())
            .and_then(|date| date.checked_add(i32::from(days).days()))
            .unwrap();
        prop_assert_eq!(civil(made.as_days()), expected);
    }

    #[test]
    fn json_is_of_its_size(size in 1_usize..2_000) {
        let nested = make::json(JsonRule::Nested(size));
        prop_assert_eq!(nested.len(), 2 * size);
        let long: serde_json::Value = serde_json::from_str(&make::json(JsonRule::LongKey(size))).unwrap();
        prop_assert_eq!(long.as_object().unwrap().keys().next().unwrap().len(), size);
        let wide: serde_json::Value = serde_json::from_str(&make::json(JsonRule::Wide(size))).unwrap();
        prop_assert_eq!(wide.as_object().unwrap().len(), size);
        let power = make::json(JsonRule::PowerOfTen(size));
        prop_assert_eq!(power.matches('0').count(), size);
    }
}

#[test]
fn leap_days_have_a_birthday_every_year() {
    let leap_day = Timestamp::from_millis(19_782 * DAY);
    assert_eq!(leap_day.to_string(), "2024-02-29T00:00:00.000Z");
    let made = |years, days| make::years_before(leap_day, years, days).to_string();
    assert_eq!(made(4, 0), "2020-02-29");
    assert_eq!(made(18, 0), "2006-02-28");
    assert_eq!(made(18, 1), "2006-03-01");
    assert_eq!(made(124, 0), "1900-02-28");
}

#[test]
fn an_object_with_many_keys_is_in_the_order_of_jsonb() {
    let mut expected = String::new();
    let keys: Vec<String> = (0..12).map(|number| format!("field{number}")).collect();
    let fields = keys.iter().map(|key| (key.as_str(), Json::Bool(true)));
    Json::Object(fields.collect()).write(&mut expected);
    assert_eq!(make::json(JsonRule::Wide(12)), expected);
    assert!(expected.starts_with("{\"field0\": true, \"field1\": true, "));
}
