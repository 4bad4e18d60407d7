//! What an export holds, for programs.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::{Compression, Request, Written};
use crate::entities::{self, Flow};
use crate::find::Pick;
use crate::manifest::{Ids, planned_personas, planned_specimens};
use crate::plan::{Part, Plan};
use crate::rng::Root;
use crate::schema::{Column, ColumnType, Entity, Row, Value, encode, write_plain};
use crate::sink::Digest;

/// The manifest of an export: what was asked for, what is in which file, and what the rows are for.
pub(super) fn manifest(request: &Request<'_>, files: &[Written], script: Option<&str>) -> Json {
    let plan = request.plan;
    let tables = files.iter().map(|written| {
        json!({
            "table": written.entity.name(),
            "file": written.file,
            "rows": written.rows,
            "bytes": written.bytes,
            "sha256": written.sha256,
            "digest": written.digest.to_string(),
        })
    });
    let tables: Vec<Json> = tables.collect();
    let digests = files
        .iter()
        .map(|written| (written.entity.name(), written.digest));
    let accounts: Option<BTreeSet<String>> = request.pick.map(|pick| {
        let user = |root: Root| encode(Entity::User, root.key()).to_string();
        pick.roots().map(user).collect()
    });
    let is_there = |ids: &Ids| {
        accounts
            .as_ref()
            .is_none_or(|accounts| accounts.contains(&ids.user))
    };
    let part = (request.part != Part::WHOLE).then(|| request.part.to_string());
    json!({
        "scenario": plan.scenario,
        "title": plan.title,
        "seed": plan.seed,
        "recipe": plan.recipe.number(),
        "now": plan.now.to_string(),
        "part": part,
        "format": request.format.name(),
        "compression": request.compression.map(Compression::name),
        "script": script,
        "digest": Digest::combine(digests).to_string(),
        "subscripts": (!request.format.writes_subscripts()).then(|| subscripts(request)),
        "json_nulls": (!request.format.tells_json_null()).then(|| json_nulls(request)),
        "tables": tables,
        "picked": request.pick.map(Pick::len),
        "specimens": specimens(plan, &is_there),
        "personas": personas(plan, &is_there),
    })
}

/// The lists whose first subscript is not 1, which is what readers of the file would take it for.
fn subscripts(request: &Request<'_>) -> Vec<Json> {
    odd_values(request, ColumnType::TextArray, &|value| match value {
        Value::List(list) if list.first_subscript() != 1 => Some(json!(list.first_subscript())),
        _ => None,
    })
}

/// The values that are JSON's own `null`, which readers of the file would take for no value.
fn json_nulls(request: &Request<'_>) -> Vec<Json> {
    odd_values(request, ColumnType::Jsonb, &|value| {
        (value == Value::Json("null")).then_some(Json::Null)
    })
}

/// Where values stand of which the format does not say all, and what it does not say. Only accounts
/// that were made odd on purpose have such.
fn odd_values(
    request: &Request<'_>,
    kind: ColumnType,
    unsaid: &dyn Fn(Value<'_>) -> Option<Json>,
) -> Vec<Json> {
    let roots = request.plan.roots();
    let part = request.part.of(&roots);
    let mut found = Vec::new();
    for entity in &request.tables {
        let columns = entity.table().columns.iter().enumerate();
        let columns: Vec<(usize, &Column)> =
            columns.filter(|(_, column)| column.kind == kind).collect();
        if columns.is_empty() {
            continue;
        }
        let rows = entities::rows(request.plan, *entity);
        let mut row = Row::new(*entity);
        for group in roots.groups().into_iter().filter(|group| !group.ordinary) {
            let start = group.positions.start.clamp(part.start, part.end);
            let end = group.positions.end.clamp(part.start, part.end);
            for root in roots.slice(start..end) {
                let _ = rows.rows(root, &mut row, &mut |row| {
                    let is_there = request.pick.is_none_or(|pick| pick.has(root, row));
                    for (position, column) in columns.iter().filter(|_| is_there) {
                        if let Some(unsaid) = row.get(*position).and_then(unsaid) {
                            found.push(json!({
                                "table": entity.name(),
                                "id": row.named("id").map(plain),
                                "column": column.name,
                                "value": unsaid,
                            }));
                        }
                    }
                    Flow::Continue(())
                });
            }
        }
    }
    found
}

fn plain(value: Value<'_>) -> String {
    let mut text = String::new();
    write_plain(value, &mut text);
    text
}

fn specimens(plan: &Plan, is_there: &dyn Fn(&Ids) -> bool) -> Vec<Json> {
    let specimens = planned_specimens(plan).into_iter();
    let specimens = specimens.filter(|specimen| is_there(&specimen.ids));
    let listed = specimens.map(|specimen| {
        let mut listed = json!({
            "label": specimen.label,
            "edge_cases": specimen.edge_cases,
            "user": specimen.ids.user,
            "customer": specimen.ids.customer,
            "admin": specimen.ids.admin,
        });
        if let Some(shown) = specimen.retention {
            listed["retention"] = json!({
                "about": shown.about,
                "rule": shown.rule,
                "as_of": shown.as_of.to_string(),
                "verdict": shown.verdict,
                "table": shown.table,
                "id": shown.id,
            });
        }
        listed
    });
    listed.collect()
}

fn personas(plan: &Plan, is_there: &dyn Fn(&Ids) -> bool) -> Vec<Json> {
    let personas = planned_personas(plan).into_iter();
    let personas = personas.filter(|persona| is_there(&persona.ids));
    let listed = personas.map(|persona| {
        json!({
            "key": persona.key,
            "role": persona.role,
            "email": persona.email,
            "user": persona.ids.user,
            "customer": persona.ids.customer,
            "admin": persona.ids.admin,
            "about": persona.about,
            "carries": persona.carries,
        })
    });
    listed.collect()
}
