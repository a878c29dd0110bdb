-- A rate changes what is converted by it: what goes into an indicator above, and the
-- money that formulas name, which stands beside them in the same framework.
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
    ON above.id = parent.definition_version_id AND above.unit = c.wanted
  UNION
  SELECT f.id
  FROM indicators.definition_version v
  JOIN indicators.indicator f ON f.definition_version_id = v.id
  JOIN indicators.result r ON r.id = f.result_id
  JOIN indicators.result other
    ON other.project_id = r.project_id OR other.programme_id = r.programme_id
  JOIN indicators.indicator beside ON beside.result_id = other.id
  JOIN indicators.indicator_version used ON used.indicator_id = beside.id
  JOIN indicators.definition_version below ON below.id = used.definition_version_id
  JOIN changed c ON below.unit = 'currency:' || c.from_currency
  WHERE v.formula IS NOT NULL;
  RETURN NULL;
END
$$;

-- Until now their money was taken as if it were all of one currency.
INSERT INTO indicators.figure_due (indicator_id)
SELECT f.id FROM indicators.indicator f
JOIN indicators.definition_version v
  ON v.id = f.definition_version_id AND v.formula IS NOT NULL;
