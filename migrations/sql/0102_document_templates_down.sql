ALTER TABLE api.rendering DROP COLUMN document_template_id;
DROP TABLE api.document_template;
