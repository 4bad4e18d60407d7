//! What can be asked of an account: `unread > 99`, `role = admin`.

use crate::schema::Entity;

/// What an account answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// To a question for a number.
    Number(i64),
    /// To a question for a word.
    Word(String),
}

macro_rules! measures {
    ($($measure:ident = $name:literal, $is_number:literal, $entity:ident, $about:literal;)*) => {
        /// Something that can be asked of an account.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Measure {
            $(#[doc = $about] $measure,)*
        }

        impl Measure {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$measure,)*];

            /// Its name, as in `unread > 99`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$measure => $name,)*
                }
            }

            /// What it is, in a few words.
            pub const fn about(self) -> &'static str {
                match self {
                    $(Self::$measure => $about,)*
                }
            }

            /// Whether its answer is a number rather than a word.
            pub const fn is_number(self) -> bool {
                match self {
                    $(Self::$measure => $is_number,)*
                }
            }

            /// The table that it is taken from, beside the account and its profile.
            pub const fn entity(self) -> Entity {
                match self {
                    $(Self::$measure => Entity::$entity,)*
                }
            }
        }
    };
}

measures! {
    Role = "role", false, User, "customer or admin";
    Verified = "verified", false, User, "yes or no: whether the address was verified";
    DeletionRequested = "deletion_requested", false, User, "yes or no: whether its deletion was asked for";
    Locale = "locale", false, User, "the account's locale, such as en-GB";
    TimeZone = "time_zone", false, User, "the account's time zone, such as Europe/Berlin";
    Country = "country", false, Customer, "the customer's country, such as DE";
    Phone = "phone", false, Customer, "the customer's phone";
    AgeDays = "age_days", true, User, "whole days since the account was made";
    IdleDays = "idle_days", true, User, "whole days since the last log-in";
    EmailBytes = "email_bytes", true, User, "length of the address";
    NameBytes = "name_bytes", true, Customer, "length of the full name in bytes";
    NameCodePoints = "name_code_points", true, Customer, "its length in Unicode code points";
    NameUtf16 = "name_utf16", true, Customer, "its length in UTF-16 units";
    NameGraphemes = "name_graphemes", true, Customer, "its length in graphemes, as people count";
    Languages = "languages", true, Customer, "languages that the customer speaks";
    Interests = "interests", true, Customer, "insurance that the customer is interested in";
    Messages = "messages", true, Message, "messages that it sent or received";
    Sent = "sent", true, Message, "messages that it sent";
    Received = "received", true, Message, "messages that it received";
    Conversations = "conversations", true, Message, "users with whom it exchanged messages";
    LongestConversation = "longest_conversation", true, Message, "most messages with one of them";
    Unread = "unread", true, MessageReadState, "the sum of its unread counters";
    MostUnread = "most_unread", true, MessageReadState, "the greatest of its unread counters";
    Shares = "shares", true, ProfileShare, "shares of its profile";
    SharesPending = "shares_pending", true, ProfileShare, "those that wait for their recipient";
    SharesActive = "shares_active", true, ProfileShare, "those that are open";
    SharesClosed = "shares_closed", true, ProfileShare, "those that were closed";
    SharesRevoked = "shares_revoked", true, ProfileShare, "those that were taken back";
    SharesReceived = "shares_received", true, ProfileShare, "shares that went to it";
    Uploads = "uploads", true, Upload, "its uploads";
    UploadsDeleted = "uploads_deleted", true, Upload, "those that it deleted";
    Forms = "forms", true, Form, "its forms";
    FormsDraft = "forms_draft", true, Form, "those that are drafts";
    FormsSubmitted = "forms_submitted", true, Form, "those that are submitted";
    FormsArchived = "forms_archived", true, Form, "those that are archived";
    AuditLogs = "audit_logs", true, AuditLog, "audit rows of what it did";
}

impl Measure {
    /// The measure of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|measure| measure.name() == name)
    }

    /// The words that it answers with, where they are few.
    pub const fn words(self) -> Option<&'static [&'static str]> {
        match self {
            Self::Role => Some(&["customer", "admin"]),
            Self::Verified | Self::DeletionRequested => Some(&["yes", "no"]),
            _ => None,
        }
    }

    /// Whether it counts rows, so that an account without any answers 0.
    const fn counts(self) -> bool {
        self.is_number()
            && !matches!(
                self.entity(),
                Entity::User | Entity::Customer | Entity::MessageReadState
            )
    }

    /// What an account answers before anything is known of it but that it is there.
    pub(super) fn start(self) -> Option<Answer> {
        let counts = self.counts() || self == Self::Unread;
        counts.then_some(Answer::Number(0))
    }
}
