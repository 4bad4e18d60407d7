-- As an app of its own might have it: a schema of its own, names in snake case, ids as text, instants
-- without a zone, labels in lower case, some columns under other names, one that the generator does
-- not know and nobody fills, and one that takes less.
CREATE SCHEMA app;
SET search_path = app;
CREATE TYPE role AS ENUM ('customer', 'admin');
CREATE TYPE share_status AS ENUM ('pending', 'active', 'closed', 'revoked');
CREATE TYPE form_status AS ENUM ('draft', 'submitted', 'archived');

CREATE TABLE users (
    id text PRIMARY KEY,
    email text NOT NULL UNIQUE,
    password_hash text NOT NULL,
    role role NOT NULL,
    locale text,
    time_zone text,
    email_verified timestamp(3),
    last_login_at timestamp(3),
    deletion_requested_at timestamp(3),
    created_at timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamp(3) NOT NULL
);
CREATE TABLE customers (
    id text PRIMARY KEY,
    tenant_id text NOT NULL,
    user_id text NOT NULL UNIQUE REFERENCES users ON DELETE CASCADE,
    name text NOT NULL,
    preferred_name text,
    phone text,
    date_of_birth date,
    address_line1 text,
    address_line2 text,
    city text,
    postal_code text,
    country text,
    spoken_languages text[],
    insurance_interests text[],
    preferences jsonb,
    "remarks, internal" text,
    created_at timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamp(3) NOT NULL
);
CREATE TABLE admins (
    id text PRIMARY KEY,
    user_id text NOT NULL UNIQUE REFERENCES users ON DELETE CASCADE,
    full_name text NOT NULL,
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
    status share_status NOT NULL,
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
    actor_role role,
    action text NOT NULL,
    entity_type text NOT NULL,
    entity_id text,
    request_id text,
    ip inet,
    user_agent text,
    metadata jsonb,
    created_at timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE uploads (
    id text PRIMARY KEY,
    owner_id text NOT NULL REFERENCES users ON DELETE CASCADE,
    file_name text NOT NULL,
    mime_type text,
    size_bytes integer NOT NULL,
    sha256 text,
    storage_key text NOT NULL UNIQUE,
    created_at timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    deleted_at timestamp(3)
);
CREATE TABLE forms (
    id text PRIMARY KEY,
    customer_id text NOT NULL REFERENCES customers ON DELETE CASCADE,
    kind text NOT NULL,
    status form_status NOT NULL,
    data jsonb NOT NULL,
    submitted_at timestamp(3),
    created_at timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamp(3) NOT NULL
);
CREATE TABLE invoices (id text PRIMARY KEY, cents integer NOT NULL);
