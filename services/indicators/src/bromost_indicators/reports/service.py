from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError, StaleVersionError, invalid
from bromost_common.paging import AnyRow, Page, PageRequest
from bromost_common.reads import note_shown
from bromost_indicators.projects.service import ProjectService
from bromost_indicators.reporting_requirements.repository import people_reaching

from .authority import Authority, may_sign, reads_comments
from .models import Report
from .presenting import calendar_row, report_out
from .repository import Asked, ReportRepository
from .schemas import CalendarRow, ReportOut, ReportPeople, ReportPerson, ReportUpdate


class ReportService:
    """Reports that are owed and given. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._reports = ReportRepository(session)
        self._projects = ProjectService(session)
        self._authority = Authority(session)

    async def calendar(
        self,
        owner_id: UUID,
        asked: Asked,
        page: PageRequest,
        today: date,
        *,
        actor: Actor,
    ) -> Page[CalendarRow]:
        """Of a whole programme a year at a time, so that no row grows for ever."""
        owner = await self._projects.get(owner_id, actor=actor)
        if owner.is_programme and asked.year is None:
            asked = asked._replace(year=today.year)
        asked = asked._replace(owner_id=owner_id)
        rows, cursor, total = await self._reports.rows(
            asked, page, today, visible_to=actor
        )
        keys = [(row.project_key, row.partner_key) for row in rows]
        cells = await self._reports.cells(asked, keys, today, visible_to=actor)
        owed: dict[tuple[UUID, UUID], list[AnyRow]] = {key: [] for key in keys}
        for cell in cells:
            owed[cell[-2], cell[-1]].append(cell)
        items = [
            calendar_row(row, owed[key]) for row, key in zip(rows, keys, strict=True)
        ]
        return Page(items=items, next_cursor=cursor, total=total)

    async def get(self, report_id: UUID, today: date, *, actor: Actor) -> ReportOut:
        report = await self._seen(report_id, actor)
        return await self.shown(report, today, actor)

    async def people(self, report_id: UUID, *, actor: Actor) -> ReportPeople:
        """Whom it may name; nobody for who may change nothing there."""
        report = await self._seen(report_id, actor)
        found = await people_reaching(
            self._session,
            report.programme_id,
            report.project_id,
            None if report.project_id else report.organisation_id,
        )
        note_shown(self._session, found)
        return ReportPeople(
            people=[
                ReportPerson(
                    id=one,
                    display_name=name,
                    may_sign=may_sign(roles),
                    reads_comments=reads_comments(roles),
                )
                for one, (name, roles) in found.items()
            ]
        )

    async def change(
        self,
        report_id: UUID,
        wanted: ReportUpdate,
        version: int,
        today: date,
        *,
        actor: Actor,
    ) -> ReportOut:
        """Who answers for a report is the programme's to say."""
        changes = wanted.changes()
        needed = "result.govern" if "signer_id" in changes else "result.write"
        report = await self.hold(report_id, version, needed, today, actor=actor)
        people = {
            one.id: one for one in (await self.people(report_id, actor=actor)).people
        }
        for name, account_id in changes.items():
            if account_id is not None:
                known = people.get(account_id)
                if known is None or (name == "signer_id" and not known.may_sign):
                    raise invalid(
                        "body",
                        name,
                        code="no_role_there",
                        message="This person has no such role there.",
                    )
            setattr(report, name, account_id)
        report.version += 1
        await self._reports.flush()
        return await self.shown(report, today, actor)

    async def hold(
        self, report_id: UUID, version: int, needed: str, today: date, *, actor: Actor
    ) -> Report:
        """The report for a change, in the version that was read."""
        report = await self._seen(report_id, actor)
        await self._authority.require(report, needed, actor)
        if not await self._reports.refresh(report):
            raise NotFoundError("There is no such report.")
        if report.version != version:
            current = await self.shown(report, today, actor)
            raise StaleVersionError(
                "Somebody else changed this report.", current=current
            )
        return report

    async def shown(self, report: Report, today: date, actor: Actor) -> ReportOut:
        row = await self._reports.shown(report.id, today)
        steps = await self._reports.steps(report.id)
        return report_out(row, steps, await self._authority.rights(report, actor))

    async def _seen(self, report_id: UUID, actor: Actor) -> Report:
        report = await self._reports.get(report_id, visible_to=actor)
        if report is None:
            raise NotFoundError("There is no such report.")
        return report
