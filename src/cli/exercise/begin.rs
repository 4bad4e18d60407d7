//! What is to be right before an exercise begins.

use std::ops::RangeInclusive;
use std::path::Path;

use uuid::Uuid;

use super::super::args::{ExerciseArguments, SourceArguments};
use super::super::source::{self, Source};
use super::super::target;
use super::Exercise;
use crate::document;
use crate::error::{Error, Kind, Result, printable};
use crate::exercise::{self, Client, Cut, Description, NoSession, Part, Response, Route, Table};
use crate::report::count;
use crate::reset::PASSWORD_VARIABLE;

/// Whether there is anything to drive.
pub(super) fn has_address(arguments: &ExerciseArguments) -> Result<()> {
    if arguments.api.is_some() || arguments.ui.is_some() {
        return Ok(());
    }
    let message = "nothing to exercise: neither --api nor --ui is given";
    Err(Error::new(Kind::Usage, message).hint(
        "--api http://127.0.0.1:3000 for the API, --ui http://127.0.0.1:3000 for its pages, or both",
    ))
}

/// The description that the arguments name, or the core API's.
pub(super) fn description(path: Option<&Path>) -> Result<Description> {
    path.map_or_else(exercise::core_api, exercise::load)
}

/// Tables by their names.
pub(super) fn tables(names: &[String]) -> Result<Vec<Table>> {
    let table = |name: &String| {
        Table::from_name(name).ok_or_else(|| {
            let known: Vec<&str> = Table::all().map(Table::name).collect();
            let near = document::nearest(known.iter().copied(), name, 1);
            let near = near.first().map(|name| format!("--only {name}; "));
            let message = format!("there is no table `{}`", printable(name));
            let hint = format!("{}there are {}", near.unwrap_or_default(), known.join(", "));
            Error::new(Kind::Usage, message).hint(hint)
        })
    };
    names.iter().map(table).collect()
}

/// Whether the description shows what is to be exercised.
pub(super) fn is_shown(
    arguments: &ExerciseArguments,
    part: &Part,
    description: &Description,
) -> Result<()> {
    let wrong = |message: String, hint: String| Err(Error::new(Kind::Usage, message).hint(hint));
    if arguments.api.is_some() && description.routes.is_empty() {
        let message = "the description has no [[routes]]: there is nothing to ask the API for";
        let hint = "write [[routes]] into it, or leave --api out";
        return wrong(message.to_owned(), hint.to_owned());
    }
    let routes = arguments.api.iter().flat_map(|_| &description.routes);
    let pages = description.ui.iter().flat_map(|ui| &ui.pages);
    let pages = arguments.ui.iter().flat_map(|_| pages.clone());
    let mut shown: Vec<Table> = routes
        .chain(pages.map(|page| &page.route))
        .map(|route: &Route| route.table)
        .collect();
    if arguments.api.is_some() && !description.log_in.values.is_empty() {
        shown.push(Table::USER);
    }
    shown.sort();
    shown.dedup();
    let Some(missing) = part.only.iter().find(|table| !shown.contains(table)) else {
        return Ok(());
    };
    let names: Vec<&str> = shown.iter().map(|table| table.name()).collect();
    wrong(
        format!("nothing that the description asks for shows {missing}"),
        format!("--only takes one of: {}", names.join(", ")),
    )
}

/// Which of so many rows to walk, from 1, where that is not all: one at least to begin with.
pub(super) fn rows(
    arguments: &ExerciseArguments,
    rows: u64,
) -> Result<Option<RangeInclusive<u64>>> {
    let wrong = |message: String, hint: String| Err(Error::new(Kind::Usage, message).hint(hint));
    let are = || {
        format!(
            "there {}",
            if rows == 1 {
                "is 1 row".to_owned()
            } else {
                format!("are {} rows", count(rows))
            }
        )
    };
    if let Some(part) = arguments.part {
        let positions = part.of_count(rows);
        if positions.is_empty() {
            let message = format!("--part {part} has no rows: {}", are());
            return wrong(message, "take fewer parts than there are rows".to_owned());
        }
        return Ok(Some(positions.start + 1..=positions.end));
    }
    match &arguments.rows {
        Some(asked) if *asked.start() > rows => wrong(
            format!("--rows begins at {}, and {}", count(*asked.start()), are()),
            format!("--rows 1..{rows}"),
        ),
        asked => Ok(asked.clone()),
    }
}

/// What is said where the environment holds a password that is not the users': `known` is theirs.
pub(super) fn ignored_password(known: Option<&str>) -> Option<String> {
    let known = known.filter(|_| !target::has_default_password())?;
    Some(format!(
        "note: the users of this database have the documented password, {known}; {PASSWORD_VARIABLE} holds another, which is left aside"
    ))
}

/// Whether anybody can log in at all: without that, there would be nothing but findings.
pub(super) async fn first_log_in(exercise: &Exercise<'_>, client: &Client<'_>) -> Result<()> {
    let account = exercise.ordinary()?;
    let why = match client.log_in(account.root, &account.email).await {
        Ok(_) => return Ok(()),
        Err(NoSession::NoAnswer(why)) => {
            let message = format!("{} does not answer: {why}", client.base());
            return Err(Error::new(Kind::Unexpected, message)
                .hint("start the API, and give its address to --api"));
        }
        Err(NoSession::Refused(response)) => response,
    };
    let path = &exercise.description.log_in.post;
    let message = format!(
        "{} cannot log in at {}{path}: {}",
        account.email,
        client.base(),
        why.status
    );
    Err(Error::new(Kind::Differs, message).hint(refused(
        &why,
        path,
        &exercise.description.log_in.token,
    )))
}

/// What may be the matter where nobody can log in.
fn refused(response: &Response, path: &str, token: &str) -> String {
    match response.status {
        200..300 => format!(
            "the answer has no token at `{token}`, where the description's [log_in] says that it is"
        ),
        300..400 | 404 | 405 => format!(
            "there is no log-in at {path}: --api is the address before it, and `post` in the description's [log_in] the path"
        ),
        500.. => "the API fails: its log says why".to_owned(),
        _ => format!(
            "the API must work on the database that is asked about, and {PASSWORD_VARIABLE} hold the password of its last reset"
        ),
    }
}

/// Why what was found says nothing: the rows were replaced meanwhile. `generation` is the one that
/// was there at first.
pub(super) fn replaced(source: &SourceArguments, generation: Option<Uuid>) -> Option<Cut> {
    let now = source::with(source, async |source: &mut Source| Ok(source.generation()));
    // Whoever cannot be asked has not said that it was.
    if generation.is_none() || now.is_err() || now.is_ok_and(|now| now == generation) {
        return None;
    }
    let message = "the rows were replaced while they were exercised";
    let hint = "exercise them again, and reset them when nobody does";
    Some(Cut::Failed(
        Error::new(Kind::Unexpected, message).hint(hint),
    ))
}
