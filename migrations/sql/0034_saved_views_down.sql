SELECT common.drop_history('api.saved_view');
DROP TABLE api.saved_view;
DROP VIEW api.organisation_place_v1;
