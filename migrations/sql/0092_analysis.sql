-- What tools for analysis read straight from the database: views with a name and a meaning
-- for every column, without people, and of each login the programmes it was given.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'bromost_analysis') THEN
    CREATE ROLE bromost_analysis NOLOGIN;
  END IF;
EXCEPTION
  -- Another database of this cluster was faster.
  WHEN duplicate_object OR unique_violation THEN NULL;
  WHEN insufficient_privilege THEN
    RAISE EXCEPTION 'The role bromost_analysis is missing and may not be created by %.', current_user
      USING HINT = 'Run deploy/postgres/roles.sql once as a user who may create roles.';
END $$;

-- Who of the database's logins reads which programmes; none: all of them.
CREATE TABLE api.analysis_access (
  id uuid CONSTRAINT pk_analysis_access PRIMARY KEY,
  login text NOT NULL CONSTRAINT ck_analysis_access_login
    CHECK (login ~ '^[a-z_][a-z0-9_]{0,62}$'),
  programme_id uuid
    CONSTRAINT fk_analysis_access_programme_id REFERENCES api.programme ON DELETE CASCADE,
  ends_on date,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_analysis_access_login_programme_id UNIQUE NULLS NOT DISTINCT (login, programme_id)
);
CREATE INDEX ix_analysis_access_programme_id ON api.analysis_access (programme_id);
SELECT common.guard('api.analysis_access', 'false', 'false');
SELECT common.keep_history('api.analysis_access', 'analysis_access');

CREATE SCHEMA analysis;
CREATE FUNCTION analysis.programmes() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 20 SET search_path = pg_catalog AS
$$
-- The session's user, whichever role it acts in: nobody takes on another's login.
SELECT p.id FROM api.programme p WHERE EXISTS (
  SELECT FROM api.analysis_access a
  WHERE a.login = session_user
    AND (a.programme_id IS NULL OR a.programme_id = p.id)
    AND (a.ends_on IS NULL OR a.ends_on >= current_date))
$$;
CREATE FUNCTION analysis.has_any() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT EXISTS (SELECT FROM api.analysis_access a
  WHERE a.login = session_user AND (a.ends_on IS NULL OR a.ends_on >= current_date))
$$;
CREATE FUNCTION analysis.text_of(texts jsonb) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS
$$ SELECT coalesce(texts ->> 'en', texts ->> 'nb', texts ->> 'bs', texts ->> 'pl') $$;

-- Views hold a barrier, so that no condition of whoever asks sees a row before ours does.
CREATE VIEW analysis.programme WITH (security_barrier) AS
SELECT p.id, p.code, analysis.text_of(p.title) AS title, p.title ->> 'en' AS title_en,
  p.title ->> 'nb' AS title_nb, p.title ->> 'bs' AS title_bs, p.title ->> 'pl' AS title_pl,
  p.starts_on, p.ends_on
FROM api.programme p WHERE p.id IN (SELECT analysis.programmes());

CREATE VIEW analysis.project WITH (security_barrier) AS
SELECT p.id, p.programme_id, p.network_id, p.code, analysis.text_of(p.title) AS title,
  p.title ->> 'en' AS title_en, p.title ->> 'nb' AS title_nb, p.title ->> 'bs' AS title_bs,
  p.title ->> 'pl' AS title_pl, p.status, p.starts_on, p.ends_on, p.archived_at
FROM api.project p WHERE p.programme_id IN (SELECT analysis.programmes());

CREATE VIEW analysis.project_country WITH (security_barrier) AS
SELECT c.project_id, c.country_code
FROM api.project_country c JOIN analysis.project p ON p.id = c.project_id;

CREATE VIEW analysis.project_theme WITH (security_barrier) AS
SELECT x.project_id, t.code AS theme_code, analysis.text_of(t.name) AS theme
FROM api.project_theme x JOIN analysis.project p ON p.id = x.project_id
JOIN api.theme t ON t.id = x.theme_id;

CREATE VIEW analysis.project_organisation WITH (security_barrier) AS
SELECT r.project_id, r.organisation_id, r.role
FROM api.project_role r JOIN analysis.project p ON p.id = r.project_id;

CREATE VIEW analysis.project_partnership WITH (security_barrier) AS
SELECT x.project_id, x.partnership_id
FROM api.project_partnership x JOIN analysis.project p ON p.id = x.project_id;

CREATE VIEW analysis.organisation WITH (security_barrier) AS
SELECT o.id, o.kind, o.name, o.country_code, o.place_name, o.latitude, o.longitude, o.archived_at
FROM api.organisation o WHERE (SELECT analysis.has_any());

CREATE VIEW analysis.country WITH (security_barrier) AS
SELECT c.code, c.alpha3, analysis.text_of(c.name) AS name
FROM api.country c WHERE (SELECT analysis.has_any());

CREATE VIEW analysis.partnership WITH (security_barrier) AS
SELECT s.id, s.name, s.link_type FROM api.partnership s
WHERE s.id IN (SELECT x.partnership_id FROM analysis.project_partnership x);

CREATE VIEW analysis.partnership_member WITH (security_barrier) AS
SELECT m.partnership_id, m.organisation_id, m.side, m.role, m.joined_on, m.left_on
FROM api.partnership_member m JOIN analysis.partnership s ON s.id = m.partnership_id;

CREATE VIEW analysis.partnership_status WITH (security_barrier) AS
SELECT t.partnership_id, t.status, t.valid_from
FROM api.partnership_status t JOIN analysis.partnership s ON s.id = t.partnership_id;

CREATE VIEW analysis.network WITH (security_barrier) AS
SELECT n.id, n.programme_id, n.code, n.name, n.lead_organisation_id, n.starts_on, n.ends_on,
  n.archived_at
FROM api.network n WHERE n.programme_id IN (SELECT analysis.programmes());

CREATE VIEW analysis.network_member WITH (security_barrier) AS
SELECT m.network_id, m.organisation_id, m.joined_on, m.left_on
FROM api.network_member m JOIN analysis.network n ON n.id = m.network_id;

CREATE VIEW analysis.budget_line WITH (security_barrier) AS
SELECT b.id, b.project_id, b.year, b.funder_id, b.amount, b.currency
FROM api.budget_line b JOIN analysis.project p ON p.id = b.project_id;

CREATE VIEW analysis.funding_source WITH (security_barrier) AS
SELECT f.project_id, f.organisation_id, f.share, f.amount, c.total, c.currency
FROM api.funding_source f JOIN api.co_financing c ON c.project_id = f.project_id
JOIN analysis.project p ON p.id = f.project_id;

CREATE VIEW analysis.sub_award WITH (security_barrier) AS
SELECT s.id, s.project_id, s.kind, s.giver_id, s.receiver_id, s.amount, s.currency,
  s.awarded_on, s.interest, s.method, s.instalments, s.months_between, s.first_due_on
FROM api.sub_award s JOIN analysis.project p ON p.id = s.project_id;

CREATE VIEW analysis.transaction WITH (security_barrier) AS
SELECT t.id, t.project_id, t.kind, t.happened_on, t.value_on, t.amount, t.currency,
  t.giver_id, t.receiver_id, t.budget_line_id, t.sub_award_id, t.reverses_id, t.stands
FROM api.transaction t JOIN analysis.project p ON p.id = t.project_id;

CREATE VIEW analysis.conversion_rate WITH (security_barrier) AS
SELECT r.from_currency, r.to_currency, r.rate, r.valid_on, r.source
FROM api.conversion_rate r WHERE (SELECT analysis.has_any());

CREATE VIEW analysis.result WITH (security_barrier) AS
SELECT r.id, coalesce(r.programme_id, p.programme_id) AS programme_id, r.project_id, r.kind,
  analysis.text_of(r.title) AS title, r.position, r.builds, r.inside_municipal_tasks,
  r.archived_at
FROM indicators.result r LEFT JOIN analysis.project p ON p.id = r.project_id
WHERE p.id IS NOT NULL
  OR r.project_id IS NULL AND r.programme_id IN (SELECT analysis.programmes());

CREATE VIEW analysis.indicator WITH (security_barrier) AS
SELECT i.id, i.result_id, r.programme_id, r.project_id, analysis.text_of(i.title) AS title,
  d.code AS definition_code, v.kind, v.unit, v.direction, v.cumulation, i.baseline_state,
  i.baseline_value, i.baseline_on, i.target_value, i.target_on, f.life_state AS actual_state,
  f.life_value AS actual_value, f.progress, f.status, f.calculated_at, i.archived_at
FROM indicators.indicator i JOIN analysis.result r ON r.id = i.result_id
JOIN indicators.definition_version v ON v.id = i.definition_version_id
JOIN indicators.definition d ON d.id = v.definition_id
LEFT JOIN indicators.figure f ON f.indicator_id = i.id AND f.include = 'accepted';

CREATE VIEW analysis.indicator_period WITH (security_barrier) AS
SELECT q.id, q.indicator_id, i.programme_id, i.project_id, q.starts_on, q.ends_on,
  q.target_value, f.given_state AS state, f.given_value AS value,
  f.given_numerator AS numerator, f.given_denominator AS denominator,
  f.shown_state AS judged_state, f.shown_value AS judged_value, f.progress, f.status
FROM indicators.period q JOIN analysis.indicator i ON i.id = q.indicator_id
LEFT JOIN indicators.period_figure f ON f.period_id = q.id AND f.include = 'accepted';

CREATE VIEW analysis.report WITH (security_barrier) AS
SELECT r.id, r.programme_id, r.project_id, r.organisation_id, r.kind, r.starts_on, r.ends_on,
  r.due_on, r.grace_days, r.status, r.received_on
FROM indicators.report r WHERE r.programme_id IN (SELECT analysis.programmes());

GRANT USAGE ON SCHEMA analysis TO bromost_analysis;
GRANT SELECT ON ALL TABLES IN SCHEMA analysis TO bromost_analysis;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA analysis FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA analysis TO bromost_analysis;
-- The page that explains the views reads the catalogue, not the rows.
GRANT USAGE ON SCHEMA analysis TO bromost_api;

-- What each view and column means: shown on the page, and by most tools.
COMMENT ON VIEW analysis.programme IS 'Programmes.';
COMMENT ON COLUMN analysis.programme.id IS 'What other views call programme_id.';
COMMENT ON COLUMN analysis.programme.code IS 'Code.';
COMMENT ON COLUMN analysis.programme.title IS 'Title, in English or the first language that has one.';
COMMENT ON COLUMN analysis.programme.title_en IS 'Title in English.';
COMMENT ON COLUMN analysis.programme.title_nb IS 'Title in Norwegian.';
COMMENT ON COLUMN analysis.programme.title_bs IS 'Title in Bosnian.';
COMMENT ON COLUMN analysis.programme.title_pl IS 'Title in Polish.';
COMMENT ON COLUMN analysis.programme.starts_on IS 'First day.';
COMMENT ON COLUMN analysis.programme.ends_on IS 'Last day.';
COMMENT ON VIEW analysis.project IS 'Projects, the archived ones too.';
COMMENT ON COLUMN analysis.project.id IS 'What other views call project_id.';
COMMENT ON COLUMN analysis.project.programme_id IS 'Its programme.';
COMMENT ON COLUMN analysis.project.network_id IS 'The network whose project it is.';
COMMENT ON COLUMN analysis.project.code IS 'Code.';
COMMENT ON COLUMN analysis.project.title IS 'Title, in English or the first language that has one.';
COMMENT ON COLUMN analysis.project.title_en IS 'Title in English.';
COMMENT ON COLUMN analysis.project.title_nb IS 'Title in Norwegian.';
COMMENT ON COLUMN analysis.project.title_bs IS 'Title in Bosnian.';
COMMENT ON COLUMN analysis.project.title_pl IS 'Title in Polish.';
COMMENT ON COLUMN analysis.project.status IS 'planned, active, completed, standstill or cancelled.';
COMMENT ON COLUMN analysis.project.starts_on IS 'First day.';
COMMENT ON COLUMN analysis.project.ends_on IS 'Last day.';
COMMENT ON COLUMN analysis.project.archived_at IS 'Since when it is archived.';
COMMENT ON VIEW analysis.project_country IS 'Countries of a project, a row for each.';
COMMENT ON COLUMN analysis.project_country.project_id IS 'The project.';
COMMENT ON COLUMN analysis.project_country.country_code IS 'The country.';
COMMENT ON VIEW analysis.project_theme IS 'Themes of a project, a row for each.';
COMMENT ON COLUMN analysis.project_theme.project_id IS 'The project.';
COMMENT ON COLUMN analysis.project_theme.theme_code IS 'Code of the theme.';
COMMENT ON COLUMN analysis.project_theme.theme IS 'Name of the theme.';
COMMENT ON VIEW analysis.project_organisation IS 'Who is what in a project.';
COMMENT ON COLUMN analysis.project_organisation.project_id IS 'The project.';
COMMENT ON COLUMN analysis.project_organisation.organisation_id IS 'The organisation.';
COMMENT ON COLUMN analysis.project_organisation.role IS 'What it is there, such as lead_partner or funder.';
COMMENT ON VIEW analysis.project_partnership IS 'Which partnerships carry a project.';
COMMENT ON COLUMN analysis.project_partnership.project_id IS 'The project.';
COMMENT ON COLUMN analysis.project_partnership.partnership_id IS 'The partnership.';
COMMENT ON VIEW analysis.organisation IS 'Organisations: municipalities, associations, ministries and others.';
COMMENT ON COLUMN analysis.organisation.id IS 'What other views call organisation_id, funder_id, giver_id or receiver_id.';
COMMENT ON COLUMN analysis.organisation.kind IS 'What sort of organisation it is.';
COMMENT ON COLUMN analysis.organisation.name IS 'Name.';
COMMENT ON COLUMN analysis.organisation.country_code IS 'The country.';
COMMENT ON COLUMN analysis.organisation.place_name IS 'The place.';
COMMENT ON COLUMN analysis.organisation.latitude IS 'Degrees north.';
COMMENT ON COLUMN analysis.organisation.longitude IS 'Degrees east.';
COMMENT ON COLUMN analysis.organisation.archived_at IS 'Since when it is archived.';
COMMENT ON VIEW analysis.country IS 'Countries.';
COMMENT ON COLUMN analysis.country.code IS 'Two letters, as ISO 3166-1 has them; XK for Kosovo.';
COMMENT ON COLUMN analysis.country.alpha3 IS 'Three letters.';
COMMENT ON COLUMN analysis.country.name IS 'Name in English.';
COMMENT ON VIEW analysis.partnership IS 'Partnerships of the projects that are seen.';
COMMENT ON COLUMN analysis.partnership.id IS 'What other views call partnership_id.';
COMMENT ON COLUMN analysis.partnership.name IS 'Name.';
COMMENT ON COLUMN analysis.partnership.link_type IS 'Of what sort it is, such as partnership or friendship.';
COMMENT ON VIEW analysis.partnership_member IS 'Who is in a partnership, and on which side.';
COMMENT ON COLUMN analysis.partnership_member.partnership_id IS 'The partnership.';
COMMENT ON COLUMN analysis.partnership_member.organisation_id IS 'The organisation.';
COMMENT ON COLUMN analysis.partnership_member.side IS 'Its side.';
COMMENT ON COLUMN analysis.partnership_member.role IS 'What it is there.';
COMMENT ON COLUMN analysis.partnership_member.joined_on IS 'Since when.';
COMMENT ON COLUMN analysis.partnership_member.left_on IS 'Until when.';
COMMENT ON VIEW analysis.partnership_status IS 'What a partnership was from which day on.';
COMMENT ON COLUMN analysis.partnership_status.partnership_id IS 'The partnership.';
COMMENT ON COLUMN analysis.partnership_status.status IS 'What it is since then.';
COMMENT ON COLUMN analysis.partnership_status.valid_from IS 'The first day.';
COMMENT ON VIEW analysis.network IS 'Networks of municipalities.';
COMMENT ON COLUMN analysis.network.id IS 'What other views call network_id.';
COMMENT ON COLUMN analysis.network.programme_id IS 'Its programme.';
COMMENT ON COLUMN analysis.network.code IS 'Code.';
COMMENT ON COLUMN analysis.network.name IS 'Name.';
COMMENT ON COLUMN analysis.network.lead_organisation_id IS 'The organisation that leads it.';
COMMENT ON COLUMN analysis.network.starts_on IS 'First day.';
COMMENT ON COLUMN analysis.network.ends_on IS 'Last day.';
COMMENT ON COLUMN analysis.network.archived_at IS 'Since when it is archived.';
COMMENT ON VIEW analysis.network_member IS 'Who is in a network.';
COMMENT ON COLUMN analysis.network_member.network_id IS 'The network.';
COMMENT ON COLUMN analysis.network_member.organisation_id IS 'The organisation.';
COMMENT ON COLUMN analysis.network_member.joined_on IS 'Since when.';
COMMENT ON COLUMN analysis.network_member.left_on IS 'Until when.';
COMMENT ON VIEW analysis.budget_line IS 'What a funder gives a project in a year.';
COMMENT ON COLUMN analysis.budget_line.id IS 'What transactions call budget_line_id.';
COMMENT ON COLUMN analysis.budget_line.project_id IS 'The project.';
COMMENT ON COLUMN analysis.budget_line.year IS 'The year.';
COMMENT ON COLUMN analysis.budget_line.funder_id IS 'The organisation that gives it.';
COMMENT ON COLUMN analysis.budget_line.amount IS 'Amount in its currency.';
COMMENT ON COLUMN analysis.budget_line.currency IS 'Currency, three letters as ISO 4217 has them.';
COMMENT ON VIEW analysis.funding_source IS 'Who carries which part of a project''s cost.';
COMMENT ON COLUMN analysis.funding_source.project_id IS 'The project.';
COMMENT ON COLUMN analysis.funding_source.organisation_id IS 'The organisation.';
COMMENT ON COLUMN analysis.funding_source.share IS 'Per cent of the total; none where an amount is agreed.';
COMMENT ON COLUMN analysis.funding_source.amount IS 'Agreed amount; none where a share is.';
COMMENT ON COLUMN analysis.funding_source.total IS 'The whole cost of the project.';
COMMENT ON COLUMN analysis.funding_source.currency IS 'Currency of both amounts.';
COMMENT ON VIEW analysis.sub_award IS 'Grants and loans that a project hands on.';
COMMENT ON COLUMN analysis.sub_award.id IS 'What transactions call sub_award_id.';
COMMENT ON COLUMN analysis.sub_award.project_id IS 'The project.';
COMMENT ON COLUMN analysis.sub_award.kind IS 'grant or loan.';
COMMENT ON COLUMN analysis.sub_award.giver_id IS 'Who gives it.';
COMMENT ON COLUMN analysis.sub_award.receiver_id IS 'Who gets it.';
COMMENT ON COLUMN analysis.sub_award.amount IS 'Amount.';
COMMENT ON COLUMN analysis.sub_award.currency IS 'Currency.';
COMMENT ON COLUMN analysis.sub_award.awarded_on IS 'The day.';
COMMENT ON COLUMN analysis.sub_award.interest IS 'Per cent a year; of loans.';
COMMENT ON COLUMN analysis.sub_award.method IS 'How a loan is paid back: annuity or equal_principal.';
COMMENT ON COLUMN analysis.sub_award.instalments IS 'In how many parts it is paid back.';
COMMENT ON COLUMN analysis.sub_award.months_between IS 'Months between two parts.';
COMMENT ON COLUMN analysis.sub_award.first_due_on IS 'When the first part is due.';
COMMENT ON VIEW analysis.transaction IS 'What was committed, disbursed, spent and repaid.';
COMMENT ON COLUMN analysis.transaction.id IS 'What reversals call reverses_id.';
COMMENT ON COLUMN analysis.transaction.project_id IS 'The project.';
COMMENT ON COLUMN analysis.transaction.kind IS 'commitment, disbursement, expenditure or repayment.';
COMMENT ON COLUMN analysis.transaction.happened_on IS 'The day.';
COMMENT ON COLUMN analysis.transaction.value_on IS 'Of which day''s rate it is worth in another currency, where that is another day.';
COMMENT ON COLUMN analysis.transaction.amount IS 'Amount; of reversals below zero.';
COMMENT ON COLUMN analysis.transaction.currency IS 'Currency.';
COMMENT ON COLUMN analysis.transaction.giver_id IS 'Who pays.';
COMMENT ON COLUMN analysis.transaction.receiver_id IS 'Who is paid.';
COMMENT ON COLUMN analysis.transaction.budget_line_id IS 'The budget line it belongs to.';
COMMENT ON COLUMN analysis.transaction.sub_award_id IS 'The grant or loan it belongs to.';
COMMENT ON COLUMN analysis.transaction.reverses_id IS 'The entry that it takes back.';
COMMENT ON COLUMN analysis.transaction.stands IS 'Neither a reversal nor reversed: what sums are made of.';
COMMENT ON VIEW analysis.conversion_rate IS 'Rates of currencies.';
COMMENT ON COLUMN analysis.conversion_rate.from_currency IS 'One of this';
COMMENT ON COLUMN analysis.conversion_rate.to_currency IS 'is worth so many of that.';
COMMENT ON COLUMN analysis.conversion_rate.rate IS 'How many.';
COMMENT ON COLUMN analysis.conversion_rate.valid_on IS 'On that day.';
COMMENT ON COLUMN analysis.conversion_rate.source IS 'Where the rate is from.';
COMMENT ON VIEW analysis.result IS 'What is to be reached: the parts of the frameworks of results.';
COMMENT ON COLUMN analysis.result.id IS 'What indicators call result_id.';
COMMENT ON COLUMN analysis.result.programme_id IS 'The programme.';
COMMENT ON COLUMN analysis.result.project_id IS 'The project; none of a programme''s own.';
COMMENT ON COLUMN analysis.result.kind IS 'input, activity, output, outcome or impact.';
COMMENT ON COLUMN analysis.result.title IS 'Title, in English or the first language that has one.';
COMMENT ON COLUMN analysis.result.position IS 'Order among its kind.';
COMMENT ON COLUMN analysis.result.builds IS 'What an activity builds, such as skills or infrastructure.';
COMMENT ON COLUMN analysis.result.inside_municipal_tasks IS 'Whether it is within what municipalities are there for.';
COMMENT ON COLUMN analysis.result.archived_at IS 'Since when it is archived.';
COMMENT ON VIEW analysis.indicator IS 'Indicators in use, with their official figure over the whole life.';
COMMENT ON COLUMN analysis.indicator.id IS 'What other views call indicator_id.';
COMMENT ON COLUMN analysis.indicator.result_id IS 'What it measures.';
COMMENT ON COLUMN analysis.indicator.programme_id IS 'The programme.';
COMMENT ON COLUMN analysis.indicator.project_id IS 'The project; none of a programme''s own.';
COMMENT ON COLUMN analysis.indicator.title IS 'Title, in English or the first language that has one.';
COMMENT ON COLUMN analysis.indicator.definition_code IS 'Code in the library.';
COMMENT ON COLUMN analysis.indicator.kind IS 'number, percentage, ratio, money and so on.';
COMMENT ON COLUMN analysis.indicator.unit IS 'Unit.';
COMMENT ON COLUMN analysis.indicator.direction IS 'Which way is good.';
COMMENT ON COLUMN analysis.indicator.cumulation IS 'Whether periods are added up, run on or stand alone.';
COMMENT ON COLUMN analysis.indicator.baseline_state IS 'Whether there is a baseline, and why not.';
COMMENT ON COLUMN analysis.indicator.baseline_value IS 'Value at the start.';
COMMENT ON COLUMN analysis.indicator.baseline_on IS 'Of which day.';
COMMENT ON COLUMN analysis.indicator.target_value IS 'What is to be reached.';
COMMENT ON COLUMN analysis.indicator.target_on IS 'Until when.';
COMMENT ON COLUMN analysis.indicator.actual_state IS 'Whether there is a figure, and why not.';
COMMENT ON COLUMN analysis.indicator.actual_value IS 'What it comes to, of accepted values alone.';
COMMENT ON COLUMN analysis.indicator.progress IS 'Share of the way from baseline to target; 1 is reached.';
COMMENT ON COLUMN analysis.indicator.status IS 'reached, ahead, on_track, behind, no_data or not_due.';
COMMENT ON COLUMN analysis.indicator.calculated_at IS 'When the figure was calculated.';
COMMENT ON COLUMN analysis.indicator.archived_at IS 'Since when it is archived.';
COMMENT ON VIEW analysis.indicator_period IS 'Figures of indicators, period by period, of accepted values alone.';
COMMENT ON COLUMN analysis.indicator_period.id IS 'The period.';
COMMENT ON COLUMN analysis.indicator_period.indicator_id IS 'The indicator.';
COMMENT ON COLUMN analysis.indicator_period.programme_id IS 'The programme.';
COMMENT ON COLUMN analysis.indicator_period.project_id IS 'The project; none of a programme''s own.';
COMMENT ON COLUMN analysis.indicator_period.starts_on IS 'First day.';
COMMENT ON COLUMN analysis.indicator_period.ends_on IS 'Last day.';
COMMENT ON COLUMN analysis.indicator_period.target_value IS 'What is to be reached in it.';
COMMENT ON COLUMN analysis.indicator_period.state IS 'Whether there is a value, and why not.';
COMMENT ON COLUMN analysis.indicator_period.value IS 'The value of the period.';
COMMENT ON COLUMN analysis.indicator_period.numerator IS 'Of percentages and ratios.';
COMMENT ON COLUMN analysis.indicator_period.denominator IS 'Of percentages and ratios.';
COMMENT ON COLUMN analysis.indicator_period.judged_state IS 'Whether there is a figure to hold against the target.';
COMMENT ON COLUMN analysis.indicator_period.judged_value IS 'What is held against the target; added up over periods where the indicator says so.';
COMMENT ON COLUMN analysis.indicator_period.progress IS 'Share of the way to the target; 1 is reached.';
COMMENT ON COLUMN analysis.indicator_period.status IS 'reached, ahead, on_track, behind, no_data or not_due.';
COMMENT ON VIEW analysis.report IS 'Reports that are owed, and what became of them.';
COMMENT ON COLUMN analysis.report.id IS 'The report.';
COMMENT ON COLUMN analysis.report.programme_id IS 'The programme that they are owed.';
COMMENT ON COLUMN analysis.report.project_id IS 'The project that owes it.';
COMMENT ON COLUMN analysis.report.organisation_id IS 'The organisation that owes it.';
COMMENT ON COLUMN analysis.report.kind IS 'progress, financial, annual, final, steering_group or special.';
COMMENT ON COLUMN analysis.report.starts_on IS 'First day of the period.';
COMMENT ON COLUMN analysis.report.ends_on IS 'Last day of the period.';
COMMENT ON COLUMN analysis.report.due_on IS 'Until when.';
COMMENT ON COLUMN analysis.report.grace_days IS 'Days after that which do not count as late.';
COMMENT ON COLUMN analysis.report.status IS 'What became of it.';
COMMENT ON COLUMN analysis.report.received_on IS 'The day it was handed in.';
