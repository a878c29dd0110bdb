"""One statement for all checks of a kind of thing, whatever the number of projects.

Owners are projects, and the programme whose own framework is looked at with theirs.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ARRAY, BindParameter, Uuid, bindparam, text
from sqlalchemy.sql.elements import TextClause

from .rules import POPULATIONS, RULES, SPLIT, About

# Live results of the projects and of their programme, and what leads from one to
# another: a contribution, or being the same as one of the programme's. Whose are told
# is joined: an array that is sent is searched from its start, for each of them.
_GRAPH = """
WITH RECURSIVE owned AS MATERIALIZED (
  SELECT id, coalesce(project_id, programme_id) AS owner_id, kind, builds,
    inside_municipal_tasks, side_id, origin_result_id, origin_mode,
    EXISTS (SELECT FROM indicators.indicator i
      WHERE i.result_id = r.id AND i.archived_at IS NULL) AS is_measured
  FROM indicators.result r
  WHERE archived_at IS NULL
    AND (project_id = ANY (:owners) OR programme_id = :programme)
), edge AS MATERIALIZED (
  SELECT c.from_result_id AS low, c.to_result_id AS high
  FROM indicators.contribution c
  JOIN owned l ON l.id = c.from_result_id JOIN owned h ON h.id = c.to_result_id
  UNION ALL
  SELECT id, origin_result_id FROM owned WHERE origin_mode IN ('inherited', 'mapped')
), tied AS (
  SELECT g.result_id AS id FROM indicators.result_goal g
  JOIN owned o ON o.id = g.result_id JOIN api.programme_goal_v1 v ON v.id = g.goal_id
  UNION
  SELECT e.low FROM edge e JOIN tied t ON t.id = e.high
), led AS (
  SELECT e.low AS id FROM edge e JOIN owned o ON o.id = e.high
  WHERE o.kind IN ('output', 'outcome', 'impact')
  UNION
  SELECT e.low FROM edge e JOIN led l ON l.id = e.high
)
SELECT o.owner_id, {columns}
FROM owned o LEFT JOIN tied ON tied.id = o.id LEFT JOIN led ON led.id = o.id
JOIN unnest(:owners) w(id) ON w.id = o.owner_id GROUP BY o.owner_id
"""
_INDICATORS = """
SELECT o.owner_id, {columns} FROM (
  SELECT i.id, {owner} AS owner_id,
    coalesce(i.baseline_state, 'not_collected') <> 'not_collected' AS has_baseline,
    num_nonnulls(i.target_value, i.target_low, i.target_high) > 0 OR EXISTS (
      SELECT FROM indicators.period p WHERE p.indicator_id = i.id
        AND num_nonnulls(p.target_value, p.target_low, p.target_high) > 0
    ) AS has_target,
    d.source IS NOT NULL AS has_source,
    d.responsible IS NOT NULL OR EXISTS (
      SELECT FROM indicators.indicator_responsible a
      WHERE a.indicator_id = i.id) AS has_responsible
  FROM indicators.indicator i JOIN indicators.result r ON r.id = i.result_id
  JOIN indicators.definition_version d ON d.id = i.definition_version_id
  WHERE ({owned}) AND r.archived_at IS NULL AND i.archived_at IS NULL
) o GROUP BY o.owner_id
"""
# Partners on one side of a partnership are one side; any of them may have the benefit.
_SIDES = """
WITH benefit AS (
  SELECT DISTINCT project_id, side_id FROM indicators.result
  WHERE project_id = ANY (:owners) AND archived_at IS NULL AND side_id IS NOT NULL
    AND kind IN ('output', 'outcome', 'impact')
), side AS (
  SELECT s.project_id AS owner_id, min(s.organisation_id::text)::uuid AS id,
    bool_or(b.side_id IS NOT NULL) AS has_benefit
  FROM api.project_side_v1 s LEFT JOIN benefit b
    ON b.project_id = s.project_id AND b.side_id = s.organisation_id
  WHERE s.project_id = ANY (:owners)
  GROUP BY s.project_id, coalesce(s.side::text, s.organisation_id::text)
), o AS (
  SELECT *, count(*) OVER (PARTITION BY owner_id) AS sides FROM side
)
SELECT o.owner_id, {columns} FROM o
WHERE o.sides > 1 GROUP BY o.owner_id
"""


def _rules(*about: About) -> Iterator[tuple[str, str, str]]:
    """The checks of these: the code, on which rows, and which of them offend."""
    for rule in RULES:
        if rule.about in about:
            population = f"{POPULATIONS[rule.about]} AND {rule.among}"
            yield rule.code, population, f"{population} AND ({rule.offends})"


def _counts(*about: About) -> str:
    """For each check of these: how many there are, and how many offend."""
    return ", ".join(
        f"count(*) FILTER (WHERE {those}) AS {name}"
        for code, population, offends in _rules(*about)
        for name, those in ((f"{code}_total", population), (code, offends))
    )


def _ids(*about: About) -> str:
    """For each check of these, the owner's that offend.

    In any order: to have them in one, PostgreSQL would sort all there are.
    """
    return ", ".join(
        f"array_agg(o.id) FILTER (WHERE {offends} AND o.owner_id = :owner)"
        f" AS {code}_ids"
        for code, _, offends in _rules(*about)
    )


def _columns(*about: About) -> str:
    return f"{_counts(*about)}, {_ids(*about)}"


def _split() -> str:
    return ", ".join(
        f"count(*) FILTER (WHERE {POPULATIONS['activity']}"
        f" AND coalesce(o.builds, 'unknown') = '{name}') AS split_{name}"
        for name in SPLIT
    )


_OWNER = bindparam("owner", type_=Uuid())
_OWNERS = bindparam("owners", type_=ARRAY(Uuid()))
_PROGRAMME = bindparam("programme", type_=Uuid())


def _statement(
    sql: str, columns: str, *given: BindParameter[Any], **words: str
) -> TextClause:
    return text(sql.format(columns=columns, **words)).bindparams(*given)


STATEMENTS = (
    _statement(
        *(_GRAPH, f"{_columns('activity', 'result')}, {_split()}"),
        *(_OWNERS, _OWNER, _PROGRAMME),
    ),
    # A hundred thousand in a programme: so they come in the order of their projects,
    # and need not be sorted.
    _statement(
        *(_INDICATORS, _counts("indicator"), _OWNERS),
        owner="r.project_id",
        owned="r.project_id = ANY (:owners)",
    ),
    _statement(
        *(_INDICATORS, _columns("indicator"), _OWNER),
        owner="coalesce(r.project_id, r.programme_id)",
        owned="r.project_id = :owner OR r.programme_id = :owner",
    ),
    _statement(_SIDES, _columns("side"), _OWNERS, _OWNER),
)
