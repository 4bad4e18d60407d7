//! The configuration's file: where it is found, what is said of one that is wrong, and how it is
//! replaced.
//!
//! `tests/corpus/configuration` has a wrong file a mistake, sorted as the scenarios' are: `syntax`
//! is not TOML, `structure` the JSON Schema refuses too, `meaning` the reader alone.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use connsura_seed::configuration::{self, Configuration, FILE_NAME, Identity, UrlSource};
use connsura_seed::{Error, Kind, report};
use insta::{Settings, assert_snapshot};
use tempfile::TempDir;

use crate::corpus::{corpus, files};

/// The folders, and how many files each has at least.
const FOLDERS: [(&str, usize); 3] = [("syntax", 14), ("structure", 91), ("meaning", 12)];

const TARGET: &str = "[targets.staging]\nurl_env = \"STAGING_DATABASE_URL\"\n";

/// All that the terminal shows of an error.
fn told(error: &Error) -> String {
    let mut told = report::render_diagnostics(error.diagnostics(), false);
    if !told.is_empty() {
        told.push_str("\n\n");
    }
    told.push_str(&format!("error: {error}\n"));
    if let Some(hint) = error.hint_text() {
        told.push_str(&format!("hint: {hint}\n"));
    }
    told
}

fn refused(read: connsura_seed::Result<Configuration>) -> String {
    let error = read.unwrap_err();
    assert_eq!(error.kind(), Kind::Invalid);
    told(&error)
}

#[test]
fn every_wrong_file_is_told_of_as_it_should_be() {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(corpus().join("configuration/told"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for (folder, least) in FOLDERS {
        let files = files(&format!("configuration/{folder}"));
        assert!(files.len() >= least, "{folder} is smaller than it was");
        for path in files {
            let file = path.strip_prefix(corpus().join("configuration")).unwrap();
            let file = file.to_str().unwrap();
            let told = refused(configuration::read(file, fs::read(&path).unwrap()));
            let obeyed = |next: char| next != '\n' && next.is_control();
            assert!(!told.contains(obeyed), "{file}: {told:?}");
            for secret in ["hunter", "hun", "ter#", "271828"] {
                assert!(!told.contains(secret), "{file} shows a password:\n{told}");
            }
            settings.set_input_file(&path);
            settings.set_snapshot_suffix(file.replace('/', "__"));
            settings.bind(|| assert_snapshot!("told", told));
        }
    }
}

fn write(path: &Path, text: impl AsRef<[u8]>) -> PathBuf {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    path.to_owned()
}

#[test]
fn the_nearest_file_above_is_found() {
    let folder = TempDir::new().unwrap();
    let deep = folder.path().join("a/b/c");
    fs::create_dir_all(&deep).unwrap();
    let far = write(&folder.path().join("a").join(FILE_NAME), TARGET);
    let found = configuration::find(&deep).unwrap();
    let file = found.file.as_ref().unwrap();
    assert_eq!(
        (file.path.as_path(), file.shown.as_str()),
        (far.as_path(), far.to_str().unwrap())
    );
    assert_eq!(found.targets.len(), 1);
    // A path of the file counts from its folder.
    assert_eq!(
        found.resolve(Path::new("prisma")),
        folder.path().join("a/prisma")
    );
    assert_eq!(found.resolve(Path::new("/prisma")), Path::new("/prisma"));

    let near = write(&deep.join(FILE_NAME), "[targets.other]\nurl_env = \"B\"\n");
    let found = configuration::find(&deep).unwrap();
    let file = found.file.as_ref().unwrap();
    assert_eq!(
        (file.path.as_path(), file.shown.as_str()),
        (near.as_path(), FILE_NAME)
    );
    assert!(found.target("staging").is_none());
    let other = found.target("other").unwrap();
    assert_eq!(other.url, UrlSource::Environment("B".to_owned()));

    // A file with mistakes hides what is above it, and does not let it through.
    write(&near, "[targets.staging]\n");
    assert_eq!(
        configuration::find(&deep).unwrap_err().kind(),
        Kind::Invalid
    );
}

#[test]
fn where_there_is_none_the_configuration_is_empty_and_a_named_one_must_be_there() {
    let folder = TempDir::new().unwrap();
    let found = configuration::find(folder.path()).unwrap();
    assert!(found.file.is_none() && found.targets.is_empty());
    let missing = Path::new("there/is/none.toml");
    assert_snapshot!(refused(configuration::load(missing)), @"error: configuration `there/is/none.toml` cannot be read: No such file or directory (os error 2)");
}

#[test]
fn what_is_no_file_to_read_is_said() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    let load = |name: &str| {
        let told = refused(configuration::load(&at(name)));
        told.replace(folder.path().to_str().unwrap(), "FOLDER")
    };
    fs::create_dir(at("folder")).unwrap();
    assert_snapshot!(load("folder"), @"error: configuration `FOLDER/folder` cannot be read: it is a directory");
    symlink("round.toml", at("round.toml")).unwrap();
    assert_snapshot!(load("round.toml"), @"error: configuration `FOLDER/round.toml` cannot be read: Too many levels of symbolic links (os error 40)");
    fs::File::create(at("large.toml"))
        .unwrap()
        .set_len((16 << 20) + 1)
        .unwrap();
    assert_snapshot!(load("large.toml"), @"error: configuration `FOLDER/large.toml` cannot be read: it is larger than the 16 MiB that a configuration may have");
    fs::write(at("latin.toml"), b"# caf\xe9\n").unwrap();
    assert_snapshot!(load("latin.toml"), @"
    error: byte 6 is 0xE9
     --> FOLDER/latin.toml:1:6
      |
    1 | * ***�
      |      ^ here

    error: configuration `FOLDER/latin.toml` is not UTF-8: line 1, column 6
    hint: convert it: iconv -f WINDOWS-1252 -t UTF-8 FOLDER/latin.toml > mended.toml
    ");
    assert_snapshot!(load("latin.toml/below.toml"), @"error: configuration `FOLDER/latin.toml/below.toml` cannot be read: Not a directory (os error 20)");
    // A name says nothing to a terminal.
    assert_snapshot!(load("odd\u{1b}[2J"), @r"error: configuration `FOLDER/odd\u{1b}[2J` cannot be read: No such file or directory (os error 2)");

    // What is found is not passed over because it cannot be read.
    for make in [
        |path: &Path| fs::create_dir(path).unwrap(),
        |path: &Path| symlink("nowhere", path).unwrap(),
        |path: &Path| assert!(Command::new("mkfifo").arg(path).status().unwrap().success()),
    ] {
        let folder = TempDir::new().unwrap();
        write(&folder.path().join(FILE_NAME), TARGET);
        let below = folder.path().join("below");
        fs::create_dir(&below).unwrap();
        make(&below.join(FILE_NAME));
        let told = refused(configuration::find(&below));
        assert!(
            told.starts_with("error: configuration `connsura-seed.toml` cannot be read: "),
            "{told}"
        );
    }
}

#[test]
fn a_pipe_is_read_when_it_is_named() {
    let folder = TempDir::new().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let writer = {
        let pipe = pipe.clone();
        std::thread::spawn(move || fs::write(pipe, TARGET))
    };
    let found = configuration::load(&pipe).unwrap();
    writer.join().unwrap().unwrap();
    assert_eq!(found.targets.len(), 1);
}

fn identity() -> Identity {
    Identity {
        system_identifier: "7412345678901234567".to_owned(),
        database: "connsura_staging".to_owned(),
        schema: "public".to_owned(),
    }
}

/// Records the identity of `staging` and saves the file.
fn mark(found: &Configuration) -> connsura_seed::Result<()> {
    let file = found.file.as_ref().unwrap();
    let text = configuration::record_identity(&file.text, "staging", &identity())?;
    configuration::save(file, &text)
}

/// What is in a folder, by name.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string();
    let mut names: Vec<String> = entries.map(|entry| name(entry).unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_saved_file_keeps_its_permissions_its_owner_its_mark_and_the_link_to_it() {
    let folder = TempDir::new().unwrap();
    let real = write(
        &folder.path().join("shared/real.toml"),
        format!("\u{feff}{TARGET}"),
    );
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    // The tests may run as somebody who cannot give files away.
    let given = std::os::unix::fs::chown(&real, Some(12345), Some(54321)).is_ok();
    let link = folder.path().join(FILE_NAME);
    symlink("shared/real.toml", &link).unwrap();
    let before = fs::metadata(&real).unwrap();
    mark(&configuration::find(folder.path()).unwrap()).unwrap();

    let after = fs::metadata(&real).unwrap();
    assert_eq!(after.permissions().mode() & 0o7777, 0o640);
    assert_eq!((after.uid(), after.gid()), (before.uid(), before.gid()));
    assert!(!given || after.uid() == 12345);
    assert_ne!(after.ino(), before.ino(), "the file was written in place");
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    let text = fs::read_to_string(&real).unwrap();
    assert!(text.starts_with(&format!("\u{feff}{TARGET}")), "{text}");
    let found = configuration::load(&link).unwrap();
    assert_eq!(found.targets[0].identity, Some(identity()));
    assert_eq!(names(&folder.path().join("shared")), ["real.toml"]);
}

#[test]
fn a_file_that_somebody_changed_meanwhile_is_not_overwritten() {
    let folder = TempDir::new().unwrap();
    let path = write(&folder.path().join(FILE_NAME), TARGET);
    let found = configuration::find(folder.path()).unwrap();
    let changes: [&dyn Fn(); 4] = [
        &|| fs::write(&path, format!("{TARGET}# mine\n")).unwrap(),
        &|| fs::write(&path, "").unwrap(),
        &|| fs::write(&path, b"\xff").unwrap(),
        &|| fs::remove_file(&path).unwrap(),
    ];
    for change in changes {
        change();
        let before = fs::read(&path).ok();
        let error = mark(&found).unwrap_err();
        let kind = if before.is_some() {
            Kind::Refused
        } else {
            Kind::Unexpected
        };
        assert_eq!(error.kind(), kind, "{error}");
        assert_eq!(fs::read(&path).ok(), before);
    }
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

/// Whoever saves second has read what is not there any more: of eight at once one succeeds.
#[test]
fn of_several_who_save_at_once_one_succeeds() {
    let folder = TempDir::new().unwrap();
    write(&folder.path().join(FILE_NAME), TARGET);
    let found = configuration::find(folder.path()).unwrap();
    let file = found.file.as_ref().unwrap();
    let saved: Vec<bool> = std::thread::scope(|scope| {
        let save = |number: usize| {
            let text = format!("{TARGET}# {number}\n");
            scope.spawn(move || configuration::save(file, &text).is_ok())
        };
        let threads: Vec<_> = (0..8).map(save).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    let winner = saved.iter().position(|saved| *saved).unwrap();
    assert_eq!(saved.iter().filter(|saved| **saved).count(), 1, "{saved:?}");
    let text = fs::read_to_string(folder.path().join(FILE_NAME)).unwrap();
    assert_eq!(text, format!("{TARGET}# {winner}\n"));
}
