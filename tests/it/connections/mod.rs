//! Databases that are named by a URL: what the URL says, TLS, passwords, poolers, and what the
//! environment has no say in.

mod environment;
mod passwords;
mod pooler;
mod queries;
mod reading;
mod site;
mod tls;
mod urls;

use connsura_seed::Error;
use connsura_seed::postgres::{Address, Session};

use crate::support::block_on;

/// Everything that an error could be shown as.
fn told(error: &Error) -> String {
    format!(
        "{error}\n{}\n{}\n{error:?}",
        error.hint_text().unwrap_or_default(),
        error.causes().join("\n")
    )
}

/// Connects to read, asks `sql` and gives its first value.
fn ask(url: &str, sql: &'static str) -> Result<String, Error> {
    let address = Address::parse(url, "the URL")?;
    block_on(async {
        let mut session = address.connect("the database").await?;
        let answer = answer(&mut session, sql).await;
        session.close().await;
        Ok(answer)
    })
}

/// The first value of a statement without parameters, sent as one message.
async fn answer(session: &mut Session, sql: &'static str) -> String {
    use sqlx::Row as _;
    let row = sqlx::raw_sql(sql).fetch_one(&mut session.connection).await;
    let value: Option<String> = row.unwrap().try_get_unchecked(0).unwrap();
    value.unwrap_or_default()
}

/// The error of a connection that must not come about.
fn refused(url: &str) -> Error {
    match ask(url, "SELECT 'connected'") {
        Err(error) => error,
        Ok(answer) => panic!("{url}: {answer}"),
    }
}
