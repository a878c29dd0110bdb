DROP VIEW api.theme_directory_v1, api.project_theme_v1, api.project_country_v1;
