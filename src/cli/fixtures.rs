//! `connsura-seed fixtures`

use super::args::{FixturesCommand, PickArguments, WantedRows};
use super::console::Console;
use super::{export, target};
use crate::error::{Error, Kind, Result, printable};
use crate::export::Request;
use crate::find::{Pick, Picker, Reader};
use crate::plan::{Part, Plan};
use crate::rng::Root;
use crate::scenario::{self, nearest};

pub(super) fn run(command: &FixturesCommand, console: &Console) -> Result<()> {
    match command {
        FixturesCommand::Pick(arguments) => pick(arguments, console),
    }
}

fn pick(arguments: &PickArguments, console: &Console) -> Result<()> {
    let tables = export::tables(&arguments.files.table)?;
    let scenario = scenario::load(&arguments.scenario, &target::directory()?)?;
    let plan = target::plan(&scenario, &arguments.overrides, None)?;
    let pick = picked(&plan, &arguments.wanted)?;
    let request = Request {
        plan: &plan,
        tables,
        part: Part::WHOLE,
        pick: Some(&pick),
        format: arguments.files.format.into(),
        compression: arguments.files.compress.map(Into::into),
        threads: 1,
    };
    export::write(&request, &arguments.files, console)
}

/// The rows that are wanted, with all that they need.
fn picked(plan: &Plan, wanted: &WantedRows) -> Result<Pick> {
    let reader = Reader::new(plan);
    let mut picker = Picker::new(&reader);
    let mut specimens: Vec<(&str, Root)> = Vec::new();
    for specimen in plan.specimens() {
        specimens.push((&specimen.label, specimen.root));
    }
    for boundary in plan.boundaries() {
        specimens.push((boundary.label(), boundary.root()));
    }
    for label in &wanted.specimen {
        picker.account(named(plan, "specimen", label, &specimens)?);
    }
    let personas: Vec<(&str, Root)> = plan
        .cast()
        .iter()
        .map(|member| (member.persona.key.as_str(), member.root))
        .collect();
    for key in &wanted.persona {
        picker.account(named(plan, "persona", key, &personas)?);
    }
    for text in &wanted.id {
        let id = text.parse().map_err(|_| {
            let message = format!("`{}` is no id", printable(text));
            Error::new(Kind::Usage, message).hint(HINT)
        })?;
        if !picker.id(id) {
            let scenario = printable(&plan.scenario);
            let message = format!("scenario `{scenario}` has no row with the id {id}");
            return Err(Error::new(Kind::Usage, message).hint(HINT));
        }
    }
    Ok(picker.finish())
}

const HINT: &str = "ids are those of generated rows: connsura-seed find --edge ID names some";

/// The account of this name.
fn named(plan: &Plan, what: &str, name: &str, there_are: &[(&str, Root)]) -> Result<Root> {
    if let Some((_, root)) = there_are.iter().find(|(label, _)| *label == name) {
        return Ok(*root);
    }
    let scenario = printable(&plan.scenario);
    let message = format!("scenario `{scenario}` has no {what} `{}`", printable(name));
    let near = nearest(there_are.iter().map(|(label, _)| *label), name, 1);
    let hint = match &*near {
        [near, ..] => format!("did you mean `{near}`?"),
        [] if there_are.is_empty() => format!("it has no {what}s at all"),
        [] => "manifest.json of an export lists them".to_owned(),
    };
    Err(Error::new(Kind::Usage, message).hint(hint))
}
