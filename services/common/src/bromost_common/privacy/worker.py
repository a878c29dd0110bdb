"""Each service's own part of what people ask for, and of the nightly forgetting."""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import structlog
from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import SessionMaker

from .declare import PersonalTable
from .erasing import erase
from .holdings import count_mentions, read_held
from .keeping import keep_promises, was_done
from .person import Person

log = structlog.get_logger(__name__)

POLL_SECONDS = 5.0
# When the fewest people work, in UTC.
FORGETTING_HOUR = 2

_NEXT = text(
    "SELECT r.id, r.kind, r.person_id, r.pseudonym, r.terms"
    " FROM common.person_request_part p"
    " JOIN common.person_request r ON r.id = p.request_id"
    " WHERE p.service = :service AND p.done_at IS NULL AND r.state = 'running'"
    " ORDER BY r.created_at LIMIT 1 FOR UPDATE OF p SKIP LOCKED"
).columns(terms=JSONB())
_DONE = text(
    "UPDATE common.person_request_part"
    " SET done_at = now(), content = :content, outcome = :outcome"
    " WHERE request_id = :id AND service = :service"
).bindparams(
    bindparam("content", type_=JSONB(none_as_null=True)),
    bindparam("outcome", type_=JSONB(none_as_null=True)),
)
# The last service to finish ends the request, and with it what it was found by.
_END = text(
    "UPDATE common.person_request SET state = 'done', ended_at = now(),"
    " updated_at = now(), terms = NULL, version = version + 1"
    " WHERE id = :id AND state = 'running' AND NOT EXISTS ("
    "  SELECT FROM common.person_request_part"
    "  WHERE request_id = :id AND done_at IS NULL)"
)
_LOCK = text("SELECT FROM common.person_request WHERE id = :id FOR UPDATE")
_REDACT_HISTORY = text(
    "SELECT common.redact_history(:person, CAST(:needles AS text[]), :pseudonym)"
)


@dataclass(frozen=True, slots=True)
class PersonalDataWorker:
    """Does what waits for `service`; `sessions` act as its worker."""

    service: str
    tables: Sequence[PersonalTable]
    sessions: SessionMaker
    # One service rewrites the past for all of them.
    owns_history: bool = False

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; what fails is tried again at the next look."""
        while not stop.is_set():
            try:
                while await self.do_next():
                    pass
                await self.forget_at_night(datetime.now(UTC))
            except Exception as error:  # noqa: BLE001  # the loop must outlive all of them
                log.warning("personal_data_interrupted", error=type(error).__name__)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), POLL_SECONDS)

    async def do_next(self) -> bool:
        """Do one waiting part, all or nothing; False if none waits."""
        async with self.sessions.begin() as session:
            found = (
                await session.execute(_NEXT, {"service": self.service})
            ).one_or_none()
            if found is None:
                return False
            person = Person.of(found.person_id, found.pseudonym, found.terms)
            if found.kind == "export":
                await self._copy(session, found.id, person)
            else:
                await self._erase(session, found.id, person)
            await session.execute(_LOCK, {"id": found.id})
            await session.execute(_END, {"id": found.id})
        return True

    async def forget_at_night(self, now: datetime) -> None:
        if now.hour < FORGETTING_HOUR:
            return
        async with self.sessions.begin() as session:
            done = await was_done(session, self.service, now.date())
        if not done:
            await keep_promises(self.sessions, self.service, self.tables, now.date())

    async def _copy(self, session: AsyncSession, request: UUID, person: Person) -> None:
        content = {
            "tables": await read_held(session, self.tables, person),
            "mentions": await count_mentions(session, self.tables, person),
        }
        await self._finish(session, request, content=content)

    async def _erase(
        self, session: AsyncSession, request: UUID, person: Person
    ) -> None:
        outcome = await erase(session, self.tables, person)
        if self.owns_history:
            touched = await session.scalar(
                _REDACT_HISTORY,
                {
                    "person": person.id,
                    "needles": person.needles,
                    "pseudonym": person.pseudonym,
                },
            )
            outcome["history"] = {"redacted": int(touched or 0)}
        await self._finish(session, request, outcome=outcome)

    async def _finish(
        self,
        session: AsyncSession,
        request: UUID,
        *,
        content: dict[str, object] | None = None,
        outcome: dict[str, dict[str, int]] | None = None,
    ) -> None:
        values = {"id": request, "service": self.service}
        await session.execute(_DONE, values | {"content": content, "outcome": outcome})
