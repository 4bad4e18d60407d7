//! Whether a live schema fits, and the lines by which one that does not would.

use connsura_seed::SourceFile;
use connsura_seed::configuration;
use connsura_seed::layout::{
    Catalogue, CatalogueColumn, CatalogueTable, Layout, Mapping, Misfit, Shape, Storage, fit,
    propose,
};
use connsura_seed::schema::{Column, ColumnType, Entity};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// A live type: what the catalogue says of it, and how it must be stored.
type Live = (&'static str, Shape, Option<u32>, Storage);

const CITEXT: u32 = 16_400;

/// Types that hold the column, by the issue's own list; the reference schema's first.
fn types(column: &Column) -> Vec<Live> {
    use Shape::{Array, Enum, Plain};
    let text = |storage| -> Vec<Live> {
        ["text", "varchar", "citext"]
            .map(|base| (base, Plain, None, storage))
            .into()
    };
    let or_text = |first: Live| [vec![first], text(Storage::Text)].concat();
    match column.kind {
        ColumnType::Uuid => or_text(("uuid", Plain, None, Storage::Uuid)),
        ColumnType::Text => text(Storage::Text),
        ColumnType::Varchar(most) => or_text(("varchar", Plain, Some(most), Storage::Text)),
        ColumnType::Char(length) => [
            or_text(("bpchar", Plain, Some(length), Storage::Text)),
            vec![("varchar", Plain, Some(length), Storage::Text)],
        ]
        .concat(),
        ColumnType::Enum(_) => or_text(("kind", Enum, None, Storage::Enum)),
        ColumnType::TextArray => vec![
            ("text", Array, None, Storage::TextArray(25)),
            ("citext", Array, None, Storage::TextArray(CITEXT)),
        ],
        ColumnType::Jsonb => vec![
            ("jsonb", Plain, None, Storage::Jsonb),
            ("json", Plain, None, Storage::Json),
        ],
        ColumnType::Timestamp => vec![
            ("timestamptz", Plain, Some(3), Storage::Timestamptz),
            ("timestamptz", Plain, None, Storage::Timestamptz),
            ("timestamp", Plain, Some(3), Storage::Timestamp),
            ("timestamp", Plain, Some(6), Storage::Timestamp),
        ],
        ColumnType::Date => vec![
            ("date", Plain, None, Storage::Date),
            ("timestamp", Plain, Some(0), Storage::Timestamp),
            ("timestamptz", Plain, None, Storage::Timestamptz),
        ],
        ColumnType::Int4 => vec![
            ("int4", Plain, None, Storage::Int4),
            ("int8", Plain, None, Storage::Int8),
        ],
        ColumnType::Int8 => vec![
            ("int8", Plain, None, Storage::Int8),
            ("int4", Plain, None, Storage::Int4),
        ],
        ColumnType::Inet => [
            or_text(("inet", Plain, None, Storage::Inet)),
            vec![("cidr", Plain, None, Storage::Cidr)],
        ]
        .concat(),
    }
}

fn live(column: &Column, name: String, (base, shape, limit, _): Live) -> CatalogueColumn {
    let labels = match (column.kind, shape) {
        (ColumnType::Enum(kind), Shape::Enum) => kind
            .labels
            .iter()
            .map(|label| (*label).to_owned())
            .collect(),
        _ => Vec::new(),
    };
    CatalogueColumn {
        name,
        shown_type: base.to_owned(),
        base: base.to_owned(),
        base_oid: if base == "citext" { CITEXT } else { 25 },
        shape,
        limit,
        not_null: !column.nullable,
        has_default: false,
        is_generated: false,
        labels,
        collation: 0,
    }
}

/// The reference schema.
fn reference() -> Catalogue {
    let table = |entity: Entity| CatalogueTable {
        name: entity.name().to_owned(),
        columns: (entity.table().columns.iter())
            .map(|column| live(column, column.name.to_owned(), types(column)[0]))
            .collect(),
    };
    Catalogue {
        schema: "public".to_owned(),
        tables: Entity::ALL.map(table).into(),
    }
}

/// A way to write a name that says the same.
fn styles() -> Vec<fn(&str) -> String> {
    fn apart(name: &str, between: char) -> String {
        let mut text = String::new();
        for (at, next) in name.chars().enumerate() {
            if next.is_uppercase() && at > 0 {
                text.push(between);
            }
            text.extend(next.to_lowercase());
        }
        text
    }
    vec![
        str::to_owned,
        |name| apart(name, '_'),
        |name| apart(name, '-'),
        |name| apart(name, '_').to_uppercase(),
        str::to_lowercase,
    ]
}

/// Columns that no proposal leaves out: keys, references, and what a row is about.
const NEEDED: [&str; 27] = [
    "id",
    "userId",
    "customerId",
    "ownerId",
    "senderId",
    "recipientId",
    "clientMessageId",
    "recipientUserId",
    "actorId",
    "entityId",
    "email",
    "passwordHash",
    "role",
    "fullName",
    "body",
    "unreadCount",
    "token",
    "status",
    "action",
    "entityType",
    "fileName",
    "sizeBytes",
    "storageKey",
    "kind",
    "data",
    "createdAt",
    "updatedAt",
];
/// Tables that no other refers to.
const ALONE: [Entity; 7] = [
    Entity::Admin,
    Entity::Message,
    Entity::MessageReadState,
    Entity::ProfileShare,
    Entity::AuditLog,
    Entity::Upload,
    Entity::Form,
];

/// The mapping that these lines of configuration make.
fn read(lines: &[String]) -> Mapping {
    let text = format!(
        "[targets.here]\nurl_env = \"HERE\"\n[targets.here.fit]\n{}\n",
        lines.join("\n")
    );
    let path = "test.toml".to_owned();
    let read = configuration::parse(SourceFile {
        path,
        text: text.clone(),
    });
    let read = read.unwrap_or_else(|error| panic!("{error}\n{text}"));
    read.target("here").unwrap().mapping.clone()
}

/// Where each column of the reference schema is, and how it is stored.
type Expected = Vec<(Entity, &'static str, String, String, Storage)>;

/// A schema that says the same as the reference schema in words of its own.
fn worded() -> impl Strategy<Value = (Catalogue, Expected)> {
    let choice =
        || proptest::collection::vec((any::<Index>(), any::<Index>(), any::<Index>()), 100);
    let names = select(styles());
    (
        choice(),
        proptest::collection::vec(any::<Index>(), 9),
        names,
        any::<bool>(),
    )
        .prop_map(|(columns, tables, style, plural)| {
            let mut choices = columns.into_iter();
            let mut expected = Vec::new();
            let mut live_tables = Vec::new();
            for (entity, chance) in Entity::ALL.into_iter().zip(tables) {
                if ALONE.contains(&entity) && chance.index(6) == 0 {
                    continue;
                }
                let name = style(entity.name()) + if plural { "s" } else { "" };
                let mut of_table = Vec::new();
                for column in entity.table().columns {
                    let (kind, word, there) = choices.next().unwrap();
                    if !NEEDED.contains(&column.name) && there.index(8) == 0 {
                        continue;
                    }
                    let word = word.get(&styles())(column.name);
                    let kind = *kind.get(&types(column));
                    of_table.push(live(column, word.clone(), kind));
                    expected.push((entity, column.name, name.clone(), word, kind.3));
                }
                live_tables.push(CatalogueTable {
                    name,
                    columns: of_table,
                });
            }
            let schema = "public".to_owned();
            (
                Catalogue {
                    schema,
                    tables: live_tables,
                },
                expected,
            )
        })
}

fn found(layout: &Layout) -> Expected {
    let mut found = Vec::new();
    for table in layout.tables() {
        for column in &table.columns {
            let name = table.entity.table().columns[column.position].name;
            let (table_name, live) = (table.name.clone(), column.name.clone());
            found.push((table.entity, name, table_name, live, column.storage));
        }
    }
    found
}

proptest! {
    /// The lines that are proposed find every column that there is, each stored as its type asks.
    #[test]
    fn what_is_proposed_finds_every_column((catalogue, expected) in worded()) {
        let lines = propose(&catalogue, &Mapping::default());
        let mapping = read(&lines);
        let layout = fit(&catalogue, &mapping);
        let layout = layout.map_err(|misfits| TestCaseError::fail(format!("{lines:#?}\n{misfits:#?}")))?;
        prop_assert_eq!(found(&layout), expected);
        // There is nothing more to say.
        prop_assert!(propose(&catalogue, &mapping).is_empty());
    }

    /// A type that cannot hold the values is named, whatever is proposed.
    #[test]
    fn a_type_that_does_not_do_is_named(
        (mut catalogue, expected) in worded(),
        at in any::<Index>(),
        base in select(vec!["bool", "bytea", "float8", "numeric", "time", "point"]),
    ) {
        let (_, column, table, name, _) = at.get(&expected).clone();
        let of = catalogue.tables.iter_mut().find(|live| live.name == table).unwrap();
        let live = of.columns.iter_mut().find(|live| live.name == name).unwrap();
        (live.base, live.shown_type) = (base.to_owned(), base.to_owned());
        (live.shape, live.labels) = (Shape::Plain, Vec::new());
        let mapping = read(&propose(&catalogue, &Mapping::default()));
        let misfits = fit(&catalogue, &mapping).err().unwrap_or_default();
        let named = |misfit: &Misfit| misfit.column == Some(column) && misfit.problem.contains(base)
            && misfit.problem.contains(&format!("`{name}`"));
        prop_assert!(misfits.iter().any(named), "{misfits:#?}");
    }
}

/// What stands in the way when one column of the reference schema is changed.
fn misfits(entity: Entity, column: &str, change: impl FnOnce(&mut CatalogueColumn)) -> Vec<String> {
    fit(&changed(entity, column, change), &Mapping::default())
        .err()
        .unwrap_or_default()
        .iter()
        .map(ToString::to_string)
        .collect()
}

fn changed(entity: Entity, column: &str, change: impl FnOnce(&mut CatalogueColumn)) -> Catalogue {
    let mut catalogue = reference();
    let table = catalogue
        .tables
        .iter_mut()
        .find(|table| table.name == entity.name());
    let mut columns = table.unwrap().columns.iter_mut();
    change(columns.find(|live| live.name == column).unwrap());
    catalogue
}

#[test]
fn the_reference_schema_fits_itself() {
    let catalogue = reference();
    let layout = fit(&catalogue, &Mapping::default()).unwrap();
    assert_eq!(layout, Layout::reference("public"));
    assert!(propose(&catalogue, &Mapping::default()).is_empty());
    assert_eq!(layout.asked("SELECT 1"), "SELECT 1");
}

#[test]
fn lengths_and_nulls_are_taken_note_of_and_do_not_stand_in_the_way() {
    let catalogue = changed(Entity::Customer, "phone", |live| {
        live.limit = Some(10);
        live.not_null = true;
    });
    let layout = fit(&catalogue, &Mapping::default()).unwrap();
    let phone = layout
        .table(Entity::Customer)
        .unwrap()
        .column("phone")
        .unwrap();
    assert_eq!((phone.narrow, phone.never_null), (Some(10), true));
    // What is wider is not narrow, and what takes no NULL in both is nothing new.
    let catalogue = changed(Entity::Customer, "fullName", |live| live.limit = Some(201));
    let layout = fit(&catalogue, &Mapping::default()).unwrap();
    let name = layout
        .table(Entity::Customer)
        .unwrap()
        .column("fullName")
        .unwrap();
    assert_eq!((name.narrow, name.never_null), (None, false));
}

#[test]
fn what_would_lose_something_stands_in_the_way() {
    let told = misfits(Entity::Message, "createdAt", |live| {
        live.limit = Some(0);
        live.shown_type = "timestamp(0) with time zone".to_owned();
    });
    assert_eq!(
        told,
        ["Message: column `createdAt` is timestamp(0) with time zone, which keeps no milliseconds"]
    );
    let told = misfits(Entity::User, "id", |live| {
        (live.base, live.limit) = ("varchar".to_owned(), Some(35));
        live.shown_type = "character varying(35)".to_owned();
    });
    assert_eq!(
        told,
        ["User: column `id` is character varying(35), and the generator has uuid or text for it"]
    );
    let told = misfits(Entity::User, "email", |live| live.is_generated = true);
    assert_eq!(told, ["User: column `email` is generated by the database"]);
    let told = misfits(Entity::User, "email", |live| live.shape = Shape::Array);
    assert_eq!(told.len(), 1, "{told:?}");
    let told = misfits(Entity::User, "role", |live| live.labels.truncate(1));
    assert_eq!(
        told,
        ["User: the enum of column `role` has no value `ADMIN`"]
    );
    let told = misfits(Entity::User, "role", |live| {
        (live.shape, live.base) = (Shape::Plain, "text".to_owned());
        live.labels = vec!["ADMIN".to_owned()];
    });
    assert_eq!(
        told,
        ["User: the CHECK of column `role` has no value `CUSTOMER`"]
    );
}

#[test]
fn what_nobody_fills_stands_in_the_way() {
    let with = |not_null, has_default| {
        let mut catalogue = reference();
        let column = CatalogueColumn {
            name: "tenant".to_owned(),
            base: "int4".to_owned(),
            not_null,
            has_default,
            ..CatalogueColumn::default()
        };
        catalogue.tables[3].columns.push(column);
        fit(&catalogue, &Mapping::default())
            .err()
            .unwrap_or_default()
    };
    assert_eq!(with(false, false), []);
    assert_eq!(with(true, true), []);
    let told: Vec<String> = with(true, false).iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "Message: column `tenant` is unknown to the generator, NOT NULL and without a default; \
          to give it one, which the generator leaves to the database: \
          ALTER TABLE \"public\".\"Message\" ALTER COLUMN \"tenant\" SET DEFAULT ..."
        ]
    );
}

#[test]
fn what_others_need_cannot_be_left_out() {
    let mapping = read(&["tables.User = false".to_owned()]);
    let told = fit(&reference(), &mapping).unwrap_err();
    assert_eq!(
        told[0].to_string(),
        "User: the table cannot be left out: Customer refers to it"
    );
    for entity in Entity::ALL {
        for column in entity.table().columns {
            let line = format!("columns.{}.{} = false", entity.name(), column.name);
            let told = fit(&reference(), &read(&[line])).err().unwrap_or_default();
            let needed = entity.table().primary_key.contains(&column.name)
                || ["userId", "customerId", "ownerId"].contains(&column.name);
            let of_column = told.iter().any(|misfit| {
                misfit.column == Some(column.name) && misfit.problem == "the column is needed"
            });
            assert_eq!(of_column, needed, "{} {}", entity.name(), column.name);
            // The column is there all the same, and nobody fills it.
            assert_eq!(
                told.is_empty(),
                column.nullable,
                "{} {}",
                entity.name(),
                column.name
            );
        }
    }
}

/// A column that is not there is left out by a line that is proposed, or stands in the way with the
/// line that somebody has to complete.
#[test]
fn what_a_row_is_not_itself_without_is_never_proposed_to_be_left_out() {
    for entity in Entity::ALL {
        for column in entity.table().columns {
            let mut catalogue = reference();
            let mut tables = catalogue.tables.iter_mut();
            let table = tables.find(|table| table.name == entity.name()).unwrap();
            table.columns.retain(|live| live.name != column.name);
            let path = format!("columns.{}.{}", entity.name(), column.name);
            let lines = propose(&catalogue, &Mapping::default());
            let told = fit(&catalogue, &Mapping::default()).unwrap_err();
            let completes = told[0].to_string().contains(&format!("{path} = \"...\""));
            if NEEDED.contains(&column.name) {
                assert_eq!(lines, Vec::<String>::new(), "{path}");
            } else {
                assert_eq!(lines, [format!("{path} = false")]);
            }
            assert_eq!(completes, NEEDED.contains(&column.name), "{told:?}");
        }
    }
    // Where nothing is found, nothing is left out.
    let mut catalogue = reference();
    for table in &mut catalogue.tables {
        table.name.push_str("_of_others");
    }
    assert!(propose(&catalogue, &Mapping::default()).is_empty());
}

/// A database may use quotes, backslashes and letters that combine.
#[test]
fn odd_names_are_proposed_as_toml_writes_them() {
    let odd = |name: &str| format!("-{name}_");
    let mut catalogue = reference();
    for table in &mut catalogue.tables {
        table.name = odd(&table.name);
    }
    let mapping = read(&propose(&catalogue, &Mapping::default()));
    assert!(fit(&catalogue, &mapping).is_ok());
    let labels = vec!["c-u-s\u{2d}tomer".to_owned(), "ADMIN".to_owned()];
    let mut catalogue = changed(Entity::User, "role", |live| live.labels.clone_from(&labels));
    catalogue.tables[6].columns[2].labels = labels;
    let lines = propose(&catalogue, &Mapping::default());
    assert_eq!(lines, ["labels.Role.CUSTOMER = \"c-u-s-tomer\""]);
    assert!(fit(&catalogue, &read(&lines)).is_ok());
}

/// The reference schema with ids as texts of the default collation.
fn with_text_ids() -> Catalogue {
    let mut catalogue = reference();
    let columns = catalogue
        .tables
        .iter_mut()
        .flat_map(|table| &mut table.columns);
    for column in columns.filter(|column| column.base == "uuid") {
        "text".clone_into(&mut column.base);
        column.collation = 100;
    }
    catalogue
}

/// How a query sees ids: their type, and whether it casts any to uuid.
fn seen(catalogue: &Catalogue) -> (&'static str, bool) {
    let layout = fit(catalogue, &Mapping::default()).unwrap();
    let asked = layout.asked("SELECT 1");
    let casts = asked.contains("::uuid");
    assert_eq!(casts, layout.id_type() == "uuid", "{asked}");
    (layout.id_type(), casts)
}

/// A cast has no statistics: the planner takes a join of two for millions of rows.
#[test]
fn ids_are_seen_as_they_are_stored_where_all_of_them_compare_so() {
    assert_eq!(Layout::reference("public").id_type(), "uuid");
    let mut catalogue = with_text_ids();
    assert_eq!(seen(&catalogue), ("text", false));
    let column = |catalogue: &mut Catalogue, change: fn(&mut CatalogueColumn)| {
        let mut tables = catalogue.tables.iter_mut();
        let table = tables.find(|table| table.name == "Upload").unwrap();
        let mut columns = table.columns.iter_mut();
        change(columns.find(|column| column.name == "ownerId").unwrap());
    };
    // Texts of two collations do not compare, nor does a text with a uuid.
    column(&mut catalogue, |owner| owner.collation = 950);
    assert_eq!(seen(&catalogue), ("uuid", true));
    column(&mut catalogue, |owner| "uuid".clone_into(&mut owner.base));
    assert_eq!(seen(&catalogue), ("uuid", true));
    // What no key compares with may be anything.
    let mut catalogue = with_text_ids();
    let tables = catalogue
        .tables
        .iter_mut()
        .filter(|table| table.name == "Message");
    let columns = tables.flat_map(|table| &mut table.columns);
    for column in columns.filter(|column| column.name == "clientMessageId") {
        "uuid".clone_into(&mut column.base);
    }
    assert_eq!(seen(&catalogue), ("text", false));
}

/// A column of the reference schema's table under another name, which nothing claims.
fn renamed(entity: Entity, column: &str, name: &str) -> Catalogue {
    changed(entity, column, |live| name.clone_into(&mut live.name))
}

#[test]
fn a_name_that_is_clearly_meant_is_proposed() {
    for (entity, column, name) in [
        (Entity::User, "emailVerifiedAt", "email_verified"),
        (Entity::User, "passwordHash", "password"),
        (Entity::User, "passwordHash", "digest"),
        (Entity::Customer, "fullName", "name"),
        (Entity::Customer, "phone", "phoneNumber"),
        (Entity::AuditLog, "ipAddress", "ip"),
        (Entity::Upload, "ownerId", "owner"),
    ] {
        let catalogue = renamed(entity, column, name);
        let lines = propose(&catalogue, &Mapping::default());
        let expected = format!("columns.{}.{column} = \"{name}\"", entity.name());
        assert_eq!(lines, [expected]);
        assert!(fit(&catalogue, &read(&lines)).is_ok());
        // Of a type that cannot hold it, it is another column.
        let catalogue = changed(entity, column, |live| {
            name.clone_into(&mut live.name);
            (live.base, live.not_null) = ("bool".to_owned(), false);
        });
        let lines = propose(&catalogue, &Mapping::default());
        let quoted = format!("= \"{name}\"");
        assert!(!lines.concat().contains(&quoted), "{lines:?}");
    }
}

#[test]
fn what_is_not_clearly_meant_stands_in_a_comment() {
    let path = "columns.Customer.notes = false";
    let told = "   # or the name of the column that holds it: ";
    for (name, shown) in [
        ("remarks", "remarks"),
        ("#1\n[x]", "\"#1\\u000A[x]\""),
        ("a\"b", "\"a\\\"b\""),
    ] {
        let catalogue = renamed(Entity::Customer, "notes", name);
        let lines = propose(&catalogue, &Mapping::default());
        assert_eq!(lines, [format!("{path}{told}{shown}")]);
        assert!(fit(&catalogue, &read(&lines)).is_ok());
    }
    // One name that says as much of two columns says nothing of either.
    let mut catalogue = renamed(Entity::Customer, "addressLine1", "address");
    catalogue.tables[1]
        .columns
        .retain(|live| live.name != "addressLine2");
    let lines = propose(&catalogue, &Mapping::default());
    let expected = ["addressLine1", "addressLine2"]
        .map(|name| format!("columns.Customer.{name} = false{told}address"));
    assert_eq!(lines, expected);
}

/// Two texts that somebody must fill: which of them is the name, nobody can say.
#[test]
fn what_rows_need_is_named_by_hand_where_several_could_be_it() {
    let mut catalogue = renamed(Entity::Customer, "fullName", "name");
    let other = CatalogueColumn {
        name: "company".to_owned(),
        ..catalogue.tables[1].columns[2].clone()
    };
    catalogue.tables[1].columns.push(other);
    assert!(propose(&catalogue, &Mapping::default()).is_empty());
    let told = fit(&catalogue, &Mapping::default()).unwrap_err();
    let line = "columns.Customer.fullName = \"...\" (nothing claims name, company)";
    assert!(told[0].to_string().contains(line), "{told:?}");
    // A reference is no name.
    let columns = &mut catalogue.tables[1].columns;
    columns.last_mut().unwrap().name = "tenant_id".to_owned();
    let lines = propose(&catalogue, &Mapping::default());
    assert_eq!(lines, ["columns.Customer.fullName = \"name\""]);
    let told = fit(&catalogue, &Mapping::default()).unwrap_err();
    let remedies: Vec<bool> = told.iter().map(|misfit| misfit.remedy.is_some()).collect();
    // The line mends the name and its column; the tenant is for somebody to mend.
    assert_eq!(remedies, [false, false, true], "{told:?}");
}
