//! The policies that customers write about.
//!
//! A customer has one policy of each line that the dialogues of their language are about, so
//! its number is a fact of the customer and stays the same however conversations grow.

use super::conversation::Conversation;
use crate::plan::Plan;
use crate::rng::Field;
use crate::words::{Dialogue, Line};

pub(super) struct Policies {
    line: Field,
    number: Field,
}

impl Policies {
    pub(super) fn new(plan: &Plan) -> Self {
        Self {
            line: plan.field("Message", "policy"),
            number: plan.field("Policy", "number"),
        }
    }

    /// The number of the policy that an exchange is about: of the dialogue's line, or of any of
    /// the customer's where the dialogue fits all.
    pub(super) fn number(&self, talk: &Conversation, exchange: u32) -> String {
        let line = talk.dialogue(exchange).line.unwrap_or_else(|| {
            let mut cell = self.line.at(talk.message(exchange));
            cell.pick(&lines(talk.locale.dialogues))
        });
        let mut cell = self.number.at(talk.root.child(line as u16, 0));
        format!("{}-{}", line.letters(), cell.between(100_000, 999_999))
    }
}

/// The lines that dialogues are about, each once.
fn lines(dialogues: &[Dialogue]) -> Vec<Line> {
    let mut lines: Vec<Line> = dialogues
        .iter()
        .filter_map(|dialogue| dialogue.line)
        .collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}
