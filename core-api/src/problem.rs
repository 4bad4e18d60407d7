//! What a request may end with instead of an answer, and the one shape in which it is told.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// The result of a handler.
pub type Result<T, E = Problem> = std::result::Result<T, E>;

/// Why a request was not answered.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Problem {
    /// The request cannot be understood, or says what is not allowed.
    #[error("the request is not valid")]
    Invalid(Vec<Violation>),
    /// Nobody has logged in, or the session has ended.
    #[error("log in first")]
    Unauthenticated,
    /// E-mail address and password do not belong together.
    #[error("the e-mail address or the password is wrong")]
    WrongPassword,
    /// Whoever asks may not do this.
    #[error("this is not for you to do")]
    Forbidden,
    /// There is no such thing, or none that whoever asks may know of.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// The path does not take this method.
    #[error("the path does not take this method")]
    Method,
    /// The state of the thing does not allow it.
    #[error("{0}")]
    Conflict(&'static str),
    /// The body is too large.
    #[error("the body is too large")]
    TooLarge,
    /// The request did not come to its end in time.
    #[error("the request did not come in time")]
    Slow,
    /// The answer took too long.
    #[error("it took too long")]
    Timeout,
    /// The database cannot be reached.
    #[error("the database cannot be reached")]
    Unavailable,
    /// A fault of this program, or of its database.
    #[error("something went wrong here")]
    Internal(String),
}

/// What is wrong with one field.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Violation {
    /// The field's name, as in the request; empty for the request as a whole.
    pub field: String,
    /// What is allowed there.
    pub message: String,
}

/// The body of every answer that is an error.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErrorBody {
    error: ErrorDetails,
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ErrorDetails {
    /// One word for programs, such as `not_found`.
    code: &'static str,
    /// A sentence for people.
    message: String,
    /// The request's id, as in the log.
    request_id: String,
    /// What is wrong with which field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    violations: Vec<Violation>,
}

impl Problem {
    /// One field is wrong.
    pub fn field(field: impl Into<String>, message: impl Into<String>) -> Self {
        let (field, message) = (field.into(), message.into());
        Self::Invalid(vec![Violation { field, message }])
    }

    /// The status of the answer, and the word for programs.
    pub fn status(&self) -> (StatusCode, &'static str) {
        match self {
            Self::Invalid(_) => (StatusCode::BAD_REQUEST, "invalid"),
            Self::Unauthenticated => (StatusCode::UNAUTHORIZED, "unauthenticated"),
            Self::WrongPassword => (StatusCode::UNAUTHORIZED, "wrong_password"),
            Self::Forbidden => (StatusCode::FORBIDDEN, "forbidden"),
            Self::NotFound(_) => (StatusCode::NOT_FOUND, "not_found"),
            Self::Method => (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed"),
            Self::Conflict(_) => (StatusCode::CONFLICT, "conflict"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            Self::Slow => (StatusCode::REQUEST_TIMEOUT, "slow"),
            Self::Timeout => (StatusCode::GATEWAY_TIMEOUT, "timeout"),
            Self::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
            Self::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
        }
    }

    /// The answer of the API.
    pub fn into_json(self, request_id: &str) -> Response {
        let (status, code) = self.status();
        let message = self.to_string();
        let violations = match self {
            Self::Invalid(violations) => violations,
            _ => Vec::new(),
        };
        let request_id = request_id.to_owned();
        let error = ErrorDetails {
            code,
            message,
            request_id,
            violations,
        };
        (status, Json(ErrorBody { error })).into_response()
    }
}

/// The status alone: whoever watches all requests finds the problem beside it, and writes the body
/// with the request's id.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().0.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Whether a SQLSTATE says that the database cannot be had: no such database (3D), not for this role
/// (28), no more connections (53), starting up, shutting down, and connections that were ended (57P).
fn is_away(state: &str) -> bool {
    ["3D", "28", "53", "57P"]
        .iter()
        .any(|class| state.starts_with(class))
}

impl From<sqlx::Error> for Problem {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => {
                Self::Unavailable
            }
            sqlx::Error::Database(database)
                if database.code().is_some_and(|code| is_away(&code)) =>
            {
                Self::Unavailable
            }
            // Messages and details of the database may repeat values of rows.
            sqlx::Error::Database(database) => {
                Self::Internal(format!("SQLSTATE {}", database.code().unwrap_or_default()))
            }
            _ => Self::Internal(error.to_string()),
        }
    }
}
