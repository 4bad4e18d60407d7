//! Faults of lists, of searches, and of who may see what.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::plant::{Fate, Fault, How};

#[rustfmt::skip]
pub(super) fn faults() -> Vec<Fault> {
    vec![
        Fault { name: "pages of messages go on by their instant alone", only: &["Message"], how: How::Request(|uri| without_id(uri, "/messages?")) },
        Fault { name: "pages of customers go on by their instant alone", only: &["Customer"], how: How::Request(|uri| without_id(uri, "/customers?")) },
        Fault { name: "the last row of a page is lost", only: &["Message"], how: How::Page(|rows| if rows.len() == 7 { rows.pop(); }) },
        Fault { name: "messages of one instant stand the other way round", only: &["Message"], how: How::Page(|rows| {
            let mut at = 0;
            while at < rows.len() {
                let mut end = at + 1;
                while end < rows.len() && rows[end].raw("createdAt") == rows[at].raw("createdAt") { end += 1; }
                rows[at..end].reverse();
                at = end;
            }
        }) },
        Fault { name: "conversations are sorted by their other side", only: &["Conversation"], how: How::Page(|rows| rows.sort_by_key(|row| row.text("otherUserId"))) },
        Fault { name: "a search fails at a quote", only: &["Customer"], how: How::Refuse(|uri| uri.contains("q=") && uri.contains("%27")) },
        Fault { name: "a search takes ASCII only", only: &["Customer"], how: How::Refuse(|uri| uri.contains("q=") && uri.split("q=").nth(1).is_some_and(|q| q.contains("%C") || q.contains("%D") || q.contains("%E") || q.contains("%F"))) },
        Fault { name: "an address is put into lower case before it is looked for", only: &["User"], how: How::LogIn(|body| {
            let email = body["email"].as_str().unwrap().to_lowercase();
            body["email"] = email.into();
        }) },
        Fault { name: "an address is cut after 64 characters", only: &["User"], how: How::LogIn(|body| {
            let email: String = body["email"].as_str().unwrap().chars().take(64).collect();
            body["email"] = email.into();
        }) },
        Fault { name: "what stands behind a plus is taken out of an address", only: &["User"], how: How::LogIn(|body| {
            let email = body["email"].as_str().unwrap();
            if let Some((local, domain)) = email.rsplit_once('@') {
                body["email"] = format!("{}@{domain}", local.split('+').next().unwrap_or_default()).into();
            }
        }) },
        Fault { name: "who wants to go cannot be shown", only: &["Customer"], how: How::Item(|row| if row.is_null("deletionRequestedAt") { Fate::Shown } else { Fate::Lost }) },
        Fault { name: "shares can be seen by anybody", only: &["ProfileShare"], how: How::Anybody },
    ]
}

/// The path with a cursor that has forgotten which of the rows of one instant was the last.
fn without_id(uri: &str, list: &str) -> String {
    let Some((front, cursor)) = uri.split_once("cursor=").filter(|_| uri.contains(list)) else {
        return uri.to_owned();
    };
    let mut bytes = URL_SAFE_NO_PAD.decode(cursor).unwrap();
    bytes[8..].fill(0);
    format!("{front}cursor={}", URL_SAFE_NO_PAD.encode(bytes))
}
