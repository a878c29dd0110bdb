DROP TRIGGER judged_elsewhere ON api.project;
DROP FUNCTION indicators.mark_moved_project();
SELECT common.drop_history('indicators.programme_rules');
DROP TABLE indicators.programme_rules;
DROP FUNCTION indicators.mark_programme_judged();
DROP FUNCTION indicators.mark_judged(uuid, uuid);
