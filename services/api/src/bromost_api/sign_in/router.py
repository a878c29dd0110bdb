"""Signing in: with a password, in two steps, or with a passkey alone."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response, status
from fastapi.responses import JSONResponse

from bromost_api.accounts.schemas import SessionOut
from bromost_api.factors.passkeys import RelyingParty
from bromost_api.factors.schemas import CodeIn, CredentialIn, PasskeyOptions
from bromost_api.sessions.cookie import (
    CallersBrowser,
    pending_token,
    set_pending_cookie,
    set_session_cookie,
)
from bromost_common.digests import token_digest
from bromost_common.web.auth import session_token
from bromost_common.web.limits import RateLimits
from bromost_common.web.session import Session, on_task
from bromost_common.web.versions import WITH_ETAG, etag

from .schemas import PendingSignIn, SignIn, SignInMethods
from .service import Entered, Pending, SignInService

router = APIRouter(tags=["sign-in"], dependencies=[on_task("sign_in")])

_TWO_STEPS: dict[int | str, dict[str, Any]] = WITH_ETAG | {
    202: {"model": PendingSignIn, "description": "A second factor is to be shown."}
}


async def _service(
    request: Request, session: Session, browser: CallersBrowser, limits: RateLimits
) -> SignInService:
    token = session_token(request)
    return SignInService(
        session,
        access=request.app.state.access,
        settings=request.app.state.settings,
        browser=browser,
        limits=limits,
        replaces=token_digest(token) if token else None,
    )


Service = Annotated[SignInService, Depends(_service)]


@router.post("/session", summary="Sign in", responses=_TWO_STEPS)
async def sign_in(
    service: Service, request: Request, response: Response, body: SignIn
) -> SessionOut:
    outcome = await service.with_password(body)
    if isinstance(outcome, Pending):
        waiting = JSONResponse(
            outcome.factors.model_dump(mode="json"), status.HTTP_202_ACCEPTED
        )
        set_pending_cookie(request, waiting, outcome.token)
        return waiting  # type: ignore[return-value]  # FastAPI passes responses through
    return _entered(request, response, outcome)


@router.post("/session/code", summary="Show a code", responses=WITH_ETAG)
async def sign_in_with_code(
    service: Service, request: Request, response: Response, body: CodeIn
) -> SessionOut:
    code = body.code.get_secret_value()
    entered = await service.with_code(pending_token(request), code)
    return _entered(request, response, entered)


@router.post("/session/passkey-options", summary="Begin to show a passkey")
async def begin_sign_in_with_passkey(
    service: Service, request: Request, response: Response
) -> PasskeyOptions:
    challenge = await service.passkey_challenge(pending_token(request))
    if challenge.token is not None:
        set_pending_cookie(request, response, challenge.token)
    return PasskeyOptions(options=challenge.options)


@router.post("/session/passkey", summary="Show a passkey", responses=WITH_ETAG)
async def sign_in_with_passkey(
    service: Service, request: Request, response: Response, body: CredentialIn
) -> SessionOut:
    entered = await service.with_passkey(pending_token(request), body.credential)
    return _entered(request, response, entered)


@router.get("/sign-in-methods", summary="What the sign-in page offers")
async def list_sign_in_methods(request: Request) -> SignInMethods:
    settings = request.app.state.settings
    return SignInMethods(
        passkey_host=RelyingParty.at(settings.public_url).host,
        sends_mail=settings.sends_mail,
    )


def _entered(request: Request, response: Response, entered: Entered) -> SessionOut:
    set_session_cookie(request, response, entered.token)
    if pending_token(request):
        set_pending_cookie(request, response, "")
    response.headers["ETag"] = etag(entered.session.account.version)
    return entered.session
