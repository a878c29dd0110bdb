DROP INDEX api.ix_publication_practice_id;
DROP INDEX api.uq_publication_public_practice;
DROP INDEX api.uq_publication_public_programme;
DELETE FROM api.publication WHERE practice_id IS NOT NULL;
ALTER TABLE api.publication DROP CONSTRAINT uq_publication_number;
ALTER TABLE api.publication ADD CONSTRAINT uq_publication_number
  UNIQUE NULLS NOT DISTINCT (programme_id, project_id, report_id, number);
CREATE UNIQUE INDEX uq_publication_public_programme ON api.publication (programme_id)
  WHERE ended_at IS NULL AND project_id IS NULL AND report_id IS NULL;
ALTER TABLE api.publication DROP COLUMN practice_id;
SELECT common.drop_history('api.practice_tie');
SELECT common.drop_history('api.practice');
DROP TABLE api.practice_tie;
DROP TABLE api.practice;
