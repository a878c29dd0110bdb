-- What an erasure takes out of a table may not stand in the sealed log beside it, which
-- nobody can change: such values are kept there as hashes. History has them, and forgets.
UPDATE common.history_table t SET personal = p.personal
FROM (VALUES
  ('api', 'contact_person', '{name,email,phone,title,source}'::text[]),
  ('api', 'membership', '{title}'),
  ('api', 'invitation', '{email,message,title}'),
  ('api', 'partnership_status', '{reason}'),
  ('api', 'budget_line', '{note}'),
  ('indicators', 'entry', '{comment}'),
  -- The last of them comes with the next revision.
  ('indicators', 'indicator', '{source,baseline_note,baseline_method}')
) AS p (table_schema, table_name, personal)
WHERE t.table_schema = p.table_schema AND t.table_name = p.table_name;
