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
DO $$
DECLARE
  listed text;
BEGIN
  FOREACH listed IN ARRAY ARRAY['indicator_version', 'indicator_responsible'] LOOP
    PERFORM common.unguard(('indicators.' || listed)::regclass);
    PERFORM common.guard(('indicators.' || listed)::regclass,
      'indicator_id IN (SELECT id FROM indicators.indicator)',
      'indicator_id IN (SELECT i.id FROM indicators.indicator i'
        ' JOIN indicators.result r ON r.id = i.result_id WHERE r.project_id IN'
        ' (SELECT api.projects_covered_by((SELECT common.writes()))))');
  END LOOP;
END
$$;
