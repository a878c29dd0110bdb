-- Accepted reports are published as well: each a page beside that of its project or
-- programme. What identifies a version is the report then.
ALTER TABLE api.publication ADD COLUMN report_id uuid;
ALTER TABLE api.publication DROP CONSTRAINT uq_publication_number;
ALTER TABLE api.publication ADD CONSTRAINT uq_publication_number
  UNIQUE NULLS NOT DISTINCT (programme_id, project_id, report_id, number);
DROP INDEX api.uq_publication_public_project;
DROP INDEX api.uq_publication_public_programme;
CREATE UNIQUE INDEX uq_publication_public_project ON api.publication (project_id)
  WHERE ended_at IS NULL AND project_id IS NOT NULL AND report_id IS NULL;
CREATE UNIQUE INDEX uq_publication_public_programme ON api.publication (programme_id)
  WHERE ended_at IS NULL AND project_id IS NULL AND report_id IS NULL;
CREATE UNIQUE INDEX uq_publication_public_report ON api.publication (report_id)
  WHERE ended_at IS NULL AND report_id IS NOT NULL;

-- Published: the words of a report as it was accepted last, without anybody's name, what
-- partners drafted, comments or figures. For whoever may publish it; the registry asks
-- that first. No row where it was never accepted.
CREATE FUNCTION indicators.report_to_publish_v1(wanted uuid)
RETURNS TABLE (id uuid, programme_id uuid, project_id uuid, organisation_id uuid, kind text,
  title jsonb, original_language text, starts_on date, ends_on date, is_accepted boolean,
  number integer, accepted_at timestamptz, written_in text, sections jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT r.id, r.programme_id, r.project_id, r.organisation_id, r.kind, q.title,
  q.original_language, r.starts_on, r.ends_on, r.status = 'accepted', v.number, v.at,
  v.contents -> 'sections' ->> 'original_language',
  coalesce((
    SELECT jsonb_agg(jsonb_build_object(
      'section', s.told -> 'section', 'title', s.told -> 'title', 'text', s.told -> 'text')
      ORDER BY s.place)
    FROM jsonb_array_elements(v.contents -> 'sections' -> 'sections')
      WITH ORDINALITY AS s (told, place)
    WHERE s.told -> 'text' <> '{}'), '[]')
FROM indicators.report r
JOIN indicators.reporting_requirement q ON q.id = r.requirement_id
JOIN LATERAL (SELECT * FROM indicators.report_version k WHERE k.report_id = r.id
  ORDER BY k.number DESC LIMIT 1) v ON true
WHERE r.id = wanted
$$;
REVOKE EXECUTE ON FUNCTION indicators.report_to_publish_v1(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION indicators.report_to_publish_v1(uuid) TO bromost_api;
