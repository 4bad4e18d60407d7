//! Descriptions of other APIs: what is wrong with one is said at once, with its place.

use std::fs;

use crate::support::Machine;

/// What the program says of a description.
fn told(text: &str) -> (i32, String) {
    let machine = Machine::new();
    fs::write(machine.path().join("api.toml"), text).unwrap();
    let run = machine.run(&[
        "exercise",
        "smoke",
        "--api",
        "http://127.0.0.1:1",
        "--description",
        "api.toml",
    ]);
    (run.code, run.stderr)
}

#[test]
fn all_mistakes_are_told_with_their_places() {
    let (code, told) = told(
        r#"[log_in]
post = "/log-in"
body = { mail = "{email}" }
token = "token"

[tables.Customer]
owners = ["userid"]
never_null = ["/name"]
later = "yes"

[tables.Customer.values]
"/id" = "id"
"/mail" = "userId.mail"
"/city" = "city.name"

[tables.Customers]

[[routes]]
get = "customers/{id}"
shows = "Customer"
to = ["admin"]

[[routes]]
get = "/customers?q={"
lists = "Customer"
rows = "every"
items = "/items"
order = ["fullName"]

[[routes]]
get = "/admins/{id}"
shows = "Admin"
to = ["boss"]
colour = "red"
"#,
    );
    assert_eq!(code, 4, "{told}");
    insta::assert_snapshot!(told);
}

#[test]
fn the_api_that_ships_is_described_and_another_may_be() {
    // What is right is not complained of: the API is what is missing.
    let text = include_str!("../../../core-api/exercise.toml");
    let (code, told) = told(text);
    assert_eq!(code, 1, "{told}");
    assert!(told.contains("does not answer"), "{told}");
}
