-- The trigger's function for one table, and the triggers: one per statement, whatever
-- number of rows it writes.
CREATE OR REPLACE FUNCTION common.make_history_triggers(target regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
DECLARE
  known common.history_table;
  relation text;
  own_key text;
  rows_of text;
BEGIN
  SELECT t.*, c.relname INTO known FROM common.history_table t, pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.oid = target AND t.table_schema = n.nspname AND t.table_name = c.relname;
  own_key := common.history_row_key(target, known.object_type);
  relation := format('%I.history', known.table_schema);
  rows_of := format($sql$
    INSERT INTO %s (table_name, object_type, object_id, row_key, operation, at, change_id,
      account_id, image)
    SELECT %L, %L, %s, %s, %%s, moment, change, acting, %s FROM %%s r %%s$sql$,
    relation, known.table_name, known.object_type, known.object_key, own_key,
    common.history_image(target, known.kept));
  EXECUTE format($sql$
    CREATE OR REPLACE FUNCTION %1$I.%2$I() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS
    $body$
    DECLARE
      acting uuid := common.acting_account();
      change uuid := common.change_id();
      moment timestamptz := clock_timestamp();
    BEGIN
      IF TG_OP = 'INSERT' THEN %3$s;
      ELSIF TG_OP = 'DELETE' THEN %4$s;
      ELSE %5$s %6$s;
      END IF;
      RETURN NULL;
    END
    $body$
    $sql$, known.table_schema, 'keep_' || known.table_name,
    format(rows_of, '''added''', 'fresh', ''),
    format(rows_of, '''removed''', 'stale', ''),
    -- A part whose key changed, or that moved to another object, has left its place.
    CASE WHEN known.table_name <> known.object_type THEN format(rows_of, '''removed''', 'stale',
      format('WHERE (%1$s, %2$s) NOT IN (SELECT %1$s, %2$s FROM fresh r)',
        known.object_key, own_key)) || ';' ELSE '' END,
    format(rows_of, '''changed''', 'fresh', ''));
  EXECUTE format('CREATE OR REPLACE TRIGGER history_added AFTER INSERT ON %s '
    'REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION %I.%I()',
    target, known.table_schema, 'keep_' || known.table_name);
  EXECUTE format('CREATE OR REPLACE TRIGGER history_changed AFTER UPDATE ON %s '
    'REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT '
    'EXECUTE FUNCTION %I.%I()', target, known.table_schema, 'keep_' || known.table_name);
  EXECUTE format('CREATE OR REPLACE TRIGGER history_removed AFTER DELETE ON %s '
    'REFERENCING OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION %I.%I()',
    target, known.table_schema, 'keep_' || known.table_name);
END
$$;
SELECT common.make_history_triggers('indicators.entry');
