//! `connsura-seed exercise --ui`: a browser visits the core API's pages.

mod contrast;
mod faults;
mod pictures;
mod plant;
mod whole;

use serde_json::Value;

use super::Staged;

/// What visits found, as JSON, and the exit code.
fn visited(staged: &Staged, url: &str, more: &[&str]) -> (i32, Value) {
    let arguments = [&["exercise", "--ui", url, "--format", "json"], more].concat();
    let run = staged.machine.run(&arguments);
    let found = serde_json::from_str(&run.stdout);
    (
        run.code,
        found.unwrap_or_else(|error| panic!("{error}: {run:?}")),
    )
}
