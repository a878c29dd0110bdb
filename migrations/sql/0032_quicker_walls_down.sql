-- Takes back: The second wall asks about the row at hand.
CREATE INDEX ix_project_role_organisation_id ON api.project_role (organisation_id);
CREATE INDEX ix_budget_line_funder_id ON api.budget_line (funder_id);
DROP INDEX api.ix_project_role_organisation_id_project_id,
  api.ix_budget_line_funder_id_project_id;

CREATE FUNCTION api.projects_in_sight() RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
DECLARE
  asked CONSTANT text := concat_ws('|', statement_timestamp(),
    current_setting('bromost.reads', true), current_setting('bromost.funds', true));
BEGIN
  IF current_setting('bromost.sight_of', true) IS DISTINCT FROM asked THEN
    PERFORM set_config('bromost.sight', ARRAY(
      SELECT api.projects_related_to(common.reads(), common.funds()))::text, true);
    PERFORM set_config('bromost.sight_of', asked, true);
  END IF;
  RETURN QUERY SELECT unnest(current_setting('bromost.sight')::uuid[]);
END
$$;
CREATE FUNCTION api.partnerships_in_sight() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
SELECT api.partnerships_covered_by(common.reads())
UNION
SELECT partnership_id FROM api.project_partnership
  WHERE project_id IN (SELECT api.projects_in_sight())
$$;
REVOKE EXECUTE ON FUNCTION api.projects_in_sight(), api.partnerships_in_sight() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION api.projects_in_sight(), api.partnerships_in_sight()
  TO bromost_api, bromost_indicators, bromost_notifications;

DO $$
DECLARE
  listed record;
  may text;
  bound CONSTANT text := '(project.id = ANY ((SELECT common.%1$s())::uuid[])'
    ' OR project.programme_id = ANY ((SELECT api.programmes_framing(common.%1$s()))::uuid[])'
    ' OR EXISTS (SELECT FROM api.own_project_bond b WHERE b.project_id = project.id'
    ' AND b.scope_id = ANY ((SELECT common.%1$s())::uuid[])))';
BEGIN
  EXECUTE 'ALTER POLICY seen ON api.project USING ((SELECT common.reads_all()) OR '
    || format(bound, 'reads') || ' OR project.status <> ''planned'' AND '
    || format(bound, 'funds') || ')';
  ALTER POLICY seen ON api.partnership USING ((SELECT common.reads_all())
    OR id = ANY ((SELECT common.reads())::uuid[])
    OR id IN (SELECT api.partnerships_in_sight()));
  FOR listed IN
    SELECT 'project' AS name, 'id' AS owner, 'projects' AS kinds
    UNION ALL SELECT unnest(ARRAY['project_country', 'project_theme', 'project_objective',
      'project_role', 'project_component', 'project_partnership', 'budget_line']),
      'project_id', 'projects'
    UNION ALL SELECT 'partnership', 'id', 'partnerships'
    UNION ALL SELECT unnest(ARRAY['partnership_member', 'partnership_status']),
      'partnership_id', 'partnerships'
  LOOP
    may := format('(SELECT common.writes_all()) OR %1$s = ANY ((SELECT common.writes())::uuid[])'
      ' OR %1$s IN (SELECT api.%2$s_covered_by((SELECT common.writes())))',
      listed.owner, listed.kinds);
    EXECUTE format('ALTER POLICY added ON api.%I WITH CHECK (%s)', listed.name, may);
    EXECUTE format('ALTER POLICY changed ON api.%I USING (%s)', listed.name, may);
    EXECUTE format('ALTER POLICY removed ON api.%I USING (%s)', listed.name, may);
  END LOOP;
END $$;
CREATE OR REPLACE VIEW api.project_directory_v1 AS
SELECT id, code, title, original_language, programme_id, status,
  archived_at IS NOT NULL AS archived
FROM api.project
WHERE (SELECT common.reads_all())
  OR id IN (SELECT api.projects_seen_by((SELECT common.reads()), (SELECT common.funds())));
REVOKE EXECUTE ON FUNCTION api.programmes_framing(uuid[])
  FROM bromost_indicators, bromost_notifications;

CREATE OR REPLACE FUNCTION indicators.is_read_unapproved(period uuid) RETURNS boolean
LANGUAGE sql STABLE AS
$$
  SELECT EXISTS (SELECT FROM indicators.period p
    JOIN indicators.indicator i ON i.id = p.indicator_id
    JOIN indicators.result r ON r.id = i.result_id
    WHERE p.id = period
      AND (r.project_id IN (SELECT api.projects_seen_by(common.reads(), '{}'))
        OR r.programme_id IN (SELECT api.programmes_seen_by(common.reads(), '{}'))))
$$;
DO $$
DECLARE
  listed record;
  seen_project CONSTANT text := '%1$s.project_id IN'
    ' (SELECT api.projects_seen_by((SELECT common.reads()), (SELECT common.funds())))';
  held_project CONSTANT text :=
    '%1$s.project_id IN (SELECT api.projects_covered_by((SELECT common.writes())))';
  seen CONSTANT text := seen_project || ' OR %1$s.programme_id IN'
    ' (SELECT api.programmes_seen_by((SELECT common.reads()), (SELECT common.funds())))';
  held CONSTANT text := held_project || ' OR %1$s.programme_id IN'
    ' (SELECT api.programmes_covered_by((SELECT common.writes())))';
  writable CONSTANT text := '%2$s IN (SELECT indicators.results_writable())';
  of_indicator CONSTANT text := '%2$s IN (SELECT i.id FROM indicators.indicator i'
    ' WHERE i.result_id IN (SELECT indicators.results_writable()))';
  part CONSTANT text := 'EXISTS (SELECT FROM indicators.entry e'
    ' JOIN indicators.period p ON p.id = e.period_id'
    ' JOIN indicators.indicator i ON i.id = p.indicator_id WHERE e.id = %1$s.entry_id'
    ' AND i.result_id IN (SELECT indicators.results_writable()))';
  rows_of CONSTANT text := '%2$s IN (SELECT id FROM indicators.';
BEGIN
  FOR listed IN SELECT * FROM (VALUES
    ('result', '', seen, held), ('period_lock', '', seen, held),
    ('place', '', seen_project, held_project),
    ('indicator', 'result_id', rows_of || 'result)', writable),
    ('result_goal', 'result_id', rows_of || 'result)', writable),
    ('contribution', 'from_result_id', rows_of || 'result)', writable),
    ('period', 'indicator_id', rows_of || 'indicator)', of_indicator),
    ('indicator_version', 'indicator_id', rows_of || 'indicator)', of_indicator),
    ('indicator_responsible', 'indicator_id', rows_of || 'indicator)', of_indicator),
    ('rollup', 'child_indicator_id', rows_of || 'indicator)', of_indicator),
    ('figure', 'indicator_id', rows_of || 'indicator)', NULL),
    ('figure_due', 'indicator_id', rows_of || 'indicator)', NULL),
    ('period_figure', 'indicator_id', rows_of || 'indicator)', NULL),
    ('entry', 'period_id', rows_of || 'period)', '%2$s IN (SELECT p.id FROM indicators.period p'
      ' JOIN indicators.indicator i ON i.id = p.indicator_id'
      ' WHERE i.result_id IN (SELECT indicators.results_writable()))'),
    ('entry_cell', '', NULL, part), ('entry_step', '', NULL, part),
    ('entry_evidence', '', NULL, part)
  ) AS t (name, owner, reads, writes) LOOP
    IF listed.reads IS NOT NULL THEN
      EXECUTE format('ALTER POLICY seen ON indicators.%I USING ((SELECT common.reads_all())'
        ' OR (%s))', listed.name, format(listed.reads, listed.name, listed.owner));
    END IF;
    IF listed.writes IS NOT NULL THEN
      listed.writes := '(SELECT common.writes_all()) OR ('
        || format(listed.writes, listed.name, listed.owner) || ')';
      EXECUTE format('ALTER POLICY added ON indicators.%I WITH CHECK (%s)', listed.name,
        listed.writes);
      EXECUTE format('ALTER POLICY changed ON indicators.%I USING (%s)', listed.name,
        listed.writes);
      EXECUTE format('ALTER POLICY removed ON indicators.%I USING (%s)', listed.name,
        listed.writes);
    END IF;
  END LOOP;
END $$;
DROP VIEW indicators.seen_period, indicators.seen_indicator, indicators.seen_result,
  indicators.held_period, indicators.held_indicator, indicators.held_result,
  api.read_partnership_bond, api.held_partnership, api.held_project_v1,
  api.read_project_v1, api.funded_project_bond, api.read_project_bond;
