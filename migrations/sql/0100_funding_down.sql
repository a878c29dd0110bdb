SELECT common.drop_history('api.funding_application');
SELECT common.drop_history('api.funding_round');
ALTER POLICY seen ON api.partnership USING ((SELECT common.reads_all())
  OR id = ANY ((SELECT common.reads())::uuid[])
  OR EXISTS (SELECT FROM api.read_partnership_bond b WHERE b.partnership_id = partnership.id)
  OR EXISTS (SELECT FROM api.project_partnership l WHERE l.partnership_id = partnership.id));
CREATE OR REPLACE FUNCTION api.partnerships_seen_by(scopes uuid[], funded uuid[])
RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
SELECT api.partnerships_covered_by(scopes)
UNION
SELECT partnership_id FROM api.project_partnership
  WHERE project_id IN (SELECT api.projects_related_to(scopes, funded))
$$;
DROP FUNCTION api.partnerships_applying_to(uuid[]);
DROP TABLE api.funding_application, api.funding_round;
