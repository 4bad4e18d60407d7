//! Ids that are texts: found as fast as uuids, and by the statement that README.md shows.

use regex::Regex;
use serde_json::Value;

use super::Place;
use super::strangers::product;
use crate::readme::blocks;
use crate::support::readme;

/// The product's own schema, whose ids are texts. The collation, if one is said, is that of every other.
fn with_text_ids(collation: &str) -> Place {
    let ids = Regex::new("\\bUUID\\b").unwrap();
    let mut number = 0;
    let product = product();
    let text = ids.replace_all(&product, |_: &regex::Captures<'_>| {
        number += 1;
        let collation = if number % 2 == 0 { collation } else { "" };
        format!("TEXT {collation}")
    });
    assert!(number > 15, "{number} ids");
    let place = Place::new(&text, "");
    place.mark();
    place
}

/// The answer without what differs from database to database.
fn answer(place: &Place, arguments: &[&str]) -> Value {
    let mut answer = place.json(arguments);
    answer["generation"] = Value::Null;
    answer
}

const QUESTIONS: [&[&str]; 5] = [
    &["find", "--having", "unread > 0", "--limit", "50"],
    &["find", "--edge", "messages", "--limit", "5"],
    &["explain", "admin-1@connsura.example"],
    &["explain", "5eed0208-0000-8000-8000-000000000000"],
    &["coverage"],
];

#[test]
fn what_the_app_adds_has_ids_of_its_own() {
    let place = with_text_ids("");
    place.succeed(&["reset", "smoke"]);
    place.database.execute(
        r#"INSERT INTO "User" (id, email, "passwordHash", role, "updatedAt")
           VALUES ('clx0q2v3k0000', 'added@connsura.example', '', 'CUSTOMER', now());
           INSERT INTO "Customer" (id, "userId", "fullName", "updatedAt")
           VALUES ('clx0q2v3k0001', 'clx0q2v3k0000', 'Somebody Added', now())"#,
    );
    let found = place.json(&["find", "--having", "name_bytes = 14", "--limit", "1000"]);
    let hits = found["hits"].as_array().unwrap();
    let added = hits.iter().find(|hit| hit["user"] == "clx0q2v3k0000");
    let added = added.unwrap_or_else(|| panic!("{found:#}"));
    assert_eq!(added["customer"], "clx0q2v3k0001");
    assert_eq!(added["page"], "/customers/clx0q2v3k0001");
    let found = place.json(&["coverage"]);
    assert_eq!(found["strangers"], 2, "{}", found["strangers"]);
    place.fails(&["verify"], 5, &["2 rows"]);
}

#[test]
fn every_question_has_the_same_answer_whatever_ids_are() {
    let places = [
        Place::new(&product(), ""),
        with_text_ids(""),
        with_text_ids("COLLATE \"C\""),
    ];
    places[0].mark();
    let readme = readme();
    let query = &blocks(&readme, "sql")[0];
    let answers = places.map(|place| {
        place.succeed(&["reset", "every-case"]);
        place.succeed(&["verify"]);
        let labels = place.database.texts(query);
        assert!(
            labels
                .iter()
                .any(|label| label.starts_with("A02.mixed-scripts")),
            "{labels:?}"
        );
        QUESTIONS.map(|question| answer(&place, question))
    });
    for (number, question) in QUESTIONS.iter().enumerate() {
        assert_eq!(answers[0][number], answers[1][number], "{question:?}");
        assert_eq!(answers[0][number], answers[2][number], "{question:?}");
    }
    assert!(
        answers[0][0]["found"].as_u64() > Some(0),
        "{}",
        answers[0][0]
    );
}
