-- What a change did to the rows of a service: at most fifty of them, and how many more.
DO $do$
DECLARE
  service text;
BEGIN
  FOREACH service IN ARRAY ARRAY['api', 'indicators'] LOOP
    EXECUTE format($sql$
    CREATE OR REPLACE FUNCTION %1$I.audit_changes(change uuid) RETURNS jsonb
    LANGUAGE sql STABLE SET search_path = pg_catalog AS
    $body$
    WITH touched AS (
      SELECT h.table_name, h.object_id, h.row_key,
        min(h.position) AS first, max(h.position) AS last, count(*) OVER () AS rows
      FROM %1$I.history h WHERE h.change_id = change
      GROUP BY h.table_name, h.object_id, h.row_key
      ORDER BY min(h.position) LIMIT 50
    ), pairs AS (
      SELECT t.*, CASE WHEN b.operation <> 'removed' THEN b.image END AS was,
        CASE WHEN a.operation <> 'removed' THEN a.image END AS became
      FROM touched t
      JOIN %1$I.history a ON a.table_name = t.table_name AND a.object_id = t.object_id
        AND a.position = t.last
      LEFT JOIN LATERAL (
        SELECT h.operation, h.image FROM %1$I.history h
        WHERE h.table_name = t.table_name AND h.object_id = t.object_id
          AND h.row_key = t.row_key AND h.position < t.first
        ORDER BY h.position DESC LIMIT 1) b ON true
    ), told AS (
      SELECT p.first, jsonb_build_object('table', p.table_name, 'object_id', p.object_id,
        'operation', CASE WHEN p.was IS NULL THEN 'added' WHEN p.became IS NULL
          THEN 'removed' ELSE 'changed' END,
        'fields', (
          SELECT jsonb_object_agg(f.name, jsonb_build_array(
            common.audit_value(p.was -> f.name, f.name = ANY (k.personal)),
            common.audit_value(p.became -> f.name, f.name = ANY (k.personal))))
          FROM jsonb_object_keys(coalesce(p.became, p.was)) f(name)
          WHERE p.was -> f.name IS DISTINCT FROM p.became -> f.name
            AND f.name NOT IN ('id', 'version', 'created_at', 'updated_at'))) AS item
      FROM pairs p JOIN common.history_table k
        ON k.table_schema = %1$L AND k.table_name = p.table_name
      WHERE p.was IS DISTINCT FROM p.became
    )
    SELECT jsonb_build_object('rows', (SELECT max(rows) FROM touched),
      'items', jsonb_agg(item ORDER BY first)) FROM told HAVING count(*) > 0
    $body$;
    $sql$, service);
  END LOOP;
END
$do$;
