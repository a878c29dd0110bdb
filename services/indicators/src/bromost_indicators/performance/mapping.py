"""What one definition comes to, project by project and place by place."""

from collections.abc import Hashable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.paging import AnyRow
from bromost_indicators.calculation.by_place import by_place
from bromost_indicators.calculation.calculate import Use
from bromost_indicators.calculation.values import Amount
from bromost_indicators.figures.inputs import Inputs
from bromost_indicators.figures.presenting import amount_out
from bromost_indicators.figures.repository import FigureRepository

from .columns import Asked
from .placing import Known, at_site, not_said, of_project
from .presenting import by_indicator
from .repository import PerformanceRepository
from .schemas import MapDefinition, MapPoint, MapPosition, PerformanceRow, ResultMap
from .service import PerformanceService

MOST_SHOWN = 200
_SAID = ("indicator_id", "title", "original_language", "framework", "unit")
_ABOUT = (*_SAID, "unit_name", "decimals", "is_synthetic")


class MapService:
    """Where something was reached. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._performance = PerformanceService(session)
        self._rows = PerformanceRepository(session)
        self._figures = FigureRepository(session)

    async def map(
        self, asked: Asked, definition_id: UUID | None, *, actor: Actor
    ) -> ResultMap:
        await self._performance.check(asked, actor)
        used = await self._rows.definitions_in_use(asked, visible_to=actor)
        definitions = [MapDefinition(**row._asdict()) for row in used]
        chosen = definition_id or (definitions[0].id if definitions else None)
        found: Sequence[AnyRow] = ()
        if chosen is not None:
            found = await self._rows.counting_by(
                chosen, asked, MOST_SHOWN + 1, visible_to=actor
            )
        shown = found[:MOST_SHOWN]
        points = await self._points(shown, actor)
        return ResultMap(
            definitions=definitions,
            definition_id=chosen,
            points=points,
            without_coordinates=sum(one.position.latitude is None for one in points),
            truncated=len(found) > len(shown),
        )

    async def _points(self, rows: Sequence[AnyRow], actor: Actor) -> list[MapPoint]:
        if not rows:
            return []
        known = await self._known([row.owner_id for row in rows])
        ids = [row.id for row in rows]
        told = {
            one.indicator_id: one for one in await self._performance.told(rows, actor)
        }
        inputs = await self._figures.inputs(ids)
        operands = await self._operands(inputs)
        parts = {
            one.indicator_id: by_place(
                one.use,
                told[one.indicator_id].as_of,
                {code: operands[id_] for code, id_ in one.named.items()},
            )
            for one in inputs
        }
        return [
            point
            for row in rows
            for point in _points_of(told[row.id], parts.get(row.id, {}), known)
        ]

    async def _operands(self, inputs: Sequence[Inputs]) -> dict[UUID, Use]:
        """What the formulas among these name; they are of the same framework."""
        named = sorted({id_ for one in inputs for id_ in one.named.values()})
        found = await self._figures.inputs(named) if named else []
        return {one.indicator_id: one.use for one in found}

    async def _known(self, projects: Sequence[UUID]) -> Known:
        found = [
            by_indicator(rows, "project_id")
            for rows in (
                await self._rows.sites(projects),
                await self._rows.placed_partners(projects),
                await self._rows.countries(projects),
            )
        ]
        return Known(*found)


def _points_of(
    row: PerformanceRow, parts: dict[Hashable, Amount], known: Known
) -> list[MapPoint]:
    """One for each place that was named; else one for all of it."""
    about = {name: getattr(row, name) for name in _ABOUT}
    if not parts:
        return [
            MapPoint(
                **about,
                is_whole=True,
                position=of_project(row.framework.id, known),
                **{
                    n: getattr(row, n) for n in ("life", "target", "progress", "status")
                },
            )
        ]
    sites = {site.id: site for site in known.sites.get(row.framework.id, ())}
    return [
        _part(
            about,
            at_site(sites[place])
            if isinstance(place, UUID) and place in sites
            else not_said(),
            amount_out(
                amount._asdict() | {"marks": sorted(amount.marks)}, row.decimals
            ),
        )
        for place, amount in parts.items()
    ]


def _part(about: dict[str, Any], position: MapPosition, life: Any) -> MapPoint:
    return MapPoint(
        **about,
        is_whole=False,
        position=position,
        life=life,
        target=None,
        progress=None,
        status=None,
    )
