-- How a programme lays out documents of a kind; each time a version of its own, which never
-- changes. The newest one is that by which documents are made.
CREATE TABLE api.document_template (
  id uuid CONSTRAINT pk_document_template PRIMARY KEY,
  programme_id uuid NOT NULL
    CONSTRAINT fk_document_template_programme_id REFERENCES api.programme (id) ON DELETE CASCADE,
  kind text NOT NULL CONSTRAINT ck_document_template_kind CHECK (kind IN ('annual_report',
    'donor_financial', 'council_summary', 'project_progress', 'project_final', 'network_report')),
  version integer NOT NULL CONSTRAINT ck_document_template_version CHECK (version > 0),
  contents jsonb NOT NULL
    CONSTRAINT ck_document_template_contents CHECK (jsonb_typeof(contents -> 'parts') = 'array'),
  laid_down_by uuid NOT NULL
    CONSTRAINT fk_document_template_laid_down_by REFERENCES api.account (id),
  laid_down_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_document_template_programme_id_kind_version UNIQUE (programme_id, kind, version)
);
CREATE INDEX ix_document_template_laid_down_by ON api.document_template (laid_down_by);
SELECT common.guard('api.document_template',
  '(SELECT true FROM api.programme p WHERE p.id = programme_id)',
  'programme_id IN (SELECT api.programmes_covered_by((SELECT common.writes())))');
-- A version stays what it was.
REVOKE UPDATE, DELETE ON api.document_template FROM bromost_api;

-- By which version a file is made; null is the order of the house.
ALTER TABLE api.rendering ADD COLUMN document_template_id uuid
  CONSTRAINT fk_rendering_document_template_id REFERENCES api.document_template (id)
  ON DELETE CASCADE;
CREATE INDEX ix_rendering_document_template_id ON api.rendering (document_template_id);
