-- The second wall as narrow as the first, where it was wider: secrets are for their owner
-- and for the one task that needs them, not for whoever reads everything.
CREATE FUNCTION common.is_system() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT common.writes_all() AND common.task() <> '' $$;
GRANT EXECUTE ON FUNCTION common.is_system()
  TO bromost_api, bromost_indicators, bromost_notifications;

DO $$
DECLARE
  mine CONSTANT text := 'account_id = (SELECT common.acting_account())';
  kept record;
BEGIN
  FOR kept IN
    SELECT * FROM (VALUES
      -- Administrators look after everybody's programs.
      ('api.machine', mine || ' OR (SELECT common.writes_all())'
        ' OR (SELECT common.task()) = ''token'''),
      ('api.machine_secret', 'machine_id IN (SELECT m.id FROM api.machine m)'),
      ('api.signing_key', '(SELECT common.task()) = ''token'''),
      ('api.identity', mine || ' OR (SELECT common.task()) = ''sign_in'''),
      ('api.provider_session', 'identity_id IN (SELECT i.id FROM api.identity i)'),
      -- Whoever may invite sends links and takes them back. A link to a new password is made
      -- by the system alone, and taken back in by the task that it is for.
      ('api.one_time_link', 'CASE purpose'
        ' WHEN ''invitation'' THEN (SELECT common.writes_all())'
        ' OR subject_id IN (SELECT api.invitations_of((SELECT common.acting_account())))'
        ' OR subject_id IN (SELECT api.invitations_covered_by((SELECT common.writes())))'
        ' WHEN ''password_reset'' THEN (SELECT common.task()) = ''password_reset'''
        ' ELSE false END')
    ) AS t (name, may)
  LOOP
    kept.may := format('(SELECT common.is_system()) OR (%s)', kept.may);
    EXECUTE format('ALTER POLICY seen ON %s USING (%s)', kept.name, kept.may);
    EXECUTE format('ALTER POLICY added ON %s WITH CHECK (%s)', kept.name, kept.may);
    EXECUTE format('ALTER POLICY changed ON %s USING (%s)', kept.name, kept.may);
    EXECUTE format('ALTER POLICY removed ON %s USING (%s)', kept.name, kept.may);
  END LOOP;
END
$$;

-- Sealing looks at what is not settled yet, however many seals there are.
CREATE INDEX ix_audit_seal_next_position ON common.audit_seal (next_position);
CREATE INDEX ix_audit_seal_positions_end ON common.audit_seal (upper(positions));

CREATE OR REPLACE FUNCTION common.seal_audit() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS
$$
DECLARE
  given bigint;
  snapshot pg_snapshot;
  last common.audit_seal;
  settled_before bigint;
  sealed_before int8multirange;
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
  settled_before := coalesce(last.settled, 0);
  SELECT max(s.next_position) INTO settled_now FROM common.audit_seal s
    WHERE s.next_position > settled_before AND s.next_txid <= pg_snapshot_xmin(snapshot);
  settled_now := coalesce(settled_now, settled_before);
  SELECT coalesce(range_agg(s.positions), '{}') INTO sealed_before FROM common.audit_seal s
    WHERE upper(s.positions) > settled_before;
  SELECT range_agg(int8range(w.position, w.position, '[]')) AS positions,
    count(*)::integer AS events, string_agg(w.digest, ''::bytea ORDER BY w.position) AS digests
    INTO sealed
    FROM (
      SELECT e.position, common.audit_digest(e) AS digest FROM common.audit_event e
      WHERE e.position > settled_before
        -- One above all that run was written in another life of this database.
        AND (e.txid < pg_snapshot_xmin(snapshot) OR e.txid >= pg_snapshot_xmax(snapshot))
        AND NOT sealed_before @> e.position
      ORDER BY e.position LIMIT 100000
    ) w;
  IF sealed.events = 0 THEN
    RETURN 0;
  END IF;
  IF sealed.events = 100000 THEN
    settled_now := settled_before;
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

-- Also of what closes the books of a project or programme.
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
      WHERE a.id = programme_of.object_id)
    WHEN 'period_lock' THEN (SELECT coalesce(k.programme_id, p.programme_id)
      FROM indicators.period_lock k LEFT JOIN api.project p ON p.id = k.project_id
      WHERE k.id = programme_of.object_id) END
$$;

-- A value is for who funds it once it was accepted; what they may read otherwise, such as
-- what they advise on, they read as it is.
CREATE FUNCTION indicators.is_read_unapproved(period uuid) RETURNS boolean
LANGUAGE sql STABLE AS
$$
  SELECT EXISTS (SELECT FROM indicators.period p
    JOIN indicators.indicator i ON i.id = p.indicator_id
    JOIN indicators.result r ON r.id = i.result_id
    WHERE p.id = period
      AND (r.project_id IN (SELECT api.projects_seen_by(common.reads(), '{}'))
        OR r.programme_id IN (SELECT api.programmes_seen_by(common.reads(), '{}'))))
$$;
GRANT EXECUTE ON FUNCTION indicators.is_read_unapproved(uuid) TO bromost_indicators;
CREATE POLICY approved ON indicators.entry AS RESTRICTIVE FOR SELECT USING (
  status = 'accepted'
  OR (SELECT coalesce(cardinality(common.funds()), 0) = 0)
  OR indicators.is_read_unapproved(period_id));
CREATE POLICY approved ON indicators.period_figure AS RESTRICTIVE FOR SELECT USING (
  include = 'accepted'
  OR (SELECT coalesce(cardinality(common.funds()), 0) = 0)
  OR indicators.is_read_unapproved(period_id));
CREATE POLICY approved ON indicators.figure AS RESTRICTIVE FOR SELECT USING (
  include = 'accepted'
  OR (SELECT coalesce(cardinality(common.funds()), 0) = 0)
  OR EXISTS (SELECT FROM indicators.period p
    WHERE p.indicator_id = figure.indicator_id AND indicators.is_read_unapproved(p.id)));
