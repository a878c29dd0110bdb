"""Takes a committed import back, while nothing depends on it."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.errors import ConflictError, FieldError

MOST_NAMED = 20

# Things that somebody changed since: their version is no longer the one we left;
# and things that were since added to what would go.
_DEPENDENTS = text(
    """
    WITH organisations AS (
      SELECT object_id FROM api.import_created(:batch, 'organisation')
    ), projects AS (
      SELECT object_id FROM api.import_created(:batch, 'project')
    ), partnerships AS (
      SELECT object_id FROM api.import_created(:batch, 'partnership')
    ), lines AS (
      SELECT object_id FROM api.import_created(:batch, 'budget_line')
    ), roles AS (
      SELECT object_id, related_id, detail FROM api.import_created(:batch, 'role')
    ), ties AS (
      SELECT object_id, related_id FROM api.import_created(:batch, 'tie')
    ), versions AS (
      SELECT kind, object_id, version FROM api.import_change WHERE batch_id = :batch
    )
    SELECT 'organisation' AS kind, o.id, o.name FROM api.organisation o
      JOIN versions v ON v.object_id = o.id AND v.kind = 'organisation'
      WHERE o.version <> v.version
    UNION
    SELECT 'project', p.id, p.code FROM api.project p
      JOIN versions v ON v.object_id = p.id AND v.kind = 'project'
      WHERE p.version <> v.version
    UNION
    SELECT 'partnership', p.id, p.name FROM api.partnership p
      JOIN versions v ON v.object_id = p.id AND v.kind = 'partnership'
      WHERE p.version <> v.version
    UNION
    SELECT 'budget_line', p.id, p.code || ' ' || b.year FROM api.budget_line b
      JOIN api.project p ON p.id = b.project_id
      JOIN versions v ON v.object_id = b.id AND v.kind = 'budget_line'
      WHERE b.version <> v.version
    UNION
    SELECT 'budget_line', p.id, p.code || ' ' || b.year FROM api.budget_line b
      JOIN api.project p ON p.id = b.project_id
      WHERE (b.project_id IN (TABLE projects) OR b.funder_id IN (TABLE organisations))
        AND b.id NOT IN (TABLE lines)
    UNION
    SELECT 'project', p.id, p.code FROM api.project_role r
      JOIN api.project p ON p.id = r.project_id
      WHERE r.organisation_id IN (TABLE organisations)
        AND (r.project_id, r.organisation_id, r.role) NOT IN (TABLE roles)
    UNION
    SELECT 'programme', p.id, p.code FROM api.programme_role r
      JOIN api.programme p ON p.id = r.programme_id
      WHERE r.organisation_id IN (TABLE organisations)
    UNION
    SELECT 'partnership', p.id, p.name FROM api.partnership_member m
      JOIN api.partnership p ON p.id = m.partnership_id
      WHERE m.organisation_id IN (TABLE organisations)
        AND m.partnership_id NOT IN (TABLE partnerships)
    UNION
    SELECT 'partnership', p.id, p.name FROM api.project_partnership t
      JOIN api.partnership p ON p.id = t.partnership_id
      WHERE (t.project_id IN (TABLE projects)
             OR t.partnership_id IN (TABLE partnerships))
        AND (t.project_id, t.partnership_id) NOT IN (TABLE ties)
    UNION
    SELECT 'project', p.id, p.code FROM api.transaction e
      JOIN api.project p ON p.id = e.project_id
      WHERE e.project_id IN (TABLE projects) OR e.budget_line_id IN (TABLE lines)
        OR e.giver_id IN (TABLE organisations) OR e.receiver_id IN (TABLE organisations)
    UNION
    SELECT 'project', p.id, p.code FROM api.co_financing c
      JOIN api.project p ON p.id = c.project_id
      LEFT JOIN api.funding_source s ON s.project_id = c.project_id
      WHERE c.project_id IN (TABLE projects)
        OR s.organisation_id IN (TABLE organisations)
    UNION
    SELECT 'project', p.id, p.code FROM api.sub_award a
      JOIN api.project p ON p.id = a.project_id
      WHERE a.project_id IN (TABLE projects)
        OR a.giver_id IN (TABLE organisations)
        OR a.receiver_id IN (TABLE organisations)
    UNION
    SELECT 'programme', p.id, p.code FROM api.funding_round r
      JOIN api.programme p ON p.id = r.programme_id
      WHERE r.giver_id IN (TABLE organisations)
    UNION
    SELECT 'partnership', p.id, p.name FROM api.funding_application a
      JOIN api.partnership p ON p.id = a.partnership_id
      WHERE a.partnership_id IN (TABLE partnerships)
    UNION
    SELECT 'result', p.id, p.code FROM indicators.project_use_v1 u
      JOIN api.project p ON p.id = u.project_id
      WHERE u.project_id IN (TABLE projects)
    ORDER BY 1, 3, 2 LIMIT :most
    """
)

# In the order of the foreign keys, the other way round than they were written.
_UNDO = (
    text(
        "DELETE FROM api.budget_line WHERE id IN"
        " (SELECT object_id FROM api.import_created(:batch, 'budget_line'))"
    ),
    text(
        "UPDATE api.budget_line b SET amount = CAST(c.detail AS numeric),"
        " version = b.version + 1, updated_at = now() FROM api.import_change c"
        " WHERE c.object_id = b.id AND c.batch_id = :batch"
        " AND c.kind = 'budget_line' AND c.action = 'changed'"
    ),
    text(
        "DELETE FROM api.project_partnership WHERE (project_id, partnership_id) IN"
        " (SELECT object_id, related_id FROM api.import_created(:batch, 'tie'))"
    ),
    text(
        "DELETE FROM api.project_component WHERE id IN"
        " (SELECT object_id FROM api.import_created(:batch, 'component'))"
    ),
    text(
        "DELETE FROM api.project_role WHERE (project_id, organisation_id, role) IN"
        " (SELECT object_id, related_id, detail"
        " FROM api.import_created(:batch, 'role'))"
    ),
    text(
        "DELETE FROM api.project_country WHERE (project_id, country_code) IN"
        " (SELECT object_id, detail FROM api.import_created(:batch, 'country'))"
    ),
    text(
        "UPDATE api.project p SET version = p.version + 1, updated_at = now()"
        " FROM api.import_change c WHERE c.object_id = p.id AND c.batch_id = :batch"
        " AND c.kind = 'project' AND c.action = 'changed'"
    ),
    text(
        "DELETE FROM api.project WHERE id IN"
        " (SELECT object_id FROM api.import_created(:batch, 'project'))"
    ),
    text(
        "DELETE FROM api.partnership WHERE id IN"
        " (SELECT object_id FROM api.import_created(:batch, 'partnership'))"
    ),
    text(
        "DELETE FROM api.organisation WHERE id IN"
        " (SELECT object_id FROM api.import_created(:batch, 'organisation'))"
    ),
    text("DELETE FROM api.import_change WHERE batch_id = :batch"),
)


class Dependent(NamedTuple):
    """Something that was changed since, or refers to what would go."""

    kind: str
    id: UUID
    name: str


class ImportHasDependentsError(ConflictError):
    """Later work rests on the import; `fields` name it."""

    code = "import_has_dependents"


async def refuse_dependents(session: AsyncSession, batch_id: UUID) -> None:
    """Raise `ImportHasDependentsError` if the import cannot be taken back."""
    rows = await session.execute(_DEPENDENTS, {"batch": batch_id, "most": MOST_NAMED})
    found = [Dependent(*row) for row in rows]
    if found:
        raise ImportHasDependentsError(
            "Later work rests on what this import brought.",
            fields=[
                FieldError(("import", one.kind, str(one.id)), "depends", one.name)
                for one in found
            ],
        )


async def undo(session: AsyncSession, batch_id: UUID) -> None:
    for statement in _UNDO:
        await session.execute(statement, {"batch": batch_id})
