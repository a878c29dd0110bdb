DROP FUNCTION common.redact_history(uuid, text[], text);
DROP FUNCTION common.redact_texts(regclass, text[], text[], text);
DROP FUNCTION common.redacted(text, text[], text);
DROP FUNCTION common.mentions(text, text[]);
DROP FUNCTION common.needle_pattern(text[]);
DROP TABLE common.retention_run;
DROP TABLE common.person_request_part;
DROP TABLE common.person_request;
