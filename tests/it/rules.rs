//! The rules of the data, in SQL that shares nothing with what the program checks.

use connsura_seed::edge::{Tier, catalogue};

use crate::support::Database;

/// Asks something of all that users did: who, when, and the row that tells of it. Being
/// created is done to an account, and the rest by it.
macro_rules! of_activity {
    ($question:literal) => {
        concat!(
            r#"WITH activity (who, at, what) AS (
                   SELECT "senderId", "createdAt", id::text FROM "Message"
                   UNION ALL SELECT "senderId", "editedAt", id::text FROM "Message"
                   UNION ALL SELECT "recipientId", "lastReadAt", 'read by ' || "recipientId" FROM "MessageReadState"
                   UNION ALL SELECT "actorId", "createdAt", id::text FROM "AuditLog" WHERE action <> 'account.created'
                   UNION ALL SELECT "ownerId", unnest(ARRAY["createdAt", "deletedAt"]), id::text FROM "Upload"
                   UNION ALL SELECT "userId", nullif("updatedAt", "createdAt"), id::text FROM "Customer"
                   UNION ALL SELECT "userId", nullif("updatedAt", "createdAt"), id::text FROM "Admin"
                   UNION ALL SELECT "recipientUserId", unnest(ARRAY["acceptedAt", "closedAt"]), id::text
                             FROM "ProfileShare"
                   UNION ALL SELECT "userId", unnest(ARRAY[s."createdAt", "revokedAt"]), s.id::text
                             FROM "ProfileShare" s JOIN "Customer" c ON c.id = s."customerId"
                   UNION ALL SELECT "userId", unnest(ARRAY[f."createdAt", "submittedAt", f."updatedAt"]), f.id::text
                             FROM "Form" f JOIN "Customer" c ON c.id = f."customerId"
               ), first (who, at) AS (
                   SELECT "actorId", min("createdAt") FROM "AuditLog" WHERE action = 'session.login' GROUP BY 1
               ) "#,
            $question
        )
    };
}

/// The invariants of data-model.md, written apart from those that the program checks: each
/// query yields a line for each row that is wrong.
const RULES: &[(&str, &str)] = &[
    (
        "unread counts",
        r#"SELECT s::text FROM "MessageReadState" s
               WHERE s."unreadCount" <> (SELECT count(*) FROM "Message" m
                   WHERE m."senderId" = s."senderId" AND m."recipientId" = s."recipientId"
                     AND m."createdAt" > coalesce(s."lastReadAt", '-infinity'))"#,
    ),
    (
        "read states without messages, and messages without read states",
        r#"SELECT "senderId"::text FROM (
                   (SELECT "senderId", "recipientId" FROM "MessageReadState"
                    EXCEPT SELECT "senderId", "recipientId" FROM "Message")
                   UNION ALL
                   (SELECT "senderId", "recipientId" FROM "Message"
                    WHERE "senderId" <> "recipientId"
                    EXCEPT SELECT "senderId", "recipientId" FROM "MessageReadState")) odd"#,
    ),
    (
        "customers speak with admins",
        r#"SELECT m.id::text FROM "Message" m JOIN "User" s ON s.id = "senderId" JOIN "User" r ON r.id = "recipientId"
               WHERE s.role = r.role AND s.id <> r.id"#,
    ),
    (
        "log-ins in the audit log agree with the last log-in",
        r#"SELECT u.id::text FROM "User" u
               WHERE u."lastLoginAt" IS DISTINCT FROM
                     (SELECT max("createdAt") FROM "AuditLog" a WHERE a."actorId" = u.id AND action = 'session.login')"#,
    ),
    (
        "deletion requests are in the audit log, by their owner, and end the account's activity",
        r#"SELECT u.id::text FROM "User" u
               WHERE ("deletionRequestedAt" IS NOT NULL) <> EXISTS (
                         SELECT FROM "AuditLog" a WHERE a."actorId" = u.id AND a."entityId" = u.id
                           AND action = 'account.deletion_requested' AND a."createdAt" = "deletionRequestedAt")
                  OR EXISTS (SELECT FROM "Message" m WHERE m."senderId" = u.id AND m."createdAt" > "deletionRequestedAt")
                  OR "lastLoginAt" > "deletionRequestedAt""#,
    ),
    (
        "share events in the audit log are those of the shares, by the right person",
        r#"SELECT coalesce(a."entityId", s.id)::text
               FROM (SELECT * FROM "AuditLog" WHERE action LIKE 'share.%') a
               FULL JOIN (SELECT p.id, c."userId" AS owner, p."recipientUserId" AS recipient, e.*
                          FROM "ProfileShare" p JOIN "Customer" c ON c.id = p."customerId"
                          CROSS JOIN LATERAL (VALUES ('share.created', p."createdAt"), ('share.accepted', "acceptedAt"),
                              ('share.closed', "closedAt"), ('share.revoked', "revokedAt")) e(action, at)
                          WHERE e.at IS NOT NULL) s
                 ON s.id = a."entityId" AND s.action = a.action AND s.at = a."createdAt"
               WHERE a.id IS NULL OR s.id IS NULL
                  OR a."actorId" IS DISTINCT FROM
                     CASE WHEN a.action IN ('share.created', 'share.revoked') THEN s.owner ELSE s.recipient END"#,
    ),
    (
        "statuses and times of shares",
        r#"SELECT id::text FROM "ProfileShare"
               WHERE status = 'CLOSED' AND "closedAt" IS NULL OR status = 'REVOKED' AND "revokedAt" IS NULL
                  -- What was opened again, and ended once more, keeps the time of its first end.
                  OR (substr(id::text, 7, 2) NOT IN ('09', '0a') OR status = 'PENDING')
                     AND (status <> 'CLOSED' AND "closedAt" IS NOT NULL
                          OR status <> 'REVOKED' AND "revokedAt" IS NOT NULL)
                  OR status = 'CLOSED' AND "revokedAt" > "closedAt" OR status = 'REVOKED' AND "closedAt" > "revokedAt"
                  OR (status = 'PENDING' AND "acceptedAt" IS NOT NULL) OR (status = 'ACTIVE' AND "acceptedAt" IS NULL)
                  OR "acceptedAt" < "createdAt" OR "closedAt" < "createdAt" OR "revokedAt" < "createdAt""#,
    ),
    (
        "nobody acts before their first log-in, or without one",
        of_activity!(
            r"SELECT what FROM activity LEFT JOIN first USING (who)
               WHERE who IS NOT NULL AND activity.at IS NOT NULL AND (first.at IS NULL OR activity.at < first.at)"
        ),
    ),
    (
        "nobody acts later than half a day after their last log-in",
        of_activity!(
            r#"SELECT what FROM activity JOIN "User" u ON u.id = who
               WHERE at > coalesce("lastLoginAt", '-infinity') + interval '12 hours'"#
        ),
    ),
    (
        "nobody acts after they asked to be deleted",
        of_activity!(
            r#"SELECT what FROM activity JOIN "User" u ON u.id = who WHERE at > "deletionRequestedAt""#
        ),
    ),
    (
        "who never logged in has an account and a profile, and nothing else",
        r#"SELECT u.id::text FROM "User" u JOIN "Customer" c ON c."userId" = u.id
               WHERE "lastLoginAt" IS NULL
                 AND (EXISTS (SELECT FROM "Message" WHERE u.id IN ("senderId", "recipientId"))
                   OR EXISTS (SELECT FROM "MessageReadState" WHERE u.id IN ("senderId", "recipientId"))
                   OR EXISTS (SELECT FROM "Upload" WHERE "ownerId" = u.id)
                   OR EXISTS (SELECT FROM "ProfileShare" WHERE "customerId" = c.id)
                   OR EXISTS (SELECT FROM "Form" WHERE "customerId" = c.id))"#,
    ),
    (
        "what was not delivered was not read",
        r#"SELECT m.id::text FROM "Message" m JOIN "MessageReadState" s USING ("senderId", "recipientId")
               WHERE m."deliveredAt" IS NULL AND m."createdAt" <= s."lastReadAt""#,
    ),
    (
        "a profile's last change is in the audit log, by its owner, and no later one",
        r#"SELECT p.id::text FROM (SELECT id, "userId", "createdAt", "updatedAt" FROM "Customer"
                                   UNION ALL SELECT id, "userId", "createdAt", "updatedAt" FROM "Admin") p
               WHERE nullif("updatedAt", "createdAt") IS DISTINCT FROM
                     (SELECT max("createdAt") FROM "AuditLog" a
                      WHERE a."entityId" = p.id AND a."actorId" = p."userId" AND action = 'profile.updated')"#,
    ),
    (
        "no share was accepted after it had expired",
        r#"SELECT id::text FROM "ProfileShare" WHERE "acceptedAt" > "expiresAt""#,
    ),
    (
        "one profile a user",
        r#"SELECT u.id::text FROM "User" u
               WHERE (SELECT count(*) FROM "Customer" WHERE "userId" = u.id) <> (role = 'CUSTOMER')::int
                  OR (SELECT count(*) FROM "Admin" WHERE "userId" = u.id) <> (role = 'ADMIN')::int"#,
    ),
    (
        "nothing in a population is due for a prune at now",
        r#"SELECT id FROM (
                   SELECT id::text FROM "User" WHERE "deletionRequestedAt" + interval '30 days' <= '2026-03-01Z'
                   UNION ALL SELECT id::text FROM "ProfileShare"
                   WHERE coalesce("closedAt", "revokedAt") + interval '90 days' <= '2026-03-01Z'
                     AND substr(id::text, 7, 2) <> '0a'
                   UNION ALL SELECT id::text FROM "Message" WHERE "createdAt" + interval '24 months' <= '2026-03-01Z'
               ) AS due (id)
               WHERE substr(id, 7, 17) NOT IN (SELECT substr(user_id::text, 7, 17)
                                               FROM connsura_seed.specimens WHERE label LIKE 'retention/%')"#,
    ),
    (
        "timestamps lie before now",
        r"SELECT table_name::text || '.' || column_name FROM information_schema.columns
               WHERE CASE WHEN table_schema = 'public' AND data_type LIKE 'timestamp%' AND column_name <> 'expiresAt'
                           AND table_name NOT LIKE '\_prisma%'
                 THEN (xpath('/table/row/max/text()', query_to_xml(
                     format('SELECT max(%I) FROM %I', column_name, table_name), true, false, '')))[1]::text::timestamptz
                     > '2026-03-01Z' END",
    ),
];

/// Specimens of retention that break a rule: a prune is to keep what makes no sense.
const BROKEN_FOR_PRUNES: [&str; 6] = [
    "retention/closed-at-infinity",
    "retention/closed-without-date",
    "retention/message-ahead",
    "retention/offered-and-forgotten",
    "retention/request-ahead",
    "retention/revoked-without-date",
];

/// Asserts that a database keeps every rule, once what hangs on accounts that are there to break
/// them is taken out of it.
pub(crate) fn assert_invariants(scenario: &str, database: &Database) {
    let hostile = catalogue::cases().filter(|case| case.tier == Tier::Hostile);
    let hostile: Vec<&str> = hostile.map(|case| case.id).collect();
    let account = "substr(id::text, 7, 17)";
    let chosen = format!(
        "SELECT substr(user_id::text, 7, 17) FROM connsura_seed.specimens
         WHERE edge_cases && '{{{}}}' OR label IN ('{}')",
        hostile.join(","),
        BROKEN_FOR_PRUNES.join("', '")
    );
    for table in ["Message", "AuditLog", "User"] {
        database.execute(&format!(
            "DELETE FROM \"{table}\" WHERE {account} IN ({chosen})"
        ));
    }
    for (rule, sql) in RULES {
        let wrong = database.texts(sql);
        assert!(
            wrong.is_empty(),
            "{scenario}: {rule}: {} rows, the first {}",
            wrong.len(),
            wrong[0]
        );
    }
}
