//! `[[persona]]`: named users that QA logs in as.

use super::Said;
use super::carries;
use super::limits::{LONGEST_KEY, ROLES};
use super::when::When;
use crate::document::{Place, Placed, Section, allowed};
use crate::edge::{EdgeCase, Facet};
use crate::schema::Entity;
use crate::words::{LOCALES, Locale};

/// The domain of personas: `ngozi@personas.connsura.example`.
pub const PERSONA_DOMAIN: &str = "personas.connsura.example";

/// Keys that only a customer has.
pub(super) const OF_CUSTOMERS: [&str; 6] = [
    "preferred_name",
    "phone",
    "notes",
    "locale",
    "languages",
    "deletion_requested",
];

/// What a user is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Somebody who shares a profile.
    Customer,
    /// Somebody who works for Connsura.
    Admin,
}

/// A named user that QA logs in as. What is not said is made as for the population.
#[derive(Debug, Clone)]
pub struct Persona {
    /// What it is called everywhere.
    pub key: String,
    /// Whether it is a customer or an admin.
    pub role: Role,
    /// What it shows, for people.
    pub about: String,
    /// The edge cases that it carries, each on a facet of its own, in the order of the facets.
    pub carried: Vec<(Facet, &'static EdgeCase)>,
    /// Its full name.
    pub name: Option<String>,
    /// What it wants to be called.
    pub preferred_name: Said<String>,
    /// Its phone, which must be in a reserved range.
    pub phone: Said<String>,
    /// Where it is from.
    pub locale: Option<&'static Locale>,
    /// The languages that it speaks.
    pub languages: Option<Vec<String>>,
    /// Notes on it.
    pub notes: Said<String>,
    /// When its account was made.
    pub created: Option<Placed<When>>,
    /// When it logged in last.
    pub last_login: Said<Placed<When>>,
    /// When it asked for its account's deletion.
    pub deletion_requested: Said<Placed<When>>,
    /// Whether its address was verified.
    pub verified: Option<bool>,
    /// Where it stands.
    pub place: Place,
}

impl Persona {
    /// Somebody of whom nothing is said.
    pub(crate) fn of(key: &str, role: Role, place: Place) -> Self {
        Self {
            key: key.to_owned(),
            role,
            about: String::new(),
            carried: Vec::new(),
            name: None,
            preferred_name: Said::Nothing,
            phone: Said::Nothing,
            locale: None,
            languages: None,
            notes: Said::Nothing,
            created: None,
            last_login: Said::Nothing,
            deletion_requested: Said::Nothing,
            verified: None,
            place,
        }
    }
}

/// All personas, each key once.
pub(super) fn read(root: &Section<'_>) -> Vec<Persona> {
    let mut personas: Vec<Persona> = Vec::new();
    for section in root.tables("persona") {
        let (persona, replaces) = read_one(&section);
        let Some(persona) = persona else { continue };
        let known = personas.iter().position(|known| known.key == persona.key);
        match (known, replaces) {
            (None, None) => personas.push(persona),
            (Some(at), Some(_)) => personas[at] = persona,
            (Some(at), None) => {
                let inherited =
                    !std::sync::Arc::ptr_eq(&personas[at].place.file, &persona.place.file);
                let help = if inherited {
                    "write `override = true` to take its place, or choose another key"
                } else {
                    "choose another key"
                };
                let message = format!("there are two personas `{}`", persona.key);
                section.wrong(&persona.place, message, "the second", help);
            }
            (None, Some(replaces)) => {
                let message = format!("there is no persona `{}` to override", persona.key);
                let keys: Vec<&str> = personas.iter().map(|known| known.key.as_str()).collect();
                let help = if keys.is_empty() {
                    "none is inherited: leave `override` out".to_owned()
                } else {
                    allowed(&keys, &persona.key)
                };
                section.wrong(&replaces, message, "nothing to override", help);
            }
        }
    }
    personas
}

/// A persona, unless it has no key, and the place of its `override = true`.
fn read_one(section: &Section<'_>) -> (Option<Persona>, Option<Place>) {
    let key = section
        .required_text("key", "key = \"ngozi\"")
        .filter(|key| check_key(section, key));
    let replaces = section
        .flag("override")
        .filter(|flag| flag.value)
        .map(|flag| flag.place);
    let role = section.choice("role", &ROLES).unwrap_or(Role::Customer);
    let limits = |column| {
        super::columns::limit(
            match role {
                Role::Customer => Entity::Customer,
                Role::Admin => Entity::Admin,
            },
            column,
        )
    };
    let tags: Vec<(&str, &'static Locale)> =
        LOCALES.iter().map(|locale| (locale.tag, locale)).collect();
    let mut persona = Persona {
        key: String::new(),
        role,
        about: section.column_text("about", None).unwrap_or_default(),
        carried: Vec::new(),
        name: section.column_text("name", limits("fullName")),
        preferred_name: Said::Nothing,
        phone: Said::Nothing,
        locale: None,
        languages: None,
        notes: Said::Nothing,
        created: section.when("created"),
        last_login: section.when_or_none("last_login"),
        deletion_requested: Said::Nothing,
        verified: section.flag("verified").map(|flag| flag.value),
        place: section.place.clone(),
    };
    if role == Role::Customer {
        persona.preferred_name =
            section.column_text_or_none("preferred_name", limits("preferredName"));
        persona.phone = section.column_text_or_none("phone", limits("phone"));
        persona.notes = section.column_text_or_none("notes", None);
        persona.locale = section.choice("locale", &tags);
        persona.languages = section.column_texts("languages");
        persona.deletion_requested = section.when_or_none("deletion_requested");
    } else {
        refuse(section, &OF_CUSTOMERS);
    }
    persona.carried = carries::read(section, role, &taken(section));
    section.finish();
    if let Some(name) = section.optional_text("name")
        && name.value.is_empty()
    {
        let message = "`persona.name` is empty".to_owned();
        let help = "leave it out for a name that is made up";
        section.wrong(&name.place, message, "no name", help);
    }
    persona.key = match key {
        Some(key) => key.value,
        None => return (None, replaces),
    };
    (Some(persona), replaces)
}

/// Notes the keys that only customers have.
fn refuse(section: &Section<'_>, keys: &[&'static str]) {
    for key in keys.iter().filter(|key| section.has(key)) {
        let Some((place, _)) = section.find(key) else {
            continue;
        };
        let message = format!("an admin has no `{key}`");
        let help = "leave it out, or write role = \"customer\"";
        section.wrong(&place, message, "of customers only", help);
    }
}

/// The facets whose values the persona gives itself.
fn taken(section: &Section<'_>) -> Vec<Facet> {
    let admin = section
        .optional_text("role")
        .is_some_and(|role| role.value == "admin");
    let keys = [
        ("name", if admin { Facet::AdminName } else { Facet::Name }),
        ("preferred_name", Facet::PreferredName),
        ("phone", Facet::Phone),
        ("locale", Facet::Locale),
        ("languages", Facet::Languages),
        ("notes", Facet::Notes),
        ("last_login", Facet::Account),
        ("deletion_requested", Facet::Account),
        ("verified", Facet::Account),
    ];
    let given = keys.into_iter().filter(|(key, _)| section.has(key));
    given.map(|(_, facet)| facet).collect()
}

/// A key is a part of an address and of URLs, and none of the names that others have.
fn check_key(section: &Section<'_>, key: &Placed<String>) -> bool {
    let text = key.value.as_str();
    let good = text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .chars()
            .all(|next| next.is_ascii_lowercase() || next.is_ascii_digit() || next == '-')
        && !text.ends_with('-')
        && text.len() <= LONGEST_KEY;
    let ordinary = text
        .strip_prefix("admin-")
        .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    let help = if ordinary {
        "`admin-1`, `admin-2` and so on are the ordinary admins".to_owned()
    } else if good {
        return true;
    } else {
        format!(
            "allowed: lower-case letters, digits and hyphens, a letter first, at most {LONGEST_KEY}"
        )
    };
    let message = format!("`{text}` cannot be the key of a persona");
    section.wrong(&key.place, message, "not a key", help);
    false
}
