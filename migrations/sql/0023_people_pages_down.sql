-- Takes back: what the sealed log keeps as hashes alone.
UPDATE common.history_table t SET personal = p.personal
FROM (VALUES
  ('api', 'contact_person', '{name,email,phone}'::text[]),
  ('api', 'membership', '{}'),
  ('api', 'invitation', '{email,message}'),
  ('api', 'partnership_status', '{}'),
  ('api', 'budget_line', '{}'),
  ('indicators', 'entry', '{}'),
  ('indicators', 'indicator', '{}')
) AS p (table_schema, table_name, personal)
WHERE t.table_schema = p.table_schema AND t.table_name = p.table_name;
