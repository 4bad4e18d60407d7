//! What is wrong with a page, whatever it is about.

use connsura_seed::exercise::browser::Problem;

use super::site::{Site, html};
use super::{seen, with_browser};

/// A page on which nothing is wrong, with much that looks as if it were.
const CLEAN: &str = r#"
    <style>.gone { display: none } .unseen { visibility: hidden } .aside { width: 200px; overflow: auto }</style>
    <h1>Customers</h1>
    <p>nullable, Null, NULL, annul, undefined_behaviour, NaNs, Invalid Dates, xnull, nullé</p>
    <p class=gone>null</p> <p class=unseen>undefined</p> <p hidden>NaN</p> <p style="opacity: 0">null</p>
    <template>null</template> <noscript>null</noscript>
    <script>const value = "null undefined NaN"; console.warn("a warning"); console.log(null)</script>
    <div class=aside><div style="width: 3000px">scrolls by itself</div></div>
    <img src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==">
    <script>
        const late = Promise.reject(new Error("minded")); late.catch(() => {});
        fetch("/clean", { signal: AbortSignal.abort() }).catch(() => {});
    </script>"#;

fn word(word: &str, text: &str) -> Problem {
    Problem::Word {
        word: word.to_owned(),
        text: text.to_owned(),
    }
}

fn console(text: &str) -> Problem {
    Problem::Console {
        text: text.to_owned(),
    }
}

fn dialog(kind: &str, message: &str) -> Problem {
    Problem::Dialog {
        kind: kind.to_owned(),
        message: message.to_owned(),
    }
}

fn overflow(width: u32, scroll: u32, element: &str) -> Problem {
    Problem::Overflow {
        width,
        scroll,
        element: element.to_owned(),
    }
}

/// Each page, and all that is wrong with it.
fn planted() -> Vec<(&'static str, &'static str, Vec<Problem>)> {
    vec![
        ("/clean", CLEAN, vec![]),
        (
            "/null",
            "<p>Name: <b>null</b></p>",
            vec![word("null", "null")],
        ),
        (
            "/words",
            "<p>undefined, NaN<p>x[object Object]y<p>Invalid Date",
            vec![
                word("undefined", "undefined, NaN"),
                word("NaN", "undefined, NaN"),
                word("[object Object]", "x[object Object]y"),
                word("Invalid Date", "Invalid Date"),
            ],
        ),
        (
            "/console",
            "<script>console.error('bad', 1, null, {a: 1}, [2])</script>",
            vec![console("bad 1 null Object Array(1)")],
        ),
        (
            "/assert",
            "<script>console.assert(false, 'not so')</script>",
            vec![console("not so")],
        ),
        (
            "/half",
            r"<script>console.error('half \ud83d of a \\ud83d', '\ud83d\ude00')</script>",
            vec![console("half \u{fffd} of a \\ud83d \u{1f600}")],
        ),
        (
            "/alert",
            "<script>alert('hello')</script><p>null",
            vec![dialog("alert", "hello"), word("null", "null")],
        ),
        (
            "/confirm",
            "<script>document.write(confirm('sure?'), prompt('who?') ?? '!')</script>",
            vec![dialog("confirm", "sure?"), dialog("prompt", "who?")],
        ),
        (
            "/wide",
            "<div id=table style='width: 2000px'>x</div>",
            vec![
                overflow(1280, 2008, "div#table"),
                overflow(360, 2008, "div#table"),
            ],
        ),
        (
            "/narrow",
            "<main><p class='a b'>ok<p class=wide style='width: 700px'>x</main>",
            vec![overflow(360, 708, "html > body > main > p.wide")],
        ),
        (
            "/within",
            "<body style='margin: 0'><p style='width: 100px'><i style='display: inline-block; width: 400px'></i>",
            vec![overflow(360, 400, "html > body > p > i")],
        ),
        (
            "/left",
            "<body dir=rtl style='margin: 0'><p id=far style='width: 500px'>x",
            vec![overflow(360, 500, "p#far")],
        ),
    ]
}

#[test]
fn each_problem_is_found_and_no_other() {
    let pages = planted();
    let site = pages.iter().fold(Site::default(), |site, (path, body, _)| {
        site.page(path, body)
    });
    with_browser(site, async |browser, site| {
        for (path, _, expected) in pages {
            let visit = seen(browser, &site.at(path), &[]).await;
            assert_eq!(visit.problems, expected, "{path}");
            assert_eq!((visit.status, visit.url), (Some(200), site.at(path)));
        }
    });
}

#[test]
fn what_a_page_asked_for_and_did_not_get() {
    let site = Site::default()
        .page(
            "/image",
            "<img src=/missing.png><script src=/missing.js></script>",
        )
        .page("/fetch", "<script>fetch('/missing.json')</script>")
        .page("/refused", "<img src=http://127.0.0.1:9/x.png>")
        .page("/frame", "<iframe src=/missing></iframe>")
        .answer("/broken", |_| html(500).body("<p>Sorry".into()).unwrap())
        .guarded(
            "/guarded",
            "default-src 'self'",
            "<script>alert(1)</script><p>null",
        )
        .guarded("/guarded-image", "img-src 'none'", "<img src=/x.png>");
    with_browser(site, async |browser, site| {
        let problems = async |path: &str| seen(browser, &site.at(path), &[]).await.problems;
        let failed = |url: &str, reason: &str| Problem::FailedRequest {
            url: url.to_owned(),
            reason: reason.to_owned(),
        };

        let found = problems("/image").await;
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(
            found.contains(&failed(&site.at("/missing.png"), "404")),
            "{found:?}"
        );
        assert!(
            found.contains(&failed(&site.at("/missing.js"), "404")),
            "{found:?}"
        );
        assert_eq!(
            problems("/fetch").await,
            [failed(&site.at("/missing.json"), "404")]
        );
        assert_eq!(
            problems("/frame").await,
            [failed(&site.at("/missing"), "404")]
        );
        assert_eq!(
            problems("/refused").await,
            [failed("http://127.0.0.1:9/x.png", "net::ERR_UNSAFE_PORT")]
        );

        // A page's own status is no failed request.
        for (path, status) in [("/broken", 500), ("/missing", 404)] {
            let visit = seen(browser, &site.at(path), &[]).await;
            assert_eq!(
                (visit.status, visit.problems),
                (Some(status), vec![]),
                "{path}"
            );
        }

        // The policy keeps the page's scripts out, and not the look at it.
        let found = problems("/guarded").await;
        assert!(
            matches!(&found[..], [Problem::Console { text }, Problem::Word { .. }]
                if text.contains("Content Security Policy") && text.contains("inline script")),
            "{found:?}"
        );
        let found = problems("/guarded-image").await;
        assert!(
            found.contains(&failed(&site.at("/x.png"), "blocked: csp"))
                && found
                    .iter()
                    .any(|problem| matches!(problem, Problem::Console { .. })),
            "{found:?}"
        );
    });
}

#[test]
fn exceptions_that_nobody_caught() {
    let site = Site::default()
        .page("/thrown", "<script>throw new TypeError('oh')</script>")
        .page(
            "/rejected",
            "<script>Promise.reject(new Error('no'))</script>",
        )
        .page("/odd", "<script>throw null</script>");
    with_browser(site, async |browser, site| {
        for (path, begin) in [
            ("/thrown", "Uncaught TypeError: oh\n    at "),
            ("/rejected", "Uncaught (in promise) Error: no\n    at "),
            ("/odd", "Uncaught null"),
        ] {
            let found = seen(browser, &site.at(path), &[]).await.problems;
            assert!(
                matches!(&found[..], [Problem::Exception { text }] if text.starts_with(begin)),
                "{path}: {found:?}"
            );
        }
    });
}
