-- Whoever tells values by a link hands in files for them as others do, and says of a
-- remarkable one that it is right.

-- The files that an asked row stands on, now or before; of the link that acts.
CREATE FUNCTION indicators.asked_files() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog AS
$$
SELECT DISTINCT v.file_id
FROM indicators.contribution_link l
JOIN indicators.contribution_ask a ON a.link_id = l.id
JOIN indicators.entry e ON e.period_id = a.period_id
  AND e.place_id IS NOT DISTINCT FROM l.place_id
JOIN indicators.entry_evidence v ON v.entry_id = e.id
WHERE common.task() = 'contribution' AND l.id = common.acting_account()
  AND l.withdrawn_at IS NULL AND l.expires_at > now() AND v.file_id IS NOT NULL
$$;
-- How much the files of the asking project take up, and how many of one's own wait.
CREATE FUNCTION indicators.asking_room(OUT size numeric, OUT waiting bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT coalesce(sum(f.size), 0), count(*) FILTER (WHERE f.uploaded_by = l.id
    AND NOT EXISTS (SELECT FROM indicators.entry_evidence v WHERE v.file_id = f.id))
FROM indicators.contribution_link l
LEFT JOIN indicators.file f ON f.project_id = l.project_id
  AND f.state NOT IN ('infected', 'removed')
WHERE common.task() = 'contribution' AND l.id = common.acting_account()
$$;
REVOKE EXECUTE ON FUNCTION indicators.asked_files(), indicators.asking_room() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION indicators.asked_files(), indicators.asking_room()
  TO bromost_indicators;

DO $$
DECLARE
  by_link CONSTANT text := '(SELECT common.task()) = ''contribution''';
  otherwise CONSTANT text := '(SELECT common.task()) <> ''contribution''';
  own CONSTANT text := 'uploaded_by = (SELECT common.acting_account())';
  own_file CONSTANT text := 'EXISTS (SELECT FROM indicators.file f'
    ' WHERE f.id = file_id AND f.' || own || ')';
BEGIN
  EXECUTE format('CREATE POLICY seen_by_link ON indicators.file FOR SELECT USING ('
    '%s AND (%s OR id IN (SELECT indicators.asked_files())))', by_link, own);
  -- Not what earlier values stand on.
  EXECUTE format('CREATE POLICY within_link ON indicators.file AS RESTRICTIVE FOR SELECT'
    ' USING (%s OR %s OR id IN (SELECT indicators.asked_files()))', otherwise, own);
  EXECUTE format('CREATE POLICY added_by_link ON indicators.file FOR INSERT WITH CHECK (%s'
    ' AND %s AND programme_id IS NULL AND project_id = (SELECT l.project_id'
    ' FROM indicators.contribution_link l WHERE l.id = (SELECT common.acting_account())'
    ' AND l.withdrawn_at IS NULL AND l.expires_at > now()))', by_link, own);
  -- Held while an answer is given that stands on it; nothing of it is changed.
  EXECUTE format('CREATE POLICY held_by_link ON indicators.file FOR UPDATE USING (%s)'
    ' WITH CHECK (false)', by_link);
  -- Of others' files the name is shown, not what is in them: they may tell of people.
  EXECUTE format('CREATE POLICY within_link ON indicators.file_chunk AS RESTRICTIVE'
    ' FOR SELECT USING (%s OR %s)', otherwise, own_file);
  EXECUTE format('CREATE POLICY added_by_link ON indicators.file_chunk FOR INSERT'
    ' WITH CHECK (%s AND %s)', by_link, own_file);
  -- Of what is asked, and in one's own name.
  EXECUTE format('CREATE POLICY added_by_link ON indicators.check_confirmation FOR INSERT'
    ' WITH CHECK (%s AND account_id = (SELECT common.acting_account()) AND EXISTS ('
    'SELECT FROM indicators.entry e JOIN indicators.contribution_ask a'
    ' ON a.period_id = e.period_id WHERE e.id = entry_id'
    ' AND a.link_id = (SELECT common.acting_account())))', by_link);
END
$$;
