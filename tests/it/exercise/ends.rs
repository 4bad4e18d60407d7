//! How an exercise ends, and what it says where it cannot even begin.

use serde_json::{Value, json};

use super::Staged;
use crate::support::Machine;

/// The first line of what is wrong, and the hint.
fn told(run: &crate::support::Run) -> (&str, &str) {
    let line = |start: &str| {
        run.stderr
            .lines()
            .find(|line| line.starts_with(start))
            .unwrap_or_default()
    };
    (line("error:"), line("hint:"))
}

#[test]
fn what_cannot_begin_says_why() {
    let staged = Staged::over("smoke");
    let api = staged.serve(|app| app);
    let cases: [(&[&str], i32, &str, &str); 7] = [
        (
            &["--api", "127.0.0.1:3000"],
            2,
            "not one of a server",
            "--api http://",
        ),
        (
            &["--api", "http://127.0.0.1/?q=1"],
            2,
            "not one of a server",
            "--api http://",
        ),
        (
            &["--api", "http://127.0.0.1:1"],
            1,
            "http://127.0.0.1:1 does not answer",
            "start the API",
        ),
        (
            &["--api", &api, "--only", "Custumer"],
            2,
            "there is no table `Custumer`",
            "--only Customer",
        ),
        (
            &["--api", &api, "--description", "nowhere.toml"],
            2,
            "`nowhere.toml` cannot be read",
            "core-api/exercise.toml",
        ),
        (&["--api", &api, "--rows", "0..5"], 2, "FIRST..LAST", ""),
        (
            &["--api", &api, "--rows", "90001.."],
            2,
            "--rows begins at 90,001, and there are ",
            "--rows 1..",
        ),
    ];
    for (arguments, code, error, hint) in cases {
        let run = staged.machine.run(&[&["exercise"], arguments].concat());
        assert_eq!(run.code, code, "{arguments:?}: {run:?}");
        assert!(run.stderr.contains(error), "{arguments:?}: {run:?}");
        assert!(told(&run).1.contains(hint), "{arguments:?}: {run:?}");
    }
    // Another generation than the API has.
    let run = staged.machine.run(&[
        "exercise",
        "edge-cases",
        "--seed",
        "99",
        "--api",
        &api,
        "--only",
        "Customer",
        "--fail-fast",
    ]);
    assert_eq!(run.code, 5, "{run:?}");
    // The address of something else, and of another server's log-in.
    let run = staged.exercise(&format!("{api}/nowhere"), &[]);
    assert_eq!(run.code, 5, "{run:?}");
    assert!(
        told(&run)
            .1
            .contains("there is no log-in at /api/v1/log-in"),
        "{run:?}"
    );
    let run = staged.exercise("http://user:secret@127.0.0.1:1", &[]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(told(&run).1.contains("has no user in it: --api"), "{run:?}");
    assert!(!run.stderr.contains("secret"), "{run:?}");
    // Another password.
    let mut command = staged
        .machine
        .command(&["exercise", "smoke", "--api", &api]);
    let run = crate::support::Run::of(
        command
            .env("CONNSURA_SEED_PASSWORD", "wrong")
            .output()
            .unwrap(),
    );
    assert_eq!(run.code, 5, "{run:?}");
    assert!(told(&run).0.contains("cannot log in"), "{run:?}");
    assert!(told(&run).1.contains("CONNSURA_SEED_PASSWORD"), "{run:?}");
    assert!(!run.stderr.contains("wrong"), "{run:?}");
    // The database knows better, and says so.
    let mut command = staged
        .machine
        .command(&["exercise", "--api", &api, "--only", "Admin"]);
    let run = crate::support::Run::of(
        command
            .env("CONNSURA_SEED_PASSWORD", "wrong")
            .output()
            .unwrap(),
    );
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.stderr.contains("note: ") && run.stderr.contains("is left aside"),
        "{run:?}"
    );
    // No database to ask, and none named.
    let run = Machine::new().run(&["exercise", "--api", &api]);
    assert_eq!(run.code, 6, "{run:?}");
}

/// A part that nothing of the description shows would find nothing, whatever is wrong.
#[test]
fn a_part_that_is_not_shown_is_refused() {
    let staged = Staged::over("smoke");
    let text = r#"[log_in]
post = "/api/v1/log-in"
body = { email = "{email}", password = "{password}" }
token = "/token"

[tables.Upload.values]
"/fileName" = "fileName"
"#;
    let route = r#"
[[routes]]
get = "/api/v1/uploads/{id}"
shows = "Upload"
to = ["admin"]
"#;
    let api = staged.serve(|app| app);
    let told_of = |text: &str, more: &[&str]| {
        std::fs::write(staged.machine.path().join("part.toml"), text).unwrap();
        staged.exercise(&api, &[&["--description", "part.toml"], more].concat())
    };
    let run = told_of(text, &[]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(told(&run).0.contains("no [[routes]]"), "{run:?}");
    let text = format!("{text}{route}");
    for table in ["Conversation", "User"] {
        let run = told_of(&text, &["--only", table]);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(told(&run).0.contains(&format!("shows {table}")), "{run:?}");
        assert!(told(&run).1.contains("one of: Upload"), "{run:?}");
    }
    let run = told_of(&text, &["--only", "Upload"]);
    assert_eq!(run.code, 0, "{run:?}");
}

/// Whoever asks for nothing logs in for nothing, and what log-ins say is of users.
#[test]
fn a_part_has_the_log_ins_that_it_needs() {
    let staged = Staged::over("smoke");
    staged
        .database
        .execute(r#"UPDATE "Customer" SET "preferredName" = 'Somebody else'"#);
    let api = staged.serve(|app| app);
    let (code, found) = staged.found(&api, &["--only", "Upload"]);
    assert_eq!(code, 0, "{found:#}");
    let log_ins = |found: &Value| {
        let checks = found["checks"].as_array().unwrap().iter();
        checks.filter(|check| check["table"] == "User").count()
    };
    assert_eq!(log_ins(&found), 0, "{found:#}");
    let (code, found) = staged.found(&api, &["--only", "User"]);
    assert_eq!(code, 5, "{found:#}");
    assert!(log_ins(&found) > 0, "{found:#}");
}

/// Every log-in writes an audit row: after some exercises there are more of these than of ours.
#[test]
fn rows_that_the_api_has_made_are_no_finding() {
    let staged = Staged::over("smoke");
    staged.database.execute(
        r#"INSERT INTO "AuditLog"
           SELECT (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid()))).*
           FROM "AuditLog" a, generate_series(1, 6000)
           WHERE a.id = (SELECT min(id::text)::uuid FROM "AuditLog")"#,
    );
    let api = staged.serve(|app| app);
    let (code, found) = staged.found(&api, &["--only", "AuditLog"]);
    assert_eq!(code, 0, "{found:#}");
    let requests = found["requests"].as_u64().unwrap();
    assert!(requests > 60, "the rows are in the list: {requests}");
    // A conversation that nobody had when the rows were made.
    staged.database.execute(
        r#"INSERT INTO "Message" (id, "senderId", "recipientId", body)
           SELECT gen_random_uuid(), "userId", "userId", 'a note to myself' FROM "Customer""#,
    );
    let (code, found) = staged.found(&api, &["--only", "Conversation"]);
    assert_eq!(code, 0, "{found:#}");
}

/// Rows of a walk, the last one that was done, and the requests.
fn walked(found: &Value) -> (u64, u64) {
    (
        found["rows"]["last"].as_u64().unwrap(),
        found["requests"].as_u64().unwrap(),
    )
}

#[test]
fn parts_of_a_walk_are_the_whole() {
    let staged = Staged::over("smoke");
    let api = staged.serve(|app| app);
    let (_, whole) = staged.found(&api, &[]);
    let (rows, requests) = walked(&whole);
    let mut sum = 0;
    let thirds = [1, rows / 3, rows * 2 / 3, rows + 1];
    for part in thirds.windows(2) {
        let range = format!("{}..{}", part[0], part[1] - 1);
        let (code, found) = staged.found(&api, &["--rows", &range]);
        assert_eq!(code, 0, "{found:#}");
        assert_eq!(walked(&found).0, part[1] - 1, "{range}");
        sum += walked(&found).1;
    }
    // Whoever asks logs in where the rows begin; others log in once for each part in which they ask.
    assert_eq!(sum, requests);
    // The same by their number.
    let mut sum = 0;
    for part in ["1/3", "2/3", "3/3"] {
        let (code, found) = staged.found(&api, &["--part", part]);
        assert_eq!(code, 0, "{found:#}");
        sum += walked(&found).1;
        if part == "3/3" {
            assert_eq!(walked(&found).0, rows);
        }
    }
    assert_eq!(sum, requests);
    let run = staged.exercise(&api, &["--part", "1/1000000"]);
    assert_eq!(run.code, 2, "{run:?}");
    let none = format!("--part 1/1000000 has no rows: there are {rows} rows");
    assert!(run.stderr.contains(&none), "{run:?}");
    // A part in which nothing is asked for is done as well.
    let last = format!("{rows}..{rows}");
    let (_, found) = staged.found(&api, &["--only", "Admin", "--rows", &last]);
    assert_eq!(walked(&found), (rows, 0));
    let run = staged.exercise(&api, &["--only", "Admin", "--rows", &last]);
    assert!(run.stdout.starts_with("nothing was asked for: "), "{run:?}");
}

/// A secret password is put in by whoever repeats the request, whatever it is made of.
#[test]
fn a_log_in_with_a_secret_password_is_repeated() {
    const SECRET: &str = r#"s3cret-Pass"$x\'y"#;
    let machine = Machine::with_server();
    let mut reset = machine.command(&["reset", "smoke"]);
    let run = crate::support::Run::of(
        reset
            .env("CONNSURA_SEED_PASSWORD", SECRET)
            .output()
            .unwrap(),
    );
    assert_eq!(run.code, 0, "{run:?}");
    let staged = Staged::of(machine, SECRET);
    staged
        .database
        .execute(r#"UPDATE "Customer" SET city = 'Elsewhere'"#);
    let api = staged.serve(|app| app);
    let arguments = [
        "exercise", "--api", &api, "--only", "Customer", "--format", "json",
    ];
    let mut command = staged.machine.command(&arguments);
    let output = command
        .env("CONNSURA_SEED_PASSWORD", SECRET)
        .output()
        .unwrap();
    let run = crate::support::Run::of(output);
    assert!(!run.stdout.contains("s3cret"), "{run:?}");
    let found: Value = serde_json::from_str(&run.stdout).unwrap();
    let finding = &found["groups"][0]["findings"][0];
    let script = format!(
        "set -e\n{}\n{}",
        finding["token"].as_str().unwrap(),
        finding["again"].as_str().unwrap()
    );
    let mut shell = std::process::Command::new("sh");
    let shell = shell
        .args(["-c", &script])
        .env("CONNSURA_SEED_PASSWORD", SECRET);
    let shell = shell.output().unwrap();
    let answer = String::from_utf8_lossy(&shell.stdout);
    assert!(answer.contains("Elsewhere"), "{script}\n{shell:?}");
}

#[test]
fn a_finding_says_how_to_see_it_again() {
    let staged = Staged::over("smoke");
    // One row of the database, changed by hand.
    staged.database.execute(
        r#"UPDATE "Customer" SET "fullName" = 'Somebody else' WHERE id = (SELECT min(id::text)::uuid FROM "Customer")"#,
    );
    let id = staged
        .database
        .text(r#"SELECT min(id::text) FROM "Customer""#);
    let api = staged.serve(|app| app);
    let (code, found) = staged.found(&api, &["--only", "Customer"]);
    assert_eq!(code, 5, "{found:#}");
    let groups = found["groups"].as_array().unwrap();
    let group = groups
        .iter()
        .find(|group| group["route"] == "GET /api/v1/customers/{id}" && group["as"] == "admin");
    let finding = &group.unwrap_or_else(|| panic!("{found:#}"))["findings"][0];
    assert_eq!(finding["row"], json!(id), "{finding:#}");
    assert_eq!(finding["found"], "\"Somebody else\"");
    let again = finding["again"].as_str().unwrap();
    assert!(
        again.ends_with(&format!("'{api}/api/v1/customers/{id}'")),
        "{again}"
    );
    assert!(again.contains("$TOKEN") && !again.contains("ey"), "{again}");
    // By hand, as it says.
    let token = finding["token"].as_str().unwrap();
    let script = format!("set -e\n{token}\n{again}");
    let shell = std::process::Command::new("sh")
        .args(["-c", &script])
        .output()
        .unwrap();
    let answer = String::from_utf8_lossy(&shell.stdout);
    assert!(
        answer.contains(r#""fullName":"Somebody else""#),
        "{script}\n{shell:?}"
    );
    let email = finding["by"]["email"].as_str().unwrap();
    let run = staged.exercise(&api, &["--only", "Customer"]);
    assert!(
        run.stdout.contains(&format!("as     {email}")),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains(&id), "{}", run.stdout);
    assert!(
        run.stderr.contains("hint: connsura-seed verify"),
        "{}",
        run.stderr
    );
}
