//! Which cases can be at a time, and which one account can carry at once.

use super::{EdgeCase, Facet, State, Subject, Tier, Value};
use crate::clock::{Date, Timestamp};

/// Whether data with the case can be at `now`: a form of the product takes neither a deadline
/// that is over nor a birth that is still to come.
pub fn can_be(case: &EdgeCase, now: Timestamp) -> bool {
    match case.value {
        _ if case.tier == Tier::Hostile => true,
        Value::Instant(millis) => Timestamp::from_millis(millis) > now,
        Value::Date(year, month, day) => Date::new(year.into(), month, day) <= now.date(),
        _ => true,
    }
}

/// Whether both cases can be carried at once.
pub fn can_meet(pair: [(Facet, &EdgeCase); 2]) -> bool {
    let states = pair.map(|(_, case)| match case.value {
        Value::State(state) => Some(state),
        _ => None,
    });
    let [Some(left), Some(right)] = states else {
        return true;
    };
    agree(left, right) && agree(right, left)
}

/// How many accounts it takes for any of them to show the case: two where people share what is
/// theirs. What rows of one account share, that account shows.
pub fn accounts_to_show(facet: Facet, case: &EdgeCase) -> u64 {
    match facet.subject() {
        Subject::Customer | Subject::Admin if case.is_shared() => 2,
        _ => 1,
    }
}

/// Fewest messages that have so many for either side: a side writes at least a third of every
/// exchange.
const fn messages_for(unread: u32) -> u32 {
    3 * unread + 6
}

fn agree(one: State, other: State) -> bool {
    match (one, other) {
        // Who never came wrote nothing and changed nothing, and nobody wrote to them; of no
        // messages none is read or unread, and a single one may be the customer's own.
        (
            State::NeverCame,
            State::Messages(1..)
            | State::BothDirections
            | State::SameInstant
            | State::UnreadCount(_)
            | State::Renamed,
        )
        | (
            State::NeverCame | State::Messages(0 | 1),
            State::AllRead
            | State::NeverOpened
            | State::ReadAtNewest
            | State::ReadInFuture
            | State::NoReadState
            | State::UnreadTooMany
            | State::UnreadNegative,
        )
        // Both directions have a read state, or one has none.
        | (State::BothDirections, State::NoReadState)
        // Which of several messages of one instant was read cannot be told.
        | (State::SameInstant, State::UnreadCount(_)) => false,
        (State::Messages(messages), State::UnreadCount(unread)) => messages >= messages_for(unread),
        _ => true,
    }
}
