-- Files that show what a value stands on. Who reads the value reads them; until they are
-- used, they are for who handed them in.
CREATE TABLE indicators.file (
  id uuid CONSTRAINT pk_file PRIMARY KEY,
  project_id uuid,
  programme_id uuid,
  name text NOT NULL CONSTRAINT ck_file_name CHECK (length(name) BETWEEN 1 AND 150),
  media_type text NOT NULL,
  size bigint NOT NULL CONSTRAINT ck_file_size CHECK (size > 0),
  sha256 bytea NOT NULL CONSTRAINT ck_file_sha256 CHECK (octet_length(sha256) = 32),
  state text NOT NULL
    CONSTRAINT ck_file_state
    CHECK (state IN ('quarantined', 'clean', 'not_scanned', 'infected', 'removed')),
  uploaded_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  removed_at timestamptz,
  CONSTRAINT ck_file_owner CHECK (num_nonnulls(project_id, programme_id) = 1),
  CONSTRAINT ck_file_removed CHECK ((state = 'removed') = (removed_at IS NOT NULL))
);
-- What is sent once more after no answer is there once.
CREATE UNIQUE INDEX uq_file_content
  ON indicators.file (project_id, programme_id, uploaded_by, sha256, name) NULLS NOT DISTINCT
  WHERE state NOT IN ('infected', 'removed');
CREATE INDEX ix_file_programme_id ON indicators.file (programme_id);
CREATE INDEX ix_file_waiting ON indicators.file (id)
  WHERE state IN ('quarantined', 'not_scanned');

CREATE TABLE indicators.file_chunk (
  file_id uuid NOT NULL
    CONSTRAINT fk_file_chunk_file_id REFERENCES indicators.file ON DELETE CASCADE,
  number integer NOT NULL CONSTRAINT ck_file_chunk_number CHECK (number > 0),
  content bytea NOT NULL
    CONSTRAINT ck_file_chunk_content CHECK (octet_length(content) BETWEEN 1 AND 262144),
  CONSTRAINT pk_file_chunk PRIMARY KEY (file_id, number)
);
-- Packed already: what is read is what is stored.
ALTER TABLE indicators.file_chunk ALTER COLUMN content SET STORAGE EXTERNAL;

DROP VIEW indicators_past.entry_evidence;
ALTER TABLE indicators.entry_evidence
  ALTER COLUMN address DROP NOT NULL,
  ADD COLUMN file_id uuid CONSTRAINT fk_entry_evidence_file_id REFERENCES indicators.file,
  ADD CONSTRAINT ck_entry_evidence_where CHECK (num_nonnulls(address, file_id) = 1);
CREATE INDEX ix_entry_evidence_file_id ON indicators.entry_evidence (file_id)
  WHERE file_id IS NOT NULL;

-- What a file is stays as it was looked at; what becomes of it is told.
REVOKE UPDATE ON indicators.file, indicators.file_chunk FROM bromost_indicators;
GRANT UPDATE (state, removed_at) ON indicators.file TO bromost_indicators;

DO $$
DECLARE
  writes CONSTANT text := '(SELECT common.writes())';
  held CONSTANT text := format('(project_id IN (SELECT api.projects_covered_by(%s))'
    ' OR programme_id IN (SELECT api.programmes_covered_by(%s)))', writes, writes);
BEGIN
  PERFORM common.guard('indicators.file',
    'EXISTS (SELECT FROM indicators.entry_evidence v WHERE v.file_id = file.id)'
      ' OR (uploaded_by = (SELECT common.acting_account()) AND ' || held || ')', held);
  PERFORM common.guard('indicators.file_chunk',
    'EXISTS (SELECT FROM indicators.file f WHERE f.id = file_id)',
    'EXISTS (SELECT FROM indicators.file f WHERE f.id = file_id AND ' || held || ')');
END
$$;
SELECT common.show_present('indicators.entry_evidence');
SELECT common.keep_history('indicators.file', 'file');

-- Also of files; whatever else it knows by now stays as it is.
DO $do$
BEGIN
  EXECUTE regexp_replace(
    pg_get_functiondef('common.programme_of(text, uuid)'::regprocedure),
    ' END(\s*\$function\$)', $file$
    WHEN 'file' THEN (SELECT coalesce(f.programme_id, p.programme_id)
      FROM indicators.file f LEFT JOIN api.project p ON p.id = f.project_id
      WHERE f.id = programme_of.object_id) END\1$file$);
END
$do$;
