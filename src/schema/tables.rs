//! The nine tables of the core API, as `core-api/prisma/schema.prisma` declares them.

/// A kind of row that the generator makes: one for each table.
///
/// The discriminant is part of every id; the order is the order of loading, in which a
/// table comes after those that it refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Entity {
    /// An account that can log in.
    User = 1,
    /// A customer's profile.
    Customer = 2,
    /// An admin's profile.
    Admin = 3,
    /// A message between two users.
    Message = 4,
    /// How far a user has read another's messages.
    MessageReadState = 5,
    /// A customer's profile, shared with somebody.
    ProfileShare = 6,
    /// What somebody did, and when.
    AuditLog = 7,
    /// An uploaded file's description.
    Upload = 8,
    /// A form that a customer fills in.
    Form = 9,
}

impl Entity {
    /// All entities in the order of loading.
    pub const ALL: [Self; 9] = [
        Self::User,
        Self::Customer,
        Self::Admin,
        Self::Message,
        Self::MessageReadState,
        Self::ProfileShare,
        Self::AuditLog,
        Self::Upload,
        Self::Form,
    ];

    /// The entity with this code.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|entity| *entity as u8 == code)
    }

    /// The entity whose table has this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|entity| entity.name() == name)
    }

    /// The table that holds its rows.
    pub fn table(self) -> &'static Table {
        match self {
            Self::User => &USER,
            Self::Customer => &CUSTOMER,
            Self::Admin => &ADMIN,
            Self::Message => &MESSAGE,
            Self::MessageReadState => &MESSAGE_READ_STATE,
            Self::ProfileShare => &PROFILE_SHARE,
            Self::AuditLog => &AUDIT_LOG,
            Self::Upload => &UPLOAD,
            Self::Form => &FORM,
        }
    }

    /// The table's name.
    pub fn name(self) -> &'static str {
        self.table().name
    }
}

/// A table.
#[derive(Debug)]
pub struct Table {
    /// Its name, as Prisma writes it.
    pub name: &'static str,
    /// Its columns, in the order in which rows hold their values.
    pub columns: &'static [Column],
    /// The columns of the primary key.
    pub primary_key: &'static [&'static str],
    /// The columns that are unique on their own.
    pub unique: &'static [&'static str],
    /// What its rows refer to.
    pub foreign_keys: &'static [ForeignKey],
}

impl Table {
    /// The column with this name.
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The position of the column with this name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

/// A column.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, as Prisma writes it.
    pub name: &'static str,
    /// What it holds.
    pub kind: ColumnType,
    /// Whether a row may leave it NULL.
    pub nullable: bool,
    /// Whether it holds something that is never shown: a hash or a token.
    pub secret: bool,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// `uuid`
    Uuid,
    /// `text`
    Text,
    /// `varchar(n)`: at most n code points.
    Varchar(u32),
    /// `char(n)`: padded to n code points.
    Char(u32),
    /// An enum of the schema.
    Enum(&'static EnumType),
    /// `text[]`
    TextArray,
    /// `jsonb`
    Jsonb,
    /// `timestamptz(3)`
    Timestamp,
    /// `date`
    Date,
    /// `int4`
    Int4,
    /// `int8`
    Int8,
    /// `inet`
    Inet,
}

/// An enum of the schema.
#[derive(Debug, PartialEq, Eq)]
pub struct EnumType {
    /// Its name.
    pub name: &'static str,
    /// Its labels, in their order.
    pub labels: &'static [&'static str],
}

/// What a column refers to.
#[derive(Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// The referring column.
    pub column: &'static str,
    /// The table referred to, by its `id`.
    pub references: Entity,
    /// What happens to the row when the other goes.
    pub on_delete: OnDelete,
}

/// What happens to a row when the row that it refers to is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnDelete {
    /// It goes too.
    Cascade,
    /// It stays, with NULL in the referring column.
    SetNull,
}

/// Who a user is.
pub static ROLE: EnumType = EnumType {
    name: "Role",
    labels: &["CUSTOMER", "ADMIN"],
};
/// Where a share stands.
pub static SHARE_STATUS: EnumType = EnumType {
    name: "ShareStatus",
    labels: &["PENDING", "ACTIVE", "CLOSED", "REVOKED"],
};
/// Where a form stands.
pub static FORM_STATUS: EnumType = EnumType {
    name: "FormStatus",
    labels: &["DRAFT", "SUBMITTED", "ARCHIVED"],
};

use ColumnType::{
    Char, Date, Enum, Inet, Int4, Int8, Jsonb, Text, TextArray, Timestamp, Uuid, Varchar,
};

const fn not_null(name: &'static str, kind: ColumnType) -> Column {
    Column {
        name,
        kind,
        nullable: false,
        secret: false,
    }
}

const fn nullable(name: &'static str, kind: ColumnType) -> Column {
    Column {
        name,
        kind,
        nullable: true,
        secret: false,
    }
}

const fn secret(name: &'static str, kind: ColumnType) -> Column {
    Column {
        name,
        kind,
        nullable: false,
        secret: true,
    }
}

const fn cascade(column: &'static str, references: Entity) -> ForeignKey {
    ForeignKey {
        column,
        references,
        on_delete: OnDelete::Cascade,
    }
}

const fn set_null(column: &'static str, references: Entity) -> ForeignKey {
    ForeignKey {
        column,
        references,
        on_delete: OnDelete::SetNull,
    }
}

static USER: Table = Table {
    name: "User",
    columns: &[
        not_null("id", Uuid),
        not_null("email", Varchar(254)),
        secret("passwordHash", Text),
        not_null("role", Enum(&ROLE)),
        nullable("locale", Varchar(35)),
        nullable("timeZone", Text),
        nullable("emailVerifiedAt", Timestamp),
        nullable("lastLoginAt", Timestamp),
        nullable("deletionRequestedAt", Timestamp),
        not_null("createdAt", Timestamp),
        not_null("updatedAt", Timestamp),
    ],
    primary_key: &["id"],
    unique: &["email"],
    foreign_keys: &[],
};

static CUSTOMER: Table = Table {
    name: "Customer",
    columns: &[
        not_null("id", Uuid),
        not_null("userId", Uuid),
        not_null("fullName", Varchar(200)),
        nullable("preferredName", Varchar(100)),
        nullable("phone", Varchar(32)),
        nullable("dateOfBirth", Date),
        nullable("addressLine1", Text),
        nullable("addressLine2", Text),
        nullable("city", Text),
        nullable("region", Text),
        nullable("postalCode", Text),
        nullable("country", Char(2)),
        // Prisma gives scalar lists no NOT NULL; plausible data has none of its NULLs.
        nullable("spokenLanguages", TextArray),
        nullable("insuranceInterests", TextArray),
        nullable("preferences", Jsonb),
        nullable("notes", Text),
        not_null("createdAt", Timestamp),
        not_null("updatedAt", Timestamp),
    ],
    primary_key: &["id"],
    unique: &["userId"],
    foreign_keys: &[cascade("userId", Entity::User)],
};

static ADMIN: Table = Table {
    name: "Admin",
    columns: &[
        not_null("id", Uuid),
        not_null("userId", Uuid),
        not_null("fullName", Varchar(200)),
        nullable("title", Text),
        nullable("permissions", TextArray),
        not_null("createdAt", Timestamp),
        not_null("updatedAt", Timestamp),
    ],
    primary_key: &["id"],
    unique: &["userId"],
    foreign_keys: &[cascade("userId", Entity::User)],
};

static MESSAGE: Table = Table {
    name: "Message",
    columns: &[
        not_null("id", Uuid),
        nullable("senderId", Uuid),
        nullable("recipientId", Uuid),
        not_null("body", Text),
        nullable("clientMessageId", Uuid),
        not_null("createdAt", Timestamp),
        nullable("deliveredAt", Timestamp),
        nullable("editedAt", Timestamp),
    ],
    primary_key: &["id"],
    unique: &["clientMessageId"],
    foreign_keys: &[
        set_null("senderId", Entity::User),
        set_null("recipientId", Entity::User),
    ],
};

static MESSAGE_READ_STATE: Table = Table {
    name: "MessageReadState",
    columns: &[
        not_null("senderId", Uuid),
        not_null("recipientId", Uuid),
        nullable("lastReadAt", Timestamp),
        not_null("unreadCount", Int4),
        not_null("updatedAt", Timestamp),
    ],
    primary_key: &["senderId", "recipientId"],
    unique: &[],
    foreign_keys: &[
        cascade("senderId", Entity::User),
        cascade("recipientId", Entity::User),
    ],
};

static PROFILE_SHARE: Table = Table {
    name: "ProfileShare",
    columns: &[
        not_null("id", Uuid),
        not_null("customerId", Uuid),
        nullable("recipientUserId", Uuid),
        nullable("recipientEmail", Varchar(254)),
        secret("token", Varchar(64)),
        nullable("sections", TextArray),
        nullable("note", Text),
        not_null("status", Enum(&SHARE_STATUS)),
        nullable("expiresAt", Timestamp),
        nullable("acceptedAt", Timestamp),
        nullable("closedAt", Timestamp),
        nullable("revokedAt", Timestamp),
        not_null("createdAt", Timestamp),
        not_null("updatedAt", Timestamp),
    ],
    primary_key: &["id"],
    unique: &["token"],
    foreign_keys: &[
        cascade("customerId", Entity::Customer),
        set_null("recipientUserId", Entity::User),
    ],
};

static AUDIT_LOG: Table = Table {
    name: "AuditLog",
    columns: &[
        not_null("id", Uuid),
        nullable("actorId", Uuid),
        nullable("actorRole", Enum(&ROLE)),
        not_null("action", Varchar(64)),
        not_null("entityType", Varchar(64)),
        nullable("entityId", Uuid),
        nullable("requestId", Varchar(64)),
        nullable("ipAddress", Inet),
        nullable("userAgent", Text),
        nullable("metadata", Jsonb),
        not_null("createdAt", Timestamp),
    ],
    primary_key: &["id"],
    unique: &[],
    // Audit rows outlive what they speak of.
    foreign_keys: &[],
};

static UPLOAD: Table = Table {
    name: "Upload",
    columns: &[
        not_null("id", Uuid),
        not_null("ownerId", Uuid),
        not_null("fileName", Varchar(255)),
        nullable("mimeType", Varchar(127)),
        not_null("sizeBytes", Int8),
        nullable("sha256", Char(64)),
        not_null("storageKey", Varchar(512)),
        not_null("createdAt", Timestamp),
        nullable("deletedAt", Timestamp),
    ],
    primary_key: &["id"],
    unique: &["storageKey"],
    foreign_keys: &[cascade("ownerId", Entity::User)],
};

static FORM: Table = Table {
    name: "Form",
    columns: &[
        not_null("id", Uuid),
        not_null("customerId", Uuid),
        not_null("kind", Varchar(64)),
        not_null("status", Enum(&FORM_STATUS)),
        not_null("data", Jsonb),
        nullable("submittedAt", Timestamp),
        not_null("createdAt", Timestamp),
        not_null("updatedAt", Timestamp),
    ],
    primary_key: &["id"],
    unique: &[],
    foreign_keys: &[cascade("customerId", Entity::Customer)],
};
