//! The words of the product itself: what is insured, shared, permitted and filled in.

/// What a customer may be interested in.
pub static INTERESTS: &[&str] = &[
    "motor",
    "home",
    "contents",
    "life",
    "health",
    "travel",
    "pet",
    "liability",
    "legal",
    "bicycle",
];

/// The parts of a profile that a share may open.
pub static SECTIONS: &[&str] = &[
    "identity",
    "contact",
    "policies",
    "claims",
    "documents",
    "vehicles",
    "property",
    "beneficiaries",
];

/// What an admin may do, the least first.
pub static PERMISSIONS: &[&str] = &[
    "customers.read",
    "messages.write",
    "shares.manage",
    "audit.read",
    "customers.delete",
    "admins.manage",
];

/// Admins' job titles.
pub static ADMIN_TITLES: &[&str] = &[
    "Customer adviser",
    "Senior customer adviser",
    "Claims handler",
    "Claims team lead",
    "Underwriting assistant",
    "Data protection officer",
    "Head of customer service",
];

/// What an admin wrote about a customer.
pub static NOTES: &[&str] = &[
    "Prefers written contact; calls only after an appointment.",
    "Asked for all documents in large print.",
    "Moved house recently, address confirmed with a utility bill.",
    "Second driver on the motor policy is still to be named.",
    "Waiting for the surveyor's report before the claim goes on.",
    "Interpreter requested for the next meeting.",
    "Wants a quote for a family policy before renewal.",
    "Long-standing customer; check the loyalty discount at renewal.",
    "Has two profiles with the previous insurer; merge on request only.",
    "Consent to marketing withdrawn.",
];

/// What a customer wrote beside a share.
pub static SHARE_NOTES: &[&str] = &[
    "For the renewal meeting.",
    "Please look at the home policy only.",
    "My accountant needs this for the tax return.",
    "So that you can compare the two motor quotes.",
    "Claims history for the new insurer.",
    "Für das Beratungsgespräch.",
    "Pour le renouvellement du contrat.",
    "Para comparar las coberturas.",
    "للمراجعة قبل التجديد.",
    "更新前にご確認ください。",
    "नवीनीकरण से पहले देखने के लिए।",
];

/// User agents, as browsers and apps send them.
pub static AGENTS: &[&str] = &[
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
    "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 15; Mobile) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0 Mobile Safari/537.36",
    "Connsura/4.12 (iOS 18.5)",
    "Connsura/4.12 (Android 15)",
];

/// A form and what its data says, beside the fields that all forms have.
#[derive(Debug, Clone, Copy)]
pub struct FormKind {
    /// The kind, as the column holds it.
    pub kind: &'static str,
    /// A field that holds one of the texts.
    pub choice: (&'static str, &'static [&'static str]),
    /// A field that holds a number, and the least and greatest of its values.
    pub number: (&'static str, u64, u64),
}

/// All kinds of forms.
pub static FORMS: &[FormKind] = &[
    FormKind {
        kind: "motor_quote",
        choice: ("use", &["private", "commuting", "business", "delivery"]),
        number: ("annualKilometres", 2_000, 60_000),
    },
    FormKind {
        kind: "home_quote",
        choice: (
            "building",
            &["flat", "terraced house", "detached house", "houseboat"],
        ),
        number: ("livingSpaceSquareMetres", 18, 400),
    },
    FormKind {
        kind: "claim_report",
        choice: (
            "cause",
            &[
                "burst pipe",
                "collision",
                "theft",
                "storm",
                "fire",
                "glass breakage",
            ],
        ),
        number: ("estimatedDamage", 50, 90_000),
    },
    FormKind {
        kind: "beneficiary_change",
        choice: (
            "relation",
            &["spouse", "child", "parent", "sibling", "charity"],
        ),
        number: ("sharePercent", 1, 100),
    },
    FormKind {
        kind: "health_declaration",
        choice: ("smoker", &["never", "former", "occasionally", "daily"]),
        number: ("heightCentimetres", 145, 210),
    },
    FormKind {
        kind: "travel_cover",
        choice: (
            "region",
            &[
                "Europe",
                "worldwide without USA",
                "worldwide",
                "home country",
            ],
        ),
        number: ("travellers", 1, 9),
    },
];
