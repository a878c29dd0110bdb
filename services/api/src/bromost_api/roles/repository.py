from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Text,
    Uuid,
    and_,
    case,
    column,
    false,
    func,
    literal,
    or_,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bromost_api.accounts.models import Account, RoleAssignment
from bromost_api.nested import json_object
from bromost_api.networks.models import Network
from bromost_api.organisations.models import Organisation
from bromost_api.partnerships.models import Partnership
from bromost_api.programmes.models import Programme
from bromost_api.projects.models import Project
from bromost_api.reach import PEOPLE, SCOPES
from bromost_common.auth import Actor, Grant, Reach, Role, ScopeType
from bromost_common.db import violated_constraint
from bromost_common.errors import ConflictError
from bromost_common.paging import AnyRow, AnySelect, Key, Order, PageRequest, fetch_page
from bromost_common.visibility import (
    NETWORKS,
    PARTNERSHIPS,
    PROGRAMMES,
    PROJECTS,
    Kind,
)

from .rights import givable
from .schemas import RoleOut, RoleState

# Names of people whom the reader may not look up otherwise, e.g. who gave a role.
directory = table(
    "account_directory_v1", column("id", Uuid()), column("display_name", Text()),
    schema="api",
)  # fmt: skip
_ORDER = Order("newest", [Key(RoleAssignment.id, descending=True)])
# Two administrators who remove each other at the same moment come one after the other.
_LOCK = text("SELECT pg_advisory_xact_lock(7306261123)")
_CONTAINED = text(
    """
    SELECT NOT EXISTS (
      (SELECT CAST(:scope AS uuid)
       UNION SELECT api.scopes_covered_by(ARRAY[CAST(:scope AS uuid)]))
      EXCEPT
      (SELECT unnest(CAST(:within AS uuid[]))
       UNION SELECT api.scopes_covered_by(CAST(:within AS uuid[]))))
    """
)
_KINDS: dict[ScopeType, tuple[Any, Kind | None, str]] = {
    ScopeType.ORGANISATION: (Organisation, None, "organisation.read"),
    ScopeType.PROGRAMME: (Programme, PROGRAMMES, "programme.read"),
    ScopeType.PARTNERSHIP: (Partnership, PARTNERSHIPS, "partnership.read"),
    ScopeType.PROJECT: (Project, PROJECTS, "project.read"),
    ScopeType.NETWORK: (Network, NETWORKS, "network.read"),
}


class RoleFilters(NamedTuple):
    """What a list of roles is narrowed to."""

    account_id: UUID | None = None
    scope_id: UUID | None = None
    role: Role | None = None
    state: RoleState | None = None


class AlreadyGivenError(ConflictError):
    """The person has this role in this scope in that time."""

    code = "already_given"


def scope_json(
    scope_type: Any, scope_id: Any, within: Any = None
) -> ColumnElement[Any]:
    """A scope with its name, told in the row of `within`."""

    def of(wanted: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
        named = select(wanted).where(wanted.class_.id == scope_id)
        return (named.correlate(within) if within else named).scalar_subquery()

    return json_object(
        type=scope_type,
        id=scope_id,
        code=func.coalesce(of(Programme.code), of(Project.code), of(Network.code)),
        name=func.coalesce(of(Organisation.name), of(Partnership.name)),
        title=func.coalesce(of(Programme.title), of(Project.title), of(Network.name)),
        original_language=func.coalesce(
            of(Programme.original_language),
            of(Project.original_language),
            of(Network.original_language),
        ),
    )


# Null for the installation, which lies in no scope and so is never seen from one.
HELD_IN: Any = RoleAssignment.scope_id
ROLE_SCOPE = scope_json(
    RoleAssignment.scope_type, RoleAssignment.scope_id, RoleAssignment
)


def is_current(owner: Any = RoleAssignment) -> ColumnElement[bool]:
    today = func.current_date()
    return and_(
        owner.valid_from <= today,
        or_(owner.valid_to.is_(None), owner.valid_to >= today),
    )


def state_of(owner: Any = RoleAssignment) -> ColumnElement[str]:
    today = func.current_date()
    return case(
        (owner.valid_from > today, RoleState.UPCOMING),
        (owner.valid_to < today, RoleState.ENDED),
        else_=RoleState.CURRENT,
    )


def person_json(account_id: Any, within: Any = RoleAssignment) -> ColumnElement[Any]:
    """Who that is; null for nobody."""
    return (
        select(json_object(id=directory.c.id, display_name=directory.c.display_name))
        .where(directory.c.id == account_id)
        .correlate(within)
        .scalar_subquery()
    )


def _told(may_end: ColumnElement[bool]) -> AnySelect:
    """All that is shown of a role."""
    return select(
        RoleAssignment.id,
        person_json(RoleAssignment.account_id).label("account"),
        RoleAssignment.role,
        ROLE_SCOPE.label("scope"),
        RoleAssignment.valid_from,
        RoleAssignment.valid_to,
        state_of().label("state"),
        person_json(RoleAssignment.granted_by).label("granted_by"),
        RoleAssignment.created_at.label("granted_at"),
        func.coalesce(may_end, false()).label("may_end"),
    )


def roles_for(actor: Actor) -> AnySelect:
    """Roles that the actor may read."""
    may_end = (
        and_(
            SCOPES.visible(actor, "role.write", HELD_IN),
            RoleAssignment.role.in_(givable(actor)),
            state_of() != RoleState.ENDED,
        )
        if actor.may("role.write")
        else false()
    )
    return _told(may_end).where(SCOPES.visible(actor, "role.read", HELD_IN))


class RoleRepository:
    """Every query on who has which role where."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, assignment: RoleAssignment) -> None:
        self._session.add(assignment)
        await self.flush()

    async def flush(self) -> None:
        try:
            await self._session.flush()
        except IntegrityError as error:
            if violated_constraint(error) == "ex_role_assignment_period":
                raise AlreadyGivenError(
                    "This person has this role in this scope already."
                ) from error
            raise

    async def remove(self, assignment: RoleAssignment) -> None:
        await self._session.delete(assignment)
        await self._session.flush()

    async def lock(
        self, account_id: UUID, assignment_id: UUID, *, visible_to: Actor
    ) -> RoleAssignment | None:
        found: RoleAssignment | None = await self._session.scalar(
            select(RoleAssignment)
            .where(
                RoleAssignment.id == assignment_id,
                RoleAssignment.account_id == account_id,
                SCOPES.visible(visible_to, "role.read", HELD_IN),
            )
            .with_for_update()
        )
        return found

    async def get(self, assignment_id: UUID, *, visible_to: Actor) -> AnyRow | None:
        found = await self._session.execute(
            roles_for(visible_to).where(RoleAssignment.id == assignment_id)
        )
        return found.one_or_none()

    async def of_account(
        self, account_id: UUID, *, visible_to: Actor
    ) -> Sequence[AnyRow]:
        found = await self._session.execute(
            roles_for(visible_to)
            .where(RoleAssignment.account_id == account_id)
            .order_by(state_of(), RoleAssignment.id.desc())
            .limit(200)
        )
        return found.all()

    async def own(self, account_id: UUID) -> Sequence[AnyRow]:
        """What somebody has themselves; nobody needs a right to know that."""
        found = await self._session.execute(
            _told(false())
            .where(RoleAssignment.account_id == account_id, is_current())
            .order_by(RoleAssignment.id)
            .limit(200)
        )
        return found.all()

    async def told(self, ids: Sequence[UUID]) -> list[RoleOut]:
        """Roles as those who hold them are told of them."""
        found = await self._session.execute(
            _told(false()).where(RoleAssignment.id.in_(ids)).order_by(RoleAssignment.id)
        )
        return [RoleOut.model_validate(row._mapping) for row in found]  # noqa: SLF001  # the documented way

    async def type_of(self, grant: Grant) -> str | None:
        """Of which kind a grant's scope is, also of one that is not seen."""
        return await self._session.scalar(
            select(func.api.scope_type_of(literal(grant.scope_id, Uuid())))
        )

    async def page(
        self, wanted: PageRequest, *, filters: RoleFilters, visible_to: Actor
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        statement = roles_for(visible_to).where(
            PEOPLE.visible(visible_to, "person.read", RoleAssignment.account_id)
        )
        for asked, condition in (
            (filters.account_id, RoleAssignment.account_id == filters.account_id),
            (filters.scope_id, RoleAssignment.scope_id == filters.scope_id),
            (filters.role, RoleAssignment.role == filters.role),
            (filters.state, state_of() == filters.state),
        ):
            if asked is not None:
                statement = statement.where(condition)
        return await fetch_page(self._session, statement, _ORDER, wanted)

    async def scope_exists(
        self, scope_type: ScopeType, scope_id: UUID, *, visible_to: Actor
    ) -> bool:
        model, kind, permission = _KINDS[scope_type]
        statement = select(model.id).where(model.id == scope_id)
        if kind is not None:
            statement = statement.where(kind.visible(visible_to, permission, model.id))
        return bool(await self._session.scalar(select(statement.exists())))

    async def scope(
        self, scope_type: ScopeType, scope_id: UUID, *, visible_to: Actor
    ) -> Any:
        """What something that may be a scope is called; None if it is not seen."""
        if not await self.scope_exists(scope_type, scope_id, visible_to=visible_to):
            return None
        named = scope_json(literal(scope_type.value), literal(scope_id, Uuid()))
        return await self._session.scalar(select(named))

    async def has(
        self, account_id: UUID, role: str, scope_id: UUID | None, last: date | None
    ) -> bool:
        """Whether the account has the role on a day from now until `last`."""
        statement = select(RoleAssignment.id).where(
            RoleAssignment.account_id == account_id,
            RoleAssignment.role == role,
            RoleAssignment.scope_id.is_not_distinct_from(scope_id),
            or_(
                RoleAssignment.valid_to.is_(None),
                RoleAssignment.valid_to >= func.current_date(),
            ),
        )
        if last is not None:
            statement = statement.where(RoleAssignment.valid_from <= last)
        return bool(await self._session.scalar(select(statement.exists())))

    async def contains(self, reach: Reach, scope_id: UUID) -> bool:
        """Whether all that the scope covers is covered by the reach."""
        return bool(
            await self._session.scalar(
                _CONTAINED.bindparams(scope=scope_id, within=sorted(reach.scopes))
            )
        )

    async def hold_administrators(self) -> None:
        await self._session.execute(_LOCK)

    async def lasting_administrators(self) -> set[UUID]:
        """Active accounts that are administrators without an end in sight."""
        found = await self._session.scalars(
            select(RoleAssignment.account_id)
            .join(Account, Account.id == RoleAssignment.account_id)
            .where(
                RoleAssignment.role == Role.ADMINISTRATOR,
                RoleAssignment.scope_id.is_(None),
                RoleAssignment.valid_to.is_(None),
                is_current(),
                Account.is_active,
            )
        )
        return set(found)

    async def grants_of(self, account_id: UUID) -> tuple[Grant, ...]:
        """What an account holds today, also what the reader does not see."""
        row = (
            await self._session.execute(
                text("SELECT roles, scopes FROM common.grants_of(:account)")
                .bindparams(account=account_id)
                .columns(roles=ARRAY(Text()), scopes=ARRAY(Uuid()))
            )
        ).one()
        return tuple(
            Grant(Role(role), scope)
            for role, scope in zip(row.roles, row.scopes, strict=True)
        )

    async def end_in(
        self, account_id: UUID, scope_id: UUID, last_day: date
    ) -> list[RoleOut]:
        """End what the account has in a scope, on `last_day`; what that was."""
        held = await self._session.scalars(
            select(RoleAssignment)
            .where(
                RoleAssignment.account_id == account_id,
                RoleAssignment.scope_id == scope_id,
                or_(
                    RoleAssignment.valid_to.is_(None),
                    RoleAssignment.valid_to > last_day,
                ),
            )
            .with_for_update()
        )
        assignments = held.all()
        told = await self.told([assignment.id for assignment in assignments])
        for assignment in assignments:
            if assignment.valid_from > last_day:
                await self._session.delete(assignment)
            else:
                assignment.valid_to = last_day
        await self._session.flush()
        return told
