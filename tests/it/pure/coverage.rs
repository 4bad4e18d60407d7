//! What the shipped scenarios show: every table, every label of every enum, every nullable
//! column both filled and empty.

use std::collections::BTreeSet;

use super::dataset::{Dataset, SMOKE, STAGING};
use super::identity::{CODES, Identity};

/// The enums' columns and their labels, as the data model lists them.
const LABELS: [(&str, &str, &[&str]); 4] = [
    ("User", "role", &["ADMIN", "CUSTOMER"]),
    ("AuditLog", "actorRole", &["ADMIN", "CUSTOMER"]),
    (
        "ProfileShare",
        "status",
        &["ACTIVE", "CLOSED", "PENDING", "REVOKED"],
    ),
    ("Form", "status", &["ARCHIVED", "DRAFT", "SUBMITTED"]),
];

/// The columns that the data model marks with `?`. Lists are nullable too, but only by
/// Prisma's leave, and a NULL list is hostile data.
const NULLABLE: [(&str, &[&str]); 9] = [
    (
        "User",
        &[
            "locale",
            "timeZone",
            "emailVerifiedAt",
            "lastLoginAt",
            "deletionRequestedAt",
        ],
    ),
    (
        "Customer",
        &[
            "preferredName",
            "phone",
            "dateOfBirth",
            "addressLine1",
            "addressLine2",
            "city",
            "region",
            "postalCode",
            "country",
            "preferences",
            "notes",
        ],
    ),
    ("Admin", &["title"]),
    (
        "Message",
        &[
            "senderId",
            "recipientId",
            "clientMessageId",
            "deliveredAt",
            "editedAt",
        ],
    ),
    ("MessageReadState", &["lastReadAt"]),
    (
        "ProfileShare",
        &[
            "recipientUserId",
            "recipientEmail",
            "note",
            "expiresAt",
            "acceptedAt",
            "closedAt",
            "revokedAt",
        ],
    ),
    (
        "AuditLog",
        &[
            "actorId",
            "actorRole",
            "entityId",
            "requestId",
            "ipAddress",
            "userAgent",
            "metadata",
        ],
    ),
    ("Upload", &["mimeType", "sha256", "deletedAt"]),
    ("Form", &["submittedAt"]),
];

/// All columns of the data model, in its order.
const COLUMNS: [(&str, &str); 9] = [
    (
        "User",
        "id email passwordHash role locale timeZone emailVerifiedAt lastLoginAt \
         deletionRequestedAt createdAt updatedAt",
    ),
    (
        "Customer",
        "id userId fullName preferredName phone dateOfBirth addressLine1 addressLine2 city region \
         postalCode country spokenLanguages insuranceInterests preferences notes createdAt updatedAt",
    ),
    (
        "Admin",
        "id userId fullName title permissions createdAt updatedAt",
    ),
    (
        "Message",
        "id senderId recipientId body clientMessageId createdAt deliveredAt editedAt",
    ),
    (
        "MessageReadState",
        "senderId recipientId lastReadAt unreadCount updatedAt",
    ),
    (
        "ProfileShare",
        "id customerId recipientUserId recipientEmail token sections note status expiresAt \
         acceptedAt closedAt revokedAt createdAt updatedAt",
    ),
    (
        "AuditLog",
        "id actorId actorRole action entityType entityId requestId ipAddress userAgent metadata \
         createdAt",
    ),
    (
        "Upload",
        "id ownerId fileName mimeType sizeBytes sha256 storageKey createdAt deletedAt",
    ),
    (
        "Form",
        "id customerId kind status data submittedAt createdAt updatedAt",
    ),
];

#[test]
fn rows_have_the_columns_of_the_data_model_in_its_order() {
    for (table, columns) in COLUMNS {
        for row in SMOKE.table(table) {
            let found: Vec<&str> = row.cells.keys().map(String::as_str).collect();
            assert_eq!(found.join(" "), columns, "{table}");
        }
    }
}

#[test]
fn smoke_touches_every_table() {
    for (table, _) in CODES {
        assert!(!SMOKE.table(table).is_empty(), "{table} is empty");
    }
    let rows = SMOKE.records().count();
    assert!(
        (20..300).contains(&rows),
        "smoke is not a few dozen rows but {rows}"
    );
}

fn assert_every_label(data: &Dataset) {
    for (table, column, labels) in LABELS {
        let rows = data.table(table).iter();
        let found: BTreeSet<&str> = rows.filter_map(|row| row.text(column)).collect();
        let found: Vec<&str> = found.into_iter().collect();
        assert_eq!(found, labels, "{table}.{column}");
    }
}

#[test]
fn smoke_has_every_label_of_every_enum() {
    assert_every_label(&SMOKE);
}

#[test]
fn staging_has_every_label_of_every_enum() {
    assert_every_label(&STAGING);
}

#[test]
fn staging_has_null_and_a_value_in_every_nullable_column_and_no_other_null() {
    let data: &Dataset = &STAGING;
    for (table, columns) in NULLABLE {
        for column in columns {
            let nulls = data
                .table(table)
                .iter()
                .filter(|row| row.cell(column).is_null())
                .count();
            let rows = data.table(table).len();
            assert!(nulls > 0, "{table}.{column} is never NULL");
            assert!(nulls < rows, "{table}.{column} is always NULL");
        }
        for row in data.table(table) {
            for (column, cell) in &row.cells {
                // JSON has a null of its own, which is no NULL.
                let json = column == "data" && Identity::read(row.given("id")).is_odd();
                let may = json || columns.contains(&column.as_str());
                assert!(
                    may || !cell.is_null(),
                    "{table}.{column} is NULL in {}",
                    row.line
                );
            }
        }
    }
}

#[test]
fn staging_is_about_as_large_as_it_says() {
    // "About 2,000 customers and 40,000 messages."
    let (customers, messages) = (
        STAGING.table("Customer").len(),
        STAGING.table("Message").len(),
    );
    assert!((1_900..2_200).contains(&customers), "{customers} customers");
    assert!((36_000..44_000).contains(&messages), "{messages} messages");
}
