-- Takes back: Second factors, passkeys, one-time links and mail.
DROP FUNCTION common.session_is_fresh(uuid);
DROP TABLE api.mail;
DROP TABLE api.reset_request;
DROP TABLE api.one_time_link;
DROP TABLE api.recovery_code;
DROP TABLE api.passkey;
DROP TABLE api.totp_factor;
DROP TABLE api.ceremony;
ALTER TABLE api.session
  DROP COLUMN method, DROP COLUMN second_factor, DROP COLUMN needs_factor,
  DROP COLUMN proved_at, DROP COLUMN device, DROP COLUMN network;
-- The hash of a password that nobody knows.
UPDATE api.account
  SET password_hash = '$argon2id$v=19$m=47104,t=1,p=1$'
    || rtrim(encode(decode(replace(gen_random_uuid()::text, '-', ''), 'hex'), 'base64'), '=') || '$'
    || rtrim(encode(sha256(gen_random_uuid()::text::bytea), 'base64'), '=')
  WHERE password_hash IS NULL;
ALTER TABLE api.account ALTER COLUMN password_hash SET NOT NULL;
