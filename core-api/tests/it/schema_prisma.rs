//! Reads `schema.prisma` far enough to say which catalogue it asks for.
//!
//! Whatever it does not know stops it: a declaration that it skipped would be one that no test
//! holds the migrations to.

use std::collections::BTreeSet;

use crate::catalogue::{Facts, add_foreign_key, add_index};

struct Block<'a> {
    kind: &'a str,
    name: &'a str,
    lines: Vec<&'a str>,
}

pub(crate) fn facts(source: &str) -> Facts {
    let blocks = blocks(source);
    let names = |kind| -> BTreeSet<&str> {
        blocks
            .iter()
            .filter(|block| block.kind == kind)
            .map(|block| block.name)
            .collect()
    };
    let (models, enums) = (names("model"), names("enum"));

    let mut facts = Facts::new();
    for block in &blocks {
        match block.kind {
            "datasource" => assert!(block.lines.contains(&r#"provider = "postgresql""#)),
            "generator" => {}
            "enum" => {
                facts.insert(format!("enum {}", block.name), block.lines.join(", "));
            }
            "model" => block
                .lines
                .iter()
                .for_each(|line| match line.strip_prefix("@@") {
                    Some(attribute) => add_block_attribute(&mut facts, block.name, attribute),
                    None => add_field(&mut facts, block.name, line, &models, &enums),
                }),
            unknown => panic!("unknown block: {unknown}"),
        }
    }
    facts
}

fn blocks(source: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut inside = false;
    for line in source.lines().map(str::trim) {
        if line.is_empty() || line.starts_with("//") {
            continue;
        }
        if line == "}" {
            inside = false;
        } else if inside {
            blocks.last_mut().unwrap().lines.push(line);
        } else {
            let (kind, name) = line
                .strip_suffix(" {")
                .and_then(|head| head.split_once(' '))
                .expect(line);
            blocks.push(Block {
                kind,
                name,
                lines: Vec::new(),
            });
            inside = true;
        }
    }
    blocks
}

/// `id([a, b])` or `index([a, b])`, the `@@` taken off.
fn add_block_attribute(facts: &mut Facts, table: &str, attribute: &str) {
    let (kind, columns) = attribute
        .strip_suffix("])")
        .and_then(|attribute| attribute.split_once("(["))
        .expect(attribute);
    let kind = match kind {
        "id" => "primary key",
        "unique" => "unique",
        "index" => "index",
        unknown => panic!("unknown attribute of {table}: @@{unknown}"),
    };
    add_index(facts, kind, table, &columns.split(", ").collect::<Vec<_>>());
}

fn add_field(
    facts: &mut Facts,
    table: &str,
    line: &str,
    models: &BTreeSet<&str>,
    enums: &BTreeSet<&str>,
) {
    // Every attribute starts with ` @`, and nothing within one does.
    let mut parts = line.split(" @").map(str::trim);
    let (field, declared) = parts
        .next()
        .and_then(|head| head.split_once(' '))
        .expect(line);
    let declared = declared.trim();
    let base = declared.trim_end_matches("[]").trim_end_matches('?');
    if models.contains(base) {
        parts.for_each(|attribute| add_relation(facts, table, base, attribute));
        return;
    }

    let mut native = None;
    let mut default = None;
    for attribute in parts {
        match attribute {
            "id" => add_index(facts, "primary key", table, &[field]),
            "unique" => add_index(facts, "unique", table, &[field]),
            "default(now())" => default = Some("CURRENT_TIMESTAMP"),
            // The client's part: Prisma puts neither into the database.
            "default(uuid())" | "updatedAt" => {}
            "default(0)" => default = Some("0"),
            other => native = Some(other.strip_prefix("db.").expect(line)),
        }
    }
    let mut fact = if enums.contains(base) {
        base.to_owned()
    } else {
        column_type(base, native)
    };
    if declared.ends_with("[]") {
        // Prisma leaves lists nullable.
        fact.push_str("[]");
    } else if !declared.ends_with('?') {
        fact.push_str(" not null");
    }
    if let Some(default) = default {
        fact.push_str(" default ");
        fact.push_str(default);
    }
    facts.insert(format!("column {table}.{field}"), fact);
}

fn column_type(scalar: &str, native: Option<&str>) -> String {
    match (scalar, native) {
        ("String", None) => "text".to_owned(),
        ("Int", None) => "integer".to_owned(),
        ("BigInt", None) => "bigint".to_owned(),
        ("Json", None) => "jsonb".to_owned(),
        ("String", Some("Uuid" | "Inet")) | ("DateTime", Some("Date" | "Timestamptz(3)")) => {
            native.unwrap().to_lowercase()
        }
        ("String", Some(sized)) if sized.starts_with("VarChar(") || sized.starts_with("Char(") => {
            sized.to_lowercase()
        }
        unknown => panic!("unknown type: {unknown:?}"),
    }
}

/// `relation("Name", fields: [a], references: [id], onDelete: Rule)`; without `fields`, it is
/// the side that holds no column.
fn add_relation(facts: &mut Facts, table: &str, parent: &str, attribute: &str) {
    let list = |name: &str| {
        let (_, list) = attribute.split_once(&format!("{name}: ["))?;
        Some(list.split_once(']')?.0)
    };
    assert!(attribute.starts_with("relation("), "{attribute}");
    let Some(column) = list("fields") else { return };
    assert_eq!(list("references"), Some("id"), "{attribute}");
    let on_delete = match attribute.rsplit_once("onDelete: ").expect(attribute).1 {
        "Cascade)" => "CASCADE",
        "SetNull)" => "SET NULL",
        unknown => panic!("unknown rule: {unknown}"),
    };
    add_foreign_key(facts, table, column, parent, on_delete);
}
