//! `connsura-seed edge`

use serde_json::{Value, json};

use super::args::{EdgeCommand, EdgeListArguments, EdgeShowArguments, OutputFormat, TierName};
use super::card::{example_lines, look_json};
use super::console;
use crate::edge::catalogue::{self, CANNOT_LIVE, CannotLive, Class};
use crate::edge::{EdgeCase, Facet, Tier};
use crate::error::{Error, Kind, Result, printable};
use crate::find::{Look, example};
use crate::report::{count, table};
use crate::scenario::nearest;

pub(super) fn run(command: &EdgeCommand) -> Result<()> {
    match command {
        EdgeCommand::List(arguments) => list(arguments),
        EdgeCommand::Show(arguments) => show(arguments),
    }
}

fn list(arguments: &EdgeListArguments) -> Result<()> {
    let class = arguments.class.as_deref().map(|name| {
        let names = || Class::ALL.iter().map(|class| class.name());
        Class::from_name(name).ok_or_else(|| unknown("class", name, names()))
    });
    let facet = arguments.facet.as_deref().map(|name| {
        let names = || Facet::ALL.iter().map(|facet| facet.name());
        Facet::from_name(name).ok_or_else(|| unknown("facet", name, names()))
    });
    let (class, facet) = (class.transpose()?, facet.transpose()?);
    let tier = arguments.tier.map(|tier| match tier {
        TierName::Plausible => Tier::Plausible,
        TierName::Hostile => Tier::Hostile,
    });
    let cases: Vec<(Class, &EdgeCase)> = Class::ALL
        .iter()
        .flat_map(|class| class.cases().map(|case| (*class, case)))
        .filter(|(of, case)| {
            class.is_none_or(|class| class == *of)
                && tier.is_none_or(|tier| tier == case.tier)
                && facet.is_none_or(|facet| case.facets.contains(&facet))
        })
        .collect();
    let is_whole = class.is_none() && facet.is_none() && tier.is_none();
    let cannot: &[CannotLive] = if is_whole { CANNOT_LIVE } else { &[] };
    match arguments.output.format {
        OutputFormat::Text => console::print(&list_text(&cases, cannot)),
        OutputFormat::Json => {
            let cases: Vec<Value> = cases
                .iter()
                .map(|(class, case)| case_json(*class, case))
                .collect();
            let cannot: Vec<Value> = cannot.iter().map(cannot_json).collect();
            console::print_json(&json!({ "cases": cases, "cannot_live": cannot }))
        }
    }
}

fn list_text(cases: &[(Class, &EdgeCase)], cannot: &[CannotLive]) -> String {
    let rows = cases.iter().map(|(_, case)| {
        vec![
            case.id.to_owned(),
            tier_name(case.tier).to_owned(),
            case.title.to_owned(),
            facet_names(case).join(", "),
        ]
    });
    let mut text = table(&["id", "tier", "what it is", "facets"], rows, &[]);
    text.push_str(&format!("\n{} cases", count(cases.len() as u64)));
    if !cannot.is_empty() {
        let rows = cannot
            .iter()
            .map(|out| vec![out.id.to_owned(), out.title.to_owned()]);
        text.push_str(&format!(
            "\n\n{}",
            table(&["id", "what cannot be in a row"], rows, &[])
        ));
    }
    text.push_str("\none of them: connsura-seed edge show ID");
    text
}

fn unknown<'n>(what: &str, name: &str, names: impl Iterator<Item = &'n str> + Clone) -> Error {
    let all: Vec<&str> = names.clone().collect();
    let all = all.join(", ");
    let hint = match nearest(names, name, 1).first() {
        Some(near) => format!("did you mean `{near}`? there are: {all}"),
        None => format!("there are: {all}"),
    };
    let message = format!("there is no {what} `{}`", printable(name));
    Error::new(Kind::Usage, message).hint(hint)
}

fn show(arguments: &EdgeShowArguments) -> Result<()> {
    let (id, format) = (arguments.id.as_str(), arguments.output.format);
    if let Some(out) = CANNOT_LIVE.iter().find(|out| out.id == id) {
        return match format {
            OutputFormat::Text => console::print(&format!(
                "{}: {}\nno row can hold it: {}",
                out.id, out.title, out.reason
            )),
            OutputFormat::Json => console::print_json(&cannot_json(out)),
        };
    }
    let case = catalogue::find(id).ok_or_else(|| unknown_case(id))?;
    let class = Class::of(case).unwrap_or(Class::Names);
    let mut examples = Vec::new();
    for facet in case.facets {
        examples.extend(example(case, *facet)?);
    }
    match format {
        OutputFormat::Text => console::print(&show_text(class, case, &examples)),
        OutputFormat::Json => {
            let mut object = case_json(class, case);
            object["examples"] = examples.iter().map(look_json).collect();
            console::print_json(&object)
        }
    }
}

fn unknown_case(id: &str) -> Error {
    let ids = catalogue::cases()
        .map(|case| case.id)
        .chain(CANNOT_LIVE.iter().map(|out| out.id));
    let near = nearest(ids, id, 3);
    let hint = if near.is_empty() {
        "connsura-seed edge list".to_owned()
    } else {
        format!("did you mean {}?", near.join(", "))
    };
    let message = format!("there is no edge case `{}`", printable(id));
    Error::new(Kind::Usage, message).hint(hint)
}

fn show_text(class: Class, case: &EdgeCase, examples: &[Look]) -> String {
    let mut text = format!(
        "{}: {}\n  breaks    {}\n  tier      {} ({})\n  class     {} ({})\n  source    {}\n  variants  {}",
        case.id,
        case.title,
        case.breaks,
        tier_name(case.tier),
        match case.tier {
            Tier::Plausible => "the product's own forms let it in",
            Tier::Hostile => "it comes about by other means only",
        },
        class.name(),
        class.title(),
        case.source,
        variants(case).join(", "),
    );
    for facet in case.facets {
        text.push_str(&format!(
            "\n\n{}@{}, {}",
            case.id,
            facet.name(),
            place(*facet)
        ));
        let looks = examples.iter().filter(|look| look.facet == *facet);
        for line in looks.flat_map(example_lines) {
            text.push_str(&format!("\n  {line}"));
        }
    }
    text.push_str(&format!(
        "\n\nwho carries it: connsura-seed find --edge {}",
        case.id
    ));
    text
}

/// The other cases of one stem: `S01` and `S01.nfd`.
fn variants(case: &EdgeCase) -> Vec<&'static str> {
    let stem = |id: &'static str| id.split_once('.').map_or(id, |(stem, _)| stem);
    let others: Vec<&str> = catalogue::cases()
        .map(|other| other.id)
        .filter(|other| stem(other) == stem(case.id) && *other != case.id)
        .collect();
    if others.is_empty() {
        vec!["none"]
    } else {
        others
    }
}

/// Where a facet is: its column, or the subject whose state it is.
fn place(facet: Facet) -> String {
    match facet.column() {
        Some((entity, column)) => format!("in {}.{column}", entity.name()),
        None => format!("a state of a {} and its rows", facet.subject().name()),
    }
}

const fn tier_name(tier: Tier) -> &'static str {
    match tier {
        Tier::Plausible => "plausible",
        Tier::Hostile => "hostile",
    }
}

fn facet_names(case: &EdgeCase) -> Vec<&'static str> {
    case.facets.iter().map(|facet| facet.name()).collect()
}

fn case_json(class: Class, case: &EdgeCase) -> Value {
    let facets: Vec<Value> = case
        .facets
        .iter()
        .map(|facet| {
            let column = facet
                .column()
                .map(|(entity, column)| format!("{}.{column}", entity.name()));
            json!({ "facet": facet.name(), "subject": facet.subject().name(), "column": column })
        })
        .collect();
    json!({
        "id": case.id,
        "class": class.name(),
        "tier": case.tier,
        "title": case.title,
        "breaks": case.breaks,
        "source": case.source,
        "facets": facets,
    })
}

fn cannot_json(out: &CannotLive) -> Value {
    json!({ "id": out.id, "title": out.title, "cannot_live": out.reason })
}
