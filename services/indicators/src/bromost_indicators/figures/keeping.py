"""Keeps figures up to date, from the marks that changes leave behind.

Marks are taken away in the transaction that writes the figures: whenever it is cut off,
the marks are still there, and doing it again comes to the same.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import SessionMaker
from bromost_indicators.calculation.calculate import calculate
from bromost_indicators.calculation.periods import ACCEPTED, SUBMITTED, Statuses

from .inputs import Include, Inputs
from .repository import FigureRepository
from .rows import Kept, is_same, rows_of

# So few that nobody who waits for the next value waits long.
BATCH = 200
STATUSES: dict[Include, Statuses] = {"accepted": ACCEPTED, "submitted": SUBMITTED}


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
        rows = rows_of(one, figures, day)
        if one.include == "accepted":
            found[one.indicator_id] = rows
        elif not is_same(found[one.indicator_id], rows):
            with_more.append(rows)
    return [*found.values(), *with_more]


async def catch_up(session: AsyncSession, *, limit: int = BATCH) -> int:
    """Calculate what was marked first; how many indicators that were."""
    figures = FigureRepository(session)
    await figures.write_alone()
    marks, ids = await figures.due(limit)
    if not marks:
        return 0
    await figures.keep(await calculated(figures, ids, today()))
    await figures.settle(marks)
    # Last in the line: by their turn, all that is handed up to them may be there.
    await figures.mark_above(ids)
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
