-- A named person is asked for values of some rows, by a link and without an account. Its
-- secret is in the address alone; here is its digest.
CREATE TABLE indicators.contribution_link (
  id uuid CONSTRAINT pk_contribution_link PRIMARY KEY,
  project_id uuid NOT NULL,
  -- Whom: what they tell carries this id, in the place of an account's.
  name text NOT NULL,
  email text,
  language text NOT NULL CONSTRAINT ck_contribution_link_language
    CHECK (language IN ('en', 'nb', 'bs', 'pl')),
  message text,
  -- The periods within these days, of this place or of the whole.
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  place_id uuid
    CONSTRAINT fk_contribution_link_place_id REFERENCES indicators.place,
  shows_targets boolean NOT NULL DEFAULT true,
  token_digest bytea NOT NULL CONSTRAINT uq_contribution_link_token_digest UNIQUE,
  -- By whose power.
  made_by uuid NOT NULL,
  -- How many secrets it has had; what an earlier one began ends with it.
  issue integer NOT NULL DEFAULT 1,
  expires_at timestamptz NOT NULL,
  mailed_at timestamptz,
  opened_at timestamptz,
  handed_in_at timestamptz,
  withdrawn_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_contribution_link_days CHECK (ends_on >= starts_on)
);
CREATE INDEX ix_contribution_link_project_id ON indicators.contribution_link (project_id);
CREATE INDEX ix_contribution_link_place_id ON indicators.contribution_link (place_id);

-- Exactly these rows, whatever is added to the project later.
CREATE TABLE indicators.contribution_ask (
  link_id uuid NOT NULL CONSTRAINT fk_contribution_ask_link_id
    REFERENCES indicators.contribution_link ON DELETE CASCADE,
  period_id uuid NOT NULL CONSTRAINT fk_contribution_ask_period_id
    REFERENCES indicators.period ON DELETE CASCADE,
  CONSTRAINT pk_contribution_ask PRIMARY KEY (link_id, period_id)
);
CREATE INDEX ix_contribution_ask_period_id ON indicators.contribution_ask (period_id);

-- What a link was exchanged for: short, and good for these rows alone.
CREATE TABLE indicators.contribution_session (
  id uuid CONSTRAINT pk_contribution_session PRIMARY KEY,
  link_id uuid NOT NULL CONSTRAINT fk_contribution_session_link_id
    REFERENCES indicators.contribution_link ON DELETE CASCADE,
  issue integer NOT NULL,
  token_digest bytea NOT NULL CONSTRAINT uq_contribution_session_token_digest UNIQUE,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_contribution_session_link_id ON indicators.contribution_session (link_id);
CREATE INDEX ix_contribution_session_expires_at
  ON indicators.contribution_session (expires_at);

-- By a secret that is shown: whose it is. Nobody acts yet, so nobody sees a row.
CREATE FUNCTION indicators.contribution_link_of(digest bytea) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$ SELECT l.id FROM indicators.contribution_link l WHERE l.token_digest = digest $$;
CREATE FUNCTION indicators.contributor_of(digest bytea)
RETURNS TABLE (link_id uuid, session_id uuid, name text, language text, made_by uuid,
  is_withdrawn boolean, is_expired boolean)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog AS
$$
SELECT l.id, s.id, l.name, l.language, l.made_by, l.withdrawn_at IS NOT NULL,
  l.expires_at <= now()
FROM indicators.contribution_session s JOIN indicators.contribution_link l ON l.id = s.link_id
WHERE s.token_digest = digest AND s.expires_at > now() AND s.issue = l.issue
$$;

-- All that the link that acts lets see, by id; ids are unique over all tables.
CREATE FUNCTION indicators.asked_ids() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 200 SET search_path = pg_catalog AS
$$
WITH link AS (
  SELECT l.id, l.project_id, l.place_id, p.programme_id
  FROM indicators.contribution_link l JOIN api.project p ON p.id = l.project_id
  WHERE common.task() = 'contribution' AND l.id = common.acting_account()
    AND l.withdrawn_at IS NULL AND l.expires_at > now()
), asked AS (
  SELECT p.id, p.indicator_id, l.place_id FROM indicators.contribution_ask a
  JOIN link l ON l.id = a.link_id JOIN indicators.period p ON p.id = a.period_id
), used AS (
  SELECT DISTINCT i.id, i.result_id FROM asked a JOIN indicators.indicator i ON i.id = a.indicator_id
), axes AS (
  SELECT DISTINCT x.axis_id FROM used u
  JOIN indicators.indicator_version v ON v.indicator_id = u.id
  JOIN indicators.definition_axis x ON x.definition_version_id = v.definition_version_id
)
SELECT id FROM link
UNION ALL SELECT place_id FROM link WHERE place_id IS NOT NULL
UNION ALL SELECT id FROM used
UNION SELECT result_id FROM used
UNION ALL SELECT axis_id FROM axes
UNION ALL SELECT k.id FROM indicators.period_lock k JOIN link l
  ON k.project_id = l.project_id OR k.programme_id = l.programme_id
-- Of the rows that are asked for all that was said, of earlier ones what counts.
UNION ALL SELECT e.id FROM asked a JOIN indicators.entry e ON e.period_id = a.id
  WHERE e.place_id IS NOT DISTINCT FROM a.place_id
UNION SELECT e.id FROM used u JOIN indicators.period p ON p.indicator_id = u.id
  JOIN indicators.entry e ON e.period_id = p.id CROSS JOIN link l
  WHERE e.status = 'accepted' AND e.place_id IS NOT DISTINCT FROM l.place_id
$$;
-- What a link tells of the project that it is about.
CREATE FUNCTION indicators.asking_project()
RETURNS TABLE (id uuid, code text, title jsonb, original_language text, programme_id uuid,
  archived boolean)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog AS
$$
SELECT p.id, p.code, p.title, p.original_language, p.programme_id, p.archived_at IS NOT NULL
FROM indicators.contribution_link l JOIN api.project p ON p.id = l.project_id
WHERE common.task() = 'contribution' AND l.id = common.acting_account()
$$;
-- How many entries the asked periods have, also of places that the link does not see.
CREATE FUNCTION indicators.asked_numbers() RETURNS TABLE (period_id uuid, number integer)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog AS
$$
SELECT e.period_id, max(e.number) FROM indicators.contribution_ask a
JOIN indicators.entry e ON e.period_id = a.period_id
WHERE common.task() = 'contribution' AND a.link_id = common.acting_account()
GROUP BY e.period_id
$$;
REVOKE EXECUTE ON FUNCTION indicators.asked_numbers(), indicators.contribution_link_of(bytea),
  indicators.contributor_of(bytea), indicators.asked_ids(), indicators.asking_project()
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION indicators.asked_numbers(), indicators.contribution_link_of(bytea),
  indicators.contributor_of(bytea), indicators.asked_ids(), indicators.asking_project()
  TO bromost_indicators;

DO $$
DECLARE
  asks CONSTANT text := 'project_id IN (SELECT api.projects_covered_by((SELECT common.writes())))';
  by_link CONSTANT text := '(SELECT common.task()) = ''contribution''';
  own CONSTANT text := '(SELECT common.acting_account())';
  part text;
BEGIN
  PERFORM common.guard('indicators.contribution_link', asks, asks),
    common.guard('indicators.contribution_ask',
      'EXISTS (SELECT FROM indicators.contribution_link l WHERE l.id = link_id)',
      'EXISTS (SELECT FROM indicators.contribution_link l WHERE l.id = link_id AND ' || asks || ')'),
    common.guard('indicators.contribution_session', 'false', 'false');

  -- Whoever comes by a link sees what it asks for; what hangs on a row follows it.
  FOREACH part IN ARRAY ARRAY['result', 'indicator', 'axis', 'place', 'period_lock', 'entry'] LOOP
    EXECUTE format('CREATE POLICY seen_by_link ON indicators.%I FOR SELECT USING ('
      '%s AND id IN (SELECT indicators.asked_ids()))', part, by_link);
  END LOOP;
  FOREACH part IN ARRAY ARRAY['period', 'indicator_version'] LOOP
    EXECUTE format('CREATE POLICY seen_by_link ON indicators.%I FOR SELECT USING ('
      '%s AND indicator_id IN (SELECT indicators.asked_ids()))', part, by_link);
  END LOOP;
  -- And of that only what is asked for: not the other indicators of a result, nor what
  -- others said elsewhere.
  FOREACH part IN ARRAY ARRAY['indicator', 'entry'] LOOP
    EXECUTE format('CREATE POLICY within_link ON indicators.%I AS RESTRICTIVE FOR SELECT'
      ' USING ((SELECT common.task()) <> ''contribution'''
      ' OR id IN (SELECT indicators.asked_ids()))', part);
  END LOOP;
  EXECUTE format('CREATE POLICY within_link ON indicators.history AS RESTRICTIVE FOR SELECT'
    ' USING (NOT %s)', by_link);
  EXECUTE format('CREATE POLICY seen_by_link ON indicators.contribution_link FOR SELECT'
    ' USING (%s AND id = %s)', by_link, own);
  EXECUTE format('CREATE POLICY changed_by_link ON indicators.contribution_link FOR UPDATE'
    ' USING (%s AND id = %s)', by_link, own);
  EXECUTE format('CREATE POLICY seen_by_link ON indicators.contribution_session FOR SELECT'
    ' USING (%s AND link_id = %s)', by_link, own);
  EXECUTE format('CREATE POLICY added_by_link ON indicators.contribution_session FOR INSERT'
    ' WITH CHECK (%s AND link_id = %s)', by_link, own);
  EXECUTE format('CREATE POLICY removed_by_link ON indicators.contribution_session FOR DELETE'
    ' USING (%s AND link_id = %s)', by_link, own);
  EXECUTE format('CREATE POLICY changed_by_link ON indicators.period FOR UPDATE USING (%s'
    ' AND EXISTS (SELECT FROM indicators.contribution_ask a'
    ' WHERE a.link_id = %s AND a.period_id = period.id))', by_link, own);
  EXECUTE format('CREATE POLICY added_by_link ON indicators.entry FOR INSERT WITH CHECK (%s'
    ' AND recorded_by = %s AND status = ''draft'' AND EXISTS ('
    'SELECT FROM indicators.contribution_ask a JOIN indicators.contribution_link l ON l.id = a.link_id'
    ' WHERE l.id = %s AND a.period_id = entry.period_id'
    ' AND l.place_id IS NOT DISTINCT FROM entry.place_id))', by_link, own, own);
  EXECUTE format('CREATE POLICY changed_by_link ON indicators.entry FOR UPDATE'
    ' USING (%s AND recorded_by = %s AND status = ''draft'')'
    ' WITH CHECK (%s AND recorded_by = %s AND status = ''submitted'')',
    by_link, own, by_link, own);
  FOREACH part IN ARRAY ARRAY['entry_cell', 'entry_step', 'entry_evidence'] LOOP
    EXECUTE format('CREATE POLICY added_by_link ON indicators.%I FOR INSERT WITH CHECK (%s'
      ' AND EXISTS (SELECT FROM indicators.entry e WHERE e.id = entry_id AND e.recorded_by = %s))',
      part, by_link, own);
  END LOOP;
END
$$;

-- Names of those who tell something by a link stand beside those of accounts.
CREATE OR REPLACE VIEW api.account_directory_v1 AS
SELECT a.id, a.display_name, a.locale, a.is_active, a.created_at,
  ARRAY(SELECT DISTINCT r.role FROM api.role_assignment r
        WHERE r.account_id = a.id AND r.valid_from <= current_date
          AND (r.valid_to IS NULL OR r.valid_to >= current_date)) AS roles,
  NULL::text AS link_of
FROM api.account a
UNION ALL
SELECT l.id, l.name, l.language, false, l.created_at, '{}',
  -- By whose link.
  (SELECT m.display_name FROM api.account m WHERE m.id = l.made_by)
FROM indicators.contribution_link l;

-- The other services have no mail of their own. What may be sent is named here.
CREATE FUNCTION api.post_mail_v1(id uuid, kind text, recipient text, locale text,
  params jsonb, expires_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS
$$
BEGIN
  IF kind <> 'contribution_link' THEN
    RAISE EXCEPTION 'no mail of this kind is sent for others' USING ERRCODE = '42501';
  END IF;
  INSERT INTO api.mail (id, kind, recipient, locale, params, expires_at)
  VALUES (id, kind, recipient, locale, params, expires_at);
END
$$;
REVOKE EXECUTE ON FUNCTION api.post_mail_v1(uuid, text, text, text, jsonb, timestamptz)
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION api.post_mail_v1(uuid, text, text, text, jsonb, timestamptz)
  TO bromost_indicators;
