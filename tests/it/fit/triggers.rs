//! Triggers of other people's on the generator's tables.

use super::Place;

/// A log of accounts that a trigger keeps; without a sequence, which no ROLLBACK takes back.
const LOG: &str = "
CREATE TABLE log_of_others (at timestamptz DEFAULT clock_timestamp(), what text);
CREATE FUNCTION log_it() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO log_of_others (what) VALUES (TG_OP); RETURN NULL; END $$;
CREATE TRIGGER keep_log AFTER INSERT OR DELETE ON users FOR EACH ROW EXECUTE FUNCTION log_it();
CREATE TRIGGER asleep AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION log_it();
ALTER TABLE users DISABLE TRIGGER asleep;
CREATE TRIGGER always AFTER INSERT ON forms FOR EACH STATEMENT EXECUTE FUNCTION log_it();
ALTER TABLE forms ENABLE ALWAYS TRIGGER always;
INSERT INTO log_of_others (what) VALUES ('before');
";

/// A trigger that changes what is written.
const CHANGE: &str = "
CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.full_name = upper(NEW.full_name); RETURN NEW; END $$;
CREATE TRIGGER shouting BEFORE INSERT ON customers FOR EACH ROW EXECUTE FUNCTION shout();
";

fn place(triggers: &str) -> (Place, String) {
    let place = Place::new(&[include_str!("snake.sql"), triggers].concat(), "");
    let fit = super::proposals(&place.doctor("smoke")).join("\n");
    let fit = format!("[targets.here.fit]\n{fit}");
    place.configure(&fit);
    place.mark();
    // What `mark` recorded stays in the file.
    let path = place.machine.path().join("connsura-seed.toml");
    let text = std::fs::read_to_string(path).unwrap();
    (place, text)
}

fn switch_off(place: &Place, text: &str) {
    let text = text.replacen(
        "[targets.here]\n",
        "[targets.here]\ntriggers = \"off\"\n",
        1,
    );
    std::fs::write(place.machine.path().join("connsura-seed.toml"), text).unwrap();
}

fn states(place: &Place) -> Vec<String> {
    place.database.texts(
        "SELECT format('%s %s %s', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger
         WHERE NOT tgisinternal ORDER BY 1",
    )
}

#[test]
fn what_a_trigger_writes_elsewhere_is_refused_unless_it_rests() {
    let (place, text) = place(LOG);
    let before = states(&place);
    for strategy in ["online", "exclusive"] {
        let arguments = ["reset", "smoke", "--strategy", strategy];
        place.refuses(
            &arguments,
            &[
                "guard `bystanders`",
                "log_of_others",
                "keep_log",
                "triggers = \"off\"",
            ],
        );
    }
    switch_off(&place, &text);
    for strategy in ["online", "exclusive"] {
        place.succeed(&["reset", "smoke", "--strategy", strategy]);
        assert_eq!(states(&place), before);
        assert_eq!(
            place.database.texts("SELECT what FROM log_of_others"),
            ["before"]
        );
        place.succeed(&["verify"]);
    }
    place
        .database
        .execute("DELETE FROM users WHERE id = (SELECT min(id) FROM users)");
    assert_eq!(
        place
            .database
            .texts("SELECT what FROM log_of_others ORDER BY at"),
        ["before", "DELETE"]
    );
}

#[test]
fn a_trigger_that_changes_rows_is_found_and_named() {
    let (place, text) = place(CHANGE);
    let before = place.dump(&[]);
    let run = place.run(&["reset", "smoke"]);
    assert_eq!(run.code, 5, "{}", run.told());
    for word in [
        "Customer does not hold what was sent",
        "shouting",
        "triggers = \"off\"",
    ] {
        assert!(run.stderr.contains(word), "no {word} in {}", run.told());
    }
    assert_eq!(place.dump(&[]), before);
    switch_off(&place, &text);
    place.succeed(&["reset", "smoke"]);
    place.succeed(&["verify"]);
    place.holds("smoke", &[]);
}
