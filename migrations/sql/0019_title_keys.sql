-- What titles sort by, as columns of their own. Under row-level security PostgreSQL
-- looks up an index only by what cannot tell of hidden rows: a column compared with a
-- value, but no function of a column.
ALTER TABLE api.project
  ADD COLUMN title_en_key text NOT NULL
    GENERATED ALWAYS AS (api.text_sort_key(title, 'en', original_language)) STORED,
  ADD COLUMN title_nb_key text NOT NULL
    GENERATED ALWAYS AS (api.text_sort_key(title, 'nb', original_language)) STORED,
  ADD COLUMN title_bs_key text NOT NULL
    GENERATED ALWAYS AS (api.text_sort_key(title, 'bs', original_language)) STORED,
  ADD COLUMN title_pl_key text NOT NULL
    GENERATED ALWAYS AS (api.text_sort_key(title, 'pl', original_language)) STORED;
DROP INDEX api.ix_project_title_en, api.ix_project_title_nb, api.ix_project_title_bs,
  api.ix_project_title_pl;
CREATE INDEX ix_project_title_en_key ON api.project (title_en_key, id);
CREATE INDEX ix_project_title_nb_key ON api.project (title_nb_key, id);
CREATE INDEX ix_project_title_bs_key ON api.project (title_bs_key, id);
CREATE INDEX ix_project_title_pl_key ON api.project (title_pl_key, id);
SELECT common.renew_history('api.project');

-- Likeness is such a function too. These look names up past row-level security and give
-- ids alone; whoever asks selects the rows with these ids, as far as they are seen.

-- Projects with the word in their code, a title, or a partner's name or alias. Each way
-- has a select of its own, for an index serves it alone but not in an OR.
CREATE FUNCTION api.projects_mentioning(word text) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog AS
$$
DECLARE
  -- A word that is punctuation alone folds to nothing, and is in everything.
  folded CONSTANT text := common.fold(word);
  letters CONSTANT integer := length(folded);
  stem CONSTANT text := replace(folded, '\', '');
  -- Shorter words are alike too often.
  is_long CONSTANT boolean := letters >= 4;
  at_start CONSTANT text := stem || '%';
  at_a_word CONSTANT text := '% ' || stem || '%';
  anywhere CONSTANT text := CASE WHEN is_long THEN '%' || stem || '%' END;
  nearly CONSTANT text := CASE WHEN is_long THEN folded END;
  slips CONSTANT integer := CASE WHEN letters > 5 THEN 2 WHEN is_long THEN 1 ELSE 0 END;
BEGIN
  RETURN QUERY
  WITH partner AS (
    SELECT n.organisation_id FROM api.organisation_name n
    WHERE n.name_key LIKE at_start OR n.name_key LIKE at_a_word
      OR n.name_key LIKE anywhere OR nearly OPERATOR(public.<%) n.name_key
    UNION
    -- A short name with a slip has too few trigrams in common to be found so. What
    -- PostgreSQL compares letter by letter has at most 255 bytes.
    SELECT n.organisation_id FROM api.organisation_name n
    WHERE letters <= 60 AND length(n.name_key) BETWEEN letters - slips AND letters + slips
      AND public.levenshtein_less_equal(n.name_key, folded, slips) <= slips
  )
  SELECT p.id FROM api.project p WHERE starts_with(lower(p.code), lower(word))
  UNION
  SELECT p.id FROM api.project p
  WHERE p.title_key LIKE at_start OR p.title_key LIKE at_a_word
    OR p.title_key LIKE anywhere OR nearly OPERATOR(public.<%) p.title_key
  UNION
  SELECT r.project_id FROM api.project_role r
  WHERE r.organisation_id IN (SELECT organisation_id FROM partner)
  UNION
  SELECT l.project_id FROM api.project_partnership l
    JOIN api.partnership_member m ON m.partnership_id = l.partnership_id
  WHERE m.organisation_id IN (SELECT organisation_id FROM partner);
END
$$;
CREATE FUNCTION api.partnerships_named(word text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog AS
$$
SELECT id FROM api.partnership
WHERE name_key LIKE (SELECT '%' || replace(common.fold(word), '\', '') || '%')
$$;
REVOKE EXECUTE ON FUNCTION api.projects_mentioning(text), api.partnerships_named(text)
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION api.projects_mentioning(text), api.partnerships_named(text)
  TO bromost_api;
