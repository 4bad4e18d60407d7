//! From a rule to a value: texts, addresses, JSON, lists and dates.
//!
//! Pure, and the same everywhere: what is left open is drawn from the cell.

use unicode_segmentation::UnicodeSegmentation;

use super::case::{EmailRule, JsonRule, LanguageRule, Seam, Text, Unit};
use crate::clock::{Date, Timestamp};
use crate::rng::Cell;
use crate::schema::Json;
use crate::words::LOCALES;

/// What a rule that speaks of a limit means where the column has none.
const CUSTOMARY_LIMIT: usize = 255;

/// Plain letters: a byte, a code point, a UTF-16 unit and a grapheme each.
const PLAIN: &[&str] = &["a", "e", "i", "o", "u", "l", "m", "n", "r", "s"];
/// Letters of two bytes.
const TWO_BYTES: &[&str] = &["ő", "ñ", "ş", "ł", "ø", "ģ", "č", "å"];
/// Letters with a mark, none of which has a composed form: two code points, one grapheme.
const MARKED: &[&str] = &[
    "m\u{304}", "r\u{306}", "b\u{304}", "k\u{302}", "d\u{308}", "l\u{30a}",
];
/// Ideographs beyond the basic plane: two UTF-16 units each.
const ASTRAL: &[&str] = &[
    "\u{20bb7}",
    "\u{20089}",
    "\u{2000b}",
    "\u{20bd8}",
    "\u{2123d}",
    "\u{2131b}",
];
/// Ideographs: three bytes, one code point, one UTF-16 unit and one grapheme each.
const WIDE: &[&str] = &[
    "林", "芳", "陽", "石", "松", "橋", "原", "田", "水", "谷", "青", "花", "森", "雪", "月",
];

/// A text made by the rule, for a column that takes `limit` code points (`None`: any number).
///
/// `ordinary` is what the row would hold otherwise; it gives way where both do not fit.
pub fn text(rule: Text, limit: Option<usize>, ordinary: &str, cell: &mut Cell) -> String {
    let most = limit.unwrap_or(CUSTOMARY_LIMIT);
    match rule {
        Text::Whole(text) | Text::Shared(text) => text.to_owned(),
        Text::Within(odd) => {
            let front = limit.map_or(ordinary, |limit| shorten(ordinary, room(limit, odd, 1)));
            match front.trim_end() {
                "" => odd.to_owned(),
                front => format!("{front} {odd}"),
            }
        }
        Text::Before(odd) => {
            let rest = limit.map_or(ordinary, |limit| shorten(ordinary, room(limit, odd, 0)));
            format!("{odd}{rest}")
        }
        Text::Repeat(text, times, tail) => text.repeat(times) + tail,
        Text::Length(unit, more) => length(unit, most.saturating_add_signed(more.into()), cell),
        Text::Seam(seam) => seamed(seam, most, cell),
        Text::Incompressible(bytes) => incompressible(bytes, cell),
    }
}

/// What `odd` and so many further characters leave of a limit.
fn room(limit: usize, odd: &str, further: usize) -> usize {
    limit.saturating_sub(odd.chars().count() + further)
}

/// As many graphemes of the text, from its start, as fit into so many code points.
fn shorten(text: &str, points: usize) -> &str {
    let mut left = points;
    let mut end = 0;
    for (start, grapheme) in text.grapheme_indices(true) {
        let needed = grapheme.chars().count();
        if needed > left {
            break;
        }
        left -= needed;
        end = start + grapheme.len();
    }
    &text[..end]
}

/// A word of exactly so many units.
fn length(unit: Unit, target: usize, cell: &mut Cell) -> String {
    let mut word = String::new();
    match unit {
        Unit::Bytes => fill(
            &mut word,
            target,
            &[TWO_BYTES, PLAIN, PLAIN],
            str::len,
            cell,
        ),
        Unit::CodePoints => fill(&mut word, target, &[MARKED, PLAIN], points, cell),
        Unit::Utf16 => fill(&mut word, target, &[ASTRAL, WIDE, WIDE], utf16, cell),
        Unit::Graphemes => fill(&mut word, target, &[WIDE], points, cell),
    }
    word
}

fn points(text: &str) -> usize {
    text.chars().count()
}

fn utf16(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Adds pieces of the lists in turn until the word measures `target`; one of the last list,
/// whose pieces measure 1, where another would be too much.
fn fill(
    word: &mut String,
    target: usize,
    lists: &[&[&str]],
    measure: fn(&str) -> usize,
    cell: &mut Cell,
) {
    let mut left = target;
    let unit = lists[lists.len() - 1];
    for list in lists.iter().cycle() {
        if left == 0 {
            break;
        }
        let piece = cell.pick(list);
        let piece = if measure(piece) <= left {
            piece
        } else {
            cell.pick(unit)
        };
        left -= measure(piece);
        word.push_str(piece);
    }
}

/// A word whose UTF-16 unit number `limit` is within something that must not be cut.
fn seamed(seam: Seam, limit: usize, cell: &mut Cell) -> String {
    // Beyond the basic plane, before the seam: each makes a UTF-16 unit more than code points.
    let astral = match seam {
        Seam::SurrogatePair | Seam::ZwjSequence => 0,
        Seam::CombiningStack => 3,
    };
    let (sequence, within) = match seam {
        Seam::SurrogatePair => ("\u{20bb7}", 1),
        // Man, joiner, woman, joiner, girl: the cut is before the joiner of the boy.
        Seam::ZwjSequence => (
            "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{200d}\u{1f466}",
            8,
        ),
        // None of the marks composes with the letter.
        Seam::CombiningStack => ("k\u{302}\u{308}\u{304}\u{30a}", 2),
    };
    let mut word = String::new();
    (0..astral).for_each(|_| word.push_str(cell.pick(ASTRAL)));
    let plain = limit.saturating_sub(within + 2 * astral);
    (0..plain).for_each(|_| word.push_str(cell.pick(PLAIN)));
    word + sequence
}

/// Ideographs drawn from all of the basic block, so that hardly any is there twice within the
/// 4 kB in which PostgreSQL's compression looks for repetition.
fn incompressible(bytes: usize, cell: &mut Cell) -> String {
    let mut text = String::with_capacity(bytes);
    while text.len() + 3 <= bytes {
        let code = cell.between(0x4e00, 0x9fef) as u32;
        text.extend(char::from_u32(code));
    }
    while text.len() < bytes {
        text.push_str(cell.pick(PLAIN));
    }
    text
}

/// An e-mail address made by the rule from an ordinary one, whose local part stays in it, or
/// the end of it, so that it is as unique as the ordinary one.
pub fn email(rule: EmailRule, ordinary: &str) -> String {
    let (local, domain) = ordinary
        .split_once('@')
        .unwrap_or((ordinary, "mail.example"));
    match rule {
        EmailRule::Front(front) => format!("{front}{local}@{domain}"),
        EmailRule::Tail(tail) => format!("{local}{tail}@{domain}"),
        EmailRule::Quoted => format!("\"a {local}\"@{domain}"),
        EmailRule::LocalPart(octets) => format!("{}@{domain}", pad(local, octets)),
        EmailRule::Total(octets) => total(local, octets),
        EmailRule::UpperCase => ordinary.to_ascii_uppercase(),
        EmailRule::Domain(domain) => format!("{local}@{domain}"),
    }
}

/// The end of an ASCII text, or all of it behind so many letters that it is of that length.
fn pad(text: &str, octets: usize) -> String {
    let start = text.len().saturating_sub(octets);
    let end = text.get(start..).unwrap_or_default();
    "a".repeat(octets - end.len()) + end
}

/// An address of so many octets: a local part and labels as long as they may be, and one
/// label that makes up for the rest.
fn total(local: &str, octets: usize) -> String {
    const LOCAL_PART: usize = 64;
    const LABEL: usize = 63;
    let label = "d".repeat(LABEL);
    let fixed = LOCAL_PART + "@..".len() + 2 * LABEL + ".example".len();
    let rest = "d".repeat(octets.saturating_sub(fixed).clamp(1, LABEL));
    format!("{}@{label}.{label}.{rest}.example", pad(local, LOCAL_PART))
}

/// A JSON value made by the rule, as `jsonb` prints it.
pub fn json(rule: JsonRule) -> String {
    let mut out = String::new();
    match rule {
        JsonRule::Nested(depth) => out = "[".repeat(depth) + &"]".repeat(depth),
        JsonRule::LongKey(bytes) => {
            let key = "k".repeat(bytes);
            Json::Object(vec![(&key, Json::Bool(true))]).write(&mut out);
        }
        JsonRule::Wide(count) => {
            let keys: Vec<String> = (0..count).map(|number| format!("field{number}")).collect();
            let fields = keys.iter().map(|key| (key.as_str(), Json::Bool(true)));
            Json::Object(fields.collect()).write(&mut out);
        }
        JsonRule::PowerOfTen(zeros) => {
            out = format!("{{\"amount\": 1{}}}", "0".repeat(zeros));
        }
    }
    out
}

/// The languages of the rule, each by its own name; `own` is the customer's.
pub fn languages(rule: LanguageRule, own: &'static str) -> Vec<&'static str> {
    match rule {
        LanguageRule::Single => vec![own],
        LanguageRule::Many => LOCALES.iter().map(|locale| locale.endonym).collect(),
        LanguageRule::MixedScripts => {
            let mut scripts = Vec::new();
            let mut chosen = Vec::new();
            for locale in LOCALES {
                if !scripts.contains(&locale.script) {
                    scripts.push(locale.script);
                    chosen.push(locale.endonym);
                }
            }
            chosen
        }
    }
}

/// The date `years` before the day of `now`, and `days` after that. Where that year has no
/// 29 February, it is the 28th.
pub fn years_before(now: Timestamp, years: u16, days: i8) -> Date {
    let today = now.date().civil();
    let year = today.year - i32::from(years);
    let same_day = Date::new(year, today.month, today.day);
    let lacking = i32::from(same_day.civil().day != today.day);
    Date::from_days(same_day.as_days() - lacking + i32::from(days))
}
