-- Reports that somebody has made into files. Each is for who asked, for some days.
CREATE TABLE api.rendering (
  id uuid CONSTRAINT pk_rendering PRIMARY KEY,
  account_id uuid NOT NULL
    CONSTRAINT fk_rendering_account_id REFERENCES api.account (id) ON DELETE CASCADE,
  template text NOT NULL
    CONSTRAINT ck_rendering_template CHECK (template IN ('annual_report')),
  format text NOT NULL
    CONSTRAINT ck_rendering_format CHECK (format IN ('pdf', 'docx', 'xlsx')),
  language text NOT NULL
    CONSTRAINT ck_rendering_language CHECK (language IN ('en', 'nb', 'bs', 'pl')),
  programme_id uuid
    CONSTRAINT fk_rendering_programme_id REFERENCES api.programme (id) ON DELETE CASCADE,
  first_year smallint NOT NULL,
  last_year smallint NOT NULL,
  currency text,
  narratives uuid[] NOT NULL
    CONSTRAINT ck_rendering_narratives CHECK (cardinality(narratives) <= 100),
  rights jsonb NOT NULL,
  permissions jsonb NOT NULL,
  state text NOT NULL DEFAULT 'waiting'
    CONSTRAINT ck_rendering_state CHECK (state IN ('waiting', 'working', 'ready', 'failed')),
  steps_done smallint NOT NULL DEFAULT 0,
  failure text,
  project_ids uuid[] NOT NULL DEFAULT '{}',
  size bigint,
  sha256 bytea CONSTRAINT ck_rendering_sha256 CHECK (octet_length(sha256) = 32),
  ready_at timestamptz,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_rendering_years CHECK (first_year <= last_year),
  CONSTRAINT ck_rendering_ready CHECK (
    (state = 'ready') = (num_nonnulls(size, sha256, ready_at) = 3)),
  CONSTRAINT ck_rendering_failed CHECK ((state = 'failed') = (failure IS NOT NULL))
);
CREATE INDEX ix_rendering_account_id ON api.rendering (account_id, id);
CREATE INDEX ix_rendering_programme_id ON api.rendering (programme_id);
CREATE INDEX ix_rendering_expires_at ON api.rendering (expires_at);

CREATE TABLE api.rendering_chunk (
  file_id uuid NOT NULL
    CONSTRAINT fk_rendering_chunk_file_id REFERENCES api.rendering (id) ON DELETE CASCADE,
  number integer NOT NULL CONSTRAINT ck_rendering_chunk_number CHECK (number > 0),
  content bytea NOT NULL
    CONSTRAINT ck_rendering_chunk_content CHECK (octet_length(content) BETWEEN 1 AND 262144),
  CONSTRAINT pk_rendering_chunk PRIMARY KEY (file_id, number)
);
-- Packed already: what is read is what is stored.
ALTER TABLE api.rendering_chunk ALTER COLUMN content SET STORAGE EXTERNAL;

-- One's own; the worker makes them.
DO $$
DECLARE
  mine CONSTANT text := 'account_id = (SELECT common.acting_account())';
BEGIN
  PERFORM common.guard('api.rendering', mine, mine);
  PERFORM common.guard('api.rendering_chunk',
    'file_id IN (SELECT id FROM api.rendering)', 'false');
END
$$;
