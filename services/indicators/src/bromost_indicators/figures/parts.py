"""The parts of an audit of all figures, as rows: whoever takes one holds it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, func, insert, literal, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bromost_common.db import new_id

from .models import FigureAudit, FigureAuditPart

# So few that whoever records a value meanwhile does not wait long for its figures.
PART = 200
_OPENING = "an audit of figures is opened"
# A programme's indicator reads all that goes into it, and takes the room of many.
_RANGES = text(
    "SELECT min(id::text)::uuid AS first_id, max(id::text)::uuid AS last_id, is_above"
    " FROM (SELECT i.id, l.id IS NOT NULL AS is_above,"
    "   (sum(1 + coalesce(l.below, 0) / 5)"
    "     OVER (PARTITION BY l.id IS NOT NULL ORDER BY i.id) - 1)::bigint / :size"
    "   AS part"
    " FROM indicators.indicator i LEFT JOIN ("
    "   SELECT parent_indicator_id AS id, count(*) AS below FROM indicators.rollup"
    "   GROUP BY 1) l ON l.id = i.id) i GROUP BY is_above, part ORDER BY is_above, part"
)


class PartRepository:
    """Every query on audits and their parts."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def opened(self, resumed_within: timedelta) -> UUID:
        """The audit that is under way, or a new one with all its parts."""
        key = func.hashtextextended(literal(_OPENING), 0)
        await self._session.execute(select(func.pg_advisory_xact_lock(key)))
        now = datetime.now(UTC)
        under_way = FigureAudit.ended_at.is_(None)
        await self._session.execute(
            delete(FigureAudit).where(
                under_way, FigureAudit.started_at < now - resumed_within
            )
        )
        found = await self._session.scalar(select(FigureAudit.id).where(under_way))
        return found or await self._new(now)

    async def _new(self, now: datetime) -> UUID:
        audit = FigureAudit(
            id=new_id(), started_at=now, indicators=0, differing=0, examples=[]
        )
        self._session.add(audit)
        await self._session.flush()
        ranges = await self._session.execute(_RANGES, {"size": PART})
        parts: list[dict[str, Any]] = [
            {"audit_id": audit.id, "number": number, **row._asdict()}
            for number, row in enumerate(ranges, 1)
        ]
        if parts:
            await self._session.execute(insert(FigureAuditPart), parts)
        return audit.id

    async def taken(self, audit_id: UUID) -> FigureAuditPart | None:
        """The next part that is neither done, nor in somebody's hands, nor to wait."""
        below = self._left(audit_id).where(~FigureAuditPart.is_above).exists()
        part = aliased(FigureAuditPart)
        return await self._session.scalar(
            select(part)
            .where(part.audit_id == audit_id, part.done_at.is_(None))
            .where(or_(~part.is_above, ~below))
            .order_by(part.number)
            .limit(1)
            .with_for_update(skip_locked=True)
        )

    async def waits(self, audit_id: UUID) -> bool:
        """Whether some are left that wait for those that others are at."""
        levels = await self._session.scalars(
            self._left(audit_id).with_only_columns(FigureAuditPart.is_above).distinct()
        )
        return len(levels.all()) > 1

    @staticmethod
    def _left(audit_id: UUID) -> Select[FigureAuditPart]:
        return select(FigureAuditPart).where(
            FigureAuditPart.audit_id == audit_id, FigureAuditPart.done_at.is_(None)
        )

    async def closed(self, audit_id: UUID, max_examples: int) -> FigureAudit | None:
        """What all parts found, told as one; the parts are no longer needed.

        None if one of them was left by whoever had it: there is still something to do.
        """
        audit = await self._session.get_one(FigureAudit, audit_id, with_for_update=True)
        if audit.ended_at is not None:
            return audit
        found = await self._session.scalars(
            select(FigureAuditPart)
            .where(FigureAuditPart.audit_id == audit_id)
            .order_by(FigureAuditPart.number)
            .with_for_update()
        )
        parts = found.all()
        if any(part.done_at is None for part in parts):
            return None
        for part in parts:
            audit.indicators += part.indicators
            audit.differing += part.differing
            room = max_examples - len(audit.examples)
            audit.examples = [*audit.examples, *part.examples[:room]]
        audit.ended_at = datetime.now(UTC)
        await self._session.execute(
            delete(FigureAuditPart).where(FigureAuditPart.audit_id == audit_id)
        )
        await self._session.flush()
        return audit
