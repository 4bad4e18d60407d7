-- What is of the schema $1, and what belongs to that: indexes, constraints, triggers, defaults,
-- policies, row types. `ours` is what is of the tables $2 in the same way.
, spaced (classid, objid, space, owner) AS (
    SELECT 'pg_class'::regclass, oid, relnamespace, relowner FROM pg_class
    UNION ALL SELECT 'pg_type'::regclass, oid, typnamespace, typowner FROM pg_type
    UNION ALL SELECT 'pg_proc'::regclass, oid, pronamespace, proowner FROM pg_proc
    UNION ALL SELECT 'pg_operator'::regclass, oid, oprnamespace, oprowner FROM pg_operator
    UNION ALL SELECT 'pg_opclass'::regclass, oid, opcnamespace, opcowner FROM pg_opclass
    UNION ALL SELECT 'pg_opfamily'::regclass, oid, opfnamespace, opfowner FROM pg_opfamily
    UNION ALL SELECT 'pg_collation'::regclass, oid, collnamespace, collowner FROM pg_collation
    UNION ALL SELECT 'pg_conversion'::regclass, oid, connamespace, conowner FROM pg_conversion
    UNION ALL SELECT 'pg_statistic_ext'::regclass, oid, stxnamespace, stxowner FROM pg_statistic_ext
    UNION ALL SELECT 'pg_ts_config'::regclass, oid, cfgnamespace, cfgowner FROM pg_ts_config
    UNION ALL SELECT 'pg_ts_dict'::regclass, oid, dictnamespace, dictowner FROM pg_ts_dict
    UNION ALL SELECT 'pg_ts_parser'::regclass, oid, prsnamespace, 10 FROM pg_ts_parser
    UNION ALL SELECT 'pg_ts_template'::regclass, oid, tmplnamespace, 10 FROM pg_ts_template
), of_extensions AS (
    SELECT classid, objid, refobjid AS extension FROM pg_depend
    WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'
), base AS (
    SELECT spaced.* FROM spaced
    WHERE space = to_regnamespace(quote_ident($1))
      AND (classid, objid) NOT IN (SELECT classid, objid FROM of_extensions)
), inside (classid, objid) AS (
    WITH RECURSIVE inside (classid, objid) AS (
        SELECT classid, objid FROM base
        UNION
        SELECT depend.classid, depend.objid
        FROM pg_depend AS depend
        JOIN inside ON refclassid = inside.classid AND refobjid = inside.objid
        LEFT JOIN spaced ON spaced.classid = depend.classid AND spaced.objid = depend.objid
        WHERE deptype IN ('a', 'i', 'P', 'S') AND depend.classid <> 'pg_publication_rel'::regclass
          -- A partition or statistics in another schema are outside, whatever they hang on.
          AND (space IS NULL OR space IN (to_regnamespace(quote_ident($1)), 'pg_toast'::regnamespace))
    )
    SELECT classid, objid FROM inside
    UNION
    -- A cast is in no schema, and lives no longer than its types.
    SELECT 'pg_cast'::regclass, pg_cast.oid FROM pg_cast
    JOIN base ON base.classid = 'pg_type'::regclass AND base.objid IN (castsource, casttarget)
), belonging (classid, objid) AS (
    WITH RECURSIVE belonging (classid, objid) AS (
        SELECT 'pg_class'::regclass::oid, oid FROM ours
        UNION
        SELECT depend.classid, depend.objid
        FROM pg_depend AS depend
        JOIN belonging ON refclassid = belonging.classid AND refobjid = belonging.objid
        WHERE deptype IN ('a', 'i', 'P', 'S') AND (depend.classid, depend.objid) IN (SELECT * FROM inside)
    )
    SELECT * FROM belonging
)
