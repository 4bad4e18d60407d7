//! L01 to L09: lengths at the limit of a column, in each unit, and texts that are cut in a
//! bad place.
//!
//! A limit that is meant in one unit and enforced in another cuts texts or lets them through.
//! One more than the limit is there for bytes and UTF-16 units only: in code points and in
//! graphemes the column cannot hold it.

use super::entry::{hostile, plausible, repeat};
use super::source::{PG_STORAGE, PG_TEXT, UAX_14, UAX_29, UNICODE};
use crate::edge::Facet::{
    self, AdminTitle, Body, FileName, Name, Notes, PreferredName, RequestId, UserAgent,
};
use crate::edge::case::{EdgeCase, Seam, Text, Unit, Value};

/// The columns with a limit of their own that people feel.
const LIMITED: &[Facet] = &[Name, PreferredName, FileName];

const fn length(unit: Unit, more: i8) -> Value {
    Value::Text(Text::Length(unit, more))
}

const fn seam(seam: Seam) -> Value {
    Value::Text(Text::Seam(seam))
}

pub(super) static CASES: &[EdgeCase] = &[
    plausible(
        "L01.bytes-under",
        LIMITED,
        length(Unit::Bytes, -1),
        "a byte less than the limit",
        "limits checked in bytes with < where <= is meant",
        PG_TEXT,
    ),
    plausible(
        "L01.bytes-exact",
        LIMITED,
        length(Unit::Bytes, 0),
        "as many bytes as the limit",
        "limits checked in bytes, and buffers that need one more at their end",
        PG_TEXT,
    ),
    plausible(
        "L01.bytes-over",
        LIMITED,
        length(Unit::Bytes, 1),
        "a byte more than the limit, which is in code points",
        "limits checked in bytes: they refuse or cut what the column takes",
        PG_TEXT,
    ),
    plausible(
        "L02.code-points-under",
        LIMITED,
        length(Unit::CodePoints, -1),
        "a code point less than the limit, in fewer graphemes",
        "limits checked with < where <= is meant",
        PG_TEXT,
    ),
    plausible(
        "L02.code-points-exact",
        LIMITED,
        length(Unit::CodePoints, 0),
        "as many code points as the limit, in fewer graphemes",
        "counters that count what people see: the field looks half empty and takes no more",
        PG_TEXT,
    ),
    plausible(
        "L03.utf-16-under",
        LIMITED,
        length(Unit::Utf16, -1),
        "a UTF-16 unit less than the limit",
        "counters in JavaScript, which count surrogates",
        UNICODE,
    ),
    plausible(
        "L03.utf-16-exact",
        LIMITED,
        length(Unit::Utf16, 0),
        "as many UTF-16 units as the limit",
        "`maxlength` of HTML fields: it stops here, and the column would take more",
        UNICODE,
    ),
    plausible(
        "L03.utf-16-over",
        LIMITED,
        length(Unit::Utf16, 1),
        "a UTF-16 unit more than the limit, which is in code points",
        "edit forms: the value they are given is longer than what they let through",
        UNICODE,
    ),
    plausible(
        "L04.graphemes-under",
        LIMITED,
        length(Unit::Graphemes, -1),
        "a grapheme less than the limit, each of three bytes",
        "limits in bytes, and layouts: each takes two columns",
        UAX_29,
    ),
    plausible(
        "L04.graphemes-exact",
        LIMITED,
        length(Unit::Graphemes, 0),
        "as many graphemes as the limit, each of three bytes",
        "limits in bytes, and layouts: each takes two columns",
        UAX_29,
    ),
    plausible(
        "L05.surrogate-pair",
        LIMITED,
        seam(Seam::SurrogatePair),
        "a surrogate pair at the place of the cut",
        "`slice` at the limit in JavaScript: half a character is left, which is no Unicode",
        UNICODE,
    ),
    plausible(
        "L05.zwj-sequence",
        LIMITED,
        seam(Seam::ZwjSequence),
        "a joined emoji at the place of the cut",
        "`slice` at the limit in JavaScript: another emoji is left",
        UAX_29,
    ),
    plausible(
        "L05.combining-stack",
        LIMITED,
        seam(Seam::CombiningStack),
        "a letter with several marks at the place of the cut",
        "`slice` at the limit in JavaScript: another letter is left",
        UAX_29,
    ),
    plausible(
        "L06",
        &[Body, Notes, UserAgent],
        repeat("unterbrechungslos", 120, ""),
        "2,040 letters without a space",
        "layouts: there is no place at which a line may break",
        UAX_14,
    ),
    plausible(
        "L07",
        &[Body],
        repeat("Seventeen letters ", 3_641, ""),
        "more than 65,535 bytes",
        "lengths kept in 16 bits, and lists that show texts whole",
        PG_TEXT,
    ),
    hostile(
        "L08",
        &[Notes],
        Value::Text(Text::Incompressible(8_192)),
        "8,192 bytes that cannot be compressed",
        "rows that must fit a page: the text is stored out of line, and read with the row nevertheless",
        PG_STORAGE,
    ),
    plausible(
        "L09",
        &[AdminTitle],
        repeat("Sachbearbeitungs", 16, "leitung"),
        "a title of one word of 263 letters",
        "indexes and columns of other systems, which often end at 255",
        PG_TEXT,
    ),
    plausible(
        "L10",
        &[RequestId],
        repeat("ab", 32, ""),
        "as long an identifier as the column takes",
        "log formats with columns of fixed width",
        PG_TEXT,
    ),
];
