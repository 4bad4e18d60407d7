//! Requests, and the sessions of those who make them.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use reqwest::header::{HeaderName, HeaderValue};
use reqwest::redirect::Policy;
use serde_json::{Map, Value};
use tokio::sync::{OnceCell, Semaphore};

use super::answer::Answer;
use super::description::LogIn;
use crate::error::{Error, Kind, Result};
use crate::rng::Root;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// So many requests in a row without an answer, and there is nobody there.
const GONE: u32 = 30;

/// What was answered.
#[derive(Debug, Clone)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The body; what is no UTF-8 in it is replaced.
    pub body: String,
}

impl Response {
    /// Whether it is a success.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// Why there is no answer: a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoAnswer(pub String);

/// Why there is no session.
#[derive(Debug, Clone)]
pub enum NoSession {
    /// The log-in was answered with this.
    Refused(Response),
    /// It was not answered.
    NoAnswer(NoAnswer),
}

/// Why a request has no answer.
#[derive(Debug, Clone)]
pub enum Unanswered {
    /// Whoever asks could not log in.
    NoSession,
    /// It was not answered.
    NoAnswer(NoAnswer),
}

/// A token, and what the log-in was answered with.
type Session = Result<(HeaderValue, String), NoSession>;

/// Talks with one API.
pub struct Client<'d> {
    http: reqwest::Client,
    /// Its address, without a slash at the end.
    base: String,
    log_in: &'d LogIn,
    password: String,
    header: HeaderName,
    /// Requests that may be under way beside those that are.
    free: Semaphore,
    /// Requests since the last one that was answered by more than that nothing can be answered.
    in_vain: Cell<u32>,
    /// Requests that were answered by more.
    answered: Cell<u64>,
    sessions: RefCell<BTreeMap<Root, Rc<OnceCell<Rc<Session>>>>>,
}

impl<'d> Client<'d> {
    /// A client of the API at `url`, for users who all have this password, with so many requests
    /// under way at a time at most.
    ///
    /// # Errors
    /// [`Kind::Usage`] for what is no URL of a server.
    pub fn new(url: &str, log_in: &'d LogIn, password: String, concurrency: usize) -> Result<Self> {
        let base = base(url, "--api")?;
        // Another part of the program may have chosen the same before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .timeout(PATIENCE)
            .redirect(Policy::none())
            .no_proxy()
            .build()
            .map_err(|error| {
                Error::new(Kind::Unexpected, "the HTTP client cannot be made").because(error)
            })?;
        let header = log_in.header.0.parse().map_err(|error| {
            Error::new(
                Kind::Unexpected,
                "a description has a header without a name",
            )
            .because(error)
        })?;
        Ok(Self {
            http,
            base,
            log_in,
            password,
            header,
            free: Semaphore::new(concurrency.max(1)),
            in_vain: Cell::new(0),
            answered: Cell::new(0),
            sessions: RefCell::default(),
        })
    }

    /// The API's address.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The answer to a request of somebody, who is logged in first where that has not been done.
    ///
    /// # Errors
    /// [`Unanswered`].
    pub async fn get(&self, root: Root, email: &str, path: &str) -> Result<Response, Unanswered> {
        let session = self.session(root, email).await;
        let response = self.get_by(&session, path).await?;
        // A session is short: whoever was refused for want of one asks again with another, once.
        if response.status != 401 {
            return Ok(response);
        }
        self.sessions.borrow_mut().remove(&root);
        let session = self.session(root, email).await;
        self.get_by(&session, path).await
    }

    async fn get_by(&self, session: &Session, path: &str) -> Result<Response, Unanswered> {
        let request = self.http.get(format!("{}{path}", self.base));
        match session {
            Ok((token, _)) => {
                let request = request.header(self.header.clone(), token.clone());
                self.answer(request).await.map_err(Unanswered::NoAnswer)
            }
            Err(_) => Err(Unanswered::NoSession),
        }
    }

    /// What somebody's log-in is answered with.
    ///
    /// # Errors
    /// [`NoSession`].
    pub async fn log_in(&self, root: Root, email: &str) -> Result<String, NoSession> {
        match &*self.session(root, email).await {
            Ok((_, body)) => Ok(body.clone()),
            Err(why) => Err(why.clone()),
        }
    }

    /// The session of an account: one log-in, however many ask for it at the same time.
    async fn session(&self, root: Root, email: &str) -> Rc<Session> {
        let cell = {
            let mut sessions = self.sessions.borrow_mut();
            Rc::clone(sessions.entry(root).or_default())
        };
        let session = cell.get_or_init(async || Rc::new(self.new_session(email).await));
        Rc::clone(session.await)
    }

    async fn new_session(&self, email: &str) -> Session {
        let mut body = Map::new();
        for (name, value) in &self.log_in.body {
            // The address may hold what looks like the other place.
            let filled = value
                .split("{password}")
                .map(|part| part.replace("{email}", email));
            let filled: Vec<String> = filled.collect();
            body.insert(name.clone(), Value::from(filled.join(&self.password)));
        }
        let request = self.http.post(format!("{}{}", self.base, self.log_in.post));
        let request = request
            .header("content-type", "application/json")
            .body(Value::from(body).to_string());
        let response = self.answer(request).await.map_err(NoSession::NoAnswer)?;
        let token = Answer::read(&response.body)
            .filter(|_| response.is_success())
            .and_then(|answer| answer.text(&self.log_in.token));
        let header = token.and_then(|token| {
            let text = self.log_in.header.1.replace("{token}", &token);
            let mut value = HeaderValue::from_str(&text).ok()?;
            value.set_sensitive(true);
            Some(value)
        });
        match header {
            Some(header) => Ok((header, response.body)),
            None => Err(NoSession::Refused(response)),
        }
    }

    /// Whether the last request was answered.
    pub fn is_there(&self) -> bool {
        self.in_vain.get() == 0
    }

    /// Requests that were answered, by more than that nothing can be answered.
    pub fn answered(&self) -> u64 {
        self.answered.get()
    }

    /// Whether the API has gone: nothing has been answered for so long that nothing will be, and
    /// nothing more is asked.
    pub fn is_gone(&self) -> bool {
        self.in_vain.get() >= GONE
    }

    /// The answer to a request, once it is its turn.
    async fn answer(&self, request: reqwest::RequestBuilder) -> Result<Response, NoAnswer> {
        let _turn = self.free.acquire().await;
        if self.is_gone() {
            return Err(NoAnswer("the API answers no longer".to_owned()));
        }
        let answer = self.send(request).await;
        // A server, or a proxy before it, says so itself: 502, 503 and 504.
        let is_answered =
            matches!(&answer, Ok(response) if !(502..=504).contains(&response.status));
        if is_answered {
            self.answered.update(|answered| answered + 1);
        }
        // What was under way while it went may be answered still, which brings nothing back.
        if !self.is_gone() {
            let before = self.in_vain.get();
            self.in_vain.set(if is_answered { 0 } else { before + 1 });
        }
        answer
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Result<Response, NoAnswer> {
        let response = request.send().await.map_err(|error| why(&error))?;
        let status = response.status().as_u16();
        let body = response.bytes().await.map_err(|error| why(&error))?;
        Ok(Response {
            status,
            body: String::from_utf8_lossy(&body).into_owned(),
        })
    }
}

/// The innermost cause, which says more than those around it, and without the URL.
fn why(error: &reqwest::Error) -> NoAnswer {
    if error.is_timeout() {
        return NoAnswer(format!("no answer within {} s", PATIENCE.as_secs()));
    }
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    NoAnswer(cause.to_string())
}

/// The address of a server that `option` names, without a slash at the end.
pub(super) fn base(url: &str, option: &str) -> Result<String> {
    let parsed = reqwest::Url::parse(url).ok().filter(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.host().is_some()
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none()
    });
    let Some(parsed) = parsed else {
        let message = format!("the URL of {option} is not one of a server");
        let hint = format!("{option} http://127.0.0.1:3000");
        return Err(Error::new(Kind::Usage, message).hint(hint));
    };
    Ok(parsed.as_str().trim_end_matches('/').to_owned())
}
