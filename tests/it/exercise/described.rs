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
fn what_could_not_work_is_told_before_anything_is_asked() {
    let (code, told) = told(
        r##"[log_in]
post = "log-in"
body = { mail = "{mail}", password = "{password}" }
token = "/token"
header = "Authorization: Bearer"

[log_in.values]
"/hash" = "passwordHash"

[tables.Customer]
owners = ["fullName"]
never_null = ["/idd"]

[tables.Customer.values]
"/idd" = "idd"

[[routes]]
get = "/customers"
lists = "Custumer"
rows = "all"
items = "/items"
page = 100
order = ["createdAt desc"]
to = ["admin", "admin"]

[[routes]]
get = "/customers"
lists = "Customer"
rows = "all"
items = "/items"
next = "/next"
order = ["createdAt down"]
to = ["admin"]

[[routes]]
get = "/customers?cursor={cursor}"
lists = "Customer"
rows = "all"
items = "/items"
to = ["admin"]

[[routes]]
get = "/customers?offset={offset}"
lists = "Customer"
rows = "all"
items = "/items"
to = ["admin"]

[[routes]]
get = "/customers/{id}?offset={offset}"
shows = "Customer"
lists = "Customer"
rows = "all"
items = "/items"
page = 7
to = ["admin"]

[[routes]]
get = "/customers/{id}?cursor={cursor}"
shows = "Customer"
to = []

[ui.log_in]
page = "/login"
email = "#email"
password = "#password"
submit = "button"

[[pages]]
visit = "/customers?cursor={cursor}"
lists = "Customer"
rows = "all"
items = "tr"
row_at = "a @href"
row = "/customers/{id}"
to = ["admin"]
"##,
    );
    assert_eq!(code, 4, "{told}");
    insta::assert_snapshot!(told);
}

/// Asserts that the core API's description without a line is told to be wrong, in these words.
fn assert_lacks(line: &str, words: [&str; 2]) {
    let text = include_str!("../../../core-api/exercise.toml");
    assert!(text.contains(line), "{line}");
    let (code, told) = told(&text.replace(line, ""));
    assert_eq!(code, 4, "{told}");
    for words in words {
        assert!(told.contains(words), "{words}: {told}");
    }
}

#[test]
fn rows_of_owners_have_owners() {
    assert_lacks(
        "owners = [\"ownerId\"]\n",
        [
            "nothing says whose a row of Upload is",
            "into [tables.Upload]",
        ],
    );
}

#[test]
fn a_list_says_which_row_an_item_is() {
    assert_lacks(
        "\"/customerUserId\" = \"customerUserId\"\n",
        [
            "nothing says which row of Conversation an item is",
            "write where `customerUserId` stands",
        ],
    );
}
