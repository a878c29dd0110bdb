-- What a report tells in figures: which deviations are to be explained, and its money.
ALTER TABLE indicators.reporting_requirement
  -- From so many percent off its target something is explained; null, nothing has to be.
  ADD COLUMN explain_from smallint
    CONSTRAINT ck_reporting_requirement_explain_from CHECK (explain_from BETWEEN 0 AND 100),
  ADD COLUMN explain_behind boolean NOT NULL DEFAULT false;
SELECT common.renew_history('indicators.reporting_requirement');

-- Published: what was planned and spent in projects, by who pays, to whom sees the project.
-- Who may read money is asked by whoever reads it. What was handed on is no cost.
CREATE VIEW api.project_spending_v1 AS
SELECT l.project_id, l.funder_id, o.name AS funder, l.currency, l.year::integer AS year,
  NULL::date AS happened_on, l.amount AS planned, NULL::numeric AS spent
FROM api.project_directory_v1 seen JOIN api.budget_line l ON l.project_id = seen.id
JOIN api.organisation o ON o.id = l.funder_id
UNION ALL
SELECT t.project_id, l.funder_id, o.name, t.currency, extract(year FROM t.happened_on)::integer,
  t.happened_on, NULL, t.amount
FROM api.project_directory_v1 seen JOIN api.transaction t ON t.project_id = seen.id
LEFT JOIN api.budget_line l ON l.id = t.budget_line_id
LEFT JOIN api.organisation o ON o.id = l.funder_id
WHERE t.kind = 'expenditure' AND t.sub_award_id IS NULL;
REVOKE INSERT, UPDATE, DELETE ON api.project_spending_v1 FROM bromost_api;
GRANT SELECT ON api.project_spending_v1 TO bromost_indicators;
