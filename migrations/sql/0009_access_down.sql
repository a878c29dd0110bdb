-- Takes back: Roles with scopes, and who acts in a transaction.
SELECT;
