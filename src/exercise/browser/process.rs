//! The browser's process: how it starts, and that nothing of it stays.

use std::collections::VecDeque;
use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use nix::unistd::geteuid;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStderr, ChildStdin, Command};
use tokio::time::timeout;

use crate::error::{Error, Kind, Result, printable};

/// How long a browser may take to start on a machine that has much to do.
const START: Duration = Duration::from_mins(1);

/// How long it may take to end, and to let go of its files.
const END: Duration = Duration::from_secs(5);

/// A browser whose control pipe is closed ends by itself. The protocol is spoken through a
/// socket, and the pipe is there for just that: it is closed when this program ends, even when it
/// is killed. Descriptors 3 and 4 are where the browser looks for it.
const LIFELINE: &str = r#"exec "$0" "$@" 3<&0 4>/dev/null </dev/null"#;

/// What the browser is started with: no window, no traffic of its own, nothing that is slowed
/// down because nobody looks, the same looks on every machine.
const FLAGS: &[&str] = &[
    "--headless",
    "--remote-debugging-port=0",
    "--remote-debugging-pipe",
    "--disable-background-networking",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-breakpad",
    "--disable-client-side-phishing-detection",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-hang-monitor",
    "--disable-ipc-flooding-protection",
    "--disable-quic",
    "--disable-renderer-backgrounding",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--lang=en-US",
    "--metrics-recording-only",
    "--mute-audio",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
    "--password-store=basic",
    "--use-mock-keychain",
    // Pages that were left are not kept, what is asked for is asked for as it is written, and
    // nothing is made ready for what nobody asks for: that costs a third of a visit.
    "--disable-features=BackForwardCache,HttpsFirstBalancedModeAutoEnable,HttpsUpgrades,\
     MediaRouter,OptimizationHints,PaintHolding,RenderDocument,SpareRendererForSitePerProcess,\
     Translate",
];

/// A running browser, with a profile of its own.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    _lifeline: Option<ChildStdin>,
    profile: Option<TempDir>,
}

impl Process {
    /// Starts a browser, and returns where it listens and what it goes on to say.
    pub(super) async fn start(executable: &Path) -> Result<(Self, String, Arc<LastWords>)> {
        let profile = tempfile::Builder::new()
            .prefix("connsura-seed-browser-")
            .tempdir()
            .map_err(|error| failed("a folder for its profile", error))?;
        let mut child = command(executable, profile.path())
            .spawn()
            .map_err(|error| failed("its process", error))?;
        let stderr = child.stderr.take();
        let process = Self {
            _lifeline: child.stdin.take(),
            child,
            profile: Some(profile),
        };
        let said = Arc::new(LastWords::default());
        let lines = stderr.map(|stderr| BufReader::new(stderr).lines());
        let url = match lines {
            Some(lines) => timeout(START, listening(lines, &said)).await.ok().flatten(),
            None => None,
        };
        let url = url.ok_or_else(|| silent(executable, &said))?;
        Ok((process, url, said))
    }

    /// The id of the process.
    pub(super) fn id(&self) -> Option<u32> {
        self.child.id()
    }

    /// Waits until a browser that was asked to end has ended; one that does not is killed.
    pub(super) async fn end(mut self) -> Result<()> {
        if timeout(END, self.child.wait()).await.is_err() {
            self.child.kill().await.map_err(|error| {
                Error::new(Kind::Unexpected, "the browser cannot be ended").because(error)
            })?;
        }
        match self.profile.take().map(remove) {
            Some(Err(error)) => {
                Err(Error::new(Kind::Unexpected, "the browser's profile stays").because(error))
            }
            _ => Ok(()),
        }
    }
}

impl Drop for Process {
    /// Where something failed before `end`: the process is killed by its id, and its profile goes.
    fn drop(&mut self) {
        let Some(profile) = self.profile.take() else {
            return;
        };
        // It may have ended already; and nobody is left to be told of a folder that stays.
        let _ = self.child.start_kill();
        let _ = until(END, || self.child.try_wait().ok().flatten().ok_or(()));
        let _ = remove(profile);
    }
}

fn command(executable: &Path, profile: &Path) -> Command {
    let mut user_data = std::ffi::OsString::from("--user-data-dir=");
    user_data.push(profile);
    let mut command = Command::new("/bin/sh");
    command
        .args(["-c", LIFELINE])
        .arg(executable)
        .args(FLAGS)
        .arg(user_data);
    // The sandbox does not work for root, and a browser without one is for root alone.
    if geteuid().is_root() {
        command.arg("--no-sandbox");
    }
    command
        .arg("about:blank")
        // What is in the environment, such as passwords, is none of the browser's business. What
        // it keeps for its user goes with the profile.
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", profile)
        .env("LC_ALL", "C.UTF-8")
        .env("TZ", "UTC")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        // Ctrl-C is for this program, which ends the browser.
        .process_group(0)
        .kill_on_drop(true);
    command
}

/// Reads until the browser says where it listens, and goes on reading in the background.
async fn listening(
    mut lines: Lines<BufReader<ChildStderr>>,
    said: &Arc<LastWords>,
) -> Option<String> {
    while let Ok(Some(line)) = lines.next_line().await {
        if let Some(url) = line.strip_prefix("DevTools listening on ") {
            let url = url.trim().to_owned();
            tokio::spawn(overhear(lines, Arc::clone(said)));
            return Some(url);
        }
        said.hear(line);
    }
    None
}

async fn overhear(mut lines: Lines<BufReader<ChildStderr>>, said: Arc<LastWords>) {
    while let Ok(Some(line)) = lines.next_line().await {
        said.hear(line);
    }
}

/// The last lines that a browser wrote to stderr.
#[derive(Debug, Default)]
pub(super) struct LastWords(Mutex<VecDeque<String>>);

impl LastWords {
    /// How many lines are kept.
    const KEPT: usize = 3;

    fn hear(&self, line: String) {
        // Chromium complains of the system's message bus where there is none, which is of no
        // consequence.
        if line.trim().is_empty() || line.contains("/dbus/") || line.contains(":dbus/") {
            return;
        }
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.push_back(line);
        while lines.len() > Self::KEPT {
            lines.pop_front();
        }
    }

    /// The lines as the end of a sentence.
    pub(super) fn quoted(&self) -> String {
        let lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.is_empty() {
            return ", and said nothing".to_owned();
        }
        let lines: Vec<String> = lines.iter().map(|line| printable(line.trim())).collect();
        format!("; it said last: {}", lines.join(" / "))
    }
}

/// Removes the profile. What the browser started ends after it, and may still write.
fn remove(profile: TempDir) -> std::io::Result<()> {
    let path = profile.keep();
    until(END, || match std::fs::remove_dir_all(&path) {
        Err(error) if path.exists() => Err(error),
        _ => Ok(()),
    })
}

/// Tries something until it succeeds, or for so long.
fn until<T, E>(limit: Duration, mut attempt: impl FnMut() -> Result<T, E>) -> Result<T, E> {
    let started = Instant::now();
    loop {
        match attempt() {
            Err(_) if started.elapsed() < limit => std::thread::sleep(Duration::from_millis(10)),
            done => return done,
        }
    }
}

fn failed(what: &str, error: std::io::Error) -> Error {
    Error::new(
        Kind::Unexpected,
        format!("the browser does not start: {what} cannot be made"),
    )
    .because(error)
}

fn silent(executable: &Path, said: &LastWords) -> Error {
    let path = executable.display();
    let message = format!("the browser `{path}` does not start{}", said.quoted());
    Error::new(Kind::Unexpected, message).hint(format!(
        "see what it says: {path} --headless --dump-dom about:blank"
    ))
}
