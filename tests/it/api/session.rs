//! Log-in, tokens, and what each role may see.

use std::time::{SystemTime, UNIX_EPOCH};

use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

use super::{Api, PASSWORD, SECRET};

#[test]
fn a_wrong_password_and_a_stranger_get_the_same_answer() {
    let api = Api::over("smoke");
    let wrong = [
        ("admin-1@connsura.example", "connsura-local-onlY"),
        ("admin-1@connsura.example", ""),
        ("nobody@connsura.example", PASSWORD),
        ("ADMIN-1@connsura.example\0", PASSWORD),
    ];
    let mut told: Vec<Value> = wrong
        .iter()
        .map(|(email, password)| {
            let credentials = json!({ "email": email, "password": password });
            let mut said = api.post("", "/api/v1/log-in", &credentials).of(401);
            said["error"]["requestId"].take();
            said
        })
        .collect();
    told.dedup();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0]["error"]["code"], "wrong_password");
    let failed = r#"SELECT count(*)::text FROM "AuditLog" WHERE action = 'session.login_failed'
                    AND "createdAt" > now() - interval '1 hour'"#;
    assert_eq!(api.database.text(failed), "4");
}

#[test]
fn a_log_in_says_who_it_is_and_when_it_was() {
    let api = Api::over("smoke");
    let [customer, _] = api.two_customers();
    let me = api.get(&customer.token, "/api/v1/me").of(200);
    assert_eq!(me["id"], customer.user);
    assert_eq!(me["role"], "CUSTOMER");
    assert_eq!(me["customerId"], customer.id);
    assert_eq!(me["adminId"], Value::Null);
    let sql = format!(
        r#"SELECT ("lastLoginAt" > now() - interval '1 hour')::text FROM "User" WHERE id = '{}'"#,
        customer.user
    );
    assert_eq!(api.database.text(&sql), "true");
    api.post(&customer.token, "/api/v1/log-out", &Value::Null)
        .of(204);
}

/// What is no token, or another's, or too old, or of somebody who has gone or is another now.
#[test]
fn a_token_that_is_not_good_is_refused() {
    let api = Api::over("smoke");
    let [customer, other] = api.two_customers();
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let claims = |change: &dyn Fn(&mut Value)| {
        let mut claims = json!({
            "iss": "connsura-core-api", "sub": customer.user, "role": "CUSTOMER",
            "iat": now, "exp": now + 900,
        });
        change(&mut claims);
        claims
    };
    let sign = |claims: &Value, secret: &[u8], algorithm: Algorithm| {
        encode(
            &Header::new(algorithm),
            claims,
            &EncodingKey::from_secret(secret),
        )
        .unwrap()
    };
    let good = sign(&claims(&|_| {}), SECRET, Algorithm::HS256);
    api.get(&good, "/api/v1/me").of(200);
    let unsigned = {
        let mut parts = good.split('.');
        let (_, body) = (parts.next(), parts.next().unwrap());
        // {"alg":"none","typ":"JWT"}
        format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{body}.")
    };
    let change = |change: &dyn Fn(&mut Value)| sign(&claims(change), SECRET, Algorithm::HS256);
    let bad = [
        String::new(),
        "x".to_owned(),
        unsigned,
        sign(
            &claims(&|_| {}),
            b"another secret, of 32 bytes as well",
            Algorithm::HS256,
        ),
        sign(&claims(&|_| {}), SECRET, Algorithm::HS512),
        change(&|claims| claims["exp"] = json!(now - 1)),
        change(&|claims| claims["iss"] = json!("somebody")),
        change(&|claims| claims["role"] = json!("ADMIN")),
        change(&|claims| claims["sub"] = json!("00000000-0000-4000-8000-000000000000")),
        change(&|claims| {
            claims.as_object_mut().unwrap().remove("exp");
        }),
    ];
    for token in bad {
        let told = api.get(&token, "/api/v1/me").of(401);
        assert_eq!(told["error"]["code"], "unauthenticated", "{token}");
    }
    // A token of the pages' cookie is none of the API's: browsers send it by themselves.
    let request = axum::http::Request::builder()
        .uri("/api/v1/me")
        .header("cookie", format!("session={good}"))
        .body(axum::body::Body::empty())
        .unwrap();
    api.call(request).of(401);
    // Whoever is gone or has another role is not who the token says.
    let sql = format!(
        r#"UPDATE "User" SET role = 'ADMIN' WHERE id = '{}'"#,
        other.user
    );
    api.database.execute(&sql);
    api.get(&other.token, "/api/v1/me").of(401);
    api.database.execute(&format!(
        r#"DELETE FROM "User" WHERE id = '{}'"#,
        customer.user
    ));
    api.get(&good, "/api/v1/me").of(401);
}

/// Whatever has an id: its owner sees it, an admin does, and another customer learns nothing of it.
#[test]
fn customers_see_what_is_their_own_and_admins_see_all() {
    let api = Api::over("edge-cases");
    let [one, other] = api.two_customers();
    let admin = api.admin();
    let paths = |customer: &super::Customer| -> Vec<String> {
        let (user, id) = (&customer.user, &customer.id);
        let mut paths = api.database.texts(&format!(
            r#"SELECT '/api/v1/shares/' || id FROM "ProfileShare" WHERE "customerId" = '{id}'
               UNION ALL SELECT '/api/v1/forms/' || id FROM "Form" WHERE "customerId" = '{id}'
               UNION ALL SELECT '/api/v1/uploads/' || id FROM "Upload" WHERE "ownerId" = '{user}'
               UNION ALL SELECT '/api/v1/messages/' || id FROM "Message" WHERE '{user}' IN ("senderId", "recipientId")
               UNION ALL SELECT DISTINCT format('/api/v1/conversations/{user}/%s/messages', "senderId")
                   FROM "Message" WHERE "recipientId" = '{user}' AND "senderId" IS NOT NULL"#
        ));
        paths.push(format!("/api/v1/customers/{id}"));
        paths.push(format!("/api/v1/users/{user}"));
        paths
    };
    let (of_one, of_other) = (paths(&one), paths(&other));
    assert!(of_one.len() + of_other.len() > 6, "{of_one:?} {of_other:?}");
    for path in of_one.iter().filter(|path| !of_other.contains(path)) {
        api.get(&one.token, path).of(200);
        api.get(&admin, path).of(200);
        api.get("", path).of(401);
        let refused = api.get(&other.token, path).of(404);
        assert_eq!(refused["error"]["code"], "not_found", "{path}");
    }
    for path in ["/api/v1/customers", "/api/v1/audit-logs"] {
        api.get(&one.token, path).of(403);
        api.get(&admin, path).of(200);
    }
    for list in ["shares", "forms", "uploads", "conversations"] {
        let path = format!("/api/v1/{list}?user={}", other.user);
        api.get(&one.token, &path).of(403);
        api.get(&admin, &path).of(200);
    }
}
