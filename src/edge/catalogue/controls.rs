//! X02 to X06: control characters and noncharacters that PostgreSQL takes.

use super::entry::{hostile, whole, within};
use super::source::{HTML, UNICODE, XML};
use crate::edge::Facet::{Address, AdminTitle, Body, Notes};
use crate::edge::case::EdgeCase;

pub(super) static CASES: &[EdgeCase] = &[
    hostile(
        "X02",
        &[Notes, Body],
        within("\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\u{8}"),
        "the controls U+0001 to U+0008",
        "XML 1.0, which cannot hold them, and terminals, which ring",
        XML,
    ),
    hostile(
        "X02.vertical-tab",
        &[Notes],
        within("one\u{b}two"),
        "a vertical tab",
        "XML 1.0, and spreadsheets, which take it for a line break",
        XML,
    ),
    hostile(
        "X02.escape",
        &[Notes],
        within("\u{1b}"),
        "an escape character",
        "terminals, which take what follows for a command, and XML 1.0",
        XML,
    ),
    hostile(
        "X02.delete",
        &[Notes],
        within("\u{7f}"),
        "a delete character",
        "terminals and tests for printable text",
        UNICODE,
    ),
    hostile(
        "X02.next-line",
        &[Notes],
        within("\u{85}"),
        "a C1 control at the end, U+0085",
        "terminals, and trimming: Rust's takes it away, PostgreSQL's does not",
        UNICODE,
    ),
    hostile(
        "X04",
        &[Body],
        within("\u{ffff}"),
        "a noncharacter, U+FFFF",
        "programs that mark their own ends with it, and XML 1.0",
        UNICODE,
    ),
    hostile(
        "X04.astral",
        &[Body],
        within("\u{10ffff}"),
        "the last code point, a noncharacter",
        "tables that end one too early",
        UNICODE,
    ),
    hostile(
        "X06",
        &[Address, AdminTitle],
        whole("Tower B\nRoom 7"),
        "a line break in a field of one line",
        "exports of a record a line, labels, and HTML fields, which drop it",
        HTML,
    ),
    hostile(
        "X07",
        &[Address],
        whole("Tower B\tRoom 7"),
        "a tab in a field of one line",
        "files with columns parted by tabs",
        HTML,
    ),
];
