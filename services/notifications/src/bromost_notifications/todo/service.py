from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.paging import Page, PageRequest

from .repository import TodoRepository
from .schemas import TodoCount, TodoOut, Urgency

# What is farther away is nobody's worry yet.
DAYS_AHEAD = 60
WEEK = timedelta(days=7)


class TodoService:
    """What people have to do, as it stands on a day."""

    def __init__(self, session: AsyncSession) -> None:
        self._todo = TodoRepository(session)

    async def page(
        self, wanted: PageRequest, today: date, *, actor: Actor
    ) -> Page[TodoOut]:
        rows, cursor, total = await self._todo.page(
            wanted, today, _until(today), visible_to=actor
        )
        items = [
            TodoOut.model_validate(
                {**row._mapping, "urgency": urgency(row.due_on, today)}  # noqa: SLF001  # the documented way to a row's names
            )
            for row in rows
        ]
        return Page(items=items, next_cursor=cursor, total=total)

    async def count(self, today: date, *, actor: Actor) -> TodoCount:
        counted: dict[Urgency, int] = {"overdue": 0, "this_week": 0, "later": 0}
        for row in await self._todo.days(today, _until(today), visible_to=actor):
            counted[urgency(row.due_on, today)] += row.things
        return TodoCount(**counted)


def urgency(due_on: date, today: date) -> Urgency:
    if due_on < today:
        return "overdue"
    return "this_week" if due_on < today + WEEK else "later"


def _until(today: date) -> date:
    return today + timedelta(days=DAYS_AHEAD)
