//! The documented data model, written out by hand: tables, columns, keys and what a deletion
//! does, with nothing taken from `schema.prisma` or the migrations.

use crate::catalogue::{Facts, add_foreign_key, add_index};

const ENUMS: [(&str, &str); 3] = [
    ("Role", "CUSTOMER, ADMIN"),
    ("ShareStatus", "PENDING, ACTIVE, CLOSED, REVOKED"),
    ("FormStatus", "DRAFT, SUBMITTED, ARCHIVED"),
];

/// `name type`, with `?` where the column is nullable and `=` before a default. A foreign key
/// that leads no key of its table has a plain index besides, so that deleting the parent does
/// not scan the table.
const TABLES: &str = "
User
    id uuid
    email varchar(254)
    passwordHash text
    role Role
    locale? varchar(35)
    timeZone? text
    emailVerifiedAt? timestamptz(3)
    lastLoginAt? timestamptz(3)
    deletionRequestedAt? timestamptz(3)
    createdAt timestamptz(3) = CURRENT_TIMESTAMP
    updatedAt timestamptz(3)
    primary key: id
    unique: email

Customer
    id uuid
    userId uuid
    fullName varchar(200)
    preferredName? varchar(100)
    phone? varchar(32)
    dateOfBirth? date
    addressLine1? text
    addressLine2? text
    city? text
    region? text
    postalCode? text
    country? char(2)
    spokenLanguages? text[]
    insuranceInterests? text[]
    preferences? jsonb
    notes? text
    createdAt timestamptz(3) = CURRENT_TIMESTAMP
    updatedAt timestamptz(3)
    primary key: id
    unique: userId
    cascade: userId -> User

Admin
    id uuid
    userId uuid
    fullName varchar(200)
    title? text
    permissions? text[]
    createdAt timestamptz(3) = CURRENT_TIMESTAMP
    updatedAt timestamptz(3)
    primary key: id
    unique: userId
    cascade: userId -> User

Message
    id uuid
    senderId? uuid
    recipientId? uuid
    body text
    clientMessageId? uuid
    createdAt timestamptz(3) = CURRENT_TIMESTAMP
    deliveredAt? timestamptz(3)
    editedAt? timestamptz(3)
    primary key: id
    unique: clientMessageId
    index: senderId, recipientId, createdAt
    index: recipientId, createdAt
    set null: senderId -> User
    set null: recipientId -> User

MessageReadState
    senderId uuid
    recipientId uuid
    lastReadAt? timestamptz(3)
    unreadCount integer = 0
    updatedAt timestamptz(3)
    primary key: senderId, recipientId
    index: recipientId
    cascade: senderId -> User
    cascade: recipientId -> User

ProfileShare
    id uuid
    customerId uuid
    recipientUserId? uuid
    recipientEmail? varchar(254)
    token varchar(64)
    sections? text[]
    note? text
    status ShareStatus
    expiresAt? timestamptz(3)
    acceptedAt? timestamptz(3)
    closedAt? timestamptz(3)
    revokedAt? timestamptz(3)
    createdAt timestamptz(3) = CURRENT_TIMESTAMP
    updatedAt timestamptz(3)
    primary key: id
    unique: token
    index: customerId
    index: recipientUserId
    cascade: customerId -> Customer
    set null: recipientUserId -> User

AuditLog
    id uuid
    actorId? uuid
    actorRole? Role
    action varchar(64)
    entityType varchar(64)
    entityId? uuid
    requestId? varchar(64)
    ipAddress? inet
    userAgent? text
    metadata? jsonb
    createdAt timestamptz(3) = CURRENT_TIMESTAMP
    primary key: id
    index: entityType, entityId
    index: actorId, createdAt
    index: createdAt

Upload
    id uuid
    ownerId uuid
    fileName varchar(255)
    mimeType? varchar(127)
    sizeBytes bigint
    sha256? char(64)
    storageKey varchar(512)
    createdAt timestamptz(3) = CURRENT_TIMESTAMP
    deletedAt? timestamptz(3)
    primary key: id
    unique: storageKey
    index: ownerId
    cascade: ownerId -> User

Form
    id uuid
    customerId uuid
    kind varchar(64)
    status FormStatus
    data jsonb
    submittedAt? timestamptz(3)
    createdAt timestamptz(3) = CURRENT_TIMESTAMP
    updatedAt timestamptz(3)
    primary key: id
    index: customerId
    cascade: customerId -> Customer
";

pub(crate) fn facts() -> Facts {
    let mut facts: Facts = ENUMS
        .iter()
        .map(|(name, labels)| (format!("enum {name}"), (*labels).to_owned()))
        .collect();
    let mut table = "";
    for line in TABLES.lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix("    ") {
            None => table = line,
            Some(entry) => match entry.split_once(": ") {
                None => add_column(&mut facts, table, entry),
                Some((kind, columns)) => add_key(&mut facts, table, kind, columns),
            },
        }
    }
    facts
}

fn add_column(facts: &mut Facts, table: &str, entry: &str) {
    let (declared, default) = match entry.split_once(" = ") {
        Some((declared, default)) => (declared, format!(" default {default}")),
        None => (entry, String::new()),
    };
    let (name, kind) = declared.split_once(' ').expect(entry);
    let (name, not_null) = match name.strip_suffix('?') {
        Some(name) => (name, ""),
        None => (name, " not null"),
    };
    facts.insert(
        format!("column {table}.{name}"),
        format!("{kind}{not_null}{default}"),
    );
}

fn add_key(facts: &mut Facts, table: &str, kind: &str, columns: &str) {
    match columns.split_once(" -> ") {
        Some((column, parent)) => {
            add_foreign_key(facts, table, column, parent, &kind.to_uppercase());
        }
        None => add_index(facts, kind, table, &columns.split(", ").collect::<Vec<_>>()),
    }
}
