DROP FUNCTION api.post_mail_v1(uuid, text, text, text, jsonb, timestamptz);
DROP VIEW api.account_directory_v1;
CREATE VIEW api.account_directory_v1 AS
SELECT a.id, a.display_name, a.locale, a.is_active, a.created_at,
  ARRAY(SELECT DISTINCT r.role FROM api.role_assignment r
        WHERE r.account_id = a.id AND r.valid_from <= current_date
          AND (r.valid_to IS NULL OR r.valid_to >= current_date)) AS roles
FROM api.account a;
GRANT SELECT ON api.account_directory_v1 TO bromost_api, bromost_indicators,
  bromost_notifications;
DO $$
DECLARE
  part text;
BEGIN
  FOREACH part IN ARRAY ARRAY['entry_cell', 'entry_step', 'entry_evidence'] LOOP
    EXECUTE format('DROP POLICY added_by_link ON indicators.%I', part);
  END LOOP;
  DROP POLICY added_by_link ON indicators.entry;
  DROP POLICY changed_by_link ON indicators.entry;
  DROP POLICY changed_by_link ON indicators.period;
  FOREACH part IN ARRAY ARRAY['indicator', 'entry', 'history'] LOOP
    EXECUTE format('DROP POLICY within_link ON indicators.%I', part);
  END LOOP;
  FOREACH part IN ARRAY ARRAY['result', 'indicator', 'axis', 'place', 'period_lock', 'entry',
    'period', 'indicator_version'] LOOP
    EXECUTE format('DROP POLICY seen_by_link ON indicators.%I', part);
  END LOOP;
END
$$;
DROP TABLE indicators.contribution_session, indicators.contribution_ask,
  indicators.contribution_link;
DROP FUNCTION indicators.asked_numbers(), indicators.contribution_link_of(bytea), indicators.contributor_of(bytea),
  indicators.asked_ids(), indicators.asking_project();
