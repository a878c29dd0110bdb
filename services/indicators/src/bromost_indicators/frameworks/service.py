from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError
from bromost_common.paging import AnyRow
from bromost_indicators.indicators.presenting import indicator_out, period_out
from bromost_indicators.indicators.schemas import IndicatorOut, PeriodOut
from bromost_indicators.projects.schemas import ProjectRef

from .repository import FrameworkRepository
from .schemas import FrameworkOut, ResultWithIndicators


class FrameworkService:
    """All that a project wants to reach, and how far it has come."""

    def __init__(self, session: AsyncSession) -> None:
        self._frameworks = FrameworkRepository(session)

    async def get(
        self, project_id: UUID, *, with_archived: bool, actor: Actor
    ) -> FrameworkOut:
        rows = await self._frameworks.project_with_results(
            project_id, with_archived=with_archived, visible_to=actor
        )
        if not rows:
            raise NotFoundError("There is no such project.")
        results = [row for row in rows if row.id is not None]
        indicators = (
            await self._indicators(project_id, with_archived=with_archived)
            if results
            else {}
        )
        return FrameworkOut(
            project=_project(rows[0]),
            results=[
                ResultWithIndicators(**row._asdict(), indicators=indicators[row.id])
                for row in results
            ],
        )

    async def _indicators(
        self, project_id: UUID, *, with_archived: bool
    ) -> defaultdict[UUID, list[IndicatorOut]]:
        """The project's indicators by result."""
        periods = _by_indicator(
            await self._frameworks.periods(project_id, with_archived=with_archived)
        )
        found: defaultdict[UUID, list[IndicatorOut]] = defaultdict(list)
        for row in await self._frameworks.indicators(
            project_id, with_archived=with_archived
        ):
            found[row.result_id].append(indicator_out(row, periods[row.id]))
        return found


def _by_indicator(rows: Sequence[AnyRow]) -> defaultdict[UUID, list[PeriodOut]]:
    found: defaultdict[UUID, list[PeriodOut]] = defaultdict(list)
    for row in rows:
        found[row.indicator_id].append(period_out(row))
    return found


def _project(row: AnyRow) -> ProjectRef:
    return ProjectRef(
        id=row.project_id,
        code=row.project_code,
        title=row.project_title,
        original_language=row.project_original_language,
        archived=row.project_archived,
    )
