-- What each subject is seen in: a row for each place in which its facets meet, numbered, with
-- the account that it hangs on (the middle of every id) and the columns that its facets ask for.

SET TimeZone = 'UTC';
DROP TABLE IF EXISTS letter, talk, customer, admin, message, share, "audit-log", upload, form;

-- A text's characters, each with the UTF-16 units before it and its own, and with the
-- character before it. Those beyond U+FFFF are the ones of four bytes.
CREATE OR REPLACE FUNCTION pg_temp.signs(v text)
RETURNS TABLE (sign text, before text, start bigint, width int) LANGUAGE SQL AS $$
    SELECT sign, lag(sign) OVER place, sum(width) OVER place - width, width
    FROM unnest(string_to_array(v, NULL)) WITH ORDINALITY AS sign (sign, place),
         LATERAL (VALUES (CASE octet_length(sign) WHEN 4 THEN 2 ELSE 1 END)) AS unit (width)
    WINDOW place AS (ORDER BY place)
$$;
CREATE OR REPLACE FUNCTION pg_temp.utf16(v text) RETURNS bigint LANGUAGE SQL AS $$
    SELECT sum(width) FROM pg_temp.signs(v)
$$;

-- A message as its customer sees it; `other` is who is at the other end, NULL once purged.
CREATE TEMP TABLE letter AS
SELECT message.id, message."createdAt" AS at, customer."userId" AS customer,
       message."recipientId" AS other, false AS is_received
FROM "Message" AS message JOIN "Customer" AS customer ON customer."userId" = message."senderId"
UNION ALL
SELECT message.id, message."createdAt", customer."userId", message."senderId", true
FROM "Message" AS message JOIN "Customer" AS customer ON customer."userId" = message."recipientId"
WHERE message."senderId" IS DISTINCT FROM message."recipientId";

-- A customer's conversation, how far the customer read it, and whether there are read states.
CREATE TEMP TABLE talk AS
SELECT customer, other, other <> customer AS from_another, count(*) AS messages,
       min(at) AS oldest, max(at) AS newest,
       count(*) FILTER (WHERE is_received) AS received,
       max(at) FILTER (WHERE is_received) AS newest_received,
       count(*) FILTER (WHERE is_received AND at > coalesce(own."lastReadAt", '-infinity')) AS unread,
       own."senderId" IS NOT NULL AS is_tracked, own."lastReadAt" AS read, own."unreadCount" AS counter,
       theirs."senderId" IS NOT NULL AS is_tracked_back
FROM letter
LEFT JOIN "MessageReadState" AS own ON (own."senderId", own."recipientId") = (other, customer)
LEFT JOIN "MessageReadState" AS theirs ON (theirs."senderId", theirs."recipientId") = (customer, other)
GROUP BY customer, other, own."senderId", own."recipientId", theirs."senderId", theirs."recipientId";

CREATE TEMP TABLE customer AS
SELECT row_number() OVER () AS unit, substr(profile.id::text, 7, 17) AS account, profile.*,
       email, locale, "timeZone", "emailVerifiedAt", "lastLoginAt", "deletionRequestedAt", talk.*
FROM "Customer" AS profile JOIN "User" AS owner ON owner.id = profile."userId"
LEFT JOIN talk ON talk.customer = profile."userId";

CREATE TEMP TABLE admin AS
SELECT row_number() OVER () AS unit, substr(profile.id::text, 7, 17) AS account, profile.*, "deletionRequestedAt"
FROM "Admin" AS profile JOIN "User" AS owner ON owner.id = profile."userId";

CREATE TEMP TABLE message AS
SELECT row_number() OVER () AS unit, substr(id::text, 7, 17) AS account, message.*,
       count(*) OVER talk AS messages, min(at) OVER talk AS oldest, max(at) OVER talk AS newest
FROM "Message" AS message JOIN letter USING (id)
WINDOW talk AS (PARTITION BY customer, other);

CREATE TEMP TABLE share AS
SELECT row_number() OVER () AS unit, substr(share.id::text, 7, 17) AS account, share.*,
       owner."emailVerifiedAt", owner."deletionRequestedAt",
       recipient."deletionRequestedAt" IS NOT NULL AS "recipientLeaves"
FROM "ProfileShare" AS share
JOIN "Customer" AS profile ON profile.id = share."customerId"
JOIN "User" AS owner ON owner.id = profile."userId"
LEFT JOIN "User" AS recipient ON recipient.id = share."recipientUserId";

CREATE TEMP TABLE "audit-log" AS
SELECT row_number() OVER () AS unit, substr(id::text, 7, 17) AS account, * FROM "AuditLog";

CREATE TEMP TABLE upload AS
SELECT row_number() OVER () AS unit, substr(id::text, 7, 17) AS account, * FROM "Upload";

CREATE TEMP TABLE form AS
SELECT row_number() OVER () AS unit, substr(id::text, 7, 17) AS account, * FROM "Form";

ANALYZE customer, admin, share;
