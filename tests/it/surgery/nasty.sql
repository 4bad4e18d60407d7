-- A schema as odd as PostgreSQL 15 allows, for surgery that must leave no trace in pg_dump.
-- Run by a superuser; the tables of the schema `app` are those of the role `owner`, who is none.

CREATE ROLE owner LOGIN;
CREATE ROLE reader;
CREATE ROLE stranger LOGIN;
SET allow_in_place_tablespaces = on;
CREATE TABLESPACE aside LOCATION '';
GRANT CREATE ON TABLESPACE aside TO owner;
CREATE TABLESPACE forbidden LOCATION '';

CREATE SCHEMA ext;
GRANT USAGE ON SCHEMA ext TO PUBLIC;
CREATE EXTENSION citext SCHEMA ext;
CREATE EXTENSION btree_gist SCHEMA ext;
CREATE EXTENSION pg_trgm SCHEMA ext;
CREATE EXTENSION pgcrypto SCHEMA ext;

CREATE SCHEMA app AUTHORIZATION owner;
CREATE SCHEMA other AUTHORIZATION stranger;
GRANT USAGE ON SCHEMA app TO PUBLIC;
GRANT USAGE ON SCHEMA other TO PUBLIC;

SET ROLE owner;
SET search_path = app, ext;
CREATE COLLATION german (provider = icu, locale = 'de-u-co-phonebk');
CREATE TYPE "Kind" AS ENUM ('a', 'b');
CREATE FUNCTION "Fold It"(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)';

CREATE TABLE "User" (
    id bigint GENERATED ALWAYS AS IDENTITY,
    email citext NOT NULL,
    "Na""me" text COLLATE german,
    kind "Kind" DEFAULT 'a',
    born date,
    area box,
    tags text[],
    body tsvector,
    added timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "User_pkey" PRIMARY KEY (id) INCLUDE (added) WITH (fillfactor = 71),
    CONSTRAINT "User email's key" UNIQUE (email) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT user_nulls UNIQUE NULLS NOT DISTINCT (born, kind) INCLUDE (id) WITH (fillfactor = 72, deduplicate_items = off) DEFERRABLE,
    CONSTRAINT user_area EXCLUDE USING gist (area WITH &&, kind WITH =) WITH (fillfactor = 73) WHERE (born > '2000-01-01') DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT user_check CHECK (length("Na""me") < 1000) NOT VALID
);
COMMENT ON CONSTRAINT "User_pkey" ON "User" IS 'the key''s \own comment';
COMMENT ON INDEX "User_pkey" IS E'the index of the key\nin two lines';
COMMENT ON CONSTRAINT user_nulls ON "User" IS 'nulls';
COMMENT ON CONSTRAINT user_area ON "User" IS 'area';
COMMENT ON INDEX user_area IS 'area''s index';
CREATE INDEX "user Name" ON "User" ("Na""me" COLLATE "C" text_pattern_ops DESC NULLS LAST, born ASC NULLS FIRST)
    INCLUDE (kind) WITH (fillfactor = 74) TABLESPACE aside WHERE (kind <> 'b' AND born IS NOT NULL);
COMMENT ON INDEX "user Name" IS 'partial';
CREATE INDEX user_folded ON "User" ("Fold It"("Na""me"), (born + 1), lower(email::text));
ALTER INDEX user_folded ALTER COLUMN 1 SET STATISTICS 321;
ALTER INDEX user_folded ALTER COLUMN 3 SET STATISTICS 0;
ALTER INDEX user_folded DEPENDS ON EXTENSION citext;
CREATE INDEX user_trgm ON "User" USING gist ("Na""me" gist_trgm_ops (siglen = 32)) WITH (buffering = off);
CREATE INDEX user_body ON "User" USING gin (body) WITH (fastupdate = off, gin_pending_list_limit = 128);
CREATE INDEX user_brin ON "User" USING brin (added timestamptz_minmax_multi_ops (values_per_range = 16)) WITH (pages_per_range = 7, autosummarize = on);
CREATE INDEX user_hash ON "User" USING hash (email) WITH (fillfactor = 60);
CREATE UNIQUE INDEX user_replica ON "User" (email, id);
ALTER INDEX user_replica SET TABLESPACE aside;
CREATE UNIQUE INDEX user_unique_nulls ON "User" ((coalesce("Na""me", '')), id) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX user_born_key ON "User" (id, added);
ALTER TABLE "User" CLUSTER ON user_born_key;
ALTER TABLE "User" REPLICA IDENTITY USING INDEX user_replica;
CREATE STATISTICS user_statistics (ndistinct) ON kind, born FROM "User";

CREATE TABLE message (
    id uuid DEFAULT gen_random_uuid(),
    sender bigint, recipient bigint, replies_to uuid, kind "Kind", born date, added timestamptz,
    body text NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT message_sender FOREIGN KEY (sender) REFERENCES "User" (id) ON UPDATE CASCADE ON DELETE SET NULL,
    CONSTRAINT message_recipient FOREIGN KEY (recipient, added) REFERENCES "User" (id, added)
        MATCH FULL ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT message_reply FOREIGN KEY (replies_to) REFERENCES message ON DELETE CASCADE DEFERRABLE,
    CONSTRAINT message_kind FOREIGN KEY (recipient, added) REFERENCES "User" (id, added) ON DELETE SET NULL (recipient) ON UPDATE SET DEFAULT
);
ALTER TABLE message ADD CONSTRAINT message_unchecked FOREIGN KEY (sender) REFERENCES "User" NOT VALID;
COMMENT ON CONSTRAINT message_sender ON message IS 'who wrote it';
COMMENT ON CONSTRAINT message_unchecked ON message IS 'not checked';
ALTER TABLE message SET TABLESPACE aside;
CREATE INDEX ON message (sender, recipient);
ALTER TABLE message CLUSTER ON message_pkey;
CREATE UNLOGGED TABLE scratch (id int PRIMARY KEY USING INDEX TABLESPACE aside, parent int REFERENCES scratch);
ALTER TABLE scratch REPLICA IDENTITY FULL;

INSERT INTO "User" (email, "Na""me", born, added)
SELECT 'u' || n, 'Name ' || n, date '2001-01-01' + n, timestamptz '2026-01-01' + n * interval '1 hour' FROM generate_series(1, 50) AS n;
INSERT INTO message (sender, recipient, added, body)
SELECT id, id, added, 'text' FROM "User";
INSERT INTO scratch VALUES (1, 1), (2, 1);
RESET ROLE;
RESET search_path;

-- What stays in place, and why.
SET ROLE owner;
SET search_path = app, ext;
CREATE TABLE kept (id int PRIMARY KEY, code text NOT NULL, note text, more int, parent int REFERENCES kept);
CREATE UNIQUE INDEX kept_code ON kept (code);
CREATE UNIQUE INDEX kept_first ON kept (id, more);
CREATE UNIQUE INDEX kept_second ON kept (more, id);
ALTER TABLE kept ADD CONSTRAINT kept_note UNIQUE (note);
CREATE TABLE keeps (
    id int, more int, code text, foreign_id int,
    CONSTRAINT keeps_ambiguous FOREIGN KEY (id, more) REFERENCES kept (id, more)
);
CREATE TABLE parted (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE INDEX parted_at ON parted (at);
CREATE INDEX parted_half ON ONLY parted (id);
CREATE TABLE sorted (id int, at date, CONSTRAINT sorted_parted FOREIGN KEY (id, at) REFERENCES parted (id, at) DEFERRABLE);
CREATE MATERIALIZED VIEW summary AS SELECT kind, count(*) FROM "User" GROUP BY kind;
CREATE UNIQUE INDEX summary_kind ON summary (kind);
CREATE TABLE identified (id int PRIMARY KEY, code int NOT NULL);
CREATE UNIQUE INDEX identified_code ON identified (code);
ALTER TABLE identified REPLICA IDENTITY USING INDEX identified_code;
CREATE TABLE heir (extra int PRIMARY KEY) INHERITS (scratch);
GRANT REFERENCES, SELECT ON kept, "User" TO stranger;
INSERT INTO kept VALUES (1, 'a', 'n', 1, 1), (2, 'b', 'm', 2, 1);
INSERT INTO keeps VALUES (1, 1, 'a', NULL);
INSERT INTO identified VALUES (1, 1);
SET ROLE stranger;
CREATE TABLE other.theirs (id int PRIMARY KEY, kept_code text REFERENCES app.kept (code) ON DELETE CASCADE, user_id bigint);
CREATE VIEW other.notes AS SELECT note, more, count(*) FROM app.kept GROUP BY id;
INSERT INTO other.theirs VALUES (1, 'a'), (2, NULL);
GRANT REFERENCES ON other.theirs TO owner;
RESET ROLE;
ALTER TABLE app.keeps ADD CONSTRAINT keeps_foreign FOREIGN KEY (foreign_id) REFERENCES other.theirs (id);
ALTER TABLE app.keeps ADD CONSTRAINT keeps_disabled FOREIGN KEY (id) REFERENCES app.kept (id);
SET client_min_messages = error;
CREATE PUBLICATION changes FOR TABLE app.identified WHERE (code > 0);
RESET client_min_messages;
CREATE INDEX identified_forbidden ON app.identified (code) TABLESPACE forbidden;
CREATE INDEX identified_extension ON app.identified (id, code);
-- As the script of an extension would leave it, and a build that was interrupted.
INSERT INTO pg_depend
SELECT 'pg_class'::regclass, 'app.identified_extension'::regclass, 0, 'pg_extension'::regclass, oid, 0, 'e'
FROM pg_extension WHERE extname = 'citext';
CREATE INDEX message_invalid ON app.message (born);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'app.message_invalid'::regclass;
DO $$
DECLARE found text;
BEGIN
    FOR found IN SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', tgrelid::regclass, tgname)
                 FROM pg_trigger JOIN pg_constraint ON pg_constraint.oid = tgconstraint
                 WHERE conname = 'keeps_disabled' AND tgrelid = 'app.keeps'::regclass LOOP
        EXECUTE found;
    END LOOP;
END $$;
