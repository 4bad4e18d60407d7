//! The command of a sweep: a prune of any make, as a process.

use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use tokio::io::{AsyncRead, AsyncReadExt as _};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::clock::Timestamp;
use crate::error::{Error, Kind, Result, printable};

/// How long a prune that is asked to end may take.
const END: Duration = Duration::from_secs(5);

/// Bytes that are kept of what a prune says, the last ones.
const KEPT: usize = 1 << 14;

/// Lines that are told of what a prune said when it failed, the last ones.
const TOLD: usize = 10;

/// A prune of any make.
pub(super) struct Prune<'c> {
    program: &'c str,
    arguments: &'c [String],
}

impl<'c> Prune<'c> {
    /// The one that these words start.
    pub(super) fn new(words: &'c [String]) -> Result<Self> {
        let (program, arguments) = words
            .split_first()
            .ok_or_else(|| Error::new(Kind::Usage, "the prune's command is missing"))?;
        Ok(Self { program, arguments })
    }

    /// Starts it for this instant on that database.
    pub(super) fn start(&self, as_of: Timestamp, url: &str) -> Result<Running> {
        let as_of = as_of.to_string();
        let filled = |word: &String| word.replace("{as_of}", &as_of).replace("{url}", url);
        let child = Command::new(filled(&self.program.to_owned()))
            .args(self.arguments.iter().map(filled))
            .env("AS_OF", &as_of)
            .env("DATABASE_URL", url)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // Ctrl-C is for this program, which ends the prune and all that it started.
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| {
                let program = printable(self.program);
                Error::new(Kind::Usage, format!("`{program}` cannot be run: {error}"))
                    .hint("what follows -- is a program on PATH, or its path, and its arguments")
            })?;
        let group = child.id().and_then(|id| i32::try_from(id).ok());
        Ok(Running {
            child,
            group: group.map(Pid::from_raw),
        })
    }

    /// It, as a shell takes it.
    pub(super) fn line(&self) -> String {
        let words: Vec<String> = self.words().map(quoted).collect();
        words.join(" ")
    }

    /// It, for this instant and that database, as a shell takes it.
    pub(super) fn again(&self, as_of: Timestamp, url: &str) -> String {
        let as_of = as_of.to_string();
        let mut line = format!("AS_OF={as_of} DATABASE_URL={}", quoted(url));
        for word in self.words() {
            let word = word.replace("{as_of}", &as_of).replace("{url}", url);
            line.push(' ');
            line.push_str(&quoted(&word));
        }
        line
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.program).chain(self.arguments.iter().map(String::as_str))
    }
}

/// A word as a shell takes it for itself.
fn quoted(word: &str) -> String {
    let is_plain =
        |character: char| character.is_alphanumeric() || "-_./:=@,+%".contains(character);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    printable(&format!("'{}'", word.replace('\'', r"'\''")))
}

/// A prune that was started.
pub(super) struct Running {
    child: Child,
    /// It, and all that it started.
    group: Option<Pid>,
}

impl Running {
    /// Waits until it ends, or until `stop`, which ends it: then what `stop` says. What it failed of,
    /// if it did.
    pub(super) async fn end<S>(
        self,
        stop: impl Future<Output = S>,
    ) -> Result<std::result::Result<Option<String>, S>> {
        let Self { mut child, group } = self;
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        let ended = async { tokio::join!(child.wait(), tail(stdout), tail(stderr)) };
        let mut ended = std::pin::pin!(ended);
        tokio::select! {
            biased;
            said = stop => {
                // It may have ended in the meantime.
                let asked = group.map(|group| killpg(group, Signal::SIGTERM));
                if asked.is_some() && timeout(END, &mut ended).await.is_err()
                    && let Some(group) = group
                {
                    let _ = killpg(group, Signal::SIGKILL);
                }
                Ok(Err(said))
            }
            (status, stdout, stderr) = &mut ended => match status {
                Ok(status) => Ok(Ok(failure(status, &[stderr, stdout]))),
                Err(error) => {
                    let message = format!("the prune cannot be waited for: {error}");
                    Err(Error::new(Kind::Unexpected, message))
                }
            },
        }
    }
}

/// The last of what somebody says, who may say much.
async fn tail(said: Option<impl AsyncRead + Unpin>) -> Vec<u8> {
    let mut last = Vec::new();
    let Some(mut said) = said else {
        return last;
    };
    let mut buffer = vec![0; KEPT];
    // What cannot be read any more has ended.
    while let Ok(read @ 1..) = said.read(&mut buffer).await {
        last.extend_from_slice(&buffer[..read]);
        last.drain(..last.len().saturating_sub(KEPT));
    }
    last
}

/// Why a prune failed, if it did: how it ended, and the last of what it said.
fn failure(status: ExitStatus, said: &[Vec<u8>; 2]) -> Option<String> {
    if status.success() {
        return None;
    }
    let said = said.each_ref().map(|bytes| String::from_utf8_lossy(bytes));
    let said = said.iter().find(|text| !text.trim().is_empty());
    let lines: Vec<&str> = said.map_or_else(Vec::new, |text| text.trim_end().lines().collect());
    let last = lines[lines.len().saturating_sub(TOLD)..].iter();
    let last: Vec<String> = last.map(|line| printable(line)).collect();
    Some(match &*last {
        [] => format!("it ended with {status}, and said nothing"),
        last => format!("it ended with {status}: {}", last.join("\n")),
    })
}
