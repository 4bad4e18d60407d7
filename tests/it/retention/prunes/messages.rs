//! Wrong prunes of messages, and of what counts them.

use super::{
    COUNTERS, Prune, SENT, Wrong, compared, messages_where, over, over_by_day, over_in_zone,
};

/// All of them.
pub(super) fn all() -> Wrong {
    let mut all = by_time();
    all.extend(by_state());
    all
}

fn by_time() -> Wrong {
    let of = |name, condition: &str| {
        let messages = messages_where(condition);
        let right = Prune::right();
        (name, Prune { messages, ..right })
    };
    let due = over(SENT, "24 months");
    vec![
        of("messages: < for <=", &compared(SENT, "24 months", "<")),
        of("messages: 730 days for 24 months", &over(SENT, "730 days")),
        of("messages: 720 days for 24 months", &over(SENT, "720 days")),
        of("messages: 23 months", &over(SENT, "23 months")),
        of("messages: 25 months", &over(SENT, "25 months")),
        of(
            "messages: back from now for on from then",
            r#""createdAt" <= ($as_of AT TIME ZONE 'UTC' - interval '24 months') AT TIME ZONE 'UTC'"#,
        ),
        of(
            "messages: 29 February rolls over",
            &format!(
                "CASE WHEN to_char({SENT} AT TIME ZONE 'UTC', 'MM-DD') = '02-29' THEN {} ELSE {due} END",
                over(SENT, "24 months 1 day")
            ),
        ),
        of(
            "messages: a millisecond too early",
            &over(SENT, "24 months -1 millisecond"),
        ),
        of(
            "messages: a millisecond too late",
            &over(SENT, "24 months 1 millisecond"),
        ),
        of("messages: a day too early", &over(SENT, "24 months -1 day")),
        of("messages: a day too late", &over(SENT, "24 months 1 day")),
        of("messages: by whole days", &over_by_day(SENT, "24 months")),
        of(
            "messages: by whole seconds",
            &over(r#"date_trunc('second', "createdAt")"#, "24 months"),
        ),
        of(
            "messages: in Berlin's time",
            &over_in_zone(SENT, "24 months", "Europe/Berlin"),
        ),
        of(
            "messages: in Kiritimati's time",
            &over_in_zone(SENT, "24 months", "Pacific/Kiritimati"),
        ),
        of(
            "messages: from when they were last changed",
            &over(r#"greatest("createdAt", "editedAt")"#, "24 months"),
        ),
        of(
            "messages: deliveredAt for createdAt",
            &over(r#""deliveredAt""#, "24 months"),
        ),
    ]
}

fn by_state() -> Wrong {
    let of = |name, condition: &str| {
        let messages = messages_where(condition);
        let right = Prune::right();
        (name, Prune { messages, ..right })
    };
    let due = over(SENT, "24 months");
    let due_there = over(r#"o."createdAt""#, "24 months");
    let same_talk = r#"least(o."senderId", o."recipientId") = least("Message"."senderId", "Message"."recipientId")
                       AND greatest(o."senderId", o."recipientId")
                           = greatest("Message"."senderId", "Message"."recipientId")"#;
    vec![
        of(
            "messages: the first batch only",
            &format!(
                r#"id IN (SELECT id FROM "Message" WHERE {due} ORDER BY "createdAt", id LIMIT 1000)"#
            ),
        ),
        of(
            "messages: batches by createdAt alone",
            &format!(
                r#"{due} AND ("createdAt", id) NOT IN (
                       SELECT "createdAt", id FROM (
                           SELECT "createdAt", id, row_number() OVER (PARTITION BY "createdAt" ORDER BY id) AS place
                           FROM "Message") ranked WHERE place > 1000)"#
            ),
        ),
        of(
            "messages: whole conversations by their first",
            &format!(r#"EXISTS (SELECT FROM "Message" o WHERE {same_talk} AND {due_there})"#),
        ),
        of(
            "messages: whole conversations by their last",
            &format!(
                r#"{due} AND NOT EXISTS (SELECT FROM "Message" o WHERE {same_talk} AND NOT {due_there})"#
            ),
        ),
        of(
            "messages: those without a party forgotten",
            &format!(r#"{due} AND "senderId" IS NOT NULL AND "recipientId" IS NOT NULL"#),
        ),
        of(
            "messages: those without a sender forgotten",
            &format!(r#"{due} AND "senderId" IN (SELECT id FROM "User")"#),
        ),
        of(
            "messages: those without a recipient forgotten",
            &format!(r#"{due} AND "recipientId" IN (SELECT id FROM "User")"#),
        ),
        of(
            "messages: those without both parties forgotten",
            &format!(r#"{due} AND coalesce("senderId", "recipientId") IS NOT NULL"#),
        ),
        of(
            "messages: those without both parties go at once",
            &format!(r#"{due} OR "senderId" IS NULL AND "recipientId" IS NULL"#),
        ),
        of(
            "messages: those to oneself forgotten",
            &format!(r#"{due} AND "senderId" IS DISTINCT FROM "recipientId""#),
        ),
        of(
            "messages: those without a party go at once",
            &format!(r#"{due} OR "senderId" IS NULL OR "recipientId" IS NULL"#),
        ),
        of(
            "messages: unread ones stay",
            &format!(
                r#"{due} AND NOT EXISTS (SELECT FROM "MessageReadState" s
                       WHERE s."senderId" = "Message"."senderId" AND s."recipientId" = "Message"."recipientId"
                         AND (s."lastReadAt" IS NULL OR "Message"."createdAt" > s."lastReadAt"))"#
            ),
        ),
        of(
            "messages: those from the future go",
            &format!(r#"{due} OR "createdAt" > $as_of"#),
        ),
        of("messages: never", "false"),
    ]
}

pub(super) fn counters() -> Wrong {
    let of = |name, counters: &str| {
        let right = Prune::right();
        let counters = counters.to_owned();
        (name, Prune { counters, ..right })
    };
    let all = r#"(SELECT count(*) FROM "Message" m
                  WHERE m."senderId" = s."senderId" AND m."recipientId" = s."recipientId")"#;
    let right = Prune::right();
    let due_there = over(r#"m."createdAt""#, "24 months");
    let less_all = format!(
        r#"UPDATE "MessageReadState" s SET "unreadCount" = greatest(0, "unreadCount" - c.n)
           FROM (SELECT m."senderId", m."recipientId", count(*) AS n FROM "Message" m
                 WHERE {due_there} GROUP BY 1, 2) c
           WHERE s."senderId" = c."senderId" AND s."recipientId" = c."recipientId" AND s."unreadCount" > 0;
           {}"#,
        right.messages
    );
    vec![
        (
            "read states: less all messages that went",
            Prune {
                messages: less_all,
                counters: "SELECT".to_owned(),
                ..right
            },
        ),
        of("read states: not counted anew", "SELECT"),
        of(
            "read states: nothing is unread",
            r#"UPDATE "MessageReadState" SET "unreadCount" = 0"#,
        ),
        of(
            "read states: read messages counted",
            &format!(r#"UPDATE "MessageReadState" s SET "unreadCount" = {all}"#),
        ),
        of(
            "read states: those of the last instant read counted",
            &COUNTERS.replace(r#"m."createdAt" > "#, r#"m."createdAt" >= "#),
        ),
        of(
            "read states: gone with the messages",
            &format!(
                r#"DELETE FROM "MessageReadState" s WHERE s."unreadCount" > 0 AND {all} = 0;{COUNTERS}"#
            ),
        ),
        of(
            "read states: read as of the prune",
            &format!(r#"{COUNTERS}; UPDATE "MessageReadState" SET "lastReadAt" = $as_of"#),
        ),
    ]
}
