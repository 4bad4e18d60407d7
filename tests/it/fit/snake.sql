-- Everything in snake case and in the plural, ids as text, instants without a zone, json, labels
-- in lower case: an enum for roles, a text with a CHECK for shares, a plain varchar for forms.
CREATE TYPE user_role AS ENUM ('admin', 'customer');

CREATE TABLE users (
    id text PRIMARY KEY DEFAULT gen_random_uuid()::text,
    email text NOT NULL UNIQUE,
    password_hash text NOT NULL,
    role user_role NOT NULL,
    locale text,
    time_zone text,
    email_verified_at timestamp(3),
    last_login_at timestamp(3),
    deletion_requested_at timestamp(3),
    created_at timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamp(3) NOT NULL
);
CREATE TABLE customers (
    id text PRIMARY KEY,
    user_id text NOT NULL UNIQUE REFERENCES users ON DELETE CASCADE,
    full_name text NOT NULL,
    preferred_name text,
    phone text,
    date_of_birth date,
    address_line1 text,
    address_line2 text,
    city text,
    region text,
    postal_code text,
    country text,
    spoken_languages text[],
    insurance_interests text[],
    preferences json,
    notes text,
    created_at timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamp(3) NOT NULL
);
CREATE TABLE admins (
    id text PRIMARY KEY,
    user_id text NOT NULL UNIQUE REFERENCES users ON DELETE CASCADE,
    full_name text NOT NULL,
    title text,
    permissions text[],
    created_at timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamp(3) NOT NULL
);
CREATE TABLE messages (
    id text PRIMARY KEY,
    sender_id text REFERENCES users ON DELETE SET NULL,
    recipient_id text REFERENCES users ON DELETE SET NULL,
    body text NOT NULL,
    client_message_id text UNIQUE,
    created_at timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    delivered_at timestamp(3),
    edited_at timestamp(3)
);
CREATE INDEX ON messages (sender_id, recipient_id, created_at);
CREATE TABLE message_read_states (
    sender_id text NOT NULL REFERENCES users ON DELETE CASCADE,
    recipient_id text NOT NULL REFERENCES users ON DELETE CASCADE,
    last_read_at timestamp(3),
    unread_count integer NOT NULL DEFAULT 0,
    updated_at timestamp(3) NOT NULL,
    PRIMARY KEY (sender_id, recipient_id)
);
CREATE TABLE profile_shares (
    id text PRIMARY KEY,
    customer_id text NOT NULL REFERENCES customers ON DELETE CASCADE,
    recipient_user_id text REFERENCES users ON DELETE SET NULL,
    recipient_email text,
    token text NOT NULL UNIQUE,
    sections text[],
    note text,
    status text NOT NULL CHECK (status IN ('pending', 'active', 'closed', 'revoked')),
    expires_at timestamp(3),
    accepted_at timestamp(3),
    closed_at timestamp(3),
    revoked_at timestamp(3),
    created_at timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamp(3) NOT NULL
);
CREATE TABLE audit_logs (
    id text PRIMARY KEY,
    actor_id text,
    actor_role user_role,
    action text NOT NULL,
    entity_type text NOT NULL,
    entity_id text,
    request_id text,
    ip_address text,
    user_agent text,
    metadata json,
    created_at timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE uploads (
    id text PRIMARY KEY,
    owner_id text NOT NULL REFERENCES users ON DELETE CASCADE,
    file_name text NOT NULL,
    mime_type text,
    size_bytes bigint NOT NULL,
    sha256 text,
    storage_key text NOT NULL UNIQUE,
    created_at timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    deleted_at timestamp(3)
);
CREATE TABLE forms (
    id text PRIMARY KEY,
    customer_id text NOT NULL REFERENCES customers ON DELETE CASCADE,
    kind text NOT NULL,
    status varchar(20) NOT NULL CHECK (status IN ('draft', 'submitted', 'archived')),
    data json NOT NULL,
    submitted_at timestamp(3),
    created_at timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamp(3) NOT NULL
);

-- What the rows are in the product's own words, by hand.
CREATE SCHEMA oracle;
CREATE VIEW oracle."User" AS
SELECT id, email, password_hash AS "passwordHash", upper(role::text) AS role, locale,
       time_zone AS "timeZone", email_verified_at AS "emailVerifiedAt", last_login_at AS "lastLoginAt",
       deletion_requested_at AS "deletionRequestedAt", created_at AS "createdAt", updated_at AS "updatedAt"
FROM users;
CREATE VIEW oracle."Customer" AS
SELECT id, user_id AS "userId", full_name AS "fullName", preferred_name AS "preferredName", phone,
       date_of_birth AS "dateOfBirth", address_line1 AS "addressLine1", address_line2 AS "addressLine2",
       city, region, postal_code AS "postalCode", country, spoken_languages AS "spokenLanguages",
       insurance_interests AS "insuranceInterests", preferences, notes, created_at AS "createdAt",
       updated_at AS "updatedAt"
FROM customers;
CREATE VIEW oracle."Admin" AS
SELECT id, user_id AS "userId", full_name AS "fullName", title, permissions,
       created_at AS "createdAt", updated_at AS "updatedAt"
FROM admins;
CREATE VIEW oracle."Message" AS
SELECT id, sender_id AS "senderId", recipient_id AS "recipientId", body,
       client_message_id AS "clientMessageId", created_at AS "createdAt",
       delivered_at AS "deliveredAt", edited_at AS "editedAt"
FROM messages;
CREATE VIEW oracle."MessageReadState" AS
SELECT sender_id AS "senderId", recipient_id AS "recipientId", last_read_at AS "lastReadAt",
       unread_count AS "unreadCount", updated_at AS "updatedAt"
FROM message_read_states;
CREATE VIEW oracle."ProfileShare" AS
SELECT id, customer_id AS "customerId", recipient_user_id AS "recipientUserId",
       recipient_email AS "recipientEmail", token, sections, note, upper(status) AS status,
       expires_at AS "expiresAt", accepted_at AS "acceptedAt", closed_at AS "closedAt",
       revoked_at AS "revokedAt", created_at AS "createdAt", updated_at AS "updatedAt"
FROM profile_shares;
CREATE VIEW oracle."AuditLog" AS
SELECT id, actor_id AS "actorId", upper(actor_role::text) AS "actorRole", action,
       entity_type AS "entityType", entity_id AS "entityId", request_id AS "requestId",
       ip_address AS "ipAddress", user_agent AS "userAgent", metadata, created_at AS "createdAt"
FROM audit_logs;
CREATE VIEW oracle."Upload" AS
SELECT id, owner_id AS "ownerId", file_name AS "fileName", mime_type AS "mimeType",
       size_bytes AS "sizeBytes", sha256, storage_key AS "storageKey", created_at AS "createdAt",
       deleted_at AS "deletedAt"
FROM uploads;
CREATE VIEW oracle."Form" AS
SELECT id, customer_id AS "customerId", kind, upper(status) AS status, data,
       submitted_at AS "submittedAt", created_at AS "createdAt", updated_at AS "updatedAt"
FROM forms;
