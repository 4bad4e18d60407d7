//! Wrong prunes of accounts.

use super::{Prune, REQUEST, Wrong, accounts_where, compared, over, over_by_day, over_in_zone};

pub(super) fn accounts() -> Wrong {
    let of = |name, accounts: String| {
        let right = Prune::right();
        (name, Prune { accounts, ..right })
    };
    let first_request = r#"(SELECT min(a."createdAt") FROM "AuditLog" a
                            WHERE a."entityId" = "User".id AND a.action = 'account.deletion_requested')"#;
    vec![
        of(
            "accounts: < for <=",
            accounts_where(&compared(REQUEST, "30 days", "<")),
        ),
        of(
            "accounts: a month for 30 days",
            accounts_where(&over(REQUEST, "1 month")),
        ),
        of(
            "accounts: 31 days",
            accounts_where(&over(REQUEST, "31 days")),
        ),
        of(
            "accounts: 29 days",
            accounts_where(&over(REQUEST, "29 days")),
        ),
        of(
            "accounts: a millisecond too early",
            accounts_where(&over(REQUEST, "30 days -1 millisecond")),
        ),
        of(
            "accounts: a millisecond too late",
            accounts_where(&over(REQUEST, "30 days 1 millisecond")),
        ),
        of(
            "accounts: by whole days",
            accounts_where(&over_by_day(REQUEST, "30 days")),
        ),
        of(
            "accounts: in Berlin's time",
            accounts_where(&over_in_zone(REQUEST, "30 days", "Europe/Berlin")),
        ),
        of(
            "accounts: updatedAt for the request",
            accounts_where(&over(r#""updatedAt""#, "30 days")),
        ),
        of(
            "accounts: long away for asked",
            accounts_where(&format!(
                "{} OR {}",
                over(REQUEST, "30 days"),
                over(r#""lastLoginAt""#, "24 months")
            )),
        ),
        of(
            "accounts: a request that was withdrawn",
            accounts_where(&over(first_request, "30 days")),
        ),
        of(
            "accounts: from the first of two requests",
            accounts_where(&format!(
                "{REQUEST} IS NOT NULL AND {}",
                over(first_request, "30 days")
            )),
        ),
        of(
            "accounts: no request is an old one",
            accounts_where(&over(
                r#"coalesce("deletionRequestedAt", '-infinity')"#,
                "30 days",
            )),
        ),
        of(
            "accounts: any request",
            accounts_where(&format!("{REQUEST} IS NOT NULL")),
        ),
        of(
            "accounts: customers only",
            accounts_where(&format!(
                "role = 'CUSTOMER' AND {}",
                over(REQUEST, "30 days")
            )),
        ),
        of(
            "accounts: the profile alone",
            format!(
                r#"DELETE FROM "Customer" c USING "User" u WHERE u.id = c."userId" AND {}"#,
                over(r#"u."deletionRequestedAt""#, "30 days")
            ),
        ),
        of(
            "accounts: made nameless for deleted",
            format!(
                r#"UPDATE "User" SET email = id || '@gone.example' WHERE {}"#,
                over(REQUEST, "30 days")
            ),
        ),
        of("accounts: never", "SELECT".to_owned()),
    ]
}
