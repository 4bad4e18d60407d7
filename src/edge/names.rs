//! Names as long as the column allows, in each unit of length.
//!
//! People count graphemes, PostgreSQL counts code points, networks and indexes count bytes;
//! a limit that is meant in one and enforced in another cuts names or lets them through.

use super::{EdgeCase, Effect, NameRule, Tier};
use crate::rng::Cell;

pub(super) static CASES: &[EdgeCase] = &[
    EdgeCase {
        id: "name:limit-graphemes",
        title: "full name of as many graphemes as the column takes",
        breaks: "byte-wise limits and layouts: three bytes and two columns a character",
        tier: Tier::Plausible,
        effect: Effect::FullName(NameRule::LimitInGraphemes),
    },
    EdgeCase {
        id: "name:limit-code-points",
        title: "full name of as many code points as the column takes, in fewer graphemes",
        breaks: "counting what people see: the field looks half empty and takes no more",
        tier: Tier::Plausible,
        effect: Effect::FullName(NameRule::LimitInCodePoints),
    },
    EdgeCase {
        id: "name:limit-bytes",
        title: "full name of as many bytes as the column takes code points",
        breaks: "limits checked in bytes where the column counts code points",
        tier: Tier::Plausible,
        effect: Effect::FullName(NameRule::LimitInBytes),
    },
];

/// Syllables of invented family names, by the bytes and marks that the rule needs.
const WIDE: &[&str] = &[
    "林", "芳", "陽", "石", "松", "橋", "原", "田", "水", "谷", "青", "花", "森", "雪", "月",
];
/// Latin letters with a combining mark each, none of which has a composed form with it.
const MARKED: &[&str] = &[
    "m\u{0304}",
    "r\u{0306}",
    "b\u{0304}",
    "k\u{0302}",
    "d\u{0308}",
    "l\u{030a}",
];
const PLAIN: &[&str] = &["a", "e", "i", "o", "u"];
const TWO_BYTES: &[&str] = &["ő", "ñ", "ş", "ł", "ø", "ģ", "č", "å"];

/// A full name made by the rule, for a column that takes `limit` code points.
pub fn full_name(rule: NameRule, limit: usize, cell: &mut Cell) -> String {
    let mut name = String::new();
    let mut add = |name: &mut String, from: &[&str]| *name += cell.pick(from);
    match rule {
        NameRule::LimitInGraphemes => (0..limit).for_each(|_| add(&mut name, WIDE)),
        NameRule::LimitInCodePoints => {
            // Three code points a step, in two graphemes, and plain letters up to the limit.
            let mut points = 0;
            while points + 3 <= limit {
                add(&mut name, MARKED);
                add(&mut name, PLAIN);
                points += 3;
            }
            (points..limit).for_each(|_| add(&mut name, PLAIN));
        }
        NameRule::LimitInBytes => {
            while name.len() + 4 <= limit {
                add(&mut name, TWO_BYTES);
                add(&mut name, PLAIN);
                add(&mut name, PLAIN);
            }
            (name.len()..limit).for_each(|_| add(&mut name, PLAIN));
        }
    }
    name
}
