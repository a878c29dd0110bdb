"""Reminds people of what is to be done: each step once, however often it is looked."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from bromost_common.contracts.deadlines import TodoDue
from bromost_common.db import SessionMaker
from bromost_common.jobs import Jobs
from bromost_common.outbox import publish
from bromost_common.paging import AnyRow

from .repository import DeadlineRepository

# One transaction's worth.
PEOPLE_AT_ONCE = 200
_MOST_CODES = 3


def register(jobs: Jobs) -> None:
    jobs.cron("deadlines.scan", "5 * * * *")(scan_today)


async def scan_today(sessions: SessionMaker) -> None:
    await scan(sessions, datetime.now(UTC).date())


async def scan(sessions: SessionMaker, today: date) -> None:
    """Tell whoever is to be told on the day; what was not told before comes with it."""
    while await _some(sessions, today) >= PEOPLE_AT_ONCE:
        pass


async def _some(sessions: SessionMaker, today: date) -> int:
    """What was told and that it was told are one transaction. How many people heard."""
    async with sessions.begin() as session:
        deadlines = DeadlineRepository(session)
        await deadlines.wait_for_others()
        rows = await deadlines.remind(today, PEOPLE_AT_ONCE)
        for _, same in groupby(rows, key=lambda row: (row.account_id, row.kind)):
            publish(session, _event(list(same), today))
    return len({row.account_id for row in rows})


def _event(rows: Sequence[AnyRow], today: date) -> TodoDue:
    first = rows[0]
    about = f"{first.account_id} {first.kind} {today}"
    return TodoDue(
        # Not one of the things: what is told of another kind must not replace it.
        object_id=uuid5(NAMESPACE_OID, about),
        actor_id=None,
        told_to=[first.account_id],
        change=first.kind,
        count=sum(row.count for row in rows),
        due_on=first.due_on,
        title=_title([row.params for row in rows]),
        original_language=first.params.get("original_language"),
    )


def _title(all_params: Sequence[dict[str, Any]]) -> dict[str, str] | str | None:
    codes = list(dict.fromkeys(p["code"] for p in all_params if "code" in p))
    if len(codes) <= 1:
        title: dict[str, str] | None = all_params[0].get("title")
        return title
    more = ["…"] if len(codes) > _MOST_CODES else []
    return ", ".join([*codes[:_MOST_CODES], *more])
