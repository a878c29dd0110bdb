-- What organisations of a project hand on of its money: grants, and loans with their terms.
-- What is paid out and paid back of them are transactions.
CREATE TABLE api.sub_award (
  id uuid CONSTRAINT pk_sub_award PRIMARY KEY,
  project_id uuid NOT NULL
    CONSTRAINT fk_sub_award_project_id REFERENCES api.project ON DELETE CASCADE,
  kind text NOT NULL CONSTRAINT ck_sub_award_kind CHECK (kind IN ('grant', 'loan')),
  giver_id uuid NOT NULL CONSTRAINT fk_sub_award_giver_id REFERENCES api.organisation,
  receiver_id uuid NOT NULL CONSTRAINT fk_sub_award_receiver_id REFERENCES api.organisation,
  amount numeric(18, 2) NOT NULL CONSTRAINT ck_sub_award_amount CHECK (amount > 0),
  currency text NOT NULL CONSTRAINT fk_sub_award_currency REFERENCES api.currency,
  awarded_on date NOT NULL
    CONSTRAINT ck_sub_award_awarded_on CHECK (awarded_on BETWEEN '1990-01-01' AND '2100-12-31'),
  interest numeric(9, 6) CONSTRAINT ck_sub_award_interest CHECK (interest BETWEEN 0 AND 100),
  method text CONSTRAINT ck_sub_award_method CHECK (method IN ('annuity', 'equal_principal')),
  instalments smallint CONSTRAINT ck_sub_award_instalments CHECK (instalments BETWEEN 1 AND 360),
  months_between smallint
    CONSTRAINT ck_sub_award_months_between CHECK (months_between BETWEEN 1 AND 12),
  first_due_on date,
  note text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_sub_award_id_project_id UNIQUE (id, project_id),
  CONSTRAINT ck_sub_award_parties CHECK (giver_id <> receiver_id),
  CONSTRAINT ck_sub_award_terms CHECK (
    num_nonnulls(interest, method, instalments, months_between, first_due_on)
      = CASE kind WHEN 'loan' THEN 5 ELSE 0 END),
  CONSTRAINT ck_sub_award_first_due_on CHECK (first_due_on > awarded_on)
);
CREATE INDEX ix_sub_award_project_id ON api.sub_award (project_id);
CREATE INDEX ix_sub_award_giver_id ON api.sub_award (giver_id);
CREATE INDEX ix_sub_award_receiver_id ON api.sub_award (receiver_id);

ALTER TABLE api.transaction ADD COLUMN sub_award_id uuid,
  ADD CONSTRAINT fk_transaction_sub_award_id_project_id
    FOREIGN KEY (sub_award_id, project_id) REFERENCES api.sub_award (id, project_id);
CREATE INDEX ix_transaction_sub_award_id ON api.transaction (sub_award_id);
SELECT common.renew_history('api.transaction');

SELECT common.guard('api.sub_award',
  'project_id = ANY ((SELECT common.reads())::uuid[])'
    ' OR (SELECT true FROM api.project p WHERE p.id = project_id)',
  'project_id = ANY ((SELECT common.writes())::uuid[])'
    ' OR (SELECT true FROM api.held_project_v1 h WHERE h.project_id = sub_award.project_id)');
SELECT common.keep_history('api.sub_award', 'project', 'r.project_id', personal => '{note}');
