//! Who asks: log-in by password, short-lived tokens, and what each role may see.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, COOKIE};
use axum::http::request::Parts;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::app::App;
use crate::problem::{Problem, Result};
use crate::store::accounts::{self, Account, Role};

/// How long a token is good for.
pub(crate) const LIFETIME: Duration = Duration::from_mins(15);

/// The cookie that the pages keep a token in.
pub(crate) const COOKIE_NAME: &str = "session";

const ISSUER: &str = "connsura-core-api";

/// What signs tokens and verifies them.
#[derive(Clone)]
pub struct Keys {
    encoding: Arc<EncodingKey>,
    decoding: Arc<DecodingKey>,
}

impl Keys {
    /// From a secret, which all servers that share their users share.
    pub fn new(secret: &[u8]) -> Self {
        Self {
            encoding: Arc::new(EncodingKey::from_secret(secret)),
            decoding: Arc::new(DecodingKey::from_secret(secret)),
        }
    }

    /// A token for an account, good from `now` on.
    pub(crate) fn token(&self, account: &Account, now: SystemTime) -> Result<String> {
        let issued = now.duration_since(UNIX_EPOCH).unwrap_or_default();
        let claims = Claims {
            iss: ISSUER.to_owned(),
            sub: account.id,
            role: account.role,
            iat: issued.as_secs(),
            exp: (issued + LIFETIME).as_secs(),
        };
        encode(&Header::default(), &claims, &self.encoding)
            .map_err(|error| Problem::Internal(format!("the token cannot be made: {error}")))
    }

    fn claims(&self, token: &str) -> Option<Claims> {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_required_spec_claims(&["exp", "iss", "sub"]);
        validation.leeway = 0;
        let token = decode::<Claims>(token, &self.decoding, &validation);
        token.ok().map(|token| token.claims)
    }
}

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    sub: Uuid,
    role: Role,
    iat: u64,
    exp: u64,
}

/// Somebody who has logged in, as the database has the account now.
#[derive(Debug, Clone)]
pub struct Session {
    /// The account.
    pub account: Account,
}

impl Session {
    /// Whether all rows may be seen.
    pub fn is_admin(&self) -> bool {
        self.account.role == Role::Admin
    }

    /// Refuses customers.
    pub fn admins_only(&self) -> Result<()> {
        if self.is_admin() {
            Ok(())
        } else {
            Err(Problem::Forbidden)
        }
    }

    /// Whose rows may be seen: everybody's where it is nothing.
    pub fn only(&self) -> Option<Uuid> {
        (!self.is_admin()).then_some(self.account.id)
    }

    /// The session of a token, if it is good and its account is still there with the same role.
    pub(crate) async fn of_token(app: &App, token: &str) -> Result<Self> {
        let claims = app.keys.claims(token).ok_or(Problem::Unauthenticated)?;
        let account = accounts::by_id(&app.pool, claims.sub).await?;
        match account {
            Some(account) if account.role == claims.role => Ok(Self { account }),
            _ => Err(Problem::Unauthenticated),
        }
    }
}

/// The API's sessions: `Authorization: Bearer TOKEN`, and nothing that a browser sends by itself.
impl FromRequestParts<App> for Session {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let header = parts.headers.get(AUTHORIZATION);
        let token = header
            .and_then(|header| header.to_str().ok())
            .and_then(|header| header.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim());
        Self::of_token(app, token.ok_or(Problem::Unauthenticated)?).await
    }
}

/// The token in the pages' cookie, if there is one.
pub(crate) fn cookie(parts: &Parts) -> Option<String> {
    let cookies = parts.headers.get_all(COOKIE).iter();
    let pairs = cookies.filter_map(|header| header.to_str().ok());
    let mut pairs = pairs.flat_map(|header| header.split(';'));
    pairs.find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == COOKIE_NAME).then(|| value.to_owned())
    })
}
