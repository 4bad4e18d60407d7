//! Faults of how a row's values are shown.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization as _;

use super::plant::{Fate, Fault, How};

const NAMES: &[&str] = &["fullName", "preferredName"];
const TEXTS: &[&str] = &[
    "fullName",
    "preferredName",
    "addressLine1",
    "addressLine2",
    "city",
    "notes",
    "body",
    "note",
    "fileName",
];
const CUSTOMER: &[&str] = &["Customer"];
const PEOPLE: &[&str] = &["Customer", "Admin"];
const WORDS: &[&str] = &["Customer", "Message", "ProfileShare", "Upload"];

/// Faults of rows, by what is shown of them.
#[rustfmt::skip]
#[expect(clippy::too_many_lines, reason = "a table, a line or a few a fault")]
pub(super) fn faults() -> Vec<Fault> {
    let item = |name, only, how| Fault { name, only, how: How::Item(how) };
    vec![
        // Lengths.
        item("names are cut after 50 bytes", CUSTOMER, |row| row.change(NAMES, |text| {
            String::from_utf8_lossy(&text.as_bytes()[..text.len().min(50)]).into_owned()
        })),
        item("names are cut after 64 UTF-16 units", CUSTOMER, |row| row.change(NAMES, |text| {
            let units: Vec<u16> = text.encode_utf16().take(64).collect();
            String::from_utf16_lossy(&units)
        })),
        item("excerpts are cut after 120 code points", &["Conversation"], |row| {
            let mut last = row.inner("lastMessage").unwrap();
            let shown = last.text("excerpt").unwrap();
            if shown.chars().count() > 120 {
                let cut: String = shown.chars().take(120).collect();
                last.set("excerpt", format!("{cut}…"));
                row.put("lastMessage", &last);
            }
            Fate::Shown
        }),
        item("file names are cut after 100 bytes", &["Upload"], |row| row.change(&["fileName"], |text| {
            String::from_utf8_lossy(&text.as_bytes()[..text.len().min(100)]).into_owned()
        })),
        // What is not there.
        item("a phone is taken to be there", CUSTOMER, |row| fails(row.is_null("phone"))),
        item("a day of birth is taken to be there", CUSTOMER, |row| fails(row.is_null("dateOfBirth"))),
        item("a list is decoded as NOT NULL", CUSTOMER, |row| fails(row.is_null("spokenLanguages") || row.is_null("insuranceInterests"))),
        item("a list's elements are decoded as NOT NULL", CUSTOMER, |row| {
            let lists = ["spokenLanguages", "insuranceInterests"].map(|name| row.value(name));
            fails(lists.into_iter().flatten().any(|list| list.as_array().is_some_and(|items| items.iter().any(Value::is_null))))
        }),
        item("an empty list is shown as null", CUSTOMER, |row| {
            for name in ["spokenLanguages", "insuranceInterests"] {
                if row.raw(name) == Some("[]") { row.set(name, Value::Null); }
            }
            Fate::Shown
        }),
        item("an empty text is shown as null", CUSTOMER, |row| {
            for name in TEXTS {
                if row.text(name).as_deref() == Some("") { row.set(name, Value::Null); }
            }
            Fate::Shown
        }),
        item("no preferred name is shown as `null`", CUSTOMER, |row| {
            if row.is_null("preferredName") { row.set("preferredName", "null"); }
            Fate::Shown
        }),
        item("JSON's null is shown as an object", &["Customer", "Form", "AuditLog"], |row| {
            for name in ["preferences", "data", "metadata"] {
                if row.is_null(name) { row.set(name, serde_json::json!({})); }
            }
            Fate::Shown
        }),
        // Texts that somebody makes better.
        item("texts are trimmed", WORDS, |row| row.change(TEXTS, |text| text.trim().to_owned())),
        item("texts are composed (NFC)", WORDS, |row| row.change(TEXTS, |text| text.nfc().collect())),
        item("line ends are made the same", WORDS, |row| row.change(TEXTS, |text| text.replace("\r\n", "\n").replace('\r', "\n"))),
        item("control characters are dropped", WORDS, |row| row.change(TEXTS, |text| text.chars().filter(|c| !c.is_control() || *c == '\n').collect())),
        item("what cannot be seen is dropped", WORDS, |row| row.change(TEXTS, |text| {
            text.chars().filter(|c| !matches!(*c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}')).collect()
        })),
        item("spaces are made one", CUSTOMER, |row| row.change(TEXTS, |text| text.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))),
        item("texts are escaped for HTML", WORDS, |row| row.change(TEXTS, |text| {
            text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
        })),
        item("tags are taken out", WORDS, |row| row.change(TEXTS, |text| {
            let mut out = String::new();
            let mut within = false;
            for c in text.chars() {
                within |= c == '<';
                if !within { out.push(c); }
                within &= c != '>';
            }
            out
        })),
        item("characters beyond the BMP are lost, as in a 3-byte UTF-8", WORDS, |row| row.change(TEXTS, |text| {
            text.chars().map(|c| if c > '\u{ffff}' { '?' } else { c }).collect()
        })),
        item("quotes are doubled", WORDS, |row| row.change(TEXTS, |text| text.replace('\'', "''"))),
        item("backslashes are stripped", WORDS, |row| row.change(TEXTS, |text| text.replace('\\', ""))),
        item("names are put into title case", PEOPLE, |row| row.change(&["fullName"], |text| {
            text.split(' ').map(|word| {
                let mut letters = word.chars();
                letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect())
            }).collect::<Vec<String>>().join(" ")
        })),
        item("addresses are put into lower case", PEOPLE, |row| row.change(&["email"], str::to_lowercase)),
        item("a phone is read as a number", CUSTOMER, |row| row.change(&["phone"], |text| text.parse::<f64>().map_or_else(|_| text.to_owned(), |number| number.to_string()))),
        item("a postal code is read as a number", CUSTOMER, |row| row.change(&["postalCode"], |text| text.parse::<u64>().map_or_else(|_| text.to_owned(), |number| number.to_string()))),
        // Dates.
        // What JavaScript's `Date.UTC` makes of the years 0 to 99.
        item("years of two digits are put into the 20th century", CUSTOMER, |row| row.change(&["dateOfBirth"], |text| {
            text.strip_prefix("00").map_or_else(|| text.to_owned(), |rest| format!("19{rest}"))
        })),
        item("29 February is the day after 28 February", CUSTOMER, |row| row.change(&["dateOfBirth"], |text| text.replace("-02-29", "-03-01"))),
        item("milliseconds are lost", &["Message"], |row| row.change(&["createdAt", "deliveredAt"], |text| {
            text.split('.').next().map_or_else(|| text.to_owned(), |whole| format!("{}Z", whole.trim_end_matches('Z')))
        })),
        // Lists and JSON.
        item("a list is parted at commas", CUSTOMER, |row| {
            for name in ["spokenLanguages", "insuranceInterests"] {
                if let Some(list) = row.value(name).as_ref().and_then(Value::as_array) {
                    let parts: Vec<Value> = list.iter().filter_map(Value::as_str).flat_map(|text| text.split(',')).map(Value::from).collect();
                    row.set(name, parts);
                }
            }
            Fate::Shown
        }),
        item("what is twice in a list is once", CUSTOMER, |row| {
            for name in ["spokenLanguages", "insuranceInterests"] {
                if let Some(Value::Array(mut list)) = row.value(name) {
                    let mut seen: Vec<Value> = Vec::new();
                    list.retain(|item| { let new = !seen.contains(item); seen.push(item.clone()); new });
                    row.set(name, list);
                }
            }
            Fate::Shown
        }),
        item("JSON's numbers go through a double", &["Customer", "Form", "AuditLog"], |row| {
            for name in ["preferences", "data", "metadata"] {
                if let Some(value) = row.value(name) { row.set(name, doubled(value)); }
            }
            Fate::Shown
        }),
        item("JSON deeper than 32 levels fails", &["Customer", "Form", "AuditLog"], |row| {
            let deep = ["preferences", "data", "metadata"].iter().any(|name| row.raw(name).is_some_and(|text| depth(text) > 32));
            fails(deep)
        }),
        item("sizes are 32 bits wide", &["Upload"], |row| row.change(&["sizeBytes"], |text| {
            #[expect(clippy::cast_possible_truncation, reason = "it is the fault")]
            text.parse::<i64>().map_or_else(|_| text.to_owned(), |size| (size as i32).to_string())
        })),
        item("a path is taken out of file names", &["Upload"], |row| row.change(&["fileName"], |text| text.rsplit(['/', '\\']).next().unwrap_or_default().to_owned())),
        // States and parties.
        item("a share that was closed once is shown as closed", &["ProfileShare"], |row| {
            if !row.is_null("closedAt") { row.set("status", "CLOSED"); }
            Fate::Shown
        }),
        item("a share without a recipient fails", &["ProfileShare"], |row| fails(row.is_null("recipientUserId") && row.is_null("recipientEmail"))),
        item("messages are joined with their senders", &["Message"], |row| lost(row.is_null("senderId"))),
        item("messages are joined with their recipients", &["Message"], |row| lost(row.is_null("recipientId"))),
        item("a conversation with somebody who has gone fails", &["Conversation"], |row| fails(row.is_null("with"))),
        item("messages to oneself are counted as unread", &["Conversation"], |row| {
            if row.raw("customerUserId") == row.raw("otherUserId") {
                let all = row.value("messages").unwrap();
                row.set("unreadCount", all);
            }
            Fate::Shown
        }),
        item("no more than 99 are unread", &["Conversation"], |row| {
            let unread = row.value("unreadCount").and_then(|count| count.as_i64()).unwrap();
            row.set("unreadCount", unread.min(99));
            Fate::Shown
        }),
        item("audit rows are joined with their actors", &["AuditLog"], |row| lost(row.is_null("actorId"))),
        item("an address loses its network", &["AuditLog"], |row| row.change(&["ipAddress"], |text| text.split('/').next().unwrap_or_default().to_owned())),
        Fault { name: "a password's hash is shown", only: &["User"], how: How::Leak(|row, hash| { row.set("passwordHash", hash); Fate::Shown }) },
    ]
}

fn fails(is_so: bool) -> Fate {
    if is_so { Fate::Fails } else { Fate::Shown }
}

fn lost(is_so: bool) -> Fate {
    if is_so { Fate::Lost } else { Fate::Shown }
}

/// Every number as JavaScript has it.
fn doubled(value: Value) -> Value {
    match value {
        Value::Number(number) => {
            let double = number.as_f64().unwrap_or_default();
            // It writes whole numbers without a fraction.
            let is_whole = double.fract() == 0.0 && double.abs() < 1e21;
            let text = if is_whole {
                format!("{double:.0}")
            } else {
                double.to_string()
            };
            serde_json::from_str(&text).unwrap_or(Value::Null)
        }
        Value::Array(items) => Value::Array(items.into_iter().map(doubled).collect()),
        Value::Object(object) => Value::Object(
            object
                .into_iter()
                .map(|(key, value)| (key, doubled(value)))
                .collect(),
        ),
        other => other,
    }
}

fn depth(text: &str) -> usize {
    let (mut at, mut most) = (0_usize, 0);
    for c in text.chars() {
        match c {
            '[' | '{' => {
                at += 1;
                most = most.max(at);
            }
            ']' | '}' => at = at.saturating_sub(1),
            _ => {}
        }
    }
    most
}
