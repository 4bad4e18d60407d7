//! `connsura-seed cast`

use std::sync::Arc;

use serde_json::{Value, json};

use super::args::{CastArguments, OutputFormat};
use super::card::Card;
use super::console;
use super::source::{self, Source};
use crate::error::Result;
use crate::find::{Account, Look, Reader, RowName, belongings};
use crate::plan::Member;
use crate::postgres::cells;
use crate::rng::{Origin, Root};
use crate::schema::Entity;

/// Ordinary admins that are named.
const ADMINS: u64 = 20;

pub(super) fn run(arguments: &CastArguments) -> Result<()> {
    let format = arguments.output.format;
    let answer = source::with(&arguments.source, async |source: &mut Source| {
        let cards = cards(source).await?;
        let admins = admins(source);
        Ok(match format {
            OutputFormat::Text => text(&cards, &admins, source),
            OutputFormat::Json => format!("{:#}", json(&cards, &admins, source)),
        })
    })?;
    console::print(&answer)
}

/// The personas by their keys.
async fn cards(source: &mut Source) -> Result<Vec<Card>> {
    let plan = Arc::clone(&source.plan);
    let reader = Reader::new(&plan);
    let mut cast: Vec<&Member> = plan.cast().iter().collect();
    cast.sort_by_key(|member| &member.persona.key);
    let mut cards = Vec::new();
    for member in cast {
        let Some(account) = Account::of(&reader, member.root) else {
            continue;
        };
        let mut looks = Vec::new();
        for carried in &member.cases {
            let mut look = Look::at(&reader, member.root, carried);
            source.refresh(&mut look).await?;
            looks.push(look);
        }
        let mut card = Card::of(&account, &member.persona.about, looks);
        card.belongings = belongings(&reader, member);
        ask(source, &account, &mut card).await?;
        cards.push(card);
    }
    Ok(cards)
}

/// Puts the database's address into the account's card, if a database is asked.
pub(super) async fn ask(source: &mut Source, account: &Account, card: &mut Card) -> Result<()> {
    let Some(live) = &mut source.live else {
        return Ok(());
    };
    let user = RowName {
        entity: Entity::User,
        ids: vec![account.user_id()],
    };
    let found = cells(&mut live.session, &user, &["email"]).await?;
    card.gone = found.is_none();
    if let Some(email) = found.into_iter().flatten().flatten().next() {
        card.email = email;
    }
    Ok(())
}

/// The addresses of the first ordinary admins.
fn admins(source: &Source) -> Vec<String> {
    let reader = Reader::new(&source.plan);
    let count = source.plan.population.admins.count.min(ADMINS);
    (0..count)
        .filter_map(|at| Account::of(&reader, Root::truncated(Origin::Admins, at)))
        .map(|account| account.email)
        .collect()
}

fn text(cards: &[Card], admins: &[String], source: &Source) -> String {
    let mut parts: Vec<String> = cards.iter().map(Card::text).collect();
    if cards.is_empty() {
        parts.push(
            "the scenario has no personas; a [[persona]] in its file makes one, and \
             `connsura-seed find` finds others to log in as"
                .to_owned(),
        );
    }
    let more = source.plan.population.admins.count - admins.len() as u64;
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    parts.push(format!(
        "ordinary admins: {}{more}\n{}",
        admins.join(", "),
        source.footer()
    ));
    parts.join("\n\n")
}

fn json(cards: &[Card], admins: &[String], source: &Source) -> Value {
    let personas: Vec<Value> = cards.iter().map(Card::json).collect();
    source.json(&[("personas", json!(personas)), ("admins", json!(admins))])
}
