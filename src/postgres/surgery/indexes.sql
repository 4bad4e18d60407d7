, published AS (
    -- Tables of which UPDATE and DELETE are published: a publication's row filter and column
    -- list hang on the replica identity, and without one such a statement is refused.
    SELECT ours.oid
    FROM ours, pg_publication AS publication
    WHERE (pubupdate OR pubdelete)
      AND (puballtables
           OR EXISTS (SELECT FROM pg_publication_namespace WHERE pnpubid = publication.oid AND pnnspid = ours.relnamespace)
           OR EXISTS (SELECT FROM pg_publication_rel WHERE prpubid = publication.oid AND prrelid = ours.oid))
), found AS (
    SELECT index.*, ours.shown, ours.oid AS table_oid, ours.relkind AS table_kind, ours.relispartition AS table_is_partition,
           ours.relowner AS table_owner, ours.relreplident AS identity_kind, ours.relnamespace AS space,
           class.relname AS name, format('%I.%I', $1, class.relname) AS identity,
           class.relispartition AS is_partition, class.reltablespace, class.reloptions, class.relam,
           con.oid AS constraint_oid, con.contype, con.conname, to_jsonb(con) - '{oid,conindid}'::text[] AS constraint_row,
           pg_get_constraintdef(con.oid) AS constraint_definition,
           concat(CASE WHEN con.condeferrable THEN ' DEFERRABLE' END,
                  CASE WHEN con.condeferred THEN ' INITIALLY DEFERRED' END) AS deferred,
           (SELECT format(' WITH (%s)', string_agg(format('%I=%L', split_part(option, '=', 1), substr(option, strpos(option, '=') + 1)), ', '))
            FROM unnest(class.reloptions) AS option HAVING count(*) > 0) AS options,
           obj_description(indexrelid, 'pg_class') AS comment,
           obj_description(con.oid, 'pg_constraint') AS constraint_comment,
           coalesce((SELECT spcname FROM pg_tablespace WHERE pg_tablespace.oid = class.reltablespace), '') AS tablespace,
           (SELECT coalesce(array_agg(format('ALTER INDEX %I.%I ALTER COLUMN %s SET STATISTICS %s', $1, class.relname, attnum, attstattarget)
                                      ORDER BY attnum), '{}')
            FROM pg_attribute WHERE attrelid = indexrelid AND attnum > 0 AND attstattarget >= 0) AS targets,
           (SELECT coalesce(array_agg(format('ALTER INDEX %I.%I DEPENDS ON EXTENSION %I', $1, class.relname, extname) ORDER BY extname), '{}')
            FROM pg_depend JOIN pg_extension ON pg_extension.oid = refobjid
            WHERE refclassid = 'pg_extension'::regclass AND deptype = 'x'
              AND (classid, objid) = ('pg_class'::regclass, indexrelid)) AS needs
    FROM ours
    JOIN pg_index AS index ON indrelid = ours.oid
    JOIN pg_class AS class ON class.oid = indexrelid
    LEFT JOIN pg_constraint AS con ON conindid = indexrelid AND conrelid = indrelid AND contype IN ('p', 'u', 'x')
)
SELECT shown AS table, name::text, indisprimary AS is_primary,
       CASE WHEN constraint_oid IS NULL THEN 'DROP INDEX ' || identity
            ELSE format('ALTER TABLE ONLY %s DROP CONSTRAINT %I', shown, conname) END AS drop,
       ARRAY[
           format('SET LOCAL default_tablespace = %L', tablespace),
           CASE WHEN constraint_oid IS NULL THEN pg_get_indexdef(indexrelid)
                -- Options stand before DEFERRABLE, and pg_get_constraintdef has them for exclusion only.
                WHEN contype = 'x' THEN format('ALTER TABLE ONLY %s ADD CONSTRAINT %I %s', shown, conname, constraint_definition)
                ELSE format('ALTER TABLE ONLY %s ADD CONSTRAINT %I %s%s%s', shown, conname,
                            left(constraint_definition, length(constraint_definition) - length(deferred)), options, deferred) END
       ] || targets || needs || array_remove(ARRAY[
           CASE WHEN indisclustered THEN format('ALTER TABLE ONLY %s CLUSTER ON %I', shown, name) END,
           CASE WHEN indisreplident THEN format('ALTER TABLE ONLY %s REPLICA IDENTITY USING INDEX %I', shown, name) END,
           CASE WHEN comment IS NOT NULL THEN format('COMMENT ON INDEX %s IS %L', identity, comment) END,
           CASE WHEN constraint_comment IS NOT NULL
                THEN format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, shown, constraint_comment) END
       ], NULL) AS make,
       -- All that the catalogue has of it, less the numbers and places in a text that are new for every object.
       concat_ws(E'\n', pg_get_indexdef(indexrelid), constraint_definition, tablespace, reloptions::text, relam,
                 (SELECT (to_jsonb(index) - '{indexrelid,indcheckxmin,indexprs,indpred}'::text[])::text
                  FROM pg_index AS index WHERE index.indexrelid = found.indexrelid),
                 constraint_row::text, identity_kind, comment, constraint_comment, targets::text, needs::text,
                 (SELECT string_agg(concat_ws(' ', attnum, atttypid, atttypmod, attcollation, attoptions::text, attstorage), ', ' ORDER BY attnum)
                  FROM pg_attribute WHERE attrelid = indexrelid)) AS state,
       array_remove(ARRAY[
           CASE WHEN NOT pg_has_role(table_owner, 'USAGE') THEN 'its table is not owned by the role' END,
           CASE WHEN NOT has_schema_privilege(space, 'CREATE') THEN 'the role may make nothing in its schema' END,
           CASE WHEN reltablespace <> 0 AND NOT has_tablespace_privilege(reltablespace, 'CREATE')
                THEN format('the role may make nothing in its tablespace %s', tablespace) END,
           CASE WHEN table_kind <> 'r' OR table_is_partition OR is_partition
                THEN 'its table is partitioned, a partition or a materialized view' END,
           CASE WHEN NOT (indisvalid AND indisready AND indislive) THEN 'it is invalid: a build that failed left it' END,
           CASE WHEN EXISTS (SELECT FROM pg_trigger WHERE tgconstraint = constraint_oid AND tgenabled <> 'O')
                THEN 'the trigger that enforces it is switched off or changed' END,
           CASE WHEN conname <> name THEN 'its name is not that of its constraint' END,
           CASE WHEN table_oid IN (SELECT oid FROM published) AND (indisreplident OR (indisprimary AND identity_kind = 'd'))
                THEN 'it is the replica identity of a published table' END,
           (SELECT format('it belongs to the extension %s', max(extname))
            FROM pg_depend JOIN pg_extension ON pg_extension.oid = refobjid
            WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'
              AND (classid, objid) IN (('pg_class'::regclass, indexrelid), ('pg_constraint'::regclass, constraint_oid))
            HAVING count(*) > 0)
       ], NULL) AS reasons,
       (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'foreign_key', CASE WHEN classid = 'pg_constraint'::regclass THEN objid::bigint END,
                   'shown', pg_describe_object(classid, objid, objsubid))), '[]')
        FROM pg_depend
        WHERE (refclassid, refobjid) IN (('pg_class'::regclass, indexrelid), ('pg_constraint'::regclass, constraint_oid))
          -- Less the constraint's own index, and the trigger of one that is deferrable.
          AND (classid, objid) <> ('pg_class'::regclass, indexrelid)
          AND NOT (classid = 'pg_trigger'::regclass AND deptype = 'i')) AS dependents
FROM found
ORDER BY indexrelid
