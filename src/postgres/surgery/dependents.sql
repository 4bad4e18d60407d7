SELECT DISTINCT pg_describe_object(depend.classid, depend.objid, depend.objsubid) AS dependent,
       pg_describe_object(refclassid, refobjid, refobjsubid) AS on,
       (refclassid, refobjid) IN (SELECT * FROM belonging) AS is_ours
FROM pg_depend AS depend
JOIN inside ON refclassid = inside.classid AND refobjid = inside.objid
WHERE (depend.classid, depend.objid) NOT IN (SELECT * FROM inside)
UNION
SELECT format('subscription %s', srsubid), srrelid::regclass::text, srrelid IN (SELECT oid FROM ours)
FROM pg_subscription_rel JOIN inside ON (classid, objid) = ('pg_class'::regclass, srrelid)
ORDER BY 1, 2
