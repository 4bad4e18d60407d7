//! Whether a page shows what the generation says, and what is wrong with it whatever it shows.

use crate::exercise::browser::{Direction, Problem, Shown as Seen};
use crate::exercise::dataset::{Dataset, Item};
use crate::exercise::description::Shown;
use crate::exercise::finding::{Fault, FindingKind};
use crate::exercise::truth::Truth;
use crate::find;

/// Faults of what a page shows of a row: `seen` has the texts of each place, of which those of the
/// item `number` are the row's.
pub(super) fn row(
    dataset: &Dataset<'_>,
    shown: &[Shown],
    item: &Item,
    seen: &[Vec<Seen>],
    number: usize,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (shown, seen) in shown.iter().zip(seen) {
        let texts: Vec<&Seen> = seen.iter().filter(|seen| seen.item == number).collect();
        let truth = dataset.truth(item, &shown.column);
        faults.extend(value(&truth, shown, &texts));
        let is_text = matches!(truth, Truth::Text(_) | Truth::List(_));
        if is_text && !shown.at.contains('@') {
            faults.extend(texts.iter().filter_map(|text| looks(shown, text)));
        }
    }
    faults
}

fn value(truth: &Truth, shown: &Shown, texts: &[&Seen]) -> Option<Fault> {
    let is_right = match truth {
        // What a page shows where there is nothing is its own business.
        Truth::Null => return None,
        Truth::List(items) => {
            let items: Vec<&String> = items.iter().flatten().collect();
            let pairs = items.iter().zip(texts);
            items.is_empty()
                || items.len() == texts.len()
                    && pairs.into_iter().all(|(item, text)| {
                        Truth::Text((*item).clone()).is_written_as(&text.text, false)
                    })
        }
        _ => {
            let is_right = |text: &&Seen| truth.is_written_as(&text.text, shown.is_beginning);
            !texts.is_empty() && texts.iter().all(is_right)
        }
    };
    if is_right {
        return None;
    }
    let (kind, found) = match texts {
        [] => (FindingKind::Missing, "nothing".to_owned()),
        texts => {
            let texts = texts.iter().map(|text| find::shown(Some(&text.text)));
            (FindingKind::Text, texts.collect::<Vec<_>>().join(", "))
        }
    };
    Some(fault(kind, &shown.at, truth.to_string(), found))
}

/// What is wrong with how a text is shown.
fn looks(shown: &Shown, text: &Seen) -> Option<Fault> {
    let quoted = find::shown(Some(&text.text));
    if text.direction != text.due {
        let due = format!("{quoted} in the direction {}", text.due);
        let found = text.direction.to_string();
        return Some(fault(FindingKind::Direction, &shown.at, due, found));
    }
    if text.due == Direction::Rtl && !text.isolated {
        let due = format!("{quoted} apart from what stands around it");
        let found = "it moves signs beside it".to_owned();
        return Some(fault(FindingKind::Direction, &shown.at, due, found));
    }
    text.clipped.then(|| {
        let due = format!("all of {quoted}");
        fault(
            FindingKind::Clipped,
            &shown.at,
            due,
            "it is cut off or hidden".to_owned(),
        )
    })
}

/// What is wrong with a page whatever it is about.
pub(super) fn problem(problem: &Problem) -> Fault {
    let none =
        |kind, due: &str, found: &str| fault(kind, "", due.to_owned(), find::shown(Some(found)));
    match problem {
        Problem::Console { text } => none(FindingKind::Console, "no error on the console", text),
        Problem::Exception { text } => none(FindingKind::Exception, "no exception", text),
        Problem::FailedRequest { url, reason } => none(
            FindingKind::FailedRequest,
            "all that the page asks for",
            &format!("{url} failed: {reason}"),
        ),
        Problem::Dialog { kind, message } => none(
            FindingKind::Dialog,
            "no dialog",
            &format!("{kind}: {message}"),
        ),
        Problem::Word { word, text } => {
            let due = "what people write".to_owned();
            fault(FindingKind::Word, word, due, find::shown(Some(text)))
        }
        Problem::Overflow {
            width,
            scroll,
            element,
        } => {
            let due = format!("at most {width} px");
            let found = format!("{scroll} px, because of {}", find::visible(element));
            fault(FindingKind::Overflow, "", due, found)
        }
    }
}

fn fault(kind: FindingKind, at: &str, due: String, found: String) -> Fault {
    Fault {
        kind,
        at: at.to_owned(),
        due,
        found,
    }
}
