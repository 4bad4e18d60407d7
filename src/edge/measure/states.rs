//! The states that a row shows together with the rows that it belongs to.

use uuid::Uuid;

use super::Shown;
use crate::clock::Timestamp;
use crate::edge::case::State;
use crate::edge::{Facet, Value, catalogue};
use crate::schema::{Row, Value as Cell};

/// The case that a facet shows in this state, if the catalogue has one.
pub(super) fn shown(facet: Facet, state: State) -> Option<Shown> {
    let case = catalogue::cases()
        .find(|case| case.facets.contains(&facet) && case.value == Value::State(state))?;
    Some((facet, case))
}

/// An id in a column.
pub(super) fn id(row: &Row, column: &str) -> Option<Uuid> {
    match row.named(column) {
        Some(Cell::Uuid(id)) => Some(id),
        _ => None,
    }
}

/// An instant in a column.
pub(super) fn instant(row: &Row, column: &str) -> Option<Timestamp> {
    match row.named(column) {
        Some(Cell::Timestamp(at)) => Some(at),
        _ => None,
    }
}

/// A text or a label in a column.
pub(super) fn text<'r>(row: &'r Row, column: &str) -> Option<&'r str> {
    match row.named(column) {
        Some(Cell::Text(text)) => Some(text),
        _ => None,
    }
}

/// Whether there is something in a column, whatever it is.
pub(super) fn filled(row: &Row, column: &str) -> bool {
    row.named(column).is_some_and(|cell| cell != Cell::Null)
}

/// How far a share has come, if its status and its times agree on a state, or disagree in one
/// of the ways that the catalogue knows.
pub(super) fn share_status(row: &Row) -> Option<State> {
    let [accepted, closed, revoked] =
        ["acceptedAt", "closedAt", "revokedAt"].map(|column| filled(row, column));
    match (text(row, "status")?, accepted, closed, revoked) {
        ("PENDING", false, false, false) => Some(State::Pending),
        ("ACTIVE", true, false, false) => Some(State::Active),
        ("ACTIVE", true, true, false) => Some(State::Reopened),
        ("CLOSED", _, true, false) => {
            let before = instant(row, "closedAt") < instant(row, "createdAt");
            Some(if before {
                State::ClosedBeforeCreated
            } else {
                State::Closed
            })
        }
        ("CLOSED", _, false, false) => Some(State::ClosedWithoutDate),
        ("REVOKED", _, false, true) => Some(State::Revoked),
        _ => None,
    }
}

/// To whom a share goes, where that is nobody with an account.
pub(super) fn share_recipient(row: &Row) -> Option<State> {
    match ["recipientUserId", "recipientEmail"].map(|column| filled(row, column)) {
        [false, true] => Some(State::ToAddress),
        [false, false] => Some(State::ToNobody),
        [true, _] => None,
    }
}

/// How far a form has come.
pub(super) fn form_status(row: &Row) -> Option<State> {
    match (text(row, "status")?, filled(row, "submittedAt")) {
        ("DRAFT", false) => Some(State::Draft),
        ("SUBMITTED", true) => Some(State::Submitted),
        ("ARCHIVED", true) => Some(State::Archived),
        _ => None,
    }
}

/// Who writes a message to whom, where that is odd.
pub(super) fn parties(sender: Option<Uuid>, recipient: Option<Uuid>) -> Option<State> {
    match (sender, recipient) {
        (Some(sender), Some(recipient)) => (sender == recipient).then_some(State::ToSelf),
        _ => Some(State::PartyGone),
    }
}

/// The profile whose name an audit row says was changed, and when.
pub(super) fn renaming(row: &Row) -> Option<(Uuid, Timestamp)> {
    let Some(Cell::Json(metadata)) = row.named("metadata") else {
        return None;
    };
    if text(row, "action") != Some("profile.updated") {
        return None;
    }
    let metadata: serde_json::Value = serde_json::from_str(metadata).ok()?;
    let mut fields = metadata["fields"].as_array()?.iter();
    let renamed = fields.any(|field| field == "fullName");
    Some((id(row, "entityId")?, instant(row, "createdAt")?)).filter(|_| renamed)
}
