//! Faults of pages, planted one at a time: each is one that a browser has shown somebody.

use super::super::Staged;
use super::contrast::shown_by_plain_rows;
use super::plant::{Fault, How, between, planted, raw};
use super::visited;
use crate::support::assert_readme_says;

/// What words are shown in.
const WORDS: &str = "<bdi class=\"words\" dir=\"auto\">";
const LINES: &str = "<div class=\"lines\" dir=\"auto\">";

#[rustfmt::skip]
fn faults() -> Vec<Fault> {
    vec![
        Fault { name: "notes are not escaped", only: &["Customer"], in_lists: false, kinds: &["text", "missing", "dialog", "failed-request", "console"], how: How::Script(|page| between(&page, LINES, "</div>", raw)) },
        Fault { name: "names are not escaped", only: &["Customer"], in_lists: true, kinds: &["text", "missing", "dialog", "failed-request", "console"], how: How::Page(|page| between(&page, WORDS, "</bdi>", raw)) },
        Fault { name: "file names are not escaped in a script", only: &["Upload"], in_lists: true, kinds: &["exception", "dialog"], how: How::Script(|page| {
            let names = page.split(WORDS).skip(1).filter_map(|after| Some(raw(after.split_once("</bdi>")?.0)));
            let lines: Vec<String> = names.map(|name| format!("document.body.dataset.fileName = \"{name}\";")).collect();
            page.replace("</main>", &format!("<script>{}</script></main>", lines.join("\n")))
        }) },
        Fault { name: "lines have no direction of their own", only: &["Customer", "ProfileShare"], in_lists: false, kinds: &["direction"], how: How::Page(|page| page.replace(LINES, "<div class=\"lines\">")) },
        Fault { name: "everything runs from left to right", only: &["Customer"], in_lists: false, kinds: &["direction"], how: How::Page(|page| page.replace("dir=\"auto\"", "dir=\"ltr\"")) },
        Fault { name: "long words do not break", only: &["Customer"], in_lists: false, kinds: &["overflow"], how: How::Style(|style| style.replace("overflow-wrap: anywhere;", "")) },
        Fault { name: "what is not there is null", only: &["Customer"], in_lists: false, kinds: &["word"], how: How::Page(|page| between(&page, "<span class=\"nothing\"", "</span>", |_| ">null".to_owned())) },
        Fault { name: "what is not there is undefined", only: &["Upload"], in_lists: false, kinds: &["word"], how: How::Page(|page| between(&page, "<span class=\"nothing\"", "</span>", |_| ">undefined".to_owned())) },
        Fault { name: "an old day of birth is no date", only: &["Customer"], in_lists: false, kinds: &["text", "word"], how: How::Page(|page| between(&page, "data-column=\"dateOfBirth\">", "</dd>", |day| if day.starts_with("19") && day < "1970" { "Invalid Date".to_owned() } else { day.to_owned() })) },
        Fault { name: "a script fails at a name with an apostrophe", only: &["Customer"], in_lists: false, kinds: &["exception"], how: How::Script(|page| page.replace("</main>", "</main><script>for (const name of document.querySelectorAll('.words')) { if (name.textContent.includes(\"'\")) throw new Error('unterminated string'); }</script>")) },
        Fault { name: "there is no style sheet", only: &["Customer"], in_lists: false, kinds: &["failed-request"], how: How::Gone("/style.css") },
        Fault { name: "names are cut with an ellipsis", only: &["Customer"], in_lists: false, kinds: &["clipped"], how: How::Style(|style| style + ".words { display: inline-block; max-width: 20ch; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }") },
        Fault { name: "names are in upper case", only: &["Customer"], in_lists: false, kinds: &["text"], how: How::Page(|page| between(&page, WORDS, "</bdi>", str::to_uppercase)) },
        Fault { name: "names are cut after twenty characters", only: &["Customer"], in_lists: false, kinds: &["text"], how: How::Page(|page| between(&page, WORDS, "</bdi>", |name| name.chars().take(20).collect())) },
        Fault { name: "a list begins again", only: &["Customer"], in_lists: true, kinds: &["row-twice", "paging"], how: How::Request(|uri| if uri.starts_with("/customers?") { "/customers".to_owned() } else { uri.to_owned() }) },
        Fault { name: "a greeting is an alert", only: &["Form"], in_lists: false, kinds: &["dialog"], how: How::Script(|page| page.replace("</main>", "</main><script>alert('Welcome')</script>")) },
    ]
}

/// What is the first finding of a fault, if there is one.
fn first(staged: &Staged, fault: Fault) -> Option<String> {
    let url = staged.serve(|app| planted(app, fault.how));
    let mut arguments = vec!["--fail-fast", "--pages", "20"];
    if !fault.in_lists {
        // Whole lists come before the first row.
        arguments.extend(["--rows", "2.."]);
    }
    for table in fault.only {
        arguments.extend(["--only", table]);
    }
    let (code, found) = visited(staged, &url, &arguments);
    let groups = found["groups"].as_array().unwrap();
    let kind = groups
        .first()
        .map(|group| group["kind"].as_str().unwrap().to_owned());
    assert_eq!(
        code,
        if kind.is_some() { 5 } else { 0 },
        "{}: {found:#}",
        fault.name
    );
    kind
}

/// Of these faults, those that nobody finds in a scenario's rows.
fn missed_in(scenario: &str, faults: Vec<Fault>) -> Vec<&'static str> {
    let staged = Staged::over(scenario);
    let mut missed = Vec::new();
    for fault in faults {
        let (name, kinds) = (fault.name, fault.kinds);
        match first(&staged, fault) {
            Some(kind) => assert!(kinds.contains(&kind.as_str()), "{name}: {kind}"),
            None => missed.push(name),
        }
    }
    missed
}

/// The figure stands in README.md.
#[test]
#[expect(clippy::print_stdout, reason = "the figure is to be seen")]
fn staging_shows_nine_faults_of_pages_in_ten_and_hostile_the_others() {
    let all = faults().len();
    let missed = missed_in("staging", faults());
    let figure = format!("{} of {all} faults of pages", all - missed.len());
    println!("`staging` shows {figure}; not: {missed:?}");
    let sentence = format!("of the API, and {figure}; `hostile` shows the others");
    assert_readme_says(&sentence);
    assert!(all >= 12, "{all}");
    assert!(missed.len() * 10 <= all, "{missed:?} of {all}");
    if !missed.is_empty() {
        let others = faults().into_iter();
        let others = others.filter(|fault| missed.contains(&fault.name));
        assert_eq!(missed_in("hostile", others.collect()), Vec::<&str>::new());
    }
}

/// Plain rows, as many as `staging` has, and somebody who sees whatever changes.
#[test]
#[expect(clippy::print_stdout, reason = "the figure is to be seen")]
fn plain_rows_show_fewer_faults_of_pages() {
    let all = faults().len();
    let shown = shown_by_plain_rows(faults());
    let figure = format!("{} of {all} faults of pages", shown.len());
    println!("plain rows show {figure}: {shown:?}");
    let sentence = format!("and {figure}, and that to a judge who misses nothing");
    assert_readme_says(&sentence);
}
