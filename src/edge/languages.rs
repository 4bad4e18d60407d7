//! Lists of languages: none, one, all, and one of each script.

use super::{EdgeCase, Effect, LanguageRule, Tier, case, make};

pub(super) static CASES: &[EdgeCase] = &[
    EdgeCase {
        id: "languages:empty",
        title: "a list without a language",
        breaks: "joins and first-element look-ups; array_length is NULL, not 0",
        tier: Tier::Plausible,
        effect: Effect::Languages(LanguageRule::Empty),
    },
    EdgeCase {
        id: "languages:single",
        title: "a list of one language",
        breaks: "separators and plurals",
        tier: Tier::Plausible,
        effect: Effect::Languages(LanguageRule::Single),
    },
    EdgeCase {
        id: "languages:many",
        title: "a list of all languages there are",
        breaks: "layouts, and filters that look at the first few",
        tier: Tier::Plausible,
        effect: Effect::Languages(LanguageRule::Many),
    },
    EdgeCase {
        id: "languages:mixed-scripts",
        title: "a list with one language of each script, left to right and right to left",
        breaks: "order on the page when directions mix, fonts, sorting",
        tier: Tier::Plausible,
        effect: Effect::Languages(LanguageRule::MixedScripts),
    },
];

/// The languages of the rule, each by its own name; `own` is the customer's.
pub fn languages(rule: LanguageRule, own: &'static str) -> Vec<&'static str> {
    let rule = match rule {
        LanguageRule::Empty => return Vec::new(),
        LanguageRule::Single => case::LanguageRule::Single,
        LanguageRule::Many => case::LanguageRule::Many,
        LanguageRule::MixedScripts => case::LanguageRule::MixedScripts,
    };
    make::languages(rule, own)
}
