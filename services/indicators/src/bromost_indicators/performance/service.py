from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import InvalidError, invalid
from bromost_common.paging import AnyRow, PageRequest
from bromost_indicators.figures.keeping import today, told_now
from bromost_indicators.figures.repository import FigureRepository
from bromost_indicators.projects.service import ProjectService

from .columns import Asked
from .overlapping import with_overlaps
from .parts import PartService
from .presenting import (
    Frameworks,
    by_indicator,
    definition_of,
    kept_of,
    performance_row,
)
from .repository import PerformanceRepository
from .schemas import (
    By,
    ComparedDefinition,
    ComparisonOut,
    FrameworkRef,
    PerformanceAxes,
    PerformanceGroup,
    PerformancePage,
    PerformanceRow,
    PerformanceSummary,
)

MOST_COMPARED = 200
# Larger files are asked for in parts: by project, country or status.
MOST_ROWS = 1_000
_BATCH = 200


class PerformanceService:
    """How indicators stand: one's framework's, or all that one sees."""

    def __init__(self, session: AsyncSession) -> None:
        self._performance = PerformanceRepository(session)
        self._figures = FigureRepository(session)
        self._projects = ProjectService(session)
        self.parts = PartService(session)

    async def page(
        self, asked: Asked, page: PageRequest, *, actor: Actor, by: UUID | None = None
    ) -> PerformancePage:
        await self.check(asked, actor)
        rows, cursor, total = await self._performance.page(
            asked, page, visible_to=actor
        )
        items = await self.told(rows, actor)
        if by is not None:
            items = await self.parts.with_parts(rows, items, by)
        return PerformancePage(items=items, next_cursor=cursor, total=total)

    async def axes(self, asked: Asked, *, actor: Actor) -> PerformanceAxes:
        await self.check(asked, actor)
        return await self.parts.axes(asked, actor=actor)

    async def all_rows(
        self, asked: Asked, *, actor: Actor, by: UUID | None = None
    ) -> list[PerformanceRow]:
        """Everything that was asked for, or a refusal: never a part of it."""
        found: list[PerformanceRow] = []
        cursor = None
        while True:
            wanted = PageRequest(cursor, _BATCH, with_total=False)
            page = await self.page(asked, wanted, actor=actor, by=by)
            found += page.items
            cursor = page.next_cursor
            if cursor is None:
                return found
            if len(found) >= MOST_ROWS:
                raise _too_many()

    async def summary(
        self, asked: Asked, by: By, *, actor: Actor
    ) -> PerformanceSummary:
        await self.check(asked, actor)
        counts = await self._performance.counts(asked, visible_to=actor)
        groups = await self._performance.groups(by, asked, visible_to=actor)
        found = counts._asdict()
        return PerformanceSummary(
            # Never worked out, or marked since.
            pending=found.pop("new") + found.pop("marked"),
            as_of=found.pop("as_of") or today(),
            **found,
            by=by,
            groups=[PerformanceGroup(**group._asdict()) for group in groups],
        )

    async def compare(self, ids: Sequence[UUID], *, actor: Actor) -> ComparisonOut:
        projects = [
            await self._projects.get(one, actor=actor, what="project")
            for one in dict.fromkeys(ids)
        ]
        found = await self._performance.comparable(
            [one.id for one in projects], MOST_COMPARED + 1, visible_to=actor
        )
        shown = found[:MOST_COMPARED]
        told = {row.indicator_id: row for row in await self.told(shown, actor)}
        return ComparisonOut(
            projects=[
                FrameworkRef.model_validate(one, from_attributes=True)
                for one in projects
            ],
            definitions=[
                _compared(list(rows), told)
                for _, rows in groupby(shown, key=attrgetter("definition_id"))
            ],
            truncated=len(found) > len(shown),
        )

    async def check(self, asked: Asked, actor: Actor) -> None:
        if asked.owner_id is not None:
            await self._projects.get(asked.owner_id, actor=actor)
        if asked.programme_id is not None:
            await self._projects.get(asked.programme_id, actor=actor, what="programme")

    async def told(self, rows: Sequence[AnyRow], actor: Actor) -> list[PerformanceRow]:
        """With what is kept; where something changed since, with what to tell now."""
        ids = [row.id for row in rows]
        periods = by_indicator(await self._performance.periods(ids), "indicator_id")
        contributions = by_indicator(
            await self._performance.contributions(ids, visible_to=actor),
            "parent_indicator_id",
        )
        kept = {row.id: kept_of(row, periods.get(row.id, ())) for row in rows}
        told = {one: known for one, known in kept.items() if known is not None}
        if stale := {row.id: kept[row.id] for row in rows if row.is_stale}:
            for one in await told_now(self._figures, stale):
                if one.figure["include"] == "accepted":
                    told[one.key[0]] = one
        frameworks = Frameworks()
        items = [
            performance_row(
                row,
                told[row.id],
                periods.get(row.id, ()),
                contributions.get(row.id, ()),
                frameworks,
            )
            for row in rows
        ]
        return await with_overlaps(
            self._figures.overlaps, rows, items, visible_to=actor
        )


def _compared(
    rows: list[AnyRow], told: dict[UUID, PerformanceRow]
) -> ComparedDefinition:
    return ComparedDefinition(
        definition=definition_of(rows[0]), rows=[told[row.id] for row in rows]
    )


def _too_many() -> InvalidError:
    return invalid(
        "query",
        "owner_id",
        code="too_many_rows",
        message=f"There are more than {MOST_ROWS} indicators: ask for a part of them.",
    )
