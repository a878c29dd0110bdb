"""The audit log: who did what and why, written in the transaction of the deed.

Every unsafe request leaves one event without its slice knowing of it (`web.audit`);
what a slice adds is a reason where one is mandatory, and a job tells of its batch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Annotated, Any, Literal, TypeAlias
from uuid import UUID

from pydantic import Field, StringConstraints
from sqlalchemy import ARRAY, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from .errors import invalid
from .reasons import REASON, note_reason

Kind: TypeAlias = Literal["change", "sign_in", "refusal", "export", "job"]

# Where a session keeps whose deed its transaction is.
_ACCOUNT = "bromost.signed_in"
# And how many rows it gives away in a file.
_EXPORTED = "bromost.exported"

Reason: TypeAlias = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=1000),
    Field(
        description="Why; asked for where something agreed or decided changes.",
        examples=["The board decided so on 3 May."],
    ),
]


@dataclass(frozen=True, kw_only=True)
class Event:
    """A deed as the log tells it; who acts is what the transaction says."""

    service: str
    kind: Kind
    action: str
    outcome: Literal["done", "refused"] = "done"
    code: str | None = None
    object_type: str | None = None
    # The things that the deed names, outermost first.
    named: Sequence[UUID] = ()
    address: str | None = None
    method: str | None = None
    on_behalf_of: str | None = None
    reason: str | None = None
    # Who it is where the transaction does not know, as when somebody signs in.
    account: UUID | None = None
    # Of what changes no rows one by one: how many left in a file, what a batch did.
    details: Mapping[str, Any] | None = None

    @property
    def values(self) -> dict[str, Any]:
        return {**asdict(self), "named": list(self.named)}


_NAMES = tuple(field.name for field in fields(Event))
# The same with numbered parameters, in the order of `Event.values`.
RECORD_QUICKLY = "SELECT common.record_audit({})".format(
    ", ".join(f"{name} => ${place}" for place, name in enumerate(_NAMES, 1))
)
_RECORD = text(
    "SELECT common.record_audit({})".format(
        ", ".join(f"{name} => :{name}" for name in _NAMES)
    )
).bindparams(
    bindparam("named", type_=ARRAY(Uuid())),
    bindparam("account", type_=Uuid()),
    bindparam("details", type_=JSONB(none_as_null=True)),
)


async def record(session: AsyncSession, event: Event) -> None:
    """Write `event` into the log, in the transaction of what it tells of."""
    values = event.values
    values["reason"] = event.reason or session.info.get(REASON)
    values["account"] = event.account or session.info.get(_ACCOUNT)
    await session.execute(_RECORD, values)


def note_account(session: AsyncSession, account_id: UUID) -> None:
    """Whose deed it is, where nobody was signed in when it began."""
    session.info[_ACCOUNT] = account_id


def note_export(session: AsyncSession, rows: int) -> None:
    """The answer is a file to take away; the request's end writes the event."""
    session.info[_EXPORTED] = rows


def exported_rows(session: AsyncSession) -> int | None:
    """How many rows leave in a file; None where nothing does."""
    rows: int | None = session.info.get(_EXPORTED)
    return rows


def explain(
    session: AsyncSession,
    reason: str | None,
    *,
    required: bool,
    asked_in: Literal["body", "query"] = "body",
) -> None:
    """Note the reason; refuse to change what was agreed or decided without one."""
    if reason is not None:
        note_reason(session, reason)
    elif required:
        raise invalid(
            asked_in,
            "reason",
            code="reason_required",
            message="Say why: this was agreed or decided before.",
        )
