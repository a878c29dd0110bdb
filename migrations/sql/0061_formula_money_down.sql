CREATE OR REPLACE FUNCTION indicators.mark_converted() RETURNS trigger
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
