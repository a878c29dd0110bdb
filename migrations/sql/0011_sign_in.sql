-- Second factors, passkeys, one-time links and mail.
SELECT;
