//! The reader of the configuration, the passwords that it lets nobody see, and what is written
//! into its text.

use std::collections::BTreeSet;
use std::path::Path;

use connsura_seed::configuration::{
    self, Bounds, Configuration, Identity, TargetConfiguration, Triggers, UrlSource,
};
use connsura_seed::layout::{
    Catalogue, CatalogueColumn, CatalogueTable, Mapping, Naming, Shape, fit, propose, snake_case,
};
use connsura_seed::rng::{Origin, Recipe, Root, Source};
use connsura_seed::schema::{ColumnType, Entity};
use connsura_seed::{Diagnostic, Kind, SourceFile, report};
use proptest::prelude::*;

use super::configuration_schema::{all_keys, assert_valid};
use super::mutations::mutant;
use crate::corpus::files;
use crate::support::repository;

pub(super) const TARGET: &str = "[targets.staging]\nurl_env = \"STAGING_DATABASE_URL\"\n";

fn parse(text: &str) -> connsura_seed::Result<Configuration> {
    configuration::parse(SourceFile {
        path: "test.toml".to_owned(),
        text: text.to_owned(),
    })
}

/// The configuration of a text that must have no mistake.
pub(super) fn good(text: &str) -> Configuration {
    parse(text).unwrap_or_else(|error| {
        let drawn = report::render_diagnostics(error.diagnostics(), false);
        panic!("{drawn}\n{error}\n{text}")
    })
}

pub(super) fn staging(text: &str) -> TargetConfiguration {
    good(text).target("staging").unwrap().clone()
}

/// What the reader finds wrong in a text.
pub(super) fn mistakes(text: &str) -> Vec<Diagnostic> {
    parse(text).map_or_else(|error| error.diagnostics().to_vec(), |_| Vec::new())
}

/// Every key at once.
pub(super) const WHOLE: &str = r#"
[targets.staging]
url_env = "STAGING_DATABASE_URL"
direct_url = "postgres://seed@[::1]:5433,db-2.internal:5432/app?sslmode=require"
environment = "what QA: uses"
schema = "product"
migrations = "core-api/prisma/migrations"
triggers = "off"
identity = { system_identifier = "18446744073709551615", database = "app", schema = "product" }
bounds = { times = 3, rows = 0, bytes = 0x10 }
census.exempt = ["Order.number", "Order.reference", "Order.number"]

[targets.staging.fit]
naming = "snake_case"
tables.User = "users"
tables.Form = false
columns.Customer.phone = false
columns.Customer.fullName = "name"
columns.User.passwordHash = "password"
columns.ProfileShare.token = "secret"
labels.Role.CUSTOMER = "customer"

[targets.copy-2]
url = "postgresql://seed@db.internal/app"
"#;

#[test]
fn every_key_is_read() {
    let mapping = Mapping {
        naming: Naming::SnakeCase,
        tables: [
            (Entity::User, Some("users".to_owned())),
            (Entity::Form, None),
        ]
        .into(),
        columns: [
            ((Entity::Customer, "phone"), None),
            ((Entity::Customer, "fullName"), Some("name".to_owned())),
            ((Entity::User, "passwordHash"), Some("password".to_owned())),
            ((Entity::ProfileShare, "token"), Some("secret".to_owned())),
        ]
        .into(),
        labels: [(("Role", "CUSTOMER"), "customer".to_owned())].into(),
    };
    let url = "postgres://seed@[::1]:5433,db-2.internal:5432/app?sslmode=require";
    let column = |column: &str| ("Order".to_owned(), column.to_owned());
    let expected = TargetConfiguration {
        name: "staging".to_owned(),
        url: UrlSource::Environment("STAGING_DATABASE_URL".to_owned()),
        direct_url: Some(UrlSource::Written(url.to_owned())),
        environment: Some("what QA: uses".to_owned()),
        schema: Some("product".to_owned()),
        migrations: Some("core-api/prisma/migrations".into()),
        triggers: Triggers::Off,
        identity: Some(Identity {
            system_identifier: u64::MAX.to_string(),
            database: "app".to_owned(),
            schema: "product".to_owned(),
        }),
        bounds: Bounds {
            times: 3,
            rows: 0,
            bytes: 16,
        },
        census_exempt: [column("number"), column("reference")].into(),
        mapping,
    };
    assert_eq!(staging(WHOLE), expected);
}

/// What the smallest target comes to.
fn plain(name: &str) -> TargetConfiguration {
    TargetConfiguration {
        name: name.to_owned(),
        url: UrlSource::Environment("STAGING_DATABASE_URL".to_owned()),
        direct_url: None,
        environment: None,
        schema: None,
        migrations: None,
        triggers: Triggers::Fire,
        identity: None,
        bounds: Bounds {
            times: 20,
            rows: 100_000,
            bytes: 1_000_000_000,
        },
        census_exempt: BTreeSet::new(),
        mapping: Mapping::default(),
    }
}

#[test]
fn what_is_left_out_has_its_default() {
    assert_eq!(staging(TARGET), plain("staging"));
    assert!(good("").targets.is_empty());
    assert!(good("[targets]\n").targets.is_empty());
    let file = good(TARGET).file.unwrap();
    assert_eq!(
        (file.shown.as_str(), file.text.as_str()),
        ("test.toml", TARGET)
    );
    assert!(good(TARGET).target("Staging").is_none());
}

#[test]
fn targets_stand_in_the_order_of_the_file() {
    let text = "[targets.zoo.bounds]\ntimes = 2\n[targets.b]\nurl_env = \"B\"\n[targets.zoo]\nurl_env = \"Z\"\n[targets.a]\nurl_env = \"A\"\n";
    let names: Vec<String> = good(text)
        .targets
        .into_iter()
        .map(|target| target.name)
        .collect();
    // Its own header is where a target stands.
    assert_eq!(names, ["b", "zoo", "a"]);
}

#[test]
fn urls_without_a_password_are_taken() {
    for url in [
        "postgresql://db.internal",
        "postgresql://seed@db.internal/app",
        "postgres://seed:@db.internal:5432/app",
        "postgresql://seed%40corp@db.internal:5432/app?schema=public&connect_timeout=10",
        "postgresql:///app?host=/run/postgresql",
        "postgresql://[2001:db8::1]:5432/app",
        "postgresql://seed@[2001:db8::1]/app?pgbouncer=true",
        "postgresql://h1:5432,h2:5433/app",
    ] {
        let target = staging(&format!("targets.staging.url = '{url}'"));
        assert_eq!(target.url, UrlSource::Written(url.to_owned()));
    }
}

/// Ways in which people write a password where none belongs.
const SECRETS: &[&str] = &[
    "postgresql://seed:hunter2@db.internal/app",
    "postgresql://seed:hunter2@db.internal:5432/app?sslmode=require",
    "postgres://seed%40corp:hunter2@[::1]/app",
    "postgresql://seed@corp:hunter2@db.internal/app",
    "postgresql://seed:hunter2",
    "postgresql://seed:/hunter2@db.internal",
    "postgresql://seed:?#hunter2@db.internal",
    "postgresql://seed:my hunter2@db.internal",
    "postgresql://db.internal/app?user=seed&password=hunter2",
    "postgresql://db.internal/app?PassWord%3Dhunter2",
    "postgresql://db.internal/app?sslpassword=hunter2&x=1",
    "prisma://accelerate.example/?password=hunter2",
    "mysql://seed:hunter2@db.internal/app",
    "seed:hunter2@db.internal",
    "host=db.internal user=seed password=hunter2",
    "password: 'hunter2'",
    "PGPASSWORD=hunter2 psql",
];

/// Whatever is said, and wherever the password stands: nobody sees it.
#[test]
fn a_password_is_refused_and_never_shown() {
    for secret in SECRETS {
        let quoted = secret.replace('\'', "\\u0027");
        let escaped: Vec<String> = secret
            .chars()
            .map(|next| format!("\\u{:04x}", u32::from(next)))
            .collect();
        let escaped = escaped.concat();
        for value in [
            format!("\"{quoted}\""),
            format!("\"{escaped}\""),
            format!("\"\"\"\n{quoted}\"\"\""),
        ] {
            for text in [
                format!("[targets.staging]\nurl = {value}\n"),
                format!("[targets.staging]\nurl_env = {value}\n"),
                format!("{TARGET}direct_url = {value}\n"),
                format!("{TARGET}environment = {value}\nbounds = 3\n"),
                format!("{TARGET}schema = [\n  7, {value},\n]\n"),
                format!("{TARGET}triggers = {value}\n"),
                format!("{TARGET}fit.tables.User = {value}\n"),
                format!("{TARGET}identity.system_identifier = {value}\n"),
                format!("{TARGET}census.exempt = [{value}]\n"),
                format!("targets = {{ staging = {{ url = {value} }}, other = 1 }}\n"),
            ] {
                assert_covered(&text, true);
            }
        }
        for text in [
            format!("[targets.staging]\nurl_evn = \"A\" # {secret}\n"),
            format!("[targets.staging]\n\"{quoted}\" = 1\n"),
            format!("[targets.staging]\nurl = {secret}\n"),
            format!("[targets.staging]\nurl = \"{quoted}\n"),
            format!("[targets.staging]\nurl = \"{quoted}\" \"\n"),
            format!("[targets.staging\n# {secret}\nurl = 1"),
        ] {
            assert_covered(&text, false);
        }
    }
    for line in [
        "password = \"hunter2\"",
        "pass = 'hunter2'",
        "PG_PASSWORD = \"\"\"\nhunter2\"\"\"",
        "url = \"hunter2\"",
        "ssl-password = hunter2",
    ] {
        assert_covered(&format!("[targets.staging]\n{line}\n"), false);
    }
}

/// Not even the last letter of what is not closed, nor what is no URL at all.
#[test]
fn what_stands_for_a_url_is_not_shown_either() {
    for value in [
        "\"hunter2",
        "\"hunter2\"",
        "'''hunter2",
        "\"\"\"hunter2",
        "'hunter2",
    ] {
        let error = parse(&format!("[targets.staging]\nurl = {value}\n")).unwrap_err();
        let shown = &error.diagnostics()[0].file.text;
        assert!(!shown.contains('2') && shown.contains("*******"), "{shown}");
    }
    let found = mistakes("[targets.staging]\nurl = \"\"\n");
    let none = "`targets.staging.url` is no URL of a PostgreSQL database";
    assert_eq!(found[0].message, none);
}

/// The text is refused, with `covered` because of a password, and no word of the password is said.
fn assert_covered(text: &str, covered: bool) {
    let error = parse(text).err().unwrap_or_else(|| panic!("taken: {text}"));
    let said = format!(
        "{error:?} {}",
        report::render_diagnostics(error.diagnostics(), false)
    );
    assert!(!said.contains("hunter"), "{text}\n{said}");
    let is_told = |found: &Diagnostic| found.message.ends_with("holds what looks like a password");
    let found = error.diagnostics();
    assert!(!covered || found.iter().any(is_told), "{text}\n{said}");
    for diagnostic in found {
        assert_eq!(
            diagnostic.file.text.len(),
            text.len(),
            "places moved in {text}"
        );
    }
}

#[test]
fn names_that_secrets_have_are_no_secrets_as_names() {
    let text = format!(
        "{TARGET}environment = \"see https://wiki.example/staging: ask QA\"\nmigrations = \"a:b/c\"\ncensus.exempt = [\"User.password\", \"Token.passwd\"]\nfit.tables.User = \"password\"\n"
    );
    good(&text);
}

/// The reference schema as a database has it whose names are written by `rename`.
fn catalogue(rename: impl Fn(&str) -> String) -> Catalogue {
    let column = |column: &connsura_seed::schema::Column| {
        let (base, shape, limit, labels): (&str, _, _, &[&str]) = match column.kind {
            ColumnType::Uuid => ("uuid", Shape::Plain, None, &[]),
            ColumnType::Text => ("text", Shape::Plain, None, &[]),
            ColumnType::Varchar(limit) => ("varchar", Shape::Plain, Some(limit), &[]),
            ColumnType::Char(limit) => ("bpchar", Shape::Plain, Some(limit), &[]),
            ColumnType::Enum(kind) => (kind.name, Shape::Enum, None, kind.labels),
            ColumnType::TextArray => ("text", Shape::Array, None, &[]),
            ColumnType::Jsonb => ("jsonb", Shape::Plain, None, &[]),
            ColumnType::Timestamp => ("timestamptz", Shape::Plain, Some(3), &[]),
            ColumnType::Date => ("date", Shape::Plain, None, &[]),
            ColumnType::Int4 => ("int4", Shape::Plain, None, &[]),
            ColumnType::Int8 => ("int8", Shape::Plain, None, &[]),
            ColumnType::Inet => ("inet", Shape::Plain, None, &[]),
        };
        CatalogueColumn {
            name: rename(column.name),
            base: base.to_owned(),
            shape,
            limit,
            not_null: !column.nullable,
            labels: labels.iter().map(|label| label.to_lowercase()).collect(),
            ..CatalogueColumn::default()
        }
    };
    let table = |entity: Entity| CatalogueTable {
        name: rename(entity.name()),
        columns: entity.table().columns.iter().map(column).collect(),
    };
    Catalogue {
        schema: "public".to_owned(),
        tables: Entity::ALL.map(table).into(),
    }
}

/// What `propose` prints is what the reader reads, and by it the database fits.
#[test]
fn lines_that_are_proposed_are_lines_that_are_read() {
    let mut plural = catalogue(snake_case);
    for table in &mut plural.tables {
        table.name.push('s');
        table
            .columns
            .retain(|column| !matches!(column.name.as_str(), "preferred_name" | "phone"));
        for column in &mut table.columns {
            column.labels = column
                .labels
                .iter()
                .map(|label| label.to_uppercase().replace('_', "-"))
                .collect();
        }
    }
    plural.tables.retain(|table| table.name != "forms");
    let quoted = catalogue(|name| {
        if name == "email" {
            "E_Mail".to_owned()
        } else {
            name.to_owned()
        }
    });
    for live in [
        catalogue(str::to_owned),
        catalogue(snake_case),
        catalogue(str::to_uppercase),
        plural,
        quoted,
    ] {
        let lines = propose(&live, &Mapping::default());
        assert!(!lines.is_empty());
        let text = format!("{TARGET}\n[targets.staging.fit]\n{}\n", lines.join("\n"));
        let mapping = staging(&text).mapping;
        let misfits = fit(&live, &mapping).err();
        assert!(misfits.is_none(), "{text}\n{misfits:#?}");
        assert_valid(&text);
    }
}

#[test]
fn the_committed_file_explains_itself_and_works_as_it_is() {
    let text = std::fs::read_to_string(repository().join("connsura-seed.toml")).unwrap();
    assert!(text.starts_with("#:schema ./connsura-seed.schema.json\n"));
    let found = good(&text);
    assert_eq!(found.targets, [plain("staging")]);
    assert_valid(&text);

    // Its examples, all at once: a line without a space behind its #.
    let is_example = |line: &&str| {
        line.starts_with('#') && !line.starts_with("#:") && !line.starts_with("# ") && *line != "#"
    };
    let examples: Vec<&str> = text.lines().filter(is_example).collect();
    assert!(examples.len() >= 20, "{examples:#?}");
    let uncommented: Vec<&str> = text
        .lines()
        .map(|line| if is_example(&line) { &line[1..] } else { line })
        .collect();
    let uncommented = uncommented.join("\n");
    assert_valid(&uncommented);
    let all = staging(&uncommented);
    assert!(all.identity.is_some() && all.direct_url.is_some() && !all.census_exempt.is_empty());
    assert_eq!(
        all.mapping.tables.len() + all.mapping.columns.len() + all.mapping.labels.len(),
        5
    );
    // What has a default is shown with it.
    let (bounds, triggers, naming) = (all.bounds, all.triggers, all.mapping.naming);
    let default = plain("staging");
    assert_eq!(
        (bounds, triggers, naming),
        (default.bounds, default.triggers, Naming::AsIs)
    );
    // Every key that there is is explained.
    for key in all_keys() {
        let (last, is_name) = (&key.name, key.within.len() > 3);
        assert!(
            is_name || uncommented.contains(last.as_str()),
            "`{last}` is not explained"
        );
    }

    // Each example alone: a key stands below the last header before it.
    let lines: Vec<&str> = text.lines().collect();
    for (number, example) in lines
        .iter()
        .enumerate()
        .filter(|(_, line)| is_example(line))
    {
        let header = |line: &&&str| line.starts_with('[') || line.starts_with("#[");
        let above = lines[..number].iter().rev().find(header).unwrap();
        let alone = match example.strip_prefix("#[") {
            Some(_) => example[1..].to_owned(),
            None => format!("{}\n{}", above.trim_start_matches('#'), &example[1..]),
        };
        let of_staging = alone.strip_prefix("[targets.staging]\n");
        let alone = of_staging.map_or_else(
            || format!("{TARGET}{alone}\n"),
            |line| format!("{TARGET}{line}\n"),
        );
        if !alone.contains(".identity]") {
            good(&alone);
        }
    }
}

fn other_identity() -> Identity {
    Identity {
        system_identifier: "7000000000000000001".to_owned(),
        database: "odd \"name\" \\ \u{7f}\u{e9}\t\u{1f600}".to_owned(),
        schema: "public".to_owned(),
    }
}

fn identity() -> Identity {
    Identity {
        system_identifier: "7412345678901234567".to_owned(),
        database: "connsura_staging".to_owned(),
        schema: "public".to_owned(),
    }
}

const LINES: &str = "[targets.staging.identity]\nsystem_identifier = \"7412345678901234567\"\ndatabase = \"connsura_staging\"\nschema = \"public\"";
const INLINE: &str = "{ system_identifier = \"7412345678901234567\", database = \"connsura_staging\", schema = \"public\" }";

/// Texts before and after the identity was recorded.
fn recorded() -> Vec<(String, String)> {
    let pairs = [
        // A table: at the end, where nothing that is commented out comes to stand below it.
        (TARGET.to_owned(), format!("{TARGET}\n{LINES}\n")),
        (
            format!(
                "# one\n{TARGET}#schema = \"x\"  # two\n\n\n[targets.b] # three\nurl_env='B'\n#[x]\n\n"
            ),
            format!(
                "# one\n{TARGET}#schema = \"x\"  # two\n\n\n[targets.b] # three\nurl_env='B'\n#[x]\n\n\n{LINES}\n"
            ),
        ),
        // Without a last line feed, there is none afterwards.
        (TARGET.trim_end().to_owned(), format!("{TARGET}\n{LINES}")),
        // The line ends of Windows.
        (
            TARGET.replace('\n', "\r\n"),
            format!("{TARGET}\n{LINES}\n").replace('\n', "\r\n"),
        ),
        (
            TARGET.trim_end().replace('\n', "\r\n"),
            format!("{TARGET}\n{LINES}").replace('\n', "\r\n"),
        ),
        // Dotted keys.
        (
            "targets.staging.url_env = \"A\"\ntargets.b.url_env = \"B\"\n".to_owned(),
            format!("targets.staging.url_env = \"A\"\ntargets.b.url_env = \"B\"\n\n{LINES}\n"),
        ),
        (
            "[targets]\nstaging . url_env = \"A\"\n".to_owned(),
            format!("[targets]\nstaging . url_env = \"A\"\n\n{LINES}\n"),
        ),
        // Braces: within them.
        (
            "[targets]\nstaging = {url_env=\"A\"} # mine\nb = { url_env = \"B\" }".to_owned(),
            format!(
                "[targets]\nstaging = {{ identity = {INLINE},url_env=\"A\"}} # mine\nb = {{ url_env = \"B\" }}"
            ),
        ),
        (
            "targets = { b = { url_env = \"B\" }, staging = { url_env = \"A\" } }\r\n".to_owned(),
            format!(
                "targets = {{ b = {{ url_env = \"B\" }}, staging = {{ identity = {INLINE}, url_env = \"A\" }} }}\r\n"
            ),
        ),
        (
            "targets = { staging.url_env = \"A\" }\n".to_owned(),
            format!("targets = {{ staging.identity = {INLINE}, staging.url_env = \"A\" }}\n"),
        ),
        (
            "targets = {\n  staging = {\n    # how\n    url_env = \"A\",\n  },\n}\n".to_owned(),
            format!(
                "targets = {{\n  staging = {{ identity = {INLINE},\n    # how\n    url_env = \"A\",\n  }},\n}}\n"
            ),
        ),
    ];
    let mut pairs = pairs.to_vec();
    // One that is there: value by value, whatever stands around them.
    for form in [
        "[targets.staging]\r\nurl_env = \"A\"\r\n[targets.staging.identity] # by mark\r\n  schema='S' # s\r\n\r\ndatabase = \"\"\"\nD\"\"\"\r\nsystem_identifier   = \"1\"",
        "[targets]\nstaging = { url_env = \"A\", identity = { system_identifier = \"1\", schema = 'S', database = \"\"\"\nD\"\"\" } }\n",
        "targets.staging.identity.schema = 'S'\ntargets.staging.identity.system_identifier = \"1\"\ntargets.staging.url_env = \"A\"\ntargets.staging.identity.database = \"\"\"\nD\"\"\"\n",
    ] {
        let after = form
            .replace("'S'", "\"public\"")
            .replace("\"\"\"\nD\"\"\"", "\"connsura_staging\"")
            .replace("\"1\"", "\"7412345678901234567\"");
        pairs.push((form.to_owned(), after));
    }
    pairs
}

#[test]
fn an_identity_is_recorded_and_all_else_stays_as_it_is() {
    for (before, after) in recorded() {
        let found = configuration::record_identity(&before, "staging", &identity()).unwrap();
        assert_eq!(found, after);
        assert_valid(&after);
        // Again, it changes nothing.
        let again = configuration::record_identity(&after, "staging", &identity()).unwrap();
        assert_eq!(again, after);
        // Another comes into its place, and that back again.
        let other = other_identity();
        let changed = configuration::record_identity(&after, "staging", &other).unwrap();
        assert_eq!(staging(&changed).identity, Some(other));
        let back = configuration::record_identity(&changed, "staging", &identity()).unwrap();
        assert_eq!(back, after);
        // Of all else only the identity is another.
        let (mut before, after) = (good(&before).targets, good(&after).targets);
        let target = before
            .iter_mut()
            .find(|target| target.name == "staging")
            .unwrap();
        target.identity = Some(identity());
        assert_eq!(before, after);
    }
}

#[test]
fn an_identity_is_recorded_of_a_target_that_is_there_in_a_file_without_mistakes() {
    let record = |text: &str, target: &str, identity: &Identity| {
        configuration::record_identity(text, target, identity).unwrap_err()
    };
    for (text, target) in [
        (TARGET, "other"),
        ("", "staging"),
        ("[targets.staging]\n", "staging"),
        ("[", "staging"),
    ] {
        assert_eq!(record(text, target, &identity()).kind(), Kind::Invalid);
    }
    // An identity that could not be read again is not written.
    let identifier = Identity {
        system_identifier: "1x".to_owned(),
        ..identity()
    };
    let secret = Identity {
        database: "seed:hunter2@db".to_owned(),
        ..identity()
    };
    for (wrong, why) in [
        (
            identifier,
            "system_identifier` is no identifier of a PostgreSQL cluster",
        ),
        (secret, "database` holds what looks like a password"),
    ] {
        let error = record(TARGET, "staging", &wrong).to_string();
        let said = "the identity of target `staging` cannot be written into the file; `targets.staging.identity.";
        assert_eq!(error, format!("{said}{why}"));
    }
}

proptest! {
    /// Any names of a database come back as they were.
    #[test]
    fn any_identity_comes_back(number: u64, database in "[^\u{0}@]{1,15}", schema in "[^\\pC@]{1,15}", form in 0..20_usize) {
        let identity = Identity { system_identifier: number.to_string(), database, schema };
        let texts = recorded();
        let (before, _) = &texts[form % texts.len()];
        let after = configuration::record_identity(before, "staging", &identity).unwrap();
        prop_assert_eq!(staging(&after).identity, Some(identity));
    }
}

/// Mutants of each file.
const MUTANTS: u64 = 40;

fn seeds() -> Vec<Vec<u8>> {
    let wrong =
        ["syntax", "structure", "meaning"].map(|folder| files(&format!("configuration/{folder}")));
    let read = |path: &Path| std::fs::read(path).unwrap();
    let mut seeds: Vec<Vec<u8>> = wrong.concat().iter().map(|path| read(path)).collect();
    seeds.push(read(&repository().join("connsura-seed.toml")));
    seeds.push(WHOLE.as_bytes().to_vec());
    seeds.extend(recorded().into_iter().map(|(_, text)| text.into_bytes()));
    seeds
}

/// Slips of the hand and of the machine are refused or read; nothing panics, no place is outside
/// its text, and a password on a line of its own is never shown, whatever stands before it.
#[test]
fn no_slip_stops_the_reader_or_uncovers_a_password() {
    let seeds = seeds();
    let others: Vec<Vec<u8>> = seeds
        .iter()
        .filter(|seed| !String::from_utf8_lossy(seed).contains("hun"))
        .cloned()
        .collect();
    let field = Source::new(1, Recipe::V1).field("Mutant", "configuration");
    for (number, seed) in seeds.iter().enumerate() {
        let root = Root::new(Origin::Specimens, number as u64).unwrap();
        for ordinal in 0..MUTANTS {
            let mut cell = field.at(root.child(0, ordinal as u32));
            let mut bytes = mutant(seed, &others, &mut cell);
            let is_bare = !String::from_utf8_lossy(seed).contains("hun");
            if is_bare && ordinal % 2 == 0 {
                bytes.extend_from_slice(
                    b"\nurl = \"postgresql://seed:hunter2@db.internal/app\" # and hunter2 again\n",
                );
            }
            let text = String::from_utf8_lossy(&bytes).into_owned();
            match configuration::read("mutant.toml", bytes) {
                Ok(found) => {
                    assert!(
                        !is_bare || ordinal % 2 == 1 || !format!("{found:?}").contains("hunter2"),
                        "{text}"
                    );
                    for target in &found.targets {
                        let file = found.file.as_ref().unwrap();
                        // It may be refused, and does not panic.
                        let _ =
                            configuration::record_identity(&file.text, &target.name, &identity());
                    }
                }
                Err(error) => {
                    assert_eq!(error.kind(), Kind::Invalid, "{error}");
                    for found in error.diagnostics() {
                        assert!(
                            found.file.text.get(found.span.clone()).is_some(),
                            "{found:?}"
                        );
                    }
                    let drawn = report::render_diagnostics(error.diagnostics(), false);
                    let said = format!("{error:?}{drawn}");
                    assert!(!is_bare || !said.contains("seed:hunter2"), "{said}\n{text}");
                }
            }
        }
    }
}
