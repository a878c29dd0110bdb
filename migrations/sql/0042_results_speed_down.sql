-- Takes back: How many indicators stand how, and whose goes into another one.
DELETE FROM indicators.figure_audit WHERE ended_at IS NULL;
ALTER TABLE indicators.figure_audit_part DROP COLUMN is_above;
ALTER POLICY seen ON indicators.rollup USING ((SELECT common.reads_all())
  OR EXISTS (SELECT FROM indicators.seen_indicator s WHERE s.id = rollup.child_indicator_id));
DROP TRIGGER owner_named ON indicators.rollup;
DROP TRIGGER owner_renamed ON indicators.indicator;
DROP TRIGGER owner_renamed ON indicators.result;
DROP FUNCTION indicators.name_child_owner(), indicators.rename_child_owner();
DROP INDEX indicators.ix_indicator_archived, indicators.ix_rollup_owners;
DROP VIEW indicators_past.rollup;
ALTER TABLE indicators.rollup DROP COLUMN child_owner_id;
SELECT common.renew_history('indicators.rollup');
DO $$
DECLARE
  source text;
BEGIN
  FOREACH source IN ARRAY ARRAY['figure', 'indicator', 'result'] LOOP
    EXECUTE format('DROP TRIGGER standing_added ON indicators.%I', source);
    EXECUTE format('DROP TRIGGER standing_changed ON indicators.%I', source);
    EXECUTE format('DROP TRIGGER standing_removed ON indicators.%I', source);
  END LOOP;
END $$;
DROP FUNCTION indicators.standing_now(), indicators.mark_changed_standing(),
  indicators.mark_standing();
DROP TABLE indicators.standing_due, indicators.standing;
