from typing import Any, Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.accounts.models import Account
from bromost_api.reach import PEOPLE
from bromost_api.roles.rights import givable
from bromost_api.roles.service import RoleService, check_period, today
from bromost_api.sessions.repository import SessionRepository
from bromost_api.sessions.schemas import SessionList
from bromost_api.sessions.service import Sessions
from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError, StaleVersionError, invalid
from bromost_common.paging import AnyRow, Page, PageRequest
from bromost_common.reads import note_shown
from bromost_common.reasons import note_reason
from bromost_common.visibility import ORGANISATIONS

from .models import Membership
from .repository import PeopleFilters, PeopleRepository
from .schemas import (
    EndedSessions,
    MembershipCreate,
    MembershipEnd,
    MembershipOut,
    MembershipUpdate,
    PersonListItem,
    PersonMay,
    PersonOut,
    ReasonGiven,
)

Sort = Literal["name", "-name", "newest"]
_FOR_WHO_MAY_END = ("open_sessions", "live_keys", "last_seen_at")


class PeopleService:
    """Looking after people. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._people = PeopleRepository(session)
        self._roles = RoleService(session)
        self._sessions = SessionRepository(session)

    async def list_people(
        self, wanted: PageRequest, *, sort: Sort, filters: PeopleFilters, actor: Actor
    ) -> Page[PersonListItem]:
        rows, cursor, total = await self._people.page(
            wanted, sort=sort, filters=filters, visible_to=actor
        )
        items = [PersonListItem.model_validate(_fields(row)) for row in rows]
        note_shown(self._session, (item.id for item in items))
        return Page(items=items, next_cursor=cursor, total=total)

    async def get(self, account_id: UUID, *, actor: Actor) -> PersonOut:
        row = await self._people.get(account_id, visible_to=actor)
        if row is None:
            raise _no_person()
        note_shown(self._session, [account_id])
        memberships = await self._people.memberships(account_id, visible_to=actor)
        # Who is signed in, and when, is for those who may end it.
        may_end = actor.may("person.write")
        sessions = {} if may_end else dict.fromkeys(_FOR_WHO_MAY_END)
        return PersonOut.model_validate(
            _fields(row)
            | sessions
            | {
                "memberships": [_fields(membership) for membership in memberships],
                "roles": await self._roles.of_account(account_id, actor=actor),
                "may": PersonMay(
                    give_roles=bool(givable(actor)),
                    add_memberships=actor.may("role.write"),
                    deactivate=may_end,
                    end_sessions=may_end,
                ),
            }
        )

    async def knows(self, account_id: UUID, *, actor: Actor) -> bool:
        return await self._people.exists(account_id, visible_to=actor)

    async def require(self, account_id: UUID, *, actor: Actor) -> None:
        if not await self.knows(account_id, actor=actor):
            raise _no_person()

    async def deactivate(
        self, account_id: UUID, version: int, wanted: ReasonGiven, *, actor: Actor
    ) -> PersonOut:
        """End all that the account can do; its traces stay."""
        account = await self._lock(account_id, version, actor=actor)
        if account.is_active:
            await self._roles.keep_administrator(account_id)
            account.is_active = False
            account.version += 1
            await self._people.flush()
        await self._sessions.end(account_id)
        self._note(wanted)
        return await self.get(account_id, actor=actor)

    async def reactivate(
        self, account_id: UUID, version: int, wanted: ReasonGiven, *, actor: Actor
    ) -> PersonOut:
        account = await self._lock(account_id, version, actor=actor)
        if not account.is_active:
            account.is_active = True
            account.version += 1
            await self._people.flush()
        self._note(wanted)
        return await self.get(account_id, actor=actor)

    async def sessions(self, account_id: UUID, *, actor: Actor) -> SessionList:
        await self.require(account_id, actor=actor)
        note_shown(self._session, [account_id])
        live = await Sessions(self._session).live(account_id, current=actor.session_id)
        return SessionList(items=live)

    async def end_session(
        self, account_id: UUID, session_id: UUID, *, actor: Actor
    ) -> None:
        await self.require(account_id, actor=actor)
        await Sessions(self._session).end(account_id, session_id)

    async def end_sessions(self, account_id: UUID, *, actor: Actor) -> EndedSessions:
        await self.require(account_id, actor=actor)
        return EndedSessions(ended=await self._sessions.end(account_id))

    async def join(
        self, account_id: UUID, wanted: MembershipCreate, *, actor: Actor
    ) -> MembershipOut:
        await self.require(account_id, actor=actor)
        await PEOPLE.require(self._session, actor, "role.write", account_id)
        await self.check_organisation(wanted.organisation_id, actor=actor)
        membership = await self.add_membership(account_id, wanted)
        return await self._membership_out(membership.id, actor=actor)

    async def check_organisation(self, organisation_id: UUID, *, actor: Actor) -> None:
        """Refuse an organisation that is not there, or not the actor's to fill."""
        if not await self._people.organisation_exists(organisation_id):
            raise invalid(
                "body",
                "organisation_id",
                code="unknown_organisation",
                message="There is no such organisation.",
            )
        await ORGANISATIONS.require(self._session, actor, "role.write", organisation_id)

    async def add_membership(
        self, account_id: UUID, wanted: MembershipCreate
    ) -> Membership:
        membership = Membership(
            account_id=account_id,
            organisation_id=wanted.organisation_id,
            title=wanted.title,
            joined_on=wanted.joined_on or today(),
        )
        await self._people.add_membership(membership)
        return membership

    async def change_membership(
        self,
        account_id: UUID,
        membership_id: UUID,
        wanted: MembershipUpdate,
        version: int,
        *,
        actor: Actor,
    ) -> MembershipOut:
        membership = await self._lock_membership(
            account_id, membership_id, version, actor=actor
        )
        for name in wanted.model_fields_set:
            value = getattr(wanted, name)
            if name != "joined_on" or value is not None:
                setattr(membership, name, value)
        # Beside the date that was given, if it is one of them.
        given_end = membership.left_on if "left_on" in wanted.model_fields_set else None
        check_period(
            membership.joined_on,
            membership.left_on,
            loc=("body",),
            names=("joined_on", "left_on") if given_end else ("left_on", "joined_on"),
        )
        membership.version += 1
        await self._people.flush()
        if given_end is not None:
            organisation = membership.organisation_id
            await self._roles.end_in(account_id, organisation, given_end, actor=actor)
        return await self._membership_out(membership_id, actor=actor)

    async def leave(
        self,
        account_id: UUID,
        membership_id: UUID,
        wanted: MembershipEnd,
        version: int,
        *,
        actor: Actor,
    ) -> MembershipOut:
        """End a membership, and with it the roles held in the organisation."""
        membership = await self._lock_membership(
            account_id, membership_id, version, actor=actor
        )
        check_period(
            membership.joined_on,
            wanted.left_on,
            loc=("body",),
            names=("joined_on", "left_on"),
        )
        membership.left_on = wanted.left_on
        membership.version += 1
        await self._people.flush()
        await self._roles.end_in(
            account_id, membership.organisation_id, wanted.left_on, actor=actor
        )
        return await self._membership_out(membership_id, actor=actor)

    def _note(self, wanted: ReasonGiven) -> None:
        note_reason(self._session, wanted.reason)

    async def _lock(self, account_id: UUID, version: int, *, actor: Actor) -> Account:
        account = await self._people.lock(account_id, visible_to=actor)
        if account is None:
            raise _no_person()
        if account.version != version:
            current = await self.get(account_id, actor=actor)
            raise StaleVersionError(
                "The account was changed by somebody else.", current=current
            )
        return account

    async def _lock_membership(
        self, account_id: UUID, membership_id: UUID, version: int, *, actor: Actor
    ) -> Membership:
        membership = await self._people.lock_membership(
            account_id, membership_id, visible_to=actor
        )
        if membership is None:
            raise NotFoundError("There is no such membership.")
        await ORGANISATIONS.require(
            self._session, actor, "role.write", membership.organisation_id
        )
        if membership.version != version:
            current = await self._membership_out(membership_id, actor=actor)
            raise StaleVersionError(
                "The membership was changed by somebody else.", current=current
            )
        return membership

    async def _membership_out(
        self, membership_id: UUID, *, actor: Actor
    ) -> MembershipOut:
        row = await self._people.membership(membership_id, visible_to=actor)
        if row is None:
            raise NotFoundError("There is no such membership.")
        return MembershipOut.model_validate(_fields(row))


def _no_person() -> NotFoundError:
    return NotFoundError("There is no such person.")


def _fields(row: AnyRow) -> dict[str, Any]:
    return dict(row._mapping)  # noqa: SLF001  # the documented way
