from functools import partial
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

import structlog
from fastapi import APIRouter, Depends, Form, Query, Request, Response, status
from fastapi.responses import RedirectResponse

from bromost_api.invitations.acceptance import AcceptanceService
from bromost_api.sessions.cookie import CallersBrowser, set_session_cookie
from bromost_common.digests import token_digest
from bromost_common.languages import Language
from bromost_common.limits import SINGLE_SIGN_ON
from bromost_common.web.audit import trace_sign_in
from bromost_common.web.auth import (
    CurrentActor,
    FreshActor,
    session_token,
)
from bromost_common.web.limits import RateLimits, caller_network, limited
from bromost_common.web.session import Session, on_task

from . import flow
from .client import ProviderClient, SignInRequest
from .directory import ProviderDirectory
from .flow import log_refusal
from .refusals import ProviderUnavailableError, SignInRefusedError
from .return_path import own_path
from .schemas import (
    IdentityLink,
    IdentityList,
    IdentityProviderList,
    IdentityProviderOut,
    InvitationAcceptanceElsewhere,
    ProviderAddress,
    SessionsEnded,
)
from .service import SIGN_IN_LIMIT, TASK, Browser, SingleSignOnService

log = structlog.get_logger(__name__)
router = APIRouter(tags=["single sign-on"])

ACCOUNT_PAGE = "/account"
SIGN_IN_PAGE = "/sign-in"
INVITATION_PAGE = "/invitation"
FOREIGN = frozenset({"cross-site", "same-site"})
MOUNTED_AT = "/api/registry"
HTTP_COOKIE = "sso"
HTTPS_COOKIE = "__Host-sso"
LIMITED = limited(SINGLE_SIGN_ON, by="network")


async def _providers(request: Request) -> ProviderDirectory:
    providers: ProviderDirectory = request.app.state.identity_providers
    return providers


async def _service(session: Session) -> SingleSignOnService:
    return SingleSignOnService(session)


async def _acceptance(request: Request, session: Session) -> AcceptanceService:
    return AcceptanceService(session, request.app.state.access)


Providers = Annotated[ProviderDirectory, Depends(_providers)]
SingleSignOn = Annotated[SingleSignOnService, Depends(_service)]
Acceptance = Annotated[AcceptanceService, Depends(_acceptance)]


@router.get("/identity-providers", summary="Where people may sign in")
async def list_identity_providers(providers: Providers) -> IdentityProviderList:
    return IdentityProviderList(
        items=[IdentityProviderOut(id=one.id, names=one.names) for one in providers]
    )


@router.get(
    "/sign-in/{provider}",
    summary="Leave for a provider to sign in there",
    status_code=status.HTTP_303_SEE_OTHER,
    response_class=RedirectResponse,
    dependencies=[LIMITED, on_task(TASK)],
)
async def sign_in_at_provider(
    request: Request,
    provider: str,
    providers: Providers,
    single_sign_on: SingleSignOn,
    return_to: Annotated[str, Query(max_length=2000)] = "/",
    locale: Language | None = None,
    *,
    again: Annotated[
        bool, Query(description="Have the provider ask anew who it is.")
    ] = False,
) -> RedirectResponse:
    client = providers.get(provider)
    if request.headers.get("sec-fetch-site") in FOREIGN:
        # Nobody is signed in by following a link elsewhere: they choose it here.
        return _see(SIGN_IN_PAGE)
    try:
        leaving, url = await flow.leave(client, language=locale, again=again)
    except SignInRefusedError as error:
        return _back(request, client, error)
    browser = await single_sign_on.begin(
        client.provider, leaving, return_to=own_path(return_to)
    )
    answer = _see(url)
    _set_cookie(request, answer, browser)
    return answer


@router.get(
    "/sign-in/{provider}/callback",
    summary="Come back from a provider",
    status_code=status.HTTP_303_SEE_OTHER,
    response_class=RedirectResponse,
    dependencies=[LIMITED, on_task(TASK)],
)
async def return_from_provider(
    request: Request,
    provider: str,
    providers: Providers,
    seen_as: CallersBrowser,
    limits: RateLimits,
    state: str = "",
    code: str = "",
    error: str = "",
    iss: str | None = None,
) -> RedirectResponse:
    client = providers.get(provider)
    came = flow.Answer(state, code, error, iss, request.cookies.get(_name(request)))
    sessions = partial(request.app.state.sessions, info={"scope": request.scope})
    try:
        arrived = await flow.arrive(
            sessions,
            client,
            came,
            Browser(seen_as, _session_digest(request)),
            house=flow.House(
                access=request.app.state.access,
                require_second_factor=request.app.state.settings.require_second_factor,
                trace=partial(trace_sign_in, request=request),
            ),
        )
    except SignInRefusedError as refusal:
        return _back(request, client, refusal)
    # What it took to leave and to come back: only ways that end nowhere add up.
    await _give_back(request, limits, times=2)
    answer = _see(arrived.return_to)
    _set_cookie(request, answer, "")
    if arrived.token is not None:
        set_session_cookie(request, answer, arrived.token)
    return answer


# Like linking, a request that other sites cannot make.
@router.post(
    "/sign-in/{provider}/invitation",
    summary="Leave for a provider to accept an invitation there",
    dependencies=[LIMITED, on_task(TASK)],
)
async def accept_invitation_at_provider(
    request: Request,
    response: Response,
    provider: str,
    providers: Providers,
    single_sign_on: SingleSignOn,
    acceptance: Acceptance,
    body: InvitationAcceptanceElsewhere,
) -> ProviderAddress:
    client = providers.get(provider)
    link_id = await acceptance.check(body.token.get_secret_value())
    leaving, url = await _leave_by_call(client, language=body.locale)
    browser = await single_sign_on.begin(
        client.provider, leaving, return_to="/", link_id=link_id
    )
    _set_cookie(request, response, browser)
    return ProviderAddress(url=url)


@router.get("/account/identities", summary="One's own ways in through providers")
async def list_own_identities(
    providers: Providers, single_sign_on: SingleSignOn, actor: CurrentActor
) -> IdentityList:
    return await single_sign_on.identities(providers, actor=actor)


# Begun by a request that other sites cannot make: else they could have a stranger's
# identity linked with the account of whoever follows their link.
@router.post(
    "/account/identities",
    summary="Leave for a provider to link an identity",
    dependencies=[LIMITED],
)
async def link_identity(
    request: Request,
    response: Response,
    providers: Providers,
    single_sign_on: SingleSignOn,
    actor: FreshActor,
    body: IdentityLink,
) -> ProviderAddress:
    client = providers.get(body.provider)
    leaving, url = await _leave_by_call(client, language=actor.locale)
    browser = await single_sign_on.begin(
        client.provider, leaving, return_to=ACCOUNT_PAGE, account_id=actor.account_id
    )
    _set_cookie(request, response, browser)
    return ProviderAddress(url=url)


@router.delete(
    "/account/identities/{identity_id}",
    summary="Unlink an identity from one's account",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def unlink_identity(
    single_sign_on: SingleSignOn, actor: FreshActor, identity_id: UUID
) -> None:
    await single_sign_on.unlink(identity_id, actor=actor)


@router.post(
    "/sign-out",
    summary="Sign out here, and learn where else to do so",
    dependencies=[on_task(TASK)],
)
async def sign_out_here_and_there(
    request: Request, response: Response, single_sign_on: SingleSignOn
) -> ProviderAddress:
    session = _session_digest(request)
    came_from = await single_sign_on.sign_out(session) if session else None
    set_session_cookie(request, response, "")
    return ProviderAddress(url=came_from and f"{MOUNTED_AT}/v1/sign-out/{came_from}")


@router.get(
    "/sign-out/{provider}",
    summary="Leave for a provider to sign out there",
    status_code=status.HTTP_303_SEE_OTHER,
    response_class=RedirectResponse,
)
async def sign_out_at_provider(provider: str, providers: Providers) -> RedirectResponse:
    client = providers.get(provider)
    try:
        return _see(await client.sign_out_url() or SIGN_IN_PAGE)
    except SignInRefusedError as error:
        log_refusal(client, error)
        return _see(SIGN_IN_PAGE)


@router.post(
    "/back-channel-logout/{provider}",
    summary="A provider says that somebody signed out there",
    status_code=status.HTTP_200_OK,
    dependencies=[LIMITED, on_task(TASK)],
)
async def end_sessions_of_provider(
    provider: str,
    providers: Providers,
    single_sign_on: SingleSignOn,
    request: Request,
    limits: RateLimits,
    logout_token: Annotated[str, Form(max_length=20_000)],
) -> SessionsEnded:
    client = providers.get(provider)
    claims = await flow.signed_out(client, logout_token)
    await _give_back(request, limits)
    ended = await single_sign_on.signed_out_at_provider(client.provider, claims)
    log.info("provider_signed_out", provider=client.provider.id, sessions=ended)
    return SessionsEnded(sessions=ended)


async def _give_back(request: Request, limits: RateLimits, *, times: int = 1) -> None:
    for _ in range(times):
        await limits.give_back(SINGLE_SIGN_ON, "network", caller_network(request))


async def _leave_by_call(
    client: ProviderClient, *, language: str
) -> tuple[SignInRequest, str]:
    try:
        return await flow.leave(client, language=language)
    except SignInRefusedError as error:
        log_refusal(client, error)
        raise ProviderUnavailableError("The provider does not answer.") from error


def _see(url: str) -> RedirectResponse:
    return RedirectResponse(url, status.HTTP_303_SEE_OTHER)


def _back(
    request: Request, client: ProviderClient, error: SignInRefusedError
) -> RedirectResponse:
    """To the page that has words for it."""
    log_refusal(client, error)
    if error.linking:
        answer = _see(f"{ACCOUNT_PAGE}?{urlencode({'problem': error.refusal})}")
    elif error.accepting:
        answer = _see(f"{INVITATION_PAGE}?{urlencode({'problem': error.refusal})}")
    else:
        query = {"problem": str(error.refusal), "return_to": error.return_to}
        kept = {
            name: value for name, value in query.items() if value not in {None, "/"}
        }
        answer = _see(f"{SIGN_IN_PAGE}?{urlencode(kept)}")
    _set_cookie(request, answer, "")
    return answer


def _session_digest(request: Request) -> bytes | None:
    token = session_token(request)
    return token_digest(token) if token else None


def _name(request: Request) -> str:
    return HTTPS_COOKIE if request.app.state.settings.is_https else HTTP_COOKIE


def _set_cookie(request: Request, response: Response, secret: str) -> None:
    response.set_cookie(
        _name(request),
        secret,
        max_age=int(SIGN_IN_LIMIT.total_seconds()) if secret else 0,
        secure=request.app.state.settings.is_https,
        httponly=True,
        # The way back from the provider is a navigation from another site.
        samesite="lax",
        path="/",
    )
