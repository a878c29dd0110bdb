"""One's own second factors, and showing once more that it is oneself."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response, status

from bromost_api.sessions.cookie import set_session_cookie
from bromost_common.auth import Actor
from bromost_common.web.auth import CurrentActor, FreshActor
from bromost_common.web.limits import RateLimits
from bromost_common.web.session import Session

from .passkeys import RelyingParty
from .schemas import (
    CodeIn,
    CredentialIn,
    Enrolled,
    FactorsOut,
    NewPasskeyIn,
    PasskeyOptions,
    PasskeyOut,
    PasskeyUpdate,
    ProofIn,
    TotpStart,
)
from .sealing import secret_box
from .service import FactorService
from .step_up import StepUpService

router = APIRouter(tags=["second factors"], prefix="/account")
DONE = status.HTTP_204_NO_CONTENT
MADE = status.HTTP_201_CREATED


def _factors(request: Request, session: Session, actor: Actor) -> FactorService:
    settings = request.app.state.settings
    return FactorService(
        session,
        actor=actor,
        box=secret_box(settings),
        party=RelyingParty.at(settings.public_url),
        asks_for_factor=settings.require_second_factor,
    )


async def _own(
    request: Request, session: Session, actor: CurrentActor
) -> FactorService:
    return _factors(request, session, actor)


async def _own_fresh(
    request: Request, session: Session, actor: FreshActor
) -> FactorService:
    return _factors(request, session, actor)


async def _proofs(
    request: Request, session: Session, actor: CurrentActor, limits: RateLimits
) -> StepUpService:
    settings = request.app.state.settings
    return StepUpService(
        session,
        actor=actor,
        box=secret_box(settings),
        party=RelyingParty.at(settings.public_url),
        limits=limits,
    )


Own = Annotated[FactorService, Depends(_own)]
OwnFresh = Annotated[FactorService, Depends(_own_fresh)]
Proofs = Annotated[StepUpService, Depends(_proofs)]


@router.get("/factors", summary="How one shows that it is oneself")
async def get_own_factors(factors: Own) -> FactorsOut:
    return await factors.overview()


@router.post("/totp", summary="Begin to use codes from an app", status_code=MADE)
async def begin_totp(factors: OwnFresh) -> TotpStart:
    return await factors.begin_totp()


@router.put("/totp", summary="Confirm the app with a first code")
async def confirm_totp(
    factors: OwnFresh, request: Request, response: Response, body: CodeIn
) -> Enrolled:
    changed = await factors.confirm_totp(body.code.get_secret_value())
    set_session_cookie(request, response, changed.token)
    return Enrolled(recovery_codes=changed.recovery_codes)


@router.delete("/totp", summary="No longer use codes from an app", status_code=DONE)
async def remove_totp(factors: OwnFresh, request: Request, response: Response) -> None:
    changed = await factors.remove_totp()
    set_session_cookie(request, response, changed.token)


@router.post("/passkey-options", summary="Begin to add a passkey")
async def begin_passkey(factors: OwnFresh) -> PasskeyOptions:
    return PasskeyOptions(options=await factors.passkey_options())


@router.post("/passkeys", summary="Add a passkey", status_code=MADE)
async def add_passkey(
    factors: OwnFresh, request: Request, response: Response, body: NewPasskeyIn
) -> Enrolled:
    changed = await factors.add_passkey(body)
    set_session_cookie(request, response, changed.token)
    return Enrolled(recovery_codes=changed.recovery_codes)


@router.patch("/passkeys/{passkey_id}", summary="Rename a passkey")
async def rename_passkey(
    factors: Own, passkey_id: UUID, body: PasskeyUpdate
) -> PasskeyOut:
    return await factors.rename_passkey(passkey_id, body.name)


@router.delete("/passkeys/{passkey_id}", summary="Remove a passkey", status_code=DONE)
async def remove_passkey(
    factors: OwnFresh, request: Request, response: Response, passkey_id: UUID
) -> None:
    changed = await factors.remove_passkey(passkey_id)
    set_session_cookie(request, response, changed.token)


@router.post("/recovery-codes", summary="Make new recovery codes", status_code=MADE)
async def make_recovery_codes(
    factors: OwnFresh, request: Request, response: Response
) -> Enrolled:
    changed = await factors.new_recovery_codes()
    set_session_cookie(request, response, changed.token)
    return Enrolled(recovery_codes=changed.recovery_codes)


@router.post("/proof", summary="Show once more that it is oneself", status_code=DONE)
async def step_up(
    proofs: Proofs, request: Request, response: Response, body: ProofIn
) -> None:
    set_session_cookie(request, response, await proofs.prove(body))


@router.post("/proof/passkey-options", summary="Begin to show a passkey")
async def begin_step_up_with_passkey(proofs: Proofs) -> PasskeyOptions:
    return PasskeyOptions(options=await proofs.passkey_options())


@router.post("/proof/passkey", summary="Show a passkey", status_code=DONE)
async def step_up_with_passkey(
    proofs: Proofs, request: Request, response: Response, body: CredentialIn
) -> None:
    token = await proofs.prove_with_passkey(body.credential)
    set_session_cookie(request, response, token)
