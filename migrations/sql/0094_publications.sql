-- What was published of programmes and projects: each time a version of its own. The one
-- that has not ended is public, whoever asks; it never changes, it only ends.
CREATE TABLE api.publication (
  id uuid CONSTRAINT pk_publication PRIMARY KEY,
  programme_id uuid NOT NULL
    CONSTRAINT fk_publication_programme_id REFERENCES api.programme (id) ON DELETE CASCADE,
  -- Null where it is of the programme itself.
  project_id uuid
    CONSTRAINT fk_publication_project_id REFERENCES api.project (id) ON DELETE CASCADE,
  number integer NOT NULL CONSTRAINT ck_publication_number CHECK (number > 0),
  document jsonb NOT NULL
    CONSTRAINT ck_publication_document CHECK (jsonb_typeof(document) = 'object'),
  title_key text GENERATED ALWAYS AS (common.fold_texts(document -> 'title')) STORED,
  code_key text GENERATED ALWAYS AS (api.code_key(document ->> 'code')) STORED,
  countries text[] NOT NULL,
  themes jsonb NOT NULL,
  public_since timestamptz NOT NULL,
  published_at timestamptz NOT NULL DEFAULT now(),
  published_by uuid NOT NULL
    CONSTRAINT fk_publication_published_by REFERENCES api.account (id),
  ended_at timestamptz,
  ended_by uuid CONSTRAINT fk_publication_ended_by REFERENCES api.account (id),
  CONSTRAINT uq_publication_number
    UNIQUE NULLS NOT DISTINCT (programme_id, project_id, number),
  CONSTRAINT ck_publication_ended CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE INDEX ix_publication_project_id ON api.publication (project_id);
CREATE INDEX ix_publication_published_by ON api.publication (published_by);
CREATE INDEX ix_publication_ended_by ON api.publication (ended_by);
CREATE UNIQUE INDEX uq_publication_public_project ON api.publication (project_id)
  WHERE ended_at IS NULL AND project_id IS NOT NULL;
CREATE UNIQUE INDEX uq_publication_public_programme ON api.publication (programme_id)
  WHERE ended_at IS NULL AND project_id IS NULL;

SELECT common.guard('api.publication',
  'ended_at IS NULL'
    ' OR (project_id IS NULL AND (SELECT true FROM api.programme p WHERE p.id = programme_id))'
    ' OR (SELECT true FROM api.project p WHERE p.id = project_id)',
  '(project_id IS NULL AND programme_id IN'
    ' (SELECT api.programmes_covered_by((SELECT common.writes()))))'
    ' OR (SELECT true FROM api.held_project_v1 h WHERE h.project_id = publication.project_id)');
-- A version stays what it was.
REVOKE UPDATE, DELETE ON api.publication FROM bromost_api;
GRANT UPDATE (ended_at, ended_by) ON api.publication TO bromost_api;

-- Published: the results of a programme or project with their official figures, as they
-- are kept. For whoever may publish them; the registry asks that first.
CREATE FUNCTION indicators.results_to_publish_v1(owner uuid)
RETURNS TABLE (result_id uuid, kind text, title jsonb, original_language text,
  indicator_id uuid, indicator_title jsonb, is_synthetic boolean, value_kind text,
  unit text, unit_name jsonb, decimals smallint, baseline numeric, baseline_on date,
  target numeric, target_low numeric, target_high numeric, target_on date,
  state text, value numeric, low numeric, high numeric, marks text[], status text,
  as_of date, pending boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT r.id, r.kind, r.title, r.original_language, i.id, i.title, i.is_synthetic, v.kind,
  v.unit, v.unit_name,
  -- The mean of a scale has two, for its steps have none.
  CASE WHEN v.kind = 'scale' AND 'weighted_mean' IN (v.over_time, v.over_children)
    THEN 2::smallint ELSE v.decimals END,
  i.baseline_value, i.baseline_on, f.target_value, f.target_low, f.target_high, i.target_on,
  f.life_state, f.life_value, f.life_low, f.life_high, f.life_marks, f.status, f.as_of,
  f.as_of IS NULL
    OR EXISTS (SELECT FROM indicators.figure_due d WHERE d.indicator_id = i.id)
FROM indicators.result r
JOIN indicators.indicator i ON i.result_id = r.id AND i.archived_at IS NULL
JOIN indicators.definition_version v ON v.id = i.definition_version_id
LEFT JOIN indicators.figure f ON f.indicator_id = i.id AND f.include = 'accepted'
WHERE (r.project_id = owner OR r.programme_id = owner) AND r.archived_at IS NULL
ORDER BY array_position(ARRAY['impact', 'outcome', 'output', 'activity', 'input'], r.kind),
  r.position, r.id, i.position, i.id
$$;
REVOKE EXECUTE ON FUNCTION indicators.results_to_publish_v1(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION indicators.results_to_publish_v1(uuid) TO bromost_api;
