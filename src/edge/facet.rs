//! Facets: the dimensions of an entity that can be odd.

use crate::schema::Entity;

/// What facets are crossed within: the facets of one subject meet in one specimen.
///
/// A subject is an entity with the related rows that matter to it: a customer with the state
/// of its account and of its messages, a share with its customer and its recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A customer, its account and its conversation.
    Customer,
    /// An admin and its account.
    Admin,
    /// A message.
    Message,
    /// A share, its customer and its recipient.
    Share,
    /// An audit row.
    AuditLog,
    /// An upload.
    Upload,
    /// A form.
    Form,
}

impl Subject {
    /// All subjects.
    pub const ALL: [Self; 7] = [
        Self::Customer,
        Self::Admin,
        Self::Message,
        Self::Share,
        Self::AuditLog,
        Self::Upload,
        Self::Form,
    ];

    /// Its name in labels and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Admin => "admin",
            Self::Message => "message",
            Self::Share => "share",
            Self::AuditLog => "audit-log",
            Self::Upload => "upload",
            Self::Form => "form",
        }
    }
}

macro_rules! facets {
    ($($(#[$doc:meta])* $facet:ident = $name:literal, $subject:ident, $place:expr;)*) => {
        /// One dimension of a subject that can be odd.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Facet {
            $($(#[$doc])* $facet,)*
        }

        impl Facet {
            /// All facets, subject by subject.
            pub const ALL: &'static [Self] = &[$(Self::$facet,)*];

            /// Its name, as in `S02@preferred-name`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$facet => $name,)*
                }
            }

            /// The subject whose facet it is.
            pub const fn subject(self) -> Subject {
                match self {
                    $(Self::$facet => Subject::$subject,)*
                }
            }

            /// The column that holds it; `None` for what is a state of several rows.
            pub const fn column(self) -> Option<(Entity, &'static str)> {
                match self {
                    $(Self::$facet => $place,)*
                }
            }
        }
    };
}

facets! {
    /// A customer's full name.
    Name = "name", Customer, Some((Entity::Customer, "fullName"));
    /// What a customer wants to be called.
    PreferredName = "preferred-name", Customer, Some((Entity::Customer, "preferredName"));
    /// A customer's phone.
    Phone = "phone", Customer, Some((Entity::Customer, "phone"));
    /// A customer's date of birth.
    BirthDate = "birth-date", Customer, Some((Entity::Customer, "dateOfBirth"));
    /// The first line of a customer's address.
    Address = "address", Customer, Some((Entity::Customer, "addressLine1"));
    /// The second line of a customer's address.
    Address2 = "address-2", Customer, Some((Entity::Customer, "addressLine2"));
    /// A customer's city.
    City = "city", Customer, Some((Entity::Customer, "city"));
    /// A customer's region.
    Region = "region", Customer, Some((Entity::Customer, "region"));
    /// A customer's postcode.
    PostalCode = "postal-code", Customer, Some((Entity::Customer, "postalCode"));
    /// A customer's country.
    Country = "country", Customer, Some((Entity::Customer, "country"));
    /// The languages that a customer speaks.
    Languages = "languages", Customer, Some((Entity::Customer, "spokenLanguages"));
    /// What insurance a customer is interested in.
    Interests = "interests", Customer, Some((Entity::Customer, "insuranceInterests"));
    /// A customer's preferences.
    Preferences = "preferences", Customer, Some((Entity::Customer, "preferences"));
    /// Notes on a customer.
    Notes = "notes", Customer, Some((Entity::Customer, "notes"));
    /// The e-mail address of a customer's account.
    Email = "email", Customer, Some((Entity::User, "email"));
    /// The locale of a customer's account.
    Locale = "locale", Customer, Some((Entity::User, "locale"));
    /// The time zone of a customer's account.
    TimeZone = "time-zone", Customer, Some((Entity::User, "timeZone"));
    /// The state of a customer's account.
    Account = "account", Customer, None;
    /// How many messages a customer's conversation has.
    Messages = "messages", Customer, None;
    /// How far a customer's conversation has been read.
    Unread = "unread", Customer, None;

    /// An admin's full name.
    AdminName = "admin-name", Admin, Some((Entity::Admin, "fullName"));
    /// An admin's title.
    AdminTitle = "title", Admin, Some((Entity::Admin, "title"));
    /// What an admin may do.
    Permissions = "permissions", Admin, Some((Entity::Admin, "permissions"));

    /// What a message says.
    Body = "body", Message, Some((Entity::Message, "body"));
    /// The id that the client gave a message.
    ClientId = "client-message-id", Message, Some((Entity::Message, "clientMessageId"));
    /// Whether a message was delivered.
    Delivery = "delivery", Message, Some((Entity::Message, "deliveredAt"));
    /// Whether a message was edited.
    Editing = "editing", Message, Some((Entity::Message, "editedAt"));
    /// Who writes a message to whom.
    Parties = "parties", Message, None;
    /// When a message was written, beside the others.
    Moment = "moment", Message, None;

    /// How far a share has come.
    ShareStatus = "share-status", Share, None;
    /// When a share ends by itself.
    ShareExpiry = "share-expiry", Share, Some((Entity::ProfileShare, "expiresAt"));
    /// The note that goes with a share.
    ShareNote = "share-note", Share, Some((Entity::ProfileShare, "note"));
    /// What a share shows.
    Sections = "sections", Share, Some((Entity::ProfileShare, "sections"));
    /// The state of the customer whose profile is shared.
    ShareCustomer = "share-customer", Share, None;
    /// To whom a share goes.
    ShareRecipient = "share-recipient", Share, None;

    /// The request that an audit row belongs to.
    RequestId = "request-id", AuditLog, Some((Entity::AuditLog, "requestId"));
    /// The network that an audit row's request came from.
    IpAddress = "ip-address", AuditLog, Some((Entity::AuditLog, "ipAddress"));
    /// The program that an audit row's request came from.
    UserAgent = "user-agent", AuditLog, Some((Entity::AuditLog, "userAgent"));
    /// What else an audit row says.
    Metadata = "metadata", AuditLog, Some((Entity::AuditLog, "metadata"));

    /// An upload's file name.
    FileName = "file-name", Upload, Some((Entity::Upload, "fileName"));
    /// An upload's media type.
    MimeType = "mime-type", Upload, Some((Entity::Upload, "mimeType"));
    /// An upload's size.
    FileSize = "file-size", Upload, Some((Entity::Upload, "sizeBytes"));
    /// An upload's checksum.
    Checksum = "checksum", Upload, Some((Entity::Upload, "sha256"));
    /// Whether an upload was deleted.
    UploadState = "upload-state", Upload, None;

    /// How far a form has come.
    FormStatus = "form-status", Form, None;
    /// What a form holds.
    FormData = "form-data", Form, Some((Entity::Form, "data"));
}

impl Facet {
    /// The facet of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|facet| facet.name() == name)
    }

    /// The facets of a subject.
    pub fn of(subject: Subject) -> impl Iterator<Item = Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(move |facet| facet.subject() == subject)
    }
}
