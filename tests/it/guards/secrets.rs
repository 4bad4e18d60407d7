//! Nothing that the program says, in any format and of any failure, holds a password, a hash,
//! a token, or contact data that it found in a database.

use std::sync::Mutex;

use super::staging::{PASSWORD, PLANTED, Staging, USERS, VARIABLE, url_of};
use crate::support::Run;

const TO: [&str; 2] = ["--target", "staging"];

/// All that was said, and what must not be in it.
struct Listener<'s> {
    staging: &'s Staging,
    forbidden: Vec<String>,
    runs: Mutex<usize>,
}

impl Listener<'_> {
    fn new(staging: &Staging) -> Listener<'_> {
        let mut forbidden: Vec<String> = [
            PASSWORD,
            "quay%2FHeron41",
            "Heron41",
            USERS,
            "wrong-Gate-33",
            "other-Word-5",
        ]
        .map(str::to_owned)
        .to_vec();
        forbidden.extend(PLANTED.map(str::to_owned));
        // However it is written down.
        forbidden.extend(
            ["4471208", "867 2290", "8672290", "brackwater", "quellmann"].map(str::to_owned),
        );
        forbidden.extend(staging.database.texts("SELECT token FROM \"ProfileShare\""));
        forbidden.extend(
            staging
                .database
                .texts("SELECT DISTINCT \"passwordHash\" FROM \"User\""),
        );
        assert!(forbidden.len() > 20, "there are tokens");
        Listener {
            staging,
            forbidden,
            runs: Mutex::new(0),
        }
    }

    /// Runs the program in every format, with these variables, and listens.
    fn hear(&self, variables: &[(&str, &str)], arguments: &[&str], code: i32) {
        for log in ["text", "json"] {
            for format in ["text", "json"] {
                let formats = ["--log-format", log, "--format", format];
                let run = self
                    .staging
                    .run_with(variables, &[arguments, &formats].concat());
                assert_eq!(run.code, code, "{arguments:?}: {}", run.told());
                self.judge(&run, arguments);
            }
        }
    }

    fn judge(&self, run: &Run, arguments: &[&str]) {
        let told = run.told();
        assert!(!told.trim().is_empty());
        for secret in &self.forbidden {
            assert!(
                !told.contains(secret.as_str()),
                "{arguments:?} tells `{secret}`:\n{told}"
            );
        }
        for hash in ["$2a$", "$2b$", "$2y$"] {
            assert!(!told.contains(hash), "{arguments:?} tells a hash:\n{told}");
        }
        *self.runs.lock().unwrap() += 1;
    }
}

/// What looks and asks, of a database in any state.
fn look(listener: &Listener<'_>, verified: i32, covered: i32) {
    let share = listener
        .staging
        .database
        .text("SELECT id::text FROM \"ProfileShare\" LIMIT 1");
    let customer = listener
        .staging
        .database
        .text("SELECT id::text FROM \"Customer\" WHERE id::text LIKE '5eed%' LIMIT 1");
    listener.hear(&[], &[&["verify"][..], &TO].concat(), verified);
    listener.hear(&[], &[&["coverage"][..], &TO].concat(), covered);
    for arguments in [
        &["status"][..],
        &["cast"],
        &["find", "--having", "role = admin", "--limit", "3"],
        &["find", "--having", "role = customer", "--limit", "50"],
        &[
            "find",
            "--having",
            "phone != none and email_bytes > 1",
            "--limit",
            "50",
        ],
        &["explain", "admin-1@connsura.example"],
        &["explain", &share],
        &["explain", &customer],
    ] {
        listener.hear(&[], &[arguments, &TO].concat(), 0);
    }
}

#[test]
fn nothing_that_is_said_is_a_secret() {
    let staging = Staging::marked();
    let to = |arguments: &[&'static str]| [arguments, &TO].concat();
    staging.succeed(&to(&["reset", "staging"]));
    let listener = Listener::new(&staging);
    let mark = ["mark", "staging", "--database-name", "connsura_staging"];
    // What goes well.
    listener.hear(&[], &to(&mark), 0);
    listener.hear(&[], &to(&["reset", "staging", "--dry-run"]), 0);
    listener.hear(&[], &to(&["reset", "staging"]), 0);
    listener.hear(&[], &to(&["undo"]), 0);
    listener.hear(&[], &to(&["doctor"]), 0);
    listener.hear(
        &[],
        &["reset", "staging", "--database-url-env", VARIABLE],
        0,
    );
    look(&listener, 0, 0);
    // What cannot be reached, or does not let us in.
    let wrong = staging.url().replace("quay%2FHeron41", "wrong-Gate-33");
    let nowhere = url_of(staging.port, "nothing");
    let odd = format!("{}?sslmod=disable", staging.url());
    let closed = "postgresql://deployer:wrong-Gate-33@127.0.0.1:1/connsura_staging";
    let broken = "postgresql://deployer:wrong-Gate-33@[::1/connsura_staging";
    let other = "mysql://deployer:wrong-Gate-33@127.0.0.1/connsura_staging";
    for (url, code) in [
        (wrong.as_str(), 6),
        (&nowhere, 6),
        (closed, 6),
        (&odd, 4),
        (broken, 4),
        (other, 4),
    ] {
        for arguments in [
            &["reset", "smoke"][..],
            &["reset", "smoke", "--dry-run"],
            &["verify"],
            &["status"],
            &["undo"],
            &["doctor"],
            &["load", "smoke"],
            &["cast"],
            &["coverage"],
            &mark,
        ] {
            let run = staging.run_with(&[(VARIABLE, url)], &[arguments, &TO].concat());
            assert_eq!(run.code, code, "{arguments:?} {}", run.told());
            listener.judge(&run, arguments);
        }
    }
    // A password where none belongs.
    staging.configure(&format!("[targets.staging]\nurl = \"{}\"\n", staging.url()));
    listener.hear(&[], &to(&["reset", "smoke"]), 4);
    listener.hear(&[], &to(&["doctor"]), 4);
}

#[test]
fn nothing_that_was_found_is_said() {
    let staging = Staging::filled();
    staging.copy_customers_in();
    let [first, second, phone, _] = PLANTED;
    // In rows of ours, in rows of others, in lists and in JSON.
    staging.database.execute(&format!(
        "UPDATE \"User\" SET email = '{first}x' WHERE email = 'admin-2@connsura.example';
         UPDATE \"Customer\" SET phone = '{phone}', notes = 'write to {second}', preferences = '{{\"mail\": \"{first}\"}}';
         UPDATE \"Message\" SET body = 'my number is {phone}';
         UPDATE \"AuditLog\" SET action = '{second}';
         CREATE TABLE \"Lead\" (contacts text[], raw jsonb, mail text);
         ALTER TABLE \"Lead\" OWNER TO deployer;
         INSERT INTO \"Lead\" VALUES (ARRAY['{phone}'], '{{\"mail\": \"{second}\"}}', '{first}')"
    ));
    let listener = Listener::new(&staging);
    let to = |arguments: &[&'static str]| [arguments, &TO].concat();
    listener.hear(&[], &to(&["reset", "smoke"]), 3);
    listener.hear(&[], &to(&["reset", "smoke", "--dry-run"]), 3);
    listener.hear(&[], &to(&["reset", "smoke", "--rebuild"]), 3);
    listener.hear(&[], &to(&["load", "smoke"]), 3);
    listener.hear(&[], &to(&["doctor"]), 3);
    listener.hear(
        &[],
        &to(&["mark", "staging", "--database-name", "connsura_staging"]),
        3,
    );
    listener.hear(&[], &to(&["undo"]), 3);
    look(&listener, 5, 5);
    // The edge cases that rows show, and the persona whose address was changed.
    listener.hear(&[], &to(&["find", "--edge", "names", "--limit", "40"]), 0);
    let changed = staging.database.text(&format!(
        "SELECT id::text FROM \"User\" WHERE email = '{first}x'"
    ));
    listener.hear(&[], &["explain", &changed, "--target", "staging"], 0);
}
