-- Memberships, invitations and contact persons.
SELECT;
