-- How often a job was begun, counted before it begins: pgqueuer does not count the
-- starts that ended with their process.
CREATE TABLE common.job_start (
  job_id bigint CONSTRAINT pk_job_start PRIMARY KEY,
  starts integer NOT NULL DEFAULT 1,
  first_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT, UPDATE, DELETE
  ON common.job_start, common.pgqueuer, common.pgqueuer_log, common.pgqueuer_schedules,
     common.pgqueuer_statistics
  TO bromost_api, bromost_indicators, bromost_notifications;
GRANT USAGE, SELECT
  ON SEQUENCE common.pgqueuer_id_seq, common.pgqueuer_schedules_id_seq,
     common.pgqueuer_statistics_id_seq
  TO bromost_api, bromost_indicators, bromost_notifications;
