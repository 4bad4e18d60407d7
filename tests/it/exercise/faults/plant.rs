//! How a fault is planted: between the router and the network, never in the API's own code.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;
use serde_json::value::RawValue;

/// A fault.
pub(super) struct Fault {
    pub(super) name: &'static str,
    /// The tables whose answers it changes. No other answer is another one than that in which
    /// nothing was found.
    pub(super) only: &'static [&'static str],
    pub(super) how: How,
}

/// What a fault changes.
pub(super) enum How {
    /// A row, wherever it is shown.
    Item(fn(&mut Item) -> Fate),
    /// A row; the hash of everybody's password is at hand.
    Leak(fn(&mut Item, &str) -> Fate),
    /// The rows of a page.
    Page(fn(&mut Vec<Item>)),
    /// What is asked for.
    Request(fn(&str) -> String),
    /// What is sent to log in.
    LogIn(fn(&mut Value)),
    /// What is asked for, and the answer to it where there is none.
    Refuse(fn(&str) -> bool),
    /// Who asks.
    Anybody,
}

/// What becomes of a row.
#[derive(PartialEq)]
pub(super) enum Fate {
    Shown,
    /// It is not in the list, and by itself not to be found.
    Lost,
    /// The program ends with a 500.
    Fails,
}

/// A row as it is shown: its values as they are written, so that what no fault touches stays.
pub(super) struct Item(BTreeMap<String, Box<RawValue>>);

impl Item {
    /// Of a value, whose numbers JSON's own reader can hold.
    pub(super) fn of(value: &Value) -> Self {
        Self(serde_json::from_str(&value.to_string()).unwrap())
    }

    /// The values as one text.
    pub(super) fn whole(&self) -> String {
        serde_json::to_string(&self.0).unwrap()
    }

    /// A text; nothing where there is another value, or none.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        serde_json::from_str(self.0.get(name)?.get()).ok()
    }

    pub(super) fn raw(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|value| value.get())
    }

    pub(super) fn is_null(&self, name: &str) -> bool {
        self.raw(name) == Some("null")
    }

    pub(super) fn value(&self, name: &str) -> Option<Value> {
        serde_json::from_str(self.raw(name)?).ok()
    }

    pub(super) fn set(&mut self, name: &str, value: impl Into<Value>) {
        let text = value.into().to_string();
        self.0
            .insert(name.to_owned(), RawValue::from_string(text).unwrap());
    }

    /// Another text in the place of each.
    pub(super) fn change(&mut self, names: &[&str], change: fn(&str) -> String) -> Fate {
        for name in names {
            if let Some(text) = self.text(name) {
                self.set(name, change(&text));
            }
        }
        Fate::Shown
    }

    /// The object in a place.
    pub(super) fn inner(&self, name: &str) -> Option<Item> {
        serde_json::from_str(self.raw(name)?).ok().map(Self)
    }

    pub(super) fn put(&mut self, name: &str, inner: &Item) {
        let text = serde_json::to_string(&inner.0).unwrap();
        self.0
            .insert(name.to_owned(), RawValue::from_string(text).unwrap());
    }
}

/// The router with a fault before it.
pub(super) fn planted(app: Router, fault: Fault, hash: String) -> Router {
    let fault = Arc::new((fault, hash));
    app.layer(from_fn(move |request, next| {
        let fault = Arc::clone(&fault);
        async move { answer(request, next, &fault.0, &fault.1).await }
    }))
}

async fn answer(mut request: Request, next: Next, fault: &Fault, hash: &str) -> Response {
    let path = request.uri().path().to_owned();
    match &fault.how {
        How::Request(change) => {
            let uri = request.uri().to_string();
            *request.uri_mut() = change(&uri).parse::<Uri>().unwrap();
        }
        How::Refuse(is_refused) if is_refused(&request.uri().to_string()) => {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
        How::LogIn(change) if path.ends_with("/log-in") => {
            let (parts, body) = request.into_parts();
            let bytes = to_bytes(body, usize::MAX).await.unwrap();
            let mut body: Value = serde_json::from_slice(&bytes).unwrap();
            change(&mut body);
            request = Request::from_parts(parts, Body::from(body.to_string()));
            request.headers_mut().remove(header::CONTENT_LENGTH);
        }
        _ => {}
    }
    let is_touched = shows(&path).is_some_and(|table| fault.only.contains(&table));
    let response = next.run(request).await;
    if is_touched && matches!(fault.how, How::Anybody) && response.status() == StatusCode::NOT_FOUND
    {
        return axum::Json(serde_json::json!({})).into_response();
    }
    if !is_touched || response.status() != StatusCode::OK {
        return response;
    }
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    match changed(&bytes, fault, hash) {
        Err(Fate::Lost) => StatusCode::NOT_FOUND.into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Ok(text) => {
            let length = HeaderValue::from(text.len());
            let mut response = Response::from_parts(parts, Body::from(text));
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_LENGTH, length);
            response
        }
    }
}

/// The table whose rows are shown below a path.
fn shows(path: &str) -> Option<&'static str> {
    let rest = path.strip_prefix("/api/v1/")?;
    let last = rest.rsplit('/').next().unwrap_or_default();
    Some(match (rest.split('/').next()?, last) {
        ("users", _) => "User",
        ("customers", _) => "Customer",
        ("admins", _) => "Admin",
        ("shares", _) => "ProfileShare",
        ("uploads", _) => "Upload",
        ("forms", _) => "Form",
        ("audit-logs", _) => "AuditLog",
        ("messages", _) | ("conversations", "messages") => "Message",
        ("conversations", "read-states") => "MessageReadState",
        ("conversations", _) => "Conversation",
        _ => return None,
    })
}

/// A row's values by their names.
type Values = BTreeMap<String, Box<RawValue>>;

/// The answer with the fault in it, or what becomes of the one row that it shows.
fn changed(bytes: &Bytes, fault: &Fault, hash: &str) -> Result<String, Fate> {
    if let Ok(items) = serde_json::from_slice(bytes) {
        return all(items, fault, hash);
    }
    let mut whole = Item(serde_json::from_slice(bytes).unwrap());
    if let Some(items) = whole.raw("items").map(serde_json::from_str) {
        let items = RawValue::from_string(all(items.unwrap(), fault, hash)?);
        whole.0.insert("items".to_owned(), items.unwrap());
        return Ok(serde_json::to_string(&whole.0).unwrap());
    }
    match one(&mut whole, fault, hash) {
        Fate::Shown => Ok(serde_json::to_string(&whole.0).unwrap()),
        other => Err(other),
    }
}

fn one(item: &mut Item, fault: &Fault, hash: &str) -> Fate {
    match &fault.how {
        How::Item(change) => change(item),
        How::Leak(change) => change(item, hash),
        _ => Fate::Shown,
    }
}

/// The rows of a page; one for which the program fails has it fail as a whole.
fn all(items: Vec<Values>, fault: &Fault, hash: &str) -> Result<String, Fate> {
    let mut kept = Vec::new();
    for mut item in items.into_iter().map(Item) {
        match one(&mut item, fault, hash) {
            Fate::Shown => kept.push(item),
            Fate::Lost => {}
            Fate::Fails => return Err(Fate::Fails),
        }
    }
    if let How::Page(change) = &fault.how {
        change(&mut kept);
    }
    let kept: Vec<Values> = kept.into_iter().map(|item| item.0).collect();
    Ok(serde_json::to_string(&kept).unwrap())
}
