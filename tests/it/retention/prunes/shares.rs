//! Wrong prunes of shares.

use super::{
    CLOSED_AT, Prune, REVOKED_AT, SENT, Wrong, over, over_by_day, over_in_zone, share_compared,
    share_over, shares_where,
};

/// All of them.
pub(super) fn all() -> Wrong {
    let mut all = by_time();
    all.extend(by_state());
    all
}

fn by_time() -> Wrong {
    let of = |name, condition: &str| {
        let shares = shares_where(condition);
        let right = Prune::right();
        (name, Prune { shares, ..right })
    };
    vec![
        of(
            "shares: < for <=",
            &share_compared(CLOSED_AT, REVOKED_AT, "90 days", "<"),
        ),
        of(
            "shares: 3 months for 90 days",
            &share_compared(CLOSED_AT, REVOKED_AT, "3 months", "<="),
        ),
        of(
            "shares: 91 days",
            &share_compared(CLOSED_AT, REVOKED_AT, "91 days", "<="),
        ),
        of(
            "shares: 89 days",
            &share_compared(CLOSED_AT, REVOKED_AT, "89 days", "<="),
        ),
        of(
            "shares: a millisecond too early",
            &share_compared(CLOSED_AT, REVOKED_AT, "90 days -1 millisecond", "<="),
        ),
        of(
            "shares: a millisecond too late",
            &share_compared(CLOSED_AT, REVOKED_AT, "90 days 1 millisecond", "<="),
        ),
        of(
            "shares: by whole days",
            &format!(
                "status = 'CLOSED' AND {} OR status = 'REVOKED' AND {}",
                over_by_day(CLOSED_AT, "90 days"),
                over_by_day(REVOKED_AT, "90 days")
            ),
        ),
        of(
            "shares: in Berlin's time",
            &format!(
                "status = 'CLOSED' AND {} OR status = 'REVOKED' AND {}",
                over_in_zone(CLOSED_AT, "90 days", "Europe/Berlin"),
                over_in_zone(REVOKED_AT, "90 days", "Europe/Berlin")
            ),
        ),
    ]
}

fn by_state() -> Wrong {
    let of = |name, condition: &str| {
        let shares = shares_where(condition);
        let right = Prune::right();
        (name, Prune { shares, ..right })
    };
    let any = |column: &str| over(column, "90 days");
    let ended = "status IN ('CLOSED', 'REVOKED')";
    vec![
        of("shares: createdAt for the end", &share_over(SENT, SENT)),
        of(
            "shares: updatedAt for the end",
            &share_over(r#""updatedAt""#, r#""updatedAt""#),
        ),
        of(
            "shares: acceptedAt for the end",
            &share_over(r#""acceptedAt""#, r#""acceptedAt""#),
        ),
        of(
            "shares: revoked ones forgotten",
            &format!("status = 'CLOSED' AND {}", any(CLOSED_AT)),
        ),
        of(
            "shares: closed ones forgotten",
            &format!("status = 'REVOKED' AND {}", any(REVOKED_AT)),
        ),
        of(
            "shares: an end, whatever the status",
            &format!("{} OR {}", any(CLOSED_AT), any(REVOKED_AT)),
        ),
        of(
            "shares: closedAt before revokedAt, whatever the status",
            &format!(
                "{ended} AND {}",
                any(r#"coalesce("closedAt", "revokedAt")"#)
            ),
        ),
        of(
            "shares: revokedAt before closedAt, whatever the status",
            &format!(
                "{ended} AND {}",
                any(r#"coalesce("revokedAt", "closedAt")"#)
            ),
        ),
        of(
            "shares: the first of two ends",
            &format!("{ended} AND {}", any(r#"least("closedAt", "revokedAt")"#)),
        ),
        of(
            "shares: expired offers, too",
            &format!(
                "{} OR status = 'PENDING' AND {}",
                share_over(CLOSED_AT, REVOKED_AT),
                over(r#""expiresAt""#, "0 days")
            ),
        ),
        of(
            "shares: createdAt where the end is not said",
            &share_over(
                r#"coalesce("closedAt", "createdAt")"#,
                r#"coalesce("revokedAt", "createdAt")"#,
            ),
        ),
        of(
            "shares: an end that is not said is over",
            &format!(
                r#"{} OR {ended} AND "closedAt" IS NULL AND "revokedAt" IS NULL"#,
                share_over(CLOSED_AT, REVOKED_AT)
            ),
        ),
        of(
            "shares: an infinite end is no end",
            &share_over(
                r#"coalesce(nullif("closedAt", 'infinity'), "createdAt")"#,
                REVOKED_AT,
            ),
        ),
        of("shares: any that has ended", ended),
        of("shares: never", "false"),
    ]
}
