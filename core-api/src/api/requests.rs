//! What requests are made of, with the one shape of error where they are not.

use std::error::Error;

use axum::extract::rejection::{FormRejection, JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Path, Query};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::app::App;
use crate::observe::RequestId;
use crate::problem::{Problem, Result};
use crate::session::Session;
use crate::store::audit_logs::Trace;
use crate::store::page::Wanted;

/// A body of JSON.
#[derive(FromRequest)]
#[from_request(via(axum::Json), rejection(Problem))]
pub(crate) struct Body<T>(pub T);

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        match &rejection {
            _ if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            JsonRejection::MissingJsonContentType(_) => {
                Self::field("Content-Type", "a body is sent as application/json")
            }
            JsonRejection::BytesRejection(_) => Self::Slow,
            JsonRejection::JsonSyntaxError(_) => Self::field("", "the body is no JSON"),
            _ => misfit::<serde_json::Error>(&rejection),
        }
    }
}

/// A form that a page sends.
#[derive(FromRequest)]
#[from_request(via(axum::Form), rejection(Problem))]
pub(crate) struct Filled<T>(pub T);

impl From<FormRejection> for Problem {
    fn from(rejection: FormRejection) -> Self {
        match &rejection {
            _ if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            FormRejection::InvalidFormContentType(_) => Self::field(
                "Content-Type",
                "a form is sent as application/x-www-form-urlencoded",
            ),
            FormRejection::BytesRejection(_) => Self::Slow,
            _ => misfit::<serde::de::value::Error>(&rejection),
        }
    }
}

/// Words of the path. One that names nothing is a thing that is not there.
#[derive(FromRequestParts)]
#[from_request(via(Path), rejection(Problem))]
pub(crate) struct Named<T>(pub T);

impl From<PathRejection> for Problem {
    fn from(_: PathRejection) -> Self {
        Self::NotFound("path")
    }
}

/// The parameters behind the question mark.
#[derive(FromRequestParts)]
#[from_request(via(Query), rejection(Problem))]
pub(crate) struct Asked<T>(pub T);

impl From<QueryRejection> for Problem {
    fn from(rejection: QueryRejection) -> Self {
        misfit::<serde::de::value::Error>(&rejection)
    }
}

/// The field that does not fit its type, and why, as far as the rejection says. `E` is the error of
/// the format that it came in.
fn misfit<E: Error + 'static>(rejection: &(dyn Error + 'static)) -> Problem {
    let mut cause = Some(rejection);
    let found = loop {
        let Some(error) = cause else {
            return Problem::field("", "the request cannot be read");
        };
        if let Some(found) = error.downcast_ref::<serde_path_to_error::Error<E>>() {
            break found;
        }
        cause = error.source();
    };
    let why = found.inner().to_string();
    // Where in the text it stands says nothing that the field's name does not.
    let why = why.split(" at line ").next().unwrap_or_default();
    // A field that is missing has no place of its own.
    let missing = why.strip_prefix("missing field `");
    let missing = missing.and_then(|name| name.strip_suffix('`'));
    let path = found.path().to_string();
    match missing {
        Some(name) => Problem::field(name, "it is missing"),
        // The whole is something else, such as a list in the place of an object.
        None if path == "." => Problem::field("", "these are not the fields that belong here"),
        None => Problem::field(path, why),
    }
}

/// Which part of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageAsked {
    /// `nextCursor` of the page before.
    pub(crate) cursor: Option<String>,
    /// So many rows, from 1 to 100; 50 where it is left out.
    #[param(value_type = Option<i64>)]
    pub(crate) limit: Option<String>,
}

impl PageAsked {
    pub(crate) fn wanted(&self) -> Result<Wanted> {
        Wanted::new(self.cursor.as_deref(), self.limit.as_deref())
    }
}

/// Which part of a list, and whose rows.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Whose {
    /// Whose: a user's, which for customers can only be oneself.
    pub(crate) user: Option<Uuid>,
    /// `nextCursor` of the page before.
    cursor: Option<String>,
    /// So many rows, from 1 to 100; 50 where it is left out.
    #[param(value_type = Option<i64>)]
    limit: Option<String>,
}

impl Whose {
    pub(crate) fn wanted(&self) -> Result<Wanted> {
        Wanted::new(self.cursor.as_deref(), self.limit.as_deref())
    }

    /// Whose rows are shown: those that were asked for, or all that may be seen.
    pub(crate) fn visible_to(&self, session: &Session) -> Result<Option<Uuid>> {
        match (self.user, session.only()) {
            (Some(asked), Some(own)) if asked != own => Err(Problem::Forbidden),
            (asked, own) => Ok(asked.or(own)),
        }
    }
}

impl FromRequestParts<App> for Trace {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        let id = parts.extensions.get::<RequestId>();
        let id = id.map_or("", |id| id.0.as_str());
        Ok(Self::new(id, &parts.headers))
    }
}
