-- What was promised, paid out, spent and paid back in a project, each an entry of its own.
-- An entry is never changed: a reversal takes it back, and a new one says it right.
ALTER TABLE api.budget_line
  ADD CONSTRAINT uq_budget_line_id_project_id UNIQUE (id, project_id);

CREATE TABLE api.transaction (
  id uuid CONSTRAINT pk_transaction PRIMARY KEY,
  project_id uuid NOT NULL
    CONSTRAINT fk_transaction_project_id REFERENCES api.project ON DELETE CASCADE,
  kind text NOT NULL CONSTRAINT ck_transaction_kind CHECK (kind IN (
    'commitment', 'disbursement', 'expenditure', 'repayment')),
  happened_on date NOT NULL
    CONSTRAINT ck_transaction_happened_on CHECK (happened_on BETWEEN '1990-01-01' AND '2100-12-31'),
  -- Of which day's rate it is worth in another currency, where that is another day.
  value_on date
    CONSTRAINT ck_transaction_value_on CHECK (value_on BETWEEN '1990-01-01' AND '2100-12-31'),
  amount numeric(18, 2) NOT NULL,
  currency text NOT NULL CONSTRAINT fk_transaction_currency REFERENCES api.currency,
  giver_id uuid NOT NULL CONSTRAINT fk_transaction_giver_id REFERENCES api.organisation,
  -- Who sells something to a project is often no organisation of ours.
  receiver_id uuid CONSTRAINT fk_transaction_receiver_id REFERENCES api.organisation,
  budget_line_id uuid,
  voucher text CONSTRAINT ck_transaction_voucher CHECK (length(voucher) BETWEEN 1 AND 100),
  note text,
  reverses_id uuid,
  reason text,
  -- Neither a reversal nor reversed.
  stands boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_transaction_id_project_id UNIQUE (id, project_id),
  CONSTRAINT uq_transaction_reverses_id UNIQUE (reverses_id),
  CONSTRAINT fk_transaction_budget_line_id_project_id
    FOREIGN KEY (budget_line_id, project_id) REFERENCES api.budget_line (id, project_id),
  CONSTRAINT fk_transaction_reverses_id_project_id
    FOREIGN KEY (reverses_id, project_id) REFERENCES api.transaction (id, project_id),
  CONSTRAINT ck_transaction_amount CHECK (
    amount <> 0 AND (amount < 0) = (reverses_id IS NOT NULL)),
  CONSTRAINT ck_transaction_reason CHECK ((reason IS NULL) = (reverses_id IS NULL)),
  CONSTRAINT ck_transaction_stands CHECK (reverses_id IS NULL OR NOT stands),
  CONSTRAINT ck_transaction_receiver CHECK (
    (kind = 'expenditure' OR receiver_id IS NOT NULL) AND giver_id <> receiver_id)
);
-- The newest first, and the key that a project's deletion looks for.
CREATE INDEX ix_transaction_newest
  ON api.transaction (project_id, happened_on DESC, id DESC);
CREATE INDEX ix_transaction_giver_id ON api.transaction (giver_id);
CREATE INDEX ix_transaction_receiver_id ON api.transaction (receiver_id);
CREATE INDEX ix_transaction_budget_line_id ON api.transaction (budget_line_id);
-- A voucher is written down once. On two budget lines it is a bill that they share.
CREATE UNIQUE INDEX uq_transaction_voucher
  ON api.transaction (project_id, giver_id, kind, voucher, budget_line_id)
  NULLS NOT DISTINCT WHERE stands AND voucher IS NOT NULL;

CREATE FUNCTION api.refuse_changed_transaction() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
BEGIN
  IF (to_jsonb(OLD) - '{stands,updated_at}'::text[])
      <> (to_jsonb(NEW) - '{stands,updated_at}'::text[]) OR NEW.stands THEN
    RAISE EXCEPTION 'an entry is not changed but reversed' USING ERRCODE = '23000';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER stays BEFORE UPDATE ON api.transaction
  FOR EACH ROW EXECUTE FUNCTION api.refuse_changed_transaction();

SELECT common.guard('api.transaction',
  'project_id = ANY ((SELECT common.reads())::uuid[])'
    ' OR (SELECT true FROM api.project p WHERE p.id = project_id)',
  'project_id = ANY ((SELECT common.writes())::uuid[])'
    ' OR (SELECT true FROM api.held_project_v1 h WHERE h.project_id = transaction.project_id)');
SELECT common.keep_history('api.transaction', 'project', 'r.project_id',
  personal => '{note,reason}');
REVOKE UPDATE, DELETE ON api.transaction FROM bromost_api;
GRANT UPDATE (stands, updated_at) ON api.transaction TO bromost_api;
