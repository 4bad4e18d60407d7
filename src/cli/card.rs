//! An account as people are shown it: how to log in, where it is, what to look at.

use serde_json::{Map, Value, json};

use crate::error::printable;
use crate::find::{Account, AccountKind, Belonging, Lengths, Look, Paths, shown, visible};
use crate::report::counted;
use crate::schema::{ColumnType, Entity};

/// An account, and what is to be seen of it.
pub(super) struct Card {
    pub(super) kind: AccountKind,
    pub(super) label: String,
    pub(super) email: String,
    pub(super) user: String,
    /// The table of the profile, and its id there.
    pub(super) profile: Option<(Entity, String)>,
    /// What the scenario says of it.
    pub(super) about: String,
    /// Further lines: what each says, and of what.
    pub(super) lines: Vec<(&'static str, String)>,
    pub(super) looks: Vec<Look>,
    /// What the scenario asks for, row by row.
    pub(super) belongings: Vec<Belonging>,
    /// Whether a database that was asked has the account no more.
    pub(super) gone: bool,
}

impl Card {
    /// The card of an account of a plan.
    pub(super) fn of(account: &Account, about: &str, looks: Vec<Look>) -> Self {
        let (table, profile) = account.profile();
        Self {
            kind: account.kind,
            label: account.label.clone(),
            email: account.email.clone(),
            user: account.user_id().to_string(),
            profile: Some((table, profile.to_string())),
            about: about.to_owned(),
            lines: Vec::new(),
            looks,
            belongings: Vec::new(),
            gone: false,
        }
    }

    fn role(&self) -> &'static str {
        match self.profile {
            Some((Entity::Admin, _)) => "admin",
            _ => "customer",
        }
    }

    fn paths(&self) -> Option<Paths> {
        let (entity, id) = self.profile.as_ref()?;
        Some(Paths::profile(*entity, id))
    }

    /// The card in lines, without a line feed at its end.
    pub(super) fn text(&self) -> String {
        self.write(self.looks.len())
    }

    /// The same, with no more than the names of what to look at where there is much of it.
    pub(super) fn brief_text(&self) -> String {
        const FEW: usize = 3;
        self.write(if self.looks.len() > FEW {
            0
        } else {
            self.looks.len()
        })
    }

    fn write(&self, whole: usize) -> String {
        let label = printable(&self.label);
        let mut title = format!("{label} ({}, {})", self.kind.name(), self.role());
        if !self.about.is_empty() {
            title.push_str(&format!(": {}", printable(&self.about)));
        }
        if self.gone {
            title.push_str(" — gone from the database");
        }
        let mut lines = vec![title];
        let mut say = |what: &str, text: &str| lines.push(format!("  {what:<9} {text}"));
        say("log in", &visible_address(&self.email));
        say("user", &printable(&self.user));
        if let Some((_, id)) = &self.profile {
            say(self.role(), &printable(id));
        }
        if let Some(paths) = self.paths() {
            say("page", &paths.page);
            say("api", &paths.api);
        }
        for (what, text) in &self.lines {
            say(what, text);
        }
        for belonging in &self.belongings {
            let Belonging { kind, about, paths } = belonging;
            say(
                "has",
                &format!("{kind}, {}, at {}", printable(about), paths.page),
            );
        }
        for (number, look) in self.looks.iter().enumerate() {
            let told = look_lines(look);
            let told = if number < whole {
                &told[..]
            } else {
                &told[..1]
            };
            for (at, line) in told.iter().enumerate() {
                say(if at == 0 { "look at" } else { "" }, line);
            }
        }
        if whole < self.looks.len() {
            say("more", &format!("connsura-seed explain {label}"));
        }
        lines.join("\n")
    }

    /// The same for programs.
    pub(super) fn json(&self) -> Value {
        let id = |wanted: Entity| {
            let profile = self
                .profile
                .as_ref()
                .filter(|(entity, _)| *entity == wanted);
            profile.map(|(_, id)| id)
        };
        let paths = self.paths();
        json!({
            "kind": self.kind.name(),
            "label": self.label,
            "role": self.role(),
            "email": self.email,
            "user": self.user,
            "customer": id(Entity::Customer),
            "admin": id(Entity::Admin),
            "about": self.about,
            "page": paths.as_ref().map(|paths| &paths.page),
            "api": paths.as_ref().map(|paths| &paths.api),
            "gone": self.gone,
            "has": self.belongings.iter().map(belonging_json).collect::<Vec<_>>(),
            "look_at": self.looks.iter().map(look_json).collect::<Vec<_>>(),
        })
    }
}

/// A row that a scenario asks for, for programs.
fn belonging_json(belonging: &Belonging) -> Value {
    json!({
        "kind": belonging.kind,
        "about": belonging.about,
        "page": belonging.paths.page,
        "api": belonging.paths.api,
    })
}

/// An address on one line, as it is where it can be seen.
fn visible_address(email: &str) -> String {
    if visible(email) == email || email.contains('"') {
        return printable(email);
    }
    shown(Some(email))
}

/// What to look at, in lines.
fn look_lines(look: &Look) -> Vec<String> {
    let case = look.case;
    let mut lines = vec![
        format!("{}@{}: {}", case.id, look.facet.name(), case.title),
        format!("it breaks {}", case.breaks),
    ];
    for (column, value) in &look.cells {
        if look.left_out.contains(column) {
            lines.push(format!(
                "{}.{column} is left out of this database by its configuration: nothing shows there",
                look.entity.name()
            ));
            continue;
        }
        let mut line = format!(
            "{}.{column} is {}",
            look.entity.name(),
            shown(value.as_deref())
        );
        if let Some(lengths) = lengths(look, column, value.as_deref()) {
            line.push_str(&format!(" ({lengths})"));
        }
        if look.row.is_some() && !look.gone {
            lines.push(line);
        }
    }
    if let Some(messages) = look.messages {
        lines.push(format!(
            "the conversation has {}",
            counted(messages as u64, "message")
        ));
    }
    if look.changed {
        lines.push("changed since the reset: it may be odd no more".to_owned());
    }
    lines.push(match &look.row {
        Some(row) if look.is_left_out() && !look.gone => {
            format!("row {row} would be at {}", look.paths.page)
        }
        None => format!("there is no row of {}", look.entity.name()),
        Some(row) if look.gone => format!("row {row} is gone from the database"),
        Some(row) => format!("row {row} at {}", look.paths.page),
    });
    lines
}

/// The lengths of a value, where it is a text.
fn lengths(look: &Look, column: &str, value: Option<&str>) -> Option<Lengths> {
    let column = look.entity.table().column(column)?;
    let is_text = matches!(
        column.kind,
        ColumnType::Text | ColumnType::Varchar(_) | ColumnType::Char(_)
    );
    value.filter(|_| is_text).map(Lengths::of)
}

/// What to look at, for programs.
pub(super) fn look_json(look: &Look) -> Value {
    let cells: Map<String, Value> = look
        .cells
        .iter()
        .map(|(column, value)| {
            let lengths = lengths(look, column, value.as_deref());
            let cell = json!({
                "value": value,
                "shown": shown(value.as_deref()),
                "left_out": look.left_out.contains(column),
                "lengths": lengths.map(|lengths| json!({
                    "bytes": lengths.bytes,
                    "code_points": lengths.code_points,
                    "utf16": lengths.utf16,
                    "graphemes": lengths.graphemes,
                })),
            });
            ((*column).to_owned(), cell)
        })
        .collect();
    json!({
        "edge": look.case.id,
        "facet": look.facet.name(),
        "tier": look.case.tier,
        "title": look.case.title,
        "breaks": look.case.breaks,
        "table": look.entity.name(),
        "row": look.row.as_ref().map(ToString::to_string),
        "columns": cells,
        "messages": look.messages,
        "page": look.paths.page,
        "api": look.paths.api,
        "gone": look.gone,
        "changed": look.changed,
    })
}

/// What an example shows, for people: its row is in no database.
pub(super) fn example_lines(look: &Look) -> Vec<String> {
    let mut lines = look_lines(look).split_off(2);
    if look.row.is_some() {
        lines.pop();
    }
    lines
}
