DROP FUNCTION api.mail_address_v1(uuid);
DROP TABLE notifications.attempt;
DROP TABLE notifications.delivery;
ALTER TABLE notifications.notification DROP COLUMN reason;
