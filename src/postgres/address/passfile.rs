//! The password file of libpq (PostgreSQL documentation, "The Password File"): the one thing
//! about a connection that does not stand in its URL.

use std::env;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use super::tls;

/// The directories in which PostgreSQL puts its socket unless told otherwise: its own, and
/// Debian's. A file knows these as `localhost`.
const DEFAULT_SOCKET_FOLDERS: [&str; 2] = ["/tmp", "/var/run/postgresql"];

/// The password of a connection.
pub(super) enum Looked {
    /// The URL's own.
    Given(String),
    /// The password file's, and which file that is.
    Found { password: String, file: PathBuf },
    /// Nothing, and why, in a sentence; how to mend it, where that is a matter of the file.
    Nothing { why: String, hint: Option<String> },
}

/// Looks in the file of `PGPASSFILE`, else in `~/.pgpass`. Like libpq, this is no failure,
/// whatever is wrong with the file: the server may not ask for a password at all.
pub(super) fn look_up(host: &str, port: u16, database: &str, user: &str) -> Looked {
    let nothing = |why: String, hint: Option<String>| Looked::Nothing { why, hint };
    let named = env::var_os("PGPASSFILE").filter(|name| !name.is_empty());
    let at_home = || env::home_dir().map(|home| home.join(".pgpass"));
    let Some(file) = named.map(PathBuf::from).or_else(at_home) else {
        return nothing("there is no home directory with a .pgpass".to_owned(), None);
    };
    let shown = tls::shown(&file);
    let text = match read(&file) {
        Ok(text) => text,
        Err(Unusable { why, hint }) => {
            return nothing(format!("the password file `{shown}` {why}"), hint);
        }
    };
    let is_default = DEFAULT_SOCKET_FOLDERS.contains(&host);
    let host = if is_default { "localhost" } else { host };
    let wanted = [host, &port.to_string(), database, user];
    let line = text
        .split(|byte| *byte == b'\n')
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line))
        .filter(|line| !line.starts_with(b"#"))
        .find_map(|line| password_of(line, &wanted));
    match line.map(String::from_utf8) {
        Some(Ok(password)) if !password.is_empty() => Looked::Found { password, file },
        Some(Ok(_)) | None => {
            let why = format!("the password file `{shown}` has none for this connection");
            nothing(why, None)
        }
        Some(Err(_)) => {
            let why = format!("the one in the password file `{shown}` is not in UTF-8");
            nothing(why, None)
        }
    }
}

/// Why a file is not used.
struct Unusable {
    why: String,
    hint: Option<String>,
}

/// The file, if it is one that nobody else may look into.
fn read(file: &Path) -> Result<Vec<u8>, Unusable> {
    let unusable = |why: String, hint: Option<String>| Unusable { why, hint };
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => unusable("is not there".to_owned(), None),
        _ => unusable(format!("cannot be read ({error})"), None),
    };
    let about = fs::metadata(file).map_err(failed)?;
    if !about.is_file() {
        return Err(unusable("is not a plain file".to_owned(), None));
    }
    let mode = about.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        let why = format!("is not used, because others may look into it (its mode is {mode:04o})");
        let hint = format!("chmod 0600 {}", tls::shown(file));
        return Err(unusable(why, Some(hint)));
    }
    fs::read(file).map_err(failed)
}

/// The password of a line whose four fields are the wanted ones, or `*`.
fn password_of(line: &[u8], wanted: &[&str; 4]) -> Option<Vec<u8>> {
    let mut rest = line;
    for want in wanted {
        rest = after_field(rest, want.as_bytes())?;
    }
    let mut password = Vec::with_capacity(rest.len());
    let mut bytes = rest.iter();
    while let Some(byte) = bytes.next().filter(|byte| **byte != b':') {
        // A backslash at the very end stands for itself.
        let plain = if *byte == b'\\' { bytes.next() } else { None };
        password.push(*plain.unwrap_or(byte));
    }
    Some(password)
}

/// What follows the first field and its colon, if the field is `want`.
fn after_field<'l>(line: &'l [u8], want: &[u8]) -> Option<&'l [u8]> {
    if let Some(rest) = line.strip_prefix(b"*:") {
        return Some(rest);
    }
    let mut want = want.iter();
    let mut at = 0;
    loop {
        let next = want.next();
        let byte = match (*line.get(at)?, next) {
            (b':', None) => return Some(&line[at + 1..]),
            (b'\\', _) => {
                at += 1;
                *line.get(at)?
            }
            // A colon that the name has may stand as it is, as in `::1`.
            (byte, _) => byte,
        };
        if next != Some(&byte) {
            return None;
        }
        at += 1;
    }
}
