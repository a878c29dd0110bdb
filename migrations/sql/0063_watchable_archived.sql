-- Whether it was archived: nothing is announced to a network that was.
CREATE OR REPLACE VIEW api.watchable_v1 AS
SELECT 'organisation' AS object_type, o.id, NULL::uuid AS programme_id, o.name,
  NULL::jsonb AS title, NULL::text AS original_language,
  o.archived_at IS NOT NULL AS is_archived
FROM api.organisation o
UNION ALL
SELECT 'partnership', m.id, NULL, m.name, NULL, NULL, false FROM api.partnership m
WHERE (SELECT common.reads_all()) OR m.id IN
  (SELECT api.partnerships_seen_by((SELECT common.reads()), (SELECT common.funds())))
UNION ALL
SELECT 'network', n.id, n.programme_id, NULL, n.name, n.original_language,
  n.archived_at IS NOT NULL FROM api.network n
WHERE (SELECT common.reads_all()) OR n.id IN
  (SELECT api.networks_seen_by((SELECT common.reads()), (SELECT common.funds())))
UNION ALL
SELECT 'programme', g.id, g.id, NULL, g.title, g.original_language, false
FROM api.programme g
WHERE (SELECT common.reads_all()) OR g.id IN
  (SELECT api.programmes_seen_by((SELECT common.reads()), (SELECT common.funds())))
UNION ALL
SELECT 'project', p.id, p.programme_id, NULL, p.title, p.original_language,
  p.archived_at IS NOT NULL FROM api.project p
WHERE (SELECT common.reads_all()) OR p.id IN
  (SELECT api.projects_seen_by((SELECT common.reads()), (SELECT common.funds())));
