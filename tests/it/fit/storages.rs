//! Every type that may hold a column, filled and read back: in five databases, each column has in
//! turn every type that the issue allows it.

use connsura_seed::schema::{Column, ColumnType, Entity};

use super::{Place, misfits};

/// Types for the column, and what makes of each the reference schema's again.
fn types(column: &Column) -> Vec<(&'static str, &'static str)> {
    let texts = [("text", "text"), ("varchar", "text"), ("citext", "text")];
    let own: &[(&str, &str)] = match column.kind {
        ColumnType::Uuid => {
            let ids = ["uuid", "varchar(36)", "short", "text", "citext"];
            return ids.map(|kind| (kind, "text")).into();
        }
        ColumnType::Varchar(_) => &[("varchar(600)", "text"), ("words", "text")],
        ColumnType::Text => &[("words", "text"), ("varchar(10000000)", "text")],
        ColumnType::Char(2) => &[("char(2)", "text"), ("varchar(2)", "text")],
        ColumnType::Char(_) => &[("char(64)", "text"), ("varchar(64)", "text")],
        ColumnType::Enum(kind) => match kind.name {
            "Role" => &[("kind", "text"), ("shown_kind", "text")],
            _ => &[("varchar(9)", "text"), ("words", "text")],
        },
        ColumnType::TextArray => {
            return vec![
                ("text[]", "text[]"),
                ("varchar[]", "text[]"),
                ("varchar(80)[]", "text[]"),
                ("citext[]", "text[]"),
                ("many", "text[]"),
            ];
        }
        ColumnType::Jsonb => {
            return vec![("jsonb", "jsonb"), ("json", "jsonb"), ("document", "jsonb")];
        }
        ColumnType::Timestamp => {
            return vec![
                ("timestamptz(3)", "timestamptz"),
                ("timestamp(3)", "timestamp"),
                ("timestamptz", "timestamptz"),
                ("timestamp", "timestamp"),
                ("moment", "timestamp"),
            ];
        }
        ColumnType::Date => {
            return vec![
                ("date", "date"),
                ("timestamp", "date"),
                ("timestamp(0)", "date"),
                ("timestamptz", "date"),
            ];
        }
        ColumnType::Int4 => return vec![("int4", "int4"), ("int8", "int4"), ("number", "int4")],
        ColumnType::Int8 => return vec![("int8", "int8"), ("big", "int8")],
        ColumnType::Inet => &[("inet", "inet"), ("cidr", "inet")],
    };
    [own, &texts].concat()
}

const TYPES: &str = "
CREATE EXTENSION citext;
CREATE TYPE kind AS ENUM ('ADMIN', 'OTHER', 'CUSTOMER');
CREATE DOMAIN shown_kind AS kind;
CREATE DOMAIN short AS varchar(36);
CREATE DOMAIN words AS text CHECK (VALUE IS NULL OR length(VALUE) >= 0);
CREATE DOMAIN many AS varchar(100)[];
CREATE DOMAIN document AS json;
CREATE DOMAIN moment AS timestamp(3);
CREATE DOMAIN number AS int8;
CREATE DOMAIN big AS int8;
CREATE SCHEMA oracle;
";

/// The tables, in which each column has the type of this number, and the views that read them.
fn schema(number: usize) -> String {
    let mut sql = TYPES.to_owned();
    for entity in Entity::ALL {
        let name = entity.name();
        let columns = entity.table().columns;
        let typed = columns.iter().map(|column| {
            let types = types(column);
            (column, types[number % types.len()])
        });
        let declared: Vec<String> = typed
            .clone()
            .map(|(column, (kind, _))| format!("\"{}\" {kind}", column.name))
            .collect();
        let read: Vec<String> = typed
            .map(|(column, (_, back))| format!("\"{0}\"::{back} AS \"{0}\"", column.name))
            .collect();
        let key: Vec<String> = (entity.table().primary_key.iter())
            .map(|column| format!("\"{column}\""))
            .collect();
        sql.push_str(&format!(
            "CREATE TABLE \"{name}\" ({}, PRIMARY KEY ({}));\nCREATE VIEW oracle.\"{name}\" AS SELECT {} FROM \"{name}\";\n",
            declared.join(", "),
            key.join(", "),
            read.join(", ")
        ));
    }
    sql
}

fn every_type_of_number(number: usize) {
    let place = Place::new(&schema(number), "");
    assert_eq!(misfits(&place.doctor("every-case")), Vec::<String>::new());
    place.mark();
    place.succeed(&["reset", "every-case", "--strategy", "online"]);
    place.holds("every-case", &[]);
    place.succeed(&["verify"]);
    place.succeed(&["coverage"]);
    place.succeed(&["reset", "smoke", "--strategy", "exclusive"]);
    place.holds("smoke", &[]);
}

#[test]
fn the_first_type_of_every_column() {
    every_type_of_number(0);
}

#[test]
fn the_second_type_of_every_column() {
    every_type_of_number(1);
}

#[test]
fn the_third_type_of_every_column() {
    every_type_of_number(2);
}

#[test]
fn the_fourth_type_of_every_column() {
    every_type_of_number(3);
}

#[test]
fn the_fifth_type_of_every_column() {
    every_type_of_number(4);
}
