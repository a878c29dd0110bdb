-- Results as a graph. A programme has results of its own, which those of its projects
-- inherit, copy or map to; results contribute to each other and serve goals.

-- Published: what results are tied to outside of this service.
CREATE VIEW api.programme_directory_v1 AS
SELECT id, code, title, original_language FROM api.programme
WHERE (SELECT common.reads_all())
  OR id IN (SELECT api.programmes_seen_by((SELECT common.reads()), (SELECT common.funds())));
CREATE VIEW api.programme_goal_v1 AS
SELECT id, programme_id, position, text FROM api.programme_goal
WHERE (SELECT common.reads_all()) OR programme_id IN
  (SELECT api.programmes_seen_by((SELECT common.reads()), (SELECT common.funds())));
-- The sides between which a project takes place: its partners, and whose side they are
-- on where the project belongs to a partnership.
CREATE VIEW api.project_side_v1 AS
WITH member AS (
  SELECT l.project_id, m.organisation_id, m.side
  FROM api.project_partnership l
  JOIN api.partnership_member m ON m.partnership_id = l.partnership_id
  UNION ALL
  SELECT project_id, organisation_id, NULL FROM api.project_role
  WHERE role IN ('lead_partner', 'partner')
)
SELECT m.project_id, m.organisation_id, o.name, o.country_code, min(m.side) AS side
FROM member m JOIN api.organisation o ON o.id = m.organisation_id
WHERE (SELECT common.reads_all()) OR m.project_id IN
  (SELECT api.projects_seen_by((SELECT common.reads()), (SELECT common.funds())))
GROUP BY m.project_id, m.organisation_id, o.name, o.country_code;
CREATE VIEW api.country_directory_v1 AS SELECT code FROM api.country;
GRANT SELECT ON api.programme_directory_v1, api.programme_goal_v1, api.project_side_v1,
  api.country_directory_v1 TO bromost_indicators;
-- What the schema grants by itself would let rows be changed past row-level security.
REVOKE INSERT, UPDATE, DELETE ON api.programme_directory_v1, api.programme_goal_v1,
  api.project_side_v1, api.country_directory_v1 FROM bromost_api;

ALTER TABLE indicators.result
  ALTER COLUMN project_id DROP NOT NULL,
  ADD COLUMN programme_id uuid,
  ADD COLUMN origin_result_id uuid
    CONSTRAINT fk_result_origin_result_id REFERENCES indicators.result,
  ADD COLUMN origin_mode text CONSTRAINT ck_result_origin_mode
    CHECK (origin_mode IN ('inherited', 'copied', 'mapped')),
  -- For whose side it is; null for all.
  ADD COLUMN side_id uuid,
  ADD COLUMN builds text CONSTRAINT ck_result_builds
    CHECK (builds IN ('skills', 'infrastructure', 'both')),
  ADD COLUMN inside_municipal_tasks boolean,
  ADD COLUMN municipal_task jsonb CONSTRAINT ck_result_municipal_task
    CHECK (jsonb_typeof(municipal_task) = 'object' AND municipal_task <> '{}'),
  ADD CONSTRAINT ck_result_owner CHECK (num_nonnulls(project_id, programme_id) = 1),
  ADD CONSTRAINT ck_result_origin
    CHECK ((origin_result_id IS NULL) = (origin_mode IS NULL)),
  ADD CONSTRAINT ck_result_activity CHECK (kind = 'activity'
    OR num_nonnulls(builds, inside_municipal_tasks, municipal_task) = 0);
CREATE INDEX ix_result_programme_id ON indicators.result (programme_id);
CREATE INDEX ix_result_origin_result_id ON indicators.result (origin_result_id);

ALTER TABLE indicators.indicator
  ADD COLUMN origin_indicator_id uuid CONSTRAINT fk_indicator_origin_indicator_id
    REFERENCES indicators.indicator,
  ADD COLUMN origin_mode text CONSTRAINT ck_indicator_origin_mode
    CHECK (origin_mode IN ('inherited', 'copied', 'mapped')),
  ADD COLUMN side_id uuid,
  ADD CONSTRAINT ck_indicator_origin
    CHECK ((origin_indicator_id IS NULL) = (origin_mode IS NULL));
CREATE INDEX ix_indicator_origin_indicator_id ON indicators.indicator (origin_indicator_id);

-- The programme's goals that a result serves.
CREATE TABLE indicators.result_goal (
  result_id uuid NOT NULL
    CONSTRAINT fk_result_goal_result_id REFERENCES indicators.result ON DELETE CASCADE,
  goal_id uuid NOT NULL,
  CONSTRAINT pk_result_goal PRIMARY KEY (result_id, goal_id)
);
CREATE INDEX ix_result_goal_goal_id ON indicators.result_goal (goal_id);

CREATE TABLE indicators.contribution (
  id uuid CONSTRAINT pk_contribution PRIMARY KEY,
  from_result_id uuid NOT NULL
    CONSTRAINT fk_contribution_from_result_id REFERENCES indicators.result,
  to_result_id uuid NOT NULL
    CONSTRAINT fk_contribution_to_result_id REFERENCES indicators.result,
  strength text NOT NULL CONSTRAINT ck_contribution_strength
    CHECK (strength IN ('weak', 'medium', 'strong')),
  -- What must hold for the one to lead to the other.
  assumption jsonb CONSTRAINT ck_contribution_assumption
    CHECK (jsonb_typeof(assumption) = 'object' AND assumption <> '{}'),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_contribution_from_result_id_to_result_id
    UNIQUE (from_result_id, to_result_id),
  CONSTRAINT ck_contribution_ends CHECK (from_result_id <> to_result_id)
);
CREATE INDEX ix_contribution_to_result_id ON indicators.contribution (to_result_id);

-- Which indicators' figures go into another's.
CREATE TABLE indicators.rollup (
  id uuid CONSTRAINT pk_rollup PRIMARY KEY,
  child_indicator_id uuid NOT NULL
    CONSTRAINT fk_rollup_child_indicator_id REFERENCES indicators.indicator,
  parent_indicator_id uuid NOT NULL
    CONSTRAINT fk_rollup_parent_indicator_id REFERENCES indicators.indicator,
  included boolean NOT NULL DEFAULT true,
  note jsonb CONSTRAINT ck_rollup_note
    CHECK (jsonb_typeof(note) = 'object' AND note <> '{}'),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_rollup_child_indicator_id_parent_indicator_id
    UNIQUE (child_indicator_id, parent_indicator_id),
  CONSTRAINT ck_rollup_ends CHECK (child_indicator_id <> parent_indicator_id)
);
CREATE INDEX ix_rollup_parent_indicator_id ON indicators.rollup (parent_indicator_id);

CREATE TABLE indicators.place (
  id uuid CONSTRAINT pk_place PRIMARY KEY,
  project_id uuid NOT NULL,
  name jsonb NOT NULL CONSTRAINT ck_place_name
    CHECK (jsonb_typeof(name) = 'object' AND name <> '{}'),
  original_language text NOT NULL CONSTRAINT ck_place_original_language
    CHECK (original_language IN ('en', 'nb', 'bs', 'pl')),
  country_code text CONSTRAINT ck_place_country_code CHECK (country_code ~ '^[A-Z]{2}$'),
  latitude numeric(9, 6) CONSTRAINT ck_place_latitude CHECK (latitude BETWEEN -90 AND 90),
  longitude numeric(9, 6)
    CONSTRAINT ck_place_longitude CHECK (longitude BETWEEN -180 AND 180),
  organisation_id uuid,
  archived_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_place_original_text CHECK (name ? original_language),
  CONSTRAINT ck_place_point CHECK ((latitude IS NULL) = (longitude IS NULL))
);
CREATE INDEX ix_place_project_id ON indicators.place (project_id);

-- A programme's results are seen with the programme, a project's with the project.
CREATE FUNCTION indicators.results_writable() RETURNS SETOF uuid
LANGUAGE sql STABLE ROWS 1000 SET search_path = pg_catalog AS
$$
SELECT id FROM indicators.result
WHERE project_id IN (SELECT api.projects_covered_by((SELECT common.writes())))
UNION ALL
SELECT id FROM indicators.result
WHERE programme_id IN (SELECT api.programmes_covered_by((SELECT common.writes())))
$$;
GRANT EXECUTE ON FUNCTION indicators.results_writable() TO bromost_indicators;
DO $$
DECLARE
  sight CONSTANT text := '(SELECT common.reads()), (SELECT common.funds())';
  writes CONSTANT text := '(SELECT common.writes())';
  writable CONSTANT text := 'IN (SELECT indicators.results_writable())';
BEGIN
  PERFORM common.unguard('indicators.result'), common.unguard('indicators.indicator'),
    common.unguard('indicators.period'), common.unguard('indicators.entry'),
    common.unguard('indicators.indicator_version'),
    common.unguard('indicators.indicator_responsible');
  PERFORM common.guard('indicators.result',
    format('project_id IN (SELECT api.projects_seen_by(%s))'
      ' OR programme_id IN (SELECT api.programmes_seen_by(%s))', sight, sight),
    format('project_id IN (SELECT api.projects_covered_by(%s))'
      ' OR programme_id IN (SELECT api.programmes_covered_by(%s))', writes, writes));
  PERFORM common.guard('indicators.indicator',
    'result_id IN (SELECT id FROM indicators.result)', 'result_id ' || writable);
  PERFORM common.guard('indicators.period',
    'indicator_id IN (SELECT id FROM indicators.indicator)',
    'indicator_id IN (SELECT i.id FROM indicators.indicator i WHERE i.result_id '
      || writable || ')');
  PERFORM common.guard('indicators.entry',
    'period_id IN (SELECT id FROM indicators.period)',
    'period_id IN (SELECT p.id FROM indicators.period p'
      ' JOIN indicators.indicator i ON i.id = p.indicator_id WHERE i.result_id '
      || writable || ')');
  PERFORM common.guard('indicators.indicator_version',
    'indicator_id IN (SELECT id FROM indicators.indicator)',
    'indicator_id IN (SELECT i.id FROM indicators.indicator i WHERE i.result_id '
      || writable || ')');
  PERFORM common.guard('indicators.indicator_responsible',
    'indicator_id IN (SELECT id FROM indicators.indicator)',
    'indicator_id IN (SELECT i.id FROM indicators.indicator i WHERE i.result_id '
      || writable || ')');
  PERFORM common.guard('indicators.result_goal',
    'result_id IN (SELECT id FROM indicators.result)', 'result_id ' || writable);
  -- A link belongs to whom it comes from; where it leads to is seen by whoever sees that.
  PERFORM common.guard('indicators.contribution',
    'from_result_id IN (SELECT id FROM indicators.result)', 'from_result_id ' || writable);
  PERFORM common.guard('indicators.rollup',
    'child_indicator_id IN (SELECT id FROM indicators.indicator)',
    'child_indicator_id IN (SELECT i.id FROM indicators.indicator i WHERE i.result_id '
      || writable || ')');
  PERFORM common.guard('indicators.place',
    format('project_id IN (SELECT api.projects_seen_by(%s))', sight),
    format('project_id IN (SELECT api.projects_covered_by(%s))', writes));
END $$;

SELECT common.renew_history('indicators.result'), common.renew_history('indicators.indicator');
SELECT
  common.keep_history('indicators.result_goal', 'result', 'r.result_id'),
  common.keep_history('indicators.contribution', 'result', 'r.from_result_id'),
  common.keep_history('indicators.rollup', 'indicator', 'r.child_indicator_id'),
  common.keep_history('indicators.place', 'place');

CREATE OR REPLACE VIEW indicators.project_use_v1 AS
SELECT project_id, count(*) AS results FROM indicators.result
WHERE project_id IS NOT NULL AND ((SELECT common.reads_all())
  OR project_id IN (SELECT api.projects_seen_by((SELECT common.reads()), (SELECT common.funds()))))
GROUP BY project_id;
-- Published: goals that results serve, which must therefore stay; also those that the
-- reader does not see, for they would be lost as well.
CREATE FUNCTION indicators.goals_in_use_v1(goals uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10 SET search_path = pg_catalog AS
$$ SELECT DISTINCT goal_id FROM indicators.result_goal WHERE goal_id = ANY (goals) $$;
REVOKE EXECUTE ON FUNCTION indicators.goals_in_use_v1(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION indicators.goals_in_use_v1(uuid[]) TO bromost_api;

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
  -- What belongs to a programme itself names it in the project's place.
  UNION SELECT g.id FROM api.programme g WHERE g.id = project
), seeing AS (
  SELECT object AS id
  UNION SELECT id FROM within
  UNION SELECT id FROM bond
  UNION SELECT id FROM frame
  UNION SELECT r.organisation_id FROM api.project_role r JOIN within w ON w.id = r.project_id
  UNION SELECT b.funder_id FROM api.budget_line b JOIN within w ON w.id = b.project_id
  UNION SELECT m.organisation_id FROM api.partnership_member m JOIN bond ON bond.id = m.partnership_id
  UNION SELECT r.organisation_id FROM api.programme_role r JOIN frame f ON f.id = r.programme_id
    WHERE object_type = 'programme' OR r.programme_id = project OR r.role IN ('funder', 'manager', 'national_association')
)
SELECT array_agg(id) FROM seeing
$$;
