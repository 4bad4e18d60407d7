//! The accidents that the guards must stop, replayed on real servers: the program refuses each, and
//! changes nothing. Then the same through the library with fewer guards than the program has, which
//! shows what each of them is good for.

use connsura_seed::reset::Step;
use connsura_seed::reset::guard::{self, Verdict};

use super::accidents::{ACCIDENTS, Accident, Scene, Stage};
use super::library::{all_but, facts, reset_with};
use super::staging::{VARIABLE, fingerprint};
use crate::support::Run;

/// What comes of an accident where no guard is left that sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Without {
    /// It happens: what the database says afterwards, and not before.
    Happens(&'static str),
    /// It is found out when the app's writers are locked out already, and nothing changed.
    FoundOutMidway(&'static str),
}

/// What a guard has to do with an accident.
const BLIND: &str = ".";
const SEES: &str = "sees";
const ONLY: &str = "ONLY";
const ONLY_MIDWAY: &str = "only";

/// Every accident against every guard. `sees`: the guard refuses, and so do others. `ONLY`: no
/// other guard refuses, and without it the accident happens. `only`: no other guard refuses, and
/// without it the accident is found out with the app's writers locked out.
const MATRIX: &str = "accident                                                   | named target | environment | identity | marker | census | bounds | replica | schema | bystanders
a CI run whose variable names production                   | .            | .           | sees     | sees   | sees   | .      | .       | .      | .
a test that holds credentials of production                | .            | .           | sees     | sees   | sees   | .      | .       | .      | .
a stale terminal whose DATABASE_URL is another's staging   | ONLY         | .           | .        | .      | .      | .      | .       | .      | .
a tunnel by which localhost is production                  | .            | .           | sees     | sees   | sees   | .      | .       | .      | .
production restored from a dump of staging                 | .            | .           | sees     | sees   | .      | .      | .       | .      | .
a staging database that has become production              | .            | .           | .        | ONLY   | .      | .      | .       | .      | .
a staging database into which customers were copied        | .            | .           | .        | .      | ONLY   | .      | .       | .      | .
a marked database whose server was replaced                | .            | .           | ONLY     | .      | .      | .      | .       | .      | .
a target that the configuration calls production           | .            | ONLY        | .        | .      | .      | .      | .       | .      | .
a database that holds far more than a reset left           | .            | .           | .        | .      | .      | ONLY   | .       | .      | .
a role that may no longer write the records                | .            | .           | .        | .      | .      | .      | only    | .      | .
a trigger whose writes the database does not count         | .            | .           | .        | .      | .      | .      | only    | .      | .
a rule that tells others of every deletion                 | .            | .           | .        | .      | .      | .      | .       | ONLY   | .
a table that inherits from ours, and its rows              | .            | .           | .        | .      | .      | .      | .       | only   | .
rows of others that would be deleted with ours             | .            | .           | .        | .      | .      | .      | .       | .      | only
";

#[test]
fn every_accident_is_stopped_and_no_guard_is_decoration() {
    let stage = Stage::new();
    let mut matrix = String::new();
    let headings = guards().map(|guard| guard.name);
    matrix.push_str(&line("accident", &headings));
    for accident in ACCIDENTS {
        matrix.push_str(&line(accident.name, &replay(&stage, accident)));
    }
    assert_eq!(matrix, MATRIX, "\n{matrix}");
    for (number, name) in headings.into_iter().enumerate() {
        let stops_alone = MATRIX.lines().skip(1).any(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            [ONLY, ONLY_MIDWAY].contains(&cells[number + 1])
        });
        assert!(stops_alone, "`{name}` alone stops nothing");
    }
}

/// All guards but `direct`, which nobody can leave out: behind a pooler a reset ends with or without
/// it. `connections::pooler` has its accidents.
fn guards() -> [guard::Guard; 9] {
    let all = guard::ALL.into_iter();
    let rest: Vec<guard::Guard> = all.filter(|guard| guard.name != "direct").collect();
    rest.try_into().unwrap()
}

/// A row of the matrix.
fn line(name: &str, cells: &[&str; 9]) -> String {
    let mut line = format!("{name:<58}");
    for (cell, guard) in cells.iter().zip(guards()) {
        line.push_str(&format!(" | {cell:<width$}", width = guard.name.len()));
    }
    format!("{}\n", line.trim_end())
}

/// Has an accident happen, and says what each guard has to do with it.
fn replay(stage: &Stage, accident: &Accident) -> [&'static str; 9] {
    let scene = (accident.scene)(stage);
    let before = fingerprint(&scene.hit);
    if !scene.arguments.is_empty() {
        refused_by_program(stage, &scene, accident.guards);
    }
    (accident.also)(stage, &scene);
    let facts = facts(&scene.target);
    let sees = |guard: &guard::Guard| matches!(guard.judge(&facts), Verdict::Refuses(_));
    let seen_by: Vec<&str> = guard::ALL
        .iter()
        .filter(|guard| sees(guard))
        .map(|guard| guard.name)
        .collect();
    assert_eq!(seen_by, accident.guards, "{}", accident.name);
    // Each in turn: whoever does not see it is not missed, and one of several is not either.
    for guard in guards() {
        let rest = all_but(&[guard.name]);
        let stopped = guard::judge(rest, &facts).is_err();
        assert_eq!(stopped, seen_by != [guard.name], "{}", accident.name);
        if sees(&guard) && stopped {
            let (done, steps) = reset_with(&scene.target, rest);
            assert_eq!(done.unwrap_err().exit_code(), 3, "{}", accident.name);
            assert_eq!(steps, [Step::Check], "{}", accident.name);
        }
    }
    assert_eq!(fingerprint(&scene.hit), before, "{}", accident.name);
    happens(&scene, accident, &before);
    guards().map(|guard| match (sees(&guard), accident.without) {
        (false, _) => BLIND,
        (true, _) if seen_by.len() > 1 => SEES,
        (true, Without::Happens(_)) => ONLY,
        (true, Without::FoundOutMidway(_)) => ONLY_MIDWAY,
    })
}

/// Runs the program, which must refuse by these guards.
pub(super) fn refused_by_program(stage: &Stage, scene: &Scene, guards: &[&str]) {
    let mut command = stage.staging.command(&scene.arguments);
    command.env(VARIABLE, &scene.url);
    command.envs(scene.variables.iter().copied());
    let run = Run::of(command.output().unwrap());
    assert_eq!(run.code, 3, "{:?}: {}", scene.arguments, run.told());
    assert_eq!(named(&run.stderr), guards, "{}", run.stderr);
    assert!(run.stderr.contains("\nhint: "), "{}", run.stderr);
}

/// The reset without the guards that see the accident: it is a real one.
fn happens(scene: &Scene, accident: &Accident, before: &str) {
    let (done, steps) = reset_with(&scene.target, all_but(accident.guards));
    match (accident.without, done) {
        (Without::Happens(sql), Ok(_)) => {
            assert_ne!(fingerprint(&scene.hit), before, "{}", accident.name);
            assert_eq!(scene.hit.text(sql), "true", "{}: {sql}", accident.name);
        }
        (Without::FoundOutMidway(said), Err(error)) => {
            let told = error.to_string();
            assert!(told.contains(said), "{}: {told}", accident.name);
            assert!(told.contains("the database is as it was before"), "{told}");
            assert!(steps.contains(&Step::Lock), "{}: {steps:?}", accident.name);
            assert_eq!(fingerprint(&scene.hit), before, "{}", accident.name);
        }
        (expected, done) => panic!("{}: {expected:?}, and it was {done:?}", accident.name),
    }
}

/// The guards that a refusal names, each once.
fn named(told: &str) -> Vec<&str> {
    let mut guards: Vec<&str> = told
        .lines()
        .filter_map(|line| line.split_once("guard `")?.1.split_once("`: "))
        .map(|(guard, _)| guard)
        .collect();
    guards.dedup();
    guards
}
