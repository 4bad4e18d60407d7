//! The [Chrome DevTools Protocol](https://chromedevtools.github.io/devtools-protocol/): commands
//! and their answers, and the events of each tab in the order in which they happened.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use chromiumoxide::cdp::browser_protocol::target::SessionId;
use chromiumoxide::error::CdpError;
use chromiumoxide::types::{CallId, EventMessage, Message, Method, MethodId, Response};
use chromiumoxide::{Command, Connection as Socket};
use futures_util::StreamExt as _;
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;

use super::process::LastWords;
use crate::error::{Error, Kind};

/// Something that happened in a tab.
#[derive(Debug, Deserialize)]
pub(super) struct Event {
    /// What happened, such as `Page.loadEventFired`.
    pub(super) method: String,
    #[serde(rename = "sessionId")]
    session: Option<String>,
    /// The rest, as the protocol has it. The browser may be newer than any list of types.
    #[serde(default)]
    pub(super) params: Value,
}

impl Method for Event {
    fn identifier(&self) -> MethodId {
        self.method.clone().into()
    }
}

impl EventMessage for Event {
    fn session_id(&self) -> Option<&str> {
        self.session.as_deref()
    }
}

/// Why a command has no answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// The browser said no.
    Refused(Error),
    /// There is no browser any more, or it speaks another language.
    Ended(Error),
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(error) | Failure::Ended(error) => error,
        }
    }
}

/// What is to be done by the task that owns the socket.
enum Order {
    Call {
        method: MethodId,
        session: Option<SessionId>,
        params: Value,
        answer: oneshot::Sender<Response>,
    },
    Listen {
        session: SessionId,
        events: UnboundedSender<Event>,
    },
}

/// A connection with a browser, which any number of tabs share.
#[derive(Clone)]
pub(super) struct Connection {
    orders: UnboundedSender<Order>,
    said: Arc<LastWords>,
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Connection")
    }
}

impl Connection {
    /// Connects with the browser that listens at `url`, and quotes `said` when that ends.
    pub(super) async fn open(url: &str, said: Arc<LastWords>) -> Result<Self, Error> {
        let socket = Socket::connect(url).await.map_err(|error| {
            Error::new(Kind::Unexpected, "the browser does not answer").because(error)
        })?;
        let (orders, received) = unbounded_channel();
        tokio::spawn(exchange(socket, received));
        Ok(Self { orders, said })
    }

    /// Sends a command and waits for its answer.
    pub(super) async fn call<C: Command>(
        &self,
        session: Option<&SessionId>,
        command: C,
    ) -> Result<C::Response, Failure> {
        let method = command.identifier();
        let answer = self.send(session, command)?;
        let response = answer.await.map_err(|_| Failure::Ended(self.ended()))?;
        if let Some(error) = response.error {
            let message = format!("the browser refused {method}: {}", error.message);
            return Err(Failure::Refused(Error::new(Kind::Unexpected, message)));
        }
        let result = response.result.unwrap_or_default();
        C::response_from_value(result)
            .map_err(|error| Failure::Ended(misunderstood(&method, error)))
    }

    /// Sends a command whose answer nobody waits for.
    pub(super) fn tell<C: Command>(&self, session: Option<&SessionId>, command: C) {
        // Where the browser has ended, there is nothing left to be told.
        let _ = self.send(session, command);
    }

    /// The events of a session from now on.
    pub(super) fn listen(&self, session: &SessionId) -> UnboundedReceiver<Event> {
        let (events, received) = unbounded_channel();
        let session = session.clone();
        // Where the browser has ended, the channel is closed, and says so when it is read.
        let _ = self.orders.send(Order::Listen { session, events });
        received
    }

    /// That the browser is not there any more, and what it said last.
    pub(super) fn ended(&self) -> Error {
        let message = format!("the browser ended{}", self.said.quoted());
        Error::new(Kind::Unexpected, message)
    }

    fn send<C: Command>(
        &self,
        session: Option<&SessionId>,
        command: C,
    ) -> Result<oneshot::Receiver<Response>, Failure> {
        let method = command.identifier();
        let params = serde_json::to_value(command)
            .map_err(|error| Failure::Ended(misunderstood(&method, error)))?;
        let (answer, answered) = oneshot::channel();
        let order = Order::Call {
            method,
            session: session.cloned(),
            params,
            answer,
        };
        self.orders
            .send(order)
            .map_err(|_| Failure::Ended(self.ended()))?;
        Ok(answered)
    }
}

fn misunderstood(method: &str, error: serde_json::Error) -> Error {
    let message = format!("the browser speaks of {method} in another way");
    Error::new(Kind::Unexpected, message).because(error)
}

/// Carries commands to the browser, and answers and events from it, until one of the two ends.
/// What still waits for an answer then sees its channel closed.
async fn exchange(mut socket: Socket<Event>, mut orders: UnboundedReceiver<Order>) {
    let mut waiting: HashMap<CallId, oneshot::Sender<Response>> = HashMap::new();
    let mut listeners: HashMap<String, UnboundedSender<Event>> = HashMap::new();
    loop {
        tokio::select! {
            order = orders.recv() => match order {
                Some(Order::Call { method, session, params, answer }) => {
                    if let Ok(id) = socket.submit_command(method, session, params) {
                        waiting.insert(id, answer);
                    }
                }
                Some(Order::Listen { session, events }) => {
                    listeners.retain(|_, listener| !listener.is_closed());
                    listeners.insert(session.into(), events);
                }
                None => return,
            },
            message = socket.next() => match message.map(understood) {
                Some(Ok(Some(Message::Response(response)))) => {
                    if let Some(answer) = waiting.remove(&response.id) {
                        // Who asked may have given up.
                        let _ = answer.send(response);
                    }
                }
                Some(Ok(Some(Message::Event(event)))) => {
                    let listener = event.session.as_deref().and_then(|id| listeners.get(id));
                    if let Some(listener) = listener {
                        let _ = listener.send(event);
                    }
                }
                Some(Ok(None)) => {}
                Some(Err(_)) | None => return,
            },
        }
    }
}

/// A message, also where a page made the browser quote half a surrogate pair, which is no JSON
/// that Rust takes. `None` is a message that cannot be read at all.
fn understood(
    message: Result<Message<Event>, CdpError>,
) -> Result<Option<Message<Event>>, CdpError> {
    match message {
        Ok(message) => Ok(Some(message)),
        Err(CdpError::InvalidMessage(text, _)) => {
            Ok(serde_json::from_str(&with_whole_pairs(&text)).ok())
        }
        Err(error) => Err(error),
    }
}

/// JSON in which escaped surrogates without their other half are U+FFFD.
fn with_whole_pairs(json: &str) -> String {
    let mut whole = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        whole.push_str(&rest[..at]);
        rest = &rest[at..];
        let (escape, length) = match (unit(rest), rest.get(6..).and_then(unit)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (&rest[..12], 12),
            (Some(0xd800..=0xdfff), _) => ("\\ufffd", 6),
            // Any other escape is one character, or `\u` and four that are passed over as text.
            _ => {
                let length = rest.chars().take(2).map(char::len_utf8).sum();
                (&rest[..length], length)
            }
        };
        whole.push_str(escape);
        rest = &rest[length..];
    }
    whole.push_str(rest);
    whole
}

/// The UTF-16 code unit that a text begins with, escaped as in JSON.
fn unit(text: &str) -> Option<u16> {
    u16::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok()
}
