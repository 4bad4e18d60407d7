//! From a file's bytes to its text: UTF-8, without a byte order mark, without NUL bytes.

use std::sync::Arc;

use super::Dialect;
use crate::error::{Diagnostic, Error, Kind, Result, SourceFile};

/// The byte order mark that some editors put before UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";
/// The same before UTF-16, in either order.
const UTF_16_MARKS: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];

/// The text of the file `path`, a byte order mark apart.
///
/// # Errors
/// [`Kind::Invalid`] with the place of the first byte that does not belong into a text.
pub(crate) fn decode(dialect: &Dialect, path: String, mut bytes: Vec<u8>) -> Result<SourceFile> {
    let skipped = if bytes.starts_with(MARK) {
        MARK.len()
    } else {
        0
    };
    bytes.drain(..skipped);
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.as_bytes();
            let marked = UTF_16_MARKS.iter().any(|mark| bytes.starts_with(mark));
            let hint = convert(if marked { "UTF-16" } else { "WINDOWS-1252" }, &path);
            let message = format!("byte {} is 0x{:02X}", skipped + at + 1, bytes[at]);
            // What is not UTF-8 is shown as a replacement character.
            let text = String::from_utf8_lossy(bytes).into_owned();
            let file = SourceFile { path, text };
            return Err(fault(dialect, file, at, "not UTF-8", message).hint(hint));
        }
    };
    let Some(at) = text.find('\0') else {
        return Ok(SourceFile { path, text });
    };
    // ASCII in UTF-16 is valid UTF-8 whose every other byte is NUL.
    let nuls = text.bytes().filter(|byte| *byte == 0).count();
    let hint = if nuls * 3 > text.len() {
        let order = if at % 2 == 0 { "UTF-16BE" } else { "UTF-16LE" };
        convert(order, &path)
    } else {
        format!("remove it: tr -d '\\000' < {path} > mended.toml")
    };
    let message = format!("byte {} is NUL", skipped + at + 1);
    Err(fault(dialect, SourceFile { path, text }, at, "no text", message).hint(hint))
}

fn convert(from: &str, path: &str) -> String {
    format!("convert it: iconv -f {from} -t UTF-8 {path} > mended.toml")
}

/// A file that is `what`, because of the byte at `at` of the text that is shown.
fn fault(dialect: &Dialect, file: SourceFile, at: usize, what: &str, message: String) -> Error {
    let path = file.path.clone();
    let diagnostic = Diagnostic {
        span: at..file.text.ceil_char_boundary(at + 1),
        file: Arc::new(file),
        message,
        label: "here".to_owned(),
        help: None,
    };
    let (line, column) = diagnostic.position();
    let noun = dialect.noun;
    let message = format!("{noun} `{path}` is {what}: line {line}, column {column}");
    Error::new(Kind::Invalid, message).with_diagnostics(vec![diagnostic])
}
