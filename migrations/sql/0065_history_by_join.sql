-- As before, but the object of a row is found by a join where another table names it: looked
-- up for each row, it took as long as all of the rest for thousands of values at once. A row
-- that one column tells apart is named by its text as it stands.
CREATE OR REPLACE FUNCTION common.make_history_triggers(target regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
DECLARE
  known common.history_table;
  relation text;
  own_key text;
  object_key text;
  rows_from text := '%s r';
  rows_of text;
BEGIN
  SELECT t.*, c.relname INTO known FROM common.history_table t, pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.oid = target AND t.table_schema = n.nspname AND t.table_name = c.relname;
  own_key := regexp_replace(common.history_row_key(target, known.object_type),
    '^concat_ws\(''/'', (r\.[a-z0-9_]+)\)$', '\1::text');
  object_key := known.object_key;
  IF object_key LIKE '(%' THEN
    rows_from := format('%%s r LEFT JOIN LATERAL %s o(object_id) ON true', object_key);
    object_key := 'o.object_id';
  END IF;
  relation := format('%I.history', known.table_schema);
  rows_of := format($sql$
    INSERT INTO %s (table_name, object_type, object_id, row_key, operation, at, change_id,
      account_id, image)
    SELECT %L, %L, %s, %s, %%s, moment, change, acting, %s FROM %s %%s$sql$,
    relation, known.table_name, known.object_type, object_key, own_key,
    common.history_image(target, known.kept), rows_from);
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
      format('WHERE (%1$s, %2$s) NOT IN (SELECT %1$s, %2$s FROM %3$s)', object_key,
        own_key, format(rows_from, 'fresh'))) || ';' ELSE '' END,
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
