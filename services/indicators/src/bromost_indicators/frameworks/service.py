from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError
from bromost_common.paging import AnyRow
from bromost_indicators.indicators.presenting import (
    indicator_out,
    period_out,
    series_of,
)
from bromost_indicators.indicators.schemas import IndicatorOut
from bromost_indicators.projects.schemas import Owner, ProgrammeRef, ProjectRef

from .repository import FrameworkRepository
from .schemas import FrameworkOut, ProgrammeFrameworkOut, ResultWithIndicators


class FrameworkService:
    """All that a project or programme wants to reach, and how far it has come."""

    def __init__(self, session: AsyncSession) -> None:
        self._frameworks = FrameworkRepository(session)

    async def get(
        self, project_id: UUID, *, with_archived: bool, actor: Actor
    ) -> FrameworkOut:
        row, results = await self._results(
            project_id, "project", with_archived=with_archived, actor=actor
        )
        project = ProjectRef(**_reference(row), archived=row.owner_archived)
        return FrameworkOut(project=project, results=results)

    async def get_of_programme(
        self, programme_id: UUID, *, with_archived: bool, actor: Actor
    ) -> ProgrammeFrameworkOut:
        row, results = await self._results(
            programme_id, "programme", with_archived=with_archived, actor=actor
        )
        programme = ProgrammeRef(**_reference(row))
        return ProgrammeFrameworkOut(programme=programme, results=results)

    async def _results(
        self, owner_id: UUID, what: Owner, *, with_archived: bool, actor: Actor
    ) -> tuple[AnyRow, list[ResultWithIndicators]]:
        rows = await self._frameworks.owner_with_results(
            owner_id, what=what, with_archived=with_archived, visible_to=actor
        )
        if not rows:
            raise NotFoundError(f"There is no such {what}.")
        results = [row for row in rows if row.id is not None]
        indicators = (
            await self._indicators(owner_id, what, with_archived=with_archived)
            if results
            else {}
        )
        return rows[0], [
            ResultWithIndicators(**row._asdict(), indicators=indicators[row.id])
            for row in results
        ]

    async def _indicators(
        self, owner_id: UUID, what: Owner, *, with_archived: bool
    ) -> defaultdict[UUID, list[IndicatorOut]]:
        """The framework's indicators by result."""
        rows = await self._frameworks.indicators(
            owner_id, what=what, with_archived=with_archived
        )
        periods = _by_indicator(
            await self._frameworks.periods([row.id for row in rows])
        )
        found: defaultdict[UUID, list[IndicatorOut]] = defaultdict(list)
        for row in rows:
            series = series_of(row)
            shown = [period_out(period, series) for period in periods[row.id]]
            found[row.result_id].append(indicator_out(row, series, shown))
        return found


def _by_indicator(rows: Sequence[AnyRow]) -> defaultdict[UUID, list[AnyRow]]:
    found: defaultdict[UUID, list[AnyRow]] = defaultdict(list)
    for row in rows:
        found[row.indicator_id].append(row)
    return found


def _reference(row: AnyRow) -> dict[str, object]:
    return {
        "id": row.owner_id,
        "code": row.owner_code,
        "title": row.owner_title,
        "original_language": row.owner_original_language,
    }
