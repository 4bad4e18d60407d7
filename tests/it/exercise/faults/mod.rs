//! Faults, planted one at a time between the API and whoever asks: as often as not something that
//! a real program has been caught at.

mod contrast;
mod item;
mod list;
mod plain;
mod plant;

pub(super) use self::plain::{PLAIN, fill};
use self::plant::{Fault, planted};
use super::Staged;
use crate::support::assert_readme_says;

/// All faults.
fn faults() -> Vec<Fault> {
    item::faults().into_iter().chain(list::faults()).collect()
}

/// Of these faults, those that nobody finds in a scenario's rows.
fn missed_in(scenario: &str, faults: Vec<Fault>) -> Vec<&'static str> {
    let staged = Staged::over(scenario);
    let mut missed = Vec::new();
    for fault in faults {
        let (name, only) = (fault.name, fault.only);
        let hash = staged.hash.clone();
        let api = staged.serve(|app| planted(app, fault, hash));
        let mut arguments = vec!["--fail-fast"];
        for table in only {
            arguments.extend(["--only", table]);
        }
        let (code, report) = staged.found(&api, &arguments);
        let found = report["findings"].as_u64();
        let is_found = found.unwrap_or_else(|| panic!("{name}: {report}")) > 0;
        assert_eq!(code, if is_found { 5 } else { 0 }, "{name}: {report}");
        if !is_found {
            missed.push(name);
        }
    }
    nothing_is_found_by_itself(&staged);
    missed
}

/// Whole lists have nothing wrong in them still, though every log-in has added a row to one.
fn nothing_is_found_by_itself(staged: &Staged) {
    let api = staged.serve(|app| app);
    let part = ["--rows", "1..1"];
    let (code, report) = staged.found(&api, &part);
    assert_eq!(code, 0, "{report}");
}

/// The figure stands in README.md. What staging does not show needs rows that the product's own
/// forms cannot make: `hostile` has them.
#[test]
#[expect(clippy::print_stdout, reason = "the figure is to be seen")]
fn staging_shows_nine_faults_in_ten_and_hostile_the_others() {
    let all = faults().len();
    let missed = missed_in("staging", faults());
    let figure = format!(
        "`staging` shows {} of {all} faults of the API",
        all - missed.len()
    );
    println!("{figure}; not: {missed:?}");
    assert_readme_says(&figure);
    assert!(all >= 30, "{all}");
    assert!(missed.len() * 10 <= all, "{missed:?} of {all}");
    let others = faults().into_iter();
    let others = others
        .filter(|fault| missed.contains(&fault.name))
        .collect();
    assert_eq!(missed_in("hostile", others), Vec::<&str>::new());
}

/// Rows as anybody makes them, as many as `staging` has, and a judge who misses nothing.
#[test]
#[expect(clippy::print_stdout, reason = "the figure is to be seen")]
fn plain_rows_show_few_faults() {
    let all = faults();
    let shown = contrast::shown_by_plain_rows(&all);
    let figure = format!(
        "plain rows show {} of {} faults of the API",
        shown.len(),
        all.len()
    );
    println!("{figure}: {shown:?}");
    assert_readme_says(&figure);
}
