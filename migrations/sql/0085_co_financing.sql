-- What a project costs, and who carries it: a share of the whole or an amount each.
CREATE TABLE api.co_financing (
  id uuid CONSTRAINT pk_co_financing PRIMARY KEY,
  project_id uuid NOT NULL CONSTRAINT uq_co_financing_project_id UNIQUE
    CONSTRAINT fk_co_financing_project_id REFERENCES api.project ON DELETE CASCADE,
  total numeric(18, 2) NOT NULL CONSTRAINT ck_co_financing_total CHECK (total > 0),
  currency text NOT NULL CONSTRAINT fk_co_financing_currency REFERENCES api.currency,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE api.funding_source (
  id uuid CONSTRAINT pk_funding_source PRIMARY KEY,
  project_id uuid NOT NULL CONSTRAINT fk_funding_source_project_id
    REFERENCES api.co_financing (project_id) ON DELETE CASCADE,
  position smallint NOT NULL,
  organisation_id uuid NOT NULL
    CONSTRAINT fk_funding_source_organisation_id REFERENCES api.organisation,
  share numeric(9, 6) CONSTRAINT ck_funding_source_share CHECK (share > 0 AND share <= 100),
  amount numeric(18, 2) CONSTRAINT ck_funding_source_amount CHECK (amount > 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_funding_source_project_id_organisation_id UNIQUE (project_id, organisation_id),
  CONSTRAINT ck_funding_source_carried CHECK (num_nonnulls(share, amount) = 1)
);
CREATE INDEX ix_funding_source_organisation_id ON api.funding_source (organisation_id);

DO $$
DECLARE
  kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['co_financing', 'funding_source'] LOOP
    PERFORM common.guard(format('api.%I', kept)::regclass,
      'project_id = ANY ((SELECT common.reads())::uuid[])'
        ' OR (SELECT true FROM api.project p WHERE p.id = project_id)',
      format('project_id = ANY ((SELECT common.writes())::uuid[])'
        ' OR (SELECT true FROM api.held_project_v1 h WHERE h.project_id = %I.project_id)', kept));
    PERFORM common.keep_history(format('api.%I', kept)::regclass, 'project', 'r.project_id');
  END LOOP;
END
$$;
