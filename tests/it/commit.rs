//! A connection that is lost at COMMIT: the program finds out which of the two happened, and
//! says so when it cannot.
//!
//! A relay stands between the program and its server, on the server's own socket.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::support::Machine;

/// What the relay does when it sees COMMIT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// The server never hears of it.
    Before,
    /// The server has done it, and its answer is lost.
    After,
    /// As `After`, and nobody gets through any more.
    AfterAndForGood,
}

/// The message that ends a reset: a simple query (PostgreSQL documentation, "Message
/// Formats").
const COMMIT: &[u8] = b"Q\0\0\0\x0bCOMMIT\0";

/// Puts a relay in the place of the server's socket.
pub(crate) fn relay(socket: &Path, cut: Cut) {
    let behind = socket.with_extension("behind");
    fs::rename(socket, &behind).unwrap();
    let listener = UnixListener::bind(socket).unwrap();
    let closed = Arc::new(AtomicBool::new(false));
    thread::spawn(move || {
        for client in listener.incoming() {
            let Ok(client) = client else { return };
            if closed.load(Ordering::SeqCst) {
                continue;
            }
            let server = UnixStream::connect(&behind).unwrap();
            serve(client, server, cut, closed.clone());
        }
    });
}

/// Passes on what both sides say, until COMMIT.
fn serve(client: UnixStream, server: UnixStream, cut: Cut, closed: Arc<AtomicBool>) {
    let (mut to_client, mut from_server) =
        (client.try_clone().unwrap(), server.try_clone().unwrap());
    let ended = Arc::new(AtomicBool::new(false));
    let over = ended.clone();
    thread::spawn(move || {
        let mut buffer = vec![0; 65_536];
        while let Ok(read @ 1..) = from_server.read(&mut buffer) {
            if over.load(Ordering::SeqCst) {
                // The answer to COMMIT: it has taken place, and nobody is told.
                if cut == Cut::AfterAndForGood {
                    closed.store(true, Ordering::SeqCst);
                }
                let _ = to_client.shutdown(Shutdown::Both);
                return;
            }
            if to_client.write_all(&buffer[..read]).is_err() {
                return;
            }
        }
        let _ = to_client.shutdown(Shutdown::Both);
    });
    thread::spawn(move || {
        let (mut client, mut server) = (client, server);
        let mut buffer = vec![0; 65_536];
        while let Ok(read @ 1..) = client.read(&mut buffer) {
            if buffer[..read].ends_with(COMMIT) {
                if cut == Cut::Before {
                    let _ = client.shutdown(Shutdown::Both);
                    let _ = server.shutdown(Shutdown::Both);
                    return;
                }
                ended.store(true, Ordering::SeqCst);
            }
            if server.write_all(&buffer[..read]).is_err() {
                return;
            }
        }
        let _ = server.shutdown(Shutdown::Both);
    });
}

/// A reset whose connection is cut at COMMIT: its exit code, what it said, and whether the
/// database was changed.
fn cut_off(cut: Cut) -> (i32, String, bool) {
    let machine = Machine::new();
    machine.succeed(&["reset", "empty"]);
    let database = machine.database();
    let generations = "SELECT count(*)::text FROM connsura_seed.generations";
    let before = database.fingerprint();
    assert_eq!(database.text(generations), "1");
    let lock = fs::read_to_string(machine.path().join("local/data/postmaster.pid")).unwrap();
    let port = lock.lines().nth(3).unwrap();
    let socket = machine.path().join(format!("local/run/.s.PGSQL.{port}"));
    relay(&socket, cut);
    let run = machine.run(&["reset", "smoke"]);
    let changed = database.text(generations) == "2";
    assert_eq!(database.fingerprint() != before, changed);
    (run.code, run.stderr, changed)
}

#[test]
fn a_commit_that_did_not_arrive_is_exit_6_and_nothing_changed() {
    let (code, told, changed) = cut_off(Cut::Before);
    assert_eq!((code, changed), (6, false), "{told}");
    assert!(told.contains("error: COMMIT failed"), "{told}");
    assert!(told.contains("the database is as it was before"), "{told}");
}

#[test]
fn a_commit_whose_answer_was_lost_is_found_out() {
    let (code, told, changed) = cut_off(Cut::After);
    assert_eq!((code, changed), (0, true), "{told}");
}

#[test]
fn a_commit_that_nobody_can_be_asked_about_is_exit_7() {
    let (code, told, changed) = cut_off(Cut::AfterAndForGood);
    assert_eq!((code, changed), (7, true), "{told}");
    assert!(
        told.contains("hint: when it runs again, `connsura-seed status` shows generation "),
        "{told}"
    );
}
