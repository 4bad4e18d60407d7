//! What the configuration says of a database's names.

use std::collections::BTreeMap;

use crate::schema::{Entity, EnumType};

/// How names that nobody maps are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Naming {
    /// As in the reference schema: `fullName`.
    #[default]
    AsIs,
    /// `full_name`
    SnakeCase,
}

/// The names that a database uses, where they are not the reference schema's. `None` says that
/// it has no such table or column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// How names are written that are not listed.
    pub naming: Naming,
    /// Tables, by the entity whose rows they hold.
    pub tables: BTreeMap<Entity, Option<String>>,
    /// Columns, by entity and name in the reference schema.
    pub columns: BTreeMap<(Entity, &'static str), Option<String>>,
    /// Labels, by enum and label of the reference schema.
    pub labels: BTreeMap<(&'static str, &'static str), String>,
}

impl Mapping {
    /// What the database calls the entity's table; `None` where it has none.
    pub fn table(&self, entity: Entity) -> Option<String> {
        match self.tables.get(&entity) {
            Some(name) => name.clone(),
            None => Some(self.written(entity.name())),
        }
    }

    /// What the database calls a column; `None` where it has none.
    pub fn column(&self, entity: Entity, column: &'static str) -> Option<String> {
        match self.columns.get(&(entity, column)) {
            Some(name) => name.clone(),
            None => Some(self.written(column)),
        }
    }

    /// How the database writes a label.
    pub fn label<'a>(&'a self, kind: &EnumType, label: &'static str) -> &'a str {
        self.labels
            .get(&(kind.name, label))
            .map_or(label, String::as_str)
    }

    fn written(&self, name: &str) -> String {
        match self.naming {
            Naming::AsIs => name.to_owned(),
            Naming::SnakeCase => snake_case(name),
        }
    }
}

/// `fullName` as `full_name`, `MessageReadState` as `message_read_state`, `sha256` as it is.
pub fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for character in name.chars() {
        if character.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(character.to_ascii_lowercase());
    }
    snake
}
