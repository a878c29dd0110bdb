"""Which objects an actor sees, and on which something may be done: one rule for both.

A list narrows with `visible`, a single read uses the same condition, and a change asks
`can`. The rule itself is two functions in the database, which row-level security uses
as well: `<kind>_seen_by(scopes, funded)` and `<kind>_covered_by(scopes)` give the ids.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Uuid,
    and_,
    any_,
    cast,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
    true,
)
from sqlalchemy import column as sql_column
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from .auth import Actor, Reach
from .errors import NotFoundError, PermissionDeniedError
from .hot_list import parameter
from .past import PAST
from .quick import QuickReads

_IDS = ARRAY(Uuid())
_KNOWN_FOR, _MOST_KNOWN = 60, 4096
# The parameters of a hot list that hold how far its reader sees.
SCOPES, FUNDED = "reach_scopes", "reach_funded"
# In use where so many are seen that the list is read in its order.
MANY = "reach_many"
# In use where the past is read: what an object was in then does not make it seen now.
THEN = "reach_then"


class Told(NamedTuple):
    """What an object's own row tells: which it is, and what it is in."""

    id: Any
    frame: Any
    # Only so is it seen by who funds it.
    approved: ColumnElement[bool]


@dataclass(frozen=True)
class Kind:
    """A kind of object whose reach is known, such as `projects`."""

    name: str
    # Seen by all who may read any, like a phone book.
    is_shared: bool = False
    # For the service that has the rows: each can be asked whether it is in reach, which
    # costs less than to find all that are.
    told: Told | None = field(default=None, compare=False)

    @property
    def subject(self) -> str:
        return self.name.removesuffix("s")

    def visible(
        self, actor: Actor, permission: str, column: InstrumentedAttribute[Any]
    ) -> ColumnElement[bool]:
        """True where `column` is the id of an object on which the permission holds."""
        return self._within(actor.reach(permission), permission, column)

    def one(
        self, actor: Actor, permission: str, column: InstrumentedAttribute[Any]
    ) -> ColumnElement[bool]:
        """The same as `visible` where few rows are asked for, by their ids.

        Only of whom the session acts for: nobody sees the bonds of others. And not in
        the past: what an object was in then does not make it seen now.
        """
        if self.told is None:
            return self.visible(actor, permission, column)
        reach = actor.reach(permission)
        if reach.everywhere:
            return true()
        funded = reach.funded if permission.endswith(".read") else None
        return self._each(
            literal(sorted(reach.scopes), _IDS),
            literal(sorted(funded), _IDS) if funded else None,
        )

    def listed(self, used: frozenset[str]) -> ColumnElement[bool]:
        """The same as `visible` for a hot list, whose values come later.

        Whoever sees few starts from their ids. Who sees many reads the list in its
        order and asks each row.
        """
        if SCOPES not in used:
            return true()
        scopes = parameter(SCOPES, _IDS)
        funded = parameter(FUNDED, _IDS) if FUNDED in used else None
        if MANY in used:
            return self._each(scopes, funded)
        seen = self._function("covered_by")(scopes)
        if funded is not None:
            seen = self._function("seen_by")(scopes, funded)
        listed: ColumnElement[bool] = self._rows.id.in_(select(seen))
        return listed

    @property
    def _rows(self) -> Told:
        assert self.told is not None, f"{self.name} are not told by their rows"
        return self.told

    def _each(
        self, scopes: ColumnElement[Any], funded: ColumnElement[Any] | None
    ) -> ColumnElement[bool]:
        """What the row is in may be in reach, or one of its bonds; or be funded."""
        bound = self._bound(scopes)
        if funded is None:
            return bound
        return or_(bound, and_(self._rows.approved, self._bound(funded)))

    def _bound(self, scopes: ColumnElement[Any]) -> ColumnElement[bool]:
        column, frame, _ = self._rows
        bond = table(
            f"own_{self.subject}_bond",
            sql_column(f"{self.subject}_id", Uuid()),
            sql_column("scope_id", Uuid()),
            schema="api",
        ).alias("bond")
        owner, scope = bond.c
        # A scalar subquery is a look at its key, where EXISTS may read all bonds first.
        bound = (
            select(true())
            .where(owner == column, scope == any_(scopes))
            .limit(literal_column("1"))
            .correlate(column.table)
            .scalar_subquery()
        )
        # Cast, for `= ANY` of a bare subquery would look into its rows.
        framing = select(func.api.programmes_framing(scopes)).scalar_subquery()
        return or_(
            column == any_(scopes),
            frame == any_(cast(framing, _IDS)),
            bound,
        )

    async def can(
        self, session: AsyncSession, actor: Actor, permission: str, object_id: UUID
    ) -> bool:
        reach = actor.reach(permission)
        if reach.everywhere or not reach:
            return reach.everywhere
        reaches = self._reaches(session, actor, permission, object_id)
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
                reaches = self._reaches(session, actor, permission, object_id)
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
        self, reach: Reach, permission: str, column: InstrumentedAttribute[Any]
    ) -> ColumnElement[bool]:
        if reach.everywhere or self._is_open(permission):
            return true()
        return column.in_(self._ids(reach, permission))

    def _is_open(self, permission: str) -> bool:
        """Whether all who have the permission have it on every one."""
        return self.is_shared and permission == f"{self.subject}.read"

    def _reaches(
        self, session: AsyncSession, actor: Actor, permission: str, object_id: UUID
    ) -> ColumnElement[bool]:
        if self.told is not None and PAST not in session.info:
            told = self.told.id
            one = select(told).where(
                told == object_id, self.one(actor, permission, told)
            )
            return one.exists()
        ids = self._ids(actor.reach(permission), permission).subquery()
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
    return {SCOPES: sorted(reach.scopes), FUNDED: sorted(reach.funded) or None}


class Ways:
    """Remembers for a minute who sees many, as `sql` tells of scopes and funded ones.

    It decides in which way a list is read, and never what is in it: an answer that has
    grown old costs time and nothing else.
    """

    def __init__(self, sql: str) -> None:
        self._sql = sql
        self._known: dict[tuple[Any, ...], tuple[float, bool]] = {}

    async def are_many(self, quick: QuickReads, values: dict[str, Any]) -> bool:
        scopes, funded = values[SCOPES], values[FUNDED] or []
        who = (*scopes, None, *funded)
        until, many = self._known.get(who, (0.0, False))
        now = monotonic()
        if now > until:
            (many,) = await quick.row(self._sql, scopes, funded)
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[who] = (now + _KNOWN_FOR, many)
        return many


PROJECTS = Kind("projects")
PROGRAMMES = Kind("programmes")
PARTNERSHIPS = Kind("partnerships")
NETWORKS = Kind("networks")
ORGANISATIONS = Kind("organisations", is_shared=True)
