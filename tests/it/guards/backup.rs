//! `--backup`: what a reset replaces is in a file first, whole, and for its owner's eyes alone.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::staging::{Staging, fingerprint, rows, until};
use crate::support::{Database, Run};

fn reset<'a>(folder: &'a Path, more: &[&'a str]) -> Vec<&'a str> {
    let folder = folder.to_str().unwrap();
    [
        &["reset", "empty", "--target", "staging", "--backup", folder],
        more,
    ]
    .concat()
}

/// All files of a folder, hidden ones too.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Restores a dump into a database of its own.
fn restored(staging: &Staging, file: &Path, name: &str) -> Database {
    let local = staging.machine.database();
    local.execute(&format!("CREATE DATABASE {name} OWNER deployer"));
    staging.postgres(
        "pg_restore",
        &["--exit-on-error", "-d", name, file.to_str().unwrap()],
    );
    staging.another(name)
}

#[test]
fn a_backup_is_whole_or_nothing() {
    let staging = Staging::kept();
    holds_what_was_replaced(&staging);
    staging.renew();
    cannot_be_written(&staging);
    staging.renew();
    was_killed(&staging);
    staging.renew();
    is_encrypted_for_whom_it_is_meant(&staging);
}

fn holds_what_was_replaced(staging: &Staging) {
    // Rows that nobody could make again, in tables that are nobody's affair.
    staging.database.execute(
        "UPDATE \"Customer\" SET notes = 'changed by hand';
         CREATE SCHEMA crm; CREATE TABLE crm.lead AS SELECT generate_series(1, 9) AS id;
         GRANT USAGE ON SCHEMA crm TO deployer; GRANT SELECT ON crm.lead TO deployer",
    );
    let before = rows(&staging.database);
    let folder = staging.machine.path().join("new/backups");
    let told = staging.succeed(&reset(&folder, &[]));
    let [file] = &files(&folder)[..] else {
        panic!("{:?}", files(&folder));
    };
    let line = format!("backup      {}", file.display());
    assert!(told.lines().any(|said| said == line), "{told}");
    let name = file.file_name().unwrap().to_str().unwrap();
    assert!(
        name.starts_with("staging-2") && name.ends_with("Z.dump"),
        "{name}"
    );
    assert_eq!(
        fs::metadata(file).unwrap().permissions().mode() & 0o777,
        0o600
    );
    assert_ne!(rows(&staging.database), before);
    assert_eq!(rows(&restored(staging, file, "again")), before);
    // Each backup is a file of its own, and `undo` makes one too.
    let to = folder.to_str().unwrap();
    staging.succeed(&["undo", "--target", "staging", "--backup", to]);
    assert_eq!(files(&folder).len(), 2);
}

/// A key pair in a folder of its own, and the agent that goes with it.
struct Keyring {
    folder: tempfile::TempDir,
}

impl Keyring {
    const KEY: &'static str = "backup@mail.example";

    fn new() -> Self {
        let keyring = Self {
            folder: tempfile::Builder::new()
                .prefix("cs-gpg-")
                .tempdir()
                .unwrap(),
        };
        let arguments = [
            "--batch",
            "--passphrase",
            "",
            "--quick-gen-key",
            Self::KEY,
            "default",
            "default",
            "never",
        ];
        let made = keyring.gpg(&arguments);
        assert!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        keyring
    }

    fn home(&self) -> &str {
        self.folder.path().to_str().unwrap()
    }

    fn gpg(&self, arguments: &[&str]) -> std::process::Output {
        let mut gpg = Command::new("gpg");
        gpg.arg("--homedir").arg(self.home()).args(arguments);
        gpg.stdin(Stdio::null()).output().unwrap()
    }
}

impl Drop for Keyring {
    fn drop(&mut self) {
        let kill = ["--homedir", self.home(), "--kill", "all"];
        let _ = Command::new("gpgconf").args(kill).status();
    }
}

fn is_encrypted_for_whom_it_is_meant(staging: &Staging) {
    let before = rows(&staging.database);
    let keyring = Keyring::new();
    let folder = staging.machine.path().join("backups");
    let whole = fingerprint(&staging.database);
    // For nobody that there is: nothing is changed, and no file is left, encrypted or not.
    for (key, home) in [
        ("nobody@mail.example", keyring.home()),
        (Keyring::KEY, "/nonexistent"),
    ] {
        let variables = [("BACKUP_GPG_KEY_ID", key), ("GNUPGHOME", home)];
        let run = staging.run_with(&variables, &reset(&folder, &[]));
        assert_eq!(run.code, 2, "{}", run.told());
        assert!(
            run.stderr.contains("error: the backup failed: gpg: "),
            "{}",
            run.stderr
        );
        // It is found out before anybody waits for a lock.
        assert!(!run.stderr.contains("locking the tables"), "{}", run.stderr);
        assert_eq!(files(&folder), [] as [PathBuf; 0]);
        assert_eq!(fingerprint(&staging.database), whole);
    }
    let variables = [
        ("BACKUP_GPG_KEY_ID", Keyring::KEY),
        ("GNUPGHOME", keyring.home()),
    ];
    let run = staging.run_with(&variables, &reset(&folder, &[]));
    assert_eq!(run.code, 0, "{}", run.told());
    let [file] = &files(&folder)[..] else {
        panic!("{:?}", files(&folder));
    };
    assert!(
        file.to_str().unwrap().ends_with("Z.dump.gpg"),
        "{}",
        file.display()
    );
    let sealed = fs::read(file).unwrap();
    assert!(!sealed.starts_with(b"PGDMP"));
    let plain = staging.machine.path().join("plain.dump");
    let opened = keyring.gpg(&[
        "--batch",
        "--output",
        plain.to_str().unwrap(),
        "--decrypt",
        file.to_str().unwrap(),
    ]);
    assert!(
        opened.status.success(),
        "{}",
        String::from_utf8_lossy(&opened.stderr)
    );
    assert_eq!(rows(&restored(staging, &plain, "sealed")), before);
}

fn cannot_be_written(staging: &Staging) {
    let before = fingerprint(&staging.database);
    let file = staging.machine.path().join("file");
    fs::write(&file, "here already").unwrap();
    // A file is no directory, and the kernel's is nobody's to write to.
    for folder in [file.as_path(), Path::new("/proc/backups")] {
        let run = staging.run(&reset(folder, &[]));
        assert_eq!(run.code, 1, "{}", run.told());
        assert!(
            run.stderr.contains("the backup cannot be written to `"),
            "{}",
            run.stderr
        );
        assert!(
            run.stderr
                .contains("hint: name a directory that you may write to"),
            "{}",
            run.stderr
        );
        assert_eq!(fingerprint(&staging.database), before);
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "here already");
    // What the role may not read cannot be dumped.
    staging
        .database
        .execute("CREATE SCHEMA crm; CREATE TABLE crm.lead ()");
    let before = fingerprint(&staging.database);
    let folder = staging.machine.path().join("sealed");
    let run = staging.run(&reset(&folder, &[]));
    assert_eq!(run.code, 6, "{}", run.told());
    assert!(
        run.stderr.contains("error: the backup failed: pg_dump: "),
        "{}",
        run.stderr
    );
    assert_eq!(files(&folder), [] as [PathBuf; 0]);
    assert_eq!(fingerprint(&staging.database), before);
}

/// What a backup leaves that was killed goes with the next one.
fn was_killed(staging: &Staging) {
    staging.database.execute(
        "CREATE SCHEMA crm; CREATE TABLE crm.lead ();
         GRANT USAGE ON SCHEMA crm TO deployer; GRANT SELECT ON crm.lead TO deployer",
    );
    let before = fingerprint(&staging.database);
    let folder = staging.machine.path().join("others");
    // pg_dump waits for a table that is no affair of the reset's.
    let holder = staging
        .database
        .hold("app", "LOCK TABLE crm.lead IN ACCESS EXCLUSIVE MODE");
    let mut child = staging
        .command(&reset(&folder, &[]))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    until("pg_dump to wait", || {
        let waiting = "SELECT count(*)::text FROM pg_locks WHERE relation = 'crm.lead'::regclass AND NOT granted";
        staging.database.text(waiting) == "1"
    });
    let [unfinished] = &files(&folder)[..] else {
        panic!("{:?}", files(&folder));
    };
    assert_eq!(
        fs::metadata(unfinished).unwrap().permissions().mode() & 0o777,
        0o600
    );
    // It has no name that anybody takes for a backup's.
    let name = unfinished.file_name().unwrap().to_str().unwrap();
    assert!(name.starts_with('.'), "{name}");
    child.kill().unwrap();
    child.wait().unwrap();
    // pg_dump lives on, so the file is somebody's.
    assert!(File::open(unfinished).unwrap().try_lock().is_err());
    holder.release();
    until("pg_dump to end", || {
        File::open(unfinished).unwrap().try_lock().is_ok()
    });
    assert_eq!(fingerprint(&staging.database), before);
    assert_eq!(files(&folder).len(), 1);
    let run = Run::of(staging.command(&reset(&folder, &[])).output().unwrap());
    assert_eq!(run.code, 0, "{}", run.told());
    let [file] = &files(&folder)[..] else {
        panic!("{:?}", files(&folder));
    };
    assert_eq!(file.extension().unwrap(), "dump", "{}", file.display());
    // A dump that waits too long for a table gives up, and nothing was done.
    let before = fingerprint(&staging.database);
    let holder = staging
        .database
        .hold("app", "LOCK TABLE crm.lead IN ACCESS EXCLUSIVE MODE");
    let run = staging.run(&reset(&folder, &["--wait", "1"]));
    assert_eq!(run.code, 6, "{}", run.told());
    holder.release();
    assert_eq!(files(&folder).len(), 1);
    assert_eq!(fingerprint(&staging.database), before);
}
