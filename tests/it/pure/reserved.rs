//! Nothing that is generated may reach a real person: every text of every table, looked
//! through by a scanner that shares nothing with the generator.

use connsura_seed::reserved::{
    CUSTOMER_DOMAINS, STAFF_DOMAIN, contacts, documentation_network, ranges_of,
};
use connsura_seed::rng::{Origin, Recipe, Root, Source};
use connsura_seed::words::LOCALES;
use proptest::prelude::*;
use serde_json::Value;

use super::dataset::{Dataset, SMOKE, STAGING};
use super::identity::Identity;
use super::own_ranges::{is_reserved_address, is_reserved_host, is_reserved_number, strangers};

/// All texts of a value, those within objects and lists and the keys of objects included.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(fields) => {
            let inner = fields.values().flat_map(texts);
            fields.keys().map(String::as_str).chain(inner).collect()
        }
        _ => Vec::new(),
    }
}

fn assert_reaches_nobody(data: &Dataset) {
    for row in data.records() {
        for (column, cell) in &row.cells {
            for text in texts(cell) {
                let found = strangers(text);
                assert!(
                    found.is_empty(),
                    "{}.{column} holds {found:?}: {text}",
                    row.table
                );
            }
            // A number, too, could be dialled, were it long enough.
            if let Value::Number(number) = cell {
                let size_of_specimen =
                    column == "sizeBytes" && Identity::read(row.given("id")).is_odd();
                assert!(
                    size_of_specimen || number.to_string().len() < 9,
                    "{}.{column} is {number}",
                    row.table
                );
            }
        }
    }
}

#[test]
fn smoke_reaches_nobody() {
    assert_reaches_nobody(&SMOKE);
}

#[test]
fn staging_reaches_nobody() {
    assert_reaches_nobody(&STAGING);
}

/// Every locale in the same number, with enough messages to see most of what is said.
fn multilingual() -> Dataset {
    let locales: Vec<String> = LOCALES
        .iter()
        .map(|locale| format!("{} = 1", locale.tag))
        .collect();
    Dataset::from_text(&format!(
        "[customers]\ncount = 500\nlocales = {{ {} }}\nedge_cases = {{}}\n\
         [admins]\ncount = 3\n\
         [conversations]\nper_customer = {{ min = 1, max = 2 }}\nmessages = {{ min = 6, max = 40 }}\n\
         [shares]\nper_customer = {{ min = 0, max = 2 }}\n",
        locales.join(", ")
    ))
}

#[test]
fn every_locale_reaches_nobody() {
    let data = multilingual();
    assert_reaches_nobody(&data);
    // The scan means little if there was nothing to see.
    let phones = data
        .table("Customer")
        .iter()
        .filter(|row| row.text("phone").is_some());
    assert!(phones.count() > 80);
    let addresses = data
        .table("ProfileShare")
        .iter()
        .filter(|row| row.text("recipientEmail").is_some());
    assert!(addresses.count() > 50);
}

#[test]
fn phones_are_of_the_customer_s_country_or_of_none() {
    // Countries whose regulators set no numbers aside have no phones at all.
    let codes = [
        ("US", "1"),
        ("CA", "1"),
        ("GB", "44"),
        ("AU", "61"),
        ("FR", "33"),
        ("DE", "49"),
        ("SE", "46"),
    ];
    let data = multilingual();
    let mut seen = std::collections::BTreeSet::new();
    // A specimen's phone is what the catalogue says, wherever the specimen lives.
    let customers = data.table("Customer").iter();
    for customer in customers.filter(|row| !Identity::read(row.given("id")).is_odd()) {
        let (Some(phone), Some(country)) = (customer.text("phone"), customer.text("country"))
        else {
            continue;
        };
        let code = codes.iter().find(|(known, _)| *known == country);
        let (_, code) =
            code.unwrap_or_else(|| panic!("{country} has no reserved numbers: {phone}"));
        assert!(
            phone.starts_with(&format!("+{code}")),
            "{phone} in {country}"
        );
        seen.insert(country);
    }
    assert_eq!(seen.len(), codes.len(), "{seen:?}");
}

proptest! {
    #[test]
    fn every_number_that_can_be_generated_is_reserved_to_both_judges(
        seed in any::<u64>(), index in 0_u64..1_000_000, compact in any::<bool>(),
    ) {
        let key = Root::new(Origin::Customers, index).unwrap().key();
        for country in ["US", "CA", "GB", "AU", "FR", "DE", "SE"] {
            for (at, range) in ranges_of(country).enumerate() {
                let field = Source::new(seed, Recipe::V1).field("Test", &at.to_string());
                let mut number = String::new();
                range.number(&mut field.at(key), compact, &mut number);
                prop_assert_eq!(strangers(&number), Vec::<String>::new());
                let digits: String = number.chars().filter(char::is_ascii_digit).collect();
                prop_assert!(is_reserved_number(&digits), "{}", number);
                prop_assert_eq!(compact, !number.contains(' '));
                let seen = contacts(&number);
                prop_assert_eq!(seen.len(), 1, "{}", number);
                prop_assert!(seen[0].reserved, "{}", number);
                prop_assert_eq!(&number[seen[0].span.clone()], number.as_str());
            }
        }
    }

    #[test]
    fn every_network_that_can_be_generated_is_reserved_and_masked(seed in any::<u64>()) {
        let key = Root::new(Origin::Customers, 0).unwrap().key();
        let mut cell = Source::new(seed, Recipe::V1).field("Test", "network").at(key);
        let network = documentation_network(&mut cell);
        prop_assert!(is_reserved_address(&network.address.to_string()));
        let (bits, width) = match network.address {
            std::net::IpAddr::V4(v4) => (u128::from(u32::from(v4)), 32),
            std::net::IpAddr::V6(v6) => (u128::from(v6), 128),
        };
        let host_bits = width - u32::from(network.prefix);
        prop_assert_eq!(bits % (1 << host_bits), 0, "{:?} has a host part", network);
        prop_assert_eq!(network.prefix, if width == 32 { 24 } else { 48 });
    }
}

#[test]
fn countries_that_set_no_numbers_aside_have_none() {
    for country in ["HU", "ES", "IN", "JP", "ZZ", ""] {
        assert_eq!(ranges_of(country).count(), 0, "{country}");
    }
}

#[test]
fn domains_of_generated_addresses_lead_nowhere() {
    for (domain, weight) in CUSTOMER_DOMAINS {
        assert!(is_reserved_host(domain), "{domain}");
        assert!(*weight > 0, "{domain} is never drawn");
    }
    assert!(is_reserved_host(STAFF_DOMAIN));
}
