DO $$
DECLARE
  source text;
BEGIN
  FOREACH source IN ARRAY ARRAY['indicator', 'period', 'entry', 'rollup', 'indicator_version']
  LOOP
    CONTINUE WHEN to_regclass('indicators.' || source) IS NULL;
    EXECUTE format('DROP TRIGGER IF EXISTS figures_added ON indicators.%I', source);
    EXECUTE format('DROP TRIGGER IF EXISTS figures_changed ON indicators.%I', source);
    EXECUTE format('DROP TRIGGER IF EXISTS figures_removed ON indicators.%I', source);
  END LOOP;
END $$;
DROP FUNCTION indicators.handed_up(uuid[], text);
DROP FUNCTION indicators.mark_figures(), indicators.mark_changed_indicators();
DROP TABLE indicators.figure_audit, indicators.figure_due, indicators.period_figure,
  indicators.figure;
