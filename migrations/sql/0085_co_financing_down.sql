SELECT common.drop_history('api.funding_source');
SELECT common.drop_history('api.co_financing');
DROP TABLE api.funding_source, api.co_financing;
