-- Takes back: What titles sort by, as columns of their own.
DROP FUNCTION api.partnerships_named(text);
DROP FUNCTION api.projects_mentioning(text);
ALTER TABLE api.project
  DROP COLUMN title_en_key,
  DROP COLUMN title_nb_key,
  DROP COLUMN title_bs_key,
  DROP COLUMN title_pl_key;
CREATE INDEX ix_project_title_en ON api.project (api.text_sort_key(title, 'en', original_language), id);
CREATE INDEX ix_project_title_nb ON api.project (api.text_sort_key(title, 'nb', original_language), id);
CREATE INDEX ix_project_title_bs ON api.project (api.text_sort_key(title, 'bs', original_language), id);
CREATE INDEX ix_project_title_pl ON api.project (api.text_sort_key(title, 'pl', original_language), id);
SELECT common.renew_history('api.project');
