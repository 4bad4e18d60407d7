//! A live database, asked as if it were the reference schema.

use super::{Ids, Layout, LiveColumn, LiveTable, Storage};
use crate::schema::{Column, ColumnType, Entity};

/// An SQL identifier in quotes.
pub fn quote_identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// An SQL string constant; the form with a leading E where there are backslashes, so that no
/// setting changes what it says.
pub fn quote_literal(text: &str) -> String {
    let quoted = text.replace('\'', "''");
    if quoted.contains('\\') {
        return format!("E'{}'", quoted.replace('\\', "\\\\"));
    }
    format!("'{quoted}'")
}

impl Layout {
    /// The entity's table with its schema, in quotes; `None` where the database has none.
    pub fn qualified(&self, entity: Entity) -> Option<String> {
        let table = self.table(entity)?;
        Some(format!(
            "{}.{}",
            quote_identifier(&self.schema),
            quote_identifier(&table.name)
        ))
    }

    /// The names of the live columns, in quotes, in the order in which rows are written.
    pub fn column_list(&self, entity: Entity) -> String {
        let names = self.table(entity).map_or(Vec::new(), |table| {
            table
                .columns
                .iter()
                .map(|column| quote_identifier(&column.name))
                .collect()
        });
        names.join(", ")
    }

    /// Selects the rows of the entity so that COPY prints each as its canonical line
    /// ([`crate::schema::write_copy_line`]), of the columns that are there.
    pub fn select_lines(&self, entity: Entity, order_by: Option<&str>) -> Option<String> {
        let table = self.table(entity)?;
        let columns: Vec<String> = table
            .columns
            .iter()
            .map(|live| printed(reference(table, live), live))
            .collect();
        Some(self.select(table, &columns.join(", "), order_by))
    }

    /// Selects the rows of the entity with all columns and types of the reference schema.
    pub fn select_values(&self, entity: Entity, order_by: Option<&str>) -> Option<String> {
        let table = self.table(entity)?;
        Some(self.select(table, &values(table, Ids::Uuid), order_by))
    }

    fn select(&self, table: &LiveTable, columns: &str, order_by: Option<&str>) -> String {
        let from = format!(
            "{}.{}",
            quote_identifier(&self.schema),
            quote_identifier(&table.name)
        );
        let order = order_by
            .map(|order| format!(" ORDER BY {order}"))
            .unwrap_or_default();
        format!("SELECT {columns} FROM {from}{order}")
    }

    /// How the database sorts the entity's rows as their ids sort: by these columns, or by the
    /// least, the greatest and the first of two.
    pub fn order_by(&self, entity: Entity) -> String {
        let Some(table) = self.table(entity) else {
            return String::new();
        };
        let key = |name: &str| {
            table.column(name).map_or_else(
                || "NULL".to_owned(),
                |live| {
                    // In full: by its bare name it might be another column of the answer.
                    let [table, name] =
                        [&table.name, &live.name].map(|name| quote_identifier(name));
                    match live.storage {
                        // Ids of one length in hexadecimal sort as bytes do, and as uuids.
                        Storage::Text => format!("{table}.{name} COLLATE \"C\""),
                        _ => format!("{table}.{name}"),
                    }
                },
            )
        };
        match entity {
            // A pair's rows stand together under its customer, whose id is the greater.
            Entity::MessageReadState => {
                let (sender, recipient) = (key("senderId"), key("recipientId"));
                format!("GREATEST({sender}, {recipient}), LEAST({sender}, {recipient}), {sender}")
            }
            _ => key("id"),
        }
    }

    /// The query, which speaks of the reference schema, for this database: where a table is not
    /// as there, a common table expression of its name stands before the query.
    pub fn asked(&self, sql: &str) -> String {
        if self.tables == Self::reference(&self.schema).tables {
            return sql.to_owned();
        }
        // All or none: an enum of one table is compared with that of another, as text or as enum.
        let views = Entity::ALL.map(|entity| self.view(entity)).join(",\n");
        match sql.trim_start().strip_prefix("WITH ") {
            Some(rest) => format!("WITH {views},\n{rest}"),
            None => format!("WITH {views}\n{sql}"),
        }
    }

    /// The type of the ids in what [`Self::asked`] answers, for what is compared with them.
    pub fn id_type(&self) -> &'static str {
        id_type(self.ids)
    }

    fn view(&self, entity: Entity) -> String {
        let name = quote_identifier(entity.name());
        let Some(table) = self.table(entity) else {
            let columns = entity.table().columns.iter();
            let columns: Vec<String> = columns.map(|column| absent(column, self.ids)).collect();
            let columns = columns.join(", ");
            return format!("{name} AS (SELECT {columns} WHERE false)");
        };
        let select = self.select(table, &values(table, self.ids), None);
        format!("{name} AS NOT MATERIALIZED ({select})")
    }
}

/// The columns of the reference schema, each of its type and under its name; ids as they are to be seen.
fn values(table: &LiveTable, ids: Ids) -> String {
    let columns = table.entity.table().columns.iter();
    let columns: Vec<String> = columns
        .map(|column| match table.column(column.name) {
            Some(live) => format!(
                "{} AS {}",
                seen(column, live, ids),
                quote_identifier(column.name)
            ),
            None => absent(column, ids),
        })
        .collect();
    columns.join(", ")
}

fn reference(table: &LiveTable, live: &LiveColumn) -> &'static Column {
    &table.entity.table().columns[live.position]
}

/// A column that the database does not have.
fn absent(column: &Column, ids: Ids) -> String {
    format!(
        "NULL::{} AS {}",
        match column.kind {
            ColumnType::Uuid => id_type(ids),
            kind => type_name(kind),
        },
        quote_identifier(column.name)
    )
}

/// What prints as the canonical text.
fn printed(column: &Column, live: &LiveColumn) -> String {
    let name = quote_identifier(&live.name);
    match (column.kind, live.storage) {
        (ColumnType::Timestamp, Storage::Timestamp)
        | (ColumnType::Date, Storage::Timestamptz | Storage::Timestamp)
        | (ColumnType::Inet, Storage::Cidr) => typed(column, live),
        (ColumnType::Enum(_), _) if !live.labels.is_empty() => typed(column, live),
        _ => name,
    }
}

/// A value of the reference schema's type, or an id of the type as which ids are seen.
fn seen(column: &Column, live: &LiveColumn, ids: Ids) -> String {
    match (column.kind, ids) {
        (ColumnType::Uuid, Ids::Text) => format!("{}::text", quote_identifier(&live.name)),
        _ => typed(column, live),
    }
}

/// A value of the reference schema's type.
fn typed(column: &Column, live: &LiveColumn) -> String {
    let name = quote_identifier(&live.name);
    let kind = type_name(column.kind);
    match (column.kind, live.storage) {
        (ColumnType::Timestamp, Storage::Timestamp) => format!("{name} AT TIME ZONE 'UTC'"),
        (ColumnType::Date, Storage::Timestamptz) => format!("({name} AT TIME ZONE 'UTC')::date"),
        (ColumnType::Enum(_), _) => labelled(&name, live),
        // The app gives its own rows ids of its own, such as a cuid: they are somebody's, and no uuid.
        (ColumnType::Uuid, Storage::Text) => format!(
            "CASE WHEN {name} ~ '^[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}$' THEN {name} ELSE md5({name}) END::uuid"
        ),
        (kind, storage) if super::storage_of(kind) == storage && storage != Storage::Text => name,
        _ => format!("{name}::{kind}"),
    }
}

/// The reference schema's label of an enum's.
fn labelled(name: &str, live: &LiveColumn) -> String {
    if live.labels.is_empty() {
        return format!("{name}::text");
    }
    let cases: Vec<String> = live
        .labels
        .iter()
        .map(|(ours, theirs)| {
            format!(
                "WHEN {} THEN {}",
                quote_literal(theirs),
                quote_literal(ours)
            )
        })
        .collect();
    format!(
        "CASE {name}::text {} ELSE {name}::text END",
        cases.join(" ")
    )
}

fn id_type(ids: Ids) -> &'static str {
    match ids {
        Ids::Uuid => "uuid",
        Ids::Text => "text",
    }
}

/// The type as SQL writes it. Enums are read as text, lengths are not cut.
fn type_name(kind: ColumnType) -> &'static str {
    match kind {
        ColumnType::Uuid => "uuid",
        ColumnType::Text | ColumnType::Varchar(_) | ColumnType::Char(_) | ColumnType::Enum(_) => {
            "text"
        }
        ColumnType::TextArray => "text[]",
        ColumnType::Jsonb => "jsonb",
        ColumnType::Timestamp => "timestamptz",
        ColumnType::Date => "date",
        ColumnType::Int4 => "int4",
        ColumnType::Int8 => "int8",
        ColumnType::Inet => "inet",
    }
}
