//! What must hold between the parts of a scenario.

use super::model::{Admins, Count, Customers};
use super::read::{Findings, Placed};

/// The desk must be staffed for every conversation of a customer, each with another admin:
/// two people have one conversation, and one read state in each direction.
pub(super) fn desk(
    count: u64,
    desk: Option<&Placed<u64>>,
    conversations: &Placed<Count>,
    customers: &Customers,
    findings: &Findings,
) -> Admins {
    let most = conversations.value.max;
    let wanted = desk.map_or(most.max(1), |desk| desk.value);
    let empty = customers.count == 0 && customers.edge_cases.is_none();
    if let Some(desk) = desk
        && desk.value > count
    {
        let message = format!(
            "`admins.desk` is {} and there are {count} admins",
            desk.value
        );
        let help = format!(
            "allowed: {} to {count}, or raise `admins.count`",
            most.max(1)
        );
        findings.add(
            desk.span.clone(),
            message,
            "more than `admins.count`",
            Some(help),
        );
    } else if most > wanted.min(count) && !empty {
        let available = wanted.min(count);
        let message =
            format!("a customer has up to {most} conversations, and {available} admins answer");
        let help = format!(
            "each conversation of a customer is with another admin: lower `max` to {available}, or raise \
             `admins.count`{} to {most}",
            if desk.is_some() {
                " and `admins.desk`"
            } else {
                ""
            }
        );
        findings.add(
            conversations.span.clone(),
            message,
            "more than the desk",
            Some(help),
        );
    }
    Admins {
        count,
        desk: wanted.min(count).max(1),
    }
}
