//! E-mail addresses in a text.

use std::borrow::Cow;

use super::characters::{FULL_STOPS, is_domain, is_local};
use super::{Contact, ContactKind};
use crate::reserved::{is_documentation_address, is_reserved_domain};

/// Hands every address in `text` to `each`.
pub(super) fn visit(text: &str, each: &mut impl FnMut(Contact)) {
    for (at, sign) in text.match_indices(['@', '＠']) {
        let before = text[..at].char_indices().rev();
        let local = before
            .take_while(|(_, character)| is_local(*character))
            .last();
        let behind = &text[at + sign.len()..];
        let end = behind.find(|character| !is_domain(character));
        let sentence_ends =
            |character: char| FULL_STOPS.contains(&character) || matches!(character, '-' | ':');
        let domain = behind[..end.unwrap_or(behind.len())].trim_end_matches(sentence_ends);
        // A name without a dot is a domain too: a host of one's own network.
        if let Some((start, _)) = local
            && !domain.is_empty()
        {
            each(Contact {
                kind: ContactKind::Email,
                span: start..at + sign.len() + domain.len(),
                reserved: is_reserved(domain),
            });
        }
    }
}

fn is_reserved(domain: &str) -> bool {
    if domain.starts_with('[') {
        return is_reserved_literal(domain);
    }
    let plain = if domain.is_ascii() {
        Cow::Borrowed(domain)
    } else {
        Cow::Owned(domain.replace(FULL_STOPS, "."))
    };
    is_reserved_domain(&plain)
}

fn is_reserved_literal(domain: &str) -> bool {
    domain
        .trim_matches(['[', ']'])
        .trim_start_matches("IPv6:")
        .parse()
        .is_ok_and(is_documentation_address)
}
