DROP FUNCTION indicators.results_to_publish_v1(uuid);
DROP TABLE api.publication;
