-- Who works for which organisation, and what as.
CREATE TABLE api.membership (
  id uuid CONSTRAINT pk_membership PRIMARY KEY,
  account_id uuid NOT NULL
    CONSTRAINT fk_membership_account_id REFERENCES api.account ON DELETE CASCADE,
  organisation_id uuid NOT NULL
    CONSTRAINT fk_membership_organisation_id REFERENCES api.organisation,
  title text,
  joined_on date NOT NULL DEFAULT current_date,
  left_on date,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_membership_period CHECK (left_on >= joined_on),
  -- One may leave and come back, but not be in twice at a time.
  CONSTRAINT ex_membership_period EXCLUDE USING gist (
    account_id WITH =, organisation_id WITH =, daterange(joined_on, left_on, '[]') WITH &&)
);
CREATE INDEX ix_membership_account_id ON api.membership (account_id);
CREATE INDEX ix_membership_organisation_id ON api.membership (organisation_id);

-- The same role for the same scope is held once at a time.
ALTER TABLE api.role_assignment ADD CONSTRAINT ex_role_assignment_period EXCLUDE USING gist (
  account_id WITH =, role WITH =,
  coalesce(scope_id, '00000000-0000-0000-0000-000000000000'::uuid) WITH =,
  daterange(valid_from, valid_to, '[]') WITH &&);

CREATE TABLE api.invitation (
  id uuid CONSTRAINT pk_invitation PRIMARY KEY,
  email text NOT NULL,
  organisation_id uuid
    CONSTRAINT fk_invitation_organisation_id REFERENCES api.organisation,
  title text,
  language text NOT NULL
    CONSTRAINT ck_invitation_language CHECK (language IN ('en', 'nb', 'bs', 'pl')),
  message text,
  token_digest bytea NOT NULL CONSTRAINT uq_invitation_token_digest UNIQUE,
  invited_by uuid NOT NULL CONSTRAINT fk_invitation_invited_by REFERENCES api.account,
  sent_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  accepted_by uuid CONSTRAINT fk_invitation_accepted_by REFERENCES api.account,
  withdrawn_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_invitation_end CHECK (accepted_at IS NULL OR withdrawn_at IS NULL),
  CONSTRAINT ck_invitation_accepted CHECK ((accepted_at IS NULL) = (accepted_by IS NULL))
);
CREATE INDEX ix_invitation_organisation_id ON api.invitation (organisation_id);
CREATE INDEX ix_invitation_invited_by ON api.invitation (invited_by);
CREATE INDEX ix_invitation_accepted_by ON api.invitation (accepted_by);

CREATE TABLE api.invitation_role (
  id uuid CONSTRAINT pk_invitation_role PRIMARY KEY,
  invitation_id uuid NOT NULL
    CONSTRAINT fk_invitation_role_invitation_id
    REFERENCES api.invitation ON DELETE CASCADE,
  role text NOT NULL,
  scope_type text NOT NULL,
  scope_id uuid,
  valid_to date
);
CREATE INDEX ix_invitation_role_invitation_id ON api.invitation_role (invitation_id);
CREATE INDEX ix_invitation_role_scope_id ON api.invitation_role (scope_id);

-- Whom one turns to in an organisation; with or without an account of their own.
CREATE TABLE api.contact_person (
  id uuid CONSTRAINT pk_contact_person PRIMARY KEY,
  organisation_id uuid NOT NULL
    CONSTRAINT fk_contact_person_organisation_id REFERENCES api.organisation,
  function text NOT NULL CONSTRAINT ck_contact_person_function
    CHECK (function IN ('main_contact', 'political_leader', 'finance', 'other')),
  function_words text,
  account_id uuid
    CONSTRAINT fk_contact_person_account_id REFERENCES api.account ON DELETE CASCADE,
  name text,
  email text,
  phone text,
  title text,
  language text
    CONSTRAINT ck_contact_person_language CHECK (language IN ('en', 'nb', 'bs', 'pl')),
  valid_from date NOT NULL DEFAULT current_date,
  valid_to date,
  source text NOT NULL,
  legal_basis text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_contact_person_period CHECK (valid_to >= valid_from),
  CONSTRAINT ck_contact_person_words
    CHECK ((function = 'other') = (function_words IS NOT NULL)),
  -- An account brings its own name and address.
  CONSTRAINT ck_contact_person_who CHECK (
    (account_id IS NULL) = (name IS NOT NULL) AND (account_id IS NULL OR email IS NULL)),
  -- There is one main contact, one political leader and one for the money at a time.
  CONSTRAINT ex_contact_person_period EXCLUDE USING gist (
    organisation_id WITH =, function WITH =, daterange(valid_from, valid_to, '[]') WITH &&)
    WHERE (function <> 'other')
);
CREATE INDEX ix_contact_person_organisation_id ON api.contact_person (organisation_id);
CREATE INDEX ix_contact_person_account_id ON api.contact_person (account_id);

-- Whom and what of it scopes reach; as for projects, the services decide by these and
-- row-level security decides by them again.
CREATE FUNCTION api.organisations_seen_by(scopes uuid[], funded uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
SELECT api.organisations_covered_by(scopes)
UNION
-- Who works on a project or partnership has to do with all that take part in it.
SELECT organisation_id FROM api.project_role
  WHERE project_id IN (SELECT api.projects_covered_by(scopes))
UNION
SELECT organisation_id FROM api.partnership_member
  WHERE partnership_id IN (SELECT api.partnerships_covered_by(scopes))
$$;
CREATE FUNCTION api.scopes_seen_by(scopes uuid[], funded uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 300 SET search_path = pg_catalog AS
$$ SELECT api.scopes_covered_by(scopes) $$;
CREATE FUNCTION api.scope_type_of(scope uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT CASE
  WHEN EXISTS (SELECT FROM api.project WHERE id = scope) THEN 'project'
  WHEN EXISTS (SELECT FROM api.programme WHERE id = scope) THEN 'programme'
  WHEN EXISTS (SELECT FROM api.partnership WHERE id = scope) THEN 'partnership'
  WHEN EXISTS (SELECT FROM api.organisation WHERE id = scope) THEN 'organisation'
END
$$;
CREATE FUNCTION api.people_covered_by(scopes uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
SELECT account_id FROM api.role_assignment
  WHERE scope_id = ANY (scopes) OR scope_id IN (SELECT api.scopes_covered_by(scopes))
UNION
SELECT account_id FROM api.membership
  WHERE organisation_id IN (SELECT api.organisations_covered_by(scopes))
$$;
CREATE FUNCTION api.people_seen_by(scopes uuid[], funded uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
SELECT api.people_covered_by(scopes)
UNION
SELECT account_id FROM api.contact_person
  WHERE account_id IS NOT NULL
    AND organisation_id IN (SELECT api.organisations_seen_by(scopes, funded))
$$;
CREATE FUNCTION api.invitations_covered_by(scopes uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
SELECT invitation_id FROM api.invitation_role
  WHERE scope_id = ANY (scopes) OR scope_id IN (SELECT api.scopes_covered_by(scopes))
$$;
CREATE FUNCTION api.invitations_seen_by(scopes uuid[], funded uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$ SELECT api.invitations_covered_by(scopes) $$;
CREATE FUNCTION api.invitations_of(inviter uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$ SELECT id FROM api.invitation WHERE invited_by = inviter $$;

REVOKE EXECUTE ON FUNCTION
  api.organisations_seen_by(uuid[], uuid[]), api.scopes_seen_by(uuid[], uuid[]),
  api.scope_type_of(uuid),
  api.people_covered_by(uuid[]), api.people_seen_by(uuid[], uuid[]),
  api.invitations_covered_by(uuid[]), api.invitations_seen_by(uuid[], uuid[]),
  api.invitations_of(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  api.organisations_seen_by(uuid[], uuid[]), api.scopes_seen_by(uuid[], uuid[]),
  api.scope_type_of(uuid),
  api.people_covered_by(uuid[]), api.people_seen_by(uuid[], uuid[]),
  api.invitations_covered_by(uuid[]), api.invitations_seen_by(uuid[], uuid[]),
  api.invitations_of(uuid) TO bromost_api;

DO $guards$
DECLARE
  reads CONSTANT text := '(SELECT common.reads())';
  writes CONSTANT text := '(SELECT common.writes())';
  either CONSTANT text := '(SELECT common.reads()), (SELECT common.funds())';
  me CONSTANT text := '(SELECT common.acting_account())';
  on_task CONSTANT text := '(SELECT common.task()) <> ''''';
  sent CONSTANT text := format(
    '%s OR invited_by = %s OR id IN (SELECT api.invitations_covered_by(%%s))', on_task, me);
  offered CONSTANT text := format(
    '%s OR invitation_id IN (SELECT api.invitations_of(%s))'
    ' OR invitation_id IN (SELECT api.invitations_covered_by(%%s))', on_task, me);
BEGIN
  PERFORM common.guard('api.membership',
    format('account_id = %s OR %s OR organisation_id IN'
      ' (SELECT api.organisations_covered_by(%s))', me, on_task, reads),
    format('%s OR organisation_id IN (SELECT api.organisations_covered_by(%s))',
      on_task, writes));
  PERFORM common.guard('api.contact_person',
    format('account_id = %s OR organisation_id IN (SELECT api.organisations_seen_by(%s))',
      me, either),
    format('organisation_id IN (SELECT api.organisations_covered_by(%s))', writes));
  PERFORM common.guard('api.invitation', format(sent, reads), format(sent, writes));
  PERFORM common.guard('api.invitation_role', format(offered, reads), format(offered, writes));
  -- A manager knows the people of its organisations, also those without a role there.
  EXECUTE format('CREATE POLICY met ON api.account FOR SELECT USING'
    ' (id IN (SELECT api.people_seen_by(%s)))', either);
END $guards$;
