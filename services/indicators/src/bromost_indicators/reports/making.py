"""Makes the reports that requirements ask for, however often it is called."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Uuid, bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession

_ONE_AT_A_TIME = text(
    "SELECT pg_advisory_xact_lock(hashtextextended('reports of ' || :id, 0))"
)
_SAME = (
    "w.requirement_id = r.requirement_id"
    " AND w.project_id IS NOT DISTINCT FROM r.project_id"
    " AND w.organisation_id IS NOT DISTINCT FROM r.organisation_id"
    " AND w.starts_on = r.starts_on AND w.ends_on = r.ends_on"
)
_OF_PROGRAMME = bindparam("programme_id", type_=Uuid())
_UNWRITTEN = "".join(
    f" AND NOT EXISTS (SELECT FROM indicators.{of} t WHERE t.report_id = r.id)"
    for of in ("report_text", "report_part", "report_comment", "report_file")
)
# What nobody touched and nobody asks for any more.
_DROP = text(
    "DELETE FROM indicators.report r WHERE r.programme_id = :programme_id"  # noqa: S608  # constants alone
    f" AND r.status = 'open'{_UNWRITTEN}"
    " AND NOT EXISTS (SELECT FROM indicators.wanted_report w"
    f" WHERE w.programme_id = :programme_id AND {_SAME})"
).bindparams(_OF_PROGRAMME)
_UPDATE = text(
    "UPDATE indicators.report r SET due_on = w.due_on, grace_days = w.grace_days,"  # noqa: S608  # as above
    " parts = w.parts, version = r.version + 1, updated_at = now()"
    " FROM indicators.wanted_report w WHERE w.programme_id = :programme_id"
    f" AND r.programme_id = :programme_id AND r.status = 'open' AND {_SAME}"
    " AND (r.due_on, r.grace_days, r.parts)"
    " IS DISTINCT FROM (w.due_on, w.grace_days, w.parts)"
).bindparams(_OF_PROGRAMME)
# Who leads a project since a report was given owes the next one.
_GIVEN = (
    "EXISTS (SELECT FROM indicators.report r"
    " WHERE r.requirement_id = w.requirement_id AND r.project_id = w.project_id"
    " AND r.status <> 'open' AND r.starts_on = w.starts_on AND r.ends_on = w.ends_on)"
)
_MISSING = (
    "FROM indicators.wanted_report w WHERE w.programme_id = :programme_id"
    " AND NOT EXISTS (SELECT FROM indicators.report r"
    f" WHERE r.programme_id = :programme_id AND {_SAME}) AND NOT {_GIVEN}"
)
_ADD = text(
    "INSERT INTO indicators.report (id, requirement_id, programme_id, project_id,"
    " organisation_id, kind, starts_on, ends_on, due_on, grace_days, parts)"
    " SELECT gen_random_uuid(), w.requirement_id, w.programme_id, w.project_id,"
    " w.organisation_id, w.kind, w.starts_on, w.ends_on, w.due_on, w.grace_days,"
    f" w.parts {_MISSING} ON CONFLICT DO NOTHING"
).bindparams(_OF_PROGRAMME)
_LEFT_OUT = text(f"SELECT EXISTS (SELECT {_MISSING})").bindparams(_OF_PROGRAMME)
_CHANGED = text(
    "SELECT DISTINCT q.programme_id FROM indicators.reporting_requirement q"
    " WHERE CAST(:since AS timestamptz) IS NULL"
    " OR EXISTS (SELECT FROM api.project_reporting_v1 p"
    " WHERE p.programme_id = q.programme_id AND p.updated_at >= :since)"
    " OR EXISTS (SELECT FROM indicators.report r"
    " JOIN api.project_reporting_v1 p ON p.project_id = r.project_id"
    " WHERE r.programme_id = q.programme_id AND p.updated_at >= :since)"
    " ORDER BY 1"
).columns(programme_id=Uuid())


class ReportMaking:
    """Reports of a programme, made and taken back. Inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def wait(self, programme_id: UUID) -> None:
        """One after another: two would make the same ones."""
        await self._session.execute(_ONE_AT_A_TIME, {"id": str(programme_id)})

    async def make(self, programme_id: UUID) -> bool:
        """What is asked for now; false if days of it were reported on otherwise."""
        about = {"programme_id": programme_id}
        for statement in (_DROP, _UPDATE, _ADD):
            await self._session.execute(statement, about)
        return not await self._session.scalar(_LEFT_OUT, about)

    async def changed(self, since: datetime | None) -> list[UUID]:
        """Programmes that ask for reports and of which projects changed since then."""
        return list(await self._session.scalars(_CHANGED, {"since": since}))
