-- The second wall asks about the row at hand, where it found all that is in reach.

-- All that is asked of a bond is in its index, from either end.
CREATE INDEX ix_project_role_organisation_id_project_id
  ON api.project_role (organisation_id, project_id);
CREATE INDEX ix_budget_line_funder_id_project_id ON api.budget_line (funder_id, project_id);
DROP INDEX api.ix_project_role_organisation_id, api.ix_budget_line_funder_id;

-- Bound to what the transaction reads, and to what it funds.
CREATE VIEW api.read_project_bond WITH (security_barrier) AS
SELECT project_id FROM api.project_bond
WHERE scope_id = ANY ((SELECT common.reads())::uuid[]);
CREATE VIEW api.funded_project_bond WITH (security_barrier) AS
SELECT project_id FROM api.project_bond
WHERE scope_id = ANY ((SELECT common.funds())::uuid[]);

-- On what the transaction's roles may act; rows of the owner's, as they are stored.
CREATE VIEW api.held_project_v1 WITH (security_barrier) AS
SELECT p.id AS project_id FROM api.project p
WHERE p.id = ANY ((SELECT common.writes())::uuid[])
  OR p.programme_id = ANY ((SELECT api.programmes_framing(common.writes()))::uuid[])
  OR EXISTS (SELECT FROM api.project_bond b
    WHERE b.project_id = p.id AND b.scope_id = ANY ((SELECT common.writes())::uuid[]));
CREATE VIEW api.held_partnership WITH (security_barrier) AS
SELECT p.id AS partnership_id FROM api.partnership p
WHERE p.id = ANY ((SELECT common.writes())::uuid[])
  OR EXISTS (SELECT FROM api.partnership_member m
    WHERE m.partnership_id = p.id AND m.organisation_id = ANY ((SELECT common.writes())::uuid[]))
  OR EXISTS (SELECT FROM api.project_partnership l JOIN api.project o ON o.id = l.project_id
    WHERE l.partnership_id = p.id AND o.programme_id = ANY ((SELECT common.writes())::uuid[]));
-- What is read for another reason than that it is funded.
CREATE VIEW api.read_project_v1 WITH (security_barrier) AS
SELECT p.id AS project_id FROM api.project p
WHERE p.id = ANY ((SELECT common.reads())::uuid[])
  OR p.programme_id = ANY ((SELECT api.programmes_framing(common.reads()))::uuid[])
  OR EXISTS (SELECT FROM api.read_project_bond b WHERE b.project_id = p.id);
-- In which partnerships one reads as a member.
CREATE VIEW api.read_partnership_bond WITH (security_barrier) AS
SELECT partnership_id FROM api.partnership_member
WHERE organisation_id = ANY ((SELECT common.reads())::uuid[]);
REVOKE INSERT, UPDATE, DELETE ON api.read_project_bond, api.funded_project_bond,
  api.held_project_v1, api.held_partnership, api.read_project_v1,
  api.read_partnership_bond FROM bromost_api;
GRANT SELECT ON api.held_project_v1, api.read_project_v1 TO bromost_indicators;
-- A view of the owner's calls functions as whoever reads it.
GRANT EXECUTE ON FUNCTION api.programmes_framing(uuid[])
  TO bromost_indicators, bromost_notifications;

CREATE FUNCTION common.change_readers(target text, seen text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
BEGIN
  EXECUTE format('ALTER POLICY seen ON %s USING ((SELECT common.reads_all()) OR (%s))',
    target, seen);
END
$$;
CREATE FUNCTION common.change_writers(target text, held text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
DECLARE
  may CONSTANT text := format('(SELECT common.writes_all()) OR (%s)', held);
BEGIN
  EXECUTE format('ALTER POLICY added ON %s WITH CHECK (%s)', target, may);
  EXECUTE format('ALTER POLICY changed ON %s USING (%s)', target, may);
  EXECUTE format('ALTER POLICY removed ON %s USING (%s)', target, may);
END
$$;
DO $$
DECLARE
  listed record;
  bound CONSTANT text := '(project.id = ANY ((SELECT common.%1$s())::uuid[])'
    ' OR project.programme_id = ANY ((SELECT api.programmes_framing(common.%1$s()))::uuid[])'
    ' OR EXISTS (SELECT FROM api.%2$s b WHERE b.project_id = project.id))';
BEGIN
  -- Few fund anything, and of who does not, no more is asked.
  EXECUTE 'ALTER POLICY seen ON api.project USING ((SELECT common.reads_all()) OR '
    || format(bound, 'reads', 'read_project_bond')
    || ' OR (SELECT cardinality(common.funds()) > 0) AND project.status <> ''planned'' AND '
    || format(bound, 'funds', 'funded_project_bond') || ')';
  -- Published: the same for the other services.
  EXECUTE 'CREATE OR REPLACE VIEW api.project_directory_v1 AS'
    ' SELECT id, code, title, original_language, programme_id, status,'
    ' archived_at IS NOT NULL AS archived FROM api.project WHERE (SELECT common.reads_all()) OR '
    || format(bound, 'reads', 'read_project_bond')
    || ' OR (SELECT cardinality(common.funds()) > 0) AND project.status <> ''planned'' AND '
    || format(bound, 'funds', 'funded_project_bond');
  EXECUTE 'ALTER POLICY seen ON api.partnership USING ((SELECT common.reads_all())'
    ' OR id = ANY ((SELECT common.reads())::uuid[])'
    ' OR EXISTS (SELECT FROM api.read_partnership_bond b WHERE b.partnership_id = partnership.id)'
    -- Seen with a project that has it; the link is seen as the project is.
    ' OR EXISTS (SELECT FROM api.project_partnership l WHERE l.partnership_id = partnership.id))';
  FOR listed IN
    SELECT 'project' AS name, 'id' AS owner, 'project' AS kind,
      'held_project_v1' AS held
    UNION ALL SELECT unnest(ARRAY['project_country', 'project_theme', 'project_objective',
      'project_role', 'project_component', 'project_partnership', 'budget_line']),
      'project_id', 'project', 'held_project_v1'
    UNION ALL SELECT 'partnership', 'id', 'partnership', 'held_partnership'
    UNION ALL SELECT unnest(ARRAY['partnership_member', 'partnership_status']),
      'partnership_id', 'partnership', 'held_partnership'
  LOOP
    PERFORM common.change_writers('api.' || listed.name, format(
      '%1$s = ANY ((SELECT common.writes())::uuid[])'
        ' OR (SELECT true FROM api.%2$s h WHERE h.%4$s_id = %3$s.%1$s)',
      listed.owner, listed.held, listed.name, listed.kind));
  END LOOP;
END $$;

-- Results: whoever looked at one entry found all periods, indicators and results in reach.
DO $$
DECLARE
  level record;
  listed record;
  way record;
BEGIN
  FOR way IN SELECT * FROM (VALUES
    -- A scalar is planned as a look at one project; EXISTS also as a walk over all of them,
    -- which takes as long to weigh as to do, for each of the tables that follow a result.
    ('seen', '(SELECT true FROM api.project_directory_v1 p WHERE p.id = %1$s.project_id)'
      ' OR %1$s.programme_id IS NOT NULL AND %1$s.programme_id IN'
      ' (SELECT api.programmes_seen_by((SELECT common.reads()), (SELECT common.funds())))'),
    ('held', '(SELECT true FROM api.held_project_v1 h WHERE h.project_id = %1$s.project_id)'
      ' OR %1$s.programme_id IS NOT NULL AND %1$s.programme_id IN'
      ' (SELECT api.programmes_covered_by((SELECT common.writes())))')
  ) AS t (name, rule) LOOP
    FOR level IN SELECT * FROM (VALUES
      ('result', 'r', ''),
      ('indicator', 'i', ' JOIN indicators.indicator i ON i.result_id = r.id'),
      ('period', 'p', ' JOIN indicators.indicator i ON i.result_id = r.id'
        ' JOIN indicators.period p ON p.indicator_id = i.id')
    ) AS t (name, short, more) LOOP
      EXECUTE format('CREATE VIEW indicators.%1$s_%2$s WITH (security_barrier) AS SELECT %3$s.id'
        ' FROM indicators.result r%4$s WHERE %5$s',
        way.name, level.name, level.short, level.more, format(way.rule, 'r'));
      EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON indicators.%s_%s FROM bromost_indicators',
        way.name, level.name);
    END LOOP;
    FOR listed IN SELECT unnest(ARRAY['result', 'period_lock']) AS name LOOP
      PERFORM CASE way.name
        WHEN 'seen' THEN common.change_readers('indicators.' || listed.name,
          format(way.rule, listed.name))
        ELSE common.change_writers('indicators.' || listed.name,
          format(way.rule, listed.name)) END;
    END LOOP;
  END LOOP;
  FOR listed IN SELECT * FROM (VALUES
    ('indicator', 'result_id', 'result', true), ('result_goal', 'result_id', 'result', true),
    ('contribution', 'from_result_id', 'result', true),
    ('period', 'indicator_id', 'indicator', true),
    ('indicator_version', 'indicator_id', 'indicator', true),
    ('indicator_responsible', 'indicator_id', 'indicator', true),
    ('rollup', 'child_indicator_id', 'indicator', true),
    ('figure', 'indicator_id', 'indicator', false),
    ('figure_due', 'indicator_id', 'indicator', false),
    ('period_figure', 'indicator_id', 'indicator', false),
    ('entry', 'period_id', 'period', true)
  ) AS t (name, owner, level, is_written) LOOP
    PERFORM common.change_readers('indicators.' || listed.name, format(
      'EXISTS (SELECT FROM indicators.seen_%s s WHERE s.id = %s.%s)',
      listed.level, listed.name, listed.owner));
    IF listed.is_written THEN
      PERFORM common.change_writers('indicators.' || listed.name, format(
        'EXISTS (SELECT FROM indicators.held_%s h WHERE h.id = %s.%s)',
        listed.level, listed.name, listed.owner));
    END IF;
  END LOOP;
  FOR listed IN SELECT unnest(ARRAY['entry_cell', 'entry_step', 'entry_evidence']) AS name LOOP
    PERFORM common.change_writers('indicators.' || listed.name, format(
      'EXISTS (SELECT FROM indicators.entry e WHERE e.id = %s.entry_id'
        ' AND EXISTS (SELECT FROM indicators.held_period h WHERE h.id = e.period_id))',
      listed.name));
  END LOOP;
  PERFORM common.change_readers('indicators.place',
      'EXISTS (SELECT FROM api.project_directory_v1 p WHERE p.id = place.project_id)'),
    common.change_writers('indicators.place',
      'EXISTS (SELECT FROM api.held_project_v1 h WHERE h.project_id = place.project_id)');
END $$;
CREATE OR REPLACE FUNCTION indicators.is_read_unapproved(period uuid) RETURNS boolean
LANGUAGE sql STABLE AS
$$
  SELECT EXISTS (SELECT FROM indicators.period p
    JOIN indicators.indicator i ON i.id = p.indicator_id
    JOIN indicators.result r ON r.id = i.result_id
    WHERE p.id = period
      AND (EXISTS (SELECT FROM api.read_project_v1 o WHERE o.project_id = r.project_id)
        OR r.programme_id IS NOT NULL
          AND r.programme_id IN (SELECT api.programmes_seen_by(common.reads(), '{}'))))
$$;

DROP FUNCTION common.change_readers(text, text), common.change_writers(text, text),
  api.partnerships_in_sight(), api.projects_in_sight();
