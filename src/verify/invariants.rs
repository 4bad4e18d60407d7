//! The invariants of the data model, as SQL that finds the rows which break them.
//!
//! Each query stands for a sentence of the data model and yields the keys of offending rows.
//! `$now` is the generation's clock, `$odd` tells rows that may be odd on purpose. The rows of
//! hostile specimens are there to break such sentences, and are left out.

use sqlx::{AssertSqlSafe, Row as _};

use crate::error::Result;
use crate::layout::{Layout, quote_identifier};
use crate::plan::Plan;
use crate::postgres::query;
use crate::postgres::{Session, failed};
use crate::rng::Root;
use crate::schema::{Entity, encode};

/// An invariant that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// What should hold.
    pub rule: String,
    /// How many rows break it.
    pub count: i64,
    /// A few of them.
    pub examples: Vec<String>,
}

/// Whether a row hangs on a specimen or a persona, whose origins are in its id
/// (`schema/id.rs`).
const ODD: &str = r#"substr("id"::text, 7, 2) IN ('02', '03', '09', '0a')"#;

/// A sentence of the data model.
struct Invariant {
    rule: &'static str,
    /// Columns without which the sentence says nothing, as `Table.column`: what a database does
    /// not have is read as NULL, or as no rows.
    needs: &'static [&'static str],
    sql: &'static str,
}

const INVARIANTS: &[Invariant] = &[
    Invariant {
        rule: "unreadCount is the number of messages after lastReadAt",
        needs: &[
            "Message.senderId",
            "Message.recipientId",
            "Message.createdAt",
            "MessageReadState.lastReadAt",
        ],
        sql: r#"SELECT state."senderId" || ' to ' || state."recipientId"
           FROM "MessageReadState" AS state
           LEFT JOIN "Message" AS message
             ON message."senderId" = state."senderId" AND message."recipientId" = state."recipientId"
            AND message."senderId" <> message."recipientId"
            AND (state."lastReadAt" IS NULL OR message."createdAt" > state."lastReadAt")
           GROUP BY state."senderId", state."recipientId", state."unreadCount"
           HAVING count(message."id") <> state."unreadCount""#,
    },
    Invariant {
        rule: "a pair with messages has a read state in each direction in which they were sent",
        needs: &["MessageReadState.senderId"],
        sql: r#"SELECT pair."senderId" || ' to ' || pair."recipientId"
           FROM (SELECT DISTINCT "senderId", "recipientId" FROM "Message"
                 WHERE "senderId" <> "recipientId") AS pair
           LEFT JOIN "MessageReadState" AS state USING ("senderId", "recipientId")
           WHERE state."senderId" IS NULL"#,
    },
    Invariant {
        rule: "a user has the profile of its role, and no other",
        needs: &["Customer.id", "Admin.id"],
        sql: r#"SELECT account."id"::text FROM "User" AS account
           LEFT JOIN "Customer" AS customer ON customer."userId" = account."id"
           LEFT JOIN "Admin" AS admin ON admin."userId" = account."id"
           WHERE (account."role" = 'CUSTOMER') <> (customer."id" IS NOT NULL)
              OR (account."role" = 'ADMIN') <> (admin."id" IS NOT NULL)"#,
    },
    Invariant {
        rule: "nothing is older than its creation, or than its account",
        needs: &[],
        sql: r#"SELECT "id"::text FROM "User"
           WHERE "createdAt" > LEAST("updatedAt", "emailVerifiedAt", "lastLoginAt", "deletionRequestedAt")
           UNION ALL
           SELECT "id"::text FROM "Customer" WHERE "createdAt" > "updatedAt"
           UNION ALL
           SELECT "id"::text FROM "Admin" WHERE "createdAt" > "updatedAt"
           UNION ALL
           SELECT "id"::text FROM "Message" WHERE "createdAt" > LEAST("deliveredAt", "editedAt")
           UNION ALL
           SELECT "id"::text FROM "ProfileShare"
           WHERE "createdAt" > LEAST("updatedAt", "acceptedAt", "closedAt", "revokedAt", "expiresAt")
           UNION ALL
           SELECT "id"::text FROM "Upload" WHERE "createdAt" > "deletedAt"
           UNION ALL
           SELECT "id"::text FROM "Form" WHERE "createdAt" > LEAST("updatedAt", "submittedAt")
           UNION ALL
           SELECT message."id"::text FROM "Message" AS message
           LEFT JOIN "User" AS sender ON sender."id" = message."senderId"
           LEFT JOIN "User" AS recipient ON recipient."id" = message."recipientId"
           WHERE GREATEST(sender."createdAt", recipient."createdAt") > message."createdAt"
           UNION ALL
           SELECT upload."id"::text FROM "Upload" AS upload
           JOIN "User" AS account ON account."id" = upload."ownerId"
           WHERE account."createdAt" > upload."createdAt""#,
    },
    Invariant {
        rule: "updatedAt is not before anything that happened to the row",
        needs: &[],
        sql: r#"SELECT "id"::text FROM "User"
           WHERE "updatedAt" < GREATEST("emailVerifiedAt", "lastLoginAt", "deletionRequestedAt")
           UNION ALL
           SELECT "id"::text FROM "ProfileShare"
           WHERE "updatedAt" < GREATEST("acceptedAt", "closedAt", "revokedAt")
           UNION ALL
           SELECT "id"::text FROM "Form" WHERE "updatedAt" < "submittedAt"
           UNION ALL
           SELECT "senderId" || ' to ' || "recipientId" FROM "MessageReadState"
           WHERE "updatedAt" < "lastReadAt""#,
    },
    Invariant {
        rule: "nothing but an expiry lies after now",
        needs: &[],
        sql: r#"SELECT "id"::text FROM "User" WHERE "updatedAt" > $now
           UNION ALL SELECT "id"::text FROM "Customer" WHERE "updatedAt" > $now
           UNION ALL SELECT "id"::text FROM "Admin" WHERE "updatedAt" > $now
           UNION ALL
           SELECT "id"::text FROM "Message" WHERE GREATEST("createdAt", "deliveredAt", "editedAt") > $now
           UNION ALL
           SELECT "senderId" || ' to ' || "recipientId" FROM "MessageReadState" WHERE "updatedAt" > $now
           UNION ALL SELECT "id"::text FROM "ProfileShare" WHERE "updatedAt" > $now
           UNION ALL SELECT "id"::text FROM "AuditLog" WHERE "createdAt" > $now
           UNION ALL
           SELECT "id"::text FROM "Upload" WHERE GREATEST("createdAt", "deletedAt") > $now
           UNION ALL SELECT "id"::text FROM "Form" WHERE "updatedAt" > $now"#,
    },
    Invariant {
        rule: "a share's status and its times agree",
        needs: &[
            "ProfileShare.acceptedAt",
            "ProfileShare.closedAt",
            "ProfileShare.revokedAt",
        ],
        sql: r#"SELECT "id"::text FROM "ProfileShare"
           WHERE CASE "status"
                 WHEN 'PENDING' THEN num_nonnulls("acceptedAt", "closedAt", "revokedAt") > 0
                 WHEN 'ACTIVE' THEN "acceptedAt" IS NULL
                                    OR (num_nonnulls("closedAt", "revokedAt") > 0 AND NOT $odd)
                 WHEN 'CLOSED' THEN "closedAt" IS NULL OR "revokedAt" > "closedAt"
                                    OR ("revokedAt" IS NOT NULL AND NOT $odd)
                 WHEN 'REVOKED' THEN "revokedAt" IS NULL OR "closedAt" > "revokedAt"
                                     OR ("closedAt" IS NOT NULL AND NOT $odd)
                 END
              OR "acceptedAt" > LEAST(CASE "status" WHEN 'CLOSED' THEN "closedAt" END, "revokedAt", "expiresAt")
              OR ("status" IN ('PENDING', 'ACTIVE')
                  AND ("expiresAt" < $now OR ("expiresAt" = $now AND NOT $odd)))"#,
    },
    Invariant {
        rule: "a share goes to a user or to an address",
        needs: &[
            "ProfileShare.recipientUserId",
            "ProfileShare.recipientEmail",
        ],
        sql: r#"SELECT "id"::text FROM "ProfileShare"
           WHERE num_nonnulls("recipientUserId", "recipientEmail") <> 1
             AND (num_nonnulls("recipientUserId", "recipientEmail") = 2 OR NOT $odd)"#,
    },
    Invariant {
        rule: "a form is a draft until it is submitted",
        needs: &["Form.submittedAt"],
        sql: r#"SELECT "id"::text FROM "Form" WHERE ("status" = 'DRAFT') <> ("submittedAt" IS NULL)"#,
    },
    Invariant {
        rule: "each event of a row left one audit row, with its time and its entity",
        needs: &[
            "AuditLog.action",
            "AuditLog.entityId",
            "AuditLog.createdAt",
            "Customer.createdAt",
            "Admin.createdAt",
        ],
        sql: r#"SELECT event.action || ' of ' || event.id
           FROM (
               SELECT 'account.created' AS action, "id" AS id, "createdAt" AS at FROM "User"
               UNION ALL SELECT 'session.login', "id", "lastLoginAt" FROM "User"
               UNION ALL SELECT 'profile.updated', "id", nullif("updatedAt", "createdAt") FROM "Customer"
               UNION ALL SELECT 'profile.updated', "id", nullif("updatedAt", "createdAt") FROM "Admin"
               UNION ALL SELECT 'account.deletion_requested', "id", "deletionRequestedAt" FROM "User"
               UNION ALL SELECT 'share.created', "id", "createdAt" FROM "ProfileShare"
               UNION ALL SELECT 'share.accepted', "id", "acceptedAt" FROM "ProfileShare"
               UNION ALL SELECT 'share.closed', "id", "closedAt" FROM "ProfileShare"
               UNION ALL SELECT 'share.revoked', "id", "revokedAt" FROM "ProfileShare"
               UNION ALL SELECT 'upload.created', "id", "createdAt" FROM "Upload"
               UNION ALL SELECT 'upload.deleted', "id", "deletedAt" FROM "Upload"
               UNION ALL SELECT 'form.submitted', "id", "submittedAt" FROM "Form"
           ) AS event
           LEFT JOIN "AuditLog" AS log
             ON log."entityId" = event.id AND log."action" = event.action AND log."createdAt" = event.at
           WHERE event.at IS NOT NULL
           GROUP BY event.action, event.id
           HAVING count(log."id") <> 1"#,
    },
    Invariant {
        rule: "an audit row's actor is a user of the role that it names, or nobody",
        needs: &["AuditLog.actorId", "AuditLog.actorRole", "User.role"],
        sql: r#"SELECT log."id"::text FROM "AuditLog" AS log
           LEFT JOIN "User" AS actor ON actor."id" = log."actorId"
           WHERE log."actorRole" IS DISTINCT FROM actor."role""#,
    },
    Invariant {
        rule: "an audit row's address is masked to its network, in a documentation range",
        needs: &[],
        sql: r#"SELECT "id"::text FROM "AuditLog"
           WHERE "ipAddress" <> network("ipAddress")
              OR masklen("ipAddress") > CASE family("ipAddress") WHEN 4 THEN 24 ELSE 48 END
              OR NOT "ipAddress" <<= ANY ('{192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24,
                                           2001:db8::/32, 3fff::/20}'::inet[])"#,
    },
    Invariant {
        rule: "all users have the same bcrypt hash",
        needs: &[],
        sql: r#"SELECT "id"::text FROM "User"
           WHERE "passwordHash" !~ '^\$2b\$\d\d\$[./A-Za-z0-9]{53}$'
              OR "passwordHash" <> (SELECT min("passwordHash") FROM "User")"#,
    },
];

/// The invariants that the connected database breaks beyond what the plan asks for; none is
/// good.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn broken_invariants(session: &mut Session, plan: &Plan) -> Result<Vec<Broken>> {
    let hostile: Vec<String> = plan.hostile_roots().map(account).collect();
    let hostile = hostile.join(",");
    let now = format!("'{}'::timestamptz", plan.now);
    let mut broken = Vec::new();
    let layout = session.layout.clone();
    for Invariant { rule, needs, sql } in INVARIANTS {
        if !needs.iter().all(|column| is_there(&layout, column)) {
            continue;
        }
        let sql = sql.replace("$now", &now).replace("$odd", ODD);
        let sql = format!(
            "SELECT bad.key FROM ({sql}) AS bad (key) WHERE NOT EXISTS (
                 SELECT FROM regexp_matches(bad.key, '5eed..(.{{17}})', 'g') AS account
                 WHERE account[1] = ANY ('{{{hostile}}}'))"
        );
        broken.extend(check(session, (*rule).to_owned(), &sql).await?);
    }
    Ok(broken)
}

/// Whether the database has the column, which is named as `Table.column`.
fn is_there(layout: &Layout, column: &str) -> bool {
    let named = column.split_once('.');
    let live = named.and_then(|(table, column)| {
        let entity = Entity::from_name(table)?;
        layout.table(entity)?.column(column)
    });
    live.is_some()
}

/// The part that the ids of an account's rows have in common: from the origin to the index
/// (`schema/id.rs`).
fn account(root: Root) -> String {
    encode(Entity::User, root.key()).to_string()[6..23].to_owned()
}

/// The foreign keys that the connected database's rows break; none is good. They are looked
/// for in the rows, since a constraint may have been dropped or never validated.
///
/// # Errors
/// [`crate::Kind::Database`].
pub async fn broken_foreign_keys(session: &mut Session) -> Result<Vec<Broken>> {
    let mut broken = Vec::new();
    for entity in Entity::ALL {
        let table = entity.table();
        for key in table.foreign_keys {
            let (from, column) = (quote_identifier(table.name), quote_identifier(key.column));
            let to = quote_identifier(key.references.name());
            let sql = format!(
                "SELECT child.{column}::text FROM {from} AS child \
                 LEFT JOIN {to} AS parent ON parent.\"id\" = child.{column} \
                 WHERE child.{column} IS NOT NULL AND parent.\"id\" IS NULL"
            );
            let rule = format!(
                "{}.{} names a {}",
                table.name,
                key.column,
                key.references.name()
            );
            broken.extend(check(session, rule, &sql).await?);
        }
    }
    Ok(broken)
}

async fn check(session: &mut Session, rule: String, sql: &str) -> Result<Option<Broken>> {
    let sql = format!(
        "SELECT count(*), coalesce((array_agg(bad.key ORDER BY bad.key))[1:3], '{{}}') FROM ({sql}) AS bad (key)"
    );
    let row = query(AssertSqlSafe(session.layout.asked(&sql)))
        .fetch_one(&mut session.connection)
        .await
        .map_err(|error| failed(&format!("checking that {rule} failed"), &error))?;
    let count: i64 = row.get(0);
    Ok((count > 0).then(|| Broken {
        rule,
        count,
        examples: row.get(1),
    }))
}
