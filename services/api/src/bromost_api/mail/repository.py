from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import case, delete, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.paging import AnyRow, Key, Order, PageRequest, fetch_page

from .models import Mail

# After each attempt; a mail that expires earlier is not tried again.
BACKOFF = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)
TRACES_KEPT = timedelta(days=30)
_NEWEST = Order("newest", [Key(Mail.id, descending=True)])


class Waiting(NamedTuple):
    """Of all mail that waits."""

    since: datetime | None
    failing: int
    failure: str | None


class MailRepository:
    """Every query on mail."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, mail: Mail) -> None:
        self._session.add(mail)

    async def claim(self, most: int) -> Sequence[Mail]:
        """Take what is due; counted now, so that a crash is an attempt as well."""
        due = (
            select(Mail.id)
            .where(
                Mail.state == "waiting",
                Mail.next_attempt_at <= func.now(),
                Mail.expires_at > func.now(),
            )
            .order_by(Mail.next_attempt_at)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        pause = case(
            *[
                (Mail.attempts == attempts, literal(wait))
                for attempts, wait in enumerate(BACKOFF)
            ],
            else_=literal(BACKOFF[-1]),
        )
        claimed = await self._session.scalars(
            update(Mail)
            .where(Mail.id.in_(due))
            .values(attempts=Mail.attempts + 1, next_attempt_at=func.now() + pause)
            .returning(Mail)
        )
        return claimed.all()

    async def end(self, mail_id: UUID, state: str, failure: str | None = None) -> None:
        await self._session.execute(
            update(Mail)
            .where(Mail.id == mail_id, Mail.state == "waiting")
            .values(
                state=state,
                failure=failure,
                ended_at=func.now(),
                recipient=None,
                params=None,
            )
        )

    async def note_failure(self, mail_id: UUID, failure: str) -> None:
        await self._session.execute(
            update(Mail).where(Mail.id == mail_id).values(failure=failure)
        )

    async def expire(self) -> None:
        """Forget what is too late to be sent, and later that it ever was."""
        await self._session.execute(
            update(Mail)
            .where(Mail.state == "waiting", Mail.expires_at <= func.now())
            .values(state="expired", ended_at=func.now(), recipient=None, params=None)
        )
        await self._session.execute(
            delete(Mail).where(Mail.ended_at < func.now() - TRACES_KEPT)
        )

    async def page(
        self, wanted: PageRequest, *, state: str | None
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        statement = select(Mail)
        if state is not None:
            statement = statement.where(Mail.state == state)
        return await fetch_page(self._session, statement, _NEWEST, wanted)

    async def hurry(self) -> int:
        """Let what has failed before be due at once, and say how much that is."""
        hurried = await self._session.scalars(
            update(Mail)
            .where(
                Mail.state == "waiting",
                Mail.attempts > 0,
                Mail.expires_at > func.now(),
            )
            .values(next_attempt_at=func.now())
            .returning(Mail.id)
        )
        return len(hurried.all())

    async def counts(self) -> dict[str, int]:
        found = await self._session.execute(
            select(Mail.state, func.count()).group_by(Mail.state)
        )
        return dict(found.all())

    async def waiting(self) -> Waiting:
        """Since when something waits, how much of it failed before, and why."""
        row = (
            await self._session.execute(
                select(
                    func.min(Mail.created_at),
                    func.count().filter(Mail.attempts > 0),
                    func.max(Mail.failure).filter(Mail.attempts > 0),
                ).where(Mail.state == "waiting")
            )
        ).one()
        return Waiting(*row)
