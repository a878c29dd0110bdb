"""Taking up an invitation: what its link's holder does before or without an account."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.accounts.models import Account
from bromost_api.accounts.passwords import hash_password
from bromost_api.accounts.weak_passwords import refuse_weak
from bromost_api.links.models import OneTimeLink
from bromost_api.links.service import LinkNotValidError, OneTimeLinks
from bromost_api.people.schemas import MembershipCreate
from bromost_api.people.service import PeopleService
from bromost_api.roles.repository import RoleRepository
from bromost_api.roles.schemas import PersonRef
from bromost_api.roles.service import RoleService
from bromost_common.auth import AccessMap, Actor, working_on
from bromost_common.context import act_as
from bromost_common.contracts.people import InvitationAccepted as AcceptedEvent
from bromost_common.errors import (
    DomainError,
    NotAuthenticatedError,
    NotFoundError,
)

from .models import Invitation
from .news import tell_of_invitation
from .repository import InvitationRepository
from .schemas import (
    InvitationAcceptance,
    InvitationAccepted,
    InvitationOffer,
    Newcomer,
)
from .service import offered, wanted_role

log = structlog.get_logger(__name__)
TASK = "invitation"


class InvitationNotValidError(NotFoundError):
    """Forged, used, withdrawn, too old, or not its sender's to give: one answer."""

    code = "invitation_not_valid"


class AcceptanceService:
    """Runs inside its caller's transaction, and for the system: nobody is signed in."""

    def __init__(self, session: AsyncSession, access: AccessMap) -> None:
        self._session = session
        self._access = access
        self._invitations = InvitationRepository(session)
        self._roles = RoleService(session)
        self._held = RoleRepository(session)
        self._people = PeopleService(session)
        self._links = OneTimeLinks(session)

    async def look_up(self, token: str) -> InvitationOffer:
        return await self._offer(await self._link(token))

    async def check(self, token: str) -> UUID:
        """The link of an invitation that may be accepted now; it is not used up."""
        link = await self._link(token)
        await self._offer(link)
        return link.id

    async def accept(
        self, wanted: InvitationAcceptance, *, signed_in: Actor | None
    ) -> InvitationAccepted:
        if wanted.newcomer is None and signed_in is None:
            raise NotAuthenticatedError("Sign in, or make an account.")
        link = await self._link(wanted.token)
        offer = await self._offer(link)
        # Before the row is held: hashing takes its time.
        password = await _hashed(wanted.newcomer, offer.email)
        invitation, inviter = await self._take(link)
        account = await self._account(wanted.newcomer, password, invitation, signed_in)
        await self._complete(invitation, inviter, account)
        person = PersonRef(id=account.id, display_name=account.display_name)
        return InvitationAccepted(account=person, email=account.email)

    async def accept_without_password(self, link_id: UUID, name: str | None) -> Account:
        """A new account for somebody whom an identity provider has shown to us."""
        await act_as(self._session, working_on(TASK))
        try:
            link = await self._links.look_at_found("invitation", link_id)
        except LinkNotValidError as error:
            raise _not_valid("link_ended") from error
        invitation, inviter = await self._take(link)
        account = Account(
            email=invitation.email,
            display_name=name or invitation.email,
            password_hash=None,
            locale=invitation.language,
        )
        await self._invitations.add_account(account)
        await self._complete(invitation, inviter, account)
        return account

    async def _link(self, token: str) -> OneTimeLink:
        await act_as(self._session, working_on(TASK))
        try:
            return await self._links.look_at("invitation", token)
        except LinkNotValidError as error:
            raise _not_valid("unknown") from error

    async def _offer(self, link: OneTimeLink) -> InvitationOffer:
        row = await self._invitations.offer(link.subject_id)
        if row is None:
            raise _not_valid("over")
        fields: dict[str, Any] = dict(row._mapping)  # noqa: SLF001  # the documented way
        return InvitationOffer.model_validate(fields)

    async def _take(self, link: OneTimeLink) -> tuple[Invitation, Actor]:
        """Use the link up, and who invited; the invitation is held first, as by all."""
        invitation = await self._invitations.take(link.subject_id)
        if invitation is None:
            raise _not_valid("over")
        try:
            await self._links.use_found(link)
        except LinkNotValidError as error:
            raise _not_valid("link_ended") from error
        return invitation, await self._inviter(invitation)

    async def _complete(
        self, invitation: Invitation, inviter: Actor, account: Account
    ) -> None:
        await self._join(account.id, invitation)
        await self._give(account.id, invitation, inviter)
        invitation.accepted_by = account.id
        invitation.accepted_at = datetime.now(UTC)
        invitation.version += 1
        await self._invitations.flush()
        for sent in await self._invitations.sent([invitation.id]):
            tell_of_invitation(self._session, AcceptedEvent, sent, actor_id=account.id)

    async def _inviter(self, invitation: Invitation) -> Actor:
        """Who invited, with the rights they have now; they must still suffice."""
        account = await self._invitations.account(invitation.invited_by)
        if account is None or not account.is_active:
            raise _not_valid("inviter_gone")
        held = await self._held.grants_of(account.id)
        inviter = Actor(
            account_id=account.id,
            session_id=account.id,
            display_name=account.display_name,
            locale=account.locale,
            grants=held,
            access=self._access,
        )
        try:
            if not inviter.may("invitation.write"):
                raise _not_valid("inviter_may_not")
            if invitation.organisation_id is not None:
                await self._people.check_organisation(
                    invitation.organisation_id, actor=inviter
                )
            for role in offered(invitation):
                await self._roles.check(wanted_role(role), granter=inviter)
        except DomainError as error:
            raise _not_valid("inviter_may_not") from error
        return inviter

    async def _account(
        self,
        newcomer: Newcomer | None,
        password_hash: str | None,
        invitation: Invitation,
        signed_in: Actor | None,
    ) -> Account:
        if newcomer is None or password_hash is None:
            assert signed_in is not None
            found = await self._invitations.account(signed_in.account_id)
            assert found is not None
            return found
        account = Account(
            email=invitation.email,
            display_name=newcomer.display_name,
            password_hash=password_hash,
            locale=newcomer.locale,
        )
        await self._invitations.add_account(account)
        return account

    async def _join(self, account_id: UUID, invitation: Invitation) -> None:
        organisation_id = invitation.organisation_id
        if organisation_id is None or await self._invitations.is_member(
            account_id, organisation_id
        ):
            return
        await self._people.add_membership(
            account_id,
            MembershipCreate(organisation_id=organisation_id, title=invitation.title),
        )

    async def _give(
        self, account_id: UUID, invitation: Invitation, inviter: Actor
    ) -> None:
        for role in offered(invitation):
            if not await self._held.has(
                account_id, role.role, role.scope_id, role.valid_to
            ):
                await self._roles.grant(account_id, wanted_role(role), granter=inviter)


async def _hashed(newcomer: Newcomer | None, email: str) -> str | None:
    if newcomer is None:
        return None
    password = newcomer.password.get_secret_value()
    await refuse_weak(password, email, newcomer.display_name, field="newcomer.password")
    return await hash_password(password)


def _not_valid(why: str) -> InvitationNotValidError:
    log.info("invitation_refused", why=why)
    return InvitationNotValidError(
        "This invitation was used or withdrawn, or is too old. Ask for a new one."
    )
