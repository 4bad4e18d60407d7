//! Every wrong prune is told from the right one, by specimens that are named.

use std::collections::{BTreeMap, BTreeSet};

use connsura_seed::find::AccountKind;
use connsura_seed::retention::{Finding, Judgement};

use super::Ground;
use super::prunes::{Prune, wrong};
use crate::support::Machine;

/// The specimens of retention among what was found.
fn specimens(judgement: &Judgement) -> BTreeSet<String> {
    let labelled = judgement.findings.iter().filter_map(|finding: &Finding| {
        let (label, kind) = finding.account.as_ref()?;
        let is_made_for_it = *kind == AccountKind::Specimen && label.starts_with("retention/");
        is_made_for_it.then(|| label.trim_start_matches("retention/").to_owned())
    });
    labelled.collect()
}

/// Right prunes leave nothing to find; each wrong one is told by specimens at one of the moments that
/// the generation is made for. The table says which caught which, and the report below it which
/// specimens no wrong prune needs.
#[test]
fn wrong_prunes_are_told_and_specimens_earn_their_place() {
    let mut ground = Ground::of(Machine::with_server(), &["retention"]);
    let moments = ground.moments();
    assert_eq!(moments.len(), 3);
    let mut caught: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for as_of in moments {
        let right = ground.judged(&Prune::right().sql(&as_of.to_string()), as_of);
        assert_eq!(right.findings, [], "as of {as_of}");
        assert!(right.total().purge > 0, "as of {as_of}");
        for (name, prune) in wrong() {
            let judgement = ground.judged(&prune.sql(&as_of.to_string()), as_of);
            caught
                .entry(name)
                .or_default()
                .extend(specimens(&judgement));
        }
    }
    let missed: Vec<&&str> = caught
        .iter()
        .filter(|(_, by)| by.is_empty())
        .map(|(name, _)| name)
        .collect();
    assert!(missed.is_empty(), "told by no specimen: {missed:#?}");
    assert!(caught.len() >= 40, "{}", caught.len());
    let mut table = String::new();
    for (name, by) in &caught {
        let named: Vec<&str> = by.iter().take(4).map(String::as_str).collect();
        let more = by.len().saturating_sub(named.len());
        table.push_str(&format!("{name}\n    {}", named.join(", ")));
        if more > 0 {
            table.push_str(&format!(" and {more} more"));
        }
        table.push('\n');
    }
    let labels = ground.plan.boundaries().iter();
    let labels: BTreeSet<String> = labels
        .map(|boundary| boundary.label().trim_start_matches("retention/").to_owned())
        .collect();
    let needed: BTreeSet<String> = caught.values().flatten().cloned().collect();
    let idle: Vec<&str> = labels.difference(&needed).map(String::as_str).collect();
    let idle = idle.join("\n    ");
    let report = format!("{table}\nNo wrong prune needs:\n    {idle}\n");
    insta::assert_snapshot!(report);
}
