//! A real browser over pages in which something is planted.

mod problems;
mod process;
pub(crate) mod site;
mod texts;
mod visitors;

use connsura_seed::exercise::browser::{Browser, Probe, Visit};

use self::site::Site;

/// Runs a test in a browser of its own, which is ended afterwards.
pub(crate) fn with_browser<F: AsyncFnOnce(&Browser, &Site)>(site: Site, test: F) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let site = site.serve().await;
        let browser = Browser::launch(None).await.unwrap();
        test(&browser, &site).await;
        browser.close().await.unwrap();
    });
}

/// What a new visitor sees of a page.
pub(crate) async fn seen(browser: &Browser, url: &str, probes: &[Probe]) -> Visit {
    let mut visitor = browser.visitor().await.unwrap();
    visitor.visit(url, probes).await.unwrap()
}
