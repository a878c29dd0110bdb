-- What the audit of the night would find: figures of sums were judged as if they were levels.
INSERT INTO indicators.figure_due (indicator_id)
SELECT DISTINCT i.id FROM indicators.indicator i
JOIN indicators.indicator_version s ON s.indicator_id = i.id
JOIN indicators.definition_version v ON v.id = s.definition_version_id
WHERE v.cumulation = 'summed'
   OR (v.cumulation = 'none' AND v.over_time IN ('sum', 'count'));
