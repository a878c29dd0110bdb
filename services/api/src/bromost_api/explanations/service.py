from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.people.repository import PeopleRepository
from bromost_api.roles.repository import RoleRepository
from bromost_api.roles.schemas import PersonRef, RoleOut, RoleScope, RoleState
from bromost_api.roles.service import role_out
from bromost_common.auth import AccessMap, Actor, Grant, Role, ScopeType
from bromost_common.errors import NotFoundError, PermissionDeniedError
from bromost_common.reads import note_shown
from bromost_common.visibility import (
    NETWORKS,
    ORGANISATIONS,
    PARTNERSHIPS,
    PROGRAMMES,
    PROJECTS,
    Kind,
)

from .schemas import AccessExplanation, AccessReason, ObjectType, PermissionExplained

_KINDS: dict[ObjectType, Kind] = {
    ObjectType.ORGANISATION: ORGANISATIONS,
    ObjectType.PROGRAMME: PROGRAMMES,
    ObjectType.PROJECT: PROJECTS,
    ObjectType.PARTNERSHIP: PARTNERSHIPS,
    ObjectType.NETWORK: NETWORKS,
}
_SUBJECTS: dict[ObjectType, frozenset[str]] = {
    ObjectType.ORGANISATION: frozenset({"organisation", "contact"}),
    ObjectType.PROGRAMME: frozenset({"programme", "role"}),
    ObjectType.PROJECT: frozenset({"project", "budget", "result", "entry", "role"}),
    ObjectType.PARTNERSHIP: frozenset({"partnership", "role"}),
    ObjectType.NETWORK: frozenset({"network", "role"}),
}


class _Person(NamedTuple):
    """Whose access is explained."""

    id: UUID
    display_name: str
    locale: str
    is_active: bool


class _Asked(NamedTuple):
    """Whose access to what, and what they hold."""

    person: _Person
    held: tuple[Grant, ...]
    object_type: ObjectType
    object_id: UUID


class ExplanationService:
    """Why somebody may do something. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession, access: AccessMap) -> None:
        self._session = session
        self._access = access
        self._roles = RoleRepository(session)
        self._people = PeopleRepository(session)

    async def explain(
        self,
        account_id: UUID | None,
        object_type: ObjectType,
        object_id: UUID,
        *,
        actor: Actor,
    ) -> AccessExplanation:
        person = await self._person(account_id, actor)
        note_shown(self._session, [person.id])
        scope_type = ScopeType(object_type.value)
        named = await self._roles.scope(scope_type, object_id, visible_to=actor)
        if named is None:
            raise NotFoundError("There is no such thing.")
        held = await self._roles.grants_of(person.id) if person.is_active else ()
        asked = _Asked(person, held, object_type, object_id)
        seen = {
            (role.role, role.scope.id): role
            for role in await self._current_roles(person.id, actor)
        }
        permissions = [
            await self._explain(permission, asked, seen)
            for permission in self._permissions(object_type)
        ]
        return AccessExplanation(
            account=PersonRef(id=person.id, display_name=person.display_name),
            is_active=person.is_active,
            object=RoleScope.model_validate(named),
            permissions=permissions,
        )

    async def _person(self, account_id: UUID | None, actor: Actor) -> _Person:
        if account_id is None or account_id == actor.account_id:
            return _Person(actor.account_id, actor.display_name, actor.locale, True)  # noqa: FBT003  # who asks is active
        if not actor.may("role.read"):
            raise PermissionDeniedError("This needs the permission 'role.read'.")
        row = await self._people.get(account_id, visible_to=actor)
        if row is None:
            raise NotFoundError("There is no such person.")
        return _Person(row.id, row.display_name, row.locale, row.is_active)

    async def _current_roles(self, account_id: UUID, actor: Actor) -> Iterable[RoleOut]:
        rows = (
            await self._roles.own(account_id)
            if account_id == actor.account_id
            else await self._roles.of_account(account_id, visible_to=actor)
        )
        roles = [role_out(row) for row in rows]
        return [role for role in roles if role.state is RoleState.CURRENT]

    def _permissions(self, object_type: ObjectType) -> list[str]:
        """Everything that some role may do with such an object."""
        known = frozenset().union(*self._access.values())
        subjects = _SUBJECTS[object_type]
        return sorted(p for p in known if p.partition(".")[0] in subjects)

    async def _explain(
        self,
        permission: str,
        asked: _Asked,
        seen: dict[tuple[Role, UUID | None], RoleOut],
    ) -> PermissionExplained:
        person, held, object_type, object_id = asked
        because = []
        for grant in held:
            # The person as they would be with this role alone: one rule for all.
            alone = Actor(
                account_id=person.id,
                session_id=person.id,
                display_name=person.display_name,
                locale=person.locale,
                grants=(grant,),
                access=self._access,
            )
            if await self._may(alone, permission, object_type, object_id):
                role = seen.get((grant.role, grant.scope_id))
                rule = await self._rule(grant, object_type, object_id)
                because.append(AccessReason(role=role, rule=rule))
        return PermissionExplained(
            permission=permission, allowed=bool(because), because=because
        )

    async def _may(
        self, alone: Actor, permission: str, object_type: ObjectType, object_id: UUID
    ) -> bool:
        if permission == "organisation.read":
            # Organisations are the installation's common phone book.
            return alone.may(permission)
        kind = _KINDS[object_type]
        return await kind.can(self._session, alone, permission, object_id)

    async def _rule(
        self, grant: Grant, object_type: ObjectType, object_id: UUID
    ) -> str:
        if grant.scope_id is None:
            return "everything"
        if grant.scope_id == object_id:
            return "itself"
        scope_type = await self._roles.type_of(grant)
        return f"{scope_type}_covers_{object_type}"
