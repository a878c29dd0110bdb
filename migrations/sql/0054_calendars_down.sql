REVOKE SELECT ON api.programme_directory_v1 FROM bromost_notifications;
DROP FUNCTION common.actor_of_calendar(bytea);
DROP TABLE notifications.calendar_entry, notifications.calendar_feed;
