from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.links.service import OneTimeLinks
from bromost_api.mail.service import send_mail
from bromost_api.people.service import PeopleService
from bromost_api.roles.schemas import RoleWanted
from bromost_api.roles.service import RoleService
from bromost_common.auth import Actor
from bromost_common.errors import (
    ConflictError,
    NotFoundError,
    StaleVersionError,
    invalid,
)
from bromost_common.paging import AnyRow, Page, PageRequest
from bromost_common.reads import note_shown

from .models import Invitation, InvitationRole
from .repository import InvitationFilters, InvitationRepository
from .schemas import (
    InvitationCreate,
    InvitationOut,
    InvitationResend,
    InvitationSent,
    OfferedRole,
)

log = structlog.get_logger(__name__)
PAGE = "/invitation"


class InvitationEndedError(ConflictError):
    """It was accepted already."""

    code = "invitation_ended"


class InvitationService:
    """Inviting people. Runs inside its caller's transaction."""

    def __init__(
        self, session: AsyncSession, *, sends_mail: bool, public_url: str
    ) -> None:
        self._session = session
        self._sends_mail = sends_mail
        self._public_url = public_url.rstrip("/")
        self._invitations = InvitationRepository(session)
        self._roles = RoleService(session)
        self._people = PeopleService(session)
        self._links = OneTimeLinks(session)

    async def list_invitations(
        self, wanted: PageRequest, *, filters: InvitationFilters, actor: Actor
    ) -> Page[InvitationOut]:
        rows, cursor, total = await self._invitations.page(
            wanted, filters=filters, visible_to=actor
        )
        items = [invitation_out(row) for row in rows]
        self._note_shown(items)
        return Page(items=items, next_cursor=cursor, total=total)

    async def get(self, invitation_id: UUID, *, actor: Actor) -> InvitationOut:
        row = await self._invitations.get(invitation_id, visible_to=actor)
        if row is None:
            raise _no_invitation()
        found = invitation_out(row)
        self._note_shown([found])
        return found

    async def invite(self, wanted: InvitationCreate, *, actor: Actor) -> InvitationSent:
        await self._check(wanted.organisation_id, wanted.roles, actor=actor)
        invitation = Invitation(
            email=wanted.email,
            organisation_id=wanted.organisation_id,
            title=wanted.title,
            language=wanted.language,
            message=wanted.message,
            invited_by=actor.account_id,
            expires_at=_expiry(wanted.valid_days),
            roles=[InvitationRole(**role.model_dump()) for role in wanted.roles],
        )
        await self._invitations.add(invitation)
        return await self._send(invitation, wanted.valid_days, actor=actor)

    async def resend(
        self,
        invitation_id: UUID,
        wanted: InvitationResend,
        version: int,
        *,
        actor: Actor,
    ) -> InvitationSent:
        """A new link, for which whoever sends it now answers."""
        invitation = await self._lock(invitation_id, version, actor=actor)
        await self._check(invitation.organisation_id, offered(invitation), actor=actor)
        invitation.invited_by = actor.account_id
        invitation.sent_at = datetime.now(UTC)
        invitation.expires_at = _expiry(wanted.valid_days)
        invitation.withdrawn_at = None
        invitation.version += 1
        await self._invitations.flush()
        return await self._send(invitation, wanted.valid_days, actor=actor)

    async def withdraw(
        self, invitation_id: UUID, version: int, *, actor: Actor
    ) -> InvitationOut:
        invitation = await self._lock(invitation_id, version, actor=actor)
        if invitation.withdrawn_at is None:
            invitation.withdrawn_at = datetime.now(UTC)
            invitation.version += 1
            await self._invitations.flush()
            await self._links.cancel("invitation", subject_id=invitation.id)
        return await self.get(invitation_id, actor=actor)

    def _note_shown(self, invitations: Sequence[InvitationOut]) -> None:
        joined = [one.accepted_by.id for one in invitations if one.accepted_by]
        unknown = len(invitations) - len(joined)
        note_shown(self._session, joined, unknown=unknown)

    async def _check(
        self, organisation_id: UUID | None, roles: list[OfferedRole], *, actor: Actor
    ) -> None:
        if organisation_id is None and not roles:
            raise invalid(
                "body",
                "roles",
                code="nothing_offered",
                message="Invite to an organisation or to a role.",
            )
        if organisation_id is not None:
            await self._people.check_organisation(organisation_id, actor=actor)
        for index, role in enumerate(roles):
            if role in roles[:index]:
                raise invalid(
                    "body",
                    "roles",
                    index,
                    code="repeated",
                    message="This is there twice.",
                )
            await self._roles.check(
                wanted_role(role), granter=actor, loc=("body", "roles", index)
            )

    async def _send(
        self, invitation: Invitation, days: int, *, actor: Actor
    ) -> InvitationSent:
        valid_for = timedelta(days=days)
        token = await self._links.make(
            "invitation", valid_for=valid_for, subject_id=invitation.id
        )
        # Behind the hash: no server and no referrer ever sees the secret.
        link = f"{PAGE}#{token}"
        if self._sends_mail:
            await send_mail(
                self._session,
                "invitation",
                to=invitation.email,
                locale=invitation.language,
                params={
                    "link": link,
                    "inviter": actor.display_name,
                    "organisation": await self._invitations.organisation_name(
                        invitation.organisation_id
                    ),
                    "message": invitation.message or "",
                    "days": str(days),
                },
                valid_for=valid_for,
            )
        return InvitationSent(
            invitation=await self.get(invitation.id, actor=actor),
            link=None if self._sends_mail else self._public_url + link,
        )

    async def _lock(
        self, invitation_id: UUID, version: int, *, actor: Actor
    ) -> Invitation:
        invitation = await self._invitations.lock(invitation_id, visible_to=actor)
        if invitation is None:
            raise _no_invitation()
        current = await self.get(invitation_id, actor=actor)
        if invitation.version != version:
            raise StaleVersionError(
                "The invitation was changed by somebody else.", current=current
            )
        if invitation.accepted_at is not None:
            raise InvitationEndedError("This invitation was accepted already.")
        return invitation


def offered(invitation: Invitation) -> list[OfferedRole]:
    return [
        OfferedRole.model_validate(
            {name: getattr(role, name) for name in OfferedRole.model_fields}
        )
        for role in invitation.roles
    ]


def wanted_role(role: OfferedRole) -> RoleWanted:
    return RoleWanted(**role.model_dump())


def invitation_out(row: AnyRow) -> InvitationOut:
    fields: dict[str, Any] = dict(row._mapping)  # noqa: SLF001  # the documented way
    return InvitationOut.model_validate(fields)


def _expiry(days: int) -> datetime:
    return datetime.now(UTC) + timedelta(days=days)


def _no_invitation() -> NotFoundError:
    return NotFoundError("There is no such invitation.")
