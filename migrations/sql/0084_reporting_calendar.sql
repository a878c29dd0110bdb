-- What projects and their partners owe a programme: reports, of which periods, until when.

-- Published: in which projects who leads, and when they run.
CREATE VIEW api.project_reporting_v1 AS
SELECT p.id AS project_id, p.programme_id, p.status, p.starts_on, p.ends_on,
  p.archived_at IS NOT NULL AS archived, p.updated_at, r.organisation_id
FROM api.project_directory_v1 d JOIN api.project p ON p.id = d.id
LEFT JOIN api.project_role r ON r.project_id = p.id AND r.role = 'lead_partner';
CREATE VIEW api.organisation_name_v1 AS SELECT id, name FROM api.organisation;
REVOKE INSERT, UPDATE, DELETE ON api.project_reporting_v1, api.organisation_name_v1
  FROM bromost_api;
GRANT SELECT ON api.project_reporting_v1, api.organisation_name_v1 TO bromost_indicators;

-- Who holds which role today that reaches a project; or, without one, a programme or an
-- organisation in it. For whoever may change something there: others learn of nobody.
CREATE FUNCTION api.people_reaching_v1(programme uuid, project uuid, organisation uuid)
RETURNS TABLE (account_id uuid, display_name text, role text)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog AS
$$
WITH own AS (
  SELECT (SELECT common.writes_all())
    OR programme IN (SELECT api.programmes_covered_by((SELECT common.writes())))
    OR project IN (SELECT api.projects_covered_by((SELECT common.writes())))
    OR project IS NULL
      AND organisation IN (SELECT api.organisations_covered_by((SELECT common.writes()))) AS may
), scope AS (
  SELECT s.id FROM unnest(api.scopes_seeing_v1('project', project, NULL)) s(id)
  WHERE project IS NOT NULL AND project IN (SELECT api.projects_covered_by(ARRAY[s.id]))
  UNION SELECT programme
  UNION SELECT organisation WHERE project IS NULL
  -- Of a programme as a whole: also who works in one of its projects.
  UNION SELECT p.id FROM api.project p
    WHERE project IS NULL AND organisation IS NULL AND p.programme_id = programme
  UNION SELECT r.organisation_id FROM api.project_role r JOIN api.project p ON p.id = r.project_id
    WHERE project IS NULL AND organisation IS NULL AND p.programme_id = programme
      AND r.role IN ('lead_partner', 'partner')
)
SELECT DISTINCT a.id, a.display_name, r.role
FROM own JOIN api.role_assignment r ON own.may
JOIN api.account a ON a.id = r.account_id AND a.is_active
WHERE r.valid_from <= current_date AND (r.valid_to IS NULL OR r.valid_to >= current_date)
  AND (r.scope_id IS NULL OR r.scope_id IN (SELECT id FROM scope))
$$;
REVOKE EXECUTE ON FUNCTION api.people_reaching_v1(uuid, uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION api.people_reaching_v1(uuid, uuid, uuid) TO bromost_indicators;

-- What a programme asks for: a kind of report, from whom, how often and until when.
CREATE TABLE indicators.reporting_requirement (
  id uuid CONSTRAINT pk_reporting_requirement PRIMARY KEY,
  -- Of the registry, as organisations and accounts are: another schema, no foreign keys.
  programme_id uuid NOT NULL,
  kind text NOT NULL CONSTRAINT ck_reporting_requirement_kind CHECK (kind IN
    ('progress', 'financial', 'annual', 'final', 'steering_group', 'special')),
  title jsonb NOT NULL,
  original_language text NOT NULL,
  owed_by text NOT NULL CONSTRAINT ck_reporting_requirement_owed_by
    CHECK (owed_by IN ('lead_partners', 'organisations')),
  organisation_ids uuid[] NOT NULL DEFAULT '{}',
  rhythm text NOT NULL CONSTRAINT ck_reporting_requirement_rhythm CHECK (rhythm IN
    ('month', 'quarter', 'half_year', 'year', 'once', 'project', 'explicit')),
  starts_on date,
  ends_on date,
  days_to_report integer NOT NULL DEFAULT 30
    CONSTRAINT ck_reporting_requirement_days CHECK (days_to_report BETWEEN 0 AND 365),
  grace_days integer NOT NULL DEFAULT 0
    CONSTRAINT ck_reporting_requirement_grace CHECK (grace_days BETWEEN 0 AND 180),
  responsible_id uuid,
  signer_id uuid,
  parts text[] NOT NULL DEFAULT '{}'
    CONSTRAINT ck_reporting_requirement_parts CHECK (parts <@ ARRAY['values']),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_reporting_requirement_named
    CHECK ((owed_by = 'organisations') = (cardinality(organisation_ids) > 0)),
  CONSTRAINT ck_reporting_requirement_span CHECK (rhythm IN ('project', 'explicit')
    OR (starts_on IS NOT NULL AND ends_on IS NOT NULL AND ends_on >= starts_on))
);
CREATE INDEX ix_reporting_requirement_programme_id
  ON indicators.reporting_requirement (programme_id);

-- A time that is reported on; without a day of its own it is due by the requirement's rule.
CREATE TABLE indicators.reporting_period (
  requirement_id uuid NOT NULL CONSTRAINT fk_reporting_period_requirement_id
    REFERENCES indicators.reporting_requirement ON DELETE CASCADE,
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  due_on date,
  CONSTRAINT pk_reporting_period PRIMARY KEY (requirement_id, starts_on),
  CONSTRAINT ck_reporting_period_days CHECK (ends_on >= starts_on),
  CONSTRAINT ex_reporting_period_overlap EXCLUDE USING gist
    (requirement_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&)
);

-- A report that is owed, or was given. Whether it is due or overdue follows from the day.
CREATE TABLE indicators.report (
  id uuid CONSTRAINT pk_report PRIMARY KEY,
  requirement_id uuid NOT NULL CONSTRAINT fk_report_requirement_id
    REFERENCES indicators.reporting_requirement,
  programme_id uuid NOT NULL,
  -- None where an organisation owes it to the programme as a whole.
  project_id uuid,
  organisation_id uuid,
  kind text NOT NULL,
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  due_on date NOT NULL,
  grace_days integer NOT NULL,
  parts text[] NOT NULL,
  -- Instead of those whom the requirement names.
  responsible_id uuid,
  signer_id uuid,
  status text NOT NULL DEFAULT 'open' CONSTRAINT ck_report_status
    CHECK (status IN ('open', 'submitted', 'returned', 'accepted')),
  -- When it was first submitted: what timeliness is measured by.
  received_on date,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_report_owner CHECK (num_nonnulls(project_id, organisation_id) > 0),
  CONSTRAINT ck_report_days CHECK (ends_on >= starts_on),
  CONSTRAINT ck_report_received CHECK ((status = 'open') = (received_on IS NULL)),
  CONSTRAINT ex_report_overlap EXCLUDE USING gist (programme_id WITH =, kind WITH =,
    coalesce(project_id, programme_id) WITH =, coalesce(organisation_id, programme_id) WITH =,
    daterange(starts_on, ends_on, '[]') WITH &&)
);
CREATE INDEX ix_report_programme_id ON indicators.report (programme_id, ends_on);
CREATE INDEX ix_report_project_id ON indicators.report (project_id);
CREATE INDEX ix_report_requirement_id ON indicators.report (requirement_id);

-- How a report got to where it is: who did what, and who answers for it.
CREATE TABLE indicators.report_step (
  report_id uuid NOT NULL CONSTRAINT fk_report_step_report_id REFERENCES indicators.report,
  number integer NOT NULL CONSTRAINT ck_report_step_number CHECK (number > 0),
  step text NOT NULL CONSTRAINT ck_report_step_step
    CHECK (step IN ('submitted', 'returned', 'accepted', 'reopened')),
  account_id uuid,
  signer_id uuid,
  reason text,
  at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_report_step PRIMARY KEY (report_id, number),
  CONSTRAINT ck_report_step_signer CHECK ((step = 'submitted') = (signer_id IS NOT NULL)),
  CONSTRAINT ck_report_step_reason
    CHECK (step NOT IN ('returned', 'reopened') OR reason IS NOT NULL)
);
REVOKE UPDATE, DELETE ON indicators.report_step FROM bromost_indicators;

DO $$
DECLARE
  sight CONSTANT text := '(SELECT common.reads()), (SELECT common.funds())';
  writes CONSTANT text := '(SELECT common.writes())';
  required CONSTANT text := 'EXISTS (SELECT FROM indicators.reporting_requirement q'
    ' WHERE q.id = requirement_id AND %s)';
  governed CONSTANT text :=
    format('programme_id IN (SELECT api.programmes_covered_by(%s))', writes);
  held CONSTANT text := format('project_id IN (SELECT api.projects_covered_by(%1$s))'
    ' OR programme_id IN (SELECT api.programmes_covered_by(%1$s)) OR project_id IS NULL'
    ' AND organisation_id IN (SELECT api.organisations_covered_by(%1$s))', writes);
BEGIN
  PERFORM common.guard('indicators.reporting_requirement',
    format('programme_id IN (SELECT api.programmes_seen_by(%s))', sight), governed);
  PERFORM common.guard('indicators.reporting_period', format(required, 'true'),
    format(required, 'q.' || governed));
  PERFORM common.guard('indicators.report',
    format('project_id IN (SELECT api.projects_seen_by(%1$s)) OR project_id IS NULL'
      ' AND programme_id IN (SELECT api.programmes_seen_by(%1$s))', sight), held);
  PERFORM common.guard('indicators.report_step',
    'EXISTS (SELECT FROM indicators.report r WHERE r.id = report_id)',
    'EXISTS (SELECT FROM indicators.report r WHERE r.id = report_id AND (' || held || '))');
END
$$;
SELECT common.keep_history('indicators.reporting_requirement', 'reporting_requirement'),
  common.keep_history('indicators.report', 'report');
SELECT common.keep_history('indicators.reporting_period', 'reporting_requirement',
    'r.requirement_id'),
  -- Never changed: as they are, they were from the beginning.
  common.show_present('indicators.report_step');
DO $do$
BEGIN
  EXECUTE regexp_replace(
    pg_get_functiondef('common.programme_of(text, uuid)'::regprocedure),
    ' END(\s*\$function\$)', $report$
    WHEN 'reporting_requirement' THEN (SELECT q.programme_id
      FROM indicators.reporting_requirement q WHERE q.id = programme_of.object_id)
    WHEN 'report' THEN (SELECT r.programme_id
      FROM indicators.report r WHERE r.id = programme_of.object_id) END\1$report$);
END
$do$;

-- What requirements ask for as things stand: one row for each report. It is read as
-- whoever asks; who runs no longer owes nothing new, and who has not begun nothing yet.
CREATE VIEW indicators.wanted_report WITH (security_invoker) AS
WITH lead AS (
  SELECT * FROM api.project_reporting_v1
  WHERE NOT archived AND status IN ('active', 'completed', 'standstill')
)
SELECT q.id AS requirement_id, q.programme_id, l.project_id, l.organisation_id, q.kind,
  t.starts_on, t.ends_on, coalesce(t.due_on, t.ends_on + q.days_to_report) AS due_on,
  q.grace_days, q.parts
FROM indicators.reporting_requirement q
JOIN indicators.reporting_period t ON t.requirement_id = q.id
JOIN lead l ON l.programme_id = q.programme_id
  AND (l.starts_on IS NULL OR l.starts_on <= t.ends_on)
  AND (l.ends_on IS NULL OR l.ends_on >= t.starts_on)
WHERE q.owed_by = 'lead_partners'
UNION ALL
SELECT q.id, q.programme_id, l.project_id, l.organisation_id, q.kind,
  coalesce(l.starts_on, l.ends_on), l.ends_on, l.ends_on + q.days_to_report, q.grace_days,
  q.parts
FROM indicators.reporting_requirement q
JOIN lead l ON l.programme_id = q.programme_id AND l.ends_on IS NOT NULL
WHERE q.owed_by = 'lead_partners' AND q.rhythm = 'project'
UNION ALL
SELECT q.id, q.programme_id, NULL, o.id, q.kind, t.starts_on, t.ends_on,
  coalesce(t.due_on, t.ends_on + q.days_to_report), q.grace_days, q.parts
FROM indicators.reporting_requirement q
JOIN indicators.reporting_period t ON t.requirement_id = q.id
CROSS JOIN LATERAL unnest(q.organisation_ids) o(id)
WHERE q.owed_by = 'organisations';
REVOKE INSERT, UPDATE, DELETE ON indicators.wanted_report FROM bromost_indicators;

-- Reports among what is to be done: to give, to correct, and to accept.
CREATE VIEW indicators.report_obligation AS
SELECT CASE r.status WHEN 'open' THEN 'report_due' WHEN 'returned' THEN 'report_returned'
    ELSE 'report_to_accept' END AS kind,
  'report' AS object_type, r.id AS object_id, r.project_id, r.programme_id,
  CASE r.status WHEN 'open' THEN r.due_on
    ELSE s.at::date + coalesce(u.days_to_review, 14) END AS due_on,
  NULL::date AS lapses_on, a.id AS account_id,
  CASE WHEN r.status = 'submitted' OR r.project_id IS NULL THEN ARRAY['programme_manager']
    ELSE ARRAY['coordinator'] END AS roles,
  NULL::uuid AS not_for, 1 AS count,
  jsonb_build_object('code', coalesce(p.code, g.code), 'title', coalesce(p.title, g.title),
    'original_language', coalesce(p.original_language, g.original_language),
    'is_of_programme', r.project_id IS NULL, 'report_kind', r.kind,
    'starts_on', r.starts_on, 'ends_on', r.ends_on) AS params
FROM indicators.report r
JOIN indicators.reporting_requirement q ON q.id = r.requirement_id
LEFT JOIN api.project_directory_v1 p ON p.id = r.project_id AND NOT p.archived
LEFT JOIN api.programme_directory_v1 g ON g.id = r.programme_id AND r.project_id IS NULL
LEFT JOIN indicators.programme_rules u ON u.programme_id = r.programme_id
LEFT JOIN LATERAL (SELECT t.at FROM indicators.report_step t WHERE t.report_id = r.id
  ORDER BY t.number DESC LIMIT 1) s ON true
LEFT JOIN api.account_directory_v1 a ON a.is_active AND r.status <> 'submitted'
  AND a.id = coalesce(r.responsible_id, q.responsible_id)
WHERE r.status <> 'accepted' AND (p.id IS NOT NULL OR g.id IS NOT NULL)
  AND (a.id IS NULL OR a.id = (SELECT common.acting_account()) OR (SELECT common.reads_all()));
REVOKE ALL ON indicators.report_obligation FROM bromost_indicators;
DO $$
BEGIN
  EXECUTE 'CREATE OR REPLACE VIEW indicators.obligation_v1 AS '
    || rtrim(pg_get_viewdef('indicators.obligation_v1'::regclass), '; ')
    || ' UNION ALL SELECT * FROM indicators.report_obligation';
END
$$;
UPDATE notifications.deadline_rules SET rules = rules || (
  SELECT jsonb_object_agg(kind, (SELECT jsonb_agg(jsonb_build_object('days', d, 'to', 'responsible')
      ORDER BY d) FROM unnest(ARRAY[-30, -7, -1, 0, 1, 7]) d)
    || '[{"days": 14, "to": "programme_manager"}]')
  FROM unnest(ARRAY['report_due', 'report_returned', 'report_to_accept']) kind)
WHERE programme_id IS NULL;
