-- Rates by which money is converted that goes into a figure of another currency.
CREATE VIEW api.conversion_rate_v1 AS
SELECT from_currency, to_currency, rate, valid_on, source FROM api.conversion_rate;
GRANT SELECT ON api.conversion_rate_v1 TO bromost_indicators;
REVOKE INSERT, UPDATE, DELETE ON api.conversion_rate_v1 FROM bromost_api;

-- A rate changes what is converted by it. Marked with the rate, in one transaction: else
-- the nightly audit would call figures wrong that only wait to hear of it.
CREATE FUNCTION indicators.mark_converted() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS
$$
BEGIN
  INSERT INTO indicators.figure_due (indicator_id)
  SELECT DISTINCT l.parent_indicator_id
  FROM (SELECT DISTINCT 'currency:' || from_currency AS given,
      'currency:' || to_currency AS wanted FROM changed) c
  JOIN indicators.definition_version below ON below.unit = c.given
  JOIN indicators.indicator_version child ON child.definition_version_id = below.id
  JOIN indicators.rollup l ON l.child_indicator_id = child.indicator_id AND l.included
  JOIN indicators.indicator_version parent ON parent.indicator_id = l.parent_indicator_id
  JOIN indicators.definition_version above
    ON above.id = parent.definition_version_id AND above.unit = c.wanted;
  RETURN NULL;
END
$$;
CREATE TRIGGER figures_added AFTER INSERT ON api.conversion_rate
  REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION indicators.mark_converted();
CREATE TRIGGER figures_changed_from AFTER UPDATE ON api.conversion_rate
  REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION indicators.mark_converted();
CREATE TRIGGER figures_changed_to AFTER UPDATE ON api.conversion_rate
  REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION indicators.mark_converted();
CREATE TRIGGER figures_removed AFTER DELETE ON api.conversion_rate
  REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION indicators.mark_converted();
