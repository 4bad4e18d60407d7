//! A connection that is lost at COMMIT: the program finds out which of the two happened, and
//! says so when it cannot.
//!
//! A relay stands between the program and its server, on the server's own socket.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use super::{STRATEGIES, World};
use crate::support::Machine;

/// What the relay does when it sees COMMIT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cut {
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

/// Stands in the place of the server's socket.
#[derive(Clone, Default)]
struct Relay {
    /// What is to happen at the next COMMIT, once.
    next: Arc<Mutex<Option<Cut>>>,
    /// Nobody gets through any more.
    is_closed: Arc<AtomicBool>,
}

impl Relay {
    fn before(machine: &Machine) -> Self {
        let lock = machine.path().join("local/data/postmaster.pid");
        let lock = fs::read_to_string(lock).unwrap();
        let socket = format!("local/run/.s.PGSQL.{}", lock.lines().nth(3).unwrap());
        let socket = machine.path().join(socket);
        let behind = socket.with_extension("behind");
        fs::rename(&socket, &behind).unwrap();
        let listener = UnixListener::bind(socket).unwrap();
        let relay = Self::default();
        let serving = relay.clone();
        thread::spawn(move || {
            for client in listener.incoming() {
                let Ok(client) = client else { return };
                if !serving.is_closed.load(Ordering::SeqCst) {
                    serving.serve(client, UnixStream::connect(&behind).unwrap());
                }
            }
        });
        relay
    }

    fn cut(&self, cut: Cut) {
        *self.next.lock().unwrap() = Some(cut);
    }

    /// Passes on what both sides say, until a COMMIT that is to be cut.
    fn serve(&self, mut client: UnixStream, mut server: UnixStream) {
        let (to_client, from_server) = (client.try_clone().unwrap(), server.try_clone().unwrap());
        let ended = Arc::new(Mutex::new(None));
        self.answer(from_server, to_client, ended.clone());
        let next = self.next.clone();
        thread::spawn(move || {
            let mut buffer = vec![0; 65_536];
            while let Ok(read @ 1..) = client.read(&mut buffer) {
                if buffer[..read].ends_with(COMMIT) {
                    let cut = next.lock().unwrap().take();
                    if cut == Some(Cut::Before) {
                        let _ = client.shutdown(Shutdown::Both);
                        let _ = server.shutdown(Shutdown::Both);
                        return;
                    }
                    *ended.lock().unwrap() = cut;
                }
                if server.write_all(&buffer[..read]).is_err() {
                    return;
                }
            }
            let _ = server.shutdown(Shutdown::Both);
        });
    }

    /// Passes on what the server says, but for its answer to a COMMIT that was cut.
    fn answer(
        &self,
        mut server: UnixStream,
        mut client: UnixStream,
        ended: Arc<Mutex<Option<Cut>>>,
    ) {
        let is_closed = self.is_closed.clone();
        thread::spawn(move || {
            let mut buffer = vec![0; 65_536];
            while let Ok(read @ 1..) = server.read(&mut buffer) {
                if let Some(cut) = *ended.lock().unwrap() {
                    // It has taken place, and nobody is told.
                    is_closed.fetch_or(cut == Cut::AfterAndForGood, Ordering::SeqCst);
                    break;
                }
                if client.write_all(&buffer[..read]).is_err() {
                    return;
                }
            }
            let _ = client.shutdown(Shutdown::Both);
        });
    }
}

#[test]
fn a_commit_without_an_answer_took_place_or_not_and_the_program_knows() {
    let mut world = World::new();
    let relay = Relay::before(&world.machine);
    for strategy in STRATEGIES {
        relay.cut(Cut::Before);
        let run = world.machine.run(&world.turn(strategy, &[]));
        assert_eq!(run.code, 6, "{strategy}: {}", run.stderr);
        for told in ["error: COMMIT failed", "the database is as it was before"] {
            assert!(run.stderr.contains(told), "{strategy}: {}", run.stderr);
        }
        assert!(!world.settle(strategy), "{strategy}");

        relay.cut(Cut::After);
        let run = world.machine.run(&world.turn(strategy, &[]));
        assert_eq!(run.code, 0, "{strategy}: {}", run.stderr);
        assert!(world.settle(strategy), "{strategy}");
    }
    relay.cut(Cut::AfterAndForGood);
    let run = world.machine.run(&world.turn("online", &[]));
    assert_eq!(run.code, 7, "{}", run.stderr);
    let generation = "hint: when it runs again, `connsura-seed status` shows generation ";
    assert!(run.stderr.contains(generation), "{}", run.stderr);
    assert!(world.settle("cut for good"));
}
