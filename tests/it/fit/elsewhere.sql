-- Another schema, the product's names; citext addresses, varchar everywhere, int8 counts, an enum
-- of another name, two columns and a table that are not there, and columns of somebody else's.
CREATE EXTENSION citext;
CREATE SCHEMA app;
SET search_path = app, public;
CREATE TYPE account_kind AS ENUM ('CUSTOMER', 'ADMIN', 'ROBOT');

CREATE TABLE "User" (
    "number" bigint GENERATED ALWAYS AS IDENTITY,
    "id" uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    "email" citext NOT NULL UNIQUE,
    "passwordHash" varchar NOT NULL,
    "role" account_kind NOT NULL,
    "locale" varchar(50),
    "timeZone" varchar,
    "emailVerifiedAt" timestamptz,
    "lastLoginAt" timestamptz,
    "deletionRequestedAt" timestamptz,
    "createdAt" timestamptz NOT NULL DEFAULT now(),
    "updatedAt" timestamptz NOT NULL,
    "plan" text NOT NULL DEFAULT 'free',
    "mailHost" text GENERATED ALWAYS AS (split_part("email"::text, '@', 2)) STORED
);
CREATE TABLE "Customer" (
    "id" uuid PRIMARY KEY,
    "userId" uuid NOT NULL UNIQUE REFERENCES "User" ON DELETE CASCADE,
    "fullName" varchar NOT NULL,
    "preferredName" varchar,
    "dateOfBirth" date,
    "addressLine1" varchar,
    "addressLine2" varchar,
    "city" varchar,
    "postalCode" varchar,
    "country" varchar(2),
    "spokenLanguages" varchar[],
    "insuranceInterests" varchar[],
    "preferences" jsonb,
    "notes" varchar,
    "createdAt" timestamptz NOT NULL DEFAULT now(),
    "updatedAt" timestamptz NOT NULL
);
CREATE TABLE "Admin" (
    "id" uuid PRIMARY KEY,
    "userId" uuid NOT NULL UNIQUE REFERENCES "User" ON DELETE CASCADE,
    "fullName" varchar NOT NULL,
    "title" varchar,
    "permissions" citext[],
    "createdAt" timestamptz NOT NULL DEFAULT now(),
    "updatedAt" timestamptz NOT NULL
);
CREATE TABLE "Message" (
    "id" uuid PRIMARY KEY,
    "senderId" uuid REFERENCES "User" ON DELETE SET NULL,
    "recipientId" uuid REFERENCES "User" ON DELETE SET NULL,
    "body" varchar NOT NULL,
    "clientMessageId" uuid UNIQUE,
    "createdAt" timestamptz NOT NULL DEFAULT now(),
    "deliveredAt" timestamptz,
    "editedAt" timestamptz
);
CREATE TABLE "MessageReadState" (
    "senderId" uuid NOT NULL REFERENCES "User" ON DELETE CASCADE,
    "recipientId" uuid NOT NULL REFERENCES "User" ON DELETE CASCADE,
    "lastReadAt" timestamptz,
    "unreadCount" bigint NOT NULL DEFAULT 0,
    "updatedAt" timestamptz NOT NULL,
    PRIMARY KEY ("senderId", "recipientId")
);
CREATE TABLE "ProfileShare" (
    "id" uuid PRIMARY KEY,
    "customerId" uuid NOT NULL REFERENCES "Customer" ON DELETE CASCADE,
    "recipientUserId" uuid REFERENCES "User" ON DELETE SET NULL,
    "recipientEmail" citext,
    "token" varchar NOT NULL UNIQUE,
    "sections" varchar[],
    "note" varchar,
    "status" varchar(7) NOT NULL,
    "expiresAt" timestamptz,
    "acceptedAt" timestamptz,
    "closedAt" timestamptz,
    "revokedAt" timestamptz,
    "createdAt" timestamptz NOT NULL DEFAULT now(),
    "updatedAt" timestamptz NOT NULL
);
CREATE TABLE "AuditLog" (
    "sequence" serial,
    "id" uuid PRIMARY KEY,
    "actorId" uuid,
    "actorRole" account_kind,
    "action" varchar NOT NULL,
    "entityType" varchar NOT NULL,
    "entityId" uuid,
    "requestId" varchar,
    "ipAddress" inet,
    "userAgent" varchar,
    "metadata" jsonb,
    "createdAt" timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE "Upload" (
    "id" uuid PRIMARY KEY,
    "ownerId" uuid NOT NULL REFERENCES "User" ON DELETE CASCADE,
    "fileName" varchar NOT NULL,
    "mimeType" varchar,
    "sizeBytes" bigint NOT NULL,
    "sha256" varchar(64),
    "storageKey" varchar NOT NULL UNIQUE,
    "createdAt" timestamptz NOT NULL DEFAULT now(),
    "deletedAt" timestamptz
);

-- What is not there is NULL; Form is not asked for.
CREATE SCHEMA oracle;
CREATE VIEW oracle."User" AS
SELECT "id", "email", "passwordHash", "role", "locale", "timeZone", "emailVerifiedAt", "lastLoginAt",
       "deletionRequestedAt", "createdAt", "updatedAt"
FROM "User";
CREATE VIEW oracle."Customer" AS SELECT *, NULL AS "phone", NULL AS "region" FROM "Customer";
CREATE VIEW oracle."Admin" AS SELECT * FROM "Admin";
CREATE VIEW oracle."Message" AS SELECT * FROM "Message";
CREATE VIEW oracle."MessageReadState" AS SELECT * FROM "MessageReadState";
CREATE VIEW oracle."ProfileShare" AS SELECT * FROM "ProfileShare";
CREATE VIEW oracle."AuditLog" AS
SELECT "id", "actorId", "actorRole", "action", "entityType", "entityId", "requestId", "ipAddress",
       "userAgent", "metadata", "createdAt"
FROM "AuditLog";
CREATE VIEW oracle."Upload" AS SELECT * FROM "Upload";
