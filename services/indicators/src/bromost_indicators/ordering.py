"""Places of siblings in their list: 1, 2, 3 … without gaps."""

from sqlalchemy import ColumnElement, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from .indicators.models import Indicator
from .results.models import Result


async def place(
    session: AsyncSession,
    moved: Result | Indicator,
    siblings: ColumnElement[bool],
    position: int | None,
) -> None:
    """Put `moved` where it is wanted among its siblings; last, without a wish.

    The neighbours keep their versions: that one of them had to make room does not
    make somebody's change of it stale. The caller holds the project's lock.
    """
    model = type(moved)
    rows = await session.execute(
        select(model.id, model.position)
        .where(siblings, model.id != moved.id)
        .order_by(model.position, model.id)
    )
    others = [(row.id, row.position) for row in rows]
    at = len(others) if position is None else min(position - 1, len(others))
    moved.position = at + 1
    shifted = [
        {"sibling": sibling, "place": number}
        for index, (sibling, before) in enumerate(others)
        if (number := index + 1 + (index >= at)) != before
    ]
    if shifted:
        table = model.__table__
        await (await session.connection()).execute(
            update(model)
            .where(table.c.id == bindparam("sibling"))
            .values(position=bindparam("place"), updated_at=table.c.updated_at),
            shifted,
        )
