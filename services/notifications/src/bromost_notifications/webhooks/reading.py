"""Whether the owner of an endpoint may read what an event is about, just then."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role
from bromost_common.relay import Message
from bromost_notifications.preferences.recipients import UNAPPROVED

from .event_types import TEST, permission_for, readers

_RECEIVER = """w.id, w.event_types, w.programme_id, w.created_at,
 r.roles, r.scopes, r.permissions"""
_ACTIVE = text(
    f"SELECT {_RECEIVER} FROM notifications.webhook_endpoint w"  # noqa: S608  # columns
    " CROSS JOIN LATERAL common.receiver_of(w.account_id, w.machine_id) r"
    " WHERE w.state = 'active' ORDER BY w.id"
)
_THESE = text(
    f"SELECT {_RECEIVER} FROM notifications.webhook_endpoint w"  # noqa: S608  # columns
    " CROSS JOIN LATERAL common.receiver_of(w.account_id, w.machine_id) r"
    " WHERE w.id = ANY (:ids)"
).bindparams(bindparam("ids", type_=ARRAY(Uuid())))
# Of what a funder funds it hears once that was approved.
SIGHT = """coalesce(
 api.scopes_seeing_v1(m.object_type, m.object_id, m.project_id), '{}')
  AS scopes,
 EXISTS (SELECT FROM api.project_directory_v1 p WHERE p.status <> 'planned'
  AND p.id IN (m.object_id, m.project_id)) AS approved"""
_SIGHT = text(
    f"SELECT {SIGHT} FROM (SELECT CAST(:object_type AS text) AS object_type,"  # noqa: S608  # columns
    " CAST(:object_id AS uuid) AS object_id, CAST(:project_id AS uuid) AS project_id) m"
)


class Sight(NamedTuple):
    """Where a role must be held to see an object, and whether funders see it too."""

    scopes: frozenset[UUID]
    is_approved: bool


@dataclass(frozen=True, slots=True)
class Receiver:
    """An endpoint, and what its owner may do now."""

    id: UUID
    event_types: frozenset[str]
    programme_id: UUID | None
    created_at: datetime
    grants: tuple[tuple[str, UUID | None], ...]
    # What a program may at most; None for a person.
    permissions: frozenset[str] | None

    def wants(self, event_type: str, occurred_at: datetime) -> bool:
        """Nothing of the time before there was the endpoint."""
        return event_type in self.event_types and self.created_at <= occurred_at

    def may_read(self, event_type: str, sight: Sight) -> bool:
        if event_type == TEST:
            # Its owner's own.
            return True
        if self.programme_id is not None and self.programme_id not in sight.scopes:
            return False
        permission = permission_for(event_type)
        if self.permissions is not None and permission not in self.permissions:
            return False
        roles = readers(permission)
        return any(
            role in roles and _reaches(role, scope, event_type, sight)
            for role, scope in self.grants
        )


def _reaches(role: str, scope: UUID | None, event_type: str, sight: Sight) -> bool:
    if event_type.startswith("organisation."):
        # The phone book is for all who may read any of it.
        return True
    if role == Role.FUNDER and (not sight.is_approved or event_type in UNAPPROVED):
        return False
    return scope is None or scope in sight.scopes


async def active_receivers(session: AsyncSession) -> list[Receiver]:
    return [_receiver(row) for row in await session.execute(_ACTIVE)]


async def receivers(session: AsyncSession, ids: Iterable[UUID]) -> dict[UUID, Receiver]:
    """None of those whose owner has left, or whose program has ended."""
    found = await session.execute(_THESE, {"ids": [*ids]})
    return {row.id: _receiver(row) for row in found}


async def sight_of(session: AsyncSession, message: Message) -> Sight:
    found = await session.execute(
        _SIGHT,
        {
            "object_type": message.object_type,
            "object_id": message.object_id,
            "project_id": message.payload.get("project_id"),
        },
    )
    row = found.one()
    return sight(row.scopes, is_approved=row.approved)


def sight(scopes: Sequence[UUID], *, is_approved: bool) -> Sight:
    return Sight(frozenset(UUID(str(one)) for one in scopes), is_approved)


def _receiver(row: object) -> Receiver:
    known = row._mapping  # type: ignore[attr-defined]  # noqa: SLF001  # the documented way to a row's names
    return Receiver(
        id=known["id"],
        event_types=frozenset(known["event_types"]),
        programme_id=known["programme_id"],
        created_at=known["created_at"],
        grants=tuple(zip(known["roles"], known["scopes"], strict=True)),
        permissions=None
        if known["permissions"] is None
        else frozenset(known["permissions"]),
    )
