//! What each case claims, in SQL: whether a row of the tables in `subjects.sql` shows it.
//!
//! Written from the catalogue's words. Where PostgreSQL cannot measure what a case speaks of,
//! as with graphemes, it is asked for signs that make the difference.

use connsura_seed::edge::case::{EmailRule, JsonRule, LanguageRule, Seam, Text, Unit};
use connsura_seed::edge::{EdgeCase, Facet, State, Value};
use connsura_seed::words::LOCALES;

use crate::pure::catalogue::sample::{limit_of, points};

/// The instant that the data is of.
const NOW: &str = "(SELECT now FROM connsura_seed.generations)";

/// Combining diacritical marks.
const MARKS: &str = r"'[\u0300-\u036f]'";

/// Whether a row shows the case at the facet.
pub(super) fn shows(facet: Facet, case: &EdgeCase) -> String {
    if let Value::State(state) = case.value {
        return of_state(facet, state);
    }
    let (_, name) = facet.column().unwrap();
    let v = format!("\"{name}\"");
    match case.value {
        Value::Null => format!("{v} IS NULL"),
        Value::Text(Text::Shared(text)) => {
            format!("{v} = {} AND EXISTS ({})", quoted(text), others(facet))
        }
        Value::Text(rule) => of_text(&v, rule, limit_of(facet)),
        Value::Email(rule) => of_address(&v, rule),
        Value::List(lower, items) => of_list(&v, lower, items),
        Value::Languages(rule) => of_languages(&v, rule),
        Value::Json(text) => format!("{v}::text = {}", quoted(text)),
        Value::MadeJson(rule) => of_json(&v, rule),
        Value::Date(year, month, day) => {
            let (year, era) = match year {
                1.. => (year, "AD"),
                _ => (1 - year, "BC"),
            };
            format!("{v} = DATE '{year:04}-{month:02}-{day:02} {era}'")
        }
        Value::YearsAgo(years, days) => {
            format!("{v} = ({NOW}::date - INTERVAL '{years} years')::date + ({days})")
        }
        Value::Instant(millis) => format!("extract(epoch FROM {v}) * 1000 = {millis}"),
        Value::AfterNow(millis) => format!("{v} = {NOW} + INTERVAL '{millis} milliseconds'"),
        Value::AfterCreation(millis) => {
            format!(r#"{v} = "createdAt" + INTERVAL '{millis} milliseconds'"#)
        }
        Value::Infinity(true) => format!("{v} = 'infinity'"),
        Value::Infinity(false) => format!("{v} = '-infinity'"),
        Value::Number(number) => format!("{v} = {number}"),
        Value::Network(network) => {
            let (address, prefix) = (network.address, network.prefix);
            format!("host({v}) = '{address}' AND masklen({v}) = {prefix}")
        }
        Value::State(_) => unreachable!(),
    }
}

/// What else bears the name that a row shares.
fn others(facet: Facet) -> &'static str {
    match facet {
        Facet::Name => {
            r#"SELECT FROM "Customer" AS other
               WHERE other."fullName" = subject."fullName" AND other.id <> subject.id"#
        }
        Facet::FileName => {
            r#"SELECT FROM "Upload" AS other WHERE other."ownerId" = subject."ownerId"
               AND other."fileName" = subject."fileName" AND other.id <> subject.id"#
        }
        _ => panic!("say what rows share at {facet:?}"),
    }
}

/// A literal. Standard strings know no escape but the doubled quotation mark.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn of_text(v: &str, rule: Text, limit: Option<usize>) -> String {
    match rule {
        Text::Whole(text) | Text::Shared(text) => format!("{v} = {}", quoted(text)),
        Text::Within(odd) => {
            let (alone, behind) = (quoted(odd), quoted(&format!(" {odd}")));
            let signs = points(odd) + 1;
            format!("({v} = {alone} OR right({v}, {signs}) = {behind})")
        }
        Text::Before(odd) => format!("starts_with({v}, {})", quoted(odd)),
        Text::Repeat(piece, times, tail) => {
            let (piece, tail) = (quoted(piece), quoted(tail));
            format!("{v} = repeat({piece}, {times}) || {tail}")
        }
        Text::Length(unit, more) => {
            let target = limit.unwrap().checked_add_signed(more.into()).unwrap();
            of_length(v, unit, target)
        }
        Text::Seam(seam) => of_seam(v, seam, limit.unwrap()),
        // The size is that of the value as it is stored.
        Text::Incompressible(bytes) => {
            format!("octet_length({v}) = {bytes} AND pg_column_size({v}) >= {bytes}")
        }
    }
}

/// So many of the unit, and another number of what it is mistaken for.
fn of_length(v: &str, unit: Unit, target: usize) -> String {
    match unit {
        Unit::Bytes => format!("octet_length({v}) = {target} AND char_length({v}) < {target}"),
        Unit::CodePoints => {
            format!(r"char_length({v}) = {target} AND {v} ~ '[\u0300-\u036f\u200d]'")
        }
        Unit::Utf16 => format!(
            "char_length({v}) BETWEEN {target} / 2 AND {target} - 1 AND pg_temp.utf16({v}) = {target}"
        ),
        Unit::Graphemes => format!(
            r"octet_length({v}) = 3 * {target} AND char_length({v}) = {target}
              AND {v} !~ '[\u0300-\u036f\u200d\ufe0e\ufe0f]'"
        ),
    }
}

/// The column takes it, and UTF-16 unit number `limit` is the first that a cut takes away.
fn of_seam(v: &str, seam: Seam, limit: usize) -> String {
    let at_cut = match seam {
        Seam::SurrogatePair => format!("width = 2 AND start = {limit} - 1"),
        Seam::ZwjSequence => {
            format!(r"sign = U&'\200D' AND start IN ({limit} - 1, {limit})")
        }
        Seam::CombiningStack => {
            format!("sign ~ {MARKS} AND before ~ {MARKS} AND start IN ({limit}, {limit} + 1)")
        }
    };
    format!(
        "octet_length({v}) > {limit} AND char_length({v}) <= {limit} AND pg_temp.utf16({v}) > {limit}
         AND EXISTS (SELECT FROM pg_temp.signs({v}) WHERE {at_cut})"
    )
}

fn of_address(v: &str, rule: EmailRule) -> String {
    let local = format!("regexp_replace({v}, '@[^@]*$', '')");
    match rule {
        EmailRule::Front(front) => format!("starts_with({local}, {})", quoted(front)),
        EmailRule::Tail(tail) => format!("right({local}, {}) = {}", points(tail), quoted(tail)),
        EmailRule::Quoted => format!("{local} ~ '^\"[^\"]* [^\"]*\"$'"),
        EmailRule::LocalPart(octets) => format!("octet_length({local}) = {octets}"),
        EmailRule::Total(octets) => {
            format!("octet_length({v}) = {octets} AND octet_length({local}) = 64")
        }
        EmailRule::UpperCase => format!("{v} = upper({v}) AND {v} <> lower({v})"),
        EmailRule::Domain(domain) => format!("substring({v} FROM '[^@]*$') = {}", quoted(domain)),
    }
}

fn of_list(v: &str, lower: i32, items: &[Option<&str>]) -> String {
    if items.is_empty() {
        return format!("cardinality({v}) = 0");
    }
    let items = items
        .iter()
        .map(|item| item.map_or_else(|| "NULL".to_owned(), quoted));
    let items = items.collect::<Vec<_>>().join(", ");
    // Made by subscripts: whether equality minds the first one is not to be relied on.
    format!("{v}[{lower}:] = ARRAY[{items}]::text[] AND array_lower({v}, 1) = {lower}")
}

fn of_languages(v: &str, rule: LanguageRule) -> String {
    let known = LOCALES
        .iter()
        .map(|locale| format!("({}, '{}')", quoted(locale.endonym), locale.script));
    let known = known.collect::<Vec<_>>().join(", ");
    let is_so = match rule {
        LanguageRule::Single => "cardinality(list) = 1 AND spoken = 1",
        LanguageRule::Many => "cardinality(list) = languages AND spoken = languages",
        LanguageRule::MixedScripts => "cardinality(list) = scripts AND written = scripts",
    };
    format!(
        "(SELECT {is_so} FROM (
              SELECT {v} AS list, count(*) AS languages, count(DISTINCT script) AS scripts,
                     count(*) FILTER (WHERE name = ANY ({v})) AS spoken,
                     count(DISTINCT script) FILTER (WHERE name = ANY ({v})) AS written
              FROM (VALUES {known}) AS known (name, script)) AS counted)"
    )
}

fn of_json(v: &str, rule: JsonRule) -> String {
    // The fields of what is an object; others have none.
    let fields =
        format!("jsonb_each(CASE jsonb_typeof({v}) WHEN 'object' THEN {v} ELSE '{{}}' END)");
    match rule {
        JsonRule::Nested(depth) => {
            format!("{v}::text = repeat('[', {depth}) || repeat(']', {depth})")
        }
        JsonRule::LongKey(bytes) => {
            format!("(SELECT count(*) = 1 AND max(octet_length(key)) = {bytes} FROM {fields})")
        }
        JsonRule::Wide(keys) => format!("(SELECT count(*) = {keys} FROM {fields})"),
        JsonRule::PowerOfTen(zeros) => format!(
            "(SELECT count(*) = 1 AND max(value::text) = '1' || repeat('0', {zeros}) FROM {fields})"
        ),
    }
}

/// A state, by the columns of the facet's subject in `subjects.sql`.
fn of_state(facet: Facet, state: State) -> String {
    let predicate = match (facet, state) {
        (Facet::Messages, State::Messages(count)) => {
            return format!("coalesce(messages, 0) = {count}");
        }
        (Facet::Unread, State::UnreadCount(count)) => {
            return format!("from_another AND counter = unread AND unread = {count}");
        }
        (Facet::ShareRecipient, State::DeletionRequested) => r#""recipientLeaves""#,
        (_, State::Unverified) => r#""emailVerifiedAt" IS NULL"#,
        (_, State::DeletionRequested) => r#""deletionRequestedAt" IS NOT NULL"#,
        (_, State::NeverCame) => {
            r#""lastLoginAt" IS NULL AND messages IS NULL
               AND NOT EXISTS (SELECT FROM "MessageReadState" WHERE "senderId" = subject."userId")
               AND NOT EXISTS (SELECT FROM "MessageReadState" WHERE "recipientId" = subject."userId")
               AND NOT EXISTS (SELECT FROM "ProfileShare" WHERE "customerId" = subject.id)
               AND NOT EXISTS (SELECT FROM "Upload" WHERE "ownerId" = subject."userId")
               AND NOT EXISTS (SELECT FROM "Form" WHERE "customerId" = subject.id)"#
        }
        // What the owner did before was done under the name that was.
        (_, State::Renamed) => {
            r#"EXISTS (SELECT FROM "AuditLog" WHERE "entityId" = subject.id AND action = 'profile.updated'
                         AND metadata @> '{"fields": ["fullName"]}'
                         AND "createdAt" > (SELECT min("createdAt") FROM "AuditLog"
                                            WHERE "actorId" = subject."userId"))"#
        }
        (_, State::Unlogged) => {
            r#"NOT EXISTS (SELECT FROM "AuditLog" WHERE "actorId" = subject."userId")
               AND NOT EXISTS (SELECT FROM "AuditLog" WHERE "entityId" = subject."userId")
               AND NOT EXISTS (SELECT FROM "AuditLog" WHERE "entityId" = subject.id)"#
        }
        (_, State::BothDirections) => {
            "from_another AND received BETWEEN 1 AND messages - 1 AND is_tracked AND is_tracked_back"
        }
        (_, State::SameInstant) => "messages > 1 AND oldest = newest",
        (_, State::AllRead) => "from_another AND received > 0 AND unread = 0 AND counter = 0",
        (_, State::NeverOpened) => {
            "from_another AND received > 0 AND is_tracked AND read IS NULL AND counter = received"
        }
        (_, State::ReadAtNewest) => "from_another AND read = newest_received AND counter = 0",
        (_, State::ReadInFuture) => return format!("from_another AND read > {NOW}"),
        (_, State::NoReadState) => "from_another AND received > 0 AND NOT is_tracked",
        (_, State::UnreadTooMany) => "from_another AND counter = unread + 1",
        (_, State::UnreadNegative) => "from_another AND counter < 0",
        (_, State::PartyGone) => r#"("senderId" IS NULL OR "recipientId" IS NULL)"#,
        (_, State::ToSelf) => r#""senderId" = "recipientId""#,
        (_, State::Pending) => {
            r#"status = 'PENDING' AND num_nonnulls("acceptedAt", "closedAt", "revokedAt") = 0"#
        }
        (_, State::Active) => {
            r#"status = 'ACTIVE' AND "acceptedAt" IS NOT NULL AND num_nonnulls("closedAt", "revokedAt") = 0"#
        }
        (_, State::Reopened) => {
            r#"status = 'ACTIVE' AND num_nonnulls("acceptedAt", "closedAt") = 2 AND "revokedAt" IS NULL"#
        }
        (_, State::Closed) => {
            r#"status = 'CLOSED' AND "closedAt" >= "createdAt" AND "revokedAt" IS NULL"#
        }
        (_, State::ClosedBeforeCreated) => {
            r#"status = 'CLOSED' AND "closedAt" < "createdAt" AND "revokedAt" IS NULL"#
        }
        (_, State::ClosedWithoutDate) => {
            r#"status = 'CLOSED' AND num_nonnulls("closedAt", "revokedAt") = 0"#
        }
        (_, State::Revoked) => {
            r#"status = 'REVOKED' AND "revokedAt" IS NOT NULL AND "closedAt" IS NULL"#
        }
        (_, State::ToAddress) => r#""recipientUserId" IS NULL AND "recipientEmail" IS NOT NULL"#,
        (_, State::ToNobody) => r#"num_nonnulls("recipientUserId", "recipientEmail") = 0"#,
        (_, State::Deleted) => r#""deletedAt" IS NOT NULL"#,
        (_, State::Draft) => r#"status = 'DRAFT' AND "submittedAt" IS NULL"#,
        (_, State::Submitted) => r#"status = 'SUBMITTED' AND "submittedAt" IS NOT NULL"#,
        (_, State::Archived) => r#"status = 'ARCHIVED' AND "submittedAt" IS NOT NULL"#,
        (_, State::Messages(_) | State::UnreadCount(_)) => unreachable!("{state:?} at {facet:?}"),
    };
    predicate.to_owned()
}
