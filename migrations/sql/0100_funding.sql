-- Rounds in which funds decide on money for partnerships, and who applied in them.
CREATE TABLE api.funding_round (
  id uuid CONSTRAINT pk_funding_round PRIMARY KEY,
  programme_id uuid NOT NULL CONSTRAINT fk_funding_round_programme_id REFERENCES api.programme,
  name jsonb NOT NULL,
  original_language text NOT NULL DEFAULT 'en',
  giver_id uuid CONSTRAINT fk_funding_round_giver_id REFERENCES api.organisation,
  opened_on date NOT NULL,
  closed_on date,
  decided_on date,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_funding_round_id_programme_id UNIQUE (id, programme_id),
  CONSTRAINT ck_funding_round_closed_on CHECK (closed_on >= opened_on),
  CONSTRAINT ck_funding_round_decided_on CHECK (decided_on >= coalesce(closed_on, opened_on))
);
CREATE INDEX ix_funding_round_programme_id ON api.funding_round (programme_id);
CREATE INDEX ix_funding_round_giver_id ON api.funding_round (giver_id);

CREATE TABLE api.funding_application (
  id uuid CONSTRAINT pk_funding_application PRIMARY KEY,
  round_id uuid NOT NULL,
  -- Of its round: whose programme sees who applied.
  programme_id uuid NOT NULL,
  partnership_id uuid NOT NULL
    CONSTRAINT fk_funding_application_partnership_id REFERENCES api.partnership,
  applied_on date NOT NULL,
  outcome text NOT NULL DEFAULT 'applied' CONSTRAINT ck_funding_application_outcome
    CHECK (outcome IN ('applied', 'granted', 'refused', 'withdrawn')),
  decided_on date,
  amount numeric(18, 2) CONSTRAINT ck_funding_application_amount CHECK (amount > 0),
  currency text CONSTRAINT fk_funding_application_currency REFERENCES api.currency,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_funding_application_round_id_partnership_id UNIQUE (round_id, partnership_id),
  CONSTRAINT fk_funding_application_round_id_programme_id
    FOREIGN KEY (round_id, programme_id) REFERENCES api.funding_round (id, programme_id),
  CONSTRAINT ck_funding_application_decided_on CHECK (decided_on >= applied_on),
  CONSTRAINT ck_funding_application_decision
    CHECK ((outcome = 'applied') = (decided_on IS NULL)),
  CONSTRAINT ck_funding_application_money CHECK ((amount IS NULL) = (currency IS NULL))
);
CREATE INDEX ix_funding_application_partnership_id ON api.funding_application (partnership_id);
CREATE INDEX ix_funding_application_programme_id ON api.funding_application (programme_id);

-- Whoever looks after a programme sees who applied in its rounds.
CREATE FUNCTION api.partnerships_applying_to(scopes uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
SELECT partnership_id FROM api.funding_application
  WHERE programme_id = ANY (api.programmes_framing(scopes))
$$;
REVOKE EXECUTE ON FUNCTION api.partnerships_applying_to(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION api.partnerships_applying_to(uuid[])
  TO bromost_api, bromost_indicators, bromost_notifications;
CREATE OR REPLACE FUNCTION api.partnerships_seen_by(scopes uuid[], funded uuid[])
RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
SELECT api.partnerships_covered_by(scopes)
UNION
SELECT partnership_id FROM api.project_partnership
  WHERE project_id IN (SELECT api.projects_related_to(scopes, funded))
UNION
SELECT api.partnerships_applying_to(scopes || funded)
$$;
ALTER POLICY seen ON api.partnership USING ((SELECT common.reads_all())
  OR id = ANY ((SELECT common.reads())::uuid[])
  OR EXISTS (SELECT FROM api.read_partnership_bond b WHERE b.partnership_id = partnership.id)
  OR EXISTS (SELECT FROM api.project_partnership l WHERE l.partnership_id = partnership.id)
  OR id IN (SELECT api.partnerships_applying_to(
    (SELECT common.reads()) || (SELECT common.funds()))));

DO $$
DECLARE
  held CONSTANT text :=
    'programme_id IN (SELECT api.programmes_covered_by((SELECT common.writes())))';
  bond CONSTANT text := '(SELECT true FROM api.partnership p WHERE p.id = partnership_id)';
BEGIN
  PERFORM common.guard('api.funding_round',
    '(SELECT true FROM api.programme p WHERE p.id = programme_id)', held);
  -- To enter an application shows its partnership, so that it has to be seen before.
  PERFORM common.guard('api.funding_application',
    '(SELECT true FROM api.funding_round r WHERE r.id = round_id) AND ' || bond,
    held || ' AND ' || bond);
END
$$;
SELECT common.keep_history('api.funding_round', 'programme', 'r.programme_id'),
  common.keep_history('api.funding_application', 'programme', 'r.programme_id');
