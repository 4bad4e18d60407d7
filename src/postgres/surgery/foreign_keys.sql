SELECT con.oid::bigint AS oid, ours.shown AS table, con.conname::text AS name,
       format('ALTER TABLE ONLY %s DROP CONSTRAINT %I', ours.shown, conname) AS drop,
       array_remove(ARRAY[
           format('ALTER TABLE ONLY %s ADD CONSTRAINT %I %s', ours.shown, conname, pg_get_constraintdef(con.oid)),
           CASE WHEN obj_description(con.oid, 'pg_constraint') IS NOT NULL
                THEN format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, ours.shown, obj_description(con.oid, 'pg_constraint')) END
       ], NULL) AS make,
       -- The constraint's row, less the numbers that are new for every object.
       concat_ws(' ', (to_jsonb(con) - '{oid,conindid}'::text[])::text, con.conindid::regclass::text,
                 obj_description(con.oid, 'pg_constraint'), pg_get_constraintdef(con.oid)) AS state,
       array_remove(ARRAY[
           CASE WHEN NOT pg_has_role(ours.relowner, 'USAGE') THEN 'its table is not owned by the role' END,
           CASE WHEN ours.relkind <> 'r' OR ours.relispartition OR target.relkind <> 'r' OR target.relispartition
                     OR con.conparentid <> 0 OR con.coninhcount > 0
                THEN 'a partitioned table is at one of its ends' END,
           CASE WHEN target.oid <> ALL (SELECT oid FROM ours)
                THEN format('it refers to %s, which would be locked', target.oid::regclass) END,
           CASE WHEN NOT has_table_privilege(target.oid, 'REFERENCES') OR NOT has_table_privilege(ours.oid, 'REFERENCES')
                THEN 'the role may not make it again (it lacks REFERENCES)' END,
           CASE WHEN EXISTS (SELECT FROM pg_trigger WHERE tgconstraint = con.oid AND tgenabled <> 'O')
                THEN 'the triggers that enforce it are switched off or changed' END,
           -- PostgreSQL takes the first unique index that has the columns.
           CASE WHEN 1 < (SELECT count(*) FROM pg_index AS index
                          WHERE index.indrelid = con.confrelid AND indisunique AND indpred IS NULL AND indexprs IS NULL
                            AND string_to_array(indkey::text, ' ')::smallint[] @> con.confkey
                            AND indnkeyatts = cardinality(con.confkey)
                            AND (string_to_array(indkey::text, ' ')::smallint[])[1:indnkeyatts] @> con.confkey)
                THEN 'several unique indexes have the columns that it refers to' END,
           (SELECT string_agg(format('%s depends on it', pg_describe_object(classid, objid, objsubid)), ', ')
            FROM pg_depend
            WHERE refclassid = 'pg_constraint'::regclass AND refobjid = con.oid
              AND NOT (classid = 'pg_trigger'::regclass AND deptype = 'i'))
       ], NULL) AS reasons
FROM ours
JOIN pg_constraint AS con ON conrelid = ours.oid AND contype = 'f'
JOIN pg_class AS target ON target.oid = confrelid
ORDER BY con.oid
