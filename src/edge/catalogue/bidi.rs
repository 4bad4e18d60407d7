//! B01 to B07: texts in two directions.

use super::entry::{plausible, repeat, whole, within};
use super::source::{TROJAN, UAX_9};
use crate::edge::Facet::{Body, Name, Notes, PreferredName};
use crate::edge::case::EdgeCase;

pub(super) static CASES: &[EdgeCase] = &[
    plausible(
        "B01",
        &[Name],
        whole("\u{627}\u{628}\u{62a}\u{633}\u{627}\u{645} الوراق"),
        "a name from right to left alone",
        "alignment, and cuts and ellipses at the wrong end",
        UAX_9,
    ),
    plausible(
        "B01.hebrew",
        &[Name],
        whole("\u{5d1}\u{5b0}\u{5bc}רוּרִיָה לָבִיא"),
        "a Hebrew name with its points",
        "search for the name without points, and fonts that misplace them",
        UAX_9,
    ),
    plausible(
        "B02",
        &[Body],
        whole("\u{5d0}\u{5d1} abc 12"),
        "two directions and a number",
        "numbers and punctuation that jump to the other side",
        UAX_9,
    ),
    plausible(
        "B03",
        &[Body, Notes],
        within("\u{202e}neddih"),
        "an override that is never closed, U+202E",
        "the rest of the page, which is reversed",
        UAX_9,
    ),
    plausible(
        "B04",
        &[Body],
        within("\u{2067}one \u{2066}two\u{2069} three\u{2069}\u{2069}\u{2068}"),
        "isolates that do not balance",
        "code review and logs: what is shown is not what is read",
        TROJAN,
    ),
    plausible(
        "B04.marks",
        &[PreferredName],
        whole("\u{200f}נועה\u{200e}\u{61c}"),
        "a name with directional marks",
        "comparison with the name as typed: the marks cannot be seen",
        UAX_9,
    ),
    plausible(
        "B05",
        &[Body],
        whole("Please call \u{5e9}\u{5e8}\u{5d4} (+44 20 7946 0123), policy 7-B."),
        "a Hebrew name within an English sentence, and a phone behind it",
        "templates that do not isolate what they insert: the number is shown in the wrong order",
        UAX_9,
    ),
    plausible(
        "B06",
        &[Body],
        whole(
            "\u{645}\u{631}\u{62d}\u{628}\u{627} \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} 3/4 ok?",
        ),
        "Arabic, an emoji, a fraction and English",
        "the order of what has no direction of its own",
        UAX_9,
    ),
    plausible(
        "B07",
        &[Body],
        repeat("\u{202b}a", 130, ""),
        "embeddings deeper than 125, which is all that there are",
        "programs that keep a level for each",
        UAX_9,
    ),
];
