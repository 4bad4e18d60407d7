//! What must hold between the parts of a scenario.

use super::model::{Admins, Count, Customers};
use crate::document::{Findings, Placed};

/// There must be an admin for every conversation of a customer: two people have one
/// conversation, and one read state in each direction. A customer's first is with an admin of
/// the desk, the second with the next admin, and so on.
pub(super) fn admins(
    count: u64,
    desk: Option<&Placed<u64>>,
    conversations: &Placed<Count>,
    customers: &Customers,
    findings: &Findings,
) -> Admins {
    let most = conversations.value.max;
    let seats = desk.map_or(1, |desk| desk.value);
    let nobody = customers.count == 0 && customers.edge_cases.is_none();
    if let Some(desk) = desk.filter(|desk| desk.value > count) {
        let message = format!(
            "`admins.desk` is {} and there are {count} admins",
            desk.value
        );
        let help = format!("allowed: 1 to {count}, or raise `admins.count`");
        findings.add(&desk.place, message, "more than `admins.count`", Some(help));
    } else if seats + most > count + 1 && !nobody {
        let available = count + 1 - seats;
        let message = format!(
            "a customer has up to {most} conversations, each with another admin, and {available} can answer"
        );
        let lower = desk.map_or("", |_| ", lower `admins.desk`");
        let help = format!(
            "lower `max` to {available}{lower}, or raise `admins.count` to {}",
            seats + most - 1
        );
        findings.add(
            &conversations.place,
            message,
            "more than there are admins",
            Some(help),
        );
    }
    Admins {
        count,
        desk: seats.min(count),
    }
}
