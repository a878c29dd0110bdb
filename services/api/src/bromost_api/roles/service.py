from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.accounts.models import RoleAssignment
from bromost_common.auth import Actor, Role, ScopeType
from bromost_common.contracts.people import RoleChanged, RoleEnded, RoleGiven
from bromost_common.errors import (
    ConflictError,
    NotFoundError,
    PermissionDeniedError,
    invalid,
)
from bromost_common.paging import AnyRow, Page, PageRequest
from bromost_common.reads import note_shown

from .news import tell_of_role
from .repository import RoleFilters, RoleRepository
from .rights import givable, scope_types
from .schemas import GivableRole, RoleEnd, RoleOut, RoleWanted

Loc = tuple[str | int, ...]


class RoleNotGivableError(PermissionDeniedError):
    """The actor may give roles, but not this one, or not in this scope."""

    code = "role_not_givable"


class LastAdministratorError(ConflictError):
    """Somebody must be left who looks after the installation."""

    code = "last_administrator"


def today() -> date:
    """The database's day: its clock, too, is set to UTC."""
    return datetime.now(UTC).date()


def check_period(
    first: date | None, last: date | None, *, loc: Loc, names: tuple[str, str]
) -> None:
    if last is not None and last < (first or today()):
        raise invalid(
            *loc,
            names[1],
            code="ends_before_start",
            message="It ends before it begins.",
        )


class RoleService:
    """Who may do what, where. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._roles = RoleRepository(session)

    async def check(
        self, wanted: RoleWanted, *, granter: Actor, loc: Loc = ("body",)
    ) -> None:
        """Refuse a role that does not exist so, or that the granter may not give."""
        self._check_shape(wanted, loc)
        if wanted.scope_id is not None and not await self._roles.scope_exists(
            wanted.scope_type, wanted.scope_id, visible_to=granter
        ):
            raise invalid(
                *loc,
                "scope_id",
                code="unknown_scope",
                message="There is no such thing in the registry.",
            )
        if wanted.role not in givable(granter) or not await self._reaches(
            granter, wanted.scope_id
        ):
            raise RoleNotGivableError("You may not give this role in this scope.")

    async def grant(
        self, account_id: UUID, wanted: RoleWanted, *, granter: Actor
    ) -> RoleAssignment:
        """Give a role that was checked."""
        assignment = RoleAssignment(
            account_id=account_id,
            role=wanted.role,
            scope_type=wanted.scope_type,
            scope_id=wanted.scope_id,
            valid_from=wanted.valid_from or today(),
            valid_to=wanted.valid_to,
            granted_by=granter.account_id,
        )
        await self._roles.add(assignment)
        return assignment

    async def give(
        self, account_id: UUID, wanted: RoleWanted, *, actor: Actor
    ) -> RoleOut:
        """Give a role to somebody whom the actor knows."""
        if wanted.valid_from is not None and wanted.valid_from < today():
            raise invalid(
                "body",
                "valid_from",
                code="in_the_past",
                message="A role cannot be given for days that are over.",
            )
        await self.check(wanted, granter=actor)
        if account_id == actor.account_id and Role.ADMINISTRATOR not in actor.roles:
            raise RoleNotGivableError("You may not give yourself a role.")
        assignment = await self.grant(account_id, wanted, granter=actor)
        found = await self._roles.get(assignment.id, visible_to=actor)
        assert found is not None
        given = role_out(found)
        tell_of_role(self._session, RoleGiven, given, actor_id=actor.account_id)
        return given

    async def end(
        self, account_id: UUID, assignment_id: UUID, wanted: RoleEnd, *, actor: Actor
    ) -> None:
        assignment = await self._roles.lock(account_id, assignment_id, visible_to=actor)
        if assignment is None:
            raise NotFoundError("There is no such role.")
        if Role(assignment.role) not in givable(actor) or not await self._reaches(
            actor, assignment.scope_id
        ):
            raise RoleNotGivableError("You may not end this role.")
        if wanted.valid_to is not None and wanted.valid_to < max(
            today(), assignment.valid_from
        ):
            raise invalid(
                "body",
                "valid_to",
                code="in_the_past",
                message="The last day is today or later, and not before the first.",
            )
        if assignment.role == Role.ADMINISTRATOR:
            await self.keep_administrator(account_id, ends=assignment.valid_to is None)
        (told,) = await self._roles.told([assignment.id])
        if await self._end(assignment, wanted.valid_to):
            self._tell_of_end(told, wanted.valid_to, actor=actor)

    async def keep_administrator(self, account_id: UUID, *, ends: bool = True) -> None:
        """Refuse to leave nobody who looks after the installation for good."""
        await self._roles.hold_administrators()
        lasting = await self._roles.lasting_administrators()
        if ends and account_id in lasting and len(lasting) == 1:
            raise LastAdministratorError(
                "This is the last administrator. Give the role to somebody else first."
            )

    async def end_in(
        self, account_id: UUID, scope_id: UUID, last_day: date, *, actor: Actor
    ) -> None:
        """End what somebody has in a scope, on that day."""
        for told in await self._roles.end_in(account_id, scope_id, last_day):
            self._tell_of_end(told, last_day, actor=actor)

    async def list_roles(
        self, wanted: PageRequest, *, filters: RoleFilters, actor: Actor
    ) -> Page[RoleOut]:
        rows, cursor, total = await self._roles.page(
            wanted, filters=filters, visible_to=actor
        )
        items = [role_out(row) for row in rows]
        note_shown(self._session, (item.account.id for item in items))
        return Page(items=items, next_cursor=cursor, total=total)

    async def of_account(self, account_id: UUID, *, actor: Actor) -> list[RoleOut]:
        rows = await self._roles.of_account(account_id, visible_to=actor)
        return [role_out(row) for row in rows]

    @staticmethod
    def givable(actor: Actor) -> list[GivableRole]:
        return [
            GivableRole(
                role=role,
                scope_types=[t for t in ScopeType if t in scope_types(role)],
            )
            for role in Role
            if role in givable(actor)
        ]

    def _tell_of_end(
        self, role: RoleOut, last_day: date | None, *, actor: Actor
    ) -> None:
        ends_later = last_day is not None and last_day >= today()
        tell_of_role(
            self._session,
            RoleChanged if ends_later else RoleEnded,
            role.model_copy(update={"valid_to": last_day}),
            actor_id=actor.account_id,
        )

    async def _end(self, assignment: RoleAssignment, last_day: date | None) -> bool:
        """Whether that made a difference."""
        over = last_day or today() - timedelta(days=1)
        if assignment.valid_from > over:
            # It is over before its first day was: nothing is left to keep of it here.
            await self._roles.remove(assignment)
            return True
        if assignment.valid_to is not None and assignment.valid_to <= over:
            return False
        assignment.valid_to = over
        await self._roles.flush()
        return True

    async def _reaches(self, actor: Actor, scope_id: UUID | None) -> bool:
        reach = actor.reach("role.write")
        if reach.everywhere or scope_id is None:
            return reach.everywhere
        return await self._roles.contains(reach, scope_id)

    @staticmethod
    def _check_shape(wanted: RoleWanted, loc: Loc) -> None:
        if wanted.scope_type not in scope_types(wanted.role):
            raise invalid(
                *loc,
                "scope_type",
                code="role_not_for_scope",
                message="This role cannot be held in a scope of this kind.",
            )
        if (wanted.scope_type is ScopeType.INSTALLATION) != (wanted.scope_id is None):
            raise invalid(
                *loc,
                "scope_id",
                code="scope_mismatch",
                message="Name a scope, or none for the whole installation.",
            )
        check_period(
            wanted.valid_from,
            wanted.valid_to,
            loc=loc,
            names=("valid_from", "valid_to"),
        )


def role_out(row: AnyRow) -> RoleOut:
    return RoleOut.model_validate(row._mapping)  # noqa: SLF001  # the documented way
