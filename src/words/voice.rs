//! Forms that tell whether a woman or a man is speaking.
//!
//! Texts avoid them: who writes a message is drawn apart from what is written. In Thai that
//! cannot be done, because nobody is polite without a particle; there texts have a slot.

/// How somebody speaks of themselves, all their messages through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// As women do.
    Woman,
    /// As men do.
    Man,
}

impl Voice {
    /// What stands for a slot: `polite` ends a statement; `polite_question` ends a question, and
    /// follows นะ.
    pub fn slot(self, name: &str) -> Option<&'static str> {
        match (name, self) {
            ("polite", Self::Woman) => Some("ค่ะ"),
            ("polite_question", Self::Woman) => Some("คะ"),
            ("polite" | "polite_question", Self::Man) => Some("ครับ"),
            _ => None,
        }
    }
}
