-- Takes back: Who looked at personal data, and what left by a file.
ALTER POLICY seen ON common.audit_event USING ((SELECT common.audits_all()));
DROP FUNCTION common.record_read(text, text, uuid[], integer, text),
  common.readers_of_oneself(bigint[]), common.forget_reads(integer);
DROP TABLE common.personal_read, api.reminder;
DROP FUNCTION common.record_audit(text, text, text, text, text, text, uuid[],
  uuid, text, text, text, text, uuid, jsonb);
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
