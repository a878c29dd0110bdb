CREATE OR REPLACE FUNCTION api.scopes_seeing_v1(object_type text, object uuid, project uuid)
RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
WITH within AS (
  SELECT p.id, p.programme_id FROM api.project p
  WHERE p.id = CASE WHEN object_type IN ('project', 'budget') THEN object ELSE project END
    OR (object_type = 'partnership' AND p.id IN (
      SELECT l.project_id FROM api.project_partnership l WHERE l.partnership_id = object))
), bond AS (
  SELECT object AS id WHERE object_type = 'partnership'
  UNION
  SELECT l.partnership_id FROM api.project_partnership l JOIN within w ON w.id = l.project_id
), frame AS (
  SELECT object AS id WHERE object_type = 'programme'
  UNION SELECT programme_id FROM within
), seeing AS (
  SELECT object AS id
  UNION SELECT id FROM within
  UNION SELECT id FROM bond
  UNION SELECT id FROM frame
  UNION SELECT r.organisation_id FROM api.project_role r JOIN within w ON w.id = r.project_id
  UNION SELECT b.funder_id FROM api.budget_line b JOIN within w ON w.id = b.project_id
  UNION SELECT m.organisation_id FROM api.partnership_member m JOIN bond ON bond.id = m.partnership_id
  UNION SELECT r.organisation_id FROM api.programme_role r JOIN frame f ON f.id = r.programme_id
    WHERE object_type = 'programme' OR r.role IN ('funder', 'manager', 'national_association')
)
SELECT array_agg(id) FROM seeing
$$;
DROP FUNCTION indicators.goals_in_use_v1(uuid[]);
SELECT common.drop_history('indicators.place'), common.drop_history('indicators.rollup'),
  common.drop_history('indicators.contribution'),
  common.drop_history('indicators.result_goal');
DROP TABLE indicators.place, indicators.rollup, indicators.contribution,
  indicators.result_goal;

-- Results of programmes have no place in what was before.
CREATE TEMP TABLE leaving ON COMMIT DROP AS
  SELECT i.id FROM indicators.indicator i
  JOIN indicators.result r ON r.id = i.result_id WHERE r.programme_id IS NOT NULL;
UPDATE indicators.result SET origin_result_id = NULL, origin_mode = NULL
  WHERE origin_result_id IS NOT NULL;
UPDATE indicators.indicator SET origin_indicator_id = NULL, origin_mode = NULL
  WHERE origin_indicator_id IS NOT NULL;
DELETE FROM indicators.entry WHERE period_id IN
  (SELECT id FROM indicators.period WHERE indicator_id IN (SELECT id FROM leaving));
DELETE FROM indicators.period WHERE indicator_id IN (SELECT id FROM leaving);
DELETE FROM indicators.indicator_version WHERE indicator_id IN (SELECT id FROM leaving);
DELETE FROM indicators.indicator_responsible WHERE indicator_id IN (SELECT id FROM leaving);
DELETE FROM indicators.indicator WHERE id IN (SELECT id FROM leaving);
DELETE FROM indicators.result WHERE programme_id IS NOT NULL;

DO $$
DECLARE
  sight CONSTANT text := '(SELECT common.reads()), (SELECT common.funds())';
  writable CONSTANT text :=
    'project_id IN (SELECT api.projects_covered_by((SELECT common.writes())))';
BEGIN
  PERFORM common.unguard('indicators.result'), common.unguard('indicators.indicator'),
    common.unguard('indicators.period'), common.unguard('indicators.entry'),
    common.unguard('indicators.indicator_version'),
    common.unguard('indicators.indicator_responsible');
  PERFORM common.guard('indicators.result',
    format('project_id IN (SELECT api.projects_seen_by(%s))', sight), writable);
  PERFORM common.guard('indicators.indicator',
    'result_id IN (SELECT id FROM indicators.result)',
    'result_id IN (SELECT id FROM indicators.result WHERE ' || writable || ')');
  PERFORM common.guard('indicators.period',
    'indicator_id IN (SELECT id FROM indicators.indicator)',
    'indicator_id IN (SELECT i.id FROM indicators.indicator i'
      ' JOIN indicators.result r ON r.id = i.result_id WHERE r.' || writable || ')');
  PERFORM common.guard('indicators.entry',
    'period_id IN (SELECT id FROM indicators.period)',
    'period_id IN (SELECT p.id FROM indicators.period p'
      ' JOIN indicators.indicator i ON i.id = p.indicator_id'
      ' JOIN indicators.result r ON r.id = i.result_id WHERE r.' || writable || ')');
  PERFORM common.guard('indicators.indicator_version',
    'indicator_id IN (SELECT id FROM indicators.indicator)',
    'indicator_id IN (SELECT i.id FROM indicators.indicator i'
      ' JOIN indicators.result r ON r.id = i.result_id WHERE r.' || writable || ')');
  PERFORM common.guard('indicators.indicator_responsible',
    'indicator_id IN (SELECT id FROM indicators.indicator)',
    'indicator_id IN (SELECT i.id FROM indicators.indicator i'
      ' JOIN indicators.result r ON r.id = i.result_id WHERE r.' || writable || ')');
END $$;
DROP FUNCTION indicators.results_writable();

CREATE OR REPLACE VIEW indicators.project_use_v1 AS
SELECT project_id, count(*) AS results FROM indicators.result
WHERE (SELECT common.reads_all())
  OR project_id IN (SELECT api.projects_seen_by((SELECT common.reads()), (SELECT common.funds())))
GROUP BY project_id;

DROP VIEW indicators_past.indicator, indicators_past.result;
ALTER TABLE indicators.indicator
  DROP COLUMN origin_indicator_id, DROP COLUMN origin_mode, DROP COLUMN side_id;
ALTER TABLE indicators.result
  DROP CONSTRAINT ck_result_owner, DROP CONSTRAINT ck_result_origin,
  DROP CONSTRAINT ck_result_activity,
  DROP COLUMN programme_id, DROP COLUMN origin_result_id, DROP COLUMN origin_mode,
  DROP COLUMN side_id, DROP COLUMN builds, DROP COLUMN inside_municipal_tasks,
  DROP COLUMN municipal_task,
  ALTER COLUMN project_id SET NOT NULL;
SELECT common.renew_history('indicators.result'), common.renew_history('indicators.indicator');

DROP VIEW api.country_directory_v1, api.project_side_v1, api.programme_goal_v1, api.programme_directory_v1;
