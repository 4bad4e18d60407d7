//! Nothing that the program says, in any format and of any failure, holds a password, a hash,
//! a token, or contact data that it found in a database.

#[cfg(target_os = "linux")]
use std::process::{Command, Stdio};

use super::staging::{PASSWORD, PLANTED, Staging, USERS, VARIABLE, url_of};
use crate::support::Run;

const TO: [&str; 2] = ["--target", "staging"];
/// What has programs of this kind say more, and their libraries.
const LOUD: [(&str, &str); 5] = [
    ("RUST_LOG", "trace"),
    ("SQLX_LOG", "trace"),
    ("RUST_BACKTRACE", "full"),
    ("DEBUG", "*"),
    ("VERBOSE", "1"),
];

/// What must not be said.
struct Listener<'s> {
    staging: &'s Staging,
    forbidden: Vec<String>,
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
        Listener { staging, forbidden }
    }

    /// Runs the program as loud as it gets, with these variables, and listens: all formats of stdout and
    /// of stderr, neither of which hangs on the other.
    fn hear(&self, variables: &[(&str, &str)], arguments: &[&str], code: i32) {
        let loud = [&LOUD, variables].concat();
        for format in ["text", "json"] {
            let formats = ["--log-format", format, "--format", format];
            let run = self
                .staging
                .run_with(&loud, &[arguments, &formats].concat());
            assert_eq!(run.code, code, "{arguments:?}: {}", run.told());
            self.judge(&run, arguments);
        }
    }

    /// The same on a terminal, with colours and bars of progress.
    #[cfg(target_os = "linux")]
    fn hear_on_a_terminal(&self, arguments: &[&str], code: i32) {
        let line = [&[env!("CARGO_BIN_EXE_connsura-seed")], arguments].concat();
        let mut script = Command::new("script");
        script
            .args(["-qefc", &line.join(" "), "/dev/null"])
            .current_dir(self.staging.machine.path())
            .envs(
                self.staging
                    .command(&[])
                    .get_envs()
                    .filter_map(|(name, value)| Some((name, value?))),
            )
            .env("TERM", "xterm")
            .stdin(Stdio::null());
        let run = Run::of(script.output().unwrap());
        assert_eq!(run.code, code, "{arguments:?}: {}", run.told());
        assert!(run.stdout.contains('\u{1b}'), "{}", run.told());
        self.judge(&run, arguments);
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
    }
}

/// What looks and asks, of a database in any state.
fn look(listener: &Listener<'_>, verified: i32) {
    let share = listener
        .staging
        .database
        .text("SELECT id::text FROM \"ProfileShare\" LIMIT 1");
    let customer = listener
        .staging
        .database
        .text("SELECT id::text FROM \"Customer\" WHERE id::text LIKE '5eed%' LIMIT 1");
    listener.hear(&[], &[&["verify"][..], &TO].concat(), verified);
    listener.hear(&[], &[&["coverage"][..], &TO].concat(), 0);
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
    let staging = Staging::kept();
    of_passwords_hashes_and_tokens(&staging);
    staging.renew();
    of_what_the_census_found(&staging);
}

fn of_passwords_hashes_and_tokens(staging: &Staging) {
    let to = |arguments: &[&'static str]| [arguments, &TO].concat();
    let listener = Listener::new(staging);
    let mark = ["mark", "staging", "--database-name", "connsura_staging"];
    // What goes well.
    listener.hear(&[], &to(&mark), 0);
    listener.hear(&[], &to(&["reset", "smoke", "--dry-run"]), 0);
    listener.hear(&[], &to(&["reset", "smoke"]), 0);
    listener.hear(&[], &to(&["undo"]), 0);
    listener.hear(&[], &to(&["doctor", "smoke"]), 0);
    #[cfg(target_os = "linux")]
    listener.hear_on_a_terminal(&to(&["reset", "smoke"]), 0);
    let by_variable = ["reset", "smoke", "--database-url-env", VARIABLE];
    listener.hear(&[], &by_variable, 0);
    look(&listener, 0);
    // What goes wrong while it runs: a lock that is held, a dump that cannot be made.
    let holder = staging
        .database
        .hold("app", "LOCK TABLE \"User\" IN ROW EXCLUSIVE MODE");
    listener.hear(&[], &to(&["reset", "smoke", "--wait", "0"]), 6);
    holder.release();
    staging
        .database
        .execute("CREATE SCHEMA crm; CREATE TABLE crm.lead ()");
    listener.hear(&[], &to(&["reset", "smoke", "--backup", "backups"]), 6);
    staging.database.execute("DROP SCHEMA crm CASCADE");
    // What cannot be reached, or does not let us in.
    let wrong = staging.url().replace("quay%2FHeron41", "wrong-Gate-33");
    let nowhere = url_of(staging.port, "nothing");
    let odd = format!("{}?sslmod=disable", staging.url());
    let closed = "postgresql://deployer:wrong-Gate-33@127.0.0.1:1/connsura_staging";
    let broken = "postgresql://deployer:wrong-Gate-33@[::1/connsura_staging";
    let other = "mysql://deployer:wrong-Gate-33@127.0.0.1/connsura_staging";
    let commands: [&[&str]; 10] = [
        &["reset", "smoke"],
        &["status"],
        &mark,
        &["reset", "smoke", "--dry-run"],
        &["verify"],
        &["undo"],
        &["doctor"],
        &["load", "smoke"],
        &["cast"],
        &["coverage"],
    ];
    // Each way to a server fails alike whoever takes it; the one that is refused, all try.
    for (url, code, commands) in [
        (wrong.as_str(), 6, &commands[..]),
        (&nowhere, 6, &commands[..3]),
        (closed, 6, &commands[..3]),
        (&odd, 4, &commands[..3]),
        (broken, 4, &commands[..3]),
        (other, 4, &commands[..3]),
    ] {
        for arguments in commands {
            let variables = [&LOUD[..], &[(VARIABLE, url)]].concat();
            let run = staging.run_with(&variables, &[arguments, &TO[..]].concat());
            assert_eq!(run.code, code, "{arguments:?} {}", run.told());
            listener.judge(&run, arguments);
        }
    }
    // A password where none belongs.
    staging.configure(&format!("[targets.staging]\nurl = \"{}\"\n", staging.url()));
    listener.hear(&[], &to(&["reset", "smoke"]), 4);
    listener.hear(&[], &to(&["doctor"]), 4);
}

/// The tests above listen to all that the program can be told to say.
#[test]
fn there_is_no_other_option_of_how_much_is_said() {
    let machine = crate::support::Machine::new();
    for command in [
        &[][..],
        &["reset"],
        &["undo"],
        &["load"],
        &["mark", "staging"],
        &["doctor"],
        &["verify"],
        &["status"],
        &["cast"],
        &["coverage"],
        &["find"],
        &["explain"],
    ] {
        let help = machine.succeed(&[command, &["-h"]].concat());
        let words = help.split_whitespace().collect::<Vec<&str>>().join(" ");
        let formats = words.matches("[possible values: text, json]").count();
        assert_eq!(formats, if command.is_empty() { 1 } else { 2 }, "{help}");
        for loud in ["verbos", " -v", "debug", "quiet", " -q", "trace", "level"] {
            assert!(!words.contains(loud), "{loud}: {help}");
        }
    }
}

fn of_what_the_census_found(staging: &Staging) {
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
    let listener = Listener::new(staging);
    let to = |arguments: &[&'static str]| [arguments, &TO].concat();
    listener.hear(&[], &to(&["reset", "smoke"]), 3);
    listener.hear(&[], &to(&["reset", "smoke", "--dry-run"]), 3);
    listener.hear(&[], &to(&["reset", "smoke", "--rebuild"]), 3);
    listener.hear(&[], &to(&["load", "smoke"]), 3);
    listener.hear(&[], &to(&["doctor", "smoke"]), 3);
    listener.hear(
        &[],
        &to(&["mark", "staging", "--database-name", "connsura_staging"]),
        3,
    );
    listener.hear(&[], &to(&["undo"]), 3);
    look(&listener, 5);
    // The edge cases that rows show, and the persona whose address was changed.
    listener.hear(&[], &to(&["find", "--edge", "names", "--limit", "40"]), 0);
    let changed = staging.database.text(&format!(
        "SELECT id::text FROM \"User\" WHERE email = '{first}x'"
    ));
    listener.hear(&[], &["explain", &changed, "--target", "staging"], 0);
}
