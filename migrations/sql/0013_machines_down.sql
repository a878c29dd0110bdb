-- Takes back: API keys, OAuth2 clients and signing keys.
DROP FUNCTION common.actor_of_token(uuid, integer, inet);
DROP FUNCTION common.actor_of_key(bytea, inet);
DROP FUNCTION common.actor_of_machine(uuid, inet);
DROP FUNCTION common.grants_within(uuid, uuid[]);
DROP FUNCTION common.is_scope_within(uuid, uuid);
DROP VIEW common.signing_keys_v1;
DROP TABLE api.signing_key, api.used_assertion, api.machine_secret, api.machine;
