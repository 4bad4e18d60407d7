//! Messages: what is counted as unread, what is stored once, and who may write to whom.

use serde_json::{Value, json};

use super::{Api, Customer, request};

fn path(customer: &str, other: &str, rest: &str) -> String {
    format!("/api/v1/conversations/{customer}/{other}{rest}")
}

/// The number of unread messages, as the reader's own list says.
fn unread(api: &Api, reader: &str, customer: &str, other: &str) -> i64 {
    let conversation = api.get(reader, &path(customer, other, "")).of(200);
    conversation["unreadCount"].as_i64().unwrap()
}

#[test]
fn a_message_is_sent_once_and_counted_once() {
    let api = Api::over("smoke");
    let [customer, _] = api.two_customers();
    let admin = api.admin();
    let admin_id = api.id_of("admin-1@connsura.example");
    let to = path(&customer.user, &admin_id, "/messages");
    let id = "7d0f7c0e-6a51-4d3c-9c1e-0f6d3b7a9e11";
    let message = json!({ "body": "Ärger 🙂\n", "clientMessageId": id });
    let first = api.post(&customer.token, &to, &message).of(201);
    assert_eq!(first["body"], "Ärger 🙂\n");
    let before = unread(&api, &admin, &customer.user, &admin_id);
    let again = api.post(&customer.token, &to, &message).of(200);
    assert_eq!(first, again);
    assert_eq!(unread(&api, &admin, &customer.user, &admin_id), before);
    // Whoever else has that id, or writes something else by it, is told so.
    let told = api.post(&admin, &to, &message).of(409);
    assert_eq!(told["error"]["code"], "conflict");
    let changed = json!({ "body": "Ärger 🙂", "clientMessageId": id });
    api.post(&customer.token, &to, &changed).of(409);
    // Many at the same time are one as well.
    let id = "7d0f7c0e-6a51-4d3c-9c1e-0f6d3b7a9e12";
    let message = json!({ "body": "at once", "clientMessageId": id });
    let same = || request("POST", &customer.token, &to, &message);
    let answers = api.calls((0..6).map(|_| same()).collect());
    let mut codes: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    codes.sort_unstable();
    assert_eq!(codes, [200, 200, 200, 200, 200, 201], "{answers:?}");
    assert_eq!(unread(&api, &admin, &customer.user, &admin_id), before + 1);
    // Without an id, each is a message of its own.
    let message = json!({ "body": "again" });
    for _ in 0..2 {
        api.post(&customer.token, &to, &message).of(201);
    }
    assert_eq!(unread(&api, &admin, &customer.user, &admin_id), before + 3);
    let rows = api.database.text(&format!(
        r#"SELECT count(*)::text FROM "Message" WHERE "clientMessageId"::text LIKE '7d0f7c0e%' AND "senderId" = '{}'"#,
        customer.user
    ));
    assert_eq!(rows, "2");
}

#[test]
fn whoever_opens_a_conversation_has_read_it() {
    let api = Api::over("smoke");
    let [customer, other] = api.two_customers();
    let admin = api.admin();
    let admin_id = api.id_of("admin-1@connsura.example");
    let to = path(&customer.user, &admin_id, "/messages");
    for _ in 0..3 {
        api.post(&admin, &to, &json!({ "body": "Hello" })).of(201);
    }
    let before = unread(&api, &customer.token, &customer.user, &admin_id);
    assert!(before >= 3, "{before}");
    let open = path(&customer.user, &admin_id, "/open");
    // Nobody reads for somebody else.
    api.post(&other.token, &open, &Value::Null).of(404);
    assert_eq!(
        unread(&api, &customer.token, &customer.user, &admin_id),
        before
    );
    let state = api.post(&customer.token, &open, &Value::Null).of(200);
    assert_eq!(state["unreadCount"], 0);
    assert!(state["lastReadAt"].is_string(), "{state}");
    assert_eq!(unread(&api, &customer.token, &customer.user, &admin_id), 0);
    // The database says the same.
    let sql = format!(
        r#"SELECT "unreadCount"::text FROM "MessageReadState" WHERE "senderId" = '{admin_id}' AND "recipientId" = '{}'"#,
        customer.user
    );
    assert_eq!(api.database.text(&sql), "0");
}

/// Messages to oneself are read when they are written.
#[test]
fn nobody_has_unread_messages_of_oneself() {
    let api = Api::over("smoke");
    let [Customer { user, token, .. }, _] = api.two_customers();
    let to = path(&user, &user, "/messages");
    api.post(&token, &to, &json!({ "body": "a note" })).of(201);
    assert_eq!(unread(&api, &token, &user, &user), 0);
    let sql = format!(
        r#"SELECT count(*)::text FROM "MessageReadState" WHERE "senderId" = '{user}' AND "recipientId" = '{user}'"#
    );
    assert_eq!(api.database.text(&sql), "0");
    let sent = api.list(&token, &to, 100);
    assert_eq!(sent.len(), 1, "{sent:?}");
}

#[test]
fn who_writes_to_whom() {
    let api = Api::over("smoke");
    let [customer, other] = api.two_customers();
    let admin_id = api.id_of("admin-1@connsura.example");
    let body = json!({ "body": "Hello" });
    let send =
        |token: &str, one: &str, two: &str| api.post(token, &path(one, two, "/messages"), &body);
    send(&customer.token, &customer.user, &admin_id).of(201);
    // Customers do not write to customers, nor in the name of others.
    send(&customer.token, &customer.user, &other.user).of(404);
    send(&customer.token, &other.user, &admin_id).of(404);
    send(&api.admin(), &customer.user, &other.user).of(403);
    send(&customer.token, &customer.user, "gone").of(409);
    send(&customer.token, &customer.user, "nobody").of(404);
    send("", &customer.user, &admin_id).of(401);
}

/// A conversation has one path, and is there once somebody wrote.
#[test]
fn a_conversation_has_one_path() {
    let api = Api::over("smoke");
    let [customer, _] = api.two_customers();
    let admin = api.admin();
    let admin_id = api.id_of("admin-1@connsura.example");
    let message = json!({ "body": "x" });
    let (right, wrong) = ([&customer.user, &admin_id], [&admin_id, &customer.user]);
    for token in [&customer.token, &admin] {
        let [one, other] = wrong;
        api.post(token, &path(one, other, "/messages"), &message)
            .of(404);
        api.post(token, &path(one, other, "/open"), &Value::Null)
            .of(404);
        let [one, other] = right;
        api.post(token, &path(one, other, "/messages"), &message)
            .of(201);
        api.post(token, &path(one, other, "/open"), &Value::Null)
            .of(200);
    }
    api.database.execute(&format!(
        r#"DELETE FROM "Message" WHERE '{}' IN ("senderId", "recipientId")"#,
        customer.user
    ));
    let [one, other] = right;
    let open = path(one, other, "/open");
    api.post(&customer.token, &open, &Value::Null).of(404);
}
