-- What values of a period are to come to, held against each other: a rule of a programme,
-- which holds in its projects, or of one project.
CREATE TABLE indicators.cross_check (
  id uuid CONSTRAINT pk_cross_check PRIMARY KEY,
  -- Of the registry: another schema, hence no foreign keys.
  project_id uuid,
  programme_id uuid,
  -- The first one is held against the sum of the others. Definitions are archived, and
  -- never removed.
  definition_ids uuid[] NOT NULL
    CONSTRAINT ck_cross_check_definition_ids CHECK (cardinality(definition_ids) BETWEEN 2 AND 6),
  comparison text NOT NULL
    CONSTRAINT ck_cross_check_comparison CHECK (comparison IN ('at_most', 'at_least', 'equal')),
  message jsonb NOT NULL,
  original_language text NOT NULL,
  -- The same for rules that ask the same, however they were put.
  meaning text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_cross_check_owner CHECK (num_nonnulls(project_id, programme_id) = 1),
  CONSTRAINT uq_cross_check_project_id_programme_id_meaning
    UNIQUE NULLS NOT DISTINCT (project_id, programme_id, meaning)
);
CREATE INDEX ix_cross_check_programme_id ON indicators.cross_check (programme_id);

-- Of a rule that is broken it is said what it meant: changed, it asks anew.
ALTER TABLE indicators.check_confirmation ADD COLUMN meaning text,
  ADD CONSTRAINT ck_check_confirmation_meaning
    CHECK ((finding = 'cross_check') = (meaning IS NOT NULL));
DROP VIEW indicators_past.check_confirmation;
SELECT common.show_present('indicators.check_confirmation');

DO $$
DECLARE
  sight CONSTANT text := '(SELECT common.reads()), (SELECT common.funds())';
  writes CONSTANT text := '(SELECT common.writes())';
BEGIN
  PERFORM common.guard('indicators.cross_check',
    format('project_id IN (SELECT api.projects_seen_by(%s))'
      ' OR programme_id IN (SELECT api.programmes_seen_by(%s))', sight, sight),
    format('project_id IN (SELECT api.projects_covered_by(%s))'
      ' OR programme_id IN (SELECT api.programmes_covered_by(%s))', writes, writes));
END
$$;
-- Whoever comes by a link is told of the rules that their answers break.
CREATE POLICY seen_by_link ON indicators.cross_check FOR SELECT USING (
  (SELECT common.task()) = 'contribution'
  AND EXISTS (SELECT FROM indicators.asking_project() p
    WHERE p.id = cross_check.project_id OR p.programme_id = cross_check.programme_id));
SELECT common.keep_history('indicators.cross_check', 'cross_check', kept => ARRAY['id',
  'project_id', 'programme_id', 'definition_ids', 'comparison', 'message',
  'original_language', 'version', 'created_at', 'updated_at']);

-- Also of these; whatever else it knows by now stays as it is.
DO $do$
BEGIN
  EXECUTE regexp_replace(
    pg_get_functiondef('common.programme_of(text, uuid)'::regprocedure),
    ' END(\s*\$function\$)', $check$
    WHEN 'cross_check' THEN (SELECT coalesce(c.programme_id, p.programme_id)
      FROM indicators.cross_check c LEFT JOIN api.project p ON p.id = c.project_id
      WHERE c.id = programme_of.object_id) END\1$check$);
END
$do$;
