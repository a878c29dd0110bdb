-- Takes back: Periods stay within the time of their project.
DROP FUNCTION indicators.is_told_outside_v1(uuid, date, date, date, date);
DROP VIEW api.project_time_v1;
