//! What a page shows, and how.

use connsura_seed::exercise::browser::Direction::{Ltr, Rtl};
use connsura_seed::exercise::browser::{Probe, Shown};

use super::site::Site;
use super::{seen, with_browser};

/// "Shalom".
const HEBREW: &str = "\u{5e9}\u{5dc}\u{5d5}\u{5dd}";

async fn texts(
    browser: &connsura_seed::exercise::browser::Browser,
    url: &str,
    selector: &str,
) -> Vec<Shown> {
    let mut visit = seen(browser, url, &[Probe::text(selector)]).await;
    assert_eq!(visit.problems, []);
    visit.seen.remove(0)
}

#[test]
fn texts_come_in_the_order_of_the_page_as_they_are() {
    let body = "<ul><li data-id=1>one<li>t<b>w</b>o &amp; &lt;i&gt;<li data-id=3>  three\n</ul>";
    let site = Site::default().page("/list", body);
    with_browser(site, async |browser, site| {
        let probes = [
            Probe::text("li"),
            Probe::attribute("li", "data-id"),
            Probe::text("ol"),
        ];
        let visit = seen(browser, &site.at("/list"), &probes).await;
        let texts: Vec<Vec<&str>> = visit
            .seen
            .iter()
            .map(|shown| shown.iter().map(|shown| shown.text.as_str()).collect())
            .collect();
        assert_eq!(
            texts,
            [
                vec!["one", "two & <i>", "  three\n"],
                vec!["1", "3"],
                vec![]
            ]
        );

        let mut visitor = browser.visitor().await.unwrap();
        let refused = visitor
            .visit(&site.at("/list"), &[Probe::text("li[")])
            .await;
        let refused = refused.unwrap_err().to_string();
        assert!(
            refused.contains("/list") && refused.contains("'li['"),
            "{refused}"
        );
        // That took the tab, and not the visitor.
        visitor.visit(&site.at("/list"), &probes).await.unwrap();
    });
}

#[test]
fn directions_and_what_stands_around() {
    let h = HEBREW;
    let body = format!(
        "<p>{h}</p> <p dir=auto>{h}</p> <p dir=auto>abc {h}</p> <p dir=rtl>abc</p> <p>12</p>
         <div>by <i>{h}</i></div> <div>by <i dir=auto>{h}</i></div> <div>by <bdi>{h}</bdi></div> <div><i>{h}</i></div>
         <div><i> <b>{h}</b> </i>!</div> <div>at <i style='display: inline-block'>{h}</i></div>
         <div dir=rtl style='direction: ltr'><i dir=rtl>abc</i></div>"
    );
    let site = Site::default().page("/directions", &body);
    with_browser(site, async |browser, site| {
        let url = site.at("/directions");
        let found = seen(browser, &url, &[Probe::text("p"), Probe::text("i, bdi")]).await;
        let [paragraphs, inline] = &found.seen[..] else {
            panic!("{found:?}")
        };
        let directions: Vec<_> = paragraphs
            .iter()
            .map(|p| (p.direction, p.due, p.isolated))
            .collect();
        assert_eq!(
            directions,
            [
                (Ltr, Rtl, true),
                (Rtl, Rtl, true),
                (Ltr, Ltr, true),
                (Rtl, Ltr, true),
                (Ltr, Ltr, true),
            ]
        );
        let inline: Vec<_> = inline
            .iter()
            .map(|i| (i.direction, i.due, i.isolated))
            .collect();
        assert_eq!(
            inline,
            [
                (Ltr, Rtl, false),
                (Rtl, Rtl, true),
                (Rtl, Rtl, true),
                (Ltr, Rtl, true),
                (Ltr, Rtl, false),
                (Ltr, Rtl, true),
                (Rtl, Ltr, true),
            ]
        );
    });
}

#[test]
fn texts_that_cannot_be_read() {
    let cut = "style='width: 60px; overflow: hidden; white-space: nowrap'";
    let readable = format!(
        "<p>short</p><p {cut}>x</p><p style='width: 60px'>{long}</p><p style='overflow: auto; width: 60px'>{long}</p>
         <p style='overflow: hidden; line-height: 0.8'>Äg</p><p></p><p> \u{200b}\u{2060} </p>
         <div {cut}><p style='position: fixed; left: 0; top: 0; width: 30px'>x</p></div>",
        long = "long ".repeat(20),
    );
    let unreadable = format!(
        "<p {cut}>{long}</p><p style='width: 0; height: 0; overflow: hidden'>x</p><p hidden>x</p>
         <p style='visibility: hidden'>x</p><p style='font-size: 0'>x</p><div {cut}><p><b>{long}</b></p></div>
         <div {cut}><b><p>{long}</p></b></div><p style='height: 1em; overflow: clip'>x<br>y<br>z</p>
         <p style='{}; text-overflow: ellipsis'>{long}</p>",
        &cut[7..cut.len() - 1],
        long = "long ".repeat(20),
    );
    let site = Site::default()
        .page("/readable", &readable)
        .page("/unreadable", &unreadable);
    with_browser(site, async |browser, site| {
        for (path, clipped, count) in [("/readable", false, 8), ("/unreadable", true, 9)] {
            let found = texts(browser, &site.at(path), "p").await;
            assert_eq!(found.len(), count);
            for (number, shown) in found.iter().enumerate() {
                assert_eq!(shown.clipped, clipped, "{path}, {number}: {shown:?}");
            }
        }
    });
}

#[test]
fn a_page_cannot_change_what_is_seen_of_it() {
    let lies = "<script>
        JSON.stringify = () => '{}'; JSON.parse = null; Array.prototype.map = () => [];
        Array.prototype.toJSON = Object.prototype.toJSON = String.prototype.toJSON = () => 'lie';
        Array.from = Array.prototype.push = Array.prototype[Symbol.iterator] = null;
        Document.prototype.querySelectorAll = () => []; document.createTreeWalker = null;
        Object.defineProperty(Node.prototype, 'textContent', { get: () => 'lie' });
        window.getComputedStyle = null; Element.prototype.checkVisibility = () => false;
        Object.prototype.get = () => 'lie'; RegExp.prototype[Symbol.match] = null; window.CSS = null;
        </script>
        <form id=f><input name=textContent><input name=parentElement><input name=childNodes>
        <input name=getAttribute><input name=id><input name=getBoundingClientRect><p>true</p></form>
        <img name=querySelectorAll><img name=documentElement><img name=createRange><img name=implementation>
        <img name=body><img name=defaultView><img name=activeElement><p>null</p>
        <form style='width: 2000px'><input name=localName><input name=scrollWidth></form>";
    let site = Site::default().page("/lies", lies);
    with_browser(site, async |browser, site| {
        let visit = seen(browser, &site.at("/lies"), &[Probe::text("p, form")]).await;
        let texts: Vec<_> = visit.seen[0]
            .iter()
            .map(|shown| shown.text.trim())
            .collect();
        assert_eq!(texts, ["true", "true", "null", ""]);
        let problems: Vec<_> = visit.problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            problems,
            [
                "`null` is shown: null",
                "2008 px wide in a window of 1280 px, because of html > body > form",
                "2008 px wide in a window of 360 px, because of html > body > form",
            ]
        );
    });
}

#[test]
fn any_text_comes_through() {
    let long = format!("{}\u{1f600}", "a b ".repeat(300_000));
    let site = Site::default()
        .page("/long", &format!("<p>{long}</p>"))
        .page("/odd", r"<p id=p></p><script>p.textContent = 'a\0b\ud83dc\u2028\\ud83d\x1b\ud83d\ude00'</script>");
    with_browser(site, async |browser, site| {
        let found = texts(browser, &site.at("/long"), "p").await;
        assert!(found[0].text == long, "{} bytes", found[0].text.len());
        let found = texts(browser, &site.at("/odd"), "p").await;
        assert_eq!(found[0].text, "a\0b\u{fffd}c\u{2028}\\ud83d\u{1b}\u{1f600}");
    });
}
