-- Takes back: API keys, OAuth2 clients and signing keys.
SELECT;
