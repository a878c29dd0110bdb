-- Takes back: The history of every business table.
DROP SCHEMA api_past CASCADE;
DROP SCHEMA indicators_past CASCADE;
DO $$
DECLARE
  kept record;
  operation text;
BEGIN
  FOR kept IN SELECT * FROM common.history_table LOOP
    FOREACH operation IN ARRAY ARRAY['added', 'changed', 'removed'] LOOP
      EXECUTE format('DROP TRIGGER %I ON %I.%I', 'history_' || operation,
        kept.table_schema, kept.table_name);
    END LOOP;
    EXECUTE format('DROP FUNCTION %I.%I()', kept.table_schema, 'keep_' || kept.table_name);
  END LOOP;
END
$$;
DROP TABLE api.history, indicators.history;
DROP FUNCTION common.drop_history(regclass), common.renew_history(regclass),
  common.keep_history(regclass, text, text, text[], text[]),
  common.show_present(regclass), common.make_past_view(regclass),
  common.make_history_triggers(regclass), common.history_image(regclass, text[]),
  common.history_row_key(regclass, text), common.guard_history(text),
  common.prepare_history(text), common.as_of(), common.change_id();
DROP TABLE common.history_table;
