-- Evidence that is a file has no place in the older form.
SELECT common.drop_history('indicators.file');
DROP TABLE indicators.file_chunk;
SELECT common.unguard('indicators.file');
DROP VIEW indicators_past.entry_evidence;
DELETE FROM indicators.entry_evidence WHERE file_id IS NOT NULL;
DROP INDEX indicators.ix_entry_evidence_file_id;
ALTER TABLE indicators.entry_evidence
  DROP CONSTRAINT ck_entry_evidence_where,
  DROP COLUMN file_id,
  ALTER COLUMN address SET NOT NULL;
SELECT common.show_present('indicators.entry_evidence');
DROP TABLE indicators.file;

DO $do$
BEGIN
  EXECUTE regexp_replace(
    pg_get_functiondef('common.programme_of(text, uuid)'::regprocedure),
    '\s+WHEN ''file'' THEN .* END(\s*\$function\$)', ' END\1');
END
$do$;
