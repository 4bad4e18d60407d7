//! W01 to W13: locales, countries, addresses and networks.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::entry::{hostile, plausible, whole};
use super::source::{ISO_3166, PG_NETWORKS, RFC_TAGS, UTS_35, W3C};
use crate::edge::Facet::{City, Country, IpAddress, Locale, PostalCode};
use crate::edge::case::{EdgeCase, Value};
use crate::schema::Network;

/// The first octet groups of an address of the documentation range `2001:db8::/32`.
const fn v6(last: u16, prefix: u8) -> Value {
    Value::Network(Network {
        address: IpAddr::V6(Ipv6Addr::new(
            0x2001, 0xdb8, 0xabcd, last, last, last, last, last,
        )),
        prefix,
    })
}

pub(super) static CASES: &[EdgeCase] = &[
    plausible(
        "W01",
        &[Locale],
        whole("de-Latn-DE-1996-u-ca-gregory-hc-h23"),
        "a language tag of 35 characters, as many as the column takes",
        "patterns for `xx-YY`",
        RFC_TAGS,
    ),
    plausible(
        "W02",
        &[Locale],
        whole("sr-Latn-RS"),
        "a language tag with a script",
        "splitting at the hyphen: the second part is no country",
        RFC_TAGS,
    ),
    plausible(
        "W02.underscore",
        &[Locale],
        whole("pt_BR"),
        "a language tag with an underscore",
        "libraries that throw at it, and comparison with `pt-BR`",
        UTS_35,
    ),
    plausible(
        "W02.case",
        &[Locale],
        whole("EN-gb"),
        "a language tag in odd case",
        "comparison of texts: tags do not mind case",
        RFC_TAGS,
    ),
    plausible(
        "W03",
        &[Locale],
        whole("iw"),
        "a former code, now `he`",
        "look-ups of translations: Java used it for long",
        RFC_TAGS,
    ),
    plausible(
        "W03.grandfathered",
        &[Locale],
        whole("i-klingon"),
        "a tag that follows no pattern and is valid",
        "patterns, and fallback by cutting at the hyphen",
        RFC_TAGS,
    ),
    plausible(
        "W04",
        &[Locale],
        whole("und"),
        "the tag of no particular language",
        "look-ups of translations",
        RFC_TAGS,
    ),
    plausible(
        "W05",
        &[Locale],
        whole("ar-EG-u-nu-arab"),
        "a tag that asks for other digits",
        "numbers printed for people and read again by programs",
        UTS_35,
    ),
    plausible(
        "W06",
        &[City],
        whole("Y"),
        "a place of one letter",
        "minimum lengths of two",
        W3C,
    ),
    plausible(
        "W07",
        &[PostalCode],
        whole("01067"),
        "a postcode with a leading zero",
        "number types and spreadsheets, which drop it",
        W3C,
    ),
    plausible(
        "W08",
        &[Country],
        whole("ZZ"),
        "a code for users to assign: unknown",
        "look-ups of country names and currencies",
        ISO_3166,
    ),
    plausible(
        "W08.kosovo",
        &[Country],
        whole("XK"),
        "a code that is in use and in no standard",
        "lists taken from the standard",
        ISO_3166,
    ),
    plausible(
        "W09",
        &[Country],
        whole("UK"),
        "a code that is reserved, though not in use: the standard has GB",
        "look-ups of country names",
        ISO_3166,
    ),
    plausible(
        "W09.former",
        &[Country],
        whole("SU"),
        "a code of a country that is no more",
        "lists of today's countries",
        ISO_3166,
    ),
    hostile(
        "W10",
        &[Country],
        whole("gb"),
        "a country code in small letters",
        "comparison of texts, and flags made from letters",
        ISO_3166,
    ),
    plausible(
        "W11",
        &[Country],
        whole("NA"),
        "the code of Namibia",
        "data frames, which read it as not available",
        ISO_3166,
    ),
    plausible(
        "W11.norway",
        &[Country],
        whole("NO"),
        "the code of Norway",
        "YAML 1.1, which reads it as false",
        "YAML 1.1",
    ),
    hostile(
        "W12",
        &[IpAddress],
        Value::Network(Network {
            address: IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)),
            prefix: 32,
        }),
        "a whole IPv4 address, which ought to be masked",
        "privacy: it is personal data; printed without its prefix",
        PG_NETWORKS,
    ),
    plausible(
        "W13",
        &[IpAddress],
        v6(0, 48),
        "a network of IPv6",
        "columns and patterns for four numbers",
        PG_NETWORKS,
    ),
    hostile(
        "W13.longest",
        &[IpAddress],
        v6(0xabcd, 128),
        "an IPv6 address of 38 characters, which ought to be masked",
        "columns of 15 characters, and privacy",
        PG_NETWORKS,
    ),
    plausible(
        "W13.new",
        &[IpAddress],
        Value::Network(Network {
            address: IpAddr::V6(Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0)),
            prefix: 48,
        }),
        "a network of the newer documentation range, 3fff::/20",
        "lists of address ranges from before 2024",
        "RFC 9637",
    ),
];
