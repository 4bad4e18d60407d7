//! `connsura-seed find`

use std::sync::Arc;

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::args::{FindArguments, OutputFormat};
use super::card::Card;
use super::console;
use super::source::{self, Source};
use crate::error::{Error, Kind, Result, printable};
use crate::find::{
    Account, AccountKind, Answer, Expression, Facts, Look, Measure, Reader, WantedEdge,
    WantedEdgeError, facts, shown,
};
use crate::plan::{Carried, Plan};
use crate::postgres::live_facts;
use crate::report::count;
use crate::rng::Root;
use crate::scenario::nearest;
use crate::schema::{Entity, decode};

/// What an account is to fulfil.
struct Wish {
    edges: Vec<WantedEdge>,
    entity: Option<Entity>,
    having: Vec<Expression>,
}

/// An account that fulfils it.
struct Hit {
    kind: AccountKind,
    /// `None` for an account that is not of the plan.
    root: Option<Root>,
    facts: Facts,
}

/// What was found.
struct Found {
    cards: Vec<Card>,
    /// Answers to what was asked, card by card.
    answers: Vec<Vec<(Measure, Option<Answer>)>>,
    all: usize,
    /// Where nothing was found: how many accounts fulfil each condition alone.
    alone: Vec<(String, usize)>,
}

pub(super) fn run(arguments: &FindArguments) -> Result<()> {
    let wish = Wish::read(arguments)?;
    let format = arguments.output.format;
    let limit = arguments.limit as usize;
    let answer = source::with(&arguments.source, async |source: &mut Source| {
        let found = find(source, &wish, arguments, limit).await?;
        Ok(match format {
            OutputFormat::Text => found.text(source),
            OutputFormat::Json => format!("{:#}", found.json(source)),
        })
    })?;
    console::print(&answer)
}

impl Wish {
    fn read(arguments: &FindArguments) -> Result<Self> {
        let edges: Result<Vec<WantedEdge>> = arguments
            .edge
            .iter()
            .map(|word| WantedEdge::parse(word).map_err(|error| edge_error(&error)))
            .collect();
        let entity = arguments
            .entity
            .as_deref()
            .map(|name| Entity::from_name(name).ok_or_else(|| no_table(name)));
        let having: Result<Vec<Expression>> = arguments
            .having
            .iter()
            .map(|text| Expression::parse(text))
            .collect();
        Ok(Self {
            edges: edges?,
            entity: entity.transpose()?,
            having: having?,
        })
    }

    fn measures(&self) -> Vec<Measure> {
        let mut measures: Vec<Measure> =
            self.having.iter().flat_map(Expression::measures).collect();
        measures.sort_unstable();
        measures.dedup();
        measures
    }

    /// Whether what the account carries shows as wanted.
    fn shows(&self, carried: &[Carried], hit: &Hit) -> bool {
        let Some(root) = hit.root else {
            return self.edges.is_empty();
        };
        self.edges.iter().all(|edge| {
            carried
                .iter()
                .any(|carried| edge.takes_in(carried, root, self.entity))
        })
    }

    fn is_of_entity(&self, facts: &Facts) -> bool {
        // Cases say themselves in which table they show.
        !self.edges.is_empty() || self.entity.is_none_or(|entity| facts.has(entity))
    }

    fn holds(&self, facts: &Facts) -> bool {
        self.having.iter().all(|expression| expression.holds(facts))
    }
}

fn edge_error(error: &WantedEdgeError) -> Error {
    let hint = match error {
        WantedEdgeError::Unknown { nearest, .. }
        | WantedEdgeError::UnknownFacet { nearest, .. }
            if !nearest.is_empty() =>
        {
            format!(
                "did you mean {}? all: connsura-seed edge list",
                nearest.join(", ")
            )
        }
        WantedEdgeError::CannotLive { word, .. } => format!("connsura-seed edge show {word}"),
        WantedEdgeError::Elsewhere { facets, .. } => {
            format!("it applies to: {}", facets.join(", "))
        }
        _ => "connsura-seed edge list".to_owned(),
    };
    Error::new(Kind::Usage, printable(&error.to_string())).hint(hint)
}

fn no_table(name: &str) -> Error {
    let names = Entity::ALL.map(Entity::name);
    let all = names.join(", ");
    let hint = match nearest(names, name, 1).first() {
        Some(near) => format!("did you mean {near}? there are: {all}"),
        None => format!("there are: {all}"),
    };
    let message = format!("there is no table `{}`", printable(name));
    Error::new(Kind::Usage, message).hint(hint)
}

async fn find(
    source: &mut Source,
    wish: &Wish,
    arguments: &FindArguments,
    limit: usize,
) -> Result<Found> {
    let plan = Arc::clone(&source.plan);
    let reader = Reader::new(&plan);
    let known = if let Some(live) = &mut source.live {
        live_facts(&mut live.session, plan.now).await?
    } else {
        let measured = wish.having.iter().flat_map(Expression::entities);
        facts(&reader, &measured.chain(wish.entity).collect())
    };
    let accounts: Vec<Hit> = known.into_iter().map(|facts| place(&plan, facts)).collect();
    let mut hits: Vec<&Hit> = accounts
        .iter()
        .filter(|hit| {
            wish.shows(carried(&plan, hit), hit)
                && wish.is_of_entity(&hit.facts)
                && wish.holds(&hit.facts)
        })
        .collect();
    // Stable: within a kind they stay in the order of their ids.
    hits.sort_by_key(|hit| hit.kind);
    let mut found = Found {
        cards: Vec::new(),
        answers: Vec::new(),
        all: hits.len(),
        alone: Vec::new(),
    };
    if hits.is_empty() {
        found.alone = alone(&plan, wish, arguments, &accounts);
    }
    let measures = wish.measures();
    for hit in hits.into_iter().take(limit) {
        let answers: Vec<_> = measures
            .iter()
            .map(|measure| (*measure, hit.facts.get(*measure).cloned()))
            .collect();
        found
            .cards
            .push(card(source, &reader, wish, hit, &answers).await?);
        found.answers.push(answers);
    }
    Ok(found)
}

/// What an account is to the plan.
fn place(plan: &Plan, facts: Facts) -> Hit {
    let id = Uuid::try_parse(&facts.user).ok();
    let root = match id.map(decode) {
        Some(Ok((Entity::User, key))) if key == key.root.key() => Some(key.root),
        _ => None,
    };
    let kind = root.map_or(AccountKind::Added, |root| AccountKind::of(plan, root));
    Hit {
        kind,
        root: root.filter(|_| kind != AccountKind::Added),
        facts,
    }
}

fn carried<'p>(plan: &'p Plan, hit: &Hit) -> &'p [Carried] {
    hit.root.map_or(&[], |root| plan.carried(root))
}

/// How many accounts fulfil each condition by itself.
fn alone(
    plan: &Plan,
    wish: &Wish,
    arguments: &FindArguments,
    accounts: &[Hit],
) -> Vec<(String, usize)> {
    let number =
        |fulfils: &dyn Fn(&Hit) -> bool| accounts.iter().filter(|hit| fulfils(hit)).count();
    let edges = wish.edges.iter().map(|edge| {
        let fulfils = |hit: &Hit| carried(plan, hit).iter().any(|carried| edge.takes(carried));
        (format!("--edge {}", edge.word), number(&fulfils))
    });
    let having = wish
        .having
        .iter()
        .zip(&arguments.having)
        .map(|(having, text)| {
            let fulfils = |hit: &Hit| having.holds(&hit.facts);
            (
                format!("--having \"{}\"", printable(text)),
                number(&fulfils),
            )
        });
    edges.chain(having).collect()
}

async fn card(
    source: &mut Source,
    reader: &Reader<'_>,
    wish: &Wish,
    hit: &Hit,
    answers: &[(Measure, Option<Answer>)],
) -> Result<Card> {
    let plan = reader.plan();
    let mut looks = Vec::new();
    let is_wanted =
        |case: &Carried| wish.edges.is_empty() || wish.edges.iter().any(|edge| edge.takes(case));
    if let Some(root) = hit.root {
        for case in carried(plan, hit).iter().filter(|case| is_wanted(case)) {
            let mut look = Look::at(reader, root, case);
            source.refresh(&mut look).await?;
            looks.push(look);
        }
    }
    let member = hit.root.and_then(|root| plan.member(root));
    let about = member.map_or("", |member| &member.persona.about);
    let account = hit.root.and_then(|root| Account::of(reader, root));
    Ok(Card {
        kind: hit.kind,
        label: account.map_or_else(|| hit.facts.email.clone(), |account| account.label),
        email: hit.facts.email.clone(),
        user: hit.facts.user.clone(),
        profile: hit.facts.profile.clone(),
        about: about.to_owned(),
        lines: answers
            .iter()
            .map(|(measure, answer)| {
                (
                    "measure",
                    format!("{} is {}", measure.name(), say(answer.as_ref())),
                )
            })
            .collect(),
        looks,
        belongings: Vec::new(),
        gone: false,
    })
}

fn say(answer: Option<&Answer>) -> String {
    match answer {
        None => "none".to_owned(),
        Some(Answer::Number(number)) => number.to_string(),
        Some(Answer::Word(word)) => shown(Some(word)),
    }
}

impl Found {
    fn text(&self, source: &Source) -> String {
        let mut parts: Vec<String> = self.cards.iter().map(Card::brief_text).collect();
        parts.push(match (self.all, self.cards.len()) {
            (0, _) => self.nothing(),
            (1, _) => "1 account".to_owned(),
            (all, shown) if all == shown => format!("{} accounts", count(all as u64)),
            (all, shown) => format!(
                "{shown} of {} accounts; all of them: --limit {all}",
                count(all as u64)
            ),
        });
        parts.push(source.footer());
        parts.join("\n\n")
    }

    /// That nothing was found, and what comes near.
    fn nothing(&self) -> String {
        let mut text = "no account".to_owned();
        if self.alone.len() > 1 {
            text.push_str("; by itself each condition is fulfilled by:");
            for (condition, number) in &self.alone {
                text.push_str(&format!("\n  {condition}: {}", count(*number as u64)));
            }
        }
        let edges = self
            .alone
            .iter()
            .filter(|(what, _)| what.starts_with("--edge"));
        if edges.count() > 1 {
            text.push_str(
                "\nspecimens carry one case each, and pairs with `strength = 2`; a persona with \
                 `carries = [...]` carries several",
            );
        }
        text
    }

    fn json(&self, source: &Source) -> Value {
        let hits: Vec<Value> = self
            .cards
            .iter()
            .zip(&self.answers)
            .map(|(card, answers)| {
                let mut card = card.json();
                card["measures"] = measures_json(answers);
                card
            })
            .collect();
        let alone: Vec<Value> = self
            .alone
            .iter()
            .map(|(condition, number)| json!({ "condition": condition, "accounts": number }))
            .collect();
        source.json(&[
            ("found", json!(self.all)),
            ("hits", json!(hits)),
            ("alone", json!(alone)),
        ])
    }
}

fn measures_json(answers: &[(Measure, Option<Answer>)]) -> Value {
    let answer = |answer: Option<&Answer>| match answer {
        None => Value::Null,
        Some(Answer::Number(number)) => json!(number),
        Some(Answer::Word(word)) => json!(word),
    };
    let named: Map<String, Value> = answers
        .iter()
        .map(|(measure, given)| (measure.name().to_owned(), answer(given.as_ref())))
        .collect();
    Value::Object(named)
}
