-- Takes back: Memberships, invitations and contact persons.
SELECT;
