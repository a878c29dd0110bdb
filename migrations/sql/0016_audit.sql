-- The audit log: who did what, written in the transaction of the deed. The services can
-- add to it by one function, and can change nothing; seals chain what is there.

-- Names, addresses and the like are logged as hashes that nobody outside can guess from.
CREATE TABLE common.audit_salt (
  salt bytea NOT NULL
    DEFAULT decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'),
  is_one boolean NOT NULL DEFAULT true
    CONSTRAINT pk_audit_salt PRIMARY KEY CONSTRAINT ck_audit_salt_is_one CHECK (is_one)
);
INSERT INTO common.audit_salt DEFAULT VALUES;
ALTER TABLE common.audit_salt ENABLE ROW LEVEL SECURITY;

CREATE TABLE common.audit_event (
  position bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_audit_event PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  service text NOT NULL,
  kind text NOT NULL CONSTRAINT ck_audit_event_kind
    CHECK (kind IN ('change', 'sign_in', 'refusal', 'export', 'access', 'job')),
  outcome text NOT NULL
    CONSTRAINT ck_audit_event_outcome CHECK (outcome IN ('done', 'refused')),
  -- The operation's name in the contract of the service, or the job's.
  action text NOT NULL,
  -- The code of a refusal.
  code text,
  actor_id uuid,
  -- The program that acts for somebody, and how the caller proved who it is.
  on_behalf_of text,
  method text,
  object_type text,
  object_id uuid,
  programme_id uuid,
  changes jsonb,
  request_id uuid,
  address_hash bytea,
  reason text
);
CREATE INDEX ix_audit_event_object_id ON common.audit_event (object_id, position);
CREATE INDEX ix_audit_event_actor_id ON common.audit_event (actor_id, position);
CREATE INDEX ix_audit_event_request_id ON common.audit_event (request_id);

-- The log is read by who audits the whole installation, or looks after it.
CREATE FUNCTION common.audits_all() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
  SELECT EXISTS (SELECT FROM api.role_assignment r
    WHERE r.account_id = common.acting_account() AND r.role IN ('auditor', 'administrator')
      AND r.scope_type = 'installation' AND r.valid_from <= current_date
      AND (r.valid_to IS NULL OR r.valid_to >= current_date))
$$;
GRANT EXECUTE ON FUNCTION common.audits_all()
  TO bromost_api, bromost_indicators, bromost_notifications;
ALTER TABLE common.audit_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON common.audit_event FOR SELECT USING ((SELECT common.audits_all()));
GRANT SELECT ON common.audit_event TO bromost_api;

CREATE FUNCTION common.audit_hash(value text) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$ SELECT sha256(s.salt || convert_to(value, 'UTF8')) FROM common.audit_salt s $$;

-- A value as the log tells it: short, and as a hash where it is about a person.
CREATE FUNCTION common.audit_value(value jsonb, personal boolean) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog AS
$$
  SELECT CASE WHEN value IS NULL OR value = 'null' THEN 'null'::jsonb
    WHEN personal THEN to_jsonb('hash:' || encode(common.audit_hash(value::text), 'hex'))
    WHEN length(value::text) > 500 THEN to_jsonb(left(value::text, 500) || '…')
    ELSE value END
$$;

-- What a change did to the rows of a service: at most fifty of them, and how many more.
DO $do$
DECLARE
  service text;
BEGIN
  FOREACH service IN ARRAY ARRAY['api', 'indicators'] LOOP
    EXECUTE format($sql$
    CREATE FUNCTION %1$I.audit_changes(change uuid) RETURNS jsonb
    LANGUAGE sql STABLE SET search_path = pg_catalog AS
    $body$
    WITH touched AS (
      SELECT h.table_name, h.object_id, h.row_key,
        min(h.position) AS first, max(h.position) AS last, count(*) OVER () AS rows
      FROM %1$I.history h WHERE h.change_id = change
      GROUP BY h.table_name, h.object_id, h.row_key
      ORDER BY min(h.position) LIMIT 50
    ), pairs AS (
      SELECT t.*, CASE WHEN b.operation <> 'removed' THEN b.image END AS was,
        CASE WHEN a.operation <> 'removed' THEN a.image END AS became
      FROM touched t
      JOIN %1$I.history a ON a.table_name = t.table_name AND a.object_id = t.object_id
        AND a.position = t.last
      LEFT JOIN LATERAL (
        SELECT h.operation, h.image FROM %1$I.history h
        WHERE h.table_name = t.table_name AND h.object_id = t.object_id
          AND h.row_key = t.row_key AND h.position < t.first
        ORDER BY h.position DESC LIMIT 1) b ON true
    ), told AS (
      SELECT p.first, jsonb_build_object('table', p.table_name, 'object_id', p.object_id,
        'operation', CASE WHEN p.was IS NULL THEN 'added' WHEN p.became IS NULL
          THEN 'removed' ELSE 'changed' END,
        'fields', (
          SELECT jsonb_object_agg(f.name, jsonb_build_array(
            common.audit_value(p.was -> f.name, f.name = ANY (k.personal)),
            common.audit_value(p.became -> f.name, f.name = ANY (k.personal))))
          FROM jsonb_object_keys(coalesce(p.became, p.was)) f(name)
          WHERE p.was -> f.name IS DISTINCT FROM p.became -> f.name
            AND f.name NOT IN ('id', 'version', 'created_at', 'updated_at'))) AS item
      FROM pairs p JOIN common.history_table k
        ON k.table_schema = %1$L AND k.table_name = p.table_name
      WHERE p.was IS DISTINCT FROM p.became
    )
    SELECT jsonb_build_object('rows', (SELECT max(rows) FROM touched),
      'items', jsonb_agg(item ORDER BY first)) FROM told HAVING count(*) > 0
    $body$;
    REVOKE EXECUTE ON FUNCTION %1$I.audit_changes(uuid) FROM PUBLIC;
    CREATE FUNCTION %1$I.audit_object(change uuid, named uuid[],
      OUT object_type text, OUT object_id uuid)
    LANGUAGE sql STABLE SET search_path = pg_catalog AS
    $body$
    SELECT h.object_type, h.object_id FROM %1$I.history h WHERE h.change_id = change
    ORDER BY array_position(named, h.object_id) DESC NULLS LAST, h.position LIMIT 1
    $body$;
    REVOKE EXECUTE ON FUNCTION %1$I.audit_object(uuid, uuid[]) FROM PUBLIC
    $sql$, service);
  END LOOP;
END
$do$;

CREATE FUNCTION common.programme_of(object_type text, object_id uuid) RETURNS uuid
LANGUAGE sql STABLE SET search_path = pg_catalog AS
$$
  SELECT CASE programme_of.object_type
    WHEN 'programme' THEN programme_of.object_id
    WHEN 'project' THEN (SELECT p.programme_id FROM api.project p
      WHERE p.id = programme_of.object_id)
    WHEN 'result' THEN (SELECT p.programme_id FROM indicators.result r
      JOIN api.project p ON p.id = r.project_id WHERE r.id = programme_of.object_id)
    WHEN 'indicator' THEN (SELECT p.programme_id FROM indicators.indicator i
      JOIN indicators.result r ON r.id = i.result_id
      JOIN api.project p ON p.id = r.project_id WHERE i.id = programme_of.object_id) END
$$;

-- The only way into the log. `named` are the things that the request's address names,
-- outermost first, with the type of the last one; who acts is what the transaction says.
CREATE FUNCTION common.record_audit(
  service text, kind text, action text, outcome text DEFAULT 'done', code text DEFAULT NULL,
  object_type text DEFAULT NULL, named uuid[] DEFAULT '{}', request_id uuid DEFAULT NULL,
  address text DEFAULT NULL, method text DEFAULT NULL, on_behalf_of text DEFAULT NULL,
  reason text DEFAULT NULL, account uuid DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS
$$
DECLARE
  change uuid := common.change_id();
  told jsonb;
  what text := object_type;
  which uuid := named[array_upper(named, 1)];
  touched record;
  place bigint;
BEGIN
  -- Seals rely on it: who takes a place in the log already is a known transaction.
  PERFORM pg_current_xact_id();
  IF outcome = 'done' AND service IN ('api', 'indicators') AND kind IN ('change', 'job') THEN
    IF service = 'api' THEN
      told := api.audit_changes(change);
      SELECT * INTO touched FROM api.audit_object(change, named);
    ELSE
      told := indicators.audit_changes(change);
      SELECT * INTO touched FROM indicators.audit_object(change, named);
    END IF;
    IF touched.object_id IS NOT NULL THEN
      what := touched.object_type;
      which := touched.object_id;
    END IF;
  END IF;
  INSERT INTO common.audit_event (service, kind, outcome, action, code, actor_id,
    on_behalf_of, method, object_type, object_id, programme_id, changes, request_id,
    address_hash, reason)
  VALUES (service, kind, outcome, action, code, coalesce(common.acting_account(), account),
    on_behalf_of, method, what, which, common.programme_of(what, which), told,
    coalesce(record_audit.request_id, change), common.audit_hash(address), reason)
  RETURNING position INTO place;
  RETURN place;
END
$$;
GRANT EXECUTE ON FUNCTION common.record_audit(text, text, text, text, text, text, uuid[],
  uuid, text, text, text, text, uuid)
  TO bromost_api, bromost_indicators, bromost_notifications;

-- Why and by which request something was written, for those who may see what was.
CREATE FUNCTION common.explain_changes(wanted uuid[])
RETURNS TABLE (change_id uuid, action text, on_behalf_of text, reason text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
  SELECT e.request_id, e.action, e.on_behalf_of, e.reason FROM common.audit_event e
  WHERE e.request_id = ANY (wanted) AND e.outcome = 'done'
$$;
GRANT EXECUTE ON FUNCTION common.explain_changes(uuid[]) TO bromost_api, bromost_indicators;

-- A batch of events, chained to the one before. `positions` are exactly its events, so
-- that a missing one can be named; `digests` are one SHA-256 per event, in order.
CREATE TABLE common.audit_seal (
  number bigint CONSTRAINT pk_audit_seal PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  positions int8multirange NOT NULL,
  event_count integer NOT NULL,
  digests bytea NOT NULL,
  -- Every event up to here is in this seal or in one before.
  settled bigint NOT NULL,
  -- What was given out when it was made: once no transaction older than `next_txid`
  -- runs, no event up to `next_position` can appear any more.
  next_position bigint NOT NULL,
  next_txid xid8 NOT NULL,
  previous bytea NOT NULL,
  hash bytea NOT NULL
);
ALTER TABLE common.audit_seal ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON common.audit_seal FOR SELECT USING (true);
GRANT SELECT ON common.audit_seal TO bromost_api;

CREATE FUNCTION common.audit_digest(e common.audit_event) RETURNS bytea
LANGUAGE sql STABLE SET search_path = pg_catalog AS
$$
  SELECT sha256(convert_to(jsonb_build_array(e.position, extract(epoch FROM e.at),
    e.txid::text, e.service, e.kind, e.outcome, e.action, e.code, e.actor_id,
    e.on_behalf_of, e.method, e.object_type, e.object_id, e.programme_id, e.changes,
    e.request_id, encode(e.address_hash, 'hex'), e.reason)::text, 'UTF8'))
$$;

-- Seals what no running transaction can still come before; returns how many events.
CREATE FUNCTION common.seal_audit() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS
$$
DECLARE
  given bigint;
  snapshot pg_snapshot;
  last common.audit_seal;
  sealed record;
  settled_now bigint;
BEGIN
  IF NOT pg_try_advisory_xact_lock(7306261123) THEN
    RETURN 0;
  END IF;
  -- The order matters: places first, then the transactions that may hold them.
  given := coalesce(pg_sequence_last_value('common.audit_event_position_seq'::regclass), 0);
  snapshot := pg_current_snapshot();
  SELECT * INTO last FROM common.audit_seal ORDER BY number DESC LIMIT 1;
  SELECT max(s.next_position) INTO settled_now FROM common.audit_seal s
    WHERE s.next_txid <= pg_snapshot_xmin(snapshot);
  settled_now := greatest(settled_now, last.settled, 0);
  SELECT range_agg(int8range(w.position, w.position, '[]')) AS positions,
    count(*)::integer AS events, string_agg(w.digest, ''::bytea ORDER BY w.position) AS digests
    INTO sealed
    FROM (
      SELECT e.position, common.audit_digest(e) AS digest FROM common.audit_event e
      WHERE e.position > coalesce(last.settled, 0)
        -- One above all that run was written in another life of this database.
        AND (e.txid < pg_snapshot_xmin(snapshot) OR e.txid >= pg_snapshot_xmax(snapshot))
        AND NOT EXISTS (SELECT FROM common.audit_seal s
          WHERE upper(s.positions) > coalesce(last.settled, 0) AND s.positions @> e.position)
      ORDER BY e.position LIMIT 100000
    ) w;
  IF sealed.events = 0 THEN
    RETURN 0;
  END IF;
  IF sealed.events = 100000 THEN
    settled_now := coalesce(last.settled, 0);
  END IF;
  INSERT INTO common.audit_seal (number, positions, event_count, digests, settled,
    next_position, next_txid, previous, hash)
  VALUES (coalesce(last.number, 0) + 1, sealed.positions, sealed.events, sealed.digests,
    settled_now, given, pg_snapshot_xmax(snapshot), coalesce(last.hash, ''::bytea),
    sha256(coalesce(last.hash, ''::bytea) || convert_to(format('%s %s',
      coalesce(last.number, 0) + 1, sealed.positions), 'UTF8') || sealed.digests));
  RETURN sealed.events;
END
$$;
GRANT EXECUTE ON FUNCTION common.seal_audit() TO bromost_api;
