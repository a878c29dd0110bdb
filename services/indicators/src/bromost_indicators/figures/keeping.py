"""Keeps figures up to date, from the marks that changes leave behind.

What is kept is told as it is, with the day that it was worked out for: the audit takes
it to the next. Where something changed since, it is worked out for whoever asks, unless
many go into it: the worker alone does these, and meanwhile they are told as they were.

Marks are taken away in the transaction that writes the figures: whenever it is cut off,
the marks are still there, and doing it again comes to the same.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import SessionMaker
from bromost_indicators.calculation.calculate import calculate

from .cell_rows import cells_of
from .inputs import STATUSES, Include, Inputs
from .repository import FigureRepository
from .rows import Kept, is_same, not_yet, rows_of
from .standing import count_anew

# So few that nobody who waits for the next value waits long.
BATCH = 200
# Of these below it, an indicator takes some milliseconds; a table shows up to 200.
MOST_BELOW: Final = 20


def today() -> date:
    """The day by which periods are over: the same for all, wherever they are."""
    return datetime.now(UTC).date()


async def calculated(
    figures: FigureRepository, ids: Sequence[UUID], day: date
) -> list[Kept]:
    """The figures of these indicators, as they should be kept.

    What they would come to with all that waits for a decision is kept beside them,
    where that is something else.
    """
    return figures_of(await figures.all_inputs(ids), day)


def figures_of(all_inputs: Sequence[Inputs], day: date) -> list[Kept]:
    """The official figures first, then those that would be others with more."""
    found: dict[UUID, Kept] = {}
    with_more = []
    for one in all_inputs:
        figures = calculate(one.use, day, statuses=STATUSES[one.include])
        rows = rows_of(one, figures, day)._replace(cells=cells_of(one, day))
        if one.include == "accepted":
            found[one.indicator_id] = rows
        elif not is_same(found[one.indicator_id], rows):
            with_more.append(rows)
    return [*found.values(), *with_more]


async def told_now(
    figures: FigureRepository, kept: Mapping[UUID, Kept | None]
) -> list[Kept]:
    """Of indicators where something changed: as they are now, or said to be `pending`.

    `kept` is what is kept of each, if anything is; the answer is the official figures
    first, like that of `calculated`.
    """
    left = await figures.with_many_below([*kept], MOST_BELOW)
    at_once = [one for one in kept if one not in left]
    found = await calculated(figures, at_once, today()) if at_once else []
    for one in found:
        one.figure["calculated_at"] = datetime.now(UTC)
    waiting = [kept[one] or not_yet(one, today()) for one in sorted(left)]
    return [*(one._replace(pending=True) for one in waiting), *found]


async def current(
    figures: FigureRepository, indicator_id: UUID, include: Include
) -> Kept:
    """What is kept, if nothing changed since; otherwise what there is to tell now."""
    kept_of = await figures.kept_of([indicator_id])
    official = kept_of.get((indicator_id, "accepted"))
    if official is not None and not await figures.is_due(indicator_id):
        with_more = kept_of.get((indicator_id, "submitted"))
    else:
        official, *more = await told_now(figures, {indicator_id: official})
        with_more = more[0] if more else None
        if official.pending:
            with_more = kept_of.get((indicator_id, "submitted"))
            with_more = with_more._replace(pending=True) if with_more else None
    return official if include == "accepted" else with_more or official


async def catch_up(session: AsyncSession, *, limit: int = BATCH) -> int:
    """Calculate what was marked first; how many indicators that were."""
    figures = FigureRepository(session)
    await figures.write_alone()
    marks, ids = await figures.due(limit)
    if marks:
        await figures.keep(await calculated(figures, ids, today()))
        await figures.settle(marks)
        # Last in the line: by their turn, all that is handed up to them may be there.
        await figures.mark_above(ids)
    await count_anew(session)
    return len(ids)


async def catch_up_with_all(sessions: SessionMaker) -> int:
    """The same until nothing is marked any more, a transaction at a time."""
    total = 0
    while True:
        async with sessions.begin() as session:
            done = await catch_up(session)
        if not done:
            return total
        total += done
