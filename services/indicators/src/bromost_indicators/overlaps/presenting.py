"""What was said of people in several parts, as the contract shows it."""

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from bromost_common.auth import Actor
from bromost_common.paging import AnyRow
from bromost_indicators.indicators.presenting import person, plain
from bromost_indicators.indicators.schemas import SpanOut

from .parts import Ground
from .repository import OverlapRepository, PartNames
from .schemas import (
    CountedPart,
    OverlapGround,
    OverlapPart,
    OverlapSaid,
    OverlapWithHistory,
    StatedOverlap,
)

# Of a programme there may be a thousand; the largest are the ones that matter.
MOST_SHOWN = 200


async def stated(
    overlaps: OverlapRepository, ids: Collection[UUID], *, visible_to: Actor
) -> Mapping[UUID, StatedOverlap]:
    """These, by their ids."""
    if not ids:
        return {}
    rows = await overlaps.told(ids)
    known = await overlaps.names(rows, (), visible_to=visible_to)
    return {row.id: stated_out(row, known) for row in rows}


def _said(row: AnyRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": row.number,
        "repeats": plain(row.repeats),
        "source": row.source,
        "reason": row.reason,
        "recorded_by": person(row.recorded_by, row.recorder),
        "recorded_at": row.recorded_at,
    }


def _of(row: AnyRow, known: PartNames) -> dict[str, Any]:
    return {
        **_said(row),
        "between_what": row.between_what,
        "period_id": row.period_id,
        "parts": [
            OverlapPart(**_part(one, row.indicator_id, known)) for one in row.part_ids
        ],
    }


def stated_out(row: AnyRow, known: PartNames) -> StatedOverlap:
    return StatedOverlap(**_of(row, known))


def with_history(rows: Sequence[AnyRow], known: PartNames) -> list[OverlapWithHistory]:
    """Of rows with the newest first: what holds, with what was said before."""

    def same(row: AnyRow) -> tuple[str, list[UUID]]:
        return row.between_what, row.part_ids

    found = []
    for _, said in groupby(sorted(rows, key=same), key=same):
        newest, *before = said
        earlier = [OverlapSaid(**_said(row)) for row in before]
        found.append(OverlapWithHistory(**_of(newest, known), earlier=earlier))
    found.sort(key=lambda one: (one.repeats is None, one.recorded_at))
    return found


def ground_out(ground: Ground, indicator_id: UUID, known: PartNames) -> OverlapGround:
    def size(one: UUID) -> Any:
        return -(ground.amounts[one].most or 0), str(one)

    shown = [
        one
        for one in sorted(ground.amounts, key=size)
        if one == indicator_id or one in known.names or one in known.spans
    ]
    parts = [
        CountedPart(
            **_part(one, indicator_id, known),
            state=ground.amounts[one].state,
            value=plain(ground.amounts[one].value),
            low=plain(ground.amounts[one].low),
            high=plain(ground.amounts[one].high),
        )
        for one in shown[:MOST_SHOWN]
    ]
    return OverlapGround(
        between_what=ground.between_what, parts=parts, parts_total=len(shown)
    )


def _part(one: UUID, indicator_id: UUID, known: PartNames) -> dict[str, Any]:
    span = known.spans.get(one)
    is_own = one == indicator_id
    seen = is_own or span is not None or one in known.names
    return {
        "id": one if seen else None,
        "name": None if is_own else known.names.get(one),
        "is_own": is_own,
        "period": SpanOut(starts_on=span.starts_on, ends_on=span.ends_on)
        if span
        else None,
    }
