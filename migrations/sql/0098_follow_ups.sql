-- That somebody is to come back to a value. A mark of work to do: gone when it is done.
CREATE TABLE indicators.follow_up (
  period_id uuid CONSTRAINT pk_follow_up PRIMARY KEY
    CONSTRAINT fk_follow_up_period_id REFERENCES indicators.period ON DELETE CASCADE,
  note text NOT NULL CONSTRAINT ck_follow_up_note CHECK (length(note) BETWEEN 1 AND 1000),
  -- Of the registry: another schema, hence no foreign key.
  marked_by uuid,
  marked_at timestamptz NOT NULL DEFAULT now()
);
SELECT common.guard('indicators.follow_up',
    'EXISTS (SELECT FROM indicators.period p WHERE p.id = period_id)',
    'EXISTS (SELECT FROM indicators.held_period h WHERE h.id = period_id)'),
  common.show_present('indicators.follow_up');
