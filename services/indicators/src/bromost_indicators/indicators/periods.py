from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.audit import explain
from bromost_common.auth import Actor
from bromost_common.db import any_of, new_id
from bromost_common.errors import ConflictError, NotFoundError, StaleVersionError
from bromost_indicators.limits import MAX_PERIODS, refuse_beyond
from bromost_indicators.projects.schemas import OwnerRef, ProjectTime
from bromost_indicators.projects.service import ProjectService
from bromost_indicators.results.models import Result
from bromost_indicators.results.rules import EFFECTS

from .models import Indicator, Period
from .presenting import period_out
from .repository import IndicatorRepository
from .rules import check_period, outside_project, replaces_agreed
from .schemas import PeriodCreate, PeriodOut, PeriodUpdate
from .series import Part, rule_on


class IndicatorArchivedError(ConflictError):
    """Restore the indicator, and its result, first."""

    code = "indicator_archived"


class PeriodService:
    """The times that values are reported for."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._indicators = IndicatorRepository(session)
        self._projects = ProjectService(session)

    async def add(
        self, indicator_id: UUID, wanted: PeriodCreate, *, actor: Actor
    ) -> PeriodOut:
        found = await self._indicators.get(indicator_id, visible_to=actor)
        if found is None:
            raise NotFoundError("There is no such indicator.")
        indicator, result = found
        project = await self._open(indicator, result, actor, only_values=False)
        _, count = await self._indicators.counts(project.id)
        refuse_beyond(MAX_PERIODS, count, "periods")
        period = Period(id=new_id(), indicator_id=indicator_id, **wanted.model_dump())
        await self._check(period)
        time = await self._projects.time_of(project)
        _refuse_outside(period, time, result)
        await self._indicators.save_period(period)
        return await self.shown(period.id)

    async def change(
        self, period_id: UUID, wanted: PeriodUpdate, version: int, *, actor: Actor
    ) -> PeriodOut:
        period, _, result, project = await self.hold(period_id, version, actor=actor)
        changes = wanted.changes()
        agreed = replaces_agreed(period, changes)
        changed = {name for name in changes if getattr(period, name) != changes[name]}
        series = await self._indicators.series(period.indicator_id)
        time = await self._projects.time_of(project)
        for name in changed:
            setattr(period, name, changes[name])
        await self._check(period, series)
        if changed & {"starts_on", "ends_on"}:
            _refuse_outside(period, time, result)
        explain(self._session, wanted.reason, required=agreed)
        if changed:
            period.version += 1
            await self._indicators.save_period(period)
        return await self.shown(period_id)

    async def remove(
        self, period_id: UUID, version: int, reason: str | None, *, actor: Actor
    ) -> None:
        period, _, _, _ = await self.hold(period_id, version, actor=actor)
        agreed = period.target_value is not None or period.target_low is not None
        # One with values stays, whatever the reason.
        await self._indicators.remove_period(period)
        explain(self._session, reason, required=agreed, asked_in="query")

    async def hold(
        self, period_id: UUID, version: int, *, actor: Actor, only_values: bool = False
    ) -> tuple[Period, Indicator, Result, OwnerRef]:
        """The period with what is above it, locked and in the version that was read."""
        found = await self._indicators.get_period(period_id, visible_to=actor)
        if found is None:
            raise NotFoundError("There is no such period.")
        period, indicator, result = found
        project = await self._open(indicator, result, actor, only_values=only_values)
        if not await self._indicators.lock_period(period):
            raise NotFoundError("There is no such period.")
        if period.version != version:
            current = await self.shown(period_id)
            raise StaleVersionError(
                "Somebody else recorded a value or changed this period.",
                current=current,
            )
        return period, indicator, result, project

    async def rule_of(self, period: Period) -> Part:
        """What its values have to obey."""
        series = await self._indicators.series(period.indicator_id)
        return rule_on(series, period.starts_on)

    async def shown(self, period_id: UUID) -> PeriodOut:
        (row,) = await self._indicators.read_periods(Period.id == period_id)
        return period_out(row, await self._indicators.series(row.indicator_id))

    async def shown_all(self, ids: Sequence[UUID]) -> list[PeriodOut]:
        rows = await self._indicators.read_periods(Period.id == any_of(ids))
        series = await self._indicators.all_series({row.indicator_id for row in rows})
        return [period_out(row, series[row.indicator_id]) for row in rows]

    async def _check(self, period: Period, series: list[Part] | None = None) -> None:
        """Refuse a period that no rule, or more than one, could hold for."""
        known = series or await self._indicators.series(period.indicator_id)
        check_period(period, rule_on(known, period.starts_on))
        if rule_on(known, period.starts_on) != rule_on(known, period.ends_on):
            raise SeriesBrokenError("The indicator goes by another rule from a day on.")

    async def _open(
        self, indicator: Indicator, result: Result, actor: Actor, *, only_values: bool
    ) -> OwnerRef:
        project = await self._projects.get_for_change(
            result.owner_id, actor=actor, only_values=only_values
        )
        await self._indicators.refresh(indicator, result)
        if indicator.archived_at is not None or result.archived_at is not None:
            raise IndicatorArchivedError("This indicator or its result is archived.")
        return project


def _refuse_outside(period: Period, time: ProjectTime, result: Result) -> None:
    """A project does nothing at a time of which no day is its own.

    What came of it is asked for long after it ended. Whoever makes periods does so
    alone, and so does whoever moves the project.
    """
    is_over = time.ends_on is not None and period.starts_on > time.ends_on
    if is_over and result.kind not in EFFECTS:
        raise outside_project("starts_on", f"The project ends on {time.ends_on}.")
    if time.starts_on is not None and period.ends_on < time.starts_on:
        raise outside_project("ends_on", f"The project begins on {time.starts_on}.")


class SeriesBrokenError(ConflictError):
    """A period would reach over a break in the series."""

    code = "period_divided"
