//! NULL in a column that may hold it, where that means that something is absent.
//!
//! A NULL that means something else (a share's `closedAt`, a form's `submittedAt`, a message's
//! `editedAt`) is in ordinary rows and needs no case of its own. A list that is NULL is
//! hostile: the client that the product uses writes an empty one.

use super::entry::{hostile, plausible};
use super::source::{PG_NULL, PRODUCT};
use crate::edge::Facet;
use crate::edge::case::{EdgeCase, Value};

const fn absent(id: &'static str, facets: &'static [Facet], title: &'static str) -> EdgeCase {
    let breaks = "code that takes the value for granted; comparison with it, which is NULL";
    plausible(id, facets, Value::Null, title, breaks, PG_NULL)
}

const fn no_list(id: &'static str, facets: &'static [Facet], title: &'static str) -> EdgeCase {
    let breaks = "code that takes the list for granted: Prisma's type says that it is there";
    hostile(id, facets, Value::Null, title, breaks, PRODUCT)
}

pub(super) static CASES: &[EdgeCase] = &[
    absent(
        "preferred-name:null",
        &[Facet::PreferredName],
        "no preferred name",
    ),
    absent("phone:null", &[Facet::Phone], "no phone"),
    absent("birth-date:null", &[Facet::BirthDate], "no date of birth"),
    absent(
        "address:null",
        &[Facet::Address],
        "an address without a street",
    ),
    absent(
        "address-2:null",
        &[Facet::Address2],
        "no second line of the address",
    ),
    absent("city:null", &[Facet::City], "an address without a city"),
    absent(
        "region:null",
        &[Facet::Region],
        "an address without a region",
    ),
    absent(
        "postal-code:null",
        &[Facet::PostalCode],
        "an address without a postcode",
    ),
    absent(
        "country:null",
        &[Facet::Country],
        "an address without a country",
    ),
    no_list(
        "languages:null",
        &[Facet::Languages],
        "NULL in the place of the list of languages",
    ),
    no_list(
        "interests:null",
        &[Facet::Interests],
        "NULL in the place of the list of interests",
    ),
    absent("preferences:null", &[Facet::Preferences], "no preferences"),
    absent("notes:null", &[Facet::Notes], "no notes"),
    absent(
        "locale:null",
        &[Facet::Locale],
        "an account without a locale",
    ),
    absent(
        "time-zone:null",
        &[Facet::TimeZone],
        "an account without a time zone",
    ),
    absent(
        "title:null",
        &[Facet::AdminTitle],
        "an admin without a title",
    ),
    no_list(
        "permissions:null",
        &[Facet::Permissions],
        "NULL in the place of the list of permissions",
    ),
    absent(
        "client-message-id:null",
        &[Facet::ClientId],
        "a message without a client's id",
    ),
    absent(
        "delivery:null",
        &[Facet::Delivery],
        "a message that was never delivered",
    ),
    absent(
        "share-expiry:null",
        &[Facet::ShareExpiry],
        "a share that never ends by itself",
    ),
    absent(
        "share-note:null",
        &[Facet::ShareNote],
        "a share without a note",
    ),
    no_list(
        "sections:null",
        &[Facet::Sections],
        "NULL in the place of the list of sections",
    ),
    absent(
        "request-id:null",
        &[Facet::RequestId],
        "an audit row without a request",
    ),
    absent(
        "ip-address:null",
        &[Facet::IpAddress],
        "an audit row without a network",
    ),
    absent(
        "user-agent:null",
        &[Facet::UserAgent],
        "an audit row without a user agent",
    ),
    absent(
        "metadata:null",
        &[Facet::Metadata],
        "an audit row without metadata",
    ),
    absent(
        "mime-type:null",
        &[Facet::MimeType],
        "an upload of an unknown type",
    ),
    absent(
        "checksum:null",
        &[Facet::Checksum],
        "an upload without a checksum",
    ),
];
