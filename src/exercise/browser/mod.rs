//! A headless browser that visits pages and says what people would see there.
//!
//! It knows nothing of what the pages are about. It is given addresses and selectors, and gives
//! back texts, how they are shown, and what went wrong: in the page, on the way to it, or on its
//! surface. Whatever a page contains is taken for hostile: it is looked at from a JavaScript
//! world of its own, which the page's scripts cannot touch.
//!
//! ```no_run
//! # async fn example() -> connsura_seed::Result<()> {
//! use connsura_seed::exercise::browser::{Browser, Probe};
//!
//! let browser = Browser::launch(None).await?;
//! let mut visitor = browser.visitor().await?;
//! let visit = visitor
//!     .visit("http://127.0.0.1:3000/customers", &[Probe::text("td.name")])
//!     .await?;
//! assert!(visit.problems.is_empty());
//! drop(visitor);
//! browser.close().await
//! # }
//! ```

mod connection;
mod executable;
mod problem;
mod process;
mod seen;
mod tab;
mod visitor;
mod watch;

use std::path::Path;

use chromiumoxide::cdp::browser_protocol::browser::CloseParams;

pub use problem::Problem;
pub use seen::{Direction, Probe, Shown};
pub use visitor::{Landed, LogIn, Visit, Visitor};

use self::connection::Connection;
use self::process::Process;
use crate::error::Result;

/// A headless Chromium, with a profile of its own that goes when it ends.
///
/// It ends with [`close`](Self::close); with the value, where something failed before that; and
/// with this program, however that ends.
#[derive(Debug)]
pub struct Browser {
    process: Process,
    connection: Connection,
}

impl Browser {
    /// Starts the browser at `executable`, or else the first of the usual names on `PATH`.
    ///
    /// An error where there is none, or where it does not start.
    pub async fn launch(executable: Option<&Path>) -> Result<Self> {
        let executable = executable::find(executable)?;
        let (process, url, said) = Process::start(&executable).await?;
        let connection = Connection::open(&url, said).await?;
        Ok(Self {
            process,
            connection,
        })
    }

    /// Somebody with cookies of their own, and one tab.
    pub async fn visitor(&self) -> Result<Visitor> {
        Visitor::enter(self.connection.clone()).await
    }

    /// The id of the browser's process, while that runs.
    pub fn process_id(&self) -> Option<u32> {
        self.process.id()
    }

    /// Ends the browser, waits until it has ended, and removes its profile.
    pub async fn close(self) -> Result<()> {
        // One that has ended by itself has nothing to answer; `end` sees to the rest.
        let _ = self.connection.call(None, CloseParams::default()).await;
        self.process.end().await
    }
}
