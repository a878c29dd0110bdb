-- Put off until a moment, when it comes back to the top by itself as if it were new.
ALTER TABLE notifications.notification
  ADD COLUMN snoozed_until timestamptz,
  ADD COLUMN returned_at timestamptz,
  ADD CONSTRAINT ck_notification_snoozed_until
    CHECK (snoozed_until IS NULL OR archived_at IS NULL);

-- Each part of an inbox newest first, and each thread: whatever is about one thing.
DROP INDEX notifications.ix_notification_unread;
CREATE INDEX ix_notification_unread ON notifications.notification (account_id, id)
  WHERE read_at IS NULL AND archived_at IS NULL AND snoozed_until IS NULL;
CREATE INDEX ix_notification_inbox ON notifications.notification (account_id, id)
  WHERE archived_at IS NULL AND snoozed_until IS NULL;
CREATE INDEX ix_notification_snoozed ON notifications.notification (account_id, id)
  WHERE snoozed_until IS NOT NULL;
CREATE INDEX ix_notification_thread
  ON notifications.notification (account_id, object_id, id);
CREATE INDEX ix_notification_snoozed_until ON notifications.notification (snoozed_until)
  WHERE snoozed_until IS NOT NULL;
