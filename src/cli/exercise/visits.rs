//! The pages' half of `connsura-seed exercise`.

use super::super::interrupt;
use super::{Exercise, Half, Told, VISITS_TOLD};
use crate::error::Result;
use crate::exercise::browser::Browser;
use crate::exercise::{Cut, UiOptions, Visits};

impl Exercise<'_> {
    /// Visits the pages at `url`, with a browser that ends in any case.
    pub(super) async fn visit(&self, url: &str) -> Result<(Half, Option<Cut>)> {
        let browser = Browser::launch(self.arguments.browser.as_deref()).await?;
        let half = self.visit_with(&browser, url).await;
        let closed = browser.close().await;
        let (half, cut) = half?;
        Ok((half, cut.or(closed.err().map(Cut::Failed))))
    }

    async fn visit_with(&self, browser: &Browser, url: &str) -> Result<(Half, Option<Cut>)> {
        let arguments = self.arguments;
        let options = UiOptions {
            part: self.part.clone(),
            sample: usize::try_from(arguments.pages).unwrap_or(usize::MAX),
            tabs: arguments.tabs.into(),
            is_over_at_first: arguments.fail_fast,
            pictures: arguments.screenshots.clone(),
        };
        let password = self.password.clone();
        let (dataset, description) = (self.dataset, self.description);
        let visits = Visits::new(browser, url, description, dataset, password, &options)?;
        visits.begin(self.ordinary()?.root, &self.findings).await?;
        let told = Told::new(self, "visits", VISITS_TOLD);
        let mut made = Ok(());
        let work = async {
            made = visits.run(&self.findings, |now| told.tell(now)).await;
        };
        let signal = interrupt::or_signal(work).await?;
        let half = Half {
            base: visits.base().to_owned(),
            checks: visits.checks(),
            progress: told.finish(),
        };
        Ok((half, self.cut(signal, made)))
    }
}
