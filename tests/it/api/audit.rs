//! Every change has its audit row, and no change that failed has one.

use serde_json::{Value, json};

use super::Api;

#[test]
fn every_change_writes_its_audit_row() {
    let api = Api::over("smoke");
    let [customer, _] = api.two_customers();
    let admin_id = api.id_of("admin-1@connsura.example");
    let rows = || {
        api.database.texts(
            r#"SELECT concat_ws(' ', action, "entityType", "actorRole") FROM "AuditLog"
               WHERE "createdAt" > now() - interval '1 hour' ORDER BY "createdAt", action"#,
        )
    };
    api.database.execute(r#"DELETE FROM "AuditLog""#);
    let token = api.log_in(&customer.email);
    assert_eq!(rows(), ["session.login User CUSTOMER"]);
    let talk = format!("/api/v1/conversations/{}/{admin_id}", customer.user);
    let steps: [(&str, String, Value, u16, &str); 6] = [
        (
            "",
            format!("{talk}/messages"),
            json!({ "body": "Hello" }),
            201,
            "message.sent Message CUSTOMER",
        ),
        (
            "",
            format!("{talk}/open"),
            Value::Null,
            200,
            "conversation.opened User CUSTOMER",
        ),
        (
            "",
            "/api/v1/shares".to_owned(),
            json!({ "recipientUserId": admin_id, "sections": ["identity"] }),
            201,
            "share.created ProfileShare CUSTOMER",
        ),
        (
            "share",
            "revoke".to_owned(),
            Value::Null,
            200,
            "share.revoked ProfileShare CUSTOMER",
        ),
        // What is refused changes nothing, and says nothing.
        ("share", "revoke".to_owned(), Value::Null, 409, ""),
        (
            "",
            "/api/v1/log-out".to_owned(),
            Value::Null,
            204,
            "session.logout User CUSTOMER",
        ),
    ];
    let mut share = String::new();
    for (kind, path, body, status, row) in steps {
        api.database.execute(r#"DELETE FROM "AuditLog""#);
        let path = if kind == "share" {
            format!("/api/v1/shares/{share}/{path}")
        } else {
            path
        };
        let answer = api.post(&token, &path, &body).of(status);
        if row.starts_with("share.created") {
            share = answer["id"].as_str().unwrap().to_owned();
        }
        let expected: Vec<&str> = if row.is_empty() { vec![] } else { vec![row] };
        assert_eq!(rows(), expected, "{path}");
    }
    // Who reads writes nothing.
    api.database.execute(r#"DELETE FROM "AuditLog""#);
    for path in [
        "/api/v1/me",
        "/api/v1/shares",
        "/api/v1/conversations",
        "/api/v1/uploads",
    ] {
        api.get(&customer.token, path).of(200);
    }
    assert_eq!(rows(), [""; 0]);
}

/// Where the audit row cannot be written, nothing is changed.
#[test]
fn no_change_without_its_audit_row() {
    let api = Api::over("smoke");
    let [customer, _] = api.two_customers();
    let admin_id = api.id_of("admin-1@connsura.example");
    let talk = format!("/api/v1/conversations/{}/{admin_id}", customer.user);
    let hello = json!({ "body": "Hello" });
    api.post(&customer.token, &format!("{talk}/messages"), &hello)
        .of(201);
    api.database
        .execute(r#"ALTER TABLE "AuditLog" ADD CONSTRAINT closed CHECK (action = '') NOT VALID"#);
    let rows = r#"SELECT (SELECT count(*) FROM "Message") || ' ' || (SELECT count(*) FROM "ProfileShare")
                  || ' ' || (SELECT sum("unreadCount") FROM "MessageReadState")"#;
    let before = api.database.text(rows);
    let share = json!({ "recipientUserId": admin_id, "sections": ["identity"] });
    for (path, body) in [
        (format!("{talk}/messages"), hello),
        (format!("{talk}/open"), Value::Null),
        ("/api/v1/shares".to_owned(), share),
    ] {
        let told = api.post(&customer.token, &path, &body).of(500);
        assert_eq!(told["error"]["message"], "something went wrong here");
    }
    assert_eq!(api.database.text(rows), before);
}
