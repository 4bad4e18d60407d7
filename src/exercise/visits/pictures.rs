//! Pictures of what was found.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::error::{Error, Kind, Result, printable};
use crate::exercise::browser::Visitor;
use crate::exercise::finding::Finding;

/// Pictures at most.
const MOST: usize = 100;

/// A folder of pictures, if any are wanted.
pub(super) struct Pictures {
    folder: Option<PathBuf>,
    taken: Cell<usize>,
    names: RefCell<BTreeSet<String>>,
}

impl Pictures {
    /// Makes the folder where it is not there.
    pub(super) fn new(folder: Option<PathBuf>) -> Result<Self> {
        if let Some(folder) = &folder {
            std::fs::create_dir_all(folder).map_err(|error| unwritten(folder, &error))?;
        }
        Ok(Self {
            folder,
            taken: Cell::new(0),
            names: RefCell::default(),
        })
    }

    /// Takes a picture of what the visitor sees, one for each kind of finding and row, and puts
    /// its path into the findings.
    pub(super) async fn take(&self, visitor: &mut Visitor, findings: &mut [Finding]) -> Result<()> {
        let Some(folder) = &self.folder else {
            return Ok(());
        };
        if findings.is_empty() || self.taken.get() >= MOST {
            return Ok(());
        }
        // A page that is not there any more has no picture.
        let Ok(picture) = visitor.screenshot().await else {
            return Ok(());
        };
        let mut paths: BTreeMap<String, PathBuf> = BTreeMap::new();
        for finding in findings {
            let subject = subject(finding);
            if !paths.contains_key(&subject) {
                if self.taken.get() >= MOST {
                    continue;
                }
                self.taken.set(self.taken.get() + 1);
                let path = folder.join(self.free(&subject));
                std::fs::write(&path, &picture).map_err(|error| unwritten(&path, &error))?;
                paths.insert(subject.clone(), path);
            }
            finding.picture = paths.get(&subject).cloned();
        }
        Ok(())
    }

    /// A name that no other picture has.
    fn free(&self, subject: &str) -> String {
        let mut names = self.names.borrow_mut();
        let mut name = format!("{subject}.png");
        for number in 2.. {
            if names.insert(name.clone()) {
                break;
            }
            name = format!("{subject}-{number}.png");
        }
        name
    }
}

/// `text-Customer-01890000-...`
fn subject(finding: &Finding) -> String {
    let row = finding.row.as_deref().unwrap_or("list").replace(' ', "-");
    format!("{}-{}-{row}", finding.fault.kind, finding.table)
}

fn unwritten(path: &std::path::Path, error: &std::io::Error) -> Error {
    let shown = printable(&path.to_string_lossy());
    let message = format!("`{shown}` cannot be written: {error}");
    Error::new(Kind::Unexpected, message)
        .hint("--screenshots takes a folder that can be written to")
}
