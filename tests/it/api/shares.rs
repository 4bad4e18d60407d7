//! Shares: every step from every status, by everybody.

use serde_json::{Value, json};

use super::Api;

const STATUSES: [&str; 4] = ["PENDING", "ACTIVE", "CLOSED", "REVOKED"];

/// Who may do what where a share stands so: the status of the answer by giver, taker, an admin
/// and a stranger.
const STEPS: [(&str, [[u16; 4]; 4]); 4] = [
    (
        "accept",
        [
            [403, 200, 403, 404],
            [403, 409, 403, 404],
            [403, 409, 403, 404],
            [403, 409, 403, 404],
        ],
    ),
    (
        "close",
        [
            [409, 409, 403, 404],
            [200, 200, 403, 404],
            [409, 409, 403, 404],
            [409, 409, 403, 404],
        ],
    ),
    (
        "revoke",
        [
            [200, 403, 403, 404],
            [200, 403, 403, 404],
            [409, 403, 403, 404],
            [409, 403, 403, 404],
        ],
    ),
    (
        "reopen",
        [
            [409, 403, 403, 404],
            [409, 403, 403, 404],
            [200, 403, 403, 404],
            [409, 403, 403, 404],
        ],
    ),
];

#[test]
fn every_step_from_every_status_by_everybody() {
    let api = Api::over("smoke");
    let [giver, stranger] = api.two_customers();
    let taker = api.log_in("admin-2@connsura.example");
    let taker_id = api.id_of("admin-2@connsura.example");
    let admin = api.admin();
    let wish = json!({ "recipientUserId": taker_id, "sections": ["identity", "claims"], "note": "<b>all</b>" });
    let share = api.post(&giver.token, "/api/v1/shares", &wish).of(201);
    assert_eq!(share["status"], "PENDING");
    assert_eq!(share["note"], "<b>all</b>");
    assert!(share.get("token").is_none(), "{share}");
    let id = share["id"].as_str().unwrap();
    let everybody = [&giver.token, &taker, &admin, &stranger.token];
    for (step, expected) in STEPS {
        for (status, expected) in STATUSES.iter().zip(expected) {
            for (who, expected) in everybody.iter().zip(expected) {
                // As the product would have left it.
                api.database.execute(&format!(
                    r#"UPDATE "ProfileShare" SET status = '{status}', "acceptedAt" = NULL, "closedAt" = NULL,
                              "revokedAt" = NULL WHERE id = '{id}'"#
                ));
                let path = format!("/api/v1/shares/{id}/{step}");
                let answer = api.post(who, &path, &Value::Null);
                assert_eq!(answer.status, expected, "{step} of {status}: {answer:?}");
                if expected == 200 {
                    let share = answer.json();
                    let (status, at) = match step {
                        "accept" => ("ACTIVE", "acceptedAt"),
                        "close" => ("CLOSED", "closedAt"),
                        "revoke" => ("REVOKED", "revokedAt"),
                        _ => ("ACTIVE", "updatedAt"),
                    };
                    assert_eq!(share["status"], status);
                    assert!(share[at].is_string(), "{share}");
                }
            }
        }
    }
}

/// One that is closed, opened again and closed again counts from the second closing.
#[test]
fn a_share_that_is_opened_again_keeps_when_it_was_closed() {
    let api = Api::over("smoke");
    let [giver, _] = api.two_customers();
    let taker = api.log_in("admin-2@connsura.example");
    let taker_id = api.id_of("admin-2@connsura.example");
    let wish = json!({ "recipientUserId": taker_id, "sections": ["identity"] });
    let share = api.post(&giver.token, "/api/v1/shares", &wish).of(201);
    let step = |token: &str, step: &str| {
        let path = format!("/api/v1/shares/{}/{step}", share["id"].as_str().unwrap());
        api.post(token, &path, &Value::Null).of(200)
    };
    step(&taker, "accept");
    let closed = step(&taker, "close")["closedAt"].clone();
    assert_eq!(step(&giver.token, "reopen")["closedAt"], closed);
    let again = step(&giver.token, "close")["closedAt"].clone();
    assert!(again.as_str() > closed.as_str(), "{closed} {again}");
}

#[test]
fn offers_end_and_addresses_become_accounts() {
    let api = Api::over("smoke");
    let [giver, other] = api.two_customers();
    let by_address =
        json!({ "recipientEmail": other.email, "sections": ["contact"], "expiresInDays": 1 });
    let offer = || {
        let share = api
            .post(&giver.token, "/api/v1/shares", &by_address)
            .of(201);
        share["id"].as_str().unwrap().to_owned()
    };
    let accept = |id: &str| {
        let path = format!("/api/v1/shares/{id}/accept");
        api.post(&other.token, &path, &Value::Null)
    };
    let id = offer();
    api.database.execute(&format!(
        r#"UPDATE "ProfileShare" SET "expiresAt" = now() WHERE id = '{id}'"#
    ));
    accept(&id).of(409);
    let share = api
        .post(
            &other.token,
            &format!("/api/v1/shares/{}/accept", offer()),
            &Value::Null,
        )
        .of(200);
    assert_eq!(share["recipientUserId"], other.user);
    assert_eq!(share["recipientEmail"], Value::Null);
    // Whoever has the address sees the offer.
    let id = offer();
    let seen = api
        .get(&other.token, &format!("/api/v1/shares/{id}"))
        .of(200);
    assert_eq!(seen["status"], "PENDING");
    let listed = api.list(&other.token, "/api/v1/shares", 100);
    assert!(listed.iter().any(|share| share["id"] == id), "{listed:?}");
    // Each part once.
    let twice = json!({ "recipientEmail": other.email, "sections": ["contact", "contact"] });
    let told = api.post(&giver.token, "/api/v1/shares", &twice).of(400);
    assert_eq!(told["error"]["violations"][0]["field"], "sections");
    // What is not said right is refused, field by field.
    let wrong = json!({ "recipientEmail": "no address", "sections": ["all"], "note": "\u{0}", "expiresInDays": 0 });
    let told = api.post(&giver.token, "/api/v1/shares", &wrong).of(400);
    let fields: Vec<&str> = told["error"]["violations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|violation| violation["field"].as_str().unwrap())
        .collect();
    assert_eq!(
        fields,
        ["recipientEmail", "sections", "note", "expiresInDays"]
    );
    // Nobody shares somebody else's profile, but an admin.
    let of_other =
        json!({ "customerId": other.id, "recipientEmail": giver.email, "sections": ["contact"] });
    api.post(&giver.token, "/api/v1/shares", &of_other).of(403);
    api.post(&api.admin(), "/api/v1/shares", &of_other).of(201);
}

#[test]
fn nobody_shares_a_profile_with_oneself() {
    let api = Api::over("smoke");
    let [customer, _] = api.two_customers();
    let admin = api.admin();
    let of = api.get(&customer.token, "/api/v1/me").of(200)["customerId"].clone();
    for (token, whose) in [(&customer.token, Value::Null), (&admin, of)] {
        for (field, own) in [
            ("recipientUserId", &customer.user),
            ("recipientEmail", &customer.email),
        ] {
            let mut wish = json!({ "customerId": whose, "sections": ["identity"] });
            wish[field] = json!(own);
            let told = api.post(token, "/api/v1/shares", &wish).of(400);
            assert_eq!(told["error"]["violations"][0]["field"], field, "{told}");
        }
    }
}
