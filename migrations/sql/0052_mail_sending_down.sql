ALTER TABLE notifications.mail_template DROP CONSTRAINT fk_mail_template_published_number;
DROP TABLE notifications.mail_template_version, notifications.mail_template,
  notifications.stop_link, notifications.suppression;
ALTER TABLE notifications.delivery DROP COLUMN sent_to;
