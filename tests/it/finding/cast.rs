//! `cast`, and the lists of personas and specimens.

use std::fs;

use insta::assert_snapshot;
use serde_json::Value;

use super::{filled, machine};
use crate::support::Machine;

#[test]
fn the_cast_is_who_can_log_in() {
    let machine = filled();
    let database = machine.database();
    assert_snapshot!(machine.succeed(&["cast", "./finding.toml"]), @r#"
    boss (persona, admin): Reads
      log in    boss@personas.connsura.example
      user      5eed0103-d100-8b03-a7a5-000000000000
      admin     5eed0303-d100-8b03-a7a5-000000000000
      page      /admins/5eed0303-d100-8b03-a7a5-000000000000
      api       /api/v1/admins/5eed0303-d100-8b03-a7a5-000000000000

    ngozi (persona, customer): Very long name with a family emoji, no phone
      log in    ngozi@personas.connsura.example
      user      5eed010a-a54d-8ac1-a729-000000000000
      customer  5eed020a-a54d-8ac1-a729-000000000000
      page      /customers/5eed020a-a54d-8ac1-a729-000000000000
      api       /api/v1/customers/5eed020a-a54d-8ac1-a729-000000000000
      has       conversation, 400 messages, at /conversations/5eed010a-a54d-8ac1-a729-000000000000/5eed0101-0000-8000-8000-000000000000
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

    ordinary admins: admin-1@connsura.example, admin-2@connsura.example
    log in at /login with the password connsura-local-only
    this is the plan of finding (seed 7, now 2026-03-01T00:00:00.000Z)
    "#);
    let cast = machine.json(&["cast", "--format", "json"]);
    let personas = cast["personas"].as_array().unwrap();
    assert_eq!(cast["password"], "connsura-local-only");
    for persona in personas {
        let [label, email, user] =
            ["label", "email", "user"].map(|key| persona[key].as_str().unwrap());
        let listed = database.text(&format!(
            r#"SELECT concat_ws(' ', key, p.email, u.id, coalesce(c.id, a.id), p.about)
               FROM connsura_seed.personas p JOIN "User" u ON u.email = p.email AND u.id = user_id
               LEFT JOIN "Customer" c ON c.id = customer_id AND c."userId" = u.id
               LEFT JOIN "Admin" a ON a.id = admin_id AND a."userId" = u.id WHERE key = '{label}'"#
        ));
        let profile = persona["customer"].as_str().or(persona["admin"].as_str());
        let about = persona["about"].as_str().unwrap();
        assert_eq!(
            listed,
            format!("{label} {email} {user} {} {about}", profile.unwrap())
        );
        assert!(
            persona["page"]
                .as_str()
                .unwrap()
                .ends_with(profile.unwrap())
        );
    }
    assert_eq!(personas.len(), 2);
    let carries =
        "SELECT array_to_string(carries, ' ') FROM connsura_seed.personas WHERE key = 'ngozi'";
    assert_eq!(
        database.text(carries),
        "N06@name S02@preferred-name phone:null@phone"
    );
    assert_eq!(cast["admins"][1], "admin-2@connsura.example");
    // With the database's own values, where somebody changed them.
    database.execute(
        r#"UPDATE "User" SET email = 'other@mail.example' WHERE email LIKE 'ngozi@%';
           UPDATE "Customer" SET phone = '1' WHERE phone IS NULL;
           DELETE FROM "Admin" USING "User" u WHERE u.id = "userId" AND email LIKE 'boss@%';
           DELETE FROM "User" WHERE email LIKE 'boss@%'"#,
    );
    let cast = machine.json(&["cast", "--format", "json"]);
    let ngozi = &cast["personas"][1];
    assert_eq!(
        (&cast["personas"][0]["gone"], &ngozi["gone"]),
        (&true.into(), &false.into())
    );
    assert_eq!(ngozi["email"], "other@mail.example");
    assert_eq!(ngozi["look_at"][2]["columns"]["phone"]["value"], "1");
}

#[test]
fn a_password_of_the_operators_is_not_told() {
    let machine = machine();
    let mut command = machine.command(&["reset", "./finding.toml"]);
    let done = command
        .env("CONNSURA_SEED_PASSWORD", "not-for-your-eyes")
        .output()
        .unwrap();
    assert!(done.status.success());
    let cast = machine.json(&["cast", "--format", "json"]);
    assert!(cast["password"].is_null());
    let told = machine.succeed(&["cast"]);
    assert!(
        told.contains("the one that CONNSURA_SEED_PASSWORD held at the reset"),
        "{told}"
    );
    assert!(!told.contains("not-for-your-eyes") && !told.contains("$2b$"));
}

#[test]
fn a_scenario_without_personas_says_so() {
    let told = Machine::new().succeed(&["cast", "empty"]);
    assert!(told.contains("the scenario has no personas"), "{told}");
    assert!(told.contains("admin-1@connsura.example"), "{told}");
}

#[test]
fn verify_names_what_changed_in_the_list_of_personas() {
    let machine = machine();
    for (change, expected) in [
        ("DELETE FROM connsura_seed.personas WHERE key = 'boss'", "persona boss missing"),
        ("UPDATE connsura_seed.personas SET about = '' WHERE key = 'ngozi'", "persona ngozi changed"),
        ("UPDATE connsura_seed.specimens SET customer_id = NULL WHERE label = 'S02@body'", "specimen S02@body changed"),
        ("INSERT INTO connsura_seed.personas SELECT 'x', role, email, user_id, customer_id, admin_id, about, carries
          FROM connsura_seed.personas WHERE key = 'boss'", "persona x unexpected"),
        ("DROP TABLE connsura_seed.personas", "table connsura_seed.personas missing"),
    ] {
        machine.succeed(&["reset", "./finding.toml"]);
        machine.succeed(&["verify"]);
        machine.database().execute(change);
        let run = machine.run(&["verify"]);
        assert_eq!(run.code, 5, "{change}: {}", run.stderr);
        assert!(run.stdout.contains(&format!("\n{expected}\n")), "{change}: {}", run.stdout);
    }
}

#[test]
fn an_export_lists_its_personas() {
    let machine = machine();
    machine.succeed(&["export", "./finding.toml", "--out", "files"]);
    let manifest = fs::read(machine.path().join("files/manifest.json")).unwrap();
    let manifest: Value = serde_json::from_slice(&manifest).unwrap();
    let cast = machine.json(&["cast", "./finding.toml", "--format", "json"]);
    let personas = manifest["personas"].as_array().unwrap();
    assert_eq!(personas.len(), 2);
    for (listed, persona) in personas.iter().zip(cast["personas"].as_array().unwrap()) {
        assert_eq!(listed["key"], persona["label"]);
        for same in ["role", "email", "user", "customer", "admin", "about"] {
            assert_eq!(listed[same], persona[same]);
        }
    }
    let specimens = manifest["specimens"].as_array().unwrap();
    let is_admin = |specimen: &Value| specimen["label"].as_str().unwrap().ends_with("@title");
    assert!(specimens.iter().any(is_admin));
    for specimen in specimens {
        assert_eq!(specimen["admin"].is_string(), is_admin(specimen));
        assert_eq!(specimen["customer"].is_null(), is_admin(specimen));
    }
}

/// Whoever joins the lists with the tables loses nobody.
#[test]
fn the_lists_name_rows_that_there_are() {
    let machine = filled();
    let lost = machine.database().texts(
        r#"SELECT name FROM (SELECT label AS name, user_id, customer_id, admin_id FROM connsura_seed.specimens
                             UNION ALL SELECT key, user_id, customer_id, admin_id FROM connsura_seed.personas) l
           LEFT JOIN "User" u ON u.id = user_id LEFT JOIN "Customer" c ON c.id = customer_id AND c."userId" = u.id
           LEFT JOIN "Admin" a ON a.id = admin_id AND a."userId" = u.id
           WHERE u.id IS NULL OR num_nonnulls(c.id, a.id) <> 1 OR num_nonnulls(customer_id, admin_id) <> 1"#,
    );
    assert_eq!(lost, Vec::<String>::new());
}
