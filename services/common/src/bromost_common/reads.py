"""Who saw what is stored about whom.

Whatever builds an answer notes whose data it shows; the end of the request writes one
row, in the same transaction. What somebody reads of themselves leaves no trace.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession

_SHOWN = "bromost.shown"
_RECORD = text(
    "SELECT common.record_read(:service, :action, :people, :count, :on_behalf_of)"
).bindparams(bindparam("people", type_=ARRAY(Uuid())))


@dataclass(slots=True)
class _Shown:
    people: set[UUID] = field(default_factory=set)
    # Those who are known by no id yet, such as who was invited.
    unknown: int = 0


def note_shown(
    session: AsyncSession, people: Iterable[UUID | None], *, unknown: int = 0
) -> None:
    """The answer shows data about these: accounts, or contact persons without one."""
    shown: _Shown = session.info.setdefault(_SHOWN, _Shown())
    shown.people.update(one for one in people if one is not None)
    shown.unknown += unknown


async def record_reads(
    session: AsyncSession,
    *,
    service: str,
    action: str,
    reader: UUID,
    on_behalf_of: str | None,
) -> None:
    """One row for all whose data were shown; none if it is only the reader."""
    shown: _Shown | None = session.info.pop(_SHOWN, None)
    if shown is None:
        return
    people = sorted(shown.people - {reader})
    if count := len(people) + shown.unknown:
        await session.execute(
            _RECORD,
            {
                "service": service,
                "action": action,
                "people": people,
                "count": count,
                "on_behalf_of": on_behalf_of,
            },
        )
