-- Takes back: Sign-in through an organisation's identity provider.
DROP TABLE api.provider_session, api.provider_sign_in, api.identity;
