DROP FUNCTION notifications.announcement_mailed(uuid);
DROP FUNCTION api.announcement_audience_v1(uuid, text, uuid, text, text[]);
DROP TABLE notifications.announcement_recipient, notifications.announcement;
