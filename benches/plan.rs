//! How long it takes to resolve each shipped scenario to a plan: covering arrays, specimens, cast.
//!
//! `cargo bench --bench plan` prints medians, and each as a multiple of the smallest scenario's.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints, and says by ending that it cannot go on"
)]

use std::path::Path;
use std::time::{Duration, Instant};

use connsura_seed::plan::{Overrides, Plan};
use connsura_seed::scenario::{self, SHIPPED};

const ROUNDS: usize = 21;

fn main() {
    let scenarios: Vec<_> = SHIPPED
        .iter()
        .map(|shipped| scenario::load(shipped.name, Path::new("/nonexistent")).unwrap())
        .collect();
    let mut medians: Vec<(usize, Duration)> = scenarios
        .iter()
        .map(|scenario| {
            let mut times: Vec<Duration> = (0..ROUNDS)
                .map(|_| {
                    let start = Instant::now();
                    let hash = |_| Ok(String::new());
                    let plan = Plan::resolve(scenario, Overrides::default(), hash).unwrap();
                    std::hint::black_box(plan.specimens().len());
                    start.elapsed()
                })
                .collect();
            times.sort_unstable();
            times[ROUNDS / 2]
        })
        .enumerate()
        .collect();
    let all: Duration = medians.iter().map(|(_, time)| *time).sum();
    medians.sort_unstable_by_key(|(_, time)| *time);
    let least = medians[0].1;
    for (at, time) in medians {
        let ratio = time.as_secs_f64() / least.as_secs_f64();
        println!("{:<14} {:>10.3?} {ratio:>9.1}", scenarios[at].name, time);
    }
    println!("{:<14} {all:>10.3?}", "all");
}
