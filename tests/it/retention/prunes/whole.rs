//! Wrong prunes of audit rows, and prunes that are wrong as a whole.

use super::{Prune, SENT, Wrong, over};

pub(super) fn audit_rows() -> Wrong {
    let of = |name, period: &str| {
        let besides = format!(r#"DELETE FROM "AuditLog" WHERE {}"#, over(SENT, period));
        let right = Prune::right();
        (name, Prune { besides, ..right })
    };
    vec![
        of("audit rows: after 12 months", "12 months"),
        of("audit rows: after 23 months", "23 months"),
        of("audit rows: after 730 days", "730 days"),
        of(
            "audit rows: a millisecond too early",
            "24 months -1 millisecond",
        ),
        of("audit rows: a day too early", "24 months -1 day"),
    ]
}

pub(super) fn whole() -> Wrong {
    let right = Prune::right;
    let none = || "SELECT".to_owned();
    let besides = |sql: &str| Prune {
        besides: sql.to_owned(),
        ..right()
    };
    vec![
        (
            "it ended after the accounts",
            Prune {
                shares: none(),
                messages: none(),
                counters: none(),
                ..right()
            },
        ),
        (
            "it ran as of a day earlier",
            Prune {
                accounts: right().accounts.replace("$as_of", EARLIER),
                shares: right().shares.replace("$as_of", EARLIER),
                messages: right().messages.replace("$as_of", EARLIER),
                ..right()
            },
        ),
        (
            "it touches what stays",
            besides(r#"UPDATE "User" SET "updatedAt" = $as_of"#),
        ),
        (
            "it takes back what has no end",
            besides(r#"UPDATE "ProfileShare" SET "revokedAt" = NULL WHERE status = 'ACTIVE'"#),
        ),
    ]
}

const EARLIER: &str = "($as_of - interval '1 day')";
