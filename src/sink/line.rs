//! The canonical line of a row, read again: formats of text are translations of it.

/// The fields of a line of COPY's text format, still escaped; `None` for NULL.
pub(super) fn fields(line: &[u8]) -> impl Iterator<Item = Option<&[u8]>> {
    let fields = line.split(|byte| *byte == b'\t');
    fields.map(|field| (field != br"\N").then_some(field))
}

/// Appends what a field says, with every `quote` in it doubled.
pub(super) fn write_doubling(field: &[u8], quote: u8, out: &mut Vec<u8>) {
    let mut bytes = field.iter();
    while let Some(byte) = bytes.next() {
        let byte = match byte {
            b'\\' => bytes.next().map_or(b'\\', |letter| unescaped(*letter)),
            plain => *plain,
        };
        if byte == quote {
            out.push(quote);
        }
        out.push(byte);
    }
}

/// What a letter stands for behind a backslash (PostgreSQL documentation, COPY, "Text Format").
fn unescaped(letter: u8) -> u8 {
    match letter {
        b'b' => 0x08,
        b'f' => 0x0c,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 0x0b,
        other => other,
    }
}
