SELECT common.drop_history('api.sub_award');
DROP VIEW api_past.transaction;
UPDATE api.history SET image = image - 'sub_award_id' WHERE table_name = 'transaction';
ALTER TABLE api.transaction DROP COLUMN sub_award_id;
SELECT common.renew_history('api.transaction');
DROP TABLE api.sub_award;
