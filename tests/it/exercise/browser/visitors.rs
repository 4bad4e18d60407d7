//! Who visits, and where they end up.

use std::time::{Duration, Instant};

use axum::extract::Request;
use connsura_seed::exercise::browser::{Landed, LogIn, Probe, Problem, Visitor};

use super::site::{Site, cookies, html, welcome};
use super::with_browser;

const FORM: &str = "<form method=post action=/session><input type=email name=email value=old>
    <input type=password name=password required><button>Log in</button></form>";

fn form(site: &Site, page: &str) -> LogIn {
    LogIn {
        page: site.at(page),
        email: "input[name=email]".to_owned(),
        password: "input[type=password]".to_owned(),
        submit: "form button".to_owned(),
    }
}

async fn text(visitor: &mut Visitor, url: &str) -> String {
    let visit = visitor.visit(url, &[Probe::text("body")]).await.unwrap();
    visit.seen[0][0].text.trim().to_owned()
}

#[test]
fn people_log_in_and_keep_their_own_cookies() {
    let site = Site::default()
        .page("/log-in", FORM)
        .answer("/me", |request: &Request| {
            html(200).body(cookies(request).into()).unwrap()
        })
        .answer("/as-ada", |_| welcome("session=ada", "/me"))
        // What was typed decides what comes next: a cookie, or the form again.
        .answer("/refuse", |_| html(401).body(FORM.into()).unwrap())
        .page(
            "/spa",
            "<form onsubmit=\"history.pushState(null, '', '/done'); return false\">
            <input name=email><input type=password><button>Log in</button></form>",
        )
        .page("/refusing", &FORM.replace("/session", "/refuse"))
        .page(
            "/checking",
            &FORM.replace("post", "get").replace("/session", "/me"),
        )
        .page("/welcome", &FORM.replace("/session", "/as-ada"));
    with_browser(site, async |browser, site| {
        let mut ada = browser.visitor().await.unwrap();
        let mut bob = browser.visitor().await.unwrap();

        let landed = ada
            .log_in(&form(site, "/welcome"), "ada@connsura.example", "secret")
            .await
            .unwrap();
        let me = site.at("/me");
        assert_eq!(
            landed,
            Landed {
                url: me.clone(),
                status: Some(200)
            }
        );
        assert_eq!(text(&mut ada, &me).await, "session=ada");
        assert_eq!(text(&mut bob, &me).await, "none");
        let mut again = ada.another_tab().await.unwrap();
        drop(ada);
        assert_eq!(text(&mut again, &me).await, "session=ada");

        // What was typed is what arrives, whatever the field held before.
        let landed = bob
            .log_in(
                &form(site, "/checking"),
                "a+da@x.example",
                "a b&\u{1f600}\"'",
            )
            .await
            .unwrap();
        let query = "email=a%2Bda%40x.example&password=a+b%26%F0%9F%98%80%22%27";
        assert_eq!(landed.url, format!("{me}?{query}"));

        let landed = bob
            .log_in(&form(site, "/refusing"), "bob@connsura.example", "x")
            .await
            .unwrap();
        assert_eq!(
            landed,
            Landed {
                url: site.at("/refuse"),
                status: Some(401)
            }
        );
        let landed = bob
            .log_in(&form(site, "/spa"), "bob@connsura.example", "x")
            .await
            .unwrap();
        assert_eq!(landed.url, site.at("/done"));

        for (page, password, complaint) in [
            ("/me", "x", "nothing matches `input[name=email]`"),
            ("/checking", "", "does not take what was typed"),
        ] {
            let refused = bob
                .log_in(&form(site, page), "bob@connsura.example", password)
                .await;
            let refused = refused.unwrap_err().to_string();
            assert!(
                refused.contains(&site.at(page)) && refused.contains(complaint),
                "{refused}"
            );
            assert!(!refused.contains("bob@"), "{refused}");
        }
    });
}

#[test]
fn visits_end_where_the_page_leads() {
    let site = Site::default()
        .redirect("/old", "/between")
        .redirect("/between", "/new#part")
        .page("/new", "<p>new")
        .page("/script", "<script>location = '/new'</script><p>null")
        .page(
            "/refresh",
            "<meta http-equiv=refresh content='0; url=/new'>",
        )
        .page(
            "/pushed",
            "<script>history.pushState(null, '', '/elsewhere?x')</script>",
        )
        .answer("/nothing", |_| html(204).body("".into()).unwrap())
        .answer("/file", |_| {
            html(200)
                .header("content-disposition", "attachment")
                .body("x".into())
                .unwrap()
        });
    with_browser(site, async |browser, site| {
        let mut visitor = browser.visitor().await.unwrap();
        for (path, end) in [
            ("/old", "/new#part"),
            ("/new#part", "/new#part"),
            ("/new#other", "/new#other"),
            ("/script", "/new"),
            ("/refresh", "/new"),
            ("/pushed", "/elsewhere?x"),
            ("/new", "/new"),
        ] {
            let visit = visitor
                .visit(&site.at(path), &[Probe::text("p")])
                .await
                .unwrap();
            assert_eq!(
                (visit.url, visit.status),
                (site.at(end), Some(200)),
                "{path}"
            );
            assert_eq!(visit.problems, [], "{path}");
            if end.starts_with("/new") {
                assert_eq!(visit.seen[0][0].text, "new", "{path}");
            }
        }
        for (path, status) in [("/nothing", 204), ("/file", 200)] {
            let visit = visitor
                .visit(&site.at(path), &[Probe::text("p")])
                .await
                .unwrap();
            assert_eq!(
                (visit.status, visit.seen),
                (Some(status), vec![vec![]]),
                "{path}"
            );
            assert!(
                matches!(&visit.problems[..], [Problem::FailedRequest { .. }]),
                "{:?}",
                visit.problems
            );
        }
        let nobody = "http://127.0.0.1:1/";
        let visit = visitor.visit(nobody, &[]).await.unwrap();
        let failed = Problem::FailedRequest {
            url: nobody.to_owned(),
            reason: "net::ERR_UNSAFE_PORT".to_owned(),
        };
        assert_eq!((visit.status, visit.problems), (None, vec![failed]));
        assert_eq!(text(&mut visitor, &site.at("/new")).await, "new");
    });
}

#[test]
fn nothing_waits_for_ever_and_nothing_is_left_for_the_next_visit() {
    let site = Site::default()
        .page("/loop", "<script>for (;;);</script>")
        .page("/part", "<img src=/never>")
        .page("/noisy", "<script>setInterval(() => { console.error('old'); fetch('/missing') }, 1); onbeforeunload = () => 'stay'</script>")
        .page("/late", "<script>onload = () => setTimeout(() => alert('late'), 1)</script>")
        .page("/clean", "<p>clean");
    with_browser(site, async |browser, site| {
        let limit = Duration::from_millis(700);
        let mut visitor = browser.visitor().await.unwrap().within(limit);
        for path in ["/never", "/loop", "/part"] {
            let url = site.at(path);
            let started = Instant::now();
            let error = visitor.visit(&url, &[]).await.unwrap_err().to_string();
            assert_eq!(error, format!("{url} was not there after 700ms"));
            assert!(
                started.elapsed() < limit * 4,
                "{path}: {:?}",
                started.elapsed()
            );
        }
        let mut visitor = visitor.within(Duration::from_secs(30));
        for _ in 0..10 {
            for path in ["/noisy", "/late"] {
                visitor.visit(&site.at(path), &[]).await.unwrap();
                let visit = visitor.visit(&site.at("/clean"), &[]).await.unwrap();
                assert_eq!(visit.problems, [], "after {path}");
            }
        }
    });
}

#[test]
fn a_picture_shows_the_page_at_the_width_of_a_desktop() {
    let site = Site::default().page("/blue", "<body style='background: #00f'>");
    with_browser(site, async |browser, site| {
        let mut visitor = browser.visitor().await.unwrap();
        visitor.visit(&site.at("/blue"), &[]).await.unwrap();
        let picture = visitor.screenshot().await.unwrap();
        assert_eq!(picture[..8], *b"\x89PNG\r\n\x1a\n");
        // The header chunk of PNG: width and height, 32 bits each.
        let length = |at: usize| u32::from_be_bytes(picture[at..at + 4].try_into().unwrap());
        assert_eq!((length(16), length(20)), (1280, 800));
    });
}
