"""Which objects an actor sees, and on which something may be done: one rule for both.

A list narrows with `visible`, a single read uses the same condition, and a change asks
`can`. The rule itself is two functions in the database, which row-level security uses
as well: `<kind>_seen_by(scopes, funded)` and `<kind>_covered_by(scopes)` give the ids.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, any_, func, literal, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from .auth import Actor, Reach
from .errors import NotFoundError, PermissionDeniedError
from .hot_list import parameter

_IDS = ARRAY(Uuid())
# The parameters of a hot list that hold how far its reader sees.
SCOPES, FUNDED = "reach_scopes", "reach_funded"
# In use where a scope is what the listed objects are in, such as their programme.
FRAMED = "reach_framed"
# In use where the past is read: what an object was in then does not make it seen now.
THEN = "reach_then"


@dataclass(frozen=True)
class Kind:
    """A kind of object whose reach is known, such as `projects`."""

    name: str
    # Seen by all who may read any, like a phone book.
    is_shared: bool = False

    @property
    def subject(self) -> str:
        return self.name.removesuffix("s")

    def visible(
        self, actor: Actor, permission: str, column: InstrumentedAttribute[UUID]
    ) -> ColumnElement[bool]:
        """True where `column` is the id of an object on which the permission holds."""
        return self._within(actor.reach(permission), permission, column)

    def listed(
        self,
        used: frozenset[str],
        column: InstrumentedAttribute[UUID],
        *,
        frame: InstrumentedAttribute[UUID],
    ) -> ColumnElement[bool]:
        """The same as `visible` for a hot list, whose values come later.

        `frame` is the column of what the object is in. A scope may hold thousands that
        way, and their rows tell it; whoever has such a scope reads the list in its
        order, and others start from the few that are theirs.
        """
        if SCOPES not in used:
            return true()
        scopes = parameter(SCOPES, _IDS)
        if THEN in used:
            seen = self._function("seen_by")(scopes, parameter(FUNDED, _IDS))
            return column.in_(select(seen))
        related = self._function("related_to")(scopes, parameter(FUNDED, _IDS))
        own = column.in_(select(related))
        return or_(frame == any_(scopes), own) if FRAMED in used else own

    async def can(
        self, session: AsyncSession, actor: Actor, permission: str, object_id: UUID
    ) -> bool:
        reach = actor.reach(permission)
        if reach.everywhere or not reach:
            return reach.everywhere
        reaches = self._reaches(reach, permission, object_id)
        return bool(await session.scalar(select(reaches)))

    async def held(
        self,
        session: AsyncSession,
        actor: Actor,
        permissions: Iterable[str],
        object_id: UUID,
    ) -> frozenset[str]:
        """Which of these permissions hold on the object; at most one query."""
        held: set[str] = set()
        asked: list[ColumnElement[bool]] = []
        for permission in permissions:
            reach = actor.reach(permission)
            if reach.everywhere or (reach and self._is_open(permission)):
                held.add(permission)
            elif reach:
                reaches = self._reaches(reach, permission, object_id)
                asked.append(reaches.label(permission))
        if asked:
            row = (await session.execute(select(*asked))).one()
            held |= {name for name, holds in row._mapping.items() if holds}  # noqa: SLF001  # the documented way to a row's names
        return frozenset(held)

    async def require(
        self, session: AsyncSession, actor: Actor, permission: str, object_id: UUID
    ) -> None:
        """Refuse what may not be done on this object: 404 for one that is not seen.

        To be asked before the row is locked: row-level security hides from a lock
        what may be read and not written.
        """
        if await self.can(session, actor, permission, object_id):
            return
        read = f"{permission.partition('.')[0]}.read"
        if self.is_shared or await self.can(session, actor, read, object_id):
            raise PermissionDeniedError(
                f"This needs the permission {permission!r} here."
            )
        raise NotFoundError("There is no such thing.")

    def _within(
        self, reach: Reach, permission: str, column: InstrumentedAttribute[UUID]
    ) -> ColumnElement[bool]:
        if reach.everywhere or self._is_open(permission):
            return true()
        return column.in_(self._ids(reach, permission))

    def _is_open(self, permission: str) -> bool:
        """Whether all who have the permission have it on every one."""
        return self.is_shared and permission == f"{self.subject}.read"

    def _reaches(
        self, reach: Reach, permission: str, object_id: UUID
    ) -> ColumnElement[bool]:
        ids = self._ids(reach, permission).subquery()
        return select(ids).where(ids.c[0] == object_id).exists()

    def _ids(self, reach: Reach, permission: str) -> Any:
        scopes = literal(sorted(reach.scopes), _IDS)
        if permission.endswith(".read"):
            funded = literal(sorted(reach.funded), _IDS)
            return select(self._function("seen_by")(scopes, funded).label("id"))
        return select(self._function("covered_by")(scopes).label("id"))

    def _function(self, which: str) -> Any:
        return getattr(func.api, f"{self.name}_{which}")


def reach_values(actor: Actor, permission: str) -> dict[str, Any]:
    """The values of a hot list's `listed`; none for who sees everything."""
    reach = actor.reach(permission)
    if reach.everywhere:
        return {}
    return {SCOPES: sorted(reach.scopes), FUNDED: sorted(reach.funded)}


PROJECTS = Kind("projects")
PROGRAMMES = Kind("programmes")
PARTNERSHIPS = Kind("partnerships")
ORGANISATIONS = Kind("organisations", is_shared=True)
