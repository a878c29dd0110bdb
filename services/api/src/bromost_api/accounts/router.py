from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response, status

from bromost_common.web.auth import (
    HTTP_COOKIE,
    HTTPS_COOKIE,
    CurrentActor,
    session_token,
    token_digest,
)
from bromost_common.web.limits import RateLimits
from bromost_common.web.session import Session
from bromost_common.web.versions import WITH_ETAG, ExpectedVersion, etag, set_etag

from .schemas import AccountOut, OwnAccountUpdate, SessionOut, SignIn
from .service import ABSOLUTE_LIMIT, AccountService

router = APIRouter(tags=["accounts"])


async def _service(request: Request, session: Session) -> AccountService:
    return AccountService(session, request.app.state.access)


Accounts = Annotated[AccountService, Depends(_service)]


@router.post("/session", summary="Sign in", responses=WITH_ETAG)
async def sign_in(
    accounts: Accounts,
    limits: RateLimits,
    request: Request,
    response: Response,
    body: SignIn,
) -> SessionOut:
    signed_in = await accounts.sign_in(
        body, client=request.client.host if request.client else None, limits=limits
    )
    _set_cookie(request, response, signed_in.token)
    response.headers["ETag"] = etag(signed_in.session.account.version)
    return signed_in.session


@router.get("/session", summary="Who is signed in", responses=WITH_ETAG)
async def get_session(
    accounts: Accounts, actor: CurrentActor, response: Response
) -> SessionOut:
    session = await accounts.current(actor)
    set_etag(response, session.account)
    return session


@router.delete("/session", summary="Sign out", status_code=status.HTTP_204_NO_CONTENT)
async def sign_out(accounts: Accounts, request: Request, response: Response) -> None:
    token = session_token(request)
    if token is not None:
        await accounts.sign_out(token_digest(token))
    _set_cookie(request, response, "")


@router.patch("/account", summary="Change one's own name or language")
async def change_own_account(
    accounts: Accounts,
    actor: CurrentActor,
    version: ExpectedVersion,
    response: Response,
    body: OwnAccountUpdate,
) -> AccountOut:
    account = await accounts.change_own(body, version, actor=actor)
    set_etag(response, account)
    return account


def _set_cookie(request: Request, response: Response, token: str) -> None:
    https = request.app.state.settings.is_https
    response.set_cookie(
        HTTPS_COOKIE if https else HTTP_COOKIE,
        token,
        max_age=int(ABSOLUTE_LIMIT.total_seconds()) if token else 0,
        secure=https,
        httponly=True,
        samesite="lax",
        path="/",
    )
