//! Those who visit: each logs in when they are first asked for, and some are kept.

use std::cell::RefCell;
use std::collections::VecDeque;

use crate::error::{Result, printable};
use crate::exercise::browser::{Browser, LogIn, Visitor};
use crate::exercise::description::Form;
use crate::rng::Root;

/// Visitors who wait for their next visit. Each is a tab of the browser.
const WAITING: usize = 12;

/// Whoever visits pages.
pub(super) struct People<'d> {
    browser: &'d Browser,
    form: LogIn,
    password: String,
    /// Those who wait, who waited longest first.
    waiting: RefCell<VecDeque<(Root, Visitor)>>,
}

impl<'d> People<'d> {
    pub(super) fn new(browser: &'d Browser, base: &str, form: &Form, password: String) -> Self {
        Self {
            browser,
            form: LogIn {
                page: format!("{base}{}", form.page),
                email: form.email.clone(),
                password: form.password.clone(),
                submit: form.submit.clone(),
            },
            password,
            waiting: RefCell::default(),
        }
    }

    /// Somebody who has logged in, or why that could not be done.
    ///
    /// # Errors
    /// Where the browser has ended.
    pub(super) async fn enter(&self, root: Root, email: &str) -> Result<Result<Visitor, String>> {
        if let Some(visitor) = self.take(root) {
            return Ok(Ok(visitor));
        }
        let mut visitor = self.browser.visitor().await?;
        let landed = match visitor.log_in(&self.form, email, &self.password).await {
            Ok(landed) => landed,
            Err(error) => {
                // Another tab opens only where there still is a browser.
                self.browser.visitor().await?;
                return Ok(Err(printable(&error.to_string())));
            }
        };
        if self.is_form(&landed.url) || landed.status.is_some_and(|status| status >= 400) {
            let status = landed
                .status
                .map_or("no answer".to_owned(), |status| status.to_string());
            let why = format!("{status} at {}", printable(&landed.url));
            return Ok(Err(why));
        }
        Ok(Ok(visitor))
    }

    /// Puts somebody back, for the next visit.
    pub(super) fn leave(&self, root: Root, visitor: Visitor) {
        let mut waiting = self.waiting.borrow_mut();
        waiting.push_back((root, visitor));
        if waiting.len() > WAITING {
            waiting.pop_front();
        }
    }

    /// Has everybody with this account log in again.
    pub(super) fn forget(&self, root: Root) {
        self.waiting
            .borrow_mut()
            .retain(|(other, _)| *other != root);
    }

    /// Whether an address is that of the page at which one logs in.
    pub(super) fn is_form(&self, url: &str) -> bool {
        let path = |url: &str| url.split(['?', '#']).next().map(str::to_owned);
        path(url) == path(&self.form.page)
    }

    fn take(&self, root: Root) -> Option<Visitor> {
        let mut waiting = self.waiting.borrow_mut();
        let at = waiting.iter().position(|(other, _)| *other == root)?;
        waiting.remove(at).map(|(_, visitor)| visitor)
    }
}
