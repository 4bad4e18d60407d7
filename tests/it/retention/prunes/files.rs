//! Wrong prunes of what goes, and does not go, with an account.

use super::{Prune, SENT, Wrong, over};

pub(super) fn files() -> Wrong {
    let before = |name, sql: String| {
        let right = Prune::right();
        let accounts = format!("{sql};\n{}", right.accounts);
        (name, Prune { accounts, ..right })
    };
    let asked = r#"u."deletionRequestedAt""#;
    let early = |table, period| of_owners(table, &over(asked, period));
    vec![
        before(
            "uploads: at the request",
            of_owners("Upload", &format!("{asked} IS NOT NULL")),
        ),
        before("uploads: 29 days", early("Upload", "29 days")),
        before(
            "uploads: a millisecond too early",
            early("Upload", "30 days -1 millisecond"),
        ),
        before(
            "uploads: by every owner of the file",
            format!(
                r#"DELETE FROM "Upload" WHERE sha256 IN (
                       SELECT f.sha256 FROM "Upload" f JOIN "User" u ON u.id = f."ownerId" WHERE {})"#,
                over(asked, "30 days")
            ),
        ),
        before(
            "uploads: 30 days after they were removed",
            format!(
                r#"DELETE FROM "Upload" WHERE {}"#,
                over(r#""deletedAt""#, "30 days")
            ),
        ),
        before(
            "forms: at the request",
            of_owners("Form", &format!("{asked} IS NOT NULL")),
        ),
        before("forms: 29 days", early("Form", "29 days")),
        before(
            "forms: a millisecond too early",
            early("Form", "30 days -1 millisecond"),
        ),
        before(
            "forms: drafts after 30 days",
            format!(
                r#"DELETE FROM "Form" WHERE status = 'DRAFT' AND {}"#,
                over(SENT, "30 days")
            ),
        ),
        before(
            "shares: with the admin who received them",
            format!(
                r#"DELETE FROM "ProfileShare" s USING "User" u WHERE u.id = s."recipientUserId" AND {}"#,
                over(asked, "30 days")
            ),
        ),
        before(
            "messages: with the accounts that wrote them",
            format!(
                r#"DELETE FROM "Message" m USING "User" u WHERE u.id IN (m."senderId", m."recipientId") AND {}"#,
                over(asked, "30 days")
            ),
        ),
        before(
            "audit rows: with the accounts that they tell of",
            format!(
                r#"DELETE FROM "AuditLog" a USING "User" u WHERE u.id = a."actorId" AND {}"#,
                over(asked, "30 days")
            ),
        ),
        before(
            "audit rows: made nameless with the accounts",
            format!(
                r#"UPDATE "AuditLog" a SET "actorId" = NULL FROM "User" u WHERE u.id = a."actorId" AND {}"#,
                over(asked, "30 days")
            ),
        ),
        before(
            "messages: emptied with the accounts that wrote them",
            format!(
                r#"UPDATE "Message" m SET body = '' FROM "User" u WHERE u.id = m."senderId" AND {}"#,
                over(asked, "30 days")
            ),
        ),
    ]
}

/// Uploads or forms that go by themselves, before their owner's account would take them along.
fn of_owners(table: &str, condition: &str) -> String {
    let owner = match table {
        "Upload" => r#"u.id = t."ownerId""#,
        _ => r#"u.id = (SELECT "userId" FROM "Customer" c WHERE c.id = t."customerId")"#,
    };
    format!(r#"DELETE FROM "{table}" t USING "User" u WHERE {owner} AND {condition}"#)
}
