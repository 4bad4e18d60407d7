//! What the events of a tab tell of the page that it shows.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::connection::Event;
use super::problem::Problem;

/// The name of the script world that each document has for us.
pub(super) const WORLD: &str = "connsura-seed";

/// A page that gives its place to another one sooner than that, in seconds, is not looked at.
const SOON: f64 = 1.0;

/// The state of a tab, and what has gone wrong in it since it was sent to a page.
///
/// A document is known by its loader's id, which is also the id of the request for it.
#[derive(Debug, Default)]
pub(super) struct Watch {
    /// The id of the tab's main frame, which no document changes.
    frame: String,
    /// The document that is shown.
    current: Option<String>,
    expected: Expected,
    /// Whether what was asked for is what is shown, or what it led to.
    arrived: bool,
    /// Whether the document that is shown has loaded.
    loaded: bool,
    leaving: Leaving,
    /// The world of our own within the document, by its id.
    world: Option<i64>,
    /// How many documents were shown.
    commits: usize,
    url: String,
    statuses: HashMap<String, u16>,
    requests: HashMap<String, Request>,
    failed: HashSet<String>,
    problems: Vec<Noted>,
}

/// Whether the page is about to give its place to another one.
#[derive(Debug, Default, PartialEq, Eq)]
enum Leaving {
    #[default]
    No,
    /// It has a `<meta http-equiv=refresh>` that is due.
    Soon,
    /// It has asked for the other one.
    Now,
}

/// What has to be shown next.
#[derive(Debug, Default, PartialEq, Eq)]
enum Expected {
    /// What the browser has not named yet.
    #[default]
    Unnamed,
    /// The document with this id.
    Document(String),
    /// Whatever comes: a form was submitted.
    Anything,
}

#[derive(Debug)]
struct Request {
    url: String,
    /// The document that asked for it.
    loader: String,
    /// The page itself, whose status is told apart, or what only the browser wants.
    own: bool,
}

/// A problem, and the id by which the browser takes an exception back.
#[derive(Debug)]
struct Noted {
    problem: Problem,
    exception: Option<i64>,
}

impl Watch {
    /// Of the tab with this main frame.
    pub(super) fn over(frame: &str) -> Self {
        Self {
            frame: frame.to_owned(),
            ..Self::default()
        }
    }

    /// The tab is sent to another page, or is about to be.
    pub(super) fn begin(&mut self) {
        let shown = self.current.as_ref();
        self.statuses.retain(|loader, _| Some(loader) == shown);
        self.requests.clear();
        self.failed.clear();
        self.problems.clear();
        self.expected = Expected::Unnamed;
        self.arrived = false;
        self.leaving = Leaving::No;
    }

    /// The browser has given the page that was asked for an id; none is a place in the page that
    /// is shown.
    pub(super) fn expect(&mut self, loader: Option<String>) {
        self.arrived = loader.is_none() || loader == self.current;
        self.expected = loader.map_or(Expected::Anything, Expected::Document);
    }

    /// Whichever page comes next is what is waited for.
    pub(super) fn expect_anything(&mut self) {
        self.expected = Expected::Anything;
    }

    /// The script world from which the page can be looked at, once it can.
    pub(super) fn world(&self) -> Option<i64> {
        self.world
            .filter(|_| self.arrived && self.loaded && self.leaving == Leaving::No)
    }

    /// The page is not there any more, or is about to go.
    pub(super) fn wait_for_next(&mut self) {
        self.loaded = false;
    }

    /// How many documents were shown so far.
    pub(super) fn commits(&self) -> usize {
        self.commits
    }

    /// Where the tab is.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// The status of the page that is shown, or of the one that never came to be shown.
    pub(super) fn status(&self) -> Option<u16> {
        let loader = match &self.expected {
            Expected::Document(loader) if !self.arrived => Some(loader),
            _ => self.current.as_ref(),
        };
        self.statuses.get(loader?).copied()
    }

    /// What has gone wrong, in the order in which it did.
    pub(super) fn take_problems(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.problems)
            .into_iter()
            .map(|noted| noted.problem)
            .collect()
    }

    /// Takes note of an event.
    pub(super) fn notice(&mut self, event: &Event) {
        let params = &event.params;
        match event.method.as_str() {
            "Page.frameNavigated" => self.navigated(&params["frame"]),
            "Page.navigatedWithinDocument" => self.moved(params),
            "Page.loadEventFired" => self.loaded = true,
            "Page.frameScheduledNavigation" if self.is_main(params) => self.scheduled(params),
            "Page.frameRequestedNavigation"
                if self.is_main(params) && params["disposition"] == "currentTab" =>
            {
                self.leaving = Leaving::Now;
            }
            // The page that was asked for did not come, such as a download.
            "Page.frameStoppedLoading" if self.is_main(params) && self.leaving == Leaving::Now => {
                self.leaving = Leaving::No;
            }
            "Page.javascriptDialogOpening" => self.note(Problem::Dialog {
                kind: text(&params["type"]),
                message: text(&params["message"]),
            }),
            "Network.requestWillBeSent" => self.requested(params),
            "Network.responseReceived" => self.answered(params),
            "Network.loadingFailed" => self.not_loaded(params),
            "Runtime.executionContextsCleared" => self.world = None,
            "Runtime.executionContextCreated" => self.entered(&params["context"]),
            "Runtime.consoleAPICalled" => self.console(params),
            "Runtime.exceptionThrown" => self.thrown(params),
            "Runtime.exceptionRevoked" => {
                let revoked = params["exceptionId"].as_i64();
                self.problems
                    .retain(|noted| noted.exception.is_none() || noted.exception != revoked);
            }
            "Log.entryAdded" => self.logged(&params["entry"]),
            _ => {}
        }
    }

    fn note(&mut self, problem: Problem) {
        self.problems.push(Noted {
            problem,
            exception: None,
        });
    }

    /// Another document is shown. What happened before was the page before.
    fn navigated(&mut self, frame: &Value) {
        if frame["parentId"].is_string() {
            return;
        }
        let loader = text(&frame["loaderId"]);
        if !self.arrived {
            self.problems.clear();
            self.requests.retain(|_, request| request.loader == loader);
            self.arrived = match &self.expected {
                Expected::Unnamed => false,
                Expected::Document(expected) => *expected == loader,
                Expected::Anything => true,
            };
        }
        self.url = text(&frame["url"]) + &text(&frame["urlFragment"]);
        self.current = Some(loader);
        self.loaded = false;
        self.leaving = Leaving::No;
        self.commits += 1;
    }

    /// The page will ask for another one, after so many seconds.
    fn scheduled(&mut self, params: &Value) {
        if params["delay"].as_f64().is_some_and(|delay| delay < SOON) {
            self.leaving = Leaving::Soon;
        }
    }

    /// The same document has another address, which is as good as another document.
    fn moved(&mut self, params: &Value) {
        if self.is_main(params) {
            self.url = text(&params["url"]);
            self.leaving = Leaving::No;
            self.arrived |= self.expected == Expected::Anything;
        }
    }

    /// Scripts can run in a document.
    fn entered(&mut self, context: &Value) {
        if context["name"] == WORLD && self.is_main(&context["auxData"]) {
            self.world = context["id"].as_i64();
        }
    }

    fn requested(&mut self, params: &Value) {
        let id = text(&params["requestId"]);
        let url = text(&params["request"]["url"]);
        let loader = text(&params["loaderId"]);
        let request = Request {
            own: self.is_page(&id, params) || is_browsers(params, &url),
            url,
            loader,
        };
        // A request that is redirected keeps its id.
        self.requests.insert(id, request);
    }

    fn answered(&mut self, params: &Value) {
        let response = &params["response"];
        let Some(status) = response["status"].as_u64() else {
            return;
        };
        let id = text(&params["requestId"]);
        if self.is_page(&id, params) {
            self.statuses
                .insert(id, u16::try_from(status).unwrap_or_default());
        } else if status >= 400 {
            self.has_failed(&id, status.to_string());
        }
    }

    fn not_loaded(&mut self, params: &Value) {
        // What a page takes back itself, or loses by being left, is no failure.
        if params["canceled"] == true {
            return;
        }
        let reason = match params["blockedReason"].as_str() {
            Some(blocked) => format!("blocked: {blocked}"),
            None => text(&params["errorText"]),
        };
        self.has_failed(&text(&params["requestId"]), reason);
    }

    /// Notes the first failure of a request.
    fn has_failed(&mut self, id: &str, reason: String) {
        let Some(request) = self.requests.get(id).filter(|request| !request.own) else {
            return;
        };
        let url = request.url.clone();
        if self.failed.insert(id.to_owned()) {
            self.note(Problem::FailedRequest { url, reason });
        }
    }

    fn console(&mut self, params: &Value) {
        if params["type"] != "error" && params["type"] != "assert" {
            return;
        }
        let words: Vec<String> = params["args"]
            .as_array()
            .into_iter()
            .flatten()
            .map(spoken)
            .collect();
        self.note(Problem::Console {
            text: words.join(" "),
        });
    }

    fn thrown(&mut self, params: &Value) {
        let details = &params["exceptionDetails"];
        let exception = &details["exception"];
        let mut text = text(&details["text"]);
        if exception.is_object() {
            text = format!("{text} {}", spoken(exception));
        }
        self.problems.push(Noted {
            problem: Problem::Exception { text },
            exception: details["exceptionId"].as_i64(),
        });
    }

    /// What the browser itself wrote to the console. That a request failed is known from the
    /// request.
    fn logged(&mut self, entry: &Value) {
        if entry["level"] == "error" && entry["source"] != "network" {
            self.note(Problem::Console {
                text: text(&entry["text"]),
            });
        }
    }

    /// Whether a request is the one for the page.
    fn is_page(&self, id: &str, params: &Value) -> bool {
        self.is_main(params) && params["loaderId"] == id
    }

    /// Whether an event is about the page itself, and not about one within it.
    fn is_main(&self, params: &Value) -> bool {
        params["frameId"] == self.frame.as_str()
    }
}

/// The icon that a browser asks for although no page named it.
fn is_browsers(params: &Value, url: &str) -> bool {
    params["type"] == "Other"
        && url
            .split(['?', '#'])
            .next()
            .is_some_and(|url| url.ends_with("/favicon.ico"))
}

/// A value of JavaScript as the console shows it.
fn spoken(value: &Value) -> String {
    let told = ["value", "unserializableValue", "description", "type"];
    let told = told.iter().find_map(|key| value.get(key));
    // An object has a description, and `null` is a value.
    match told {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
