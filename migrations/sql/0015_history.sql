-- The history of every business table: each row as it was written, who wrote it and
-- when, kept by triggers so that no code path can forget it. A row holds until the next
-- one of the same key; nothing here is ever changed, so the services may only read.

-- Which tables keep a history, and whose history it is.
CREATE TABLE common.history_table (
  table_schema text NOT NULL,
  table_name text NOT NULL,
  -- The thing that people know, which this row is or is a part of.
  object_type text NOT NULL,
  -- SQL that gives the thing's id for a row `r`.
  object_key text NOT NULL,
  -- The only columns that are kept; null for all.
  kept text[],
  -- Columns about a person: elsewhere (in the audit log) they appear only as a hash.
  personal text[] NOT NULL,
  CONSTRAINT pk_history_table PRIMARY KEY (table_schema, table_name)
);
GRANT SELECT ON common.history_table TO bromost_api, bromost_indicators, bromost_notifications;
ALTER TABLE common.history_table ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON common.history_table FOR SELECT USING (true);

-- The moment that a reading of the past asks for.
CREATE FUNCTION common.as_of() RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog AS
$$ SELECT nullif(current_setting('bromost.as_of', true), '')::timestamptz $$;
GRANT EXECUTE ON FUNCTION common.as_of()
  TO bromost_api, bromost_indicators, bromost_notifications;

-- The request that writes, as the services say when a transaction begins; a transaction
-- that says nothing is a change of its own.
CREATE FUNCTION common.change_id() RETURNS uuid
LANGUAGE sql VOLATILE SET search_path = pg_catalog AS
$$
  SELECT coalesce(nullif(current_setting('bromost.request', true), ''),
    '00000000-0000-0000-0000-' || lpad(to_hex(pg_current_xact_id()::text::bigint), 12, '0')
  )::uuid
$$;

-- A place for a service's history, and a schema in which its tables look as they did at
-- `common.as_of()`.
CREATE FUNCTION common.prepare_history(service text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
BEGIN
  EXECUTE format($sql$
    CREATE TABLE %1$I.history (
      position bigint GENERATED ALWAYS AS IDENTITY,
      table_name text NOT NULL,
      object_type text NOT NULL,
      object_id uuid NOT NULL,
      -- Which of the object's rows in this table; empty for the object itself.
      row_key text NOT NULL,
      operation text NOT NULL CONSTRAINT ck_history_operation
        CHECK (operation IN ('added', 'changed', 'removed')),
      at timestamptz NOT NULL,
      -- What was written together: the request, or the transaction where there is none.
      change_id uuid NOT NULL,
      account_id uuid,
      -- The row as it was written, or as it last was where it was removed.
      image jsonb NOT NULL,
      CONSTRAINT pk_history PRIMARY KEY (table_name, object_id, position)
    );
    CREATE INDEX ix_history_change_id ON %1$I.history (change_id);
    REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON %1$I.history FROM %2$I;
    ALTER TABLE %1$I.history ENABLE ROW LEVEL SECURITY;
    CREATE SCHEMA %3$I;
    GRANT USAGE ON SCHEMA %3$I TO %2$I
    $sql$, service, 'bromost_' || service, service || '_past');
END
$$;

-- Whoever sees a thing sees its history; what is gone is seen by those who see all.
CREATE FUNCTION common.guard_history(service text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
DECLARE
  visible text;
BEGIN
  SELECT string_agg(format('WHEN %L THEN EXISTS (SELECT FROM %I.%I o WHERE o.id = object_id)',
      t.object_type, service, t.object_type), ' ') INTO visible
    FROM (SELECT DISTINCT object_type FROM common.history_table
          WHERE table_schema = service) t;
  EXECUTE format('DROP POLICY IF EXISTS seen ON %I.history', service);
  EXECUTE format('CREATE POLICY seen ON %I.history FOR SELECT USING '
    '((SELECT common.reads_all()) OR CASE object_type %s ELSE false END)', service, visible);
END
$$;

-- SQL for the image of a row `r`: without what is computed from the rest anyway.
CREATE FUNCTION common.history_image(target regclass, kept text[]) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog AS
$$
  SELECT CASE WHEN kept IS NOT NULL THEN
      (SELECT format('jsonb_build_object(%s)',
         string_agg(format('%L, r.%I', name, name), ', ')) FROM unnest(kept) name)
    ELSE 'to_jsonb(r)' || coalesce(
      (SELECT format(' - %L::text[]', array_agg(attname::text)) FROM pg_attribute
       WHERE attrelid = target AND attgenerated <> '' AND NOT attisdropped
       HAVING count(*) > 0), '') END
$$;

-- SQL that tells a row `r` from the others of the same object in this table.
CREATE FUNCTION common.history_row_key(target regclass, object_type text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog AS
$$
  SELECT CASE WHEN c.relname = object_type THEN quote_literal('')
    ELSE format('concat_ws(''/'', %s)', string_agg(format('r.%I', a.attname), ', '
      ORDER BY array_position(i.indkey::int2[], a.attnum))) END
  FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
  WHERE c.oid = target GROUP BY c.relname
$$;

-- The trigger's function for one table, and the triggers: one per statement, whatever
-- number of rows it writes.
CREATE FUNCTION common.make_history_triggers(target regclass) RETURNS void
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

-- The table as it was at `common.as_of()`, with the same columns. It is read with the
-- rights of who reads it.
CREATE FUNCTION common.make_past_view(target regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
DECLARE
  known common.history_table;
  columns text;
BEGIN
  SELECT t.* INTO known FROM common.history_table t, pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.oid = target AND t.table_schema = n.nspname AND t.table_name = c.relname;
  SELECT string_agg(format('%s AS %I', CASE
      -- Straight from the index, so that asking for one object reads only its rows.
      WHEN 'r.' || quote_ident(a.attname) = known.object_key THEN '_k._object_id'
      WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid)
      ELSE 'r.' || quote_ident(a.attname) END, a.attname), ', ' ORDER BY a.attnum)
    INTO columns
    FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = target AND a.attnum > 0 AND NOT a.attisdropped;
  EXECUTE format('DROP VIEW IF EXISTS %I.%I',
    known.table_schema || '_past', known.table_name);
  EXECUTE format($sql$
    CREATE VIEW %1$I.%2$I WITH (security_invoker = true) AS
    SELECT %3$s FROM (
      SELECT DISTINCT ON (h.object_id, h.row_key)
        h.object_id AS _object_id, h.operation AS _operation, h.image AS _image
      FROM %4$I.history h
      WHERE h.table_name = %2$L AND h.at <= common.as_of()
      ORDER BY h.object_id, h.row_key, h.position DESC
    ) _k CROSS JOIN LATERAL jsonb_populate_record(NULL::%5$s, _k._image) r
    WHERE _k._operation <> 'removed'
    $sql$, known.table_schema || '_past', known.table_name, columns,
    known.table_schema, target);
  EXECUTE format('GRANT SELECT ON %I.%I TO %I', known.table_schema || '_past',
    known.table_name, 'bromost_' || known.table_schema);
END
$$;

-- A table that keeps no history looks in the past as it does today.
CREATE FUNCTION common.show_present(target regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
DECLARE
  schema_name text;
  relation text;
BEGIN
  SELECT n.nspname, c.relname INTO schema_name, relation
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = target;
  EXECUTE format('CREATE VIEW %I.%I WITH (security_invoker = true) AS SELECT * FROM %s',
    schema_name || '_past', relation, target);
  EXECUTE format('GRANT SELECT ON %I.%I TO %I', schema_name || '_past', relation,
    'bromost_' || schema_name);
END
$$;

-- For migrations: from now on every row of `target` is kept as it was written. What is
-- there already gets a first image, as old as the row or the object it belongs to.
CREATE FUNCTION common.keep_history(
  target regclass, object_type text, object_key text DEFAULT 'r.id',
  kept text[] DEFAULT NULL, personal text[] DEFAULT '{}'
) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
DECLARE
  service text;
  relation text;
  born text;
BEGIN
  SELECT n.nspname, c.relname INTO service, relation
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = target;
  INSERT INTO common.history_table
    VALUES (service, relation, object_type, object_key, kept, personal);
  PERFORM common.make_history_triggers(target);
  PERFORM common.make_past_view(target);
  PERFORM common.guard_history(service);
  SELECT coalesce(
    (SELECT 'r.' || attname FROM pg_attribute WHERE attrelid = target
       AND attname IN ('created_at', 'recorded_at') AND NOT attisdropped LIMIT 1),
    format('(SELECT o.created_at FROM %I.%I o WHERE o.id = %s)',
      service, object_type, object_key)) INTO born;
  EXECUTE format($sql$
    INSERT INTO %1$I.history
      (table_name, object_type, object_id, row_key, operation, at, change_id, image)
    SELECT %2$L, %3$L, %4$s, %5$s, 'added', %6$s, common.change_id(), %7$s FROM %8$s r
    $sql$, service, relation, object_type, object_key,
    common.history_row_key(target, object_type), born,
    common.history_image(target, kept), target);
END
$$;

-- For migrations that changed the columns of a table with a history.
CREATE FUNCTION common.renew_history(target regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
BEGIN
  PERFORM common.make_history_triggers(target);
  PERFORM common.make_past_view(target);
END
$$;

-- For migrations that take a table away.
CREATE FUNCTION common.drop_history(target regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
DECLARE
  service text;
  relation text;
  operation text;
BEGIN
  SELECT n.nspname, c.relname INTO service, relation
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = target;
  FOREACH operation IN ARRAY ARRAY['added', 'changed', 'removed'] LOOP
    EXECUTE format('DROP TRIGGER IF EXISTS %I ON %s', 'history_' || operation, target);
  END LOOP;
  EXECUTE format('DROP FUNCTION IF EXISTS %I.%I()', service, 'keep_' || relation);
  EXECUTE format('DROP VIEW IF EXISTS %I.%I', service || '_past', relation);
  DELETE FROM common.history_table WHERE table_schema = service AND table_name = relation;
  EXECUTE format('DELETE FROM %I.history WHERE table_name = %L', service, relation);
  PERFORM common.guard_history(service);
END
$$;

SELECT common.prepare_history('api'), common.prepare_history('indicators');

-- An account's password is no history, and neither is how it signs in.
SELECT
  common.keep_history('api.account', 'account',
    kept => '{id,email,display_name,locale,is_active,version,created_at,updated_at}',
    personal => '{email,display_name}'),
  common.keep_history('api.role_assignment', 'account', 'r.account_id'),
  common.keep_history('api.organisation', 'organisation'),
  common.keep_history('api.organisation_alias', 'organisation', 'r.organisation_id'),
  common.keep_history('api.organisation_identifier', 'organisation', 'r.organisation_id'),
  common.keep_history('api.theme', 'theme'),
  common.keep_history('api.programme', 'programme'),
  common.keep_history('api.programme_goal', 'programme', 'r.programme_id'),
  common.keep_history('api.programme_theme', 'programme', 'r.programme_id'),
  common.keep_history('api.programme_role', 'programme', 'r.programme_id'),
  common.keep_history('api.project', 'project'),
  common.keep_history('api.project_country', 'project', 'r.project_id'),
  common.keep_history('api.project_theme', 'project', 'r.project_id'),
  common.keep_history('api.project_objective', 'project', 'r.project_id'),
  common.keep_history('api.project_role', 'project', 'r.project_id'),
  common.keep_history('api.project_component', 'project', 'r.project_id'),
  common.keep_history('api.budget_line', 'project', 'r.project_id'),
  common.keep_history('api.partnership', 'partnership'),
  common.keep_history('api.partnership_member', 'partnership', 'r.partnership_id'),
  common.keep_history('api.partnership_status', 'partnership', 'r.partnership_id'),
  common.keep_history('api.project_partnership', 'partnership', 'r.partnership_id'),
  common.keep_history('api.conversion_rate', 'conversion_rate');
-- People and programs, where they are known by now.
DO $$
BEGIN
  IF to_regclass('api.membership') IS NOT NULL THEN
    PERFORM common.keep_history('api.membership', 'membership');
    PERFORM common.keep_history('api.contact_person', 'contact_person',
      personal => '{name,email,phone}');
    PERFORM common.keep_history('api.invitation', 'invitation',
      kept => '{id,email,organisation_id,title,language,message,invited_by,sent_at,
        expires_at,accepted_at,accepted_by,withdrawn_at,version,created_at,updated_at}',
      personal => '{email,message}');
    PERFORM common.keep_history('api.invitation_role', 'invitation', 'r.invitation_id');
  END IF;
  IF to_regclass('api.machine') IS NOT NULL THEN
    PERFORM common.keep_history('api.machine', 'machine');
  END IF;
END
$$;
SELECT
  common.keep_history('indicators.result', 'result'),
  common.keep_history('indicators.indicator', 'indicator'),
  common.keep_history('indicators.period', 'indicator', 'r.indicator_id'),
  common.keep_history('indicators.entry', 'indicator',
    '(SELECT p.indicator_id FROM indicators.period p WHERE p.id = r.period_id)');

SELECT common.show_present('api.country'), common.show_present('api.country_alias'),
  common.show_present('api.currency');
