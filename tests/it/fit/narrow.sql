-- Types that take less: short names, numbers of four bytes, networks without host bits, no NULL
-- where the product has some; domains, a date as an instant, and messages in parts.
CREATE DOMAIN short_name AS varchar(60);
CREATE DOMAIN address AS text NOT NULL CHECK (VALUE LIKE '%@%');
CREATE DOMAIN key AS uuid;
CREATE DOMAIN many AS text[];

CREATE TABLE people (
    "id" key PRIMARY KEY,
    "email" address UNIQUE,
    "password_digest" text NOT NULL,
    "role" text NOT NULL CHECK ("role" IN ('Admin', 'Customer')),
    "locale" varchar(35) NOT NULL,
    "timeZone" text,
    "emailVerifiedAt" timestamptz(3),
    "lastLoginAt" timestamptz(3),
    "deletionRequestedAt" timestamptz(3),
    "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
    "updatedAt" timestamptz(3) NOT NULL
);
CREATE TABLE "Customer" (
    "id" key PRIMARY KEY,
    "userId" key NOT NULL UNIQUE REFERENCES people ON DELETE CASCADE,
    "fullName" short_name NOT NULL,
    "preferredName" short_name,
    "phone" varchar(32),
    "dateOfBirth" timestamp,
    "addressLine1" text,
    "addressLine2" text,
    "city" varchar(40),
    "region" text,
    "postalCode" text,
    "country" char(2),
    "spokenLanguages" many,
    "insuranceInterests" many,
    "preferences" jsonb,
    "notes" text,
    "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
    "updatedAt" timestamptz(3) NOT NULL
);
CREATE TABLE "Admin" (
    "id" key PRIMARY KEY,
    "userId" key NOT NULL UNIQUE REFERENCES people ON DELETE CASCADE,
    "fullName" short_name NOT NULL,
    "title" text,
    "permissions" text[],
    "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
    "updatedAt" timestamptz(3) NOT NULL
);
CREATE TABLE "Message" (
    "id" uuid NOT NULL,
    "senderId" uuid REFERENCES people ON DELETE SET NULL,
    "recipientId" uuid REFERENCES people ON DELETE SET NULL,
    "body" text NOT NULL,
    "clientMessageId" uuid,
    "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
    "deliveredAt" timestamptz(3),
    "editedAt" timestamptz(3),
    PRIMARY KEY ("id", "createdAt")
) PARTITION BY RANGE ("createdAt");
CREATE TABLE "Message_old" PARTITION OF "Message" FOR VALUES FROM (MINVALUE) TO ('2025-07-01Z');
CREATE TABLE "Message_new" PARTITION OF "Message" FOR VALUES FROM ('2025-07-01Z') TO (MAXVALUE);
CREATE TABLE "MessageReadState" (
    "senderId" uuid NOT NULL REFERENCES people ON DELETE CASCADE,
    "recipientId" uuid NOT NULL REFERENCES people ON DELETE CASCADE,
    "lastReadAt" timestamptz(3),
    "unreadCount" integer NOT NULL DEFAULT 0,
    "updatedAt" timestamptz(3) NOT NULL,
    PRIMARY KEY ("senderId", "recipientId")
);
CREATE TABLE "ProfileShare" (
    "id" uuid PRIMARY KEY,
    "customerId" uuid NOT NULL REFERENCES "Customer" ON DELETE CASCADE,
    "recipientUserId" uuid REFERENCES people ON DELETE SET NULL,
    "recipientEmail" varchar(254),
    "token" varchar(64) NOT NULL UNIQUE,
    "sections" varchar(40)[],
    "note" text,
    "status" text NOT NULL,
    "expiresAt" timestamptz(3),
    "acceptedAt" timestamptz(3),
    "closedAt" timestamptz(3),
    "revokedAt" timestamptz(3),
    "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
    "updatedAt" timestamptz(3) NOT NULL
);
CREATE TABLE "AuditLog" (
    "id" uuid PRIMARY KEY,
    "actorId" uuid,
    "actorRole" text,
    "action" varchar(64) NOT NULL,
    "entityType" varchar(64) NOT NULL,
    "entityId" uuid,
    "requestId" varchar(64),
    "ipAddress" cidr,
    "userAgent" text,
    "metadata" jsonb,
    "createdAt" timestamptz(3) NOT NULL DEFAULT now()
);
CREATE TABLE "Upload" (
    "id" uuid PRIMARY KEY,
    "ownerId" uuid NOT NULL REFERENCES people ON DELETE CASCADE,
    "fileName" varchar(255) NOT NULL,
    "mimeType" varchar(127),
    "sizeBytes" integer NOT NULL,
    "sha256" char(64),
    "storageKey" varchar(512) NOT NULL UNIQUE,
    "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
    "deletedAt" timestamptz(3)
);
CREATE TABLE "Form" (
    "id" uuid PRIMARY KEY,
    "customerId" uuid NOT NULL REFERENCES "Customer" ON DELETE CASCADE,
    "kind" varchar(64) NOT NULL,
    "status" text NOT NULL,
    "data" jsonb NOT NULL,
    "submittedAt" timestamptz(3),
    "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
    "updatedAt" timestamptz(3) NOT NULL
);

CREATE SCHEMA oracle;
CREATE VIEW oracle."User" AS
SELECT "id", "email", "password_digest" AS "passwordHash", upper("role") AS "role", "locale", "timeZone", "emailVerifiedAt",
       "lastLoginAt", "deletionRequestedAt", "createdAt", "updatedAt"
FROM people;
CREATE VIEW oracle."Customer" AS
SELECT "id", "userId", "fullName", "preferredName", "phone",
       "dateOfBirth"::date AS "dateOfBirth", "addressLine1", "addressLine2", "city", "region", "postalCode", "country",
       "spokenLanguages", "insuranceInterests", "preferences", "notes", "createdAt", "updatedAt"
FROM "Customer";
CREATE VIEW oracle."Admin" AS SELECT * FROM "Admin";
CREATE VIEW oracle."Message" AS SELECT * FROM "Message";
CREATE VIEW oracle."MessageReadState" AS SELECT * FROM "MessageReadState";
CREATE VIEW oracle."ProfileShare" AS SELECT * FROM "ProfileShare";
CREATE VIEW oracle."AuditLog" AS
SELECT "id", "actorId", upper("actorRole") AS "actorRole", "action", "entityType", "entityId", "requestId",
       "ipAddress"::inet AS "ipAddress", "userAgent", "metadata", "createdAt"
FROM "AuditLog";
CREATE VIEW oracle."Upload" AS SELECT * FROM "Upload";
CREATE VIEW oracle."Form" AS SELECT * FROM "Form";
