DO $do$
BEGIN
  EXECUTE regexp_replace(
    pg_get_functiondef('common.programme_of(text, uuid)'::regprocedure),
    '\s+WHEN ''cross_check'' THEN \(SELECT .*?programme_of\.object_id\)', '');
END
$do$;
SELECT common.drop_history('indicators.cross_check');
DROP TABLE indicators.cross_check;
-- What was said of a rule has no place in the older form.
DROP VIEW indicators_past.check_confirmation;
DELETE FROM indicators.check_confirmation WHERE finding = 'cross_check';
ALTER TABLE indicators.check_confirmation DROP COLUMN meaning;
SELECT common.show_present('indicators.check_confirmation');
