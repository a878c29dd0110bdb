-- That somebody looked once more at a remarkable value, and found it right. What is
-- remarkable is worked out whenever it is asked for, and stored nowhere.
CREATE TABLE indicators.check_confirmation (
  id uuid CONSTRAINT pk_check_confirmation PRIMARY KEY,
  entry_id uuid NOT NULL
    CONSTRAINT fk_check_confirmation_entry_id REFERENCES indicators.entry,
  -- What was found of the entry.
  finding text NOT NULL
    CONSTRAINT ck_check_confirmation_finding CHECK (length(finding) BETWEEN 1 AND 60),
  comment text NOT NULL
    CONSTRAINT ck_check_confirmation_comment CHECK (length(comment) BETWEEN 1 AND 1000),
  account_id uuid,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_check_confirmation_entry_id ON indicators.check_confirmation (entry_id);
REVOKE UPDATE, DELETE ON indicators.check_confirmation FROM bromost_indicators;
SELECT common.guard('indicators.check_confirmation',
    'EXISTS (SELECT FROM indicators.entry e WHERE e.id = entry_id)',
    'EXISTS (SELECT FROM indicators.entry e WHERE e.id = entry_id'
      ' AND EXISTS (SELECT FROM indicators.held_period h WHERE h.id = e.period_id))'),
  -- Never changed: as they are, they were from the beginning.
  common.show_present('indicators.check_confirmation');
