//! How many of the faults plain rows show.

use std::collections::BTreeMap;

use serde_json::Value;

use super::plain::{PLAIN, fill};
use super::plant::{Fate, Fault, How, Item};
use crate::api::{Api, PASSWORD};

/// What the API shows of all rows: by table, the lists that it comes in, in their order.
struct Shown {
    api: Api,
    admin: String,
    lists: BTreeMap<&'static str, Vec<(String, Vec<Value>)>>,
}

impl Shown {
    fn new() -> Self {
        let api = Api::over("empty");
        fill(&api.database, &PLAIN, &bcrypt::hash(PASSWORD, 4).unwrap());
        let admin = api.admin();
        let mut lists: BTreeMap<&str, Vec<(String, Vec<Value>)>> = BTreeMap::new();
        let whole = [
            ("Customer", "customers"),
            ("Admin", "admins"),
            ("ProfileShare", "shares"),
            ("AuditLog", "audit-logs"),
            ("Upload", "uploads"),
            ("Form", "forms"),
        ];
        for (table, list) in whole {
            let path = format!("/api/v1/{list}");
            let rows = api.list(&admin, &path, 100);
            lists.entry(table).or_default().push((path, rows));
        }
        for customer in lists["Customer"][0].1.clone() {
            let user = customer["userId"].as_str().unwrap();
            let talks = format!("/api/v1/conversations?user={user}");
            let rows = api.list(&admin, &talks, 100);
            for talk in &rows {
                let (one, two) = (&talk["customerUserId"], &talk["otherUserId"]);
                let path = format!(
                    "/api/v1/conversations/{}/{}/messages",
                    one.as_str().unwrap(),
                    two.as_str().unwrap()
                );
                let messages = api.list(&admin, &path, 100);
                lists.entry("Message").or_default().push((path, messages));
            }
            lists.entry("Conversation").or_default().push((talks, rows));
        }
        Self { api, admin, lists }
    }

    fn of(&self, fault: &Fault) -> impl Iterator<Item = &(String, Vec<Value>)> {
        fault
            .only
            .iter()
            .filter_map(|table| self.lists.get(table))
            .flatten()
    }

    /// Whether the fault changes anything that is shown.
    fn show(&self, fault: &Fault) -> bool {
        let mut rows = self.of(fault).flat_map(|(_, rows)| rows);
        match &fault.how {
            How::Item(change) => rows.any(|row| {
                let (before, mut after) = (Item::of(row).whole(), Item::of(row));
                change(&mut after) != Fate::Shown || after.whole() != before
            }),
            How::Page(change) => self.of(fault).any(|(_, rows)| {
                let size = if fault.only == ["Message"] { 7 } else { 5 };
                rows.chunks(size).any(|page| {
                    let before: Vec<String> =
                        page.iter().map(|row| Item::of(row).whole()).collect();
                    let mut after = page.iter().map(Item::of).collect();
                    change(&mut after);
                    after.iter().map(Item::whole).collect::<Vec<_>>() != before
                })
            }),
            How::Request(change) => self
                .of(fault)
                .any(|(path, rows)| self.pages_differ(path, rows, *change)),
            How::LogIn(change) => {
                let mut people = self.lists["Customer"]
                    .iter()
                    .chain(&self.lists["Admin"])
                    .flat_map(|(_, rows)| rows);
                people.any(|row| {
                    let mut body = serde_json::json!({ "email": row["email"] });
                    change(&mut body);
                    body["email"] != row["email"]
                })
            }
            How::Refuse(is_refused) => rows.any(|row| {
                let name = row["fullName"].as_str().unwrap().bytes();
                let escaped: String = name
                    .map(|byte| {
                        if byte.is_ascii_alphanumeric() {
                            char::from(byte).to_string()
                        } else {
                            format!("%{byte:02X}")
                        }
                    })
                    .collect();
                is_refused(&format!("/api/v1/customers?q={escaped}"))
            }),
            // These need no certain row.
            How::Leak(_) | How::Anybody => true,
        }
    }

    /// Whether a list's pages, asked for in the fault's way, are other ones.
    fn pages_differ(&self, path: &str, rows: &[Value], change: fn(&str) -> String) -> bool {
        let limit = if path.ends_with("/messages") { 7 } else { 100 };
        if rows.len() <= limit {
            return false;
        }
        let mut uri = format!("{path}?limit={limit}");
        let mut seen = Vec::new();
        loop {
            let page = self.api.get(&self.admin, &uri).of(200);
            seen.extend(
                page["items"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|row| row["id"].clone()),
            );
            match page["nextCursor"].as_str() {
                Some(cursor) => uri = change(&format!("{path}?limit={limit}&cursor={cursor}")),
                None => break,
            }
        }
        let due: Vec<Value> = rows.iter().map(|row| row["id"].clone()).collect();
        seen != due
    }
}

/// Of these faults, those that plain rows show.
pub(super) fn shown_by_plain_rows(faults: &[Fault]) -> Vec<&'static str> {
    let shown = Shown::new();
    let faults = faults.iter().filter(|fault| shown.show(fault));
    faults.map(|fault| fault.name).collect()
}
