//! What the reader says of texts that are not TOML: each mistake once, and nothing that only
//! follows from it.

use insta::assert_snapshot;

use super::scenario_mistakes::mistakes;

#[test]
fn texts_that_are_not_toml() {
    // A key without a value.
    assert_snapshot!(
        mistakes("title ="),
        @"1:8 not TOML: string values must be quoted, expected literal string [here] write a value behind the ="
    );
    // An open string.
    assert_snapshot!(
        mistakes("title = \"open\nseed = 2"),
        @r#"1:14 not TOML: invalid basic string, expected `"` [here] close the text with " on the same line"#
    );
    // An open section.
    assert_snapshot!(
        mistakes("[customers"),
        @"1:11 not TOML: unclosed table, expected `]` [here] close the section's name: [customers]"
    );
    // A key twice.
    assert_snapshot!(
        mistakes("[admins]\ncount = 1\ncount = 2"),
        @"3:1 not TOML: duplicate key [here] a key and a [section] stand once in a file: put what it says to the fi"
    );
    // A section twice.
    assert_snapshot!(
        mistakes("[admins]\ncount = 1\n[admins]\ndesk = 1"),
        @"3:2 not TOML: duplicate key [here] a key and a [section] stand once in a file: put what it says to the fi"
    );
    // Words.
    assert_snapshot!(
        mistakes("hello there"),
        @"1:7 not TOML: key with no value, expected `=` [here] write key = value"
    );
    // A bad escape.
    assert_snapshot!(
        mistakes("title = \"\\q\""),
        @r#"1:11 not TOML: missing escaped value, expected `b`, `e`, `f`, `n`, `r`, `\`, `"`, `x`, `u`, `U` [here] write \\ for a backslash, or put the text into single quotes"#
    );
}

/// What a broken section, list or line makes of the rest is no mistake of its own.
#[test]
fn what_follows_from_a_mistake_is_not_said() {
    // The keys of a section that is no section.
    assert_snapshot!(mistakes("[customers\ncount = 3\nfoo = 1\n"), @"1:11 not TOML: unclosed table, expected `]` [here] close the section's name: [customers]");
    // Two such sections with the same key.
    assert_snapshot!(mistakes("[customers\ncount = 1\n[admins\ncount = 2\n"), @"
    1:11 not TOML: unclosed table, expected `]` [here] close the section's name: [customers]
    3:8 not TOML: unclosed table, expected `]` [here] close the section's name: [customers]
    ");
    // Keys that nobody knows, beside a mistake in the syntax.
    assert_snapshot!(mistakes("a.b =\nsede = 3\nx = }\ny = ]\n"), @"
    1:6 not TOML: string values must be quoted, expected literal string [here] write a value behind the =
    3:5 not TOML: missing inline table opening, expected `{` [here]
    4:5 not TOML: missing array opening, expected `[` [here]
    ");
    // A list that swallows the rest of the file.
    assert_snapshot!(mistakes("[admins]\ncount = [1, 2\ndesk = 1\n[customers]\ncount = 1\n"), @"3:1 not TOML: missing comma between array elements, expected `,` [here] put a comma between two values, or close the bracket");
    // A table that does, after a mistake of its own.
    assert_snapshot!(
        mistakes("[customers]\ncount =\nlocales = { en = 1,\n[admins]\ncount = 2\n"), @"
    2:8 not TOML: string values must be quoted, expected literal string [here] write a value behind the =
    4:1 not TOML: missing key for inline table element, expected key [here]
    "
    );
    // Several on one line.
    assert_snapshot!(mistakes("title = ] } ]\nseed = 3 4 5\n"), @r#"
    1:9 not TOML: missing array opening, expected `[` [here]
    2:8 not TOML: string values must be quoted, expected literal string [here] write texts in straight quotes, "like this", and a comma between two v
    "#);
    // Mistakes in closed lists, and what comes behind them.
    assert_snapshot!(mistakes("a = [1 2\n3 4]\nb = {x y\n}\nc =\n"), @r#"
    1:6 not TOML: string values must be quoted, expected literal string [here] write texts in straight quotes, "like this", and a comma between two v
    3:8 not TOML: missing assignment between key-value pairs, expected `=` [here]
    5:4 not TOML: string values must be quoted, expected literal string [here] write a value behind the =
    "#);
    // Sections with a header for each element, and a list of lists.
    assert_snapshot!(mistakes("[[a]]\nx =\n[[a]]\nx = [[1], [2]\n[[b]]\ny =\n"), @"
    2:4 not TOML: string values must be quoted, expected literal string [here] write a value behind the =
    5:1 not TOML: missing comma between array elements, expected `,` [here] put a comma between two values, or close the bracket
    ");
    // True duplicates are all told.
    assert_snapshot!(mistakes("[admins]\ncount = 1\ncount = 2\n[admins]\nx = 1\n"), @"
    3:1 not TOML: duplicate key [here] a key and a [section] stand once in a file: put what it says to the fi
    4:2 not TOML: duplicate key [here] a key and a [section] stand once in a file: put what it says to the fi
    ");
}
