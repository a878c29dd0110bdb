-- Files of more kinds of reports: of a project, an organisation or a network.
ALTER TABLE api.rendering
  ADD COLUMN project_id uuid
    CONSTRAINT fk_rendering_project_id REFERENCES api.project (id) ON DELETE CASCADE,
  ADD COLUMN organisation_id uuid CONSTRAINT fk_rendering_organisation_id
    REFERENCES api.organisation (id) ON DELETE CASCADE,
  ADD COLUMN network_id uuid
    CONSTRAINT fk_rendering_network_id REFERENCES api.network (id) ON DELETE CASCADE,
  DROP CONSTRAINT ck_rendering_template,
  ADD CONSTRAINT ck_rendering_template CHECK (template IN ('annual_report', 'donor_financial',
    'council_summary', 'project_progress', 'project_final', 'network_report'));
CREATE INDEX ix_rendering_project_id ON api.rendering (project_id);
CREATE INDEX ix_rendering_organisation_id ON api.rendering (organisation_id);
CREATE INDEX ix_rendering_network_id ON api.rendering (network_id);

-- Published: what reports of projects said when they were accepted, for who sees the project;
-- of what waited to be accepted then, nothing. Reports from before versions were kept have words alone.
CREATE VIEW indicators.accepted_report_v1 WITH (security_barrier) AS
SELECT r.id AS report_id, r.project_id, r.kind, q.title, q.original_language, r.starts_on, r.ends_on,
  coalesce(v.at, (SELECT max(s.at) FROM indicators.report_step s
    WHERE s.report_id = r.id AND s.step = 'accepted'))::date AS accepted_on,
  CASE WHEN v.contents IS NULL THEN (
    SELECT jsonb_agg(jsonb_build_object('title', s.value -> 'title', 'text', t.words) ORDER BY s.place)
    FROM jsonb_array_elements(r.sections) WITH ORDINALITY AS s(value, place)
    LEFT JOIN indicators.report_text t
      ON t.report_id = r.id AND t.section = s.value ->> 'section')
  ELSE (
    SELECT jsonb_agg(jsonb_build_object('title', s.value -> 'title', 'text', s.value -> 'text')
      ORDER BY s.place)
    FROM jsonb_array_elements(v.contents -> 'sections' -> 'sections')
      WITH ORDINALITY AS s(value, place)) END AS sections,
  (SELECT jsonb_agg(jsonb_build_object('title', k.value -> 'title',
      'original_language', k.value -> 'original_language', 'unit', k.value -> 'unit',
      'unit_name', k.value -> 'unit_name', 'decimals', k.value -> 'decimals',
      'is_synthetic', k.value -> 'is_synthetic', 'target', k.value -> 'target',
      'previously', k.value -> 'previously', 'now', k.value -> 'now',
      'to_date', k.value -> 'to_date', 'text', k.value -> 'words' -> 'text') ORDER BY f.place)
    FROM jsonb_array_elements(v.contents -> 'figures' -> 'rows') WITH ORDINALITY AS f(value, place)
    CROSS JOIN LATERAL (SELECT coalesce((SELECT a.value
      FROM jsonb_array_elements(v.contents -> 'accepted_rows') a(value)
      WHERE a.value -> 'indicator_id' = f.value -> 'indicator_id'), f.value)) AS k(value)) AS rows
FROM indicators.report r JOIN indicators.reporting_requirement q ON q.id = r.requirement_id
LEFT JOIN LATERAL (SELECT w.contents, w.at FROM indicators.report_version w
  WHERE w.report_id = r.id ORDER BY w.number DESC LIMIT 1) v ON true
WHERE r.status = 'accepted' AND r.project_id IS NOT NULL
  AND ((SELECT common.reads_all()) OR r.project_id IN
    (SELECT api.projects_seen_by((SELECT common.reads()), (SELECT common.funds()))));
REVOKE INSERT, UPDATE, DELETE ON indicators.accepted_report_v1 FROM bromost_indicators;
GRANT SELECT ON indicators.accepted_report_v1 TO bromost_api;
