"""What becomes of files when nobody looks: unused ones go, waiting ones are scanned."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import ColumnElement, delete, func, select, update

from bromost_common.db import SessionMaker

from .errors import FileInfectedError
from .intake import Intake
from .store import FileStore

log = structlog.get_logger(__name__)

# As long as somebody may sit before a form that is not sent yet.
KEPT_UNUSED = timedelta(hours=24)
PER_BATCH = 20
PER_RUN = 100
_WAITING = ("quarantined", "not_scanned")


@dataclass(frozen=True)
class Keeper:
    """The files of one service. Each step is a transaction: a crash loses none."""

    files: type[Any]
    chunks: type[Any]
    # Whether something refers to a row of `files`.
    is_used: Callable[[], ColumnElement[bool]]

    async def forget_unused(
        self, sessions: SessionMaker, kept: timedelta = KEPT_UNUSED
    ) -> int:
        """Take away what was handed in and never used."""
        before, gone = datetime.now(UTC) - kept, 0
        while True:
            async with sessions.begin() as session:
                # Whoever is just about to use one holds it; it stays.
                unused = (
                    select(self.files.id)
                    .where(self.files.created_at < before, ~self.is_used())
                    .order_by(self.files.id)
                    .limit(PER_BATCH)
                    .with_for_update(skip_locked=True)
                )
                ids = list(await session.scalars(unused))
                await session.execute(delete(self.files).where(self.files.id.in_(ids)))
            gone += len(ids)
            if len(ids) < PER_BATCH:
                log.info("unused_files_forgotten", count=gone)
                return gone

    async def scan_waiting(self, sessions: SessionMaker, intake: Intake) -> int:
        """Let the scanner look at what it has not seen; how many it now has."""
        if intake.scanner is None:
            return 0
        async with sessions() as session:
            # In any order: one that it never manages holds up no other.
            waiting = select(self.files.id).where(self.files.state.in_(_WAITING))
            some = waiting.order_by(func.random()).limit(PER_RUN)
            ids = list(await session.scalars(some))
        return sum([await self._scan(sessions, intake, one) for one in ids])

    async def _scan(self, sessions: SessionMaker, intake: Intake, one: UUID) -> bool:
        async with sessions.begin() as session:
            store = FileStore(session, self.chunks)
            held = (
                select(self.files.sha256)
                .where(self.files.id == one, self.files.state.in_(_WAITING))
                .with_for_update(skip_locked=True)
            )
            digest = await session.scalar(held)
            if digest is None:
                return False
            with await store.read(one, digest) as stream:
                try:
                    state = await intake.scanned(stream)
                except FileInfectedError:
                    state = "infected"
                    await store.empty(one)
            await session.execute(
                update(self.files).where(self.files.id == one).values(state=state)
            )
            return state != "quarantined"
