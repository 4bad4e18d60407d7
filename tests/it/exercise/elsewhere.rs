//! Another API than the core API: what the exercise makes of answers that no core API gives.

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::IntoResponse as _;
use axum::{Json, Router};
use serde_json::{Value, json};

use super::Staged;
use crate::support::Run;

/// The API, with the bodies of its answers below a path changed.
fn changed(
    app: Router,
    below: &'static str,
    change: impl Fn(&mut Value) + Clone + Send + Sync + 'static,
) -> Router {
    app.layer(from_fn(move |request: Request, next: Next| {
        let change = change.clone();
        async move {
            let is_there = request.uri().path().starts_with(below);
            let response = next.run(request).await;
            if !is_there || response.status() != StatusCode::OK {
                return response;
            }
            let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
            let mut body: Value = serde_json::from_slice(&bytes).unwrap();
            change(&mut body);
            Json(body).into_response()
        }
    }))
}

/// The kinds of what an exercise of some tables found.
fn kinds(staged: &Staged, api: &str, only: &str) -> Vec<String> {
    let (code, found) = staged.found(api, &["--only", only]);
    let groups = found["groups"].as_array().unwrap().iter();
    let mut kinds: Vec<String> = groups
        .map(|group| group["kind"].as_str().unwrap().to_owned())
        .collect();
    kinds.dedup();
    assert_eq!(code, if kinds.is_empty() { 0 } else { 5 }, "{found:#}");
    kinds
}

#[test]
fn what_is_no_row_is_none_of_the_api_s_own() {
    let staged = Staged::over("smoke");
    for item in [
        json!(null),
        json!(1),
        json!("x"),
        json!({}),
        json!({ "id": null }),
    ] {
        let api = staged.serve(|app| {
            changed(app, "/api/v1/customers", move |body| {
                if let Some(items) = body["items"].as_array_mut() {
                    items.push(item.clone());
                }
            })
        });
        assert_eq!(kinds(&staged, &api, "Customer"), ["unreadable"]);
    }
    // A row that nobody generated is the API's own.
    let api = staged.serve(|app| {
        changed(app, "/api/v1/customers", |body| {
            if let Some(items) = body["items"].as_array_mut() {
                items.push(json!({ "id": "00000000-0000-4000-8000-000000000000" }));
            }
        })
    });
    assert_eq!(kinds(&staged, &api, "Customer"), Vec::<String>::new());
}

#[test]
fn the_hash_of_the_password_is_found_wherever_it_is_shown() {
    let staged = Staged::over("smoke");
    let hash = staged.hash.clone();
    let api = staged.serve(|app| {
        changed(app, "/api/v1/uploads", move |body| {
            body["owner"] = json!({ "hash": hash });
        })
    });
    assert_eq!(kinds(&staged, &api, "Upload"), ["secret"]);
}

/// Without `order` a list may come as it likes.
#[test]
fn an_order_that_nobody_described_is_not_judged() {
    let staged = Staged::over("smoke");
    let text = include_str!("../../../core-api/exercise.toml");
    let ordered = r#"get = "/api/v1/customers?limit=50&cursor={cursor}"
lists = "Customer"
rows = "all"
items = "/items"
next = "/nextCursor"
page = 50
"#;
    assert!(text.contains(ordered), "{text}");
    let order = "order = [\"createdAt desc\", \"id desc\"]\n";
    let without = text.replace(&format!("{ordered}{order}"), ordered);
    assert_ne!(without, text);
    fs::write(staged.machine.path().join("without.toml"), without).unwrap();
    let api = staged.serve(|app| {
        changed(app, "/api/v1/customers", |body| {
            if let Some(items) = body["items"].as_array_mut() {
                items.reverse();
            }
        })
    });
    assert_eq!(kinds(&staged, &api, "Customer"), ["order"]);
    let part = ["--only", "Customer", "--description", "without.toml"];
    let (code, found) = staged.found(&api, &part);
    assert_eq!(code, 0, "{found:#}");
}

/// The API until it has shown something below a path so often; then nothing but that it cannot
/// answer.
fn gone_after(staged: &Staged, shown: usize, below: &'static str) -> String {
    let count = Arc::new(AtomicUsize::new(0));
    staged.serve(|app| {
        app.layer(from_fn(move |request: Request, next: Next| {
            let count = count.clone();
            let is_counted = request.uri().path().starts_with(below);
            async move {
                if count.load(Ordering::Relaxed) >= shown {
                    return StatusCode::SERVICE_UNAVAILABLE.into_response();
                }
                let response = next.run(request).await;
                let is_shown = is_counted && response.status() == StatusCode::OK;
                count.fetch_add(usize::from(is_shown), Ordering::Relaxed);
                response
            }
        }))
    })
}

/// Nobody waits for thousands of answers that will not come, and none of them is a row's.
#[test]
fn an_api_that_has_gone_ends_the_walk() {
    let staged = Staged::over("edge-cases");
    let api = gone_after(&staged, 200, "/");
    let report = staged.machine.path().join("gone.xml");
    let (code, found) = staged.found(&api, &["--junit", report.to_str().unwrap()]);
    assert_eq!(code, 1, "{found:#}");
    assert_eq!(found["groups"], json!([]), "{found:#}");
    assert_eq!(found["cut"]["by"], "failure", "{}", found["cut"]);
    let message = found["cut"]["message"].as_str().unwrap();
    assert!(message.ends_with("answers no longer"), "{message}");
    assert!(
        found["requests"].as_u64().unwrap() < 1_000,
        "{}",
        found["requests"]
    );
    assert!(
        fs::read_to_string(report)
            .unwrap()
            .contains(r#"errors="1""#)
    );
}

/// What was found before it went is found.
#[test]
fn an_api_that_goes_does_not_take_along_what_was_found() {
    let staged = Staged::moved("edge-cases");
    let api = gone_after(&staged, 1, "/api/v1/customers");
    let (code, found) = staged.found(&api, &[]);
    assert_eq!(code, 5, "{found:#}");
    assert_eq!(found["cut"]["by"], "failure", "{found:#}");
    let groups = found["groups"].as_array().unwrap().iter();
    let kinds: Vec<&Value> = groups.map(|group| &group["kind"]).collect();
    assert!(kinds.iter().all(|kind| **kind == "value"), "{kinds:?}");
}

/// One answer that there is none is no outage, and a finding.
#[test]
fn an_answer_that_nothing_can_be_answered_is_found() {
    let staged = Staged::over("smoke");
    let api = staged.serve(|app| {
        app.layer(from_fn(|request: Request, next: Next| async move {
            if request.uri().path().starts_with("/api/v1/forms/") {
                return StatusCode::SERVICE_UNAVAILABLE.into_response();
            }
            next.run(request).await
        }))
    });
    assert_eq!(kinds(&staged, &api, "Form"), ["server-error"]);
}

/// What an owner may not see is asked for by the owner, too.
#[test]
fn an_owner_is_refused_what_is_for_admins() {
    let staged = Staged::over("smoke");
    let text = include_str!("../../../core-api/exercise.toml");
    let owned = "to = [\"admin\", \"owner\"]";
    assert!(text.contains(owned), "{text}");
    fs::write(
        staged.machine.path().join("admins.toml"),
        text.replace(owned, "to = [\"admin\"]"),
    )
    .unwrap();
    let api = staged.serve(|app| app);
    let part = ["--only", "Customer", "--description", "admins.toml"];
    let (code, found) = staged.found(&api, &part);
    assert_eq!(code, 5, "{found:#}");
    let groups = found["groups"].as_array().unwrap();
    let is_admitted = |group: &&Value| group["kind"] == "admitted" && group["as"] == "customer";
    assert!(groups.iter().any(|group| is_admitted(&group)), "{found:#}");
}

/// Rows that were replaced meanwhile say nothing, whatever was found.
#[test]
fn a_reset_in_the_middle_is_told() {
    let staged = Staged::over("smoke");
    let asked = Arc::new(AtomicUsize::new(0));
    let reset = Arc::new(Mutex::new(staged.machine.command(&["reset", "smoke"])));
    let api = staged.serve(|app| {
        app.layer(from_fn(move |request: Request, next: Next| {
            let is_late = asked.fetch_add(1, Ordering::Relaxed) == 20;
            let reset = reset.clone();
            async move {
                if is_late {
                    let done = tokio::task::spawn_blocking(move || reset.lock().unwrap().output());
                    let done = Run::of(done.await.unwrap().unwrap());
                    assert_eq!(done.code, 0, "{done:?}");
                }
                next.run(request).await
            }
        }))
    });
    let run = staged.exercise(&api, &[]);
    assert!(run.stderr.contains("the rows were replaced"), "{run:?}");
    assert_ne!(run.code, 0, "{run:?}");
}
