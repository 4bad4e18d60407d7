//! Sharing profiles.

use std::collections::BTreeSet;

use rand::RngExt as _;
use serde::Deserialize;
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::problem::{Problem, Result, Violation};
use crate::session::Session;
use crate::store::accounts;
use crate::store::audit_logs::{self, Trace};
use crate::store::customers::{self, Customer};
use crate::store::shares::{self, Offer, ProfileShare, Step};

/// The parts of a profile that can be shared.
pub const SECTIONS: [&str; 8] = [
    "identity",
    "contact",
    "policies",
    "claims",
    "documents",
    "vehicles",
    "property",
    "beneficiaries",
];

/// Characters of a note at most.
const LONGEST_NOTE: usize = 2_000;
/// Days for which a share may be accepted at most.
const LONGEST_OFFER: i32 = 365;

/// A share that somebody wants to offer.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Wish {
    /// Whose profile; a customer's own where it is left out.
    pub customer_id: Option<Uuid>,
    /// With which account.
    pub recipient_user_id: Option<Uuid>,
    /// With which address, where there is no account.
    pub recipient_email: Option<String>,
    /// Which parts of the profile.
    pub sections: Vec<String>,
    /// What is written to it.
    pub note: Option<String>,
    /// For how many days it may be accepted.
    pub expires_in_days: Option<i32>,
}

/// Offers a share.
///
/// # Errors
/// [`Problem::Invalid`]; [`Problem::Forbidden`] of another's profile.
pub async fn create(
    app: &App,
    trace: &Trace,
    session: &Session,
    wish: Wish,
) -> Result<ProfileShare> {
    let customer = whose(app, session, wish.customer_id).await?;
    let mut violations = violations(&wish);
    // Whose profile it is sees it anyway.
    if wish.recipient_user_id == Some(customer.user_id) {
        violations.push(wrong(
            "recipientUserId",
            "another account than the customer's",
        ));
    }
    if wish.recipient_email.as_ref() == Some(&customer.email) {
        violations.push(wrong(
            "recipientEmail",
            "another address than the customer's",
        ));
    }
    if let Some(user) = wish.recipient_user_id
        && accounts::by_id(&app.pool, user).await?.is_none()
    {
        violations.push(wrong("recipientUserId", "an account that there is"));
    }
    if !violations.is_empty() {
        return Err(Problem::Invalid(violations));
    }
    let offer = Offer {
        customer_id: customer.id,
        recipient_user_id: wish.recipient_user_id,
        recipient_email: wish.recipient_email,
        token: token(),
        sections: wish.sections,
        note: wish.note,
        days: wish.expires_in_days,
    };
    let mut transaction = app.pool.begin().await?;
    let id = shares::offer(&mut transaction, &offer).await?;
    let about = ("ProfileShare", Some(id));
    audit_logs::write(
        &mut *transaction,
        trace,
        Some(&session.account),
        "share.created",
        about,
        None,
    )
    .await?;
    transaction.commit().await?;
    let share = shares::share(&app.pool, id, None).await?;
    share.ok_or(Problem::NotFound("share"))
}

/// Whose profile is shared: a customer's own, or for an admin anybody's.
async fn whose(app: &App, session: &Session, asked: Option<Uuid>) -> Result<Customer> {
    let asked = match (session.account.customer_id, asked) {
        (Some(own), None) => own,
        (Some(own), Some(asked)) if own == asked => own,
        (None, Some(asked)) if session.is_admin() => asked,
        (None, None) if session.is_admin() => {
            return Err(Problem::field("customerId", "whose profile is shared"));
        }
        _ => return Err(Problem::Forbidden),
    };
    let customer = customers::customer(&app.pool, asked, None).await?;
    customer.ok_or_else(|| Problem::field("customerId", "a customer that there is"))
}

fn wrong(field: &str, message: &str) -> Violation {
    Violation {
        field: field.to_owned(),
        message: message.to_owned(),
    }
}

fn violations(wish: &Wish) -> Vec<Violation> {
    let mut violations = Vec::new();
    if wish.recipient_user_id.is_some() == wish.recipient_email.is_some() {
        violations.push(wrong("recipientUserId", "either this or recipientEmail"));
    }
    if let Some(email) = &wish.recipient_email
        && !is_address(email)
    {
        violations.push(wrong(
            "recipientEmail",
            "an e-mail address of at most 254 bytes",
        ));
    }
    let is_known = |section: &String| SECTIONS.contains(&section.as_str());
    let different: BTreeSet<&String> = wish.sections.iter().collect();
    let is_each_once = different.len() == wish.sections.len() && !different.is_empty();
    if !is_each_once || !wish.sections.iter().all(is_known) {
        violations.push(wrong(
            "sections",
            &format!("one or more of {}, each once", SECTIONS.join(", ")),
        ));
    }
    if let Some(note) = &wish.note
        && (note.chars().count() > LONGEST_NOTE || note.contains('\0'))
    {
        violations.push(wrong(
            "note",
            &format!("at most {LONGEST_NOTE} characters, and no NUL"),
        ));
    }
    if wish
        .expires_in_days
        .is_some_and(|days| !(1..=LONGEST_OFFER).contains(&days))
    {
        violations.push(wrong("expiresInDays", &format!("1 to {LONGEST_OFFER}")));
    }
    violations
}

/// What may be an address: the mail server judges the rest.
fn is_address(text: &str) -> bool {
    let parts = text.rsplit_once('@');
    let is_word = |part: &str| {
        !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c.is_control())
    };
    text.len() <= 254 && parts.is_some_and(|(local, domain)| is_word(local) && is_word(domain))
}

/// 64 hexadecimal digits that nobody guesses.
fn token() -> String {
    let [one, two]: [u128; 2] = rand::rng().random();
    format!("{one:032x}{two:032x}")
}

/// Takes a step with a share.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], [`Problem::Conflict`].
pub async fn take(
    app: &App,
    trace: &Trace,
    session: &Session,
    id: Uuid,
    step: Step,
) -> Result<ProfileShare> {
    let only = session.only();
    let mut transaction = app.pool.begin().await?;
    let share = shares::lock(&mut transaction, id).await?;
    let share = share.ok_or(Problem::NotFound("share"))?;
    let sides = Sides::of(&mut transaction, session, &share).await?;
    if only.is_some() && !sides.is_giver && !sides.is_taker {
        return Err(Problem::NotFound("share"));
    }
    let may = match step {
        Step::Accept => sides.is_taker,
        Step::Close => sides.is_taker || sides.is_giver,
        Step::Revoke | Step::Reopen => sides.is_giver,
    };
    if !may {
        return Err(Problem::Forbidden);
    }
    if !step.from().contains(&share.status) {
        return Err(Problem::Conflict(
            "the share does not stand so that this could be done",
        ));
    }
    if step == Step::Accept && shares::has_expired(&mut transaction, id).await? {
        return Err(Problem::Conflict("the offer has expired"));
    }
    shares::take(&mut transaction, id, step, session.account.id).await?;
    let about = ("ProfileShare", Some(id));
    audit_logs::write(
        &mut *transaction,
        trace,
        Some(&session.account),
        step.action(),
        about,
        None,
    )
    .await?;
    transaction.commit().await?;
    let share = shares::share(&app.pool, id, None).await?;
    share.ok_or(Problem::NotFound("share"))
}

/// On which sides of a share somebody is.
struct Sides {
    is_giver: bool,
    is_taker: bool,
}

impl Sides {
    async fn of(
        connection: &mut PgConnection,
        session: &Session,
        share: &ProfileShare,
    ) -> Result<Self> {
        let own = session.account.id;
        let is_taker = match (share.recipient_user_id, &share.recipient_email) {
            (Some(user), _) => user == own,
            (None, Some(email)) => {
                let user = accounts::user(connection, own).await?;
                user.is_some_and(|user| user.email == *email)
            }
            (None, None) => false,
        };
        Ok(Self {
            is_giver: share.customer_user_id == own,
            is_taker,
        })
    }
}
