-- A file that somebody wants in the registry, from upload to undo.
CREATE TABLE api.import_batch (
  id uuid CONSTRAINT pk_import_batch PRIMARY KEY,
  state text NOT NULL DEFAULT 'uploaded' CONSTRAINT ck_import_batch_state CHECK (state IN (
    'uploaded', 'analysing', 'analysed', 'committing', 'committed', 'undoing', 'undone',
    'cancelled', 'failed')),
  file_name text NOT NULL,
  format text NOT NULL CONSTRAINT ck_import_batch_format CHECK (format IN ('csv', 'xlsx')),
  encoding text,
  delimiter text,
  sheet text,
  byte_size integer NOT NULL,
  content_digest bytea NOT NULL,
  header_signature bytea NOT NULL,
  header_row integer NOT NULL,
  headers jsonb NOT NULL,
  row_count integer NOT NULL,
  settings jsonb,
  rows_done integer NOT NULL DEFAULT 0,
  cancel_requested boolean NOT NULL DEFAULT false,
  counts jsonb,
  analysis_digest bytea,
  mode text CONSTRAINT ck_import_batch_mode CHECK (mode IN ('all_or_nothing', 'valid_rows')),
  committed_at timestamptz,
  created jsonb,
  undone_at timestamptz,
  failure jsonb,
  actor_id uuid NOT NULL
    CONSTRAINT fk_import_batch_actor_id REFERENCES api.account,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_import_batch_actor_id ON api.import_batch (actor_id);
CREATE INDEX ix_import_batch_created_at ON api.import_batch (created_at, id);

-- The file's rows as they were read; never changed.
CREATE TABLE api.import_row (
  batch_id uuid NOT NULL
    CONSTRAINT fk_import_row_batch_id REFERENCES api.import_batch ON DELETE CASCADE,
  row_number integer NOT NULL,
  cells jsonb NOT NULL,
  CONSTRAINT pk_import_row PRIMARY KEY (batch_id, row_number)
);

-- What the newest dry run says of each row.
CREATE TABLE api.import_outcome (
  batch_id uuid NOT NULL
    CONSTRAINT fk_import_outcome_batch_id REFERENCES api.import_batch ON DELETE CASCADE,
  row_number integer NOT NULL,
  outcome text NOT NULL CONSTRAINT ck_import_outcome_outcome
    CHECK (outcome IN ('create', 'match', 'unchanged', 'refuse')),
  reasons jsonb NOT NULL,
  detail jsonb NOT NULL,
  CONSTRAINT pk_import_outcome PRIMARY KEY (batch_id, row_number)
);
CREATE INDEX ix_import_outcome_outcome ON api.import_outcome (batch_id, outcome, row_number);

-- The partner and funder texts of a file, and what they mean.
CREATE TABLE api.import_name (
  batch_id uuid NOT NULL
    CONSTRAINT fk_import_name_batch_id REFERENCES api.import_batch ON DELETE CASCADE,
  position integer NOT NULL,
  text text NOT NULL,
  country_code text,
  used_as text NOT NULL
    CONSTRAINT ck_import_name_used_as CHECK (used_as IN ('partner', 'twinning', 'funder')),
  state text NOT NULL CONSTRAINT ck_import_name_state CHECK (state IN (
    'matched', 'new', 'component', 'ignored', 'to_confirm', 'ambiguous', 'unknown')),
  how text,
  organisation_id uuid,
  organisation_name text,
  score numeric(4, 3),
  matched text,
  candidates jsonb NOT NULL,
  row_count integer NOT NULL,
  first_row integer NOT NULL,
  CONSTRAINT pk_import_name PRIMARY KEY (batch_id, position)
);
CREATE INDEX ix_import_name_state ON api.import_name (batch_id, state, position);

-- What a committed import did, so that it can be taken back.
CREATE TABLE api.import_change (
  batch_id uuid NOT NULL
    CONSTRAINT fk_import_change_batch_id REFERENCES api.import_batch ON DELETE CASCADE,
  position integer NOT NULL,
  kind text NOT NULL CONSTRAINT ck_import_change_kind CHECK (kind IN (
    'organisation', 'project', 'country', 'role', 'component', 'partnership', 'tie',
    'budget_line')),
  action text NOT NULL
    CONSTRAINT ck_import_change_action CHECK (action IN ('created', 'changed')),
  object_id uuid NOT NULL,
  related_id uuid,
  detail text,
  version integer,
  CONSTRAINT pk_import_change PRIMARY KEY (batch_id, position)
);
CREATE INDEX ix_import_change_object ON api.import_change (batch_id, kind, action, object_id);

-- What was chosen for files with these columns, offered for the next one.
CREATE TABLE api.import_mapping (
  header_signature bytea CONSTRAINT pk_import_mapping PRIMARY KEY,
  settings jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- What an import created, of one kind.
CREATE FUNCTION api.import_created(batch uuid, wanted text)
RETURNS TABLE (object_id uuid, related_id uuid, detail text)
LANGUAGE sql STABLE SET search_path = pg_catalog AS
$$
  SELECT object_id, related_id, detail FROM api.import_change
  WHERE batch_id = batch AND kind = wanted AND action = 'created'
$$;
REVOKE EXECUTE ON FUNCTION api.import_created(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION api.import_created(uuid, text) TO bromost_api;
