-- How many people are in more than one part of a count of people who are counted once:
-- places or contributors of a period, or the periods themselves. Never changed, only
-- followed by what is said later; without a number, it is known no longer.
CREATE TABLE indicators.overlap (
  id uuid CONSTRAINT pk_overlap PRIMARY KEY,
  indicator_id uuid NOT NULL
    CONSTRAINT fk_overlap_indicator_id REFERENCES indicators.indicator,
  period_id uuid
    CONSTRAINT fk_overlap_period_id REFERENCES indicators.period ON DELETE CASCADE,
  between_what text NOT NULL
    CONSTRAINT ck_overlap_between_what CHECK (between_what IN ('places', 'indicators', 'periods')),
  -- In order. The indicator itself stands for its own values, or for what was counted
  -- without naming a place.
  part_ids uuid[] NOT NULL
    CONSTRAINT ck_overlap_part_ids CHECK (cardinality(part_ids) BETWEEN 2 AND 50),
  -- Of the same parts, the highest holds.
  number integer NOT NULL CONSTRAINT ck_overlap_number CHECK (number > 0),
  repeats numeric(24, 6) CONSTRAINT ck_overlap_repeats CHECK (repeats >= 0 AND repeats <> 'NaN'),
  source text,
  reason text,
  recorded_by uuid,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_overlap_time CHECK ((between_what = 'periods') = (period_id IS NULL)),
  CONSTRAINT ck_overlap_source CHECK ((repeats IS NULL) = (source IS NULL)),
  CONSTRAINT ck_overlap_reason CHECK (reason IS NOT NULL OR number = 1 AND repeats IS NOT NULL),
  CONSTRAINT uq_overlap_said
    UNIQUE NULLS NOT DISTINCT (indicator_id, period_id, between_what, part_ids, number)
);
CREATE INDEX ix_overlap_period_id ON indicators.overlap (period_id);
SELECT common.guard('indicators.overlap',
  'EXISTS (SELECT FROM indicators.seen_indicator s WHERE s.id = overlap.indicator_id)',
  'EXISTS (SELECT FROM indicators.held_indicator h WHERE h.id = overlap.indicator_id)');
REVOKE UPDATE, DELETE ON indicators.overlap FROM bromost_indicators;
SELECT common.keep_history('indicators.overlap', 'indicator', 'r.indicator_id');
CREATE TRIGGER figures_added AFTER INSERT ON indicators.overlap
  REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION indicators.mark_figures();
CREATE TRIGGER figures_removed AFTER DELETE ON indicators.overlap
  REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION indicators.mark_figures();
