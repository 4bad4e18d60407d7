//! The browser's process: it comes, and nothing of it stays.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use connsura_seed::Kind;
use connsura_seed::exercise::browser::Browser;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::site::Site;
use super::with_browser;
use crate::support::block_on;

/// A browser's process, and the folder of its profile, as the machine sees them.
struct Traces {
    pid: Pid,
    profile: PathBuf,
}

impl Traces {
    fn of(browser: &Browser) -> Self {
        let pid = i32::try_from(browser.process_id().unwrap()).unwrap();
        Self::of_process(pid)
    }

    fn of_process(pid: i32) -> Self {
        let arguments = std::fs::read_to_string(format!("/proc/{pid}/cmdline")).unwrap();
        let profile = arguments
            .split('\0')
            .find_map(|argument| argument.strip_prefix("--user-data-dir="))
            .unwrap();
        let traces = Self {
            pid: Pid::from_raw(pid),
            profile: PathBuf::from(profile),
        };
        assert!(traces.is_running() && traces.profile.is_dir());
        traces
    }

    fn is_running(&self) -> bool {
        kill(self.pid, None).is_ok()
    }
}

fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let started = Instant::now();
    while !is_so() {
        assert!(started.elapsed() < Duration::from_secs(20), "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn nothing_of_a_browser_stays() {
    block_on(async {
        let browser = Browser::launch(None).await.unwrap();
        let traces = Traces::of(&browser);
        browser.close().await.unwrap();
        assert!(!traces.is_running() && !traces.profile.exists());

        // Nor where nobody came to close it.
        let browser = Browser::launch(None).await.unwrap();
        let traces = Traces::of(&browser);
        drop(browser);
        assert!(!traces.is_running() && !traces.profile.exists());
    });
}

/// The variable that makes this test the program that is killed: it names a file for the id of
/// the browser's process.
const VICTIM: &str = "CONNSURA_SEED_TEST_BROWSER";

#[test]
fn a_browser_ends_with_a_program_that_is_killed() {
    if let Some(file) = std::env::var_os(VICTIM) {
        block_on(async {
            let browser = Browser::launch(None).await.unwrap();
            let id = browser.process_id().unwrap().to_string();
            let written = Path::new(&file).with_extension("written");
            std::fs::write(&written, id).unwrap();
            std::fs::rename(written, &file).unwrap();
            std::future::pending::<()>().await;
        });
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pid");
    let mut program = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "exercise::browser::process::a_browser_ends_with_a_program_that_is_killed",
        ])
        .env(VICTIM, &file)
        .env("TMPDIR", folder.path())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    wait_until("no browser came", || file.exists());
    let traces = Traces::of_process(std::fs::read_to_string(&file).unwrap().parse().unwrap());
    kill(
        Pid::from_raw(program.id().try_into().unwrap()),
        Signal::SIGKILL,
    )
    .unwrap();
    program.wait().unwrap();
    wait_until("the browser stays", || !traces.is_running());
}

#[test]
fn a_browser_that_ends_says_so() {
    let site = Site::default().page("/", "<p>here");
    with_browser(site, async |_, site| {
        let browser = Browser::launch(None).await.unwrap();
        let mut visitor = browser.visitor().await.unwrap();
        visitor.visit(&site.at("/"), &[]).await.unwrap();
        kill(Traces::of(&browser).pid, Signal::SIGKILL).unwrap();
        let error = visitor.visit(&site.at("/"), &[]).await.unwrap_err();
        assert_eq!(error.kind(), Kind::Unexpected);
        let text = error.to_string();
        assert!(
            text.contains(&site.at("/")) && text.contains("the browser ended"),
            "{text}"
        );
        browser.close().await.unwrap();
    });
}

#[test]
fn no_browser_is_said_with_what_to_do() {
    block_on(async {
        let error = Browser::launch(Some(Path::new("/nowhere/chromium")))
            .await
            .unwrap_err();
        assert_eq!(error.kind(), Kind::Usage);
        assert_eq!(
            error.to_string(),
            "there is no browser at `/nowhere/chromium`"
        );

        let folder = tempfile::tempdir().unwrap();
        let other = folder.path().join("other");
        std::fs::write(&other, "#!/bin/sh\necho 'no display \x1b[1m' >&2\nexit 3\n").unwrap();
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(&other, mode).unwrap();
        let error = Browser::launch(Some(&other)).await.unwrap_err();
        let other = other.display();
        assert_eq!(
            error.to_string(),
            format!(r"the browser `{other}` does not start; it said last: no display \u{{1b}}[1m")
        );
        assert!(error.hint_text().unwrap().contains("--dump-dom"));
    });
}
