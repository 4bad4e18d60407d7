//! Scenario files with slips of the hand and of the machine: thousands of them, the same in
//! every run, each read in a moment. `scripts/fuzz` goes further, and takes its time.

use std::path::Path;
use std::time::{Duration, Instant};

use connsura_seed::plan::{Overrides, Plan};
use connsura_seed::rng::{Cell, Origin, Recipe, Root, Source};
use connsura_seed::scenario::{self, SHIPPED, Strength};
use connsura_seed::{Kind, entities, report};

use crate::corpus::files;

/// Mutants of each file.
const MUTANTS: u64 = 12;
/// Longest that a file may take in a development build, on a machine that does other things too.
const LONGEST: Duration = Duration::from_secs(5);

/// What is put into files: what means something to TOML, to the reader, to Unicode.
const PIECES: &[&[u8]] = &[
    b"\"",
    b"'",
    b"\"\"\"",
    b"[",
    b"]",
    b"[[",
    b"]]",
    b"{",
    b"}",
    b"=",
    b",",
    b".",
    b"#",
    b"\n",
    b"\r",
    b"\r\n",
    b"\t",
    b"\0",
    b"\\",
    b"\\u0000",
    b"\\U0010FFFF",
    b"\xff",
    b"\xc3",
    b"\xe2\x80\xae",
    b"\xf0\x9f\x91\xa9",
    b"\xef\xbb\xbf",
    b"-",
    b"_",
    b"0",
    b"1e400",
    b"nan",
    b"inf",
    b"true",
    b"0x",
    b"9223372036854775807",
    b"18446744073709551616",
    b"1979-05-27T07:32:00Z",
    b" ago",
    b" after created",
    b"200 years",
    b"4294967295 days",
    b"none",
    b"[[persona]]\nkey = \"a\"\n",
    b"[[share]]\nof = \"a\"\n",
    b"messages = 1000000000",
    b"count = 1000000000",
    b"extends = \"smoke\"\n",
];

fn seeds() -> Vec<Vec<u8>> {
    let shipped = SHIPPED
        .iter()
        .map(|shipped| shipped.text.as_bytes().to_vec());
    let read = |path: &Path| std::fs::read(path).unwrap();
    let wrong = ["syntax", "structure", "meaning"].map(files).concat();
    shipped.chain(wrong.iter().map(|path| read(path))).collect()
}

/// A file with one to four slips.
pub(super) fn mutant(seed: &[u8], others: &[Vec<u8>], cell: &mut Cell) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=cell.below(4) {
        let at = cell.below(bytes.len() as u64 + 1) as usize;
        let end = (at + cell.below(24) as usize).min(bytes.len());
        match cell.below(6) {
            0 => bytes.truncate(at),
            1 => {
                bytes.drain(at..end);
            }
            2 => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            3 if at < bytes.len() => bytes[at] ^= 1 << cell.below(8),
            4 => {
                let other = &others[cell.below(others.len() as u64) as usize];
                let from = cell.below(other.len() as u64 + 1) as usize;
                bytes.splice(at.., other[from..].iter().copied());
            }
            _ => {
                let piece = PIECES[cell.below(PIECES.len() as u64) as usize];
                bytes.splice(at..end, piece.iter().copied());
            }
        }
    }
    bytes
}

/// Reads the bytes, and plans what they say where that is done in a moment.
fn read(bytes: &[u8]) {
    let error = match scenario::read("mutant", bytes.to_vec()) {
        Err(error) => error,
        Ok(scenario) => {
            let edge_cases = scenario.population.customers.edge_cases.as_ref();
            if edge_cases.is_some_and(|wanted| wanted.strength > Strength::One) {
                return;
            }
            let plan = Plan::resolve(&scenario, Overrides::default(), |_| Ok(String::new()));
            match plan.and_then(|plan| entities::check(&plan)) {
                Ok(()) => return,
                Err(error) => error,
            }
        }
    };
    assert_eq!(error.kind(), Kind::Invalid, "{error}");
    for found in error.diagnostics() {
        let text = &found.file.text;
        assert!(text.get(found.span.clone()).is_some(), "{found:?}");
    }
    report::render_diagnostics(error.diagnostics(), false);
}

#[test]
fn no_slip_stops_the_reader_or_takes_its_time() {
    let seeds = seeds();
    let field = Source::new(1, Recipe::V1).field("Mutant", "bytes");
    let mut slowest = Duration::ZERO;
    for (number, seed) in seeds.iter().enumerate() {
        let root = Root::new(Origin::Specimens, number as u64).unwrap();
        for ordinal in 0..MUTANTS {
            let mut cell = field.at(root.child(0, ordinal as u32));
            let bytes = mutant(seed, &seeds, &mut cell);
            let started = Instant::now();
            read(&bytes);
            let took = started.elapsed();
            let text = String::from_utf8_lossy(&bytes);
            assert!(took < LONGEST, "{took:?} for\n{text}");
            slowest = slowest.max(took);
        }
    }
    assert!(seeds.len() as u64 * MUTANTS > 2_000, "{}", seeds.len());
}
