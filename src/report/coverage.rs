//! What a dataset covers, for people and for programs.

use serde_json::{Map, Value, json};

use super::text::{count, table};
use crate::coverage::{Combinations, Coverage, Kept, Promise, Seen, Values};
use crate::edge::Facet;
use crate::edge::measure::Shown;
use crate::plan::Strength;

/// What is missing that a text names; programs are told all of it.
const NAMED: usize = 20;
/// What no row has that a text names.
const GAPS: usize = 8;

/// The name of cases that are seen together: `S02@name with phone:null@phone`.
pub fn shown_name(together: &[Shown]) -> String {
    let names: Vec<String> = together.iter().map(name).collect();
    names.join(" with ")
}

fn name((facet, case): &Shown) -> String {
    format!("{}@{}", case.id, facet.name())
}

/// A table of the subjects, what is missing of the promise by name, and what no row has.
pub fn text(coverage: &Coverage, promise: &Promise, kept: &[Kept], missing: &[String]) -> String {
    let mut header = vec!["subject", "facets", "cases", "pairs"];
    if promise.strength() == Strength::Three {
        header.push("triples");
    }
    header.push("rows");
    let columns: Vec<usize> = (1..header.len()).collect();
    let rows = coverage.tally.subjects().map(|seen| {
        let kept = kept.iter().find(|kept| kept.subject == seen.subject);
        subject(seen, kept, promise.strength())
    });
    let mut text = table(&header, rows, &columns);
    if promise.is_empty() {
        text.push_str("\npromised    nothing: the scenario asks for no edge cases");
    }
    for name in missing.iter().take(NAMED) {
        text.push_str(&format!("\nmissing     {name}"));
    }
    if missing.len() > NAMED {
        let more = count((missing.len() - NAMED) as u64);
        text.push_str(&format!("\nand {more} more; all of them: --format json"));
    }
    let gaps = coverage.values.gaps();
    if !gaps.is_empty() {
        let named = gaps[..gaps.len().min(GAPS)].join(", ");
        let more = match gaps.len().saturating_sub(GAPS) {
            0 => String::new(),
            more => format!(" and {more} more; all of them: --format json"),
        };
        text.push_str(&format!("\nno row has  {named}{more}"));
    }
    for (rows, what) in [
        (coverage.strangers, "with ids that are not of this program"),
        (
            coverage.unreadable,
            "with values that this version cannot read",
        ),
    ] {
        if rows > 0 {
            text.push_str(&format!("\nleft out    {} rows {what}", count(rows)));
        }
    }
    text
}

fn subject(seen: &Seen, kept: Option<&Kept>, strength: Strength) -> Vec<String> {
    let of = |found: &Combinations| {
        let (seen, promised) = (count(found.seen()), count(found.promised));
        format!("{seen} of {promised}")
    };
    let shown = || seen.cases().filter(|(_, accounts)| *accounts > 0);
    let mut facets: Vec<_> = shown().map(|((facet, _), _)| facet).collect();
    facets.dedup();
    let mut row = vec![seen.subject.name().to_owned()];
    match kept {
        Some(kept) => row.extend([count(kept.facets.len() as u64), of(&kept.cases)]),
        None => row.extend([count(facets.len() as u64), count(shown().count() as u64)]),
    }
    row.push(match kept {
        Some(kept) if strength > Strength::One => of(&kept.pairs),
        _ => count(seen.pairs()),
    });
    if strength == Strength::Three {
        row.push(kept.map_or_else(String::new, |kept| of(&kept.triples)));
    }
    row.push(count(seen.rows));
    row
}

/// The same in full.
pub fn json(coverage: &Coverage, promise: &Promise, kept: &[Kept], missing: &[String]) -> Value {
    let subjects: Vec<Value> = coverage
        .tally
        .subjects()
        .map(|seen| {
            let kept = kept.iter().find(|kept| kept.subject == seen.subject);
            subject_json(seen, kept)
        })
        .collect();
    json!({
        "strength": promise.strength() as u8,
        "promises": !promise.is_empty(),
        "kept": missing.is_empty(),
        "missing": missing,
        "subjects": subjects,
        "values": values_json(&coverage.values),
        "strangers": coverage.strangers,
        "unreadable": coverage.unreadable,
    })
}

fn subject_json(seen: &Seen, kept: Option<&Kept>) -> Value {
    let cases: Vec<Value> = seen
        .cases()
        .map(|((facet, case), accounts)| {
            json!({
                "case": case.id,
                "facet": facet.name(),
                "tier": case.tier,
                "accounts": accounts,
            })
        })
        .collect();
    let of = |found: &Combinations| json!({ "promised": found.promised, "seen": found.seen() });
    let promised = kept.map(|kept| {
        let by_facets: Vec<Value> = kept
            .by_facets
            .iter()
            .map(|(facets, found)| {
                let mut entry = of(found);
                entry["facets"] = json!(facets.map(Facet::name));
                entry
            })
            .collect();
        json!({
            "facets": kept.facets.iter().map(|facet| facet.name()).collect::<Vec<_>>(),
            "cases": of(&kept.cases),
            "pairs": of(&kept.pairs),
            "triples": of(&kept.triples),
            "pairs_by_facets": by_facets,
        })
    });
    json!({
        "subject": seen.subject.name(),
        "rows": seen.rows,
        "pairs": seen.pairs(),
        "cases": cases,
        "promise": promised,
    })
}

fn values_json(values: &Values) -> Value {
    let object = |entries: &[(&'static str, u64)]| -> Map<String, Value> {
        let entries = entries.iter();
        entries
            .map(|(name, count)| ((*name).to_owned(), json!(count)))
            .collect()
    };
    let rows: Map<String, Value> = values
        .rows
        .iter()
        .map(|(entity, rows)| (entity.name().to_owned(), json!(rows)))
        .collect();
    let columns: Vec<Value> = values
        .columns
        .iter()
        .map(|column| {
            json!({
                "table": column.entity.name(),
                "column": column.name,
                "null": column.null,
                "not_null": column.filled,
                "labels": object(&column.labels),
            })
        })
        .collect();
    let related: Vec<Value> = values
        .related
        .iter()
        .map(|related| {
            json!({
                "table": related.entity.name(),
                "none": related.none,
                "one": related.one,
                "many": related.many,
            })
        })
        .collect();
    json!({
        "rows": rows,
        "columns": columns,
        "locales": object(&values.locales),
        "other_locales": values.other_locales,
        "customers_with": related,
        "no_row_has": values.gaps(),
    })
}
