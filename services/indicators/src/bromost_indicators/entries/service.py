from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.audit import explain
from bromost_common.auth import Actor
from bromost_common.contracts.indicators import EntryRecorded
from bromost_common.errors import NotFoundError
from bromost_common.outbox import publish
from bromost_common.paging import Page, PageRequest
from bromost_indicators.figures import written
from bromost_indicators.indicators.models import Indicator, Period
from bromost_indicators.indicators.periods import PeriodService
from bromost_indicators.indicators.schemas import PeriodOut
from bromost_indicators.indicators.series import Part
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.results.models import Result

from .presenting import details, step_out
from .recording import RecordingService, made
from .repository import EntryRepository
from .rows import EntryRow
from .schemas import EntryCreate, EntryDetail, StepOut


class EntryService:
    """Recording values, and looking back at what was recorded."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._entries = EntryRepository(session)
        self._periods = PeriodService(session)
        self._recording = RecordingService(session)

    async def record(
        self, period_id: UUID, wanted: EntryCreate, version: int, *, actor: Actor
    ) -> PeriodOut:
        """Append a value to the period as it was read; it then is the current one."""
        period, indicator, result, project = await self._periods.hold(
            period_id, version, actor=actor, only_values=True
        )
        ground = await self._recording.ground(
            [period_id], project, actor=actor, rows=[wanted]
        )
        new = made(
            ground, period_id, version, wanted, submit=wanted.submit, actor=actor
        )
        explain(self._session, wanted.reason, required=False)
        await self._entries.store([new])
        if new.entry is not None and wanted.submit:
            rule = await self._periods.rule_of(period)
            place = (period, indicator, result, project)
            publish(self._session, _recorded(new.entry, rule, place, actor))
        return await self._periods.shown(period_id)

    async def history(
        self, period_id: UUID, page: PageRequest, *, actor: Actor
    ) -> Page[EntryDetail]:
        period = await self._entries.period(period_id, visible_to=actor)
        if period is None:
            raise NotFoundError("There is no such period.")
        rule = await self._periods.rule_of(period)
        rows, cursor, total = await self._entries.page(
            period_id, page, visible_to=actor
        )
        ids = [row.entry_id for row in rows]
        items = details(
            rows,
            rule.decimals,
            cells=await self._entries.cells(ids),
            evidence=await self._entries.evidence(ids),
            steps=await self._entries.ways(ids),
        )
        return Page(items=items, next_cursor=cursor, total=total)

    async def steps(
        self, entry_id: UUID, page: PageRequest, *, actor: Actor
    ) -> Page[StepOut]:
        if not await self._entries.held([entry_id], visible_to=actor):
            raise NotFoundError("There is no such entry.")
        rows, cursor, total = await self._entries.steps(entry_id, page)
        items = [step_out(row) for row in rows]
        return Page(items=items, next_cursor=cursor, total=total)


def _recorded(
    entry: EntryRow,
    rule: Part,
    place: tuple[Period, Indicator, Result, OwnerRef],
    actor: Actor,
) -> EntryRecorded:
    period, indicator, result, project = place
    return EntryRecorded(
        object_id=indicator.id,
        actor_id=actor.account_id,
        project_id=project.id,
        project_code=project.code,
        project_title={**project.title},
        is_of_programme=project.is_programme,
        original_language=result.original_language,
        entry_id=entry.id,
        period_id=period.id,
        indicator_title=indicator.title,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        value=written(entry.value, rule.decimals) or entry.text or "",
        unit=rule.unit,
        unit_name=rule.unit_name,
        state=entry.state,
    )
