-- Published: from when to when a project goes on, to whom sees it.
CREATE VIEW api.project_time_v1 AS
SELECT p.id AS project_id, p.starts_on, p.ends_on
FROM api.project p JOIN api.project_directory_v1 seen ON seen.id = p.id;
GRANT SELECT ON api.project_time_v1 TO bromost_indicators;
REVOKE INSERT, UPDATE, DELETE ON api.project_time_v1 FROM bromost_api;

-- Published: whether values were told of a time that was the project's and would be no
-- more, whoever asks. Waits for whoever makes periods there, and they wait for who asks.
CREATE FUNCTION indicators.is_told_outside_v1(project uuid, first date, last date,
  first_before date, last_before date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS
$$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('indicators of ' || project, 0));
  RETURN EXISTS (
    SELECT FROM indicators.result r
    JOIN indicators.indicator i ON i.result_id = r.id
    JOIN indicators.period p ON p.indicator_id = i.id
    WHERE r.project_id = project
      -- What came of a project is asked for after its end, too.
      AND (p.ends_on < first
        OR p.starts_on > last AND r.kind NOT IN ('outcome', 'impact'))
      AND (p.starts_on > last_before OR p.ends_on < first_before) IS NOT TRUE
      AND EXISTS (SELECT FROM indicators.entry e WHERE e.period_id = p.id));
END
$$;
REVOKE EXECUTE ON FUNCTION indicators.is_told_outside_v1(uuid, date, date, date, date)
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION indicators.is_told_outside_v1(uuid, date, date, date, date)
  TO bromost_api;

INSERT INTO indicators.figure_due (indicator_id)
-- With a part missing that would have been worse, nobody knows that it is well.
SELECT i.id FROM indicators.indicator i
JOIN indicators.definition_version v ON v.id = i.definition_version_id
WHERE v.direction IN ('decrease', 'range')
  OR 'minimum' IN (v.over_time, v.over_children)
UNION
-- Shares that were kept without what they are shares of, which their groups tell.
SELECT p.indicator_id FROM indicators.entry e
JOIN indicators.period p ON p.id = e.period_id
WHERE e.value IS NOT NULL AND e.denominator IS NULL AND NOT e.is_partial
  AND EXISTS (SELECT FROM indicators.entry_cell c
    WHERE c.entry_id = e.id AND c.denominator IS NOT NULL);
