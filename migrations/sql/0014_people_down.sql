DROP POLICY met ON api.account;
ALTER TABLE api.role_assignment DROP CONSTRAINT ex_role_assignment_period;
DROP TABLE api.contact_person, api.invitation_role, api.invitation, api.membership;
DROP FUNCTION api.invitations_of(uuid), api.invitations_seen_by(uuid[], uuid[]),
  api.invitations_covered_by(uuid[]), api.people_seen_by(uuid[], uuid[]),
  api.people_covered_by(uuid[]), api.scope_type_of(uuid), api.scopes_seen_by(uuid[], uuid[]),
  api.organisations_seen_by(uuid[], uuid[]);
