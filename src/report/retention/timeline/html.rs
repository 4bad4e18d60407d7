//! Time lines as a page, each an SVG.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Pictured, TICKS, numbers, sentence};
use crate::clock::Timestamp;
use crate::error::printable;
use crate::policy::Verdict;
use crate::report::retention::distance;
use crate::report::text::{count, counted};
use crate::retention::{Mark, Timeline, place, position};

/// Width of a picture, in units of its own.
const WIDTH: f64 = 1_080.0;
/// Where the scale begins, and, from the right, where it ends.
const MARGIN: f64 = 40.0;
/// Height of the highest bar.
const HIGHEST: f64 = 90.0;
/// Where the bars stand.
const GROUND: f64 = 30.0 + HIGHEST;
/// Where the first line of labels is.
const FIRST_LABEL: f64 = GROUND + 48.0;
/// What lies between two lines of labels.
const LINE: f64 = 16.0;
/// Width of a character of a label: of monospaced ones of 11 units, 0.6 of that and a little room.
const CHARACTER: f64 = 6.8;
/// What lies between a mark and its label.
const GAP: f64 = 9.0;
/// Places on either side that there are at least: a year's.
const LEAST: i32 = 34;

const STYLE: &str = "
:root { color-scheme: light dark; --text: #1b1b1f; --dim: #5f6068; --line: #b9bac2; --ground: #fff;
  --keep: #2563a8; --may: #7a7a85; --purge: #c2500f }
@media (prefers-color-scheme: dark) { :root { --text: #e8e8ee; --dim: #a5a6b0; --line: #54555e; --ground: #17171b;
  --keep: #6fb1f2; --may: #a2a2ad; --purge: #ff9a57 } }
body { margin: 2rem auto; max-width: 1120px; padding: 0 1rem; background: var(--ground); color: var(--text);
  font: 15px/1.45 system-ui, sans-serif }
h1 { font-size: 1.4rem; margin-bottom: 0 } h2 { font-size: 1.1rem; margin: 2rem 0 0 } p { margin: .2rem 0 }
.dim { color: var(--dim) } nav a { margin-right: 1em; color: inherit }
.picture, details { overflow-x: auto }
.picture svg { display: block; width: 100%; min-width: 860px; height: auto; margin-top: .6rem }
svg text { font: 11px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; fill: var(--text) }
svg .dim { fill: var(--dim) } svg .line { stroke: var(--line) } svg .boundary { stroke: var(--text); stroke-width: 1.5 }
.keep { fill: var(--keep) } .may { fill: var(--may) } .purge { fill: var(--purge) }
svg .over { fill: var(--purge); opacity: .06 }
svg.sign { display: inline-block; width: 14px; height: 14px; vertical-align: -2px; margin: 0 .2em 0 1em }
table { border-collapse: collapse; margin-top: .4rem } td, th { padding: .1rem .8rem .1rem 0; text-align: left }
";

/// A page that needs nothing but itself.
pub fn html(pictured: &Pictured<'_>) -> String {
    let title = format!("Retention of {}", printable(&pictured.plan.scenario));
    let rules = pictured.timelines.iter();
    let names: Vec<&str> = rules.map(|line| &*pictured.rule(line).name).collect();
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { (title) }
                p.dim { (pictured.footer()) }
                p {
                    "Rows by how far they are from their boundary, on a scale that is logarithmic on either side of it:"
                    @for verdict in Verdict::ALL {
                        svg.sign viewBox="-7 -7 14 14" aria-hidden="true" { (sign(verdict, 0.0, 0.0)) }
                        (verdict.name())
                    }
                }
                nav { @for name in &names { a href={ "#" (name) } { (name) } } }
                @for timeline in pictured.timelines { (section(pictured, timeline)) }
            }
        }
    };
    page.into_string()
}

fn section(pictured: &Pictured<'_>, timeline: &Timeline) -> Markup {
    let rule = pictured.rule(timeline);
    let words = |mark: &Mark| distance(pictured.as_of, pictured.as_of.before(mark.over));
    html! {
        section id=(rule.name) {
            h2 { (rule.name) }
            p { (sentence(rule)) }
            p.dim { (numbers(timeline)) }
            @if !timeline.places.is_empty() {
                div.picture { (picture(&rule.name, timeline, pictured.as_of)) }
                @if !timeline.marks.is_empty() {
                    details {
                        summary { "The rows that are named" }
                        table {
                            thead { tr { th { "distance" } th { "verdict" } th { "account" } th { "rows" } th { "the nearest" } } }
                            tbody {
                                @for mark in &timeline.marks {
                                    tr {
                                        td { (words(mark)) } td { (mark.verdict.name()) } td { (mark.account) }
                                        td { (count(mark.rows)) } td { (mark.row.to_string()) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A scale, and how long it is.
struct Scale {
    half: i32,
}

impl Scale {
    fn of(timeline: &Timeline) -> Self {
        Self {
            half: timeline.farthest().max(LEAST) + 1,
        }
    }

    /// Where a position on the scale is in the picture.
    fn x(&self, position: f64) -> f64 {
        let half = WIDTH / 2.0 - MARGIN;
        round(WIDTH / 2.0 + position / f64::from(self.half) * half)
    }
}

fn picture(name: &str, timeline: &Timeline, as_of: Timestamp) -> Markup {
    let scale = Scale::of(timeline);
    let (labels, lines) = labels(timeline, &scale, as_of);
    let bottom = FIRST_LABEL + lines as f64 * LINE;
    let middle = scale.x(0.0);
    html! {
        svg viewBox={ "0 0 " (WIDTH) " " (round(bottom)) } role="img" aria-label={ "Time line of " (name) } {
            rect.over x=(middle) y="0" width=(round(WIDTH - middle)) height=(round(bottom)) {}
            text.dim x=(round(middle - 12.0)) y="12" text-anchor="end" { "the period is not over" }
            text.dim x=(round(middle + 12.0)) y="12" { "the period is over" }
            (bars(timeline, &scale))
            line.line x1=(MARGIN) x2=(round(WIDTH - MARGIN)) y1=(GROUND) y2=(GROUND) {}
            (ticks(&scale))
            line.boundary x1=(middle) x2=(middle) y1="2" y2=(round(bottom)) {}
            @for label in &labels { (label) }
        }
    }
}

/// How many rows there are at each place, of each verdict, one upon the other.
fn bars(timeline: &Timeline, scale: &Scale) -> Markup {
    let width = round((scale.x(1.0) - scale.x(0.0)).max(2.0) - 1.5);
    let all = |rows: &crate::retention::ByVerdict| rows.values().sum::<u64>();
    let most = timeline.places.values().map(all).max().unwrap_or(1);
    html! {
        @for (place, rows) in &timeline.places {
            @let here = all(rows);
            // The logarithm of the sum is parted as the rows are.
            @let height = HIGHEST * (1.0 + here as f64).ln() / (1.0 + most as f64).ln();
            @let center = match place { 0 => 0.0, at => f64::from(*at) + 0.5 * f64::from(at.signum()) };
            @let left = round(scale.x(center) - width / 2.0);
            @for (part, (verdict, rows)) in parts(rows).iter().enumerate() {
                @let below: f64 = parts(&timeline.places[place])[..part].iter().map(|(_, rows)| *rows as f64).sum();
                @let share = height / here as f64;
                rect class=(verdict.name()) x=(left) y=(round(GROUND - share * (below + *rows as f64))) width=(width)
                    height=(round(share * *rows as f64)) {
                    title { (counted(*rows, "row")) ": " (verdict.name()) }
                }
            }
        }
    }
}

fn parts(rows: &crate::retention::ByVerdict) -> Vec<(Verdict, u64)> {
    rows.iter()
        .map(|(verdict, rows)| (*verdict, *rows))
        .collect()
}

fn ticks(scale: &Scale) -> Markup {
    html! {
        text x=(scale.x(0.0) + 4.0) y=(GROUND + 28.0) { "boundary" }
        @for (distance, words) in TICKS {
            @for over in [-distance, distance] {
                // Next to the boundary there is no room for words.
                @if place(over).abs() < scale.half && place(over).abs() > 4 {
                    @let x = scale.x(position(over));
                    line.line x1=(x) x2=(x) y1=(GROUND) y2=(GROUND + 4.0) {}
                    text.dim x=(x) y=(GROUND + 15.0) text-anchor="middle" {
                        @if over < 0 { "\u{2212}" } @else { "+" } (words)
                    }
                }
            }
        }
    }
}

/// The marks of rows with their labels, none of which lies upon another; and how many lines they take.
fn labels(timeline: &Timeline, scale: &Scale, as_of: Timestamp) -> (Vec<Markup>, usize) {
    // Of each line, what is taken of it.
    let mut lines: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut labels = Vec::new();
    for mark in &timeline.marks {
        let words = match mark.rows {
            1 => printable(&mark.account),
            rows => format!("{} \u{d7} {}", printable(&mark.account), count(rows)),
        };
        let x = scale.x(position(mark.over));
        let length = words.chars().count() as f64 * CHARACTER + GAP;
        let is_right = x + length < WIDTH - 4.0 && (mark.over >= 0 || x - length < 4.0);
        let taken = if is_right {
            (x - GAP, x + length)
        } else {
            (x - length, x + GAP)
        };
        let is_free = |line: &Vec<(f64, f64)>| {
            line.iter()
                .all(|(from, to)| taken.1 < *from || *to < taken.0)
        };
        let at = lines.iter().position(is_free).unwrap_or_else(|| {
            lines.push(Vec::new());
            lines.len() - 1
        });
        lines[at].push(taken);
        let y = FIRST_LABEL + at as f64 * LINE;
        let far = distance(as_of, as_of.before(mark.over));
        labels.push(html! {
            g {
                title { (mark.verdict.name()) ", " (far) ": " (mark.row.to_string()) }
                (sign(mark.verdict, x, y - 4.0))
                @if is_right {
                    text x=(round(x + GAP)) y=(y) { (words) }
                } @else {
                    text x=(round(x - GAP)) y=(y) text-anchor="end" { (words) }
                }
            }
        });
    }
    (labels, lines.len())
}

/// The sign of a verdict: its form says it, and its colour.
fn sign(verdict: Verdict, x: f64, y: f64) -> Markup {
    let at = format!("translate({} {})", round(x), round(y));
    match verdict {
        Verdict::Keep => html! { circle.keep transform=(at) r="4.5" {} },
        Verdict::May => html! { path.may transform=(at) d="M0 -5.5 5.5 0 0 5.5 -5.5 0Z" {} },
        Verdict::Purge => html! { path.purge transform=(at) d="M-5 -4.5 5 -4.5 0 5Z" {} },
    }
}

/// To a tenth of a unit.
fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
