"""How receivers do: remembered with each attempt, and at last they are switched off."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final, Literal, TypeAlias
from uuid import UUID

from sqlalchemy import TextClause, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.outbox import Event, publish
from bromost_common.paging import AnyRow

from .channel import Ending
from .posting import GONE
from .repository import NOW

# Of failure without one success between.
PATIENCE: Final = timedelta(hours=120)
Because: TypeAlias = Literal["gone", "failing"]


@dataclass(frozen=True)
class Receivers:
    """A kind of them: where they are kept, as `Receiver`s, and how each is sent to."""

    table: str
    channel: str
    # So many to one beside each other; one, to one that fails.
    each: int
    # The columns of one that `news` is written from, for whom it concerns.
    told: str
    news: Callable[[AnyRow, Because], Event]

    async def note(
        self, session: AsyncSession, endings: Sequence[Ending], now: datetime | None
    ) -> None:
        """What these attempts mean for where they went. A success between counts."""
        well = _targets(endings, "delivered")
        failed = _targets(endings, "failed") - well
        gone = {one.due.target_id for one in endings if one.outcome.error == GONE}
        if well:
            await session.execute(self._well, {"ids": sorted(well), "now": now})
        if failed:
            await session.execute(self._failing, {"ids": sorted(failed), "now": now})
        if gone:
            await self._disable(session, gone, "gone", now)
        if failed - gone:
            await self._disable(session, failed - gone, "failing", now)

    async def _disable(
        self,
        session: AsyncSession,
        ids: set[UUID],
        because: Because,
        now: datetime | None,
    ) -> None:
        values = {"ids": sorted(ids), "because": because, "patience": PATIENCE}
        found = await session.execute(self._off, values | {"now": now})
        for row in found.all():
            publish(session, self.news(row, because))

    def _update(self, changes: str, where: str, returning: str = "") -> TextClause:
        # Always in the same order, so that two senders never wait for each other.
        return text(
            f"UPDATE {self.table} r SET {changes} WHERE id IN"  # noqa: S608  # constants
            f" (SELECT id FROM {self.table} WHERE id = ANY (:ids) ORDER BY id"
            f"  FOR UPDATE) AND ({where}){returning}"
        ).bindparams(bindparam("ids", type_=ARRAY(Uuid())))

    @cached_property
    def _well(self) -> TextClause:
        # A row that says so already is not written for each of a thousand messages.
        return self._update(
            f"last_success_at = {NOW}, failing_since = NULL",
            "failing_since IS NOT NULL OR last_success_at IS NULL"
            f" OR last_success_at < {NOW} - interval '1 minute'",
        )

    @cached_property
    def _failing(self) -> TextClause:
        return self._update(f"failing_since = {NOW}", "failing_since IS NULL")

    @cached_property
    def _off(self) -> TextClause:
        return self._update(
            f"state = 'disabled', disabled_because = :because, disabled_at = {NOW},"
            f" version = version + 1, updated_at = {NOW}",
            "state = 'active' AND (:because = 'gone' OR failing_since <="
            " coalesce(CAST(:now AS timestamptz), now())"
            " - CAST(:patience AS interval))",
            f" RETURNING id, {self.told}",
        )


def _targets(endings: Sequence[Ending], result: str) -> set[UUID]:
    return {one.due.target_id for one in endings if one.outcome.result == result}
