//! Requests that are not right, and how they are told.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::{Api, request};

#[test]
fn what_is_not_valid_is_told_in_one_shape() {
    let api = Api::over("smoke");
    let [customer, _] = api.two_customers();
    let admin = api.id_of("admin-1@connsura.example");
    let messages = format!("/api/v1/conversations/{}/{admin}/messages", customer.user);
    let long = "x".repeat(20_001);
    let token = &customer.token;
    let raw = |body: &str, kind: &str| {
        Request::builder()
            .method("POST")
            .uri(&messages)
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", kind)
            .body(Body::from(body.to_owned()))
            .unwrap()
    };
    let post = |body: Value| request("POST", token, &messages, &body);
    let get = |path: &str| request("GET", token, path, &Value::Null);
    let cases: Vec<(Request<Body>, u16, &str)> = vec![
        (raw("{", "application/json"), 400, "invalid"),
        (raw("{}", "text/plain"), 400, "invalid"),
        (
            raw(&"x".repeat(300_000), "application/json"),
            413,
            "too_large",
        ),
        (post(json!({})), 400, "invalid"),
        (post(json!({ "body": "" })), 400, "invalid"),
        (post(json!({ "body": " \n\t" })), 400, "invalid"),
        (post(json!({ "body": "a\u{0}b" })), 400, "invalid"),
        (post(json!({ "body": long })), 400, "invalid"),
        (post(json!({ "body": 7 })), 400, "invalid"),
        (post(json!({ "body": "x", "more": 1 })), 400, "invalid"),
        (
            post(json!({ "body": "x", "clientMessageId": "no" })),
            400,
            "invalid",
        ),
        (get("/api/v1/shares?limit=0"), 400, "invalid"),
        (get("/api/v1/shares?limit=101"), 400, "invalid"),
        (get("/api/v1/shares?limit=x"), 400, "invalid"),
        (get("/api/v1/shares?cursor=x"), 400, "invalid"),
        (get("/api/v1/shares?user=x"), 400, "invalid"),
        (get("/api/v1/shares/no-id"), 404, "not_found"),
        (
            get("/api/v1/shares/00000000-0000-4000-8000-000000000000"),
            404,
            "not_found",
        ),
        (get("/api/v1/nothing"), 404, "not_found"),
        (get("/api/v2/shares"), 404, "not_found"),
        (
            request("DELETE", token, "/api/v1/shares", &Value::Null),
            405,
            "method_not_allowed",
        ),
    ];
    let mut violations = Vec::new();
    for (number, (request, status, code)) in cases.into_iter().enumerate() {
        let path = format!("case {number}: {} {}", request.method(), request.uri());
        let answer = api.call(request);
        assert_eq!(answer.status, status, "{path}: {answer:?}");
        let told = answer.json();
        let error = told["error"].as_object().unwrap();
        assert_eq!(error["code"], code, "{path}: {told}");
        assert!(
            error["message"].is_string() && error["requestId"].is_string(),
            "{told}"
        );
        assert_eq!(
            answer.headers["x-request-id"],
            error["requestId"].as_str().unwrap()
        );
        assert_eq!(told.as_object().unwrap().len(), 1, "{told}");
        for violation in error
            .get("violations")
            .iter()
            .flat_map(|all| all.as_array().unwrap())
        {
            let [field, message] = ["field", "message"].map(|key| violation[key].as_str().unwrap());
            violations.push(format!("{number:2} `{field}`: {message}"));
        }
    }
    insta::assert_snapshot!(violations.join("\n"));
    let sent =
        r#"SELECT count(*)::text FROM "Message" WHERE "createdAt" > now() - interval '1 hour'"#;
    assert_eq!(api.database.text(sent), "0");
}

#[test]
fn a_request_keeps_its_id_if_it_can_stand_in_a_log() {
    let api = Api::over("empty");
    let long = "x".repeat(65);
    for (given, is_kept) in [
        ("abc-1.2:3", true),
        ("a b", false),
        ("\u{fc}", false),
        (long.as_str(), false),
        ("", false),
    ] {
        let request = Request::builder()
            .uri("/health")
            .header(
                "x-request-id",
                axum::http::HeaderValue::from_bytes(given.as_bytes()).unwrap(),
            )
            .body(Body::empty())
            .unwrap();
        let answer = api.call(request);
        let id = answer.headers["x-request-id"].to_str().unwrap();
        assert_eq!(id == given, is_kept, "{given}: {id}");
        assert!(!id.is_empty());
    }
}

/// What the document names is there, and what is there needs a log-in unless the document says that it
/// does not.
#[test]
fn the_document_and_the_routes_agree() {
    let api = Api::over("empty");
    let document = api.get("", "/api/v1/openapi.json").of(200);
    let mut operations = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            operations.insert(format!("{method} {path}"));
            let uri = path.replace("{id}", "00000000-0000-4000-8000-000000000000");
            let uri = uri.replace("{customer}", "gone").replace("{other}", "gone");
            let answer = api.call(request(&method.to_uppercase(), "", &uri, &Value::Null));
            let is_open = operation["security"] == json!([{}]);
            let told = operation["responses"].as_object().unwrap();
            let has = |status: &str| told.contains_key(status);
            assert!(has("500") && has("503"), "{method} {path}: {told:?}");
            assert_eq!(
                has("401"),
                !is_open || path.ends_with("/log-in"),
                "{method} {path}"
            );
            assert_eq!(
                has("413"),
                operation.get("requestBody").is_some(),
                "{method} {path}"
            );
            let takes = operation.get("requestBody").or(operation.get("parameters"));
            assert_eq!(has("400"), takes.is_some(), "{method} {path}");
            let is_refused = answer.status == 401;
            assert_eq!(is_refused, !is_open, "{method} {path}: {answer:?}");
            assert_ne!(answer.status, 405, "{method} {path}");
        }
    }
    for operation in [
        "get /health",
        "get /health/ready",
        "post /api/v1/log-in",
        "get /api/v1/customers",
        "get /api/v1/customers/{id}",
        "get /api/v1/conversations",
        "post /api/v1/conversations/{customer}/{other}/messages",
        "post /api/v1/conversations/{customer}/{other}/open",
        "post /api/v1/shares",
        "post /api/v1/shares/{id}/reopen",
        "get /api/v1/audit-logs",
        "get /api/v1/uploads",
        "get /api/v1/forms",
    ] {
        assert!(
            operations.contains(operation),
            "{operation}: {operations:?}"
        );
    }
}

/// What a page cannot take is told on a page, as whatever else goes wrong.
#[test]
fn pages_tell_what_is_not_valid_on_a_page() {
    let api = Api::over("smoke");
    let token = api.admin();
    let visit = |method: &str, path: &str, kind: &str, body: &str| {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("cookie", format!("session={token}"))
            .header("content-type", kind)
            .body(Body::from(body.to_owned()))
            .unwrap();
        let answer = api.call(request);
        (answer.status, answer.text)
    };
    let form = "application/x-www-form-urlencoded";
    for (method, path, kind, body, status) in [
        ("GET", "/customers/zz", form, "", 404),
        ("GET", "/shares/zz", form, "", 404),
        ("GET", "/conversations/zz/yy", form, "", 404),
        ("POST", "/login", form, "x=1", 400),
        ("POST", "/login", "application/json", "{}", 400),
    ] {
        let (found, page) = visit(method, path, kind, body);
        assert_eq!(found, status, "{path}: {page}");
        assert!(page.contains("Request <code>"), "{path}: {page}");
    }
}
