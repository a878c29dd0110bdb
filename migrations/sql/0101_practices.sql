-- What programmes learned and others can use: guides, models, tip sheets, good practice and
-- conclusions for the law. Whoever looks after the programme writes it, somebody else of
-- them reviews it, and what is public is a copy, as with programmes and projects.
CREATE TABLE api.practice (
  id uuid CONSTRAINT pk_practice PRIMARY KEY,
  programme_id uuid NOT NULL
    CONSTRAINT fk_practice_programme_id REFERENCES api.programme,
  kind text NOT NULL CONSTRAINT ck_practice_kind
    CHECK (kind IN ('good_practice', 'guide', 'model', 'tip_sheet', 'law')),
  title jsonb NOT NULL,
  -- What it is looked for by; of the text only what a heading would not say.
  search_key text NOT NULL GENERATED ALWAYS AS
    (common.fold_texts(title) || ' ' || common.fold_texts(summary)) STORED,
  title_key text NOT NULL GENERATED ALWAYS AS (common.fold_texts(title)) STORED,
  summary jsonb NOT NULL,
  text jsonb,
  original_language text NOT NULL DEFAULT 'en'
    CONSTRAINT ck_practice_original_language
    CHECK (original_language IN ('en', 'nb', 'bs', 'pl')),
  state text NOT NULL DEFAULT 'draft'
    CONSTRAINT ck_practice_state CHECK (state IN ('draft', 'in_review', 'published')),
  submitted_by uuid CONSTRAINT fk_practice_submitted_by REFERENCES api.account,
  reviewed_by uuid CONSTRAINT fk_practice_reviewed_by REFERENCES api.account,
  reviewed_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_practice_id_programme_id UNIQUE (id, programme_id),
  CONSTRAINT ck_practice_submitted CHECK (state = 'draft' OR submitted_by IS NOT NULL),
  CONSTRAINT ck_practice_reviewed CHECK (
    (reviewed_by IS NULL) = (reviewed_at IS NULL)
    AND (state <> 'published' OR (reviewed_by IS NOT NULL AND reviewed_by <> submitted_by)))
);
CREATE INDEX ix_practice_sorted ON api.practice (title_key, id);
CREATE INDEX ix_practice_programme_id ON api.practice (programme_id);
CREATE INDEX ix_practice_submitted_by ON api.practice (submitted_by);
CREATE INDEX ix_practice_reviewed_by ON api.practice (reviewed_by);

-- What it is about, and which work it came from.
CREATE TABLE api.practice_tie (
  id uuid CONSTRAINT pk_practice_tie PRIMARY KEY DEFAULT gen_random_uuid(),
  practice_id uuid NOT NULL,
  programme_id uuid NOT NULL,
  theme_id uuid CONSTRAINT fk_practice_tie_theme_id REFERENCES api.theme,
  project_id uuid
    CONSTRAINT fk_practice_tie_project_id REFERENCES api.project ON DELETE CASCADE,
  partnership_id uuid
    CONSTRAINT fk_practice_tie_partnership_id REFERENCES api.partnership ON DELETE CASCADE,
  CONSTRAINT fk_practice_tie_practice_id_programme_id FOREIGN KEY (practice_id, programme_id)
    REFERENCES api.practice (id, programme_id) ON DELETE CASCADE,
  CONSTRAINT ck_practice_tie_one CHECK (num_nonnulls(theme_id, project_id, partnership_id) = 1),
  CONSTRAINT uq_practice_tie_one
    UNIQUE NULLS NOT DISTINCT (practice_id, theme_id, project_id, partnership_id)
);
CREATE INDEX ix_practice_tie_theme_id ON api.practice_tie (theme_id);
CREATE INDEX ix_practice_tie_project_id ON api.practice_tie (project_id);
CREATE INDEX ix_practice_tie_partnership_id ON api.practice_tie (partnership_id);

SELECT
  common.guard('api.practice',
    '(SELECT true FROM api.programme p WHERE p.id = programme_id)',
    'programme_id IN (SELECT api.programmes_covered_by((SELECT common.writes())))'),
  common.guard('api.practice_tie',
    '(SELECT true FROM api.practice p WHERE p.id = practice_id)',
    'programme_id IN (SELECT api.programmes_covered_by((SELECT common.writes())))'),
  common.keep_history('api.practice', 'programme', 'r.programme_id'),
  common.keep_history('api.practice_tie', 'programme', 'r.programme_id');

ALTER TABLE api.publication ADD COLUMN practice_id uuid
  CONSTRAINT fk_publication_practice_id REFERENCES api.practice;
ALTER TABLE api.publication DROP CONSTRAINT uq_publication_number;
ALTER TABLE api.publication ADD CONSTRAINT uq_publication_number
  UNIQUE NULLS NOT DISTINCT (programme_id, project_id, report_id, practice_id, number);
DROP INDEX api.uq_publication_public_programme;
CREATE UNIQUE INDEX uq_publication_public_programme ON api.publication (programme_id)
  WHERE ended_at IS NULL AND project_id IS NULL AND report_id IS NULL AND practice_id IS NULL;
CREATE UNIQUE INDEX uq_publication_public_practice ON api.publication (practice_id)
  WHERE ended_at IS NULL AND practice_id IS NOT NULL;
CREATE INDEX ix_publication_practice_id ON api.publication (practice_id);
