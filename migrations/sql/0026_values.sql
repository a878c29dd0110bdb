-- Whose programme a deed was in; a programme's own results name it themselves.
CREATE OR REPLACE FUNCTION common.programme_of(object_type text, object_id uuid) RETURNS uuid
LANGUAGE sql STABLE SET search_path = pg_catalog AS
$$
  SELECT CASE programme_of.object_type
    WHEN 'programme' THEN programme_of.object_id
    WHEN 'project' THEN (SELECT p.programme_id FROM api.project p
      WHERE p.id = programme_of.object_id)
    WHEN 'result' THEN (SELECT coalesce(r.programme_id, p.programme_id)
      FROM indicators.result r LEFT JOIN api.project p ON p.id = r.project_id
      WHERE r.id = programme_of.object_id)
    WHEN 'indicator' THEN (SELECT coalesce(r.programme_id, p.programme_id)
      FROM indicators.indicator i JOIN indicators.result r ON r.id = i.result_id
      LEFT JOIN api.project p ON p.id = r.project_id WHERE i.id = programme_of.object_id)
    WHEN 'place' THEN (SELECT p.programme_id FROM indicators.place l
      JOIN api.project p ON p.id = l.project_id WHERE l.id = programme_of.object_id)
    WHEN 'definition' THEN (SELECT coalesce(d.programme_id, p.programme_id)
      FROM indicators.definition d LEFT JOIN api.project p ON p.id = d.project_id
      WHERE d.id = programme_of.object_id)
    WHEN 'axis' THEN (SELECT a.programme_id FROM indicators.axis a
      WHERE a.id = programme_of.object_id) END
$$;

-- What is said of a row: a period, at a place or as a whole. Content is never changed,
-- only followed by another entry; what moves is how far each has got.
ALTER TABLE indicators.entry DISABLE TRIGGER history_changed;
ALTER TABLE indicators.entry
  ALTER COLUMN value DROP NOT NULL,
  ADD COLUMN place_id uuid CONSTRAINT fk_entry_place_id REFERENCES indicators.place,
  ADD COLUMN numerator numeric(24, 6),
  ADD COLUMN denominator numeric(24, 6),
  ADD COLUMN text text,
  -- Cells are known only in part, and need not come to the whole.
  ADD COLUMN is_partial boolean NOT NULL DEFAULT false,
  -- Why what was accepted is said otherwise.
  ADD COLUMN reason text,
  -- Those that are there are figures on record.
  ADD COLUMN status text NOT NULL DEFAULT 'accepted'
    CONSTRAINT ck_entry_status
    CHECK (status IN ('draft', 'submitted', 'returned', 'verified', 'accepted')),
  DROP CONSTRAINT ck_entry_state,
  ADD CONSTRAINT ck_entry_state
    CHECK (state IN ('reported', 'zero', 'estimated', 'not_applicable', 'not_collected',
      'suppressed'));
ALTER TABLE indicators.entry ALTER COLUMN status SET DEFAULT 'draft';
UPDATE indicators.entry SET state = 'zero' WHERE value = 0 AND state = 'reported';
ALTER TABLE indicators.entry
  ADD CONSTRAINT ck_entry_told
    CHECK (CASE WHEN state IN ('reported', 'zero', 'estimated')
      THEN value IS NOT NULL OR text IS NOT NULL
      ELSE value IS NULL AND numerator IS NULL END
      AND (state <> 'zero' OR value = 0)
      AND (numerator IS NULL) = (denominator IS NULL)
      AND numerator <> 'NaN' AND denominator <> 'NaN');
ALTER TABLE indicators.entry ENABLE TRIGGER history_changed;
CREATE INDEX ix_entry_place_id ON indicators.entry (place_id);
CREATE INDEX ix_entry_status ON indicators.entry (status, period_id)
  WHERE status IN ('submitted', 'verified');
GRANT UPDATE (status) ON indicators.entry TO bromost_indicators;

-- The leaves that a figure is broken down into: one category of each axis in use.
CREATE TABLE indicators.entry_cell (
  entry_id uuid NOT NULL
    CONSTRAINT fk_entry_cell_entry_id REFERENCES indicators.entry,
  number smallint NOT NULL CONSTRAINT ck_entry_cell_number CHECK (number > 0),
  category_1 uuid NOT NULL
    CONSTRAINT fk_entry_cell_category_1 REFERENCES indicators.category,
  category_2 uuid CONSTRAINT fk_entry_cell_category_2 REFERENCES indicators.category,
  category_3 uuid CONSTRAINT fk_entry_cell_category_3 REFERENCES indicators.category,
  state text NOT NULL
    CONSTRAINT ck_entry_cell_state
    CHECK (state IN ('reported', 'zero', 'estimated', 'not_applicable', 'not_collected',
      'suppressed')),
  value numeric(24, 6),
  numerator numeric(24, 6),
  denominator numeric(24, 6),
  CONSTRAINT pk_entry_cell PRIMARY KEY (entry_id, number),
  CONSTRAINT ck_entry_cell_axes CHECK (category_2 IS NOT NULL OR category_3 IS NULL),
  CONSTRAINT ck_entry_cell_told
    CHECK ((state IN ('reported', 'zero', 'estimated')) = (value IS NOT NULL)
      AND (state <> 'zero' OR value = 0)
      AND (numerator IS NULL) = (denominator IS NULL)
      AND value <> 'NaN' AND numerator <> 'NaN' AND denominator <> 'NaN')
);
CREATE UNIQUE INDEX uq_entry_cell_categories
  ON indicators.entry_cell (entry_id, category_1, category_2, category_3) NULLS NOT DISTINCT;
CREATE INDEX ix_entry_cell_category_1 ON indicators.entry_cell (category_1);
CREATE INDEX ix_entry_cell_category_2 ON indicators.entry_cell (category_2);
CREATE INDEX ix_entry_cell_category_3 ON indicators.entry_cell (category_3);

-- How an entry got to where it is.
CREATE TABLE indicators.entry_step (
  entry_id uuid NOT NULL
    CONSTRAINT fk_entry_step_entry_id REFERENCES indicators.entry,
  number integer NOT NULL CONSTRAINT ck_entry_step_number CHECK (number > 0),
  status text NOT NULL
    CONSTRAINT ck_entry_step_status
    CHECK (status IN ('draft', 'submitted', 'returned', 'verified', 'accepted')),
  account_id uuid,
  at timestamptz NOT NULL DEFAULT now(),
  reason text,
  CONSTRAINT pk_entry_step PRIMARY KEY (entry_id, number),
  CONSTRAINT ck_entry_step_reason CHECK (status <> 'returned' OR reason IS NOT NULL)
);
-- What was on record when the way to get there did not exist yet.
INSERT INTO indicators.entry_step (entry_id, number, status, account_id, at)
SELECT id, 1, 'accepted', recorded_by, recorded_at FROM indicators.entry;

-- Where it can be seen that it is so.
CREATE TABLE indicators.entry_evidence (
  entry_id uuid NOT NULL
    CONSTRAINT fk_entry_evidence_entry_id REFERENCES indicators.entry,
  number smallint NOT NULL CONSTRAINT ck_entry_evidence_number CHECK (number > 0),
  name text NOT NULL,
  address text NOT NULL CONSTRAINT ck_entry_evidence_address CHECK (address ~ '^https?://'),
  CONSTRAINT pk_entry_evidence PRIMARY KEY (entry_id, number)
);
REVOKE UPDATE, DELETE ON indicators.entry_cell, indicators.entry_step,
  indicators.entry_evidence FROM bromost_indicators;

-- Days of which nothing more is said, but by whom or of what an exception is made.
CREATE TABLE indicators.period_lock (
  id uuid CONSTRAINT pk_period_lock PRIMARY KEY,
  project_id uuid,
  programme_id uuid,
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  reason text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_period_lock_owner CHECK (num_nonnulls(project_id, programme_id) = 1),
  CONSTRAINT ck_period_lock_days CHECK (ends_on >= starts_on)
);
CREATE INDEX ix_period_lock_project_id ON indicators.period_lock (project_id);
CREATE INDEX ix_period_lock_programme_id ON indicators.period_lock (programme_id);
CREATE TABLE indicators.lock_exception (
  id uuid CONSTRAINT pk_lock_exception PRIMARY KEY,
  lock_id uuid NOT NULL
    CONSTRAINT fk_lock_exception_lock_id REFERENCES indicators.period_lock ON DELETE CASCADE,
  account_id uuid,
  indicator_id uuid
    CONSTRAINT fk_lock_exception_indicator_id REFERENCES indicators.indicator,
  until date NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_lock_exception_for CHECK (num_nonnulls(account_id, indicator_id) > 0)
);
CREATE INDEX ix_lock_exception_lock_id ON indicators.lock_exception (lock_id);
CREATE INDEX ix_lock_exception_indicator_id ON indicators.lock_exception (indicator_id);

DO $$
DECLARE
  part text;
  sight CONSTANT text := '(SELECT common.reads()), (SELECT common.funds())';
  writes CONSTANT text := '(SELECT common.writes())';
  held CONSTANT text := format('project_id IN (SELECT api.projects_covered_by(%s))'
    ' OR programme_id IN (SELECT api.programmes_covered_by(%s))', writes, writes);
BEGIN
  FOREACH part IN ARRAY ARRAY['entry_cell', 'entry_step', 'entry_evidence'] LOOP
    PERFORM common.guard(('indicators.' || part)::regclass,
      'EXISTS (SELECT FROM indicators.entry e WHERE e.id = entry_id)',
      'EXISTS (SELECT FROM indicators.entry e JOIN indicators.period p ON p.id = e.period_id'
        ' JOIN indicators.indicator i ON i.id = p.indicator_id WHERE e.id = entry_id'
        ' AND i.result_id IN (SELECT indicators.results_writable()))');
  END LOOP;
  PERFORM common.guard('indicators.period_lock',
    format('project_id IN (SELECT api.projects_seen_by(%s))'
      ' OR programme_id IN (SELECT api.programmes_seen_by(%s))', sight, sight), held);
  PERFORM common.guard('indicators.lock_exception',
    'EXISTS (SELECT FROM indicators.period_lock l WHERE l.id = lock_id)',
    'EXISTS (SELECT FROM indicators.period_lock l WHERE l.id = lock_id AND (' || held || '))');
END
$$;
UPDATE indicators.history SET image = image || jsonb_build_object('status', 'accepted',
  'is_partial', false, 'state', CASE WHEN (image ->> 'value')::numeric = 0
    AND image ->> 'state' = 'reported' THEN 'zero' ELSE image ->> 'state' END)
WHERE table_name = 'entry';
SELECT common.renew_history('indicators.entry'),
  common.keep_history('indicators.period_lock', 'period_lock');
SELECT common.keep_history('indicators.lock_exception', 'period_lock', 'r.lock_id'),
  -- Never changed: as they are, they were from the beginning.
  common.show_present('indicators.entry_cell'), common.show_present('indicators.entry_step'),
  common.show_present('indicators.entry_evidence');
