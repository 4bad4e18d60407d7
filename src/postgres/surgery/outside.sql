-- All that is not of the schema $1 and that a CASCADE could reach. PostgreSQL's own triggers
-- are left out: those of our foreign keys stand on the tables that they refer to.
SELECT pg_describe_object(classid, objid, 0) AS name
FROM (
    SELECT classid, objid FROM spaced
    WHERE space NOT IN (to_regnamespace(quote_ident($1)), 'pg_toast'::regnamespace, 'pg_catalog'::regnamespace, 'information_schema'::regnamespace)
    UNION ALL SELECT classid, objid FROM of_extensions
    UNION ALL SELECT 'pg_extension'::regclass, oid FROM pg_extension
    UNION ALL SELECT 'pg_event_trigger'::regclass, oid FROM pg_event_trigger
    UNION ALL SELECT 'pg_publication'::regclass, oid FROM pg_publication
    UNION ALL SELECT 'pg_publication_rel'::regclass, oid FROM pg_publication_rel
    UNION ALL SELECT 'pg_cast'::regclass, oid FROM pg_cast
    UNION ALL SELECT 'pg_constraint'::regclass, oid FROM pg_constraint
    UNION ALL SELECT 'pg_attrdef'::regclass, oid FROM pg_attrdef
    UNION ALL SELECT 'pg_rewrite'::regclass, oid FROM pg_rewrite
    UNION ALL SELECT 'pg_policy'::regclass, oid FROM pg_policy
    UNION ALL SELECT 'pg_trigger'::regclass, oid FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'pg_default_acl'::regclass, oid FROM pg_default_acl
) AS reachable
WHERE (classid, objid) NOT IN (SELECT * FROM inside)
