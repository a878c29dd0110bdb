from collections.abc import AsyncIterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import invalid
from bromost_common.paging import AnyRow, PageRequest
from bromost_indicators.projects.service import ProjectService
from bromost_indicators.reports.repository import Asked

from .repository import TimelinessRepository
from .schemas import By, TimelinessCounts, TimelinessPage, TimelinessRow

_SHARE: Final = Decimal("0.0001")
_BATCH: Final = 200
# More partners than any programme has; who asks for all of all is asked for less.
MOST_ROWS: Final = 5_000


class TimelinessService:
    """How punctually reports came. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._counts = TimelinessRepository(session)
        self._projects = ProjectService(session)

    async def page(
        self, by: By, asked: Asked, page: PageRequest, today: date, *, actor: Actor
    ) -> TimelinessPage:
        if asked.owner_id is not None:
            await self._projects.get(asked.owner_id, actor=actor)
        rows, cursor, total = await self._counts.page(
            by, asked, page, today, visible_to=actor
        )
        overall = await self._counts.overall(asked, today, visible_to=actor)
        return TimelinessPage(
            items=[_row(by, one) for one in rows],
            next_cursor=cursor,
            total=total,
            as_of=today,
            overall=TimelinessCounts(**_counts(overall)),
        )

    async def all_rows(
        self, by: By, asked: Asked, today: date, *, actor: Actor
    ) -> list[TimelinessRow]:
        """Everything that was asked for, or a refusal: never a part of it."""
        found: list[TimelinessRow] = []
        async for page in self._pages(by, asked, today, actor):
            found += page.items
            if len(found) > MOST_ROWS:
                raise invalid(
                    "query",
                    "owner_id",
                    code="too_many_rows",
                    message=f"There are more than {MOST_ROWS}: ask for a part of them.",
                )
        return found

    async def _pages(
        self, by: By, asked: Asked, today: date, actor: Actor
    ) -> AsyncIterator[TimelinessPage]:
        cursor, ended = None, False
        while not ended:
            wanted = PageRequest(cursor, _BATCH, with_total=False)
            page = await self.page(by, asked, wanted, today, actor=actor)
            yield page
            cursor = page.next_cursor
            ended = cursor is None


def _counts(row: AnyRow) -> dict[str, Any]:
    expected = row.received + row.missing
    return {
        "expected": expected,
        "received": row.received,
        "on_time": row.on_time,
        "late": row.received - row.on_time,
        "missing": row.missing,
        "upcoming": row.upcoming,
        "accepted": row.accepted,
        "completeness": _share(row.received, expected),
        "timeliness": _share(row.on_time, expected),
    }


def _share(part: int, whole: int) -> str | None:
    return str((Decimal(part) / whole).quantize(_SHARE)) if whole else None


def _row(by: By, row: AnyRow) -> TimelinessRow:
    of: dict[str, Any] = dict.fromkeys(("partner", "programme", "period", "kind"))
    if by == "partner" and row.partner_id.int:
        of["partner"] = {"id": row.partner_id, "name": row.name}
    elif by == "programme":
        of["programme"] = {
            "id": row.programme_id,
            "code": row.code,
            "title": row.title,
            "original_language": row.original_language,
        }
    elif by == "period":
        of["period"] = {"starts_on": row.starts_on, "ends_on": row.ends_on}
    elif by == "kind":
        of["kind"] = row.kind
    return TimelinessRow.model_validate({**_counts(row), **of})
