//! Whether the API and its database are well.

use serde_json::json;

use super::{Api, PASSWORD};

#[test]
fn health_tells_whether_the_database_answers() {
    let api = Api::over("empty");
    let health = api.get("", "/health").of(200);
    let mut fields: Vec<&String> = health.as_object().unwrap().keys().collect();
    fields.sort();
    let expected = [
        "environment",
        "services",
        "status",
        "timestamp",
        "uptime",
        "version",
    ];
    assert_eq!(fields, expected);
    assert_eq!(
        api.get("", "/health/ready").of(200)["services"]["database"],
        "up"
    );
    api.machine.succeed(&["local", "stop"]);
    let down = api.get("", "/health/ready").of(503);
    assert_eq!(
        (&down["status"], &down["services"]["database"]),
        (&json!("unavailable"), &json!("down"))
    );
    assert_eq!(api.get("", "/health").of(200)["status"], "ok");
    // Whoever needs the database is told that it is away, and not that he did something wrong.
    let credentials = json!({ "email": "admin-1@connsura.example", "password": PASSWORD });
    let told = api.post("", "/api/v1/log-in", &credentials).of(503);
    assert_eq!(told["error"]["code"], "unavailable");
    api.machine.succeed(&["local", "start"]);
}
