-- Published: whether results of a project serve or go into what is its programme's, or have
-- their words from there; also those that the reader does not see. In another programme
-- they would still be counted in this one.
CREATE FUNCTION indicators.is_tied_v1(project uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
WITH own AS (
  SELECT id, origin_mode FROM indicators.result WHERE project_id = project
), above AS (
  SELECT c.to_result_id AS id FROM indicators.contribution c
  JOIN own ON own.id = c.from_result_id
  UNION ALL
  SELECT parent.result_id FROM indicators.rollup l
  JOIN indicators.indicator child ON child.id = l.child_indicator_id
  JOIN own ON own.id = child.result_id
  JOIN indicators.indicator parent ON parent.id = l.parent_indicator_id
)
SELECT EXISTS (SELECT FROM own WHERE origin_mode = 'inherited')
  OR EXISTS (SELECT FROM indicators.result_goal g JOIN own ON own.id = g.result_id)
  OR EXISTS (SELECT FROM above JOIN indicators.result r ON r.id = above.id
    WHERE r.programme_id IS NOT NULL)
$$;
REVOKE EXECUTE ON FUNCTION indicators.is_tied_v1(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION indicators.is_tied_v1(uuid) TO bromost_api;
