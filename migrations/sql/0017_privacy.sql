-- What people ask for about their data, and what is kept for how long.

-- Somebody wants a copy of what is stored of a person, or wants it erased.
CREATE TABLE common.person_request (
  id uuid CONSTRAINT pk_person_request PRIMARY KEY,
  kind text NOT NULL CONSTRAINT ck_person_request_kind CHECK (kind IN ('export', 'erasure')),
  -- An account, or a contact person without one.
  person_id uuid NOT NULL,
  state text NOT NULL CONSTRAINT ck_person_request_state
    CHECK (state IN ('requested', 'running', 'done', 'refused')),
  requested_by uuid NOT NULL,
  -- Why, in the words of whoever asks or refuses.
  reason text,
  refusal text,
  decided_by uuid,
  -- What the traces say instead of the name, once erased.
  pseudonym text NOT NULL,
  -- By what the person is found: names, addresses, numbers. Gone when the request ends.
  terms jsonb,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz,
  CONSTRAINT ck_person_request_end
    CHECK ((state IN ('done', 'refused')) = (ended_at IS NOT NULL)),
  CONSTRAINT ck_person_request_terms CHECK (ended_at IS NULL OR terms IS NULL)
);
CREATE INDEX ix_person_request_person_id ON common.person_request (person_id);
CREATE INDEX ix_person_request_created_at ON common.person_request (created_at, id);
-- One at a time: a second one would only find what the first has left.
CREATE UNIQUE INDEX uq_person_request_open ON common.person_request (kind, person_id)
  WHERE ended_at IS NULL;

-- Each service does its own part of it, in one transaction.
CREATE TABLE common.person_request_part (
  request_id uuid NOT NULL
    CONSTRAINT fk_person_request_part_request_id
    REFERENCES common.person_request ON DELETE CASCADE,
  service text NOT NULL,
  -- Of an export, what was found: it is what was asked for, and is gone after a week.
  content jsonb,
  -- Per table, how many rows were changed, deleted or kept.
  outcome jsonb,
  done_at timestamptz,
  CONSTRAINT pk_person_request_part PRIMARY KEY (request_id, service)
);
CREATE INDEX ix_person_request_part_waiting ON common.person_request_part (service)
  WHERE done_at IS NULL;

-- What the nightly runs deleted because its time was over.
CREATE TABLE common.retention_run (
  ran_on date NOT NULL,
  service text NOT NULL,
  table_name text NOT NULL,
  deleted bigint NOT NULL,
  finished_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT pk_retention_run PRIMARY KEY (ran_on, service, table_name)
);

GRANT SELECT, INSERT, UPDATE, DELETE
  ON common.person_request, common.person_request_part, common.retention_run
  TO bromost_api, bromost_indicators, bromost_notifications;

SELECT common.guard('common.person_request',
  'person_id = (SELECT common.acting_account()) OR requested_by = (SELECT common.acting_account())',
  'person_id = (SELECT common.acting_account()) AND requested_by = (SELECT common.acting_account())');
SELECT common.guard('common.person_request_part',
  'request_id IN (SELECT id FROM common.person_request)',
  'request_id IN (SELECT id FROM common.person_request
    WHERE person_id = (SELECT common.acting_account()))');
SELECT common.guard('common.retention_run', 'false', 'false');

-- The needles as one pattern; a name inside of another word is not that name.
CREATE FUNCTION common.needle_pattern(needles text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS
$$
  SELECT '(?<!\w)(?:' || string_agg(
    regexp_replace(needle, '([\\.^$*+?()\[\]{}|-])', '\\\1', 'g'), '|'
    ORDER BY length(needle) DESC) || ')(?!\w)'
  FROM unnest(needles) needle
$$;
CREATE FUNCTION common.mentions(said text, needles text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS
$$ SELECT coalesce(said ~* common.needle_pattern(needles), false) $$;
CREATE FUNCTION common.redacted(said text, needles text[], pseudonym text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS
$$ SELECT regexp_replace(said, common.needle_pattern(needles), pseudonym, 'gi') $$;

-- In free texts, also of tables that are otherwise only added to.
CREATE FUNCTION common.redact_texts(
  place regclass, texts text[], needles text[], pseudonym text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS
$$
DECLARE
  touched bigint;
BEGIN
  IF NOT common.writes_all() OR common.task() = '' THEN
    RAISE insufficient_privilege USING MESSAGE = 'This is for the system itself.';
  END IF;
  EXECUTE (
    SELECT format('UPDATE %s SET %s WHERE %s', place,
      string_agg(format('%1$I = common.redacted(%1$I::text, $1, $2)::%2$s',
        attname, atttypid::regtype), ', '),
      string_agg(format('common.mentions(%I::text, $1)', attname), ' OR '))
    FROM pg_attribute WHERE attrelid = place AND attname = ANY (texts)
  ) USING needles, pseudonym;
  GET DIAGNOSTICS touched = ROW_COUNT;
  RETURN touched;
END
$$;

-- What is kept of the past says the pseudonym too: wherever the row is the person's, in
-- the columns that are about people, and wherever a text names them.
CREATE FUNCTION common.redact_history(person uuid, needles text[], pseudonym text)
RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS
$$
DECLARE
  place text;
  touched bigint := 0;
  part bigint;
BEGIN
  IF NOT common.writes_all() OR common.task() = '' THEN
    RAISE insufficient_privilege USING MESSAGE = 'This is for the system itself.';
  END IF;
  IF to_regclass('common.history_table') IS NULL THEN
    RETURN 0;
  END IF;
  FOR place IN SELECT DISTINCT table_schema FROM common.history_table LOOP
    EXECUTE format($sql$
      UPDATE %1$I.history h SET image = h.image || (
        SELECT jsonb_object_agg(key, CASE WHEN jsonb_typeof(h.image -> key) = 'null'
          THEN 'null'::jsonb ELSE to_jsonb($3) END) FROM unnest(t.personal) key
        WHERE h.image ? key)
      FROM common.history_table t
      WHERE t.table_schema = %1$L AND t.table_name = h.table_name
        AND t.personal && ARRAY(SELECT jsonb_object_keys(h.image))
        AND (h.image ->> 'id' = $1::text OR h.image ->> 'account_id' = $1::text)
      $sql$, place) USING person, needles, pseudonym;
    GET DIAGNOSTICS part = ROW_COUNT;
    touched := touched + part;
    IF cardinality(needles) > 0 THEN
      EXECUTE format($sql$
        UPDATE %1$I.history SET image = common.redacted(image::text, $1, $2)::jsonb
        WHERE common.mentions(image::text, $1)
        $sql$, place) USING needles, pseudonym;
      GET DIAGNOSTICS part = ROW_COUNT;
      touched := touched + part;
    END IF;
  END LOOP;
  RETURN touched;
END
$$;
GRANT EXECUTE ON FUNCTION common.needle_pattern(text[]), common.mentions(text, text[]),
  common.redacted(text, text[], text),
  common.redact_texts(regclass, text[], text[], text)
  TO bromost_api, bromost_indicators, bromost_notifications;
GRANT EXECUTE ON FUNCTION common.redact_history(uuid, text[], text) TO bromost_api;
