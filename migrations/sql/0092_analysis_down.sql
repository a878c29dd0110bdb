SELECT common.drop_history('api.analysis_access');
DROP SCHEMA analysis CASCADE;
DROP TABLE api.analysis_access;
