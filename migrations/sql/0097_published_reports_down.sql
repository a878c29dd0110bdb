DROP FUNCTION indicators.report_to_publish_v1(uuid);
DELETE FROM api.publication WHERE report_id IS NOT NULL;
DROP INDEX api.uq_publication_public_report;
DROP INDEX api.uq_publication_public_programme;
DROP INDEX api.uq_publication_public_project;
CREATE UNIQUE INDEX uq_publication_public_project ON api.publication (project_id)
  WHERE ended_at IS NULL AND project_id IS NOT NULL;
CREATE UNIQUE INDEX uq_publication_public_programme ON api.publication (programme_id)
  WHERE ended_at IS NULL AND project_id IS NULL;
ALTER TABLE api.publication DROP CONSTRAINT uq_publication_number;
ALTER TABLE api.publication ADD CONSTRAINT uq_publication_number
  UNIQUE NULLS NOT DISTINCT (programme_id, project_id, number);
ALTER TABLE api.publication DROP COLUMN report_id;
