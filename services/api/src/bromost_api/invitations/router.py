from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response, status

from bromost_common.auth import Actor
from bromost_common.errors import NotAuthenticatedError
from bromost_common.languages import ShortText
from bromost_common.limits import ACCEPT_INVITATION, INVITE
from bromost_common.paging import Page
from bromost_common.web.auth import current_actor, requires, session_token
from bromost_common.web.limits import limited
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Quick, Session, on_task
from bromost_common.web.versions import WITH_ETAG, ExpectedVersion, etag, set_etag

from .acceptance import TASK, AcceptanceService
from .repository import InvitationFilters
from .schemas import (
    InvitationAcceptance,
    InvitationAccepted,
    InvitationCreate,
    InvitationOffer,
    InvitationOut,
    InvitationResend,
    InvitationSent,
    InvitationState,
    InvitationToken,
)
from .service import InvitationService

router = APIRouter(prefix="/invitations", tags=["invitations"])

Reader = Annotated[Actor, Depends(requires("invitation.read"))]
Writer = Annotated[Actor, Depends(requires("invitation.write"))]


async def _service(request: Request, session: Session) -> InvitationService:
    settings = request.app.state.settings
    return InvitationService(
        session, sends_mail=settings.sends_mail, public_url=settings.public_url
    )


async def _acceptance(request: Request, session: Session) -> AcceptanceService:
    return AcceptanceService(session, request.app.state.access)


async def _signed_in(request: Request, quick: Quick) -> Actor | None:
    """Who is signed in, if anybody is."""
    if session_token(request) is None:
        return None
    try:
        return await current_actor(request, quick, None)
    except NotAuthenticatedError:
        return None


Invitations = Annotated[InvitationService, Depends(_service)]
Acceptance = Annotated[AcceptanceService, Depends(_acceptance)]


@router.get("", summary="List invitations")
async def list_invitations(
    invitations: Invitations,
    actor: Reader,
    page: PageQuery,
    q: Annotated[
        ShortText | None, Query(description="Part of an address or organisation.")
    ] = None,
    state: InvitationState | None = None,
) -> Page[InvitationOut]:
    filters = InvitationFilters(q=q, state=state)
    return await invitations.list_invitations(page, filters=filters, actor=actor)


@router.post(
    "",
    summary="Invite somebody",
    status_code=status.HTTP_201_CREATED,
    dependencies=[limited(INVITE, by="account")],
    responses={201: WITH_ETAG[200]},
)
async def invite_person(
    invitations: Invitations, actor: Writer, response: Response, body: InvitationCreate
) -> InvitationSent:
    sent = await invitations.invite(body, actor=actor)
    response.headers["ETag"] = etag(sent.invitation.version)
    return sent


@router.post(
    "/look-up",
    summary="What a link invites to",
    dependencies=[limited(ACCEPT_INVITATION, by="network"), on_task(TASK)],
)
async def look_up_invitation(
    acceptance: Acceptance, body: InvitationToken
) -> InvitationOffer:
    return await acceptance.look_up(body.token)


@router.post(
    "/accept",
    summary="Accept an invitation",
    dependencies=[limited(ACCEPT_INVITATION, by="network"), on_task(TASK)],
)
async def accept_invitation(
    acceptance: Acceptance,
    signed_in: Annotated[Actor | None, Depends(_signed_in)],
    body: InvitationAcceptance,
) -> InvitationAccepted:
    return await acceptance.accept(body, signed_in=signed_in)


@router.get("/{invitation_id}", summary="Get an invitation")
async def get_invitation(
    invitations: Invitations, actor: Reader, response: Response, invitation_id: UUID
) -> InvitationOut:
    invitation = await invitations.get(invitation_id, actor=actor)
    set_etag(response, invitation)
    return invitation


@router.post(
    "/{invitation_id}/resend",
    summary="Send it again with a new link",
    dependencies=[limited(INVITE, by="account")],
    responses=WITH_ETAG,
)
async def resend_invitation(
    invitations: Invitations,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    invitation_id: UUID,
    body: InvitationResend,
) -> InvitationSent:
    sent = await invitations.resend(invitation_id, body, version, actor=actor)
    response.headers["ETag"] = etag(sent.invitation.version)
    return sent


@router.post("/{invitation_id}/withdraw", summary="Withdraw an invitation")
async def withdraw_invitation(
    invitations: Invitations,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    invitation_id: UUID,
) -> InvitationOut:
    invitation = await invitations.withdraw(invitation_id, version, actor=actor)
    set_etag(response, invitation)
    return invitation
