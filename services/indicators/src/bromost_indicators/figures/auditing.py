"""Calculates all figures anew and holds them against those that are kept.

The work lies in parts, each done in a transaction of its own by whoever comes first:
several processes do it side by side, and what one of them was killed at is done by
another, or the next time.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import SessionMaker

from .cell_rows import differing_cells
from .inputs import Include, Inputs
from .keeping import catch_up_with_all, figures_of, today
from .models import FigureAudit
from .parts import PartRepository
from .repository import FigureRepository
from .rows import Kept, Row, differences

log = structlog.get_logger(__name__)

MAX_EXAMPLES: Final = 50
# One that was left for longer begins anew.
RESUMED_WITHIN: Final = timedelta(hours=12)
# Until others are done with what a part waits for.
WAIT_SECONDS: Final = 0.05
Helpers = Callable[[UUID], Awaitable[None]]
_Found = dict[tuple[UUID, Include], Kept]


async def audit(
    sessions: SessionMaker, *, helpers: Helpers | None = None
) -> FigureAudit:
    """Compare everything; what differs is told, and put right.

    A figure is compared on the day that it was calculated for, and then taken to
    today. `helpers` work on the same audit in processes of their own, as long as they
    live; what they leave is done here.
    """
    async with sessions.begin() as session:
        audit_id = await PartRepository(session).opened(RESUMED_WITHIN)
    if helpers is not None:
        await helpers(audit_id)
    outcome = None
    while outcome is None:
        await work_on(sessions, audit_id)
        await catch_up_with_all(sessions)
        async with sessions.begin() as session:
            outcome = await PartRepository(session).closed(audit_id, MAX_EXAMPLES)
    log.info(
        "figures_audited", indicators=outcome.indicators, differing=outcome.differing
    )
    return outcome


async def work_on(sessions: SessionMaker, audit_id: UUID) -> None:
    """One part after the other, until nobody has left any."""
    while True:
        async with sessions.begin() as session:
            done = await _next_part(session, audit_id)
            waits = not done and await PartRepository(session).waits(audit_id)
        if waits:
            await asyncio.sleep(WAIT_SECONDS)
        elif not done:
            return


async def _next_part(session: AsyncSession, audit_id: UUID) -> bool:
    figures = FigureRepository(session)
    await figures.write_side_by_side()
    part = await PartRepository(session).taken(audit_id)
    if part is None:
        return False
    ids = await figures.ids_between(part.first_id, part.last_id, above=part.is_above)
    compared, wrong = await _done(figures, ids)
    part.done_at = datetime.now(UTC)
    part.indicators, part.differing = compared, len(wrong)
    part.examples = wrong[:MAX_EXAMPLES]
    return True


async def _done(
    figures: FigureRepository, ids: list[UUID]
) -> tuple[int, list[dict[str, Any]]]:
    """How many were compared, and what was wrong.

    What is marked is no defect, only not calculated yet. Marks are looked for after
    all that figures come from was read: whatever else changed by then is marked.
    """
    seen = await figures.marks_of(ids)
    kept = await figures.kept_of(ids)
    inputs = await figures.all_inputs(ids)
    marked = await figures.marked(ids)
    kept = await _with_cells(figures, inputs, kept)
    wanted = _by_key(figures_of(inputs, today()))
    wrong = []
    compared = [one for one in ids if one not in marked]
    for day, of_day in _days(compared, kept).items():
        then = wanted if day == today() else _by_key(_on(inputs, of_day, day))
        for one in of_day:
            found = [
                line
                for include in INCLUDES
                for line in _differing(
                    kept.get((one, include)), then.get((one, include))
                )
            ]
            if found:
                wrong.append(_told(one, found))
    await figures.keep([*wanted.values()], instead_of=kept)
    await figures.settle(seen)
    told = [UUID(one["indicator_id"]) for one in wrong]
    await figures.mark_above([*told, *sorted(marked)])
    return len(compared), wrong


async def _with_cells(
    figures: FigureRepository, inputs: list[Inputs], kept: _Found
) -> _Found:
    broken = {one.indicator_id for one in inputs if one.apart is not None}
    if not broken:
        return kept
    cells = await figures.cells.kept_of(sorted(broken))
    return {
        key: one._replace(cells=cells.get(key, [])) if key[0] in broken else one
        for key, one in kept.items()
    }


INCLUDES: tuple[Include, ...] = ("accepted", "submitted")


def _by_key(calculated: list[Kept]) -> _Found:
    return {one.key: one for one in calculated}


def _on(inputs: list[Inputs], ids: list[UUID], day: date) -> list[Kept]:
    wanted = set(ids)
    return figures_of([one for one in inputs if one.indicator_id in wanted], day)


def _days(ids: list[UUID], kept: _Found) -> dict[date, list[UUID]]:
    """By the day that the figures of these were calculated for."""
    days: dict[date, list[UUID]] = {}
    for one in ids:
        official = kept.get((one, "accepted"))
        day = official.figure["as_of"] if official else today()
        days.setdefault(day, []).append(one)
    return days


def _differing(kept: Kept | None, wanted: Kept | None) -> list[Row]:
    if wanted is None:
        one_too_many = {"name": "figure", "kept": "one", "calculated": None}
        return [] if kept is None else [one_too_many]
    if kept is None:
        return [{"name": "figure", "kept": None, "calculated": "there should be one"}]
    found = differences(kept.figure, wanted.figure)
    periods = {row["period_id"]: row for row in kept.periods}
    for row in wanted.periods:
        found += differences(periods.pop(row["period_id"], {}), row)
    if periods:
        found.append({"name": "period_id", "kept": str([*periods]), "calculated": None})
    return found + differing_cells(kept, wanted)


def _told(one: UUID, found: list[Row]) -> dict[str, Any]:
    names = sorted({line["name"] for line in found})
    log.error("figure_differs", indicator_id=str(one), fields=names)
    return {"indicator_id": str(one), "fields": found[:10]}
