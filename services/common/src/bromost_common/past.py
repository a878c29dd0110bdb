"""Reads of the past: the same statements, on views that show what was on record then.

A service's tables look in the schema `<service>_past` as they did at the moment that
`common.as_of()` names; a session that reads the past asks there instead.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import ORMExecuteState

from .dates import FIRST_DAY, LAST_DAY, written_day
from .db import SessionMaker
from .errors import InvalidError, invalid

_SAY_WHEN = text("SELECT set_config('bromost.as_of', :moment, true)")
# What a session reads the past of; None where it reads the present.
PAST = "bromost.past"


def moment_of(written: str, *, name: str = "as_of") -> datetime:
    """`2006-06-30` is the end of that day, `2006-06-30T12:00:00Z` that instant."""
    now = datetime.now(UTC)
    try:
        begins, ends = _span(written)
    except (ValueError, OverflowError) as error:
        raise _refused(
            name, "invalid_moment", "Write a day or an instant with its offset."
        ) from error
    if begins > now:
        raise _refused(name, "future_moment", "The future is not on record.")
    return min(ends, now)


def _span(written: str) -> tuple[datetime, datetime]:
    """When what is written begins and ends."""
    if "t" in written.lower():
        instant = datetime.fromisoformat(written)
        if instant.tzinfo is None or instant.astimezone(UTC).date() < FIRST_DAY:
            raise ValueError(written)
        return instant.astimezone(UTC), instant.astimezone(UTC)
    day = date.fromisoformat(written_day(written))
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(written)
    begins = datetime.combine(day, time(), UTC)
    return begins, begins + timedelta(days=1)


def _refused(name: str, code: str, message: str) -> InvalidError:
    return invalid("query", name, code=code, message=message)


async def read_past(session: AsyncSession, service: str, moment: datetime) -> None:
    """From now on `session` reads what was on record at `moment`."""
    await session.execute(_SAY_WHEN, {"moment": moment.isoformat()})
    session.info[PAST] = schemas(service)
    event.listen(session.sync_session, "do_orm_execute", _in_the_past)


def schemas(service: str) -> Mapping[str, str]:
    return {service: f"{service}_past"}


def _in_the_past(state: ORMExecuteState) -> None:
    state.update_execution_options(schema_translate_map=state.session.info[PAST])


class PastReads:
    """Quick reads of the past, each in a transaction of its own."""

    def __init__(
        self,
        sessions: SessionMaker,
        scope: Mapping[str, Any],
        service: str,
        moment: datetime,
    ) -> None:
        self._sessions = sessions
        self._scope = scope
        self._service = service
        self._moment = moment
        self.schemas = schemas(service)

    async def row(self, sql: str, *values: Any) -> Any:
        async with self._sessions(info={"scope": self._scope}) as session:
            await read_past(session, self._service, self._moment)
            connection = await session.connection()
            return (await connection.exec_driver_sql(sql, values)).one_or_none()
