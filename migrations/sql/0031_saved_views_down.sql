SELECT common.drop_history('indicators.saved_view');
DROP TABLE indicators.saved_view;
DROP VIEW api.theme_directory_v1, api.project_theme_v1, api.project_country_v1;
