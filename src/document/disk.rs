//! From the disk to a file's bytes.

use std::fs::File;
use std::io::{Error, Read as _, Result};
use std::path::Path;

use super::Dialect;

/// Most bytes of a file: far more than people write, and little to hold in memory.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The bytes of a file, which may be a pipe, but no directory and nothing without an end.
pub(crate) fn read(path: &Path, dialect: &Dialect) -> Result<Vec<u8>> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(Error::other("it is a directory"));
    }
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        let most = LARGEST / (1024 * 1024);
        let noun = dialect.noun;
        let wrong = format!("it is larger than the {most} MiB that a {noun} may have");
        return Err(Error::other(wrong));
    }
    Ok(bytes)
}

/// Whether a file, or a link to one, is there. Reading a pipe that nobody asked for by its name
/// would wait for whoever writes to it.
pub(crate) fn is_file(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|found| found.is_file())
}
