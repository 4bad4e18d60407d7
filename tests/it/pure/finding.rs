//! From ids and conditions back to rows: whatever a plan makes can be explained and asked for.

use connsura_seed::edge::Value;
use connsura_seed::edge::case::Text;
use connsura_seed::edge::catalogue::cases;
use connsura_seed::find::{
    AccountKind, Expression, Facts, Lengths, Measure, Reader, Unexplained, WantedEdge,
    WantedEdgeError, example, explain, facts, shown, visible,
};
use connsura_seed::plan::Plan;
use connsura_seed::scenario::nearest;
use connsura_seed::schema::{Entity, encode};
use proptest::prelude::*;
use uuid::Uuid;

use super::dataset::{Dataset, Record, plan};
use super::draft::drafts;
use super::identity::{CODES, Identity};

/// A few specimens of several subjects, and personas of either role.
const ODD: &str = r#"
[customers]
count = 3
edge_cases = { tier = "plausible", only = ["S02", "phone", "R12", "R02", "R11", "R10", "files", "N14", "R07", "user-agent", "title"] }
[admins]
count = 2
[conversations]
per_customer = { min = 0, max = 2 }
messages = { min = 1, max = 8 }
unread = 0.5
[shares]
per_customer = { min = 0, max = 2 }
[uploads]
per_user = { min = 0, max = 2 }
[forms]
per_customer = { min = 0, max = 2 }
"#;

const PERSONAS: &str = r#"
[[persona]]
key = "ngozi"
carries = ["N06", "S02", "phone:null"]
[[persona]]
key = "boss"
role = "admin"
"#;

/// What the account of a row is called, told from the id alone and the plan's own lists.
fn called(plan: &Plan, id: Identity) -> (AccountKind, String) {
    let user = id.root_row("User");
    let is_it =
        |root: connsura_seed::rng::Root| encode(Entity::User, root.key()).to_string() == user;
    if let Some(specimen) = plan
        .specimens()
        .iter()
        .find(|specimen| is_it(specimen.root))
    {
        return (AccountKind::Specimen, specimen.label.clone());
    }
    if let Some(member) = plan.cast().iter().find(|member| is_it(member.root)) {
        return (AccountKind::Persona, member.persona.key.clone());
    }
    let label = match id.origin {
        1 => format!("admin-{}", id.index + 1),
        _ => format!("customer {}", id.index),
    };
    (AccountKind::Population, label)
}

/// The id on which a row hangs: its own, or, of a read state, its customer's.
fn identity(row: &Record) -> Identity {
    if row.table != "MessageReadState" {
        return Identity::read(row.given("id"));
    }
    let users = ["senderId", "recipientId"].map(|column| Identity::read(row.given(column)));
    let customer = users.into_iter().find(|user| user.origin >= 8);
    customer.unwrap()
}

fn check_explained(plan: &Plan) {
    let reader = Reader::new(plan);
    for row in Dataset::of(plan).records() {
        let id = identity(row);
        let found = explain(&reader, &row.key()).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(found.entity.name(), row.table);
        assert_eq!(found.name.to_string(), row.key());
        assert_eq!(found.account.user_id().to_string(), id.root_row("User"));
        let account = (found.account.kind, found.account.label.clone());
        assert_eq!(account, called(plan, id), "{}", row.line);
        for (column, value) in &found.cells {
            let is_null = row.cell(column.name).is_null();
            assert_eq!(value.is_none(), is_null, "{}: {}", column.name, row.line);
            if let Some(text) = row.cell(column.name).as_str()
                && !text.ends_with('Z')
            {
                assert_eq!(value.as_deref(), Some(text), "{}", column.name);
            }
        }
        for secret in ["passwordHash", "token"] {
            assert!(found.cells.iter().all(|(column, _)| column.name != secret));
        }
        if row.table == "Message"
            && let Some(client) = row.text("clientMessageId")
        {
            assert_eq!(explain(&reader, client).unwrap().name, found.name);
        }
        if row.table == "User" {
            let by_address = explain(&reader, row.given("email")).unwrap();
            assert_eq!(by_address.name, found.name);
            let by_label = explain(&reader, &account.1).unwrap();
            assert_eq!(by_label.name, found.name);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn every_row_of_a_plan_is_explained_by_its_key(draft in drafts()) {
        let mut draft = draft;
        draft.edge_cases = None;
        check_explained(&plan(&format!("{draft}{PERSONAS}")));
    }
}

#[test]
fn every_row_of_specimens_is_explained_by_its_key() {
    check_explained(&plan(&format!("{ODD}{PERSONAS}")));
}

/// Where a case is said to show, the row holds what is said of it.
#[test]
fn what_there_is_to_look_at_is_in_the_rows() {
    let plan = plan(&format!("{ODD}{PERSONAS}"));
    let reader = Reader::new(&plan);
    let data = Dataset::of(&plan);
    let mut seen = 0;
    for label in plan
        .specimens()
        .iter()
        .map(|specimen| specimen.label.as_str())
        .chain(["ngozi"])
    {
        let found = explain(&reader, label).unwrap();
        assert!(!found.looks.is_empty(), "{label}");
        for look in &found.looks {
            let Some(name) = &look.row else { continue };
            let rows = data.table(name.entity.name());
            let row = rows.iter().find(|row| row.key() == name.to_string());
            let row = row.unwrap_or_else(|| panic!("{label}: there is no row {name}"));
            for (column, value) in &look.cells {
                assert_eq!(value.is_none(), row.cell(column).is_null(), "{label}");
                if let (Some(text), false) = (row.cell(column).as_str(), column.ends_with("At")) {
                    assert_eq!(value.as_deref(), Some(text), "{label}");
                }
                seen += 1;
            }
            assert!(
                explain(&reader, &name.to_string()).unwrap().shows(look),
                "{label}"
            );
        }
    }
    assert!(seen > 20, "{seen} values were looked at");
}

#[test]
fn what_is_no_row_of_the_plan_is_an_error_that_says_why() {
    let plan = plan(&format!("{ODD}{PERSONAS}"));
    let reader = Reader::new(&plan);
    let fail = |wanted: &str| explain(&reader, wanted).unwrap_err();
    let unknown = |wanted: &str, near: &[&str]| Unexplained::Unknown {
        wanted: wanted.to_owned(),
        nearest: near.iter().map(|name| (*name).to_owned()).collect(),
    };
    assert_eq!(fail("ngozy"), unknown("ngozy", &["ngozi"]));
    assert_eq!(
        fail("nobody@mail.example"),
        unknown("nobody@mail.example", &[])
    );
    assert_eq!(fail(""), unknown("", &[]));
    assert_eq!(fail("admin-3"), unknown("admin-3", &[]));
    let foreign = Uuid::from_u128(7);
    assert_eq!(fail(&foreign.to_string()), Unexplained::Foreign(foreign));
    let id = |table: &str, origin: u8, index: u64, leaf: u32| {
        let entity = CODES.iter().find(|(name, _)| *name == table).unwrap().1;
        Identity {
            entity,
            origin,
            index,
            branch: 0,
            leaf,
        }
        .write()
    };
    for (wanted, says) in [
        (
            id("User", 8, 3, 0),
            "of customer 3, whom this scenario does not have",
        ),
        (
            id("Admin", 1, 2, 0),
            "of admin-3, whom this scenario does not have",
        ),
        (
            id("Form", 9, 5, 0),
            "of a specimen or persona, whom this scenario does not have",
        ),
        (
            id("Form", 8, 0, 99),
            "of customer 0, which customer 0 does not have",
        ),
        (
            id("Customer", 1, 0, 0),
            "of admin-1, which admin-1 does not have",
        ),
        (
            id("User", 8, 0, 1),
            "of customer 0, which customer 0 does not have",
        ),
        (
            "5eed0a08-0000-8000-8000-000000000000".to_owned(),
            "of a newer connsura-seed",
        ),
    ] {
        let error = fail(&wanted).to_string();
        assert!(error.ends_with(says), "{error}");
    }
}

proptest! {
    #[test]
    fn whatever_is_typed_is_no_reason_to_panic(text in ".{0,60}", condition in "[a-z_ ()<>=!0-9\"]{0,60}") {
        let plan = plan("[customers]\ncount = 1\n");
        let _ = explain(&Reader::new(&plan), &text);
        let _ = (Expression::parse(&text), Expression::parse(&condition), WantedEdge::parse(&text));
        let _ = nearest(["unread", "phone"], &text, 3);
    }

    /// Nothing is lost in what is shown: read back by the rules of its escapes, it is the text.
    #[test]
    fn visible_text_can_be_read_back(text in "[\\PC\\x00-\\x20\u{200b}-\u{200f}\u{300}-\u{36f}\"\\\\]{0,30}") {
        let shown = visible(&text);
        prop_assert!(shown.chars().all(|next| !next.is_control()));
        prop_assert_eq!(read_back(&shown), text);
    }
}

/// Undoes the escapes of `visible`.
fn read_back(shown: &str) -> String {
    let mut text = String::new();
    let mut rest = shown;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(code) = rest.strip_prefix("u{") {
            let (digits, behind) = code.split_once('}').unwrap();
            text.push(char::from_u32(u32::from_str_radix(digits, 16).unwrap()).unwrap());
            rest = behind;
        } else {
            text.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    text + rest
}

#[test]
fn what_cannot_be_seen_is_written_as_an_escape() {
    for (text, expected) in [
        ("plain \u{e9} 林 👍", "plain \u{e9} 林 👍"),
        ("a\u{200d}b\u{feff}", r"a\u{200d}b\u{feff}"),
        ("e\u{301}", r"e\u{301}"),
        ("\u{202e}gnp", r"\u{202e}gnp"),
        ("a\u{a0}\u{3000}\u{2028}", r"a\u{a0}\u{3000}\u{2028}"),
        (
            "\u{3164}\u{115f}\u{ffff}\u{e000}",
            r"\u{3164}\u{115f}\u{ffff}\u{e000}",
        ),
        ("tab\there\r\n\u{1b}[2J", r"tab\u{9}here\u{d}\u{a}\u{1b}[2J"),
        (r#"a "b" c:\d"#, r#"a \"b\" c:\\d"#),
    ] {
        assert_eq!(visible(text), expected);
    }
    assert_eq!(shown(None), "NULL");
    assert_eq!(shown(Some("NULL")), "\"NULL\"");
    let long = format!("{}{}", "a".repeat(500), "\u{200d}");
    let (front, end) = ("a".repeat(70), "a".repeat(69));
    assert_eq!(
        shown(Some(&long)),
        format!("\"{front}\" … \"{end}\\u{{200d}}\"")
    );
}

#[test]
fn lengths_are_those_of_the_catalogue() {
    // The design's measured table: bytes, code points, UTF-16 units, extended graphemes.
    for (text, bytes, code_points, utf16, graphemes) in [
        (
            "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{200d}\u{1f466}",
            25,
            7,
            11,
            1,
        ),
        ("\u{1f1ed}\u{1f1fa}\u{1f1ed}", 12, 3, 6, 2),
        ("\u{915}\u{94d}\u{937}\u{93f}", 12, 4, 4, 1),
        ("\r\n", 2, 2, 2, 1),
    ] {
        let expected = Lengths {
            bytes,
            code_points,
            utf16,
            graphemes,
        };
        assert_eq!(Lengths::of(text), expected);
    }
    let said = Lengths::of("\u{1f468}").to_string();
    assert_eq!(said, "4 bytes, 1 code point, 2 UTF-16 units, 1 grapheme");
}

/// An account with a few answers.
fn account() -> Facts {
    let mut facts = Facts::new("somebody", "a@mail.example");
    facts.put_number(Measure::Unread, Some(100));
    facts.put_number(Measure::Shares, Some(2));
    facts.put_word(Measure::Role, Some("customer"));
    facts.put_word(Measure::Locale, Some("en-GB"));
    facts
}

#[test]
fn expressions_hold_where_they_say() {
    for (text, expected) in [
        ("unread > 99", true),
        ("unread>=100 and unread<=100", true),
        ("unread <> 100", false),
        ("unread != 99", true),
        ("unread == 1_00", true),
        ("unread > -1", true),
        ("not unread > 99", false),
        ("not not unread > 99", true),
        // `and` binds closer than `or`, and `not` closest.
        ("unread > 99 or shares = 0 and shares = 1", true),
        ("(unread > 99 or shares = 0) and shares = 1", false),
        ("not shares = 0 and unread > 99", true),
        ("role = customer", true),
        ("role = \"customer\"", true),
        ("role != admin", true),
        ("locale = en-GB", true),
        ("locale = en", false),
        // What there is not is neither more nor less than anything.
        ("phone = none", true),
        ("phone != none", false),
        ("phone = 555", false),
        ("phone != '+44 20'", true),
        ("idle_days > 0 or idle_days <= 0", false),
        ("idle_days = none", true),
        ("unread = none", false),
        ("email_bytes = 14", true),
        // Rows that nobody has are none of something.
        ("uploads = 0 and messages = 0", true),
        ("most_unread = none", true),
    ] {
        let expression = Expression::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(expression.holds(&account()), expected, "{text}");
    }
}

/// Where each mistake is said to be, and what of.
#[test]
fn mistakes_of_expressions_have_their_place() {
    for (text, column, says) in [
        ("", 1, "a measure is expected here"),
        ("unred > 1", 1, "there is no measure `unred`"),
        ("unread", 7, "a comparison is expected here"),
        ("unread > ", 10, "a whole number is expected here"),
        ("unread > many", 10, "a whole number is expected here"),
        ("unread > none", 10, "a number is expected here"),
        ("unread > 1.5", 10, "this cannot be read"),
        ("unread > 99999999999999999999", 10, "this cannot be read"),
        ("unread 5", 8, "a comparison is expected here"),
        ("(unread > 5", 1, "the parenthesis is not closed"),
        ("unread > 5)", 11, "`and`, `or` or the end is expected here"),
        (
            "unread > 5 shares > 1",
            12,
            "`and`, `or` or the end is expected here",
        ),
        ("unread > 5 and", 15, "a measure is expected here"),
        (
            "role > admin",
            6,
            "`role` is a word, which is not more or less",
        ),
        ("role = boss", 8, "customer or admin is expected here"),
        ("locale = \"en", 10, "this cannot be read"),
        ("é = 1", 1, "there is no measure `é`"),
        ("unread > 5 ; drop", 12, "this cannot be read"),
    ] {
        let error = Expression::parse(text).unwrap_err();
        assert_eq!(error.exit_code(), 2, "{text}");
        let place = &error.diagnostics()[0];
        assert_eq!(place.position(), (1, column), "{text}: {}", place.message);
        assert_eq!(place.message, says, "{text}");
    }
    let deep = format!("{}unread > 1{}", "(".repeat(100_000), ")".repeat(100_000));
    assert!(Expression::parse(&deep).is_err());
    assert!(Expression::parse(&"not ".repeat(100_000)).is_err());
}

#[test]
fn edges_are_asked_for_by_case_group_class_and_facet() {
    for word in [
        "S02",
        "S02@body",
        "S01",
        "S01.nfd",
        "phone:null",
        "phone:null@phone",
        "names",
        "phone",
    ] {
        assert_eq!(WantedEdge::parse(word).unwrap().word, word);
    }
    let fail = |word: &str| WantedEdge::parse(word).unwrap_err();
    assert!(matches!(fail("s02"), WantedEdgeError::Unknown { nearest, .. } if nearest[0] == "S02"));
    assert!(matches!(fail("X01"), WantedEdgeError::CannotLive { .. }));
    assert!(
        matches!(fail("S02@bdy"), WantedEdgeError::UnknownFacet { nearest, .. } if nearest[0] == "body")
    );
    assert!(
        matches!(fail("S02@phone"), WantedEdgeError::Elsewhere { facets, .. } if facets == ["preferred-name", "body"])
    );
}

/// Cases of which there is no row to show, because that is what they are.
const WITHOUT_ROW: [&str; 3] = ["R01", "R03", "R08"];

#[test]
fn there_is_an_example_of_every_case() {
    for case in cases() {
        for facet in case.facets {
            let name = format!("{}@{}", case.id, facet.name());
            let look = example(case, *facet).unwrap();
            let look = look.unwrap_or_else(|| panic!("{name} has no example"));
            assert_eq!((look.facet, look.case.id), (*facet, case.id));
            if look.row.is_none() {
                assert!(WITHOUT_ROW.contains(&case.id), "{name} shows in no row");
            }
            if case.value == Value::Null {
                assert_eq!(look.cells, [(facet.column().unwrap().1, None)], "{name}");
            }
            if let (Value::Text(Text::Whole(text) | Text::Shared(text)), false) =
                (case.value, look.row.is_none())
            {
                assert_eq!(look.cells[0].1.as_deref(), Some(text), "{name}");
            }
        }
    }
}

/// Counted apart: each row of the plan once, from its line of JSON.
#[test]
fn facts_count_the_rows_of_the_plan() {
    let plan = plan(&format!("{ODD}{PERSONAS}"));
    let data = Dataset::of(&plan);
    let everything = Entity::ALL.into_iter().collect();
    let all = facts(&Reader::new(&plan), &everything);
    assert_eq!(all.len(), data.table("User").len());
    for found in &all {
        let user = found.user.clone();
        let profile = found.profile.as_ref().unwrap().1.clone();
        let count = |table: &str, is_it: &dyn Fn(&Record) -> bool| {
            data.table(table).iter().filter(|row| is_it(row)).count() as i64
        };
        let is = |row: &Record, column: &str, id: &str| row.text(column) == Some(id);
        for (measure, expected) in [
            (
                Measure::Messages,
                count("Message", &|row| {
                    is(row, "senderId", &user) || is(row, "recipientId", &user)
                }),
            ),
            (
                Measure::Sent,
                count("Message", &|row| is(row, "senderId", &user)),
            ),
            (
                Measure::Shares,
                count("ProfileShare", &|row| is(row, "customerId", &profile)),
            ),
            (
                Measure::SharesReceived,
                count("ProfileShare", &|row| is(row, "recipientUserId", &user)),
            ),
            (
                Measure::Uploads,
                count("Upload", &|row| is(row, "ownerId", &user)),
            ),
            (
                Measure::Forms,
                count("Form", &|row| is(row, "customerId", &profile)),
            ),
            (
                Measure::AuditLogs,
                count("AuditLog", &|row| is(row, "actorId", &user)),
            ),
        ] {
            assert_eq!(
                found.number(measure),
                Some(expected),
                "{} of {user}",
                measure.name()
            );
        }
    }
}
