//! Customers' profiles.

use super::account::Accounts;
use super::{Flow, Rows, carried};
use crate::clock::Date;
use crate::edge::Facet;
use crate::plan::Plan;
use crate::reserved::{PhoneRange, ranges_of};
use crate::rng::{Cell, Field, Root, RowKey};
use crate::schema::{Entity, Json, Row, encode};
use crate::words::{self, INTERESTS, LOCALES, NOTES};

/// The facets of an address.
const ADDRESS: [Facet; 6] = [
    Facet::Address,
    Facet::Address2,
    Facet::City,
    Facet::Region,
    Facet::PostalCode,
    Facet::Country,
];

/// The first and last dates of birth, in days since 1970: 1935-01-02 and 2005-12-31.
const BORN: (i32, i32) = (-12_783, 13_148);

pub(super) struct Customers<'p> {
    accounts: Accounts<'p>,
    preferred: Field,
    phone: Field,
    born: Field,
    address: Field,
    street: Field,
    second_line: Field,
    city: Field,
    postcode: Field,
    languages: Field,
    interests: Field,
    preferences: Field,
    notes: Field,
}

impl<'p> Customers<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let field = |name| plan.field("Customer", name);
        Self {
            accounts: Accounts::new(plan),
            preferred: field("preferredName"),
            phone: field("phone"),
            born: field("dateOfBirth"),
            address: field("address"),
            street: field("addressLine1"),
            second_line: field("addressLine2"),
            city: field("city"),
            postcode: field("postalCode"),
            languages: field("spokenLanguages"),
            interests: field("insuranceInterests"),
            preferences: field("preferences"),
            notes: field("notes"),
        }
    }

    fn fill_name(&self, key: RowKey, row: &mut Row) {
        let name = self.accounts.name(key.root);
        row.text_with(|out| name.write(out));
        let prefers = self.preferred.at(key).chance(0.4);
        row.text_or_null(prefers.then_some(name.given));
    }

    fn fill_phone(&self, key: RowKey, row: &mut Row) {
        let ranges: Vec<&PhoneRange> = ranges_of(self.accounts.country(key.root).code).collect();
        let mut cell = self.phone.at(key);
        if ranges.is_empty() || cell.chance(0.1) {
            return row.null();
        }
        let range = cell.pick(&ranges);
        let compact = cell.chance(0.7);
        row.text_with(|out| range.number(&mut cell, compact, out));
    }

    fn fill_address(&self, key: RowKey, row: &mut Row) {
        // A tenth of the customers have not given an address yet. Who has a part of one that is
        // odd has the rest of it.
        let carried = self.accounts.plan.carried(key.root).iter();
        let is_odd = carried
            .map(|(facet, _)| facet)
            .any(|facet| ADDRESS.contains(facet));
        if self.address.at(key).chance(0.1) && !is_odd {
            (0..6).for_each(|_| row.null());
            return;
        }
        let country = self.accounts.country(key.root);
        let city = self.city.at(key).pick(country.cities);
        fill_line(country.streets, 180, &mut self.street.at(key), row);
        let mut second = self.second_line.at(key);
        if second.chance(0.35) {
            fill_line(country.second_lines, 9, &mut second, row);
        } else {
            row.null();
        }
        row.text(city.name);
        row.text_or_null(city.region);
        let mut digits = self.postcode.at(key);
        row.text_with(|out| words::write_postcode(city.postcode, &mut digits, out));
        row.text(country.code);
    }

    fn fill_languages(&self, key: RowKey, row: &mut Row) {
        let own = self.accounts.locale(key.root).endonym;
        let mut cell = self.languages.at(key);
        let more = cell.weighted(&[(0_u64, 5), (1, 3), (2, 1)]);
        let mut spoken = vec![own];
        for _ in 0..more {
            let other = cell.pick(LOCALES).endonym;
            if !spoken.contains(&other) {
                spoken.push(other);
            }
        }
        row.list(spoken);
    }

    fn fill_interests(&self, key: RowKey, row: &mut Row) {
        let mut cell = self.interests.at(key);
        let share = cell.unit() * 0.5;
        row.list(INTERESTS.iter().copied().filter(|_| cell.chance(share)));
    }

    fn fill_preferences(&self, key: RowKey, row: &mut Row) {
        let mut cell = self.preferences.at(key);
        if cell.chance(0.3) {
            return row.null();
        }
        row.json(&Json::Object(vec![
            (
                "channel",
                Json::Text(cell.pick(&["email", "letter", "app"])),
            ),
            ("newsletter", Json::Bool(cell.chance(0.4))),
            ("theme", Json::Text(cell.pick(&["light", "dark", "system"]))),
            (
                "textSizePercent",
                Json::Int(cell.weighted(&[(100, 6), (125, 2), (150, 1)])),
            ),
        ]));
    }
}

/// One of the address lines with its number, from 1 to `most`.
fn fill_line(templates: &[&str], most: u64, cell: &mut Cell, row: &mut Row) {
    let template = cell.pick(templates);
    let number = cell.between(1, most);
    row.text_with(|out| {
        words::write_template(template, out, |_, out| out.push_str(&number.to_string()));
    });
}

impl Rows for Customers<'_> {
    fn entity(&self) -> Entity {
        Entity::Customer
    }

    fn keys(&self, root: Root, each: &mut dyn FnMut(RowKey) -> Flow) -> Flow {
        if !root.is_admin() {
            each(root.key())?;
        }
        Flow::Continue(())
    }

    fn fill(&self, key: RowKey, row: &mut Row) {
        let plan = self.accounts.plan;
        let life = self.accounts.life(key.root);
        let mut born = self.born.at(key);
        let date = (!born.chance(0.08)).then(|| {
            let days = born.between(0, (BORN.1 - BORN.0) as u64) as i32;
            Date::from_days(BORN.0 + days)
        });

        row.clear();
        row.uuid(encode(Entity::Customer, key));
        row.uuid(encode(Entity::User, key));
        self.fill_name(key, row);
        self.fill_phone(key, row);
        row.date_or_null(date);
        self.fill_address(key, row);
        self.fill_languages(key, row);
        self.fill_interests(key, row);
        self.fill_preferences(key, row);
        let mut notes = self.notes.at(key);
        row.text_or_null(notes.chance(0.15).then(|| notes.pick(NOTES)));
        row.timestamp(plan.now.before(life.created));
        let updated = self.accounts.profile_updated(key.root, life);
        row.timestamp(plan.now.before(updated.unwrap_or(life.created)));
        if let Some(member) = plan.member(key.root) {
            let persona = &member.persona;
            carried::set_text(row, "fullName", persona.name.as_deref());
            carried::set_text_or_null(row, "preferredName", &persona.preferred_name);
            carried::set_text_or_null(row, "phone", &persona.phone);
            carried::set_text_or_null(row, "notes", &persona.notes);
            if let Some(languages) = &persona.languages {
                carried::set(row, "spokenLanguages", |row| {
                    row.list(languages.iter().map(String::as_str));
                });
            }
        }
        carried::settle(plan, key, self.accounts.locale(key.root), row);
    }
}
