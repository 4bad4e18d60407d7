//! Foreign texts in tables: aligned whatever they hold, and obeyed by no terminal.

use connsura_seed::edge::catalogue;
use connsura_seed::report::{clip, table};
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use super::catalogue::sample::{Made, Sample};

/// Texts with the columns that a terminal gives them, after UAX #11 (wide and full-width two,
/// combining marks none) and UTS #51 (an emoji sequence is one emoji, which is wide).
const MEASURED: &[(&str, usize)] = &[
    ("Ngozi", 5),
    ("日本語", 6),
    ("한국어", 6),
    ("Ｆｕｌｌ", 8),
    ("ﾊﾝｶｸ", 4),
    ("e\u{301}", 1),
    ("o\u{302}\u{323}\u{328}", 1),
    ("שלום", 4),
    ("مرحبا", 5),
    ("👍", 2),
    ("👍🏽", 2),
    ("👨\u{200d}👩\u{200d}👧\u{200d}👦", 2),
    ("🇩🇪", 2),
    ("…", 1),
];

/// Every text that a case of the catalogue puts into a row.
fn odd_texts() -> Vec<(&'static str, String)> {
    let mut texts = Vec::new();
    for case in catalogue::cases() {
        for facet in case.facets {
            match Sample::of(case, *facet, 7).made {
                Made::Text(text) | Made::Json(text) => texts.push((case.id, text)),
                Made::List(_, items) => {
                    let list: Vec<String> = items.into_iter().flatten().collect();
                    texts.push((case.id, list.join(", ")));
                }
                _ => {}
            }
        }
    }
    texts
}

/// The columns at which a line has borders, by what stands between them.
fn borders(line: &str) -> Vec<usize> {
    let parts: Vec<&str> = line.split('│').collect();
    let mut at = 0;
    let mut borders = Vec::new();
    for part in &parts[..parts.len() - 1] {
        at += part.width();
        borders.push(at);
        at += 1;
    }
    borders
}

/// What no line of a table may hold: what moves the cursor, and what turns the direction of
/// more than its own cell.
fn acts(next: char) -> bool {
    next.is_control()
        || matches!(
            next,
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2028}'
                ..='\u{202e}' | '\u{2066}' | '\u{2067}' | '\u{feff}'
        )
}

fn assert_aligned(shown: &str) {
    let rows: Vec<&str> = shown.lines().filter(|line| line.starts_with('│')).collect();
    let wanted = borders(rows[0]);
    for line in shown.lines() {
        assert!(!line.chars().any(acts), "{line:?}");
        assert_eq!(
            line.width(),
            shown.lines().next().unwrap().width(),
            "{line:?}"
        );
    }
    for row in rows {
        assert_eq!(borders(row), wanted, "{row:?}");
        // What is opened in a cell is closed in it.
        for cell in row.split('│') {
            let open = cell.matches('\u{2068}').count();
            assert_eq!(open, cell.matches('\u{2069}').count(), "{cell:?}");
            assert!(open <= 1, "{cell:?}");
            let right_to_left = cell.chars().any(|next| {
                matches!(next, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}')
            });
            assert!(!right_to_left || open == 1, "{cell:?}");
        }
    }
}

#[test]
fn columns_are_as_wide_as_what_terminals_show() {
    let widest = 12;
    let rows = MEASURED
        .iter()
        .map(|(text, _)| vec![(*text).to_owned(), "|".to_owned()]);
    let shown = table(&["x".repeat(widest).as_str(), "|"], rows, &[]);
    assert_aligned(&shown);
    let rows = shown.lines().skip(3);
    for ((text, columns), row) in MEASURED.iter().zip(rows) {
        let behind = row.split_once(text).unwrap().1;
        let padding = behind.chars().skip_while(|next| *next == '\u{2069}');
        let padding = padding.take_while(|next| *next == ' ').count();
        // One space stands before the border in any case.
        assert_eq!(columns + padding, widest + 1, "{text}: {row:?}");
    }
}

#[test]
fn every_odd_text_keeps_to_its_cell() {
    let texts = odd_texts();
    assert!(texts.len() > 400, "{} texts", texts.len());
    let whole = texts
        .iter()
        .map(|(id, text)| vec![(*id).to_owned(), text.clone(), "end".to_owned()]);
    assert_aligned(&table(&["id", "text", "end"], whole, &[]));
    let clipped = texts
        .iter()
        .map(|(id, text)| vec![(*id).to_owned(), clip(text, 38), clip(text, 5)]);
    let shown = table(&["id", "text", "short"], clipped, &[2]);
    assert_aligned(&shown);
    assert!(shown.lines().all(|line| line.width() < 100));
}

#[test]
fn a_text_is_cut_between_what_people_see_as_characters() {
    for (id, text) in odd_texts() {
        for widest in [1, 2, 3, 8, 38] {
            let clipped = clip(&text, widest);
            assert!(clipped.width() <= widest, "{id}: {clipped:?} in {widest}");
            let Some(kept) = clipped.strip_suffix('…') else {
                continue;
            };
            // No half of an escape, and no half of a cluster.
            let whole = clip(&text, usize::MAX);
            let rest = whole
                .strip_prefix(kept)
                .unwrap_or_else(|| panic!("{id}: {clipped:?}"));
            let at_a_border = whole.grapheme_indices(true).any(|(at, _)| at == kept.len());
            assert!(at_a_border || rest.is_empty(), "{id}: {clipped:?}");
            let escape = kept.rfind("\\u{").map_or("", |at| &kept[at..]);
            assert!(
                escape.is_empty() || escape.contains('}'),
                "{id}: {clipped:?}"
            );
        }
    }
}

#[test]
fn what_cannot_be_seen_is_escaped_where_it_has_no_business() {
    for (text, shown) in [
        ("a\u{1b}[2Jb", r"a\u{1b}[2Jb"),
        ("a\r\nb\t", r"a\u{d}\u{a}b\u{9}"),
        ("a\u{202e}b", r"a\u{202e}b"),
        (
            "a\u{200b}b\u{200d}c\u{feff}",
            r"a\u{200b}b\u{200d}c\u{feff}",
        ),
        ("a\u{ad}b\u{2060}c", r"a\u{ad}b\u{2060}c"),
        ("a\u{9b}2J", r"a\u{9b}2J"),
        ("\u{e0041}", r"\u{e0041}"),
        // What they are for.
        ("👩\u{200d}👧", "👩\u{200d}👧"),
        ("❤\u{fe0f}", "❤\u{fe0f}"),
        ("می\u{200c}خواهم", "می\u{200c}خواهم"),
        ("क्\u{200d}ष", "क्\u{200d}ष"),
        // A mark without a letter must not stand on the border.
        ("\u{301}a", "\u{25cc}\u{301}a"),
    ] {
        assert_eq!(clip(text, 60), shown);
    }
}
