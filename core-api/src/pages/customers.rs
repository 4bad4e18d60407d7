//! Customers.

use axum::extract::State;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::layout::{
    Page, at, facts, further, json, lines, list as texts, maybe, maybe_at, name, nothing, page,
    table, words,
};
use super::visitor::{Visitor, encode};
use crate::api::requests::{Asked, Named};
use crate::app::App;
use crate::problem::{Problem, Result};
use crate::store::accounts::Role;
use crate::store::conversations;
use crate::store::customers::{self, Customer};
use crate::store::page::Wanted;
use crate::store::{forms, shares, uploads};

#[derive(Deserialize)]
pub(super) struct Search {
    #[serde(default)]
    q: String,
    cursor: Option<String>,
}

pub(super) async fn list(
    State(app): State<App>,
    Visitor(session): Visitor,
    Asked(search): Asked<Search>,
) -> Result<Page> {
    session.admins_only()?;
    let q = search.q.replace('\0', "");
    let wanted = Wanted::new(search.cursor.as_deref(), None)?;
    let found = customers::customers(&app.pool, &q, wanted).await?;
    let rows: Vec<Vec<Markup>> = found.items.iter().map(row).collect();
    let content = html! {
        form.plain role="search" method="get" action="/customers" {
            label for="q" { "Name, address or number" }
            input id="q" name="q" type="search" dir="auto" value=(q);
            button type="submit" { "Search" }
        }
        (table("The youngest first", &["Name", "E-mail", "Phone", "Country", "Since"], &rows, "Nobody is here."))
        (further(&format!("/customers?q={}&cursor=", encode(&q)), found.next_cursor.as_deref()))
    };
    Ok(page(Some(&session), "Customers", &content))
}

fn row(customer: &Customer) -> Vec<Markup> {
    vec![
        html! { a href={ "/customers/" (customer.id) } { (name(&customer.full_name)) } },
        words(&customer.email),
        maybe(customer.phone.as_deref()),
        maybe(customer.country.as_deref()),
        at(customer.created_at),
    ]
}

pub(super) async fn one(
    State(app): State<App>,
    Visitor(session): Visitor,
    Named(id): Named<Uuid>,
) -> Result<Page> {
    let customer = customers::customer(&app.pool, id, session.only()).await?;
    let customer = customer.ok_or(Problem::NotFound("customer"))?;
    let first = Wanted {
        after: None,
        limit: 10,
    };
    let user = customer.user_id;
    let talks = conversations::conversations(&app.pool, user, Role::Customer, first).await?;
    let shares = shares::shares(&app.pool, Some(user), first).await?;
    let uploads = uploads::uploads(&app.pool, Some(user), first).await?;
    let forms = forms::forms(&app.pool, Some(user), first).await?;
    let content = html! {
        (profile(&customer))
        h2 { "Conversations" }
        (super::conversations::entries(&talks.items))
        h2 { "Shares" }
        (super::shares::entries(&shares.items))
        h2 { "Uploads" }
        (super::uploads::entries(&uploads.items))
        h2 { "Forms" }
        (super::forms::entries(&forms.items))
    };
    Ok(page(Some(&session), "Customer", &content))
}

fn profile(customer: &Customer) -> Markup {
    facts(&[
        ("fullName", "Name", words(&customer.full_name)),
        (
            "preferredName",
            "Called",
            maybe(customer.preferred_name.as_deref()),
        ),
        ("email", "E-mail", words(&customer.email)),
        ("phone", "Phone", maybe(customer.phone.as_deref())),
        (
            "dateOfBirth",
            "Born",
            customer
                .date_of_birth
                .map_or_else(nothing, |date| html! { (date) }),
        ),
        (
            "addressLine1",
            "Address",
            maybe(customer.address_line1.as_deref()),
        ),
        (
            "addressLine2",
            "Second line",
            maybe(customer.address_line2.as_deref()),
        ),
        (
            "postalCode",
            "Postal code",
            maybe(customer.postal_code.as_deref()),
        ),
        ("city", "Town", maybe(customer.city.as_deref())),
        ("region", "Region", maybe(customer.region.as_deref())),
        ("country", "Country", maybe(customer.country.as_deref())),
        (
            "spokenLanguages",
            "Speaks",
            texts(customer.spoken_languages.as_ref()),
        ),
        (
            "insuranceInterests",
            "Interested in",
            texts(customer.insurance_interests.as_ref()),
        ),
        (
            "preferences",
            "Preferences",
            customer.preferences.as_ref().map_or_else(nothing, json),
        ),
        (
            "notes",
            "Notes",
            customer.notes.as_deref().map_or_else(nothing, lines),
        ),
        (
            "deletionRequestedAt",
            "Deletion requested",
            maybe_at(customer.deletion_requested_at),
        ),
        ("createdAt", "Since", at(customer.created_at)),
        ("updatedAt", "Changed", at(customer.updated_at)),
    ])
}
