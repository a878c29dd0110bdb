-- A programme's results have indicators too: which rules those go by, and who sees to
-- them, is written by whoever writes the results.
DO $$
DECLARE
  listed text;
BEGIN
  FOREACH listed IN ARRAY ARRAY['indicator_version', 'indicator_responsible'] LOOP
    PERFORM common.unguard(('indicators.' || listed)::regclass);
    PERFORM common.guard(('indicators.' || listed)::regclass,
      'indicator_id IN (SELECT id FROM indicators.indicator)',
      'indicator_id IN (SELECT i.id FROM indicators.indicator i'
        ' WHERE i.result_id IN (SELECT indicators.results_writable()))');
  END LOOP;
END
$$;

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
