-- Thematic networks: organisations that work together in a programme, and projects that
-- are the work of one. Roles may be held in a network.
CREATE TABLE api.network (
  id uuid CONSTRAINT pk_network PRIMARY KEY,
  programme_id uuid NOT NULL
    CONSTRAINT fk_network_programme_id REFERENCES api.programme,
  code text NOT NULL,
  code_key text NOT NULL GENERATED ALWAYS AS (api.code_key(code)) STORED,
  -- Codes that differ in capitals or accents alone are read as one.
  code_fold_key text NOT NULL GENERATED ALWAYS AS (common.fold(code)) STORED,
  name jsonb NOT NULL,
  name_key text NOT NULL GENERATED ALWAYS AS (common.fold_texts(name)) STORED,
  original_language text NOT NULL DEFAULT 'en'
    CONSTRAINT ck_network_original_language
    CHECK (original_language IN ('en', 'nb', 'bs', 'pl')),
  description jsonb,
  starts_on date,
  ends_on date,
  lead_organisation_id uuid
    CONSTRAINT fk_network_lead_organisation_id REFERENCES api.organisation,
  archived_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_network_period CHECK (ends_on >= starts_on),
  CONSTRAINT uq_network_code_fold_key UNIQUE (code_fold_key),
  CONSTRAINT uq_network_id_programme_id UNIQUE (id, programme_id)
);
CREATE INDEX ix_network_sorted ON api.network (code_key, id);
CREATE INDEX ix_network_programme_id ON api.network (programme_id);
CREATE INDEX ix_network_lead_organisation_id ON api.network (lead_organisation_id);

CREATE TABLE api.network_theme (
  network_id uuid NOT NULL
    CONSTRAINT fk_network_theme_network_id REFERENCES api.network ON DELETE CASCADE,
  theme_id uuid NOT NULL CONSTRAINT fk_network_theme_theme_id REFERENCES api.theme,
  CONSTRAINT pk_network_theme PRIMARY KEY (network_id, theme_id)
);
CREATE INDEX ix_network_theme_theme_id ON api.network_theme (theme_id);

CREATE TABLE api.network_member (
  id uuid CONSTRAINT pk_network_member PRIMARY KEY,
  network_id uuid NOT NULL
    CONSTRAINT fk_network_member_network_id REFERENCES api.network ON DELETE CASCADE,
  organisation_id uuid NOT NULL
    CONSTRAINT fk_network_member_organisation_id REFERENCES api.organisation,
  joined_on date NOT NULL,
  left_on date,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_network_member_period CHECK (left_on >= joined_on),
  -- One may leave and come back, but not be in twice at a time.
  CONSTRAINT ex_network_member_period EXCLUDE USING gist (
    network_id WITH =, organisation_id WITH =, daterange(joined_on, left_on, '[]') WITH &&)
);
CREATE INDEX ix_network_member_network_id ON api.network_member (network_id);
CREATE INDEX ix_network_member_organisation_id ON api.network_member (organisation_id);

-- A project is the work of one network at most, and of one in its own programme.
ALTER TABLE api.project
  ADD COLUMN network_id uuid,
  ADD CONSTRAINT fk_project_network_id_programme_id FOREIGN KEY (network_id, programme_id)
    REFERENCES api.network (id, programme_id);
CREATE INDEX ix_project_network_id ON api.project (network_id) WHERE network_id IS NOT NULL;

-- The past of projects has a new column; what looks through it is put back as it was.
DO $$
DECLARE
  glance CONSTANT text := pg_get_viewdef('api_past.project_glance'::regclass);
BEGIN
  DROP VIEW api_past.project_glance;
  PERFORM common.renew_history('api.project');
  EXECUTE 'CREATE VIEW api_past.project_glance WITH (security_invoker = true) AS ' || glance;
  GRANT SELECT ON api_past.project_glance TO bromost_api;
END $$;

-- A role in a network is one more bond of its projects.
CREATE OR REPLACE VIEW api.project_bond AS
SELECT project_id, organisation_id AS scope_id FROM api.project_role
UNION ALL
SELECT project_id, funder_id FROM api.budget_line
UNION ALL
SELECT project_id, partnership_id FROM api.project_partnership
UNION ALL
SELECT l.project_id, m.organisation_id FROM api.project_partnership l
  JOIN api.partnership_member m ON m.partnership_id = l.partnership_id
UNION ALL
SELECT id, network_id FROM api.project WHERE network_id IS NOT NULL;

CREATE FUNCTION api.networks_covered_by(scopes uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
SELECT id FROM api.network WHERE id = ANY (scopes)
UNION
SELECT id FROM api.network WHERE lead_organisation_id = ANY (scopes)
UNION
SELECT id FROM api.network WHERE programme_id IN (SELECT api.programmes_covered_by(scopes))
$$;
-- Of which networks a scope is part by itself: it is one, leads one or is in one now.
CREATE FUNCTION api.networks_related_to(scopes uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
SELECT id FROM api.network WHERE id = ANY (scopes)
UNION
SELECT id FROM api.network WHERE lead_organisation_id = ANY (scopes)
UNION
SELECT network_id FROM api.network_member
  WHERE organisation_id = ANY (scopes) AND (left_on IS NULL OR left_on >= current_date)
$$;
CREATE FUNCTION api.networks_seen_by(scopes uuid[], funded uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
SELECT api.networks_related_to(scopes || funded)
UNION
-- A network is no draft: who funds a programme sees all of its networks.
SELECT id FROM api.network WHERE programme_id = ANY (api.programmes_framing(scopes || funded))
UNION
SELECT network_id FROM api.project
  WHERE network_id IS NOT NULL AND (id = ANY (scopes)
    OR id IN (SELECT project_id FROM api.project_bond WHERE scope_id = ANY (scopes))
    OR (status <> 'planned' AND (id = ANY (funded)
      OR id IN (SELECT project_id FROM api.project_bond WHERE scope_id = ANY (funded)))))
$$;
REVOKE EXECUTE ON FUNCTION api.networks_covered_by(uuid[]), api.networks_related_to(uuid[]),
  api.networks_seen_by(uuid[], uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION api.networks_covered_by(uuid[]), api.networks_related_to(uuid[]),
  api.networks_seen_by(uuid[], uuid[])
  TO bromost_api, bromost_indicators, bromost_notifications;

-- The programme of one's network is seen, not changed.
CREATE OR REPLACE FUNCTION api.programmes_seen_by(scopes uuid[], funded uuid[])
RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10 SET search_path = pg_catalog AS
$$
SELECT id FROM api.programme WHERE id = ANY (scopes) OR id = ANY (funded)
UNION
SELECT programme_id FROM api.programme_role
  WHERE organisation_id = ANY (scopes) OR organisation_id = ANY (funded)
UNION
SELECT programme_id FROM api.network
  WHERE id IN (SELECT api.networks_related_to(scopes || funded))
UNION
SELECT programme_id FROM api.project
  WHERE id IN (SELECT api.projects_related_to(scopes, funded))
$$;
CREATE OR REPLACE FUNCTION api.organisations_seen_by(scopes uuid[], funded uuid[])
RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
SELECT api.organisations_covered_by(scopes)
UNION
-- Who works on a project, partnership or network has to do with all that take part in it.
SELECT organisation_id FROM api.project_role
  WHERE project_id IN (SELECT api.projects_covered_by(scopes))
UNION
SELECT organisation_id FROM api.partnership_member
  WHERE partnership_id IN (SELECT api.partnerships_covered_by(scopes))
UNION
SELECT organisation_id FROM api.network_member
  WHERE network_id IN (SELECT api.networks_covered_by(scopes))
UNION
SELECT lead_organisation_id FROM api.network
  WHERE lead_organisation_id IS NOT NULL AND id IN (SELECT api.networks_covered_by(scopes))
$$;
CREATE OR REPLACE FUNCTION api.scopes_covered_by(scopes uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 300 SET search_path = pg_catalog AS
$$
SELECT api.projects_covered_by(scopes)
UNION SELECT api.programmes_covered_by(scopes)
UNION SELECT api.partnerships_covered_by(scopes)
UNION SELECT api.networks_covered_by(scopes)
UNION SELECT api.organisations_covered_by(scopes)
$$;
CREATE OR REPLACE FUNCTION api.scope_type_of(scope uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT CASE
  WHEN EXISTS (SELECT FROM api.project WHERE id = scope) THEN 'project'
  WHEN EXISTS (SELECT FROM api.programme WHERE id = scope) THEN 'programme'
  WHEN EXISTS (SELECT FROM api.partnership WHERE id = scope) THEN 'partnership'
  WHEN EXISTS (SELECT FROM api.network WHERE id = scope) THEN 'network'
  WHEN EXISTS (SELECT FROM api.organisation WHERE id = scope) THEN 'organisation'
END
$$;

-- News of a project reaches its network, and news of a network who sees it.
CREATE OR REPLACE FUNCTION api.scopes_seeing_v1(object_type text, object uuid, project uuid)
RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
WITH within AS (
  SELECT p.id, p.programme_id, p.network_id FROM api.project p
  WHERE p.id = CASE WHEN object_type IN ('project', 'budget') THEN object ELSE project END
    OR (object_type = 'partnership' AND p.id IN (
      SELECT l.project_id FROM api.project_partnership l WHERE l.partnership_id = object))
    OR (object_type = 'network' AND p.network_id = object)
), bond AS (
  SELECT object AS id WHERE object_type = 'partnership'
  UNION
  SELECT l.partnership_id FROM api.project_partnership l JOIN within w ON w.id = l.project_id
), frame AS (
  SELECT object AS id WHERE object_type = 'programme'
  UNION SELECT programme_id FROM within
  UNION SELECT n.programme_id FROM api.network n WHERE object_type = 'network' AND n.id = object
  -- What belongs to a programme itself names it in the project's place.
  UNION SELECT g.id FROM api.programme g WHERE g.id = project
), seeing AS (
  SELECT object AS id
  UNION SELECT id FROM within
  UNION SELECT network_id FROM within WHERE network_id IS NOT NULL
  UNION SELECT id FROM bond
  UNION SELECT id FROM frame
  UNION SELECT r.organisation_id FROM api.project_role r JOIN within w ON w.id = r.project_id
  UNION SELECT b.funder_id FROM api.budget_line b JOIN within w ON w.id = b.project_id
  UNION SELECT m.organisation_id FROM api.partnership_member m JOIN bond ON bond.id = m.partnership_id
  UNION SELECT m.organisation_id FROM api.network_member m
    WHERE object_type = 'network' AND m.network_id = object
      AND (m.left_on IS NULL OR m.left_on >= current_date)
  UNION SELECT n.lead_organisation_id FROM api.network n
    WHERE object_type = 'network' AND n.id = object AND n.lead_organisation_id IS NOT NULL
  UNION SELECT r.organisation_id FROM api.programme_role r JOIN frame f ON f.id = r.programme_id
    WHERE object_type = 'programme' OR r.programme_id = project OR r.role IN ('funder', 'manager', 'national_association')
)
SELECT array_agg(id) FROM seeing
$$;

-- Also of a network.
CREATE OR REPLACE FUNCTION common.programme_of(object_type text, object_id uuid) RETURNS uuid
LANGUAGE sql STABLE SET search_path = pg_catalog AS
$$
  SELECT CASE programme_of.object_type
    WHEN 'programme' THEN programme_of.object_id
    WHEN 'project' THEN (SELECT p.programme_id FROM api.project p
      WHERE p.id = programme_of.object_id)
    WHEN 'network' THEN (SELECT n.programme_id FROM api.network n
      WHERE n.id = programme_of.object_id)
    WHEN 'result' THEN (SELECT coalesce(r.programme_id, p.programme_id)
      FROM indicators.result r LEFT JOIN api.project p ON p.id = r.project_id
      WHERE r.id = programme_of.object_id)
    WHEN 'indicator' THEN (SELECT coalesce(r.programme_id, p.programme_id)
      FROM indicators.indicator i JOIN indicators.result r ON r.id = i.result_id
      LEFT JOIN api.project p ON p.id = r.project_id WHERE i.id = programme_of.object_id)
    WHEN 'place' THEN (SELECT p.programme_id FROM indicators.place l
      JOIN api.project p ON p.id = l.project_id WHERE l.id = programme_of.object_id)
    WHEN 'definition' THEN (SELECT coalesce(d.programme_id, p.programme_id)
      FROM indicators.definition d LEFT JOIN api.project p ON p.id = d.project_id
      WHERE d.id = programme_of.object_id)
    WHEN 'axis' THEN (SELECT a.programme_id FROM indicators.axis a
      WHERE a.id = programme_of.object_id)
    WHEN 'period_lock' THEN (SELECT coalesce(k.programme_id, p.programme_id)
      FROM indicators.period_lock k LEFT JOIN api.project p ON p.id = k.project_id
      WHERE k.id = programme_of.object_id) END
$$;

DO $$
DECLARE
  reads CONSTANT text := '(SELECT common.reads())';
  writes CONSTANT text := '(SELECT common.writes())';
  sight CONSTANT text := '(SELECT common.reads()), (SELECT common.funds())';
  listed text;
BEGIN
  PERFORM common.guard('api.network',
    format('id = ANY (%s::uuid[]) OR id IN (SELECT api.networks_seen_by(%s))', reads, sight),
    format('id = ANY (%s::uuid[]) OR id IN (SELECT api.networks_covered_by(%s))',
      writes, writes));
  -- A new network is nobody's yet, so that the programme it goes into decides.
  EXECUTE format('CREATE POLICY placed ON api.network AS RESTRICTIVE FOR INSERT WITH CHECK ('
    '(SELECT common.writes_all()) OR programme_id IN (SELECT api.programmes_covered_by(%s)))',
    writes);
  FOREACH listed IN ARRAY ARRAY['network_theme', 'network_member'] LOOP
    PERFORM common.guard(('api.' || listed)::regclass,
      format('network_id = ANY (%s::uuid[])'
        ' OR (SELECT true FROM api.network n WHERE n.id = network_id)', reads),
      format('network_id = ANY (%s::uuid[])'
        ' OR network_id IN (SELECT api.networks_covered_by(%s))', writes, writes));
  END LOOP;
END $$;
CREATE POLICY of_networks ON common.outbox FOR SELECT USING (object_type = 'network'
  AND object_id IN (SELECT api.networks_seen_by((SELECT common.reads()), (SELECT common.funds()))));

SELECT
  common.keep_history('api.network', 'network'),
  common.keep_history('api.network_theme', 'network', 'r.network_id'),
  common.keep_history('api.network_member', 'network', 'r.network_id');
