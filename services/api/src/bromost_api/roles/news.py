"""Tells people what becomes of their own roles."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.contracts.people import (
    RoleChanged,
    RoleEnded,
    RoleExpiring,
    RoleGiven,
)
from bromost_common.outbox import publish

from .schemas import RoleOut

RoleNews = type[RoleGiven] | type[RoleChanged] | type[RoleEnded] | type[RoleExpiring]


def tell_of_role(
    session: AsyncSession, kind: RoleNews, role: RoleOut, *, actor_id: UUID | None
) -> None:
    scope = role.scope
    publish(
        session,
        kind(
            object_id=role.id,
            actor_id=actor_id,
            told_to=[role.account.id],
            role=role.role,
            scope_name=scope.title or scope.name,
            original_language=scope.original_language,
            valid_to=role.valid_to,
            change="everywhere" if scope.id is None else "somewhere",
        ),
    )
