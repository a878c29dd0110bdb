DROP VIEW api.watchable_v1;
UPDATE notifications.notification SET reason = 'reads'
  WHERE reason IN ('watching', 'participating');
ALTER TABLE notifications.notification DROP CONSTRAINT ck_notification_reason,
  ADD CONSTRAINT ck_notification_reason
    CHECK (reason IN ('told', 'involved', 'role', 'reads')),
  DROP COLUMN by_mail_only;
DELETE FROM notifications.delivery WHERE source_kind = 'digest';
DROP TABLE notifications.digest_item, notifications.digest, notifications.watch,
  notifications.preference_defaults, notifications.user_setting, notifications.preference;
