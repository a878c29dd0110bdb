-- What is no plain figure on record has no place in the older form.
SELECT common.drop_history('indicators.lock_exception');
SELECT common.drop_history('indicators.period_lock');
DROP VIEW indicators_past.entry_cell, indicators_past.entry_step,
  indicators_past.entry_evidence, indicators_past.entry;
DROP TABLE indicators.lock_exception;
DROP TABLE indicators.period_lock;
DROP TABLE indicators.entry_evidence;
DROP TABLE indicators.entry_step;
DROP TABLE indicators.entry_cell;
ALTER TABLE indicators.entry DISABLE TRIGGER history_changed, DISABLE TRIGGER history_removed;
DELETE FROM indicators.entry WHERE value IS NULL;
ALTER TABLE indicators.entry
  DROP CONSTRAINT ck_entry_told,
  DROP CONSTRAINT ck_entry_state;
UPDATE indicators.entry SET state = 'reported' WHERE state = 'zero';
ALTER TABLE indicators.entry
  DROP COLUMN place_id,
  DROP COLUMN numerator,
  DROP COLUMN denominator,
  DROP COLUMN text,
  DROP COLUMN is_partial,
  DROP COLUMN reason,
  DROP COLUMN status,
  ADD CONSTRAINT ck_entry_state CHECK (state IN ('reported', 'estimated')),
  ALTER COLUMN value SET NOT NULL;
ALTER TABLE indicators.entry ENABLE TRIGGER history_changed, ENABLE TRIGGER history_removed;
DELETE FROM indicators.history WHERE table_name = 'entry' AND image ->> 'value' IS NULL;
UPDATE indicators.history SET image =
  image - '{place_id,numerator,denominator,text,is_partial,reason,status}'::text[]
  || jsonb_build_object('state', CASE image ->> 'state' WHEN 'zero' THEN 'reported'
    ELSE image ->> 'state' END)
WHERE table_name = 'entry';
SELECT common.renew_history('indicators.entry');

CREATE OR REPLACE FUNCTION common.programme_of(object_type text, object_id uuid) RETURNS uuid
LANGUAGE sql STABLE SET search_path = pg_catalog AS
$$
  SELECT CASE programme_of.object_type
    WHEN 'programme' THEN programme_of.object_id
    WHEN 'project' THEN (SELECT p.programme_id FROM api.project p
      WHERE p.id = programme_of.object_id)
    WHEN 'result' THEN (SELECT p.programme_id FROM indicators.result r
      JOIN api.project p ON p.id = r.project_id WHERE r.id = programme_of.object_id)
    WHEN 'indicator' THEN (SELECT p.programme_id FROM indicators.indicator i
      JOIN indicators.result r ON r.id = i.result_id
      JOIN api.project p ON p.id = r.project_id WHERE i.id = programme_of.object_id)
    WHEN 'definition' THEN (SELECT coalesce(d.programme_id, p.programme_id)
      FROM indicators.definition d LEFT JOIN api.project p ON p.id = d.project_id
      WHERE d.id = programme_of.object_id)
    WHEN 'axis' THEN (SELECT a.programme_id FROM indicators.axis a
      WHERE a.id = programme_of.object_id) END
$$;
