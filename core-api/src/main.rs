//! Serves Connsura's core API and its pages.

use std::io::{ErrorKind, Write as _};
use std::process::ExitCode;
use std::str::FromStr as _;
use std::time::Duration;

use clap::{Parser, Subcommand};
use core_api::problem::Problem;
use core_api::prune::{self, Pruned, preview};
use core_api::values::Instant;
use core_api::{App, Keys, document, router};
use rand::RngExt as _;
use sqlx::Connection as _;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use tokio::net::TcpListener;

/// How long a request waits for a connection before it is told that there is none.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long requests that are under way may take once the program is stopped.
const GRACE: Duration = Duration::from_secs(5);

/// How long a connection may have rested before it is asked whether it is still there.
const RESTED: Duration = Duration::from_secs(1);

/// Connsura's core API.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API and its pages
    Serve(Serve),
    /// Remove what has been kept as long as it is to be kept
    Prune(Prune),
    /// Print the OpenAPI document
    Openapi,
}

#[derive(clap::Args)]
struct Prune {
    /// The instant by which rows are judged, such as 2026-03-01T00:00:00Z
    #[arg(long, value_name = "TIME", value_parser = instant)]
    as_of: jiff::Timestamp,
    /// The database
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: String,
    /// Count what would be removed, and remove nothing
    #[arg(long)]
    dry_run: bool,
    /// Go on although TIME lies ahead of now, as in a test: rows are removed before their time
    #[arg(long)]
    ahead: bool,
    /// Rows of a transaction at most
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    batch: u32,
}

#[derive(clap::Args)]
struct Serve {
    /// Where to listen, HOST:PORT; port 0 is any that is free
    #[arg(long, env = "CORE_API_LISTEN", default_value = "127.0.0.1:3000")]
    listen: String,
    /// The database
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: String,
    /// What signs tokens, at least 32 bytes; a new one at every start where it is left out
    #[arg(long, env = "CORE_API_SECRET", hide_env_values = true)]
    secret: Option<String>,
    /// What the environment is called
    #[arg(long, env = "NODE_ENV", default_value = "development")]
    environment: String,
    /// Connections to the database at most
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    connections: u32,
}

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Serve(serve) => run(serve).await,
        Command::Prune(prune) => self::prune(&prune).await,
        Command::Openapi => print_document(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            tell(&format!("error: {message}"));
            ExitCode::FAILURE
        }
    }
}

#[allow(clippy::print_stderr, reason = "it is how a program says why it ends")]
fn tell(text: &str) {
    eprintln!("{text}");
}

/// Writes what was asked for. A reader that has gone, as `head` does, has all that it wants.
fn print(text: &str) -> Result<(), String> {
    let mut stdout = std::io::stdout().lock();
    match writeln!(stdout, "{text}").and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.to_string()),
        _ => Ok(()),
    }
}

fn print_document() -> Result<(), String> {
    let text = document()
        .to_pretty_json()
        .map_err(|error| error.to_string())?;
    print(&text)
}

/// One line: what was removed, or would be.
async fn prune(asked: &Prune) -> Result<(), String> {
    if asked.as_of > jiff::Timestamp::now() && !asked.ahead && !asked.dry_run {
        let as_of = asked.as_of;
        return Err(format!(
            "{as_of} lies ahead: rows would go before their time; --ahead has them go"
        ));
    }
    let pool = PgPoolOptions::new()
        .max_connections(2)
        .connect_lazy_with(options(&asked.database_url)?);
    let as_of = Instant::from_unix_micros(asked.as_of.as_microsecond());
    let done = if asked.dry_run {
        preview(&pool, as_of).await
    } else {
        prune::prune(&pool, as_of, asked.batch).await
    };
    let Pruned {
        accounts,
        shares,
        messages,
        undated_shares,
    } = done.map_err(|problem| match problem {
        Problem::Internal(ref cause) => format!("{problem}: {cause}"),
        problem => problem.to_string(),
    })?;
    print(&format!(
        "{{\"dry_run\":{},\"as_of\":\"{as_of}\",\"accounts\":{accounts},\"shares\":{shares},\
         \"messages\":{messages},\"undated_shares\":{undated_shares}}}",
        asked.dry_run
    ))
}

fn options(url: &str) -> Result<PgConnectOptions, String> {
    const FORM: &str = "write postgresql://USER:PASSWORD@HOST:PORT/DATABASE";
    // The driver takes any scheme for its own.
    if !url.starts_with("postgresql://") && !url.starts_with("postgres://") {
        return Err(format!(
            "the database's URL cannot be read: it is none of PostgreSQL; {FORM}"
        ));
    }
    let (url, schema) = without_schema(url);
    let options = PgConnectOptions::from_str(&url)
        .map_err(|error| format!("the database's URL cannot be read: {error}; {FORM}"))?
        .application_name("core-api");
    Ok(match schema {
        Some(schema) => options.options([("search_path", schema)]),
        None => options,
    })
}

/// A URL without the schema that Prisma's may name, which the driver knows nothing of; and the
/// schema, as PostgreSQL reads a list of names.
fn without_schema(url: &str) -> (String, Option<String>) {
    let Some((place, query)) = url.split_once('?') else {
        return (url.to_owned(), None);
    };
    let (schemas, others): (Vec<_>, Vec<_>) =
        form_urlencoded::parse(query.as_bytes()).partition(|(name, _)| name == "schema");
    let start = format!("{place}?");
    let mut rest = form_urlencoded::Serializer::for_suffix(start, place.len() + 1);
    rest.extend_pairs(others);
    let schema = schemas.first();
    let schema = schema.map(|(_, name)| format!("\"{}\"", name.replace('"', "\"\"")));
    (rest.finish(), schema)
}

async fn run(serve: Serve) -> Result<(), String> {
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_target(false)
        .with_writer(std::io::stderr)
        .init();
    let pool = PgPoolOptions::new()
        .max_connections(serve.connections)
        .acquire_timeout(PATIENCE)
        // A connection that was used a moment ago need not be asked whether it is still there.
        .test_before_acquire(false)
        .before_acquire(|connection, meta| {
            Box::pin(async move {
                if meta.idle_for > RESTED {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_lazy_with(options(&serve.database_url)?);
    let keys = Keys::new(&secret(serve.secret)?);
    let listener = TcpListener::bind(&serve.listen).await.map_err(|error| {
        format!(
            "{} cannot be listened at: {error}; name another place, such as --listen 127.0.0.1:3001",
            serve.listen
        )
    })?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    tell(&format!("http://{address}/login"));
    let app = router(App::new(pool, keys, &serve.environment));
    let served = axum::serve(listener, app).with_graceful_shutdown(stopped());
    tokio::select! {
        done = async { served.await } => done.map_err(|error| error.to_string()),
        () = abandoned() => Ok(()),
    }
}

/// Ends some time after somebody stopped the program, or when it is stopped once more: whoever has
/// not sent a whole request by then is not waited for.
async fn abandoned() {
    stopped().await;
    tokio::select! { () = stopped() => {}, () = tokio::time::sleep(GRACE) => {} }
}

/// An instant as people type it.
fn instant(text: &str) -> Result<jiff::Timestamp, String> {
    text.parse()
        .map_err(|_| "an instant with its offset, such as 2026-03-01T00:00:00Z".to_owned())
}

/// What signs tokens.
fn secret(given: Option<String>) -> Result<Vec<u8>, String> {
    match given {
        Some(secret) if secret.len() < 32 => {
            Err("CORE_API_SECRET is shorter than 32 bytes".to_owned())
        }
        Some(secret) => Ok(secret.into_bytes()),
        None => {
            let secret: [u8; 32] = rand::rng().random();
            Ok(secret.to_vec())
        }
    }
}

/// Ends when somebody interrupts or stops the program.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    let stopped = async {
        if let Ok(mut signal) =
            tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        {
            signal.recv().await;
        }
    };
    tokio::select! { _ = interrupted => {}, () = stopped => {} }
}
