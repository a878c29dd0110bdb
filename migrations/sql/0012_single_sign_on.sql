-- Sign-in through an organisation's identity provider.
SELECT;
