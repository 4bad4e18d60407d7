//! E01 to E10: e-mail addresses, all in domains that lead nowhere.

use super::entry::{hostile, plausible};
use super::source::{RFC_EAI, RFC_IDNA, RFC_MAIL, RFC_SMTP};
use crate::edge::Facet::Email;
use crate::edge::case::{EdgeCase, EmailRule, Value};

const fn email(rule: EmailRule) -> Value {
    Value::Email(rule)
}

pub(super) static CASES: &[EdgeCase] = &[
    plausible(
        "E01",
        &[Email],
        email(EmailRule::Tail("+tag")),
        "an address with a tag",
        "patterns without a plus sign, and URLs, in which it means a space",
        RFC_MAIL,
    ),
    plausible(
        "E02",
        &[Email],
        email(EmailRule::Quoted),
        "a quoted local part with a space",
        "patterns, and splitting at spaces",
        RFC_MAIL,
    ),
    plausible(
        "E03",
        &[Email],
        email(EmailRule::Front("o'neil.")),
        "an apostrophe in the local part",
        "quoting, and patterns without it",
        RFC_MAIL,
    ),
    plausible(
        "E04",
        &[Email],
        email(EmailRule::LocalPart(64)),
        "a local part of 64 octets, the most there may be",
        "narrow columns and layouts",
        RFC_SMTP,
    ),
    plausible(
        "E04.over",
        &[Email],
        email(EmailRule::LocalPart(65)),
        "a local part of 65 octets, one too many",
        "mail servers, which refuse what the form accepted",
        RFC_SMTP,
    ),
    plausible(
        "E05",
        &[Email],
        email(EmailRule::Total(254)),
        "254 octets, the most there may be and the column takes",
        "narrow columns and layouts",
        RFC_SMTP,
    ),
    plausible(
        "E05.under",
        &[Email],
        email(EmailRule::Total(253)),
        "253 octets, one less than there may be",
        "limits checked with < where <= is meant, beside E05",
        RFC_SMTP,
    ),
    plausible(
        "E06",
        &[Email],
        email(EmailRule::UpperCase),
        "an address all in capital letters",
        "look-ups at log-in: the same mailbox, another text",
        RFC_SMTP,
    ),
    plausible(
        "E07",
        &[Email],
        email(EmailRule::Domain("b\u{fc}cher.example")),
        "a domain with an umlaut",
        "patterns, and comparison with the form that the network uses",
        RFC_IDNA,
    ),
    plausible(
        "E07.ascii",
        &[Email],
        email(EmailRule::Domain("xn--bcher-kva.example")),
        "the same domain as the network has it",
        "comparison with the form that people write",
        RFC_IDNA,
    ),
    plausible(
        "E08",
        &[Email],
        email(EmailRule::Front("j\u{f6}rg.")),
        "a local part that is not ASCII",
        "mail servers without SMTPUTF8, and patterns",
        RFC_EAI,
    ),
    hostile(
        "E09",
        &[Email],
        email(EmailRule::Domain("[192.0.2.1]")),
        "an address at a network address",
        "patterns, and code that looks for a domain",
        RFC_SMTP,
    ),
];
