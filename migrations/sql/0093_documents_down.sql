DROP VIEW indicators.accepted_report_v1;
-- Files of the newer kinds can be made anew.
DELETE FROM api.rendering WHERE template <> 'annual_report';
ALTER TABLE api.rendering
  DROP COLUMN project_id, DROP COLUMN organisation_id, DROP COLUMN network_id,
  DROP CONSTRAINT ck_rendering_template,
  ADD CONSTRAINT ck_rendering_template CHECK (template IN ('annual_report'));
