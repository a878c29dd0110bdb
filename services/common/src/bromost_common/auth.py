"""Who is calling, what they were granted, and how far that reaches."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, Self, TypeAlias
from uuid import UUID

from .errors import PermissionDeniedError


class Role(StrEnum):
    """What somebody is to the installation, or to a part of it."""

    ADMINISTRATOR = "administrator"
    PROGRAMME_MANAGER = "programme_manager"
    ADVISER = "adviser"
    ASSESSOR = "assessor"
    COORDINATOR = "coordinator"
    CONTRIBUTOR = "contributor"
    APPROVER = "approver"
    FUNDER = "funder"
    AUDITOR = "auditor"


class ScopeType(StrEnum):
    """What a role is held in; the id alone says which, ids being unique over all."""

    INSTALLATION = "installation"
    ORGANISATION = "organisation"
    PROGRAMME = "programme"
    PARTNERSHIP = "partnership"
    PROJECT = "project"
    NETWORK = "network"


class Grant(NamedTuple):
    """A role in a scope; None is the whole installation."""

    role: Role
    scope_id: UUID | None = None


_Test: TypeAlias = Callable[[frozenset[str]], bool]


class AccessMap(dict[Role, frozenset[str]]):
    """What the roles may do with a service's own things; stated in its `access.py`."""

    def __init__(
        self,
        roles: Mapping[Role, frozenset[str]],
        *,
        installation_only: Iterable[str] = (),
        elsewhere: Iterable[str] = (),
    ) -> None:
        """What is `installation_only` belongs to no part: a narrower scope lacks it.

        What another service decides, and this one only tells of, is `elsewhere`: it
        opens none of this service's rows.
        """
        super().__init__(roles)
        self.installation_only = frozenset(installation_only)
        self.elsewhere = frozenset(elsewhere)

    def within(self, scope: frozenset[str]) -> Self:
        """The same for whoever is allowed no more than `scope`."""
        return type(self)(
            {role: held & scope for role, held in self.items()},
            installation_only=self.installation_only,
            elsewhere=self.elsewhere,
        )

    def held(self, grant: Grant) -> frozenset[str]:
        held = self[grant.role]
        return held if grant.scope_id is None else held - self.installation_only


class Reach(NamedTuple):
    """Where a permission holds."""

    everywhere: bool = False
    scopes: frozenset[UUID] = frozenset()
    # Of what these scopes fund, only what has been approved.
    funded: frozenset[UUID] = frozenset()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.scopes) or bool(self.funded)


class Context(NamedTuple):
    """Who acts in a transaction, as row-level security hears of it."""

    account_id: UUID | None = None
    reads: Reach = Reach()
    writes: Reach = Reach()
    # What is done when nobody is signed in, such as `sign_in`.
    task: str = ""


NOBODY = Context()
_ALL = Reach(everywhere=True)


def working_on(task: str) -> Context:
    """The context of work that the system does for everybody."""
    return Context(reads=_ALL, writes=_ALL, task=task)


@dataclass(frozen=True)
class Actor:
    """The authenticated caller."""

    account_id: UUID
    # A program needs no session: this is its own id, and no session has it.
    session_id: UUID
    display_name: str
    locale: str
    grants: tuple[Grant, ...]
    access: AccessMap = field(repr=False, compare=False)
    # How they proved it: session, api_key or access_token.
    method: str = "session"
    # The program that acts for the account, if one does; of somebody who comes by a
    # link and has no account, whoever gave it.
    machine_id: UUID | None = None

    @cached_property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)

    @cached_property
    def permissions(self) -> frozenset[str]:
        """What the actor may do somewhere."""
        return frozenset().union(*(self.access.held(grant) for grant in self.grants))

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    def reach(self, permission: str) -> Reach:
        """Where the actor may do it."""
        return self._reach(lambda held: permission in held)

    def holding(self, permission: str) -> Self:
        """The same actor with those roles alone that have the permission."""
        held = (g for g in self.grants if permission in self.access.held(g))
        return replace(self, grants=tuple(held))

    @cached_property
    def context(self) -> Context:
        return Context(
            self.account_id,
            reads=self._reach(lambda held: any(p.endswith(".read") for p in held)),
            writes=self._reach(
                lambda held: any(
                    not p.endswith(".read") for p in held - self.access.elsewhere
                )
            ),
        )

    def _reach(self, counts: _Test) -> Reach:
        scopes: set[UUID] = set()
        funded: set[UUID] = set()
        for grant in self.grants:
            if not counts(self.access.held(grant)):
                continue
            if grant.scope_id is None:
                return _ALL
            (funded if grant.role is Role.FUNDER else scopes).add(grant.scope_id)
        return Reach(scopes=frozenset(scopes), funded=frozenset(funded))


def require_everywhere(actor: Actor, permission: str) -> None:
    """For what belongs to no part of the installation, such as a list of codes."""
    if not actor.reach(permission).everywhere:
        raise PermissionDeniedError(
            f"This needs the permission {permission!r} in the whole installation."
        )
