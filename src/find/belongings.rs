//! What a persona has because its scenario asks for it, row by row.

use super::{Paths, Reader};
use crate::plan::{Boundary, Member};
use crate::policy::Verdict;
use crate::schema::{Entity, Value};

/// A conversation, a share, an upload or a form of a persona.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Belonging {
    /// What it is, in a word.
    pub kind: &'static str,
    /// What it is like: how many messages, which status, which file.
    pub about: String,
    /// Where it is to be seen.
    pub paths: Paths,
}

/// The rows that the scenario asks for, in the order of their kinds and of the file.
pub fn belongings(reader: &Reader<'_>, member: &Member) -> Vec<Belonging> {
    let root = member.root;
    let mut all = Vec::new();
    for (number, (talk, _, _)) in member.conversations.iter().enumerate() {
        let first = root.child(number as u16, 0);
        let Some(row) = reader.row(Entity::Message, first) else {
            continue;
        };
        let messages = talk.messages.unwrap_or_else(|| {
            let keys = reader.keys(Entity::Message, root).into_iter();
            keys.filter(|key| key.branch == first.branch).count() as u64
        });
        all.push(Belonging {
            kind: "conversation",
            about: match messages {
                1 => "1 message".to_owned(),
                _ => format!("{messages} messages"),
            },
            paths: Paths::conversation_of(&row, root),
        });
    }
    for (kind, entity, columns, count) in [
        (
            "share",
            Entity::ProfileShare,
            &["status"][..],
            member.shares.len(),
        ),
        (
            "upload",
            Entity::Upload,
            &["fileName"],
            member.uploads.len(),
        ),
        (
            "form",
            Entity::Form,
            &["kind", "status"],
            member.forms.len(),
        ),
    ] {
        for ordinal in 0..count as u32 {
            let Some(row) = reader.row(entity, root.child(0, ordinal)) else {
                continue;
            };
            let words = columns.iter().filter_map(|column| match row.named(column) {
                Some(Value::Text(text)) => Some(text),
                _ => None,
            });
            all.push(Belonging {
                kind,
                about: words.collect::<Vec<_>>().join(" "),
                paths: Paths::of(&row, root),
            });
        }
    }
    all
}

/// The row that a specimen of retention is about, and what is to become of it when.
pub fn specimen_row(
    reader: &Reader<'_>,
    boundary: &Boundary,
    verdict: Verdict,
) -> Option<Belonging> {
    let (entity, key) = boundary.row;
    let row = reader.row(entity, key)?;
    let (verdict, as_of) = (verdict.name(), boundary.as_of);
    let rule = boundary.rule.as_deref();
    let by = rule.map_or(String::new(), |rule| format!(" by rule {rule}"));
    Some(Belonging {
        kind: entity.name(),
        about: format!("{verdict}{by} as of {as_of}"),
        paths: Paths::of(&row, boundary.root()),
    })
}
