, column_of AS (
    SELECT attrelid, attnum, attname, attacl FROM pg_attribute
    JOIN base ON classid = 'pg_class'::regclass AND objid = attrelid
    JOIN pg_class ON pg_class.oid = attrelid AND relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
    WHERE attnum > 0 AND NOT attisdropped
), named AS (
    SELECT classid, objid, 0 AS objsubid FROM inside
    -- Less what comes and goes with something that is here.
    WHERE NOT (classid = 'pg_class'::regclass AND objid IN (SELECT oid FROM pg_class WHERE relnamespace = 'pg_toast'::regnamespace))
      AND NOT (classid = 'pg_trigger'::regclass AND objid IN (SELECT oid FROM pg_trigger WHERE tgisinternal))
      AND NOT (classid = 'pg_rewrite'::regclass AND objid IN (SELECT oid FROM pg_rewrite WHERE rulename = '_RETURN'))
      AND NOT (classid = 'pg_type'::regclass
               AND objid IN (SELECT pg_type.oid FROM pg_type LEFT JOIN pg_class ON pg_class.oid = typrelid
                             WHERE (typrelid <> 0 AND relkind <> 'c') OR typtype = 'm'
                                OR (typcategory = 'A' AND typelem <> 0)))
      AND NOT (classid = 'pg_class'::regclass AND objid IN (SELECT oid FROM pg_class WHERE relkind = 'c'))
    UNION ALL
    SELECT 'pg_class'::regclass, attrelid, attnum FROM column_of
), described AS (
    SELECT named.*, object.type AS kind, object.identity, base.owner, space IS NOT NULL AS is_whole,
           coalesce(relkind::text, '') AS relkind, column_of.attname, relation.oid::regclass::text AS relation,
           -- The sequence of a column, the constructor of a range.
           EXISTS (SELECT FROM pg_depend AS depend
                   WHERE depend.classid = named.classid AND depend.objid = named.objid AND depend.objsubid = 0
                     AND (deptype = 'i' OR (deptype = 'a' AND relkind = 'S' AND refclassid = 'pg_class'::regclass))) AS is_linked,
           CASE WHEN attnum IS NOT NULL THEN attacl
                WHEN named.classid = 'pg_class'::regclass AND relkind IN ('r', 'p', 'f', 'v', 'm')
                THEN coalesce(relacl, acldefault('r', relowner))
                WHEN relkind = 'S' THEN coalesce(relacl, acldefault('s', relowner))
                WHEN named.classid = 'pg_proc'::regclass
                THEN (SELECT coalesce(proacl, acldefault('f', proowner)) FROM pg_proc WHERE oid = named.objid)
                WHEN named.classid = 'pg_type'::regclass
                THEN (SELECT coalesce(typacl, acldefault('T', typowner)) FROM pg_type WHERE oid = named.objid) END AS acl,
           (SELECT description FROM pg_description
            WHERE (classoid, objoid, pg_description.objsubid) = (named.classid, named.objid, named.objsubid)) AS comment
    FROM named
    CROSS JOIN pg_identify_object(named.classid, named.objid, named.objsubid) AS object
    LEFT JOIN base ON (base.classid, base.objid) = (named.classid, named.objid) AND named.objsubid = 0
    LEFT JOIN pg_class AS relation ON named.classid = 'pg_class'::regclass AND relation.oid = named.objid
    LEFT JOIN column_of ON attrelid = relation.oid AND attnum = named.objsubid
)
SELECT kind, identity,
       -- What is linked to something is owned by whoever owns that, an index too.
       CASE WHEN NOT is_linked AND relkind NOT IN ('i', 'I') THEN pg_get_userbyid(owner)::text END AS owner,
       coalesce(pg_has_role(owner, 'USAGE'), true) AS is_owned,
       CASE WHEN is_whole AND relkind NOT IN ('i', 'I') AND NOT is_linked
            THEN format('DROP %s IF EXISTS %s CASCADE', command, identity) END AS drop,
       format('ALTER %s %s OWNER TO ', CASE WHEN relkind <> '' THEN 'TABLE' ELSE command END, identity) AS alter_owner,
       CASE WHEN attname IS NOT NULL THEN 'TABLE ' || relation
            WHEN relkind = 'S' THEN 'SEQUENCE ' || identity
            WHEN relkind <> '' THEN 'TABLE ' || identity
            ELSE concat_ws(' ', command, identity) END AS granted_on,
       comment,
       CASE WHEN kind = 'domain constraint'
            THEN (SELECT format('COMMENT ON CONSTRAINT %I ON DOMAIN %s IS %L', conname, contypid::regtype, comment)
                  FROM pg_constraint WHERE oid = objid)
            ELSE format('COMMENT ON %s %s IS %L', command, identity, comment) END AS comment_again,
       (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'privilege', concat(privilege_type, ' (' || quote_ident(attname) || ')'),
                   'grantee', CASE WHEN grantee <> 0 THEN pg_get_userbyid(grantee) END,
                   'grantor', pg_get_userbyid(grantor), 'by_owner', grantor = holder, 'grantable', is_grantable)
                   ORDER BY place), '[]')
        FROM (SELECT coalesce(owner, (SELECT relowner FROM pg_class WHERE pg_class.oid = objid)) AS holder) AS held,
             aclexplode(acl) WITH ORDINALITY AS item (grantor, grantee, privilege_type, is_grantable, place)) AS grants
FROM described
CROSS JOIN LATERAL (
    SELECT CASE WHEN classid = 'pg_proc'::regclass THEN 'ROUTINE'
                WHEN kind LIKE '% column' THEN 'COLUMN'
                WHEN kind = 'composite type' THEN 'TYPE'
                WHEN kind = 'statistics object' THEN 'STATISTICS'
                WHEN kind = 'table constraint' THEN 'CONSTRAINT'
                ELSE upper(kind) END AS command
) AS spoken
ORDER BY kind, identity
