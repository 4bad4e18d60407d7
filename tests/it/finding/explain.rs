//! `explain`: what any row is, and what became of it.

use insta::assert_snapshot;

use super::{filled, machine};
use crate::support::Machine;

/// The profile of a persona.
const NGOZI: &str = "SELECT customer_id::text FROM connsura_seed.personas WHERE key = 'ngozi'";

#[test]
fn a_persona_is_explained() {
    let machine = filled();
    let database = machine.database();
    let ngozi = database.text(NGOZI);
    let customer = machine.json(&["explain", &ngozi, "--format", "json"]);
    assert_eq!(customer["table"], "Customer");
    assert_eq!(customer["database"]["state"], "same");
    assert_eq!(customer["account"]["label"], "ngozi");
    assert_eq!(customer["edges_here"].as_array().unwrap().len(), 3);
    assert!(customer["columns"]["phone"].is_null());
    assert_snapshot!(machine.succeed(&["explain", &ngozi, "./finding.toml"]), @r#"
    the profile of ngozi
      table     Customer
      row       5eed020a-a54d-8ac1-a729-000000000000
      page      /customers/5eed020a-a54d-8ac1-a729-000000000000
      api       /api/v1/customers/5eed020a-a54d-8ac1-a729-000000000000

    ┌────────────────────┬─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┬────────────┐
    │ column             │ value                                                                                                                                       │ odd        │
    ├────────────────────┼─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┼────────────┤
    │ id                 │ "5eed020a-a54d-8ac1-a729-000000000000"                                                                                                      │            │
    │ userId             │ "5eed010a-a54d-8ac1-a729-000000000000"                                                                                                      │            │
    │ fullName           │ "Maria Benedita Aurora das Neves Figueirinha de Vasconcelhos e Albuquerquinha do Monte Carvalhosa Teixeirinha de Sá Pintassilgo Lourençais" │ N06        │
    │ preferredName      │ "👨\u{200d}👩\u{200d}👧\u{200d}👦"                                                                                                          │ S02        │
    │ phone              │ NULL                                                                                                                                        │ phone:null │
    │ dateOfBirth        │ "1945-06-24"                                                                                                                                │            │
    │ addressLine1       │ "90 Thistlewick Gardens"                                                                                                                    │            │
    │ addressLine2       │ "Flat 9"                                                                                                                                    │            │
    │ city               │ "Cardiff"                                                                                                                                   │            │
    │ region             │ NULL                                                                                                                                        │            │
    │ postalCode         │ "CF17 8BH"                                                                                                                                  │            │
    │ country            │ "GB"                                                                                                                                        │            │
    │ spokenLanguages    │ "{English}"                                                                                                                                 │            │
    │ insuranceInterests │ "{pet,legal}"                                                                                                                               │            │
    │ preferences        │ "{\"theme\": \"dark\", \"channel\": \"letter\", \"newsletter\": true, \"textSizePercent\": 100}"                                            │            │
    │ notes              │ NULL                                                                                                                                        │            │
    │ createdAt          │ "2024-08-02 08:45:08.386+00"                                                                                                                │            │
    │ updatedAt          │ "2025-08-16 05:52:38.72+00"                                                                                                                 │            │
    └────────────────────┴─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┴────────────┘

    ngozi (persona, customer): Very long name with a family emoji, no phone
      log in    ngozi@personas.connsura.example
      user      5eed010a-a54d-8ac1-a729-000000000000
      customer  5eed020a-a54d-8ac1-a729-000000000000
      page      /customers/5eed020a-a54d-8ac1-a729-000000000000
      api       /api/v1/customers/5eed020a-a54d-8ac1-a729-000000000000
      look at   N06@name: more than six parts and 120 characters
                it breaks layouts, printed forms and silent truncation
                Customer.fullName is "Maria Benedita Aurora das Neves Figueirinha de Vasconcelhos e Albuquerquinha do Monte Carvalhosa Teixeirinha de Sá Pintassilgo Lourençais" (139 bytes, 137 code points, 137 UTF-16 units, 137 graphemes)
                row 5eed020a-a54d-8ac1-a729-000000000000 at /customers/5eed020a-a54d-8ac1-a729-000000000000
      look at   S02@preferred-name: a family emoji: seven code points that are one sign
                it breaks cuts: `left` of one code point leaves a lone man
                Customer.preferredName is "👨\u{200d}👩\u{200d}👧\u{200d}👦" (25 bytes, 7 code points, 11 UTF-16 units, 1 grapheme)
                row 5eed020a-a54d-8ac1-a729-000000000000 at /customers/5eed020a-a54d-8ac1-a729-000000000000
      look at   phone:null@phone: no phone
                it breaks code that takes the value for granted; comparison with it, which is NULL
                Customer.phone is NULL
                row 5eed020a-a54d-8ac1-a729-000000000000 at /customers/5eed020a-a54d-8ac1-a729-000000000000

    ┌──────────────────┬────────┬───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┐
    │ its rows         │ number │ the first                                                                                                                             │
    ├──────────────────┼────────┼───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┤
    │ Customer         │      1 │ /customers/5eed020a-a54d-8ac1-a729-000000000000                                                                                       │
    │ Message          │    400 │ /conversations/5eed010a-a54d-8ac1-a729-000000000000/5eed0101-0000-8000-8000-000000000000?message=5eed040a-a54d-8ac1-a729-000000000000 │
    │ MessageReadState │      2 │ /conversations/5eed010a-a54d-8ac1-a729-000000000000/5eed0101-0000-8000-8000-000000000000                                              │
    │ AuditLog         │      7 │ /audit-logs/5eed070a-a54d-8ac1-a729-000100000000                                                                                      │
    │ Form             │      2 │ /forms/5eed090a-a54d-8ac1-a729-000000000000                                                                                           │
    └──────────────────┴────────┴───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┘

    log in at /login with the password connsura-local-only
    this is the plan of finding (seed 7, now 2026-03-01T00:00:00.000Z)
    "#);
}

/// A row of each table, by what SQL says that it is.
#[test]
fn rows_of_all_tables_are_explained() {
    let machine = filled();
    let database = machine.database();
    for (table, sql) in [
        ("Message", r#"SELECT max(id::text) FROM "Message""#),
        (
            "ProfileShare",
            r#"SELECT max(id::text) FROM "ProfileShare""#,
        ),
        ("AuditLog", r#"SELECT max(id::text) FROM "AuditLog""#),
        ("Upload", r#"SELECT max(id::text) FROM "Upload""#),
        ("Form", r#"SELECT max(id::text) FROM "Form""#),
        ("Admin", r#"SELECT max(id::text) FROM "Admin""#),
        (
            "MessageReadState",
            r#"SELECT "senderId" || ' to ' || "recipientId" FROM "MessageReadState" LIMIT 1"#,
        ),
    ] {
        let id = database.text(sql);
        let found = machine.json(&["explain", &id, "--format", "json"]);
        assert_eq!(
            (&found["table"], &found["row"]),
            (&table.into(), &id.clone().into())
        );
        assert_eq!(found["database"]["state"], "same", "{table}");
        let planned = machine.json(&["explain", &id, "./finding.toml", "--format", "json"]);
        assert!(planned["database"].is_null());
        for same in ["what", "columns", "page", "api", "account", "siblings"] {
            assert_eq!(found[same], planned[same], "{same} of {table}");
        }
    }
}

#[test]
fn a_row_is_explained_with_what_became_of_it() {
    let machine = filled();
    let database = machine.database();
    let ngozi = database.text(NGOZI);
    database.execute(&format!(
        r#"UPDATE "Customer" SET "fullName" = 'X', phone = '1' WHERE id = '{ngozi}';
           UPDATE "User" SET email = 'other@mail.example' WHERE email LIKE 'ngozi@%';
           INSERT INTO "User" (id, email, "passwordHash", role, "createdAt", "updatedAt")
           VALUES ('00000000-0000-4000-8000-000000000001', 'x@mail.example', 'h', 'ADMIN', now(), now())"#
    ));
    let changed = machine.json(&["explain", &ngozi, "--format", "json"]);
    assert_eq!(
        changed["database"]["changed"],
        serde_json::json!(["fullName", "phone"])
    );
    assert_eq!(changed["columns"]["fullName"], "X");
    let by_address = machine.json(&["explain", "other@mail.example", "--format", "json"]);
    assert_eq!(by_address["account"]["label"], "ngozi");
    let old = machine.json(&[
        "explain",
        "ngozi@personas.connsura.example",
        "--format",
        "json",
    ]);
    assert_eq!(old["row"], by_address["row"]);

    let page = |machine: &Machine| {
        machine.json(&["explain", "R01.page@messages", "--format", "json"])["account"]["look_at"][0]
            .clone()
    };
    let look = page(&machine);
    let last = look["row"]
        .as_str()
        .unwrap()
        .replace("000000000000", "000000000031");
    database.execute(&format!(r#"DELETE FROM "Message" WHERE id = '{last}'"#));
    assert_eq!(
        (&look["messages"], &page(&machine)["messages"]),
        (&50.into(), &49.into())
    );

    let run = machine.run(&["explain", "00000000-0000-4000-8000-000000000001"]);
    assert_snapshot!(run.told(), @"
    2
    error: 00000000-0000-4000-8000-000000000001 is not an id made by connsura-seed: those begin with `5eed`
    hint: the database has it in User: somebody added it since the reset
    ");
    let hit = machine.json(&["find", "--having", "email_bytes = 14", "--format", "json"]);
    assert_eq!(
        (&hit["hits"][0]["kind"], &hit["hits"][0]["email"]),
        (&"added".into(), &"x@mail.example".into())
    );

    database.execute(&format!(r#"DELETE FROM "Customer" WHERE id = '{ngozi}'"#));
    let gone = machine.json(&["explain", &ngozi, "--format", "json"]);
    assert_eq!(gone["database"]["state"], "gone");
    assert_eq!(gone["account"]["look_at"][0]["gone"], true);
}

#[test]
fn what_names_no_row_is_wrong_usage() {
    let machine = machine();
    let told = |wanted: &str| machine.run(&["explain", wanted, "./finding.toml"]).told();
    assert_snapshot!(told("ngozy"), @"
    2
    error: `ngozy` is no id, no address of an account, no specimen and no persona
    hint: did you mean ngozi?
    ");
    assert_snapshot!(told("00000000-0000-4000-8000-000000000001"), @"
    2
    error: 00000000-0000-4000-8000-000000000001 is not an id made by connsura-seed: those begin with `5eed`
    hint: ids are explained, not looked up, in a plan
    ");
    assert_snapshot!(told("5eed0108-0000-8000-bfff-000000000000"), @"
    2
    error: 5eed0108-0000-8000-bfff-000000000000 names a row of User of customer 16383, whom this scenario does not have
    hint: it is of another scenario; without one, the local database is asked
    ");
    assert_snapshot!(told("5eed0908-0000-8000-8000-000000000063"), @"
    2
    error: 5eed0908-0000-8000-8000-000000000063 names a row of Form of customer 0, which customer 0 does not have
    hint: it is of another scenario; without one, the local database is asked
    ");
    assert_snapshot!(told("\u{1b}[2J"), @r"
    2
    error: `\u{1b}[2J` is no id, no address of an account, no specimen and no persona
    hint: to look for accounts: connsura-seed find
    ");
}
