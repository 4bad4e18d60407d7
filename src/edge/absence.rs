//! What is missing: NULL in a nullable column of a customer's rows.
//!
//! Columns whose NULL means something else than absence (a share's `closedAt`, a form's
//! `submittedAt`) are NULL in ordinary rows of that state and need no case of their own.

use super::{EdgeCase, Effect, Tier};

const fn absent(
    id: &'static str,
    title: &'static str,
    table: &'static str,
    column: &'static str,
) -> EdgeCase {
    EdgeCase {
        id,
        title,
        breaks: "code that takes the value for granted",
        tier: Tier::Plausible,
        effect: Effect::Null { table, column },
    }
}

pub(super) static CASES: &[EdgeCase] = &[
    absent("locale:null", "no locale", "User", "locale"),
    absent("time-zone:null", "no time zone", "User", "timeZone"),
    absent(
        "email-verified:null",
        "an address that was never verified",
        "User",
        "emailVerifiedAt",
    ),
    absent(
        "preferred-name:null",
        "no preferred name",
        "Customer",
        "preferredName",
    ),
    absent("phone:null", "no phone", "Customer", "phone"),
    absent(
        "date-of-birth:null",
        "no date of birth",
        "Customer",
        "dateOfBirth",
    ),
    absent(
        "address-line-1:null",
        "an address without a street",
        "Customer",
        "addressLine1",
    ),
    absent(
        "address-line-2:null",
        "no second address line",
        "Customer",
        "addressLine2",
    ),
    absent("city:null", "an address without a city", "Customer", "city"),
    absent(
        "region:null",
        "an address without a region",
        "Customer",
        "region",
    ),
    absent(
        "postal-code:null",
        "an address without a postcode",
        "Customer",
        "postalCode",
    ),
    absent(
        "country:null",
        "an address without a country",
        "Customer",
        "country",
    ),
    absent(
        "preferences:null",
        "no preferences",
        "Customer",
        "preferences",
    ),
    absent("notes:null", "no notes", "Customer", "notes"),
    absent(
        "client-message-id:null",
        "messages without a client's id",
        "Message",
        "clientMessageId",
    ),
    absent(
        "delivered:null",
        "messages that were never delivered",
        "Message",
        "deliveredAt",
    ),
    absent(
        "share-note:null",
        "shares without a note",
        "ProfileShare",
        "note",
    ),
    absent(
        "share-expiry:null",
        "shares that never expire",
        "ProfileShare",
        "expiresAt",
    ),
    absent(
        "request-id:null",
        "audit rows without a request",
        "AuditLog",
        "requestId",
    ),
    absent(
        "ip-address:null",
        "audit rows without an address",
        "AuditLog",
        "ipAddress",
    ),
    absent(
        "user-agent:null",
        "audit rows without a user agent",
        "AuditLog",
        "userAgent",
    ),
    absent(
        "metadata:null",
        "audit rows without metadata",
        "AuditLog",
        "metadata",
    ),
    absent(
        "mime-type:null",
        "uploads of an unknown type",
        "Upload",
        "mimeType",
    ),
    absent(
        "sha256:null",
        "uploads without a checksum",
        "Upload",
        "sha256",
    ),
    EdgeCase {
        id: "party:gone",
        title: "conversations whose other party's account was purged",
        breaks: "look-ups of the sender's or the recipient's name",
        tier: Tier::Plausible,
        effect: Effect::PartyGone,
    },
];
