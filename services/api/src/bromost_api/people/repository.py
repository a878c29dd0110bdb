from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Text,
    case,
    false,
    func,
    null,
    or_,
    select,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.accounts.models import Account, RoleAssignment, SignInSession
from bromost_api.machines.models import Machine
from bromost_api.nested import json_list, json_object
from bromost_api.organisations.models import Organisation
from bromost_api.reach import PEOPLE, SCOPES
from bromost_api.roles.repository import HELD_IN, ROLE_SCOPE, is_current
from bromost_common.auth import Actor, Role
from bromost_common.db import violated_constraint
from bromost_common.errors import ConflictError
from bromost_common.paging import AnyRow, AnySelect, Key, Order, PageRequest, fetch_page
from bromost_common.visibility import ORGANISATIONS

from .models import Membership

_NAME: ColumnElement[str] = func.common.fold(Account.display_name, type_=Text())
_ORDERS = {
    "name": Order("name", [Key(_NAME), Key(Account.id)]),
    "-name": Order("-name", [Key(_NAME, descending=True), Key(Account.id)]),
    "newest": Order("newest", [Key(Account.id, descending=True)]),
}


class PeopleFilters(NamedTuple):
    """What a list of people is narrowed to."""

    q: str | None = None
    organisation_id: UUID | None = None
    role: Role | None = None
    active: bool | None = None


class RepeatedMembershipError(ConflictError):
    """Somebody is in an organisation twice at a time."""

    code = "repeated_membership"


def _is_member() -> ColumnElement[bool]:
    today = func.current_date()
    return (Membership.joined_on <= today) & (
        or_(Membership.left_on.is_(None), Membership.left_on >= today)
    )


def _email(actor: Actor) -> ColumnElement[Any]:
    """The address, for who looks after this person; null for others who see them."""
    if not actor.may("role.write"):
        return null()
    return case((PEOPLE.visible(actor, "role.write", Account.id), Account.email))


def _live_keys() -> ColumnElement[int]:
    """How many keys and clients act for an account."""
    return (
        select(func.count())
        .where(
            Machine.account_id == Account.id,
            Machine.revoked_at.is_(None),
            Machine.expires_at > func.now(),
        )
        .correlate(Account)
        .scalar_subquery()
        .label("live_keys")
    )


def memberships_for(actor: Actor) -> AnySelect:
    """Memberships that the actor may read."""
    may_change = (
        ORGANISATIONS.visible(actor, "role.write", Membership.organisation_id)
        if actor.may("role.write")
        else false()
    )
    return (
        select(
            Membership.id,
            json_object(
                id=Organisation.id,
                name=Organisation.name,
                country_code=Organisation.country_code,
            ).label("organisation"),
            Membership.title,
            Membership.joined_on,
            Membership.left_on,
            Membership.version,
            func.coalesce(may_change, false()).label("may_change"),
        )
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(ORGANISATIONS.visible(actor, "person.read", Membership.organisation_id))
    )


class PeopleRepository:
    """Every query on people, from the side of who looks after them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(
        self,
        wanted: PageRequest,
        *,
        sort: str,
        filters: PeopleFilters,
        visible_to: Actor,
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        statement = self._visible(visible_to).with_only_columns(
            Account.id,
            Account.display_name,
            _email(visible_to).label("email"),
            Account.is_active,
            self._organisations(visible_to),
            self._roles(visible_to),
        )
        for condition in self._conditions(filters, visible_to):
            statement = statement.where(condition)
        return await fetch_page(self._session, statement, _ORDERS[sort], wanted)

    async def get(self, account_id: UUID, *, visible_to: Actor) -> AnyRow | None:
        sessions = (
            select(func.count(), func.max(SignInSession.last_seen_at))
            .where(
                SignInSession.account_id == Account.id,
                SignInSession.ended_at.is_(None),
                SignInSession.idle_until > func.now(),
                SignInSession.expires_at > func.now(),
            )
            .correlate(Account)
        )
        found = await self._session.execute(
            self._visible(visible_to)
            .with_only_columns(
                Account.id,
                Account.display_name,
                _email(visible_to).label("email"),
                Account.locale,
                Account.is_active,
                Account.created_at,
                Account.version,
                sessions.with_only_columns(func.count())
                .scalar_subquery()
                .label("open_sessions"),
                _live_keys(),
                sessions.with_only_columns(func.max(SignInSession.last_seen_at))
                .scalar_subquery()
                .label("last_seen_at"),
            )
            .where(Account.id == account_id)
        )
        return found.one_or_none()

    async def exists(self, account_id: UUID, *, visible_to: Actor) -> bool:
        statement = self._visible(visible_to).where(Account.id == account_id)
        return bool(await self._session.scalar(select(statement.exists())))

    async def lock(self, account_id: UUID, *, visible_to: Actor) -> Account | None:
        """The account, held against other changes until the transaction ends."""
        return await self._session.scalar(
            self._visible(visible_to)
            .with_only_columns(Account)
            .where(Account.id == account_id)
            .with_for_update(of=Account)
        )

    async def flush(self) -> None:
        try:
            await self._session.flush()
        except IntegrityError as error:
            if violated_constraint(error) == "ex_membership_period":
                raise RepeatedMembershipError(
                    "This person is in this organisation at that time already."
                ) from error
            raise

    async def add_membership(self, membership: Membership) -> None:
        self._session.add(membership)
        await self.flush()

    async def memberships(
        self, account_id: UUID, *, visible_to: Actor
    ) -> Sequence[AnyRow]:
        found = await self._session.execute(
            memberships_for(visible_to)
            .where(Membership.account_id == account_id)
            .order_by(Membership.joined_on.desc(), Membership.id.desc())
            .limit(200)
        )
        return found.all()

    async def membership(
        self, membership_id: UUID, *, visible_to: Actor
    ) -> AnyRow | None:
        found = await self._session.execute(
            memberships_for(visible_to).where(Membership.id == membership_id)
        )
        return found.one_or_none()

    async def lock_membership(
        self, account_id: UUID, membership_id: UUID, *, visible_to: Actor
    ) -> Membership | None:
        return await self._session.scalar(
            memberships_for(visible_to)
            .with_only_columns(Membership)
            .where(Membership.id == membership_id, Membership.account_id == account_id)
            .with_for_update(of=Membership)
        )

    async def organisation_exists(self, organisation_id: UUID) -> bool:
        statement = select(Organisation.id).where(Organisation.id == organisation_id)
        return bool(await self._session.scalar(select(statement.exists())))

    @staticmethod
    def _conditions(
        filters: PeopleFilters, actor: Actor
    ) -> Sequence[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if filters.q:
            folded = func.common.fold(filters.q)
            by_address = func.strpos(func.lower(_email(actor)), filters.q.lower()) > 0
            found.append(or_(func.strpos(_NAME, folded) > 0, by_address))
        if filters.organisation_id is not None:
            members = select(Membership.account_id).where(
                Membership.organisation_id == filters.organisation_id,
                ORGANISATIONS.visible(actor, "person.read", Membership.organisation_id),
                _is_member(),
            )
            found.append(Account.id.in_(members))
        if filters.role is not None:
            holders = select(RoleAssignment.account_id).where(
                RoleAssignment.role == filters.role,
                SCOPES.visible(actor, "role.read", HELD_IN),
                is_current(),
            )
            found.append(Account.id.in_(holders))
        if filters.active is not None:
            found.append(Account.is_active == filters.active)
        return found

    @staticmethod
    def _organisations(actor: Actor) -> ColumnElement[Any]:
        return json_list(
            json_object(
                id=Organisation.id,
                name=Organisation.name,
                country_code=Organisation.country_code,
            ),
            Membership.account_id == Account.id,
            Membership.organisation_id == Organisation.id,
            ORGANISATIONS.visible(actor, "person.read", Membership.organisation_id),
            _is_member(),
            order_by=[Organisation.name_key],
            of=Account,
        ).label("organisations")

    @staticmethod
    def _roles(actor: Actor) -> ColumnElement[Any]:
        return json_list(
            json_object(role=RoleAssignment.role, scope=ROLE_SCOPE),
            RoleAssignment.account_id == Account.id,
            SCOPES.visible(actor, "role.read", HELD_IN),
            is_current(),
            order_by=[RoleAssignment.role, RoleAssignment.id],
            of=Account,
        ).label("roles")

    @staticmethod
    def _visible(actor: Actor) -> AnySelect:
        # The only place that decides which people an actor sees.
        return select(Account).where(PEOPLE.visible(actor, "person.read", Account.id))
