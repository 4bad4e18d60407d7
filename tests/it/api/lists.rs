//! Lists a page at a time: nothing twice, nothing left out, whatever instants rows share.

use std::collections::BTreeSet;

use super::Api;

/// Path, table, and the SQL that says what it is to hold, in order.
#[test]
fn every_list_holds_every_row_once_in_its_order() {
    let api = Api::over("edge-cases");
    let admin = api.admin();
    // Rows of one instant, more than a page of them; and no more pages than it takes to see that.
    api.database.execute(
        r#"DELETE FROM "AuditLog" WHERE id NOT IN (SELECT id FROM "AuditLog" ORDER BY id LIMIT 2000);
           UPDATE "Form" SET "createdAt" = '2026-01-01'; UPDATE "AuditLog" SET "createdAt" = '2026-01-01' WHERE id::text < '8';
           UPDATE "Customer" SET "createdAt" = date_trunc('year', "createdAt")"#,
    );
    for (list, table) in [
        ("customers", "Customer"),
        ("shares", "ProfileShare"),
        ("uploads", "Upload"),
        ("forms", "Form"),
        ("audit-logs", "AuditLog"),
    ] {
        let expected = api.database.texts(&format!(
            r#"SELECT id::text FROM "{table}" ORDER BY "createdAt" DESC, id DESC"#
        ));
        assert!(expected.len() > 20, "{table}: {}", expected.len());
        for limit in [7, 100] {
            let items = api.list(&admin, &format!("/api/v1/{list}"), limit);
            let ids: Vec<&str> = items
                .iter()
                .map(|item| item["id"].as_str().unwrap())
                .collect();
            assert_eq!(ids, expected, "{list} by {limit}");
        }
    }
}

#[test]
fn messages_of_one_instant_keep_their_places() {
    let api = Api::over("smoke");
    let [customer, _] = api.two_customers();
    let admin = api.id_of("admin-1@connsura.example");
    let user = &customer.user;
    api.database.execute(&format!(
        r#"DELETE FROM "Message"; INSERT INTO "Message" (id, "senderId", "recipientId", body, "createdAt")
           SELECT gen_random_uuid(), CASE WHEN n % 2 = 0 THEN '{user}'::uuid ELSE '{admin}' END,
                  CASE WHEN n % 2 = 0 THEN '{admin}'::uuid ELSE '{user}' END, n::text,
                  timestamptz '2026-01-01' + n / 25 * interval '1 ms'
           FROM generate_series(1, 203) AS n"#
    ));
    let path = format!("/api/v1/conversations/{user}/{admin}/messages");
    for limit in [1, 2, 24, 25, 26, 100] {
        let items = api.list(&customer.token, &path, limit);
        let bodies: BTreeSet<&str> = items
            .iter()
            .map(|item| item["body"].as_str().unwrap())
            .collect();
        assert_eq!((items.len(), bodies.len()), (203, 203), "by {limit}");
        let places: Vec<(&str, &str)> = items
            .iter()
            .map(|item| {
                (
                    item["createdAt"].as_str().unwrap(),
                    item["id"].as_str().unwrap(),
                )
            })
            .collect();
        assert!(places.is_sorted_by(|one, next| one > next), "by {limit}");
    }
    // Who comes in between is neither missed nor has others shown twice.
    let page = api
        .get(&customer.token, &format!("{path}?limit=50"))
        .of(200);
    api.database.execute(&format!(
        r#"INSERT INTO "Message" (id, "senderId", "recipientId", body, "createdAt")
           SELECT gen_random_uuid(), '{user}', '{admin}', 'new', now() FROM generate_series(1, 30)"#
    ));
    let next = page["nextCursor"].as_str().unwrap();
    let rest = api
        .get(&customer.token, &format!("{path}?limit=50&cursor={next}"))
        .of(200);
    let ids = |page: &serde_json::Value| -> Vec<String> {
        let items = page["items"].as_array().unwrap();
        items.iter().map(|item| item["id"].to_string()).collect()
    };
    let expected: Vec<String> = api
        .list(&customer.token, &path, 100)
        .iter()
        .map(|item| item["id"].to_string())
        .collect();
    assert_eq!([ids(&page), ids(&rest)].concat(), expected[30..130]);
}

#[test]
fn customers_are_found_by_what_people_see() {
    let api = Api::over("edge-cases");
    let admin = api.admin();
    let names = api.database.texts(
        r#"SELECT DISTINCT "fullName" FROM "Customer" WHERE length("fullName") BETWEEN 3 AND 60
           AND "fullName" !~ '[[:cntrl:]]' LIMIT 40"#,
    );
    for name in names {
        let mut word = String::new();
        for byte in name.bytes() {
            word.push_str(&format!("%{byte:02X}"));
        }
        let items = api.list(&admin, &format!("/api/v1/customers?q={word}"), 100);
        assert!(
            items.iter().any(|item| item["fullName"] == *name),
            "{name}: {items:?}"
        );
    }
    // What means something to SQL's patterns is itself.
    for word in ["%25", "_", "%5C", "%25%25%25_"] {
        let items = api.list(&admin, &format!("/api/v1/customers?q={word}"), 100);
        let word = word.replace("%25", "%").replace("%5C", "\\");
        for item in items {
            assert!(
                item.to_string().replace("\\\\", "\\").contains(&word),
                "{word}: {item}"
            );
        }
    }
}
