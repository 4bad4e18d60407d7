//! `edge`: the catalogue as it is printed.

use std::collections::BTreeSet;

use insta::assert_snapshot;

use super::machine;

#[test]
fn a_case_is_shown_with_an_example() {
    let machine = machine();
    assert_snapshot!(machine.succeed(&["edge", "show", "S02"]), @r#"
    S02: a family emoji: seven code points that are one sign
      breaks    cuts: `left` of one code point leaves a lone man
      tier      plausible (the product's own forms let it in)
      class     strings (one string, four lengths)
      source    UTS 51, Unicode Emoji
      variants  none

    S02@preferred-name, in Customer.preferredName
      Customer.preferredName is "👨\u{200d}👩\u{200d}👧\u{200d}👦" (25 bytes, 7 code points, 11 UTF-16 units, 1 grapheme)

    S02@body, in Message.body
      Message.body is "There is a mistake in my surname on HX-861346: two letters have been swapped. It is correct in my profile, but not on the policy schedule. 👨\u{200d}👩\u{200d}👧\u{200d}👦" (164 bytes, 146 code points, 150 UTF-16 units, 140 graphemes)

    who carries it: connsura-seed find --edge S02
    "#);
    assert_snapshot!(machine.succeed(&["edge", "show", "N23"]), @r#"
    N23: 2,705 bytes that cannot be compressed in an indexed column
    no row can hold it: of the indexed texts the longest is "Upload"."storageKey", varchar(512): 2,048 bytes at most, and a btree takes 2,704
    "#);
    let told = |id: &str| machine.run(&["edge", "show", id]).told();
    assert_snapshot!(told("phone-null"), @"
    2
    error: there is no edge case `phone-null`
    hint: did you mean phone:null?
    ");
    let case = machine.json(&["edge", "show", "phone:null", "--format", "json"]);
    assert_eq!(case["facets"][0]["column"], "Customer.phone");
    assert!(case["examples"][0]["columns"]["phone"]["value"].is_null());
}

#[test]
fn the_list_is_the_catalogue() {
    let machine = machine();
    let all = machine.json(&["edge", "list", "--format", "json"]);
    let cases = all["cases"].as_array().unwrap();
    let ids: BTreeSet<&str> = cases
        .iter()
        .map(|case| case["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), cases.len());
    assert!(ids.len() > 300 && all["cannot_live"].as_array().unwrap().len() > 15);
    let listed = |arguments: &[&str]| {
        let list = machine.json(&[&["edge", "list", "--format", "json"], arguments].concat());
        list["cases"].as_array().unwrap().clone()
    };
    let names = listed(&["--class", "names"]);
    assert!(
        !names.is_empty()
            && names
                .iter()
                .all(|case| case["id"].as_str().unwrap().starts_with('N'))
    );
    let hostile = listed(&["--tier", "hostile"]);
    let plausible = listed(&["--tier", "plausible"]);
    assert_eq!(hostile.len() + plausible.len(), cases.len());
    let phones = listed(&["--facet", "phone"]);
    assert!(phones.iter().any(|case| case["id"] == "phone:null"));
    assert_snapshot!(machine.run(&["edge", "list", "--class", "name"]).told(), @"
    2
    error: there is no class `name`
    hint: did you mean `names`? there are: names, strings, lengths, normalisation, letter-case, bidi, invisible, controls, confusables, injection, arrays, numbers, json, dates, emails, phones, files, relations, places, absence
    ");
    assert_eq!(machine.run(&["edge", "list", "--facet", "fone"]).code, 2);
}
