from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.paging import AnyRow, AnySelect
from bromost_indicators.indicators.models import Indicator
from bromost_indicators.indicators.repository import shown_indicators, shown_periods
from bromost_indicators.projects.repository import PROJECTS, visible_projects
from bromost_indicators.results.models import Result
from bromost_indicators.results.repository import RESULT_COLUMNS

KINDS = ("input", "activity", "output", "outcome", "impact")
_KIND = case({kind: place for place, kind in enumerate(KINDS)}, value=Result.kind)
_LIVE = Result.archived_at.is_(None)
_LIVE_INDICATOR = and_(_LIVE, Indicator.archived_at.is_(None))


class FrameworkRepository:
    """A whole project in three queries, however large it is."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def project_with_results(
        self, project_id: UUID, *, with_archived: bool, visible_to: Actor
    ) -> Sequence[AnyRow]:
        """A row for each result; for a project without any, one row without result."""
        wanted = and_(
            Result.project_id == PROJECTS.c.id, _LIVE if not with_archived else true()
        )
        statement: AnySelect = (
            select(
                *(column.label(f"project_{column.name}") for column in PROJECTS.c),
                *(column for column in RESULT_COLUMNS if column.name != "project_id"),
            )
            .select_from(PROJECTS)
            .outerjoin(Result, wanted)
            .where(
                PROJECTS.c.id == project_id, visible_projects(visible_to, PROJECTS.c.id)
            )
            .order_by(_KIND, Result.position, Result.id)
        )
        return (await self._session.execute(statement)).all()

    async def indicators(
        self, project_id: UUID, *, with_archived: bool
    ) -> Sequence[AnyRow]:
        statement = (
            shown_indicators()
            .where(
                Result.project_id == project_id, _unless(with_archived=with_archived)
            )
            .order_by(Indicator.position, Indicator.id)
        )
        return (await self._session.execute(statement)).all()

    async def periods(
        self, project_id: UUID, *, with_archived: bool
    ) -> Sequence[AnyRow]:
        statement = (
            shown_periods()
            .join(Result, Result.id == Indicator.result_id)
            .where(
                Result.project_id == project_id, _unless(with_archived=with_archived)
            )
        )
        return (await self._session.execute(statement)).all()


def _unless(*, with_archived: bool) -> ColumnElement[bool]:
    return true() if with_archived else _LIVE_INDICATOR
