DROP TABLE notifications.reminder, notifications.deadline_rules;
DROP VIEW api.obligation_v1, indicators.obligation_v1;
DROP VIEW indicators_past.programme_rules;
ALTER TABLE indicators.programme_rules DROP COLUMN days_to_report, DROP COLUMN days_to_review;
SELECT common.renew_history('indicators.programme_rules');
REVOKE USAGE ON SCHEMA indicators FROM bromost_notifications;
