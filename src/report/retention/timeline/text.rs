//! Time lines for a terminal.

use std::collections::BTreeSet;

use super::{Pictured, TICKS, numbers, sentence};
use crate::clock::Timestamp;
use crate::policy::Verdict;
use crate::report::retention::distance;
use crate::report::shown::cell;
use crate::report::text::count;
use crate::retention::{Mark, Timeline, place};

/// What is before each line of a scale.
const MARGIN: usize = 6;

/// Places on either side that there are at least: a year's.
const LEAST: i32 = 34;

/// Few rows to most rows, on a scale that is logarithmic.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The time lines of all rules that are shown.
pub fn text(pictured: &Pictured<'_>) -> String {
    let mut text = String::new();
    for timeline in pictured.timelines {
        let rule = pictured.rule(timeline);
        let (name, sentence) = (cell(&rule.name), sentence(rule));
        text.push_str(&format!("{name}: {sentence}\n"));
        text.push_str(&format!("{:MARGIN$}{}\n", "", numbers(timeline)));
        if !timeline.places.is_empty() {
            scale(timeline, &mut text);
            marks(timeline, pictured.as_of, &mut text);
        }
        text.push('\n');
    }
    text.push_str(&pictured.footer());
    text
}

/// How many rows there are at each place, a line for each verdict, and the distances below.
fn scale(timeline: &Timeline, text: &mut String) {
    let half = timeline.farthest().max(LEAST);
    for verdict in Verdict::ALL {
        if !timeline.rows.contains_key(&verdict) {
            continue;
        }
        let bars: String = (-half..=half)
            .map(|place| {
                let rows = timeline.places.get(&place);
                let rows = rows.and_then(|rows| rows.get(&verdict)).copied();
                match rows {
                    Some(rows) => bar(rows, timeline.most()),
                    None if place == 0 => '|',
                    None => ' ',
                }
            })
            .collect();
        let line = format!("{:<MARGIN$}{bars}", verdict.name());
        text.push_str(line.trim_end());
        text.push('\n');
    }
    let line: String = (-half..=half)
        .map(|place| if place == 0 { '+' } else { '-' })
        .collect();
    text.push_str(&format!("{:MARGIN$}{line}\n", ""));
    text.push_str(&ticks(half));
}

/// One of the bars: of the most rows the highest.
fn bar(rows: u64, most: u64) -> char {
    let part = (rows as f64).ln() / (most as f64).ln().max(1.0);
    let at = (part * (BARS.len() - 1) as f64).round() as usize;
    BARS[at.min(BARS.len() - 1)]
}

/// The distances, on both sides, each under its place.
fn ticks(half: i32) -> String {
    let width = MARGIN + 2 * half as usize + 1;
    let mut line = vec![' '; width];
    let mut put = |at: i32, words: &str| {
        let middle = MARGIN as i32 + half + at;
        let first = middle - words.chars().count() as i32 / 2;
        let cells = (first - 1).max(0) as usize..=(first as usize + words.len()).min(width - 1);
        if first < 0
            || first as usize + words.len() > width
            || line[cells].iter().any(|cell| *cell != ' ')
        {
            return;
        }
        for (offset, character) in words.chars().enumerate() {
            line[first as usize + offset] = character;
        }
    };
    put(0, "0");
    for (distance, words) in TICKS {
        for sign in [1, -1] {
            let at = place(sign * distance);
            if at.abs() <= half {
                put(at, words);
            }
        }
    }
    let line: String = line.into_iter().collect();
    format!("{}\n", line.trim_end())
}

/// The rows that are named, from those that have longest to go to those that are longest over.
fn marks(timeline: &Timeline, as_of: Timestamp, text: &mut String) {
    let words = |mark: &Mark| distance(as_of, as_of.before(mark.over));
    let widths: BTreeSet<usize> = timeline
        .marks
        .iter()
        .map(|mark| words(mark).len())
        .collect();
    let width = widths.last().copied().unwrap_or_default();
    let boundary = timeline.marks.partition_point(|mark| mark.over < 0);
    for (at, mark) in timeline.marks.iter().enumerate() {
        if at == boundary {
            text.push_str(&format!("{:MARGIN$}{:-<width$}  boundary\n", "", ""));
        }
        let rows = match mark.rows {
            1 => String::new(),
            rows => format!(" x {}", count(rows)),
        };
        text.push_str(&format!(
            "{:MARGIN$}{:>width$}  {:<5}  {}{rows}\n",
            "",
            words(mark),
            mark.verdict.name(),
            cell(&mark.account)
        ));
    }
}
