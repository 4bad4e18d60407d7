//! Customers' profiles.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::requests::{Asked, Named};
use crate::app::App;
use crate::problem::{ErrorBody, Problem, Result};
use crate::session::Session;
use crate::store::customers::{self, Customer};
use crate::store::page::{Page, Wanted};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Search {
    /// Part of a name, an address or a number.
    #[serde(default)]
    q: String,
    /// `nextCursor` of the page before.
    cursor: Option<String>,
    /// So many rows, from 1 to 100; 50 where it is left out.
    #[param(value_type = Option<i64>)]
    limit: Option<String>,
}

/// Customers, the youngest first; for admins.
#[utoipa::path(
    get, path = "/api/v1/customers", tag = "customers", params(Search),
    responses((status = 200, body = Page<Customer>), (status = 403, body = ErrorBody))
)]
pub(crate) async fn customers(
    State(app): State<App>,
    session: Session,
    Asked(search): Asked<Search>,
) -> Result<Json<Page<Customer>>> {
    session.admins_only()?;
    let wanted = Wanted::new(search.cursor.as_deref(), search.limit.as_deref())?;
    if search.q.contains('\0') {
        return Err(Problem::field("q", "text without NUL"));
    }
    Ok(Json(
        customers::customers(&app.pool, &search.q, wanted).await?,
    ))
}

/// One customer: oneself, or for an admin anybody.
#[utoipa::path(
    get, path = "/api/v1/customers/{id}", tag = "customers", params(("id" = Uuid, Path)),
    responses((status = 200, body = Customer), (status = 404, body = ErrorBody))
)]
pub(crate) async fn customer(
    State(app): State<App>,
    session: Session,
    Named(id): Named<Uuid>,
) -> Result<Json<Customer>> {
    let customer = customers::customer(&app.pool, id, session.only()).await?;
    customer.map(Json).ok_or(Problem::NotFound("customer"))
}
