DROP INDEX notifications.ix_notification_unseen;
DROP FUNCTION notifications.reminders_ahead(uuid, jsonb, date, date);
DROP FUNCTION notifications.reminder_steps(uuid, jsonb, date, date);
