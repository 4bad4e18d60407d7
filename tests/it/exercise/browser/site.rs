//! A web site of a test's own.

use std::collections::HashMap;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::Response;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};

type Answer = Response<Body>;
type Page = Box<dyn Fn(&Request) -> Answer + Send + Sync>;

/// Pages by their paths; any other path is a 404. It ends with the runtime.
#[derive(Default)]
pub(crate) struct Site {
    pages: HashMap<&'static str, Page>,
    origin: String,
}

impl Site {
    /// A page with this body, for which nothing is allowed that it does not bring along itself.
    pub(crate) fn page(self, path: &'static str, body: &str) -> Self {
        let body = format!(
            "<!DOCTYPE html><html lang=en><meta charset=utf-8><title>t</title><body>{body}"
        );
        self.answer(path, move |_| html(200).body(body.clone().into()).unwrap())
    }

    /// The same under a policy of security.
    pub(crate) fn guarded(
        self,
        path: &'static str,
        policy: &'static str,
        body: &'static str,
    ) -> Self {
        self.answer(path, move |_| {
            html(200)
                .header("content-security-policy", policy)
                .body(body.into())
                .unwrap()
        })
    }

    pub(crate) fn redirect(self, path: &'static str, to: &'static str) -> Self {
        self.answer(path, move |_| {
            html(303).header(LOCATION, to).body(Body::empty()).unwrap()
        })
    }

    pub(crate) fn answer(
        mut self,
        path: &'static str,
        page: impl Fn(&Request) -> Answer + Send + Sync + 'static,
    ) -> Self {
        self.pages.insert(path, Box::new(page));
        self
    }

    /// Where a path is.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    pub(crate) async fn serve(mut self) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        self.origin = format!("http://{}", listener.local_addr().unwrap());
        let pages = Arc::new(std::mem::take(&mut self.pages));
        let router = axum::Router::new().fallback(move |request: Request| {
            let pages = Arc::clone(&pages);
            async move {
                if request.uri().path() == "/never" {
                    std::future::pending::<()>().await;
                }
                match pages.get(request.uri().path()) {
                    Some(page) => page(&request),
                    None => html(404).body("nothing here".into()).unwrap(),
                }
            }
        });
        tokio::spawn(async move { axum::serve(listener, router).await });
        self
    }
}

pub(crate) fn html(status: u16) -> axum::http::response::Builder {
    Response::builder()
        .status(status)
        .header(CONTENT_TYPE, "text/html; charset=utf-8")
}

/// An answer that gives its reader a cookie and sends them on.
pub(crate) fn welcome(cookie: &str, to: &str) -> Answer {
    html(303)
        .header(SET_COOKIE, format!("{cookie}; HttpOnly; Path=/"))
        .header(LOCATION, to)
        .body(Body::empty())
        .unwrap()
}

/// The cookies that a request brought along.
pub(crate) fn cookies(request: &Request) -> String {
    let cookies = request.headers().get(COOKIE);
    cookies.map_or_else(
        || "none".to_owned(),
        |cookies| cookies.to_str().unwrap().to_owned(),
    )
}
