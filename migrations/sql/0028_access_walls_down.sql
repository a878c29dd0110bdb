-- Takes back: The second wall as narrow as the first, where it was wider.
DROP POLICY approved ON indicators.figure;
DROP POLICY approved ON indicators.period_figure;
DROP POLICY approved ON indicators.entry;
DROP FUNCTION indicators.is_read_unapproved(uuid);

CREATE OR REPLACE FUNCTION common.programme_of(object_type text, object_id uuid) RETURNS uuid
LANGUAGE sql STABLE SET search_path = pg_catalog AS
$$
  SELECT CASE programme_of.object_type
    WHEN 'programme' THEN programme_of.object_id
    WHEN 'project' THEN (SELECT p.programme_id FROM api.project p
      WHERE p.id = programme_of.object_id)
    WHEN 'result' THEN (SELECT coalesce(r.programme_id, p.programme_id)
      FROM indicators.result r LEFT JOIN api.project p ON p.id = r.project_id
      WHERE r.id = programme_of.object_id)
    WHEN 'indicator' THEN (SELECT coalesce(r.programme_id, p.programme_id)
      FROM indicators.indicator i JOIN indicators.result r ON r.id = i.result_id
      LEFT JOIN api.project p ON p.id = r.project_id WHERE i.id = programme_of.object_id)
    WHEN 'place' THEN (SELECT p.programme_id FROM indicators.place l
      JOIN api.project p ON p.id = l.project_id WHERE l.id = programme_of.object_id)
    WHEN 'definition' THEN (SELECT coalesce(d.programme_id, p.programme_id)
      FROM indicators.definition d LEFT JOIN api.project p ON p.id = d.project_id
      WHERE d.id = programme_of.object_id)
    WHEN 'axis' THEN (SELECT a.programme_id FROM indicators.axis a
      WHERE a.id = programme_of.object_id) END
$$;
CREATE OR REPLACE FUNCTION common.seal_audit() RETURNS integer
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
DROP INDEX common.ix_audit_seal_next_position, common.ix_audit_seal_positions_end;

DO $$
DECLARE
  mine CONSTANT text := 'account_id = (SELECT common.acting_account())';
  on_task CONSTANT text := '(SELECT common.task()) <> ''''';
  everything CONSTANT text := '(SELECT common.writes_all())';
  signing_in CONSTANT text := '(SELECT common.task()) = ''sign_in''';
  was record;
BEGIN
  FOR was IN
    SELECT t.name, coalesce(t.reads, '(SELECT common.reads_all()) OR (' || t.may || ')') AS reads,
      everything || ' OR (' || t.may || ')' AS writes
    FROM (VALUES
      ('api.machine', NULL, mine || ' OR ' || on_task),
      ('api.machine_secret', NULL, 'machine_id IN (SELECT id FROM api.machine)'),
      ('api.signing_key', NULL, on_task),
      ('api.identity', NULL, mine || ' OR ' || signing_in),
      ('api.provider_session', NULL, 'identity_id IN (SELECT i.id FROM api.identity i)'),
      ('api.one_time_link',
        '(SELECT common.acting_account()) IS NOT NULL OR ' || on_task || ' OR ' || everything,
        '(SELECT common.acting_account()) IS NOT NULL OR ' || on_task)
    ) AS t (name, reads, may)
  LOOP
    EXECUTE format('ALTER POLICY seen ON %s USING (%s)', was.name, was.reads);
    EXECUTE format('ALTER POLICY added ON %s WITH CHECK (%s)', was.name, was.writes);
    EXECUTE format('ALTER POLICY changed ON %s USING (%s)', was.name, was.writes);
    EXECUTE format('ALTER POLICY removed ON %s USING (%s)', was.name, was.writes);
  END LOOP;
END
$$;
DROP FUNCTION common.is_system();
