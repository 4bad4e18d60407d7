, relation AS (
    SELECT class.*, format('%I.%I', $1, relname) AS shown, relkind IN ('r', 'p') AS is_table
    FROM pg_class AS class
    WHERE relnamespace = to_regnamespace(quote_ident($1)) AND relkind IN ('r', 'p', 'i', 'I')
      AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = class.oid AND deptype = 'e')
), setting AS (
    SELECT oid, 0 AS place, 0 AS number, format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', shown) AS statement
    FROM relation WHERE is_table AND relrowsecurity
    UNION ALL
    SELECT oid, 0, 0, format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', shown)
    FROM relation WHERE is_table AND relforcerowsecurity
    UNION ALL
    SELECT oid, 0, 0, format('ALTER TABLE %s SET UNLOGGED', shown)
    FROM relation WHERE is_table AND relpersistence = 'u'
    UNION ALL
    SELECT oid, 0, 0, format('ALTER TABLE %s REPLICA IDENTITY %s', shown, CASE relreplident WHEN 'f' THEN 'FULL' ELSE 'NOTHING' END)
    FROM relation WHERE is_table AND relreplident IN ('f', 'n')
    UNION ALL
    SELECT relation.oid, 0, 0,
           format(CASE WHEN indisreplident THEN 'ALTER TABLE %s REPLICA IDENTITY USING INDEX %I' ELSE 'ALTER TABLE %s CLUSTER ON %I' END,
                  shown, class.relname)
    FROM relation JOIN pg_index ON indrelid = relation.oid JOIN pg_class AS class ON class.oid = indexrelid
    WHERE is_table AND (indisreplident OR indisclustered)
    UNION ALL
    SELECT relation.oid, 0, 0, format('ALTER %s %s SET TABLESPACE %I', CASE WHEN is_table THEN 'TABLE' ELSE 'INDEX' END, shown, spcname)
    FROM relation JOIN pg_tablespace ON pg_tablespace.oid = reltablespace
    UNION ALL
    SELECT relation.oid, 0, number,
           format('ALTER %s %s SET (%s%s = %L)', CASE WHEN is_table THEN 'TABLE' ELSE 'INDEX' END, shown, prefix,
                  split_part(option, '=', 1), substr(option, strpos(option, '=') + 1))
    FROM relation LEFT JOIN pg_class AS toast ON toast.oid = relation.reltoastrelid,
         LATERAL (SELECT '' AS prefix, * FROM unnest(relation.reloptions) WITH ORDINALITY AS option (option, number)
                  UNION ALL
                  SELECT 'toast.', * FROM unnest(toast.reloptions) WITH ORDINALITY AS option (option, number)) AS options
    UNION ALL
    SELECT attrelid, attnum, number, format('ALTER TABLE ONLY %s ALTER COLUMN %I SET %s', shown, attname, said)
    FROM relation JOIN pg_attribute ON attrelid = relation.oid AND attnum > 0 AND NOT attisdropped
    JOIN pg_type ON pg_type.oid = atttypid,
    LATERAL (
        SELECT 0 AS number, format('STATISTICS %s', attstattarget) AS said WHERE attstattarget >= 0
        UNION ALL
        SELECT 0, format('STORAGE %s', CASE attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END)
        WHERE attstorage <> typstorage
        UNION ALL
        SELECT 0, format('COMPRESSION %s', CASE attcompression WHEN 'l' THEN 'lz4' ELSE 'pglz' END)
        WHERE attcompression <> ''
        UNION ALL
        SELECT number, format('(%s = %L)', split_part(option, '=', 1), substr(option, strpos(option, '=') + 1))
        FROM unnest(attoptions) WITH ORDINALITY AS option (option, number)
    ) AS said
    WHERE is_table
    UNION ALL
    SELECT relation.oid, 0, 0,
           format('ALTER TABLE %s %s TRIGGER %I', shown,
                  CASE tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, tgname)
    FROM relation JOIN pg_trigger ON tgrelid = relation.oid
    WHERE is_table AND NOT tgisinternal AND tgenabled <> 'O'
)
SELECT object.type AS kind, object.identity, statement
FROM setting, pg_identify_object('pg_class'::regclass, setting.oid, place) AS object
-- Options in the order in which they were set, which pg_dump shows.
ORDER BY object.identity, number, statement
