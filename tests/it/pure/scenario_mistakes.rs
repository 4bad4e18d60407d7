//! What the reader says of files that are wrong: where, what, and what would be right.

use connsura_seed::scenario;
use connsura_seed::{Diagnostic, Kind, SourceFile};
use insta::assert_snapshot;

/// The mistakes of a file, one a line: place, message, label, and the beginning of the help,
/// which lists all that is allowed.
pub(super) fn mistakes(text: &str) -> String {
    let file = SourceFile {
        path: "wrong.toml".to_owned(),
        text: text.to_owned(),
    };
    let error = scenario::parse("wrong", file).expect_err("no mistake was found");
    assert_eq!(error.kind(), Kind::Invalid);
    let diagnostics = error.diagnostics();
    let counted = match diagnostics.len() {
        1 => "1 mistake".to_owned(),
        several => format!("{several} mistakes"),
    };
    let summary = format!("scenario `wrong.toml` has {counted}");
    assert_eq!(error.to_string(), summary);
    let positions = Diagnostic::positions(diagnostics);
    let lines = diagnostics.iter().zip(positions).map(|(found, position)| {
        assert_eq!(position, found.position());
        let (line, column) = position;
        let (message, label) = (&found.message, &found.label);
        let help: String = found
            .help
            .iter()
            .flat_map(|help| help.chars())
            .take(70)
            .collect();
        format!("{line}:{column} {message} [{label}] {help}")
            .trim_end()
            .to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn names_that_nothing_has() {
    // A key with a near name.
    assert_snapshot!(
        mistakes(r#"titel = "x""#),
        @"1:1 unknown key `titel` [unknown key] did you mean `title`? allowed: `title`, `description`, `extends`, `see"
    );
    // A key with no near name.
    assert_snapshot!(
        mistakes("[customers]\ncolour = \"red\""),
        @"2:1 unknown key `colour` in `[customers]` [unknown key] allowed: `locales`, `edge_cases`, `count`, `deleted`, `dormant`"
    );
    // A section.
    assert_snapshot!(
        mistakes("[customer]\ncount = 3"),
        @"1:2 unknown key `customer` [unknown key] did you mean `customers`? allowed: `title`, `description`, `extends`,"
    );
    // A key of a range.
    assert_snapshot!(
        mistakes("[forms]\nper_customer = { min = 0, most = 3, max = 3 }"),
        @"2:27 unknown key `most` in `[forms.per_customer]` [unknown key] allowed: `min`, `max`, `tail`"
    );
    // A locale with a near name.
    assert_snapshot!(
        mistakes("[customers]\ncount = 3\nlocales = { en = 1, pt-Br = 2 }"),
        @"3:21 `customers.locales` does not know `pt-Br` [unknown] did you mean `pt-BR`? allowed: `ar`, `cy`, `de`, `el`, `en`, `es`, `fa"
    );
    // A state.
    assert_snapshot!(
        mistakes("[shares]\nper_customer = { max = 1 }\nstatus = { active = 1, open = 1 }"),
        @"3:24 `shares.status` does not know `open` [unknown] allowed: `pending`, `active`, `closed`, `revoked`"
    );
    // A tail.
    assert_snapshot!(
        mistakes("[conversations]\nmessages = { max = 3, tail = \"lnog\" }"),
        @"2:30 `conversations.messages.tail` does not know `lnog` [unknown] did you mean `long`? allowed: `even`, `long`"
    );
    // A tier.
    assert_snapshot!(
        mistakes("[customers.edge_cases]\ntier = \"harmless\""),
        @"2:8 `customers.edge_cases.tier` does not know `harmless` [unknown] allowed: `plausible`, `hostile`"
    );
    // A key of edge cases.
    assert_snapshot!(
        mistakes("[customers]\nedge_cases = { tiers = \"plausible\" }"),
        @"2:16 unknown key `tiers` in `[customers.edge_cases]` [unknown key] did you mean `tier`? allowed: `strength`, `tier`, `only`, `except`"
    );
}

#[test]
fn values_of_the_wrong_type() {
    // A text for a number.
    assert_snapshot!(
        mistakes("[customers]\ncount = \"many\""),
        @"2:9 `customers.count` must be a whole number [this is a text]"
    );
    // A number for a text.
    assert_snapshot!(
        mistakes("title = 3"),
        @r#"1:9 `title` must be a text in quotes [this is a whole number] write "3""#
    );
    // A float for a whole number.
    assert_snapshot!(
        mistakes("[admins]\ncount = 2.0"),
        @"2:9 `admins.count` must be a whole number [this is a number]"
    );
    // A list for a table.
    assert_snapshot!(
        mistakes("customers = [1, 2]"),
        @"1:13 `customers` must be a table under [customers] [this is a list]"
    );
    // A table for a number.
    assert_snapshot!(
        mistakes("[customers]\ncount = { min = 1, max = 2 }"),
        @"2:9 `customers.count` must be a whole number [this is a table]"
    );
    // A number for a range.
    assert_snapshot!(
        mistakes("[uploads]\nper_user = 3"),
        @"2:12 `uploads.per_user` must be a table such as { min = 0, max = 3 } [this is a whole number]"
    );
    // A truth for a share.
    assert_snapshot!(
        mistakes("[conversations]\nunread = true"),
        @"2:10 `conversations.unread` must be a number from 0 to 1 [this is true or false]"
    );
    // A date for a text.
    assert_snapshot!(
        mistakes("now = 2026-03-01T00:00:00Z"),
        @r#"1:7 `now` must be a text in quotes [this is a date without quotes] write "2026-03-01T00:00:00Z""#
    );
    // An array of tables.
    assert_snapshot!(
        mistakes("[[shares]]\nper_customer = { max = 1 }"),
        @"1:1 `shares` must be a table under [shares] [this is a list]"
    );
}

#[test]
fn numbers_out_of_range() {
    // A negative number.
    assert_snapshot!(
        mistakes("[customers]\ncount = -1"),
        @"2:9 `customers.count` is out of range [out of range] allowed: 0 to 1000000000"
    );
    // More than there may be.
    assert_snapshot!(
        mistakes("[customers]\ncount = 1000000001"),
        @"2:9 `customers.count` is out of range [out of range] allowed: 0 to 1000000000"
    );
    // More conversations than a row key has branches for.
    assert_snapshot!(
        mistakes("[conversations]\nper_customer = { max = 65536 }"),
        @"2:24 `conversations.per_customer.max` is out of range [out of range] allowed: 0 to 65535"
    );
    // No admin.
    assert_snapshot!(
        mistakes("[admins]\ncount = 0"),
        @"2:9 `admins.count` is out of range [out of range] allowed: 1 to 1000000000"
    );
    // A seed beyond i64.
    assert_snapshot!(
        mistakes("seed = 9223372036854775808"),
        @"1:8 `seed` is out of range [out of range] allowed: 0 to 9223372036854775807"
    );
    // A seed beyond everything.
    assert_snapshot!(
        mistakes("seed = 999999999999999999999999999999999999999999"),
        @"1:8 `seed` is out of range [out of range] allowed: 0 to 9223372036854775807"
    );
    // A share above one.
    assert_snapshot!(
        mistakes("[customers]\ndeleted = 1.5"),
        @"2:11 `customers.deleted` is not a share [out of range] allowed: 0 to 1, such as 0.02 for two in a hundred"
    );
    // A share below nothing.
    assert_snapshot!(
        mistakes("[conversations]\nunread = -0.1"),
        @"2:10 `conversations.unread` is not a share [out of range] allowed: 0 to 1, such as 0.02 for two in a hundred"
    );
    // A share that is no number.
    assert_snapshot!(
        mistakes("[conversations]\nunread = nan"),
        @"2:10 `conversations.unread` is not a share [out of range] allowed: 0 to 1, such as 0.02 for two in a hundred"
    );
    // A weight.
    assert_snapshot!(
        mistakes("[customers]\ncount = 1\nlocales = { en = 1000001, ar = 1 }"),
        @"3:18 `customers.locales.en` is out of range [out of range] allowed: 0 to 1000000"
    );
}

#[test]
fn ranges_that_hold_nothing() {
    // Min above max.
    assert_snapshot!(
        mistakes("[forms]\nper_customer = { min = 4, max = 2 }"),
        @"2:24 `forms.per_customer` has a `min` above its `max` [more than `max`] allowed: 0 to 2"
    );
    // No max.
    assert_snapshot!(
        mistakes("[shares]\nper_customer = { min = 1 }"),
        @"2:16 `shares.per_customer` has no `max` [`max` is missing] write { min = 0, max = 3 }"
    );
    // Nothing at all.
    assert_snapshot!(
        mistakes("[shares]\nper_customer = {}"),
        @"2:16 `shares.per_customer` has no `max` [`max` is missing] write { min = 0, max = 3 }"
    );
    // A max out of range.
    assert_snapshot!(
        mistakes("[audit_logs]\nextra_per_user = { min = 0, max = 1000001 }"),
        @"2:35 `audit_logs.extra_per_user.max` is out of range [out of range] allowed: 0 to 1000000"
    );
    // All weights zero.
    assert_snapshot!(
        mistakes("[customers]\ncount = 1\nlocales = { en = 0, ar = 0 }"),
        @"3:11 `customers.locales` gives no weight to anything [all weights are 0] give at least one of them a weight above 0: ar, cy, de, el, en, es, fa"
    );
    // No weights.
    assert_snapshot!(
        mistakes("[shares]\nper_customer = { max = 1 }\nstatus = {}"),
        @"3:10 `shares.status` gives no weight to anything [all weights are 0] give at least one of them a weight above 0: pending, active, closed, r"
    );
}

#[test]
fn clocks_that_stand_wrong() {
    // No instant.
    assert_snapshot!(
        mistakes(r#"now = "yesterday""#),
        @r#"1:7 `now` is not an instant such as 2026-03-01T00:00:00Z [no instant] write an instant with its offset, such as "2026-03-01T00:00:00Z", or ""#
    );
    // No offset.
    assert_snapshot!(
        mistakes(r#"now = "2026-03-01T00:00:00""#),
        @"1:7 `now` is without an offset [no instant] write Z behind it for UTC, or an offset such as +01:00"
    );
    // A day that there is not.
    assert_snapshot!(
        mistakes(r#"now = "2026-02-29T00:00:00Z""#),
        @"1:7 `now` is not on the calendar [no instant] look at the month and the day"
    );
    // Too fine.
    assert_snapshot!(
        mistakes(r#"now = "2026-03-01T00:00:00.0005Z""#),
        @r#"1:7 `now` is finer than a millisecond [too fine] write at most three digits behind the second"#
    );
    // Too early.
    assert_snapshot!(
        mistakes(r#"now = "1979-12-31T23:59:59Z""#),
        @r#"1:7 `now` is outside the years 1980 to 9000 [out of range] allowed: 1980-01-01T00:00:00.000Z to 9000-12-31T23:59:59.999Z"#
    );
    // Too late.
    assert_snapshot!(
        mistakes(r#"now = "10000-01-01T00:00:00Z""#),
        @r#"1:7 `now` is outside the years 1980 to 9000 [out of range] allowed: 1980-01-01T00:00:00.000Z to 9000-12-31T23:59:59.999Z"#
    );
}

#[test]
fn desks_that_cannot_be_staffed() {
    // More at the desk than admins.
    assert_snapshot!(
        mistakes("[customers]\ncount = 1\n[admins]\ncount = 2\ndesk = 3"),
        @"5:8 `admins.desk` is 3 and there are 2 admins [more than `admins.count`] allowed: 1 to 2, or raise `admins.count`"
    );
    // More conversations than admins.
    assert_snapshot!(
        mistakes(
            "[customers]\n\
             count = 1\n\
             [admins]\n\
             count = 2\n\
             [conversations]\n\
             per_customer = { max = 3 }",
        ),
        @"6:16 a customer has up to 3 conversations, each with another admin, and 2 can answer [more than there are admins] lower `max` to 2, or raise `admins.count` to 3"
    );
    // More conversations than admins from the end of the desk on.
    assert_snapshot!(
        mistakes(
            "[customers]\n\
             count = 1\n\
             [admins]\n\
             count = 3\n\
             desk = 2\n\
             [conversations]\n\
             per_customer = { max = 3 }",
        ),
        @"7:16 a customer has up to 3 conversations, each with another admin, and 2 can answer [more than there are admins] lower `max` to 2, lower `admins.desk`, or raise `admins.count` to 4"
    );
    // Specimens converse too.
    assert_snapshot!(
        mistakes(
            "[customers.edge_cases]\n\
             [admins]\n\
             count = 2\n\
             [conversations]\n\
             per_customer = { max = 3 }",
        ),
        @"5:16 a customer has up to 3 conversations, each with another admin, and 2 can answer [more than there are admins] lower `max` to 2, or raise `admins.count` to 3"
    );
}

#[test]
fn several_mistakes_stand_in_the_order_of_the_file() {
    assert_snapshot!(
        mistakes(
            "seed = \"x\"\n\
             now = \"soon\"\n\
             [forms]\n\
             per_customer = { min = 2 }\n\
             [customers]\n\
             count = -5\n\
             locales = { xx = 1, en = 1 }\n\
             deleted = 2\n\
             [admins]\n\
             number = 1",
        ),
        @r#"
    1:8 `seed` must be a whole number [this is a text]
    2:7 `now` is not an instant such as 2026-03-01T00:00:00Z [no instant] write an instant with its offset, such as "2026-03-01T00:00:00Z", or "
    4:16 `forms.per_customer` has no `max` [`max` is missing] write { min = 0, max = 3 }
    6:9 `customers.count` is out of range [out of range] allowed: 0 to 1000000000
    7:13 `customers.locales` does not know `xx` [unknown] allowed: `ar`, `cy`, `de`, `el`, `en`, `es`, `fa`, `fr`, `he`, `hi`, `
    8:11 `customers.deleted` is not a share [out of range] allowed: 0 to 1, such as 0.02 for two in a hundred
    10:1 unknown key `number` in `[admins]` [unknown key] allowed: `count`, `desk`
    "#
    );
    // Beyond ASCII, columns count code points.
    assert_snapshot!(
        mistakes("title = \"日本語 👩🏻\"\ncustomers = { \"naïve\" = 1, colour = 2 }"),
        @"
    2:15 unknown key `naïve` in `[customers]` [unknown key] allowed: `locales`, `edge_cases`, `count`, `deleted`, `dormant`
    2:28 unknown key `colour` in `[customers]` [unknown key] allowed: `locales`, `edge_cases`, `count`, `deleted`, `dormant`
    "
    );
}
