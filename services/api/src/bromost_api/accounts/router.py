from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response, status

from bromost_api.sessions.cookie import set_session_cookie
from bromost_api.sessions.service import Sessions
from bromost_common.digests import token_digest
from bromost_common.web.auth import (
    CurrentActor,
    FreshActor,
    session_token,
)
from bromost_common.web.limits import RateLimits
from bromost_common.web.session import Session, on_task
from bromost_common.web.versions import WITH_ETAG, ExpectedVersion, set_etag

from .schemas import AccountOut, OwnAccountUpdate, PasswordChange, SessionOut
from .service import AccountService

router = APIRouter(tags=["accounts"])


async def _service(request: Request, session: Session) -> AccountService:
    return AccountService(session, request.app.state.access)


async def _sessions(session: Session) -> Sessions:
    return Sessions(session)


Accounts = Annotated[AccountService, Depends(_service)]
OwnSessions = Annotated[Sessions, Depends(_sessions)]


@router.get("/session", summary="Who is signed in", responses=WITH_ETAG)
async def get_session(
    accounts: Accounts, actor: CurrentActor, response: Response
) -> SessionOut:
    session = await accounts.current(actor)
    set_etag(response, session.account)
    return session


@router.delete(
    "/session",
    summary="Sign out",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=[on_task("sign_out")],
)
async def sign_out(accounts: Accounts, request: Request, response: Response) -> None:
    token = session_token(request)
    if token is not None:
        await accounts.sign_out(token_digest(token))
    set_session_cookie(request, response, "")


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


@router.put(
    "/account/password",
    summary="Change one's own password",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def change_own_password(
    accounts: Accounts,
    sessions: OwnSessions,
    limits: RateLimits,
    actor: FreshActor,
    request: Request,
    response: Response,
    body: PasswordChange,
) -> None:
    await accounts.change_password(body, actor=actor, limits=limits)
    await sessions.end_all(actor.account_id, keep=actor.session_id)
    set_session_cookie(request, response, await sessions.prove(actor.session_id))
