//! The JSON Schema of a configuration, from which editors complete and check one.
//!
//! Names, words and ranges are those that the reader allows. What holds between several values
//! (two tables of one name, an exempt column of the generator's own) is for the reader alone to
//! tell, and so is most of what a URL may not hold.

use serde_json::{Map, Value, json};

use super::limits::{
    BYTES, CONTACTS, FOREIGN_SCHEMAS, LONGEST_NAME, LONGEST_TARGET, NAMINGS, ROWS, SCHEMES,
    SYSTEM_PREFIX, TIMES, TRIGGERS, enums,
};
use super::model::Bounds;
use crate::document::{
    one_of, pattern, requiring, strings, table, text, whole, with_default, words,
};
use crate::policy;
use crate::schema::Entity;

/// The JSON Schema (draft 2020-12) of a configuration.
pub fn json_schema() -> Value {
    let mut schema = table(
        "Which databases connsura-seed may fill, and how each is reached. It is committed, and holds no password.",
        json!({ "targets": targets(), "retention": policy::json_schema() }),
    );
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("Connsura seed configuration");
    schema
}

fn targets() -> Value {
    json!({
        "description": "The databases by name. The private local server, `local`, needs no entry.",
        "type": "object",
        "propertyNames": {
            "pattern": "^[A-Za-z][A-Za-z0-9_-]*$",
            "maxLength": LONGEST_TARGET,
            "not": { "pattern": "^[Ll][Oo][Cc][Aa][Ll]$" },
        },
        "additionalProperties": target(),
    })
}

fn target() -> Value {
    let mut schema =
        name("The schema that holds the product's tables, where the URL does not say it.");
    let foreign = FOREIGN_SCHEMAS.join("|");
    schema["not"] = json!({ "pattern": format!("^({foreign}|{SYSTEM_PREFIX}.*)$") });
    let mut migrations = text("The folder of Prisma's migrations, from the folder of this file.");
    migrations["minLength"] = json!(1);
    let fire = words(&TRIGGERS)[0];
    let mut target = table(
        "A database.",
        json!({
            "url": url("The URL of the database, without a password: this file is committed."),
            "url_env": variable("The environment variable that holds the URL of the database."),
            "direct_url": url("The URL past a connection pooler, where `url` leads to one; without a password."),
            "direct_url_env": variable("The environment variable that holds the URL past a connection pooler."),
            "environment": text("What the database is for."),
            "schema": schema,
            "migrations": migrations,
            "triggers": with_default(one_of(&words(&TRIGGERS), "Whether the database's own triggers run while rows are loaded: \"fire\", as for everybody's rows; \"off\", not at all."), json!(fire)),
            "identity": identity(),
            "bounds": bounds(),
            "census": census(),
            "fit": fit(),
        }),
    );
    target["oneOf"] = json!([{ "required": ["url"] }, { "required": ["url_env"] }]);
    target["not"] = json!({ "required": ["direct_url", "direct_url_env"] });
    target
}

fn url(about: &str) -> Value {
    let schemes = SCHEMES.join("|");
    let mut url = pattern(&format!("^({schemes})."), about);
    url["not"] = json!({ "pattern": "://[^/?#]*:[^/?#]*[^:/?#]@" });
    url
}

fn variable(about: &str) -> Value {
    pattern("^[A-Za-z_][A-Za-z0-9_]*$", about)
}

/// A name in PostgreSQL. JSON Schema counts code points, and the reader bytes.
fn name(about: &str) -> Value {
    let mut name = text(about);
    name["minLength"] = json!(1);
    name["maxLength"] = json!(LONGEST_NAME);
    name
}

fn identity() -> Value {
    requiring(
        &["system_identifier", "database", "schema"],
        table(
            "Which database it was when it was marked. `connsura-seed mark staging` writes it.",
            json!({
                "system_identifier": pattern("^[0-9]{1,20}$", "The cluster's system_identifier, in quotes."),
                "database": name("The database's name."),
                "schema": name("The schema that holds the product's tables."),
            }),
        ),
    )
}

fn bounds() -> Value {
    let Bounds { times, rows, bytes } = Bounds::default();
    table(
        "How much more the database may hold than the last generation left: `times` as many, and at least so many more.",
        json!({
            "times": with_default(whole(TIMES.into_inner(), "Times as many."), json!(times)),
            "rows": with_default(whole(ROWS.into_inner(), "Rows more."), json!(rows)),
            "bytes": with_default(whole(BYTES.into_inner(), "Bytes more."), json!(bytes)),
        }),
    )
}

fn census() -> Value {
    let mut exempt = strings(
        "Columns in which numbers that look like phones are none: \"Order.number\", as the database calls them.",
    );
    let contacts = CONTACTS.map(|(entity, column)| format!("{}.{column}", entity.name()));
    exempt["items"] = json!({
        "type": "string",
        "pattern": r"^[^.]+\.[^.]+$",
        "not": { "enum": contacts },
    });
    table(
        "Where the search for real contact data does not look.",
        json!({ "exempt": exempt }),
    )
}

fn fit() -> Value {
    let mut tables = Map::new();
    let mut columns = Map::new();
    for entity in Entity::ALL {
        let what = entity.name();
        tables.insert(
            what.to_owned(),
            name_or_false(&format!("The table of {what}.")),
        );
        let mut of_table = Map::new();
        for column in entity.table().columns {
            let about = format!("The column {what}.{}.", column.name);
            of_table.insert(column.name.to_owned(), name_or_false(&about));
        }
        let about = format!("The columns of {what}.");
        columns.insert(what.to_owned(), table(&about, of_table));
    }
    let mut labels = Map::new();
    for kind in enums() {
        let label = |label: &&str| {
            let about = format!("The label {label}.");
            ((*label).to_owned(), name(&about))
        };
        let of_enum: Map<String, Value> = kind.labels.iter().map(label).collect();
        let about = format!("The labels of {}.", kind.name);
        labels.insert(kind.name.to_owned(), table(&about, of_enum));
    }
    let as_is = words(&NAMINGS)[0];
    table(
        "What the database calls its tables, columns and labels, where that is not as in the product's schema.",
        json!({
            "naming": with_default(one_of(&words(&NAMINGS), "How names are written that are not listed: \"as_is\", fullName; \"snake_case\", full_name."), json!(as_is)),
            "tables": table("The tables; false for one that is not there.", tables),
            "columns": table("The columns, by table; false for one that is not there.", columns),
            "labels": table("The labels of enums, by enum.", labels),
        }),
    )
}

/// What the database calls something, or that it has no such thing.
fn name_or_false(about: &str) -> Value {
    let mut name = name(about);
    name["type"] = json!(["string", "boolean"]);
    name["not"] = json!({ "const": true });
    name
}
