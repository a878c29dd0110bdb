"""A project of many indicators, each with five years, made by the database."""

MAKE = """
    WITH result AS (
      INSERT INTO indicators.result (id, project_id, kind, title, position,
        original_language)
      VALUES (gen_random_uuid(), :project, 'output', '{"en": "R"}', 1, 'en')
      RETURNING id
    ), definition AS (
      INSERT INTO indicators.definition (id, project_id)
      VALUES (gen_random_uuid(), :project) RETURNING id
    ), version AS (
      INSERT INTO indicators.definition_version (id, definition_id, number, name,
        original_language, kind, unit, direction, cumulation, over_time, over_children,
        published_at)
      SELECT gen_random_uuid(), d.id, 1, '{"en": "I"}', 'en', 'number', 'number',
        'increase', 'none', 'latest', 'sum', now()
      FROM definition d RETURNING id
    ), indicator AS (
      INSERT INTO indicators.indicator (id, result_id, definition_version_id, title,
        position, baseline_state, baseline_value, baseline_on, target_value)
      SELECT gen_random_uuid(), r.id, v.id, '{"en": "I"}', n, 'zero', 0, '2000-01-01',
        100
      FROM result r, version v, generate_series(1, CAST(:count AS int)) n
      RETURNING id, definition_version_id
    ), series AS (
      INSERT INTO indicators.indicator_version (indicator_id, number,
        definition_version_id)
      SELECT i.id, 1, i.definition_version_id FROM indicator i
    )
    INSERT INTO indicators.period (id, indicator_id, starts_on, ends_on)
    SELECT gen_random_uuid(), i.id, make_date(y, 1, 1), make_date(y, 12, 31)
    FROM indicator i, generate_series(2001, 2005) y
"""
