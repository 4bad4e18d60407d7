//! `connsura-seed retention timeline`: rows on their scale, in a terminal and in a browser.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use connsura_seed::clock::DAY;
use connsura_seed::exercise::browser::Probe;
use connsura_seed::plan::Boundary;
use connsura_seed::retention::{place, position};
use connsura_seed::schema::encode;
use proptest::prelude::*;
use serde_json::Value;

use crate::exercise::browser::site::{Site, html};
use crate::exercise::browser::{seen, with_browser};
use crate::pure::dataset;
use crate::support::Machine;

const NOW: &str = "2026-03-01T00:00:00Z";

/// Measures the pictures of a page, as the browser draws them, and writes down what is not as it
/// should be.
const MEASURE: &str = r#"<p id="measured" style="overflow-wrap: anywhere"></p><script>
const wrong = [], counts = [];
for (const svg of document.querySelectorAll('section svg')) {
  const name = svg.closest('section').id, box = svg.viewBox.baseVal;
  const middle = +svg.querySelector('.boundary').getAttribute('x1');
  const texts = [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBBox()]);
  for (const [text, at] of texts)
    if (at.x < 0 || at.y < 0 || at.x + at.width > box.width || at.y + at.height > box.height)
      wrong.push(`${name}: ${text} is cut off`);
  for (let i = 0; i < texts.length; i++) for (let k = 0; k < i; k++) {
    const [a, b] = [texts[i][1], texts[k][1]];
    if (a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height - 3 && b.y < a.y + a.height - 3)
      wrong.push(`${name}: ${texts[i][0]} upon ${texts[k][0]}`);
  }
  for (const mark of svg.querySelectorAll('g')) {
    const sign = mark.querySelector('circle, path');
    const x = svg.createSVGPoint().matrixTransform(sign.getCTM()).matrixTransform(svg.getCTM().inverse()).x;
    const words = mark.querySelector('title').textContent;
    const side = words.includes(' short') ? -1 : words.includes(' over') ? 1 : 0;
    if (Math.sign(Math.round((x - middle) * 10)) !== side) wrong.push(`${name}: ${words} at ${x - middle}`);
    if (!words.startsWith(sign.getAttribute('class'))) wrong.push(`${name}: ${words} as ${sign.getAttribute('class')}`);
  }
  counts.push(`${name} ${svg.querySelectorAll('g').length}`);
}
document.querySelector('#measured').textContent = JSON.stringify({ wrong, counts });
</script>"#;

/// Of each rule the marks that its picture has to have: a place, a verdict and a specimen, for rows that the
/// specimen is about.
fn due(machine: &Machine, as_of: &str) -> BTreeMap<String, BTreeSet<(i32, String, String)>> {
    let plan = [
        "retention",
        "plan",
        "retention",
        "--by",
        "row",
        "--as-of",
        as_of,
    ];
    let rows = machine.json(&[&plan[..], &["--format", "json"]].concat());
    let retention = dataset::plan(dataset::shipped("retention"));
    let specimens = retention.boundaries().iter();
    let specimens: BTreeMap<&str, &Boundary> = specimens.map(|one| (one.label(), one)).collect();
    let mut rules: BTreeMap<String, BTreeSet<_>> = BTreeMap::new();
    for row in rows["rows"].as_array().unwrap() {
        let text = |field: &str| row[field].as_str().unwrap_or_default().to_owned();
        let Some(over) = row["over_ms"].as_i64() else {
            continue;
        };
        let marks = rules.entry(text("rule")).or_default();
        if let Some(specimen) = specimens.get(&*text("account")) {
            let (entity, key) = specimen.row;
            let is_it = text("id") == encode(entity, key).to_string();
            if text("table") == entity.name() && (is_it || specimen.rule.is_none()) {
                marks.insert((place(over), text("verdict"), text("account")));
            }
        }
    }
    rules
}

/// What is measured of a page, which a browser finds nothing wrong with.
fn measured(page: &str) -> (Vec<String>, Vec<String>) {
    let page = page.replace("</body>", &format!("{MEASURE}</body>"));
    assert!(page.contains("measured"), "{page}");
    let site = Site::default().answer("/", move |_| html(200).body(page.clone().into()).unwrap());
    let mut texts = Vec::new();
    with_browser(site, async |browser, site| {
        let visit = seen(browser, &site.at("/"), &[Probe::text("#measured")]).await;
        assert_eq!(visit.problems, []);
        texts = visit.seen[0]
            .iter()
            .map(|shown| shown.text.clone())
            .collect();
    });
    let found: Value = serde_json::from_str(&texts[0]).unwrap();
    let list = |field: &str| {
        let texts = found[field].as_array().unwrap().iter();
        texts
            .map(|text| text.as_str().unwrap().to_owned())
            .collect()
    };
    (list("wrong"), list("counts"))
}

/// In a browser no label is cut off or lies upon another, each mark is on its side of the boundary
/// with the sign of its verdict, and there is one for each place of each specimen.
#[test]
fn a_page_shows_each_specimen_where_it_is() {
    let machine = Machine::new();
    let moments = [NOW, "2026-02-28T12:00:00Z", "2030-01-01T00:00:00Z"];
    for as_of in moments {
        let page = [
            "retention",
            "timeline",
            "retention",
            "--format",
            "html",
            "--as-of",
            as_of,
        ];
        let page = machine.succeed(&page);
        let (wrong, counts) = measured(&page);
        assert_eq!(wrong, Vec::<String>::new(), "{as_of}");
        let due = due(&machine, as_of).into_iter();
        let mut due: Vec<String> = due
            .map(|(rule, marks)| format!("{rule} {}", marks.len()))
            .collect();
        let mut counts = counts;
        due.sort();
        counts.sort();
        assert_eq!(counts, due, "{as_of}");
    }
}

/// Rows of a scenario without specimens are shown as well; and a rule may be called anything.
#[test]
fn whatever_a_rule_is_called_is_shown_as_it_is() {
    let machine = Machine::new();
    fs::write(
        machine.path().join("connsura-seed.toml"),
        "[retention.rules.\"<b>&'\\\"\"]\nrows = \"Message\"\nanchor = \"createdAt\"\nperiod = \"6 months\"\n",
    )
    .unwrap();
    let timeline = |more: &[&str]| {
        machine.succeed(&[&["retention", "timeline", "smoke", "--as-of", NOW], more].concat())
    };
    let page = timeline(&["--format", "html"]);
    assert!(
        page.contains("<h2>&lt;b&gt;&amp;'") && !page.contains("<b>"),
        "{page}"
    );
    let (wrong, counts) = measured(&page);
    assert_eq!(wrong, Vec::<String>::new());
    assert!(
        counts.iter().any(|count| count.starts_with("<b>&'\" ")),
        "{counts:?}"
    );
    let text = timeline(&["--rule", "<b>&'\""]);
    assert!(
        text.starts_with("<b>&'\": Message rows go when 6 months have passed since createdAt\n"),
        "{text}"
    );
    assert!(!text.contains("audit-log"), "{text}");
    let unknown = machine.run(&["retention", "timeline", "smoke", "--rule", "messages"]);
    assert_eq!(unknown.code, 2, "{unknown:?}");
    assert!(
        unknown.stderr.contains("it has: ") && unknown.stderr.contains("message"),
        "{unknown:?}"
    );
}

/// In a terminal every line fits 80 columns but for the names of specimens, and each specimen is on its
/// side.
#[test]
fn a_terminal_shows_a_rule() {
    let machine = Machine::new();
    let text = machine.succeed(&[
        "retention",
        "timeline",
        "retention",
        "--as-of",
        NOW,
        "--rule",
        "closed-share",
    ]);
    insta::assert_snapshot!("closed-share", text);
    let (before, after) = text.split_once("  boundary\n").unwrap();
    for (part, side) in [(before, " short "), (after, " over ")] {
        let other = if side == " short " {
            " over "
        } else {
            " short "
        };
        let marks: Vec<&str> = part
            .lines()
            .filter(|line| line.contains("retention/"))
            .collect();
        assert!(marks.iter().any(|line| line.contains(side)), "{part}");
        assert!(!marks.iter().any(|line| line.contains(other)), "{part}");
    }
    let all = machine.succeed(&["retention", "timeline", "retention", "--as-of", NOW]);
    for line in all
        .lines()
        .filter(|line| line.starts_with(['k', 'p']) || line.contains("-+-"))
    {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

/// Distances that the plan has, and any other.
fn distances() -> impl Strategy<Value = i64> {
    let farthest = 200 * 366 * DAY;
    prop_oneof![
        Just(0_i64),
        -5_i64..=5,
        -2 * DAY..=2 * DAY,
        -farthest..=farthest
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_096, failure_persistence: None, ..ProptestConfig::default() })]

    /// Who is farther from the boundary is farther on the scale, on the same side of it; only the
    /// boundary is at 0, and nothing else is counted there.
    #[test]
    fn a_scale_keeps_sides_and_order(one in distances(), other in distances()) {
        prop_assert_eq!(one.cmp(&other), position(one).total_cmp(&position(other)));
        prop_assert_eq!(one.signum(), i64::from(place(one).signum()));
        prop_assert!((position(one) + position(-one)).abs() < f64::EPSILON);
        prop_assert!((position(one) - f64::from(place(one))).abs() < 1.0);
    }
}
