from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bromost_common.auth import Actor
from bromost_common.db import any_of
from bromost_common.paging import AnyRow, AnySelect
from bromost_indicators.indicators.models import Indicator, Period
from bromost_indicators.indicators.repository import shown_indicators, shown_periods
from bromost_indicators.projects.repository import (
    PROGRAMMES,
    PROJECTS,
    visible_programmes,
    visible_projects,
)
from bromost_indicators.projects.schemas import Owner
from bromost_indicators.results.models import Result
from bromost_indicators.results.repository import RESULT_COLUMNS
from bromost_indicators.results.rules import KINDS

LEVEL = case({kind: place for place, kind in enumerate(KINDS)}, value=Result.kind)
_LIVE = Result.archived_at.is_(None)
_LIVE_INDICATOR = and_(_LIVE, Indicator.archived_at.is_(None))


class FrameworkRepository:
    """A whole project or programme in three queries, however large it is."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def owner_with_results(
        self, owner_id: UUID, *, what: Owner, with_archived: bool, visible_to: Actor
    ) -> Sequence[AnyRow]:
        """A row for each result; for an owner without any, one row without result."""
        owners = PROJECTS if what == "project" else PROGRAMMES
        wanted = and_(
            _link(what) == owners.c.id, _LIVE if not with_archived else true()
        )
        statement: AnySelect = (
            select(
                *(column.label(f"owner_{column.name}") for column in owners.c),
                *RESULT_COLUMNS,
            )
            .select_from(owners)
            .outerjoin(Result, wanted)
            .where(owners.c.id == owner_id, _visible(visible_to, what, owners.c.id))
            .order_by(LEVEL, Result.position, Result.id)
        )
        return (await self._session.execute(statement)).all()

    async def indicators(
        self, owner_id: UUID, *, what: Owner, with_archived: bool
    ) -> Sequence[AnyRow]:
        statement = (
            shown_indicators()
            .where(_link(what) == owner_id, _unless(with_archived=with_archived))
            .order_by(Indicator.position, Indicator.id)
        )
        return (await self._session.execute(statement)).all()

    async def periods(self, indicator_ids: Sequence[UUID]) -> Sequence[AnyRow]:
        statement = shown_periods().where(Period.indicator_id == any_of(indicator_ids))
        return (await self._session.execute(statement)).all()


def _link(what: Owner) -> InstrumentedAttribute[UUID | None]:
    return Result.project_id if what == "project" else Result.programme_id


def _visible(actor: Actor, what: Owner, owner_id: Any) -> ColumnElement[bool]:
    if what == "project":
        return visible_projects(actor, owner_id)
    return visible_programmes(actor, owner_id)


def _unless(*, with_archived: bool) -> ColumnElement[bool]:
    return true() if with_archived else _LIVE_INDICATOR
