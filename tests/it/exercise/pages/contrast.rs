//! How many of the faults of pages plain rows show, to whoever sees everything that a fault changes.

use std::collections::BTreeMap;

use connsura_seed::exercise::browser::{Browser, LogIn, Probe, Visit, Visitor};

use super::super::Staged;
use super::super::faults::{PLAIN, fill};
use super::plant::{Fault, How, planted};
use crate::api::PASSWORD;

/// Rows of a table whose pages are looked at: one plain row is like the next.
const ROWS: usize = 24;

/// Of these faults, those that plain rows show.
pub(super) fn shown_by_plain_rows(faults: Vec<Fault>) -> Vec<&'static str> {
    let staged = Staged::over("empty");
    let quick = bcrypt::hash(PASSWORD, 4).unwrap();
    fill(&staged.database, &PLAIN, &quick);
    let right = staged.serve(|app| app);
    let served: Vec<_> = faults
        .into_iter()
        .map(|fault| {
            let paths = paths(&staged, &fault);
            let url = staged.serve(|app| planted(app, fault.how));
            (fault.name, paths, url)
        })
        .collect();
    let sql = r#"SELECT email FROM "User" WHERE role = 'ADMIN' ORDER BY email LIMIT 1"#;
    let email = staged.database.text(sql);
    staged.block_on(async {
        let browser = Browser::launch(None).await.unwrap();
        let mut visitor = admin(&email, &browser, &right).await;
        let mut shown = Vec::new();
        let mut looks: BTreeMap<String, Visit> = BTreeMap::new();
        for (name, mut paths, wrong) in served {
            if paths.is_empty() {
                paths.push(second_page(&mut visitor, &right).await);
            }
            for path in paths {
                let after = visit(&mut visitor, &wrong, &path).await;
                if !looks.contains_key(&path) {
                    let before = visit(&mut visitor, &right, &path).await;
                    assert_eq!(problems(&before), Vec::<String>::new(), "{path}");
                    looks.insert(path.clone(), before);
                }
                let before = &looks[&path];
                if !problems(&after).is_empty() || after.seen != before.seen {
                    shown.push(name);
                    break;
                }
            }
        }
        browser.close().await.unwrap();
        shown
    })
}

/// An admin, who has logged in: the session is good at all ports.
async fn admin(email: &str, browser: &Browser, url: &str) -> Visitor {
    let form = LogIn {
        page: format!("{url}/login"),
        email: "#email".to_owned(),
        password: "#password".to_owned(),
        submit: "main button[type=submit]".to_owned(),
    };
    let mut visitor = browser.visitor().await.unwrap();
    let landed = visitor.log_in(&form, email, PASSWORD).await.unwrap();
    assert!(!landed.url.contains("/login"), "{landed:?}");
    visitor
}

async fn visit(visitor: &mut Visitor, url: &str, path: &str) -> Visit {
    let texts = [".words", ".lines", "time", "dd", "a[rel=next]"].map(Probe::text);
    let visit = visitor.visit(&format!("{url}{path}"), &texts).await;
    visit.unwrap()
}

/// What is wrong with a page by itself, without where it is.
fn problems(visit: &Visit) -> Vec<String> {
    let texts = visit.seen.iter().flatten();
    let odd = texts.filter(|text| text.direction != text.due || text.clipped);
    let odd = odd.map(|text| format!("{text:?}"));
    let problems = visit.problems.iter().map(ToString::to_string);
    problems.chain(odd).collect()
}

/// The pages of rows that show a fault, if any do; none where it is in lists.
fn paths(staged: &Staged, fault: &Fault) -> Vec<String> {
    if let How::Request(_) = fault.how {
        return Vec::new();
    }
    let paths = fault.only.iter().flat_map(|table| {
        let path = match *table {
            "Customer" => "'/customers/' || id",
            "ProfileShare" => "'/shares/' || id",
            "Upload" => "'/uploads/' || id",
            "Form" => "'/forms/' || id",
            "Message" => {
                r#"'/conversations/' || CASE WHEN (SELECT role FROM "User" WHERE id = "senderId") = 'ADMIN'
                   THEN "recipientId" || '/' || "senderId" ELSE "senderId" || '/' || "recipientId" END"#
            }
            _ => panic!("{table} has no pages here"),
        };
        let sql = format!(
            r#"SELECT string_agg(path, ' ') FROM (SELECT {path} AS path FROM "{table}" ORDER BY id LIMIT {ROWS}) AS rows"#
        );
        let paths = staged.database.text(&sql);
        paths.split(' ').map(str::to_owned).collect::<Vec<_>>()
    });
    paths.collect()
}

/// The path of the second page of customers.
async fn second_page(visitor: &mut Visitor, url: &str) -> String {
    let next = [Probe::attribute("a[rel=next]", "href")];
    let first = visitor.visit(&format!("{url}/customers"), &next).await;
    first.unwrap().seen[0][0].text.clone()
}
