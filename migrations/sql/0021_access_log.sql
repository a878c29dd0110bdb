-- Who saw what is stored about whom, and what left by a file.

-- One row per read that showed data about others. Services add to it by one function and
-- change nothing; only what is older than promised can be taken away.
CREATE TABLE common.personal_read (
  position bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_personal_read PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  service text NOT NULL,
  -- The operation's name in the contract of the service.
  action text NOT NULL,
  reader_id uuid NOT NULL,
  -- The program that read for them.
  on_behalf_of text,
  request_id uuid,
  -- Accounts, and contact persons without one. Who was invited is neither yet, and only
  -- counted.
  people uuid[] NOT NULL,
  people_count integer NOT NULL
    CONSTRAINT ck_personal_read_people_count CHECK (people_count > 0)
);
CREATE INDEX ix_personal_read_people ON common.personal_read USING gin (people);
CREATE INDEX ix_personal_read_reader_id ON common.personal_read (reader_id, position);
CREATE INDEX ix_personal_read_at ON common.personal_read USING brin (at);

ALTER TABLE common.personal_read ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON common.personal_read FOR SELECT USING (
  (SELECT common.audits_all())
  OR people @> ARRAY[(SELECT common.acting_account())]
  OR (SELECT common.task()) IN ('worker', 'privacy'));
GRANT SELECT ON common.personal_read TO bromost_api;

CREATE FUNCTION common.record_read(
  service text, action text, people uuid[], people_count integer, on_behalf_of text
) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS
$$
  INSERT INTO common.personal_read (service, action, reader_id, on_behalf_of, request_id,
    people, people_count)
  VALUES (service, action, common.acting_account(), on_behalf_of, common.change_id(),
    people, people_count)
$$;

-- What everybody may know of those who saw their data: in which roles and organisations
-- they acted at that time.
CREATE FUNCTION common.readers_of_oneself(places bigint[])
RETURNS TABLE (place bigint, roles text[], organisations text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
  SELECT r.position,
    ARRAY(SELECT DISTINCT a.role FROM api.role_assignment a
      WHERE a.account_id = r.reader_id AND a.valid_from <= r.at::date
        AND (a.valid_to IS NULL OR a.valid_to >= r.at::date) ORDER BY 1),
    ARRAY(SELECT DISTINCT o.name FROM api.membership m
      JOIN api.organisation o ON o.id = m.organisation_id
      WHERE m.account_id = r.reader_id AND m.joined_on <= r.at::date
        AND (m.left_on IS NULL OR m.left_on >= r.at::date) ORDER BY 1 LIMIT 20)
  FROM common.personal_read r
  WHERE r.position = ANY (places) AND r.people @> ARRAY[common.acting_account()]
$$;

-- A piece of what is older than was promised; nothing younger can go this way.
CREATE FUNCTION common.forget_reads(most integer) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS
$$
  WITH gone AS (
    DELETE FROM common.personal_read WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM common.personal_read
      WHERE at < now() - interval '1 year' LIMIT most))
    RETURNING 1
  ) SELECT count(*) FROM gone
$$;
REVOKE EXECUTE ON FUNCTION common.record_read(text, text, uuid[], integer, text),
  common.readers_of_oneself(bigint[]), common.forget_reads(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION common.record_read(text, text, uuid[], integer, text)
  TO bromost_api, bromost_indicators, bromost_notifications;
GRANT EXECUTE ON FUNCTION common.readers_of_oneself(bigint[]),
  common.forget_reads(integer) TO bromost_api;

-- What somebody was reminded of, so that they are once.
CREATE TABLE api.reminder (
  kind text NOT NULL
    CONSTRAINT ck_reminder_kind CHECK (kind IN ('role_expiring', 'invitation_expired')),
  object_id uuid NOT NULL,
  -- Another day is another reminder.
  due_on date NOT NULL,
  CONSTRAINT pk_reminder PRIMARY KEY (kind, object_id, due_on)
);
SELECT common.guard('api.reminder', 'false', 'false');

-- A copy of a person's data tells of their own deeds, too.
ALTER POLICY seen ON common.audit_event USING (
  (SELECT common.audits_all()) OR (SELECT common.task()) IN ('worker', 'privacy'));

DROP FUNCTION common.record_audit(text, text, text, text, text, text, uuid[],
  uuid, text, text, text, text, uuid);
-- The only way into the log, now with `details` of what changes no rows one by one: a
-- file that left, a batch of work. `named` are the things that the request's address names,
-- outermost first, with the type of the last one; who acts is what the transaction says.
CREATE FUNCTION common.record_audit(
  service text, kind text, action text, outcome text DEFAULT 'done', code text DEFAULT NULL,
  object_type text DEFAULT NULL, named uuid[] DEFAULT '{}', request_id uuid DEFAULT NULL,
  address text DEFAULT NULL, method text DEFAULT NULL, on_behalf_of text DEFAULT NULL,
  reason text DEFAULT NULL, account uuid DEFAULT NULL, details jsonb DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS
$$
DECLARE
  change uuid := common.change_id();
  told jsonb := details;
  what text := object_type;
  which uuid := named[array_upper(named, 1)];
  touched record;
  place bigint;
BEGIN
  -- Seals rely on it: who takes a place in the log already is a known transaction.
  PERFORM pg_current_xact_id();
  IF details IS NULL AND outcome = 'done' AND service IN ('api', 'indicators')
      AND kind IN ('change', 'job') THEN
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
  uuid, text, text, text, text, uuid, jsonb)
  TO bromost_api, bromost_indicators, bromost_notifications;
