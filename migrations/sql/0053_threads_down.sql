DROP INDEX notifications.ix_notification_snoozed_until;
DROP INDEX notifications.ix_notification_thread;
DROP INDEX notifications.ix_notification_snoozed;
DROP INDEX notifications.ix_notification_inbox;
DROP INDEX notifications.ix_notification_unread;
ALTER TABLE notifications.notification
  DROP COLUMN snoozed_until, DROP COLUMN returned_at;
CREATE INDEX ix_notification_unread ON notifications.notification (account_id, id)
  WHERE read_at IS NULL AND archived_at IS NULL;
