CREATE TABLE api.partnership (
  id uuid CONSTRAINT pk_partnership PRIMARY KEY,
  name text NOT NULL,
  name_key text NOT NULL GENERATED ALWAYS AS (common.fold(name)) STORED,
  link_type text NOT NULL CONSTRAINT ck_partnership_link_type CHECK (link_type IN (
    'twinning', 'pilot', 'pre_study', 'sister_association', 'technical', 'network_link',
    'other')),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_partnership_name_key ON api.partnership USING gin (name_key gin_trgm_ops);
CREATE INDEX ix_partnership_sorted ON api.partnership (name_key, id);

CREATE TABLE api.partnership_member (
  id uuid CONSTRAINT pk_partnership_member PRIMARY KEY,
  partnership_id uuid NOT NULL
    CONSTRAINT fk_partnership_member_partnership_id
    REFERENCES api.partnership ON DELETE CASCADE,
  organisation_id uuid NOT NULL
    CONSTRAINT fk_partnership_member_organisation_id REFERENCES api.organisation,
  side smallint NOT NULL CONSTRAINT ck_partnership_member_side CHECK (side BETWEEN 1 AND 20),
  role text NOT NULL DEFAULT 'member'
    CONSTRAINT ck_partnership_member_role CHECK (role IN ('lead', 'member', 'coordinator')),
  position integer NOT NULL DEFAULT 0,
  joined_on date,
  left_on date,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_partnership_member_period CHECK (left_on >= joined_on),
  -- One may leave and come back, but not be in twice at a time.
  CONSTRAINT ex_partnership_member_period EXCLUDE USING gist (
    partnership_id WITH =, organisation_id WITH =, daterange(joined_on, left_on, '[]') WITH &&)
);
CREATE INDEX ix_partnership_member_partnership_id ON api.partnership_member (partnership_id);
CREATE INDEX ix_partnership_member_organisation_id ON api.partnership_member (organisation_id);

CREATE TABLE api.partnership_status (
  id uuid CONSTRAINT pk_partnership_status PRIMARY KEY,
  partnership_id uuid NOT NULL
    CONSTRAINT fk_partnership_status_partnership_id
    REFERENCES api.partnership ON DELETE CASCADE,
  status text NOT NULL CONSTRAINT ck_partnership_status_status CHECK (status IN (
    'pre_study', 'pilot', 'active', 'standstill', 'ended')),
  valid_from date NOT NULL,
  reason jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_partnership_status_reason
    CHECK (status NOT IN ('standstill', 'ended') OR reason IS NOT NULL),
  CONSTRAINT uq_partnership_status_partnership_id_valid_from UNIQUE (partnership_id, valid_from)
);

CREATE TABLE api.project_partnership (
  project_id uuid NOT NULL
    CONSTRAINT fk_project_partnership_project_id REFERENCES api.project ON DELETE CASCADE,
  partnership_id uuid NOT NULL
    CONSTRAINT fk_project_partnership_partnership_id
    REFERENCES api.partnership ON DELETE CASCADE,
  position integer NOT NULL DEFAULT 0,
  CONSTRAINT pk_project_partnership PRIMARY KEY (project_id, partnership_id)
);
CREATE INDEX ix_project_partnership_partnership_id
  ON api.project_partnership (partnership_id);

CREATE TABLE api.budget_line (
  id uuid CONSTRAINT pk_budget_line PRIMARY KEY,
  project_id uuid NOT NULL
    CONSTRAINT fk_budget_line_project_id REFERENCES api.project ON DELETE CASCADE,
  year smallint NOT NULL CONSTRAINT ck_budget_line_year CHECK (year BETWEEN 1990 AND 2100),
  funder_id uuid NOT NULL
    CONSTRAINT fk_budget_line_funder_id REFERENCES api.organisation,
  amount numeric(18, 2) NOT NULL CONSTRAINT ck_budget_line_amount CHECK (amount >= 0),
  currency text NOT NULL CONSTRAINT fk_budget_line_currency REFERENCES api.currency,
  note text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_budget_line_project_id_year_funder_id_currency
    UNIQUE (project_id, year, funder_id, currency)
);
CREATE INDEX ix_budget_line_funder_id ON api.budget_line (funder_id);
CREATE INDEX ix_budget_line_year ON api.budget_line (year);

CREATE TABLE api.conversion_rate (
  id uuid CONSTRAINT pk_conversion_rate PRIMARY KEY,
  from_currency text NOT NULL
    CONSTRAINT fk_conversion_rate_from_currency REFERENCES api.currency,
  to_currency text NOT NULL
    CONSTRAINT fk_conversion_rate_to_currency REFERENCES api.currency,
  rate numeric(20, 10) NOT NULL CONSTRAINT ck_conversion_rate_rate CHECK (rate > 0),
  valid_on date NOT NULL,
  source text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_conversion_rate_pair CHECK (from_currency <> to_currency),
  CONSTRAINT uq_conversion_rate_from_currency_to_currency_valid_on
    UNIQUE (from_currency, to_currency, valid_on)
);
