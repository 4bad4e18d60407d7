//! `connsura-seed retention timeline`

use super::{instant, note_other_policy};
use crate::cli::args::{PictureFormat, RetentionTimelineArguments};
use crate::cli::console::{self, Console};
use crate::cli::source::{self, Source};
use crate::cli::target;
use crate::error::{Error, Kind, Result, printable};
use crate::policy::Policy;
use crate::report::retention as report;
use crate::retention::{Oracle, check_as_of, timelines};

pub(super) fn run(arguments: &RetentionTimelineArguments, console: &Console) -> Result<()> {
    let policy = target::configuration(arguments.source.named.config())?.retention;
    for name in &arguments.rule {
        known(&policy, name)?;
    }
    source::with(&arguments.source, async |source: &mut Source| {
        note_other_policy(&source.plan, &policy, console);
        let as_of = instant(&source.plan, arguments.as_of);
        let oracle = Oracle::new(&source.plan, &policy, as_of);
        check_as_of(oracle.reader(), as_of)?;
        let mut timelines = timelines(&oracle);
        timelines.retain(|timeline| {
            let name = &policy.rules[timeline.rule].name;
            arguments.rule.is_empty() || arguments.rule.contains(name)
        });
        let pictured = report::Pictured {
            plan: &source.plan,
            policy: &policy,
            as_of,
            timelines: &timelines,
        };
        console::print(&match arguments.format {
            PictureFormat::Text => report::timelines_text(&pictured),
            PictureFormat::Html => report::timelines_html(&pictured),
        })
    })
}

/// Refuses a rule that the policy does not have.
fn known(policy: &Policy, name: &str) -> Result<()> {
    if policy.rules.iter().any(|rule| rule.name == name) {
        return Ok(());
    }
    let rules: Vec<String> = policy
        .rules
        .iter()
        .map(|rule| printable(&rule.name))
        .collect();
    let message = format!("the policy has no rule `{}`", printable(name));
    Err(Error::new(Kind::Usage, message).hint(format!("it has: {}", rules.join(", "))))
}
