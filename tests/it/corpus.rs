//! Wrong scenario files, one a mistake, and all that `scenario check` says of each.
//!
//! `tests/corpus/syntax` holds files that are not TOML, `structure` those that the JSON Schema
//! refuses too, `meaning` those whose mistake no schema can see. `with` holds what they extend.

use std::path::{Path, PathBuf};

use insta::{Settings, assert_snapshot};

use crate::support::{Machine, Run};

/// The folders, and how many files each has at least.
const FOLDERS: [(&str, usize); 3] = [("syntax", 30), ("structure", 100), ("meaning", 70)];

pub(crate) fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// The files of a folder of the corpus.
pub(crate) fn files(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(corpus().join(folder)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_wrong_file_is_told_of_as_it_should_be() {
    for (folder, least) in FOLDERS {
        assert!(
            files(folder).len() >= least,
            "{folder} is smaller than it was"
        );
    }
    let machine = Machine::new();
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(corpus().join("told"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    // Not by `glob!`, which takes failures of other tests' threads for its own.
    for path in FOLDERS.iter().flat_map(|(folder, _)| files(folder)) {
        let file = path.strip_prefix(corpus()).unwrap().to_str().unwrap();
        let mut command = machine.command(&["scenario", "check", file]);
        let run = Run::of(command.current_dir(corpus()).output().unwrap());
        assert_eq!(run.code, 4, "{file}: {}", run.stderr);
        assert!(
            run.stderr
                .chars()
                .all(|next| next == '\n' || !next.is_control()),
            "{file}: a terminal would obey: {:?}",
            run.stderr
        );
        settings.set_input_file(&path);
        settings.set_snapshot_suffix(file.replace('/', "__"));
        settings.bind(|| assert_snapshot!("told", run.stderr));
    }
}
