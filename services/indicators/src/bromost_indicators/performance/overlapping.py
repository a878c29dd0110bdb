"""Who was counted in several parts, told with the figures that they were part of."""

from collections.abc import Sequence

from bromost_common.auth import Actor
from bromost_common.paging import AnyRow
from bromost_indicators.overlaps.presenting import stated_out
from bromost_indicators.overlaps.repository import OverlapRepository
from bromost_indicators.overlaps.schemas import StatedOverlap

from .schemas import PerformanceRow

_MARKS = frozenset({"overlap_stated", "overlap_unclear"})


async def with_overlaps(
    overlaps: OverlapRepository,
    rows: Sequence[AnyRow],
    items: list[PerformanceRow],
    *,
    visible_to: Actor,
) -> list[PerformanceRow]:
    """Only those are asked for whose figures say that there is something to tell."""
    wanted = {one.indicator_id for one in items if _MARKS & _marks(one)}
    if not wanted:
        return items
    held = await overlaps.in_force(wanted)
    ids = [row.id for told in held.values() for row in told]
    said = await overlaps.told(ids)
    known = await overlaps.names(said, (), visible_to=visible_to)
    lasting = {row.id for row in rows if row.population == "unique_over_life"}
    for item in items:
        told = [
            stated_out(row, known)
            for row in said
            if row.indicator_id == item.indicator_id
        ]
        if told:
            _tell(item, told, lasts=item.indicator_id in lasting)
    return items


def _marks(item: PerformanceRow) -> frozenset[str]:
    marks = {mark for one in item.periods for mark in one.shown.marks}
    return frozenset(marks | {*item.life.marks})


def _tell(item: PerformanceRow, told: list[StatedOverlap], *, lasts: bool) -> None:
    """Of a total so far what was said of an earlier period goes on to hold."""
    before: list[StatedOverlap] = []
    for period in item.periods:
        own = [one for one in told if one.period_id == period.period_id]
        carried = lasts and not own and "overlap_stated" in period.shown.marks
        period.overlaps = before if carried else own
        before = period.overlaps or before
    item.overlaps = [one for one in told if one.period_id is None]
    if lasts and "overlap_stated" in item.life.marks:
        item.overlaps = before
