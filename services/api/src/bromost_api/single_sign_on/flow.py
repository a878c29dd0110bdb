"""From our page to the provider and back: what lies between two transactions."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import AccessMap

from .client import ProviderClient, SignInRequest
from .models import ProviderSignIn
from .providers import IdentityProvider
from .refusals import LogoutRefusedError, Refusal, SignInRefusedError
from .service import Browser, SingleSignOnService, belongs_to_browser
from .tokens import TokenRefusedError

log = structlog.get_logger(__name__)

Sessions: TypeAlias = Callable[[], AsyncSession]


class Answer(NamedTuple):
    """What the browser brings back from the provider."""

    state: str
    code: str
    error: str
    issuer: str | None
    # The secret of the browser that set out, from its cookie.
    secret: str | None


class Arrival(NamedTuple):
    """Where the browser goes now, with a new session unless it came to link."""

    return_to: str
    token: str | None


class House(NamedTuple):
    """What holds in this installation for whoever arrives."""

    access: AccessMap
    require_second_factor: bool
    # Tells the audit log.
    trace: Callable[[AsyncSession], Awaitable[None]]


async def leave(
    client: ProviderClient, *, language: str | None, again: bool = False
) -> tuple[SignInRequest, str]:
    """The secrets of a new sign-in, and the address that it leaves for."""
    request = SignInRequest.new(language=language, again=again)
    return request, await client.authorization_url(request)


async def arrive(
    sessions: Sessions,
    client: ProviderClient,
    answer: Answer,
    browser: Browser,
    *,
    house: House,
) -> Arrival:
    """Check what came back with the provider, then act on it."""
    sign_in = await _take(sessions, client, answer)
    try:
        claims = await _claims(client, sign_in, answer)
        async with sessions() as session, session.begin():
            token = await _act(
                session, client.provider, sign_in, claims, browser=browser, house=house
            )
            await house.trace(session)
            return Arrival(sign_in.return_to, token)
    except SignInRefusedError as error:
        error.return_to = sign_in.return_to
        error.linking = sign_in.account_id is not None
        error.accepting = sign_in.link_id is not None
        raise


async def _act(
    session: AsyncSession,
    provider: IdentityProvider,
    sign_in: ProviderSignIn,
    claims: Mapping[str, Any],
    *,
    browser: Browser,
    house: House,
) -> str | None:
    """Do what the browser set out for; the token of a new session, if it gets one."""
    service = SingleSignOnService(
        session, require_second_factor=house.require_second_factor
    )
    if sign_in.link_id is not None:
        return await service.accept(
            provider, claims, sign_in.link_id, browser, house.access
        )
    if sign_in.account_id is not None:
        await service.link(provider, claims, sign_in.account_id, browser)
        return None
    return await service.enter(provider, claims, browser)


async def signed_out(client: ProviderClient, logout_token: str) -> Mapping[str, Any]:
    """The checked claims of a provider's message that somebody signed out there."""
    try:
        return await client.signed_out(logout_token)
    except TokenRefusedError as error:
        _log_logout_refused(client, str(error))
        raise LogoutRefusedError("The logout token is not valid.") from error
    except SignInRefusedError as error:
        _log_logout_refused(client, error.reason)
        raise LogoutRefusedError("The token could not be checked.") from error


def log_refusal(client: ProviderClient, error: SignInRefusedError) -> None:
    log.warning(
        "provider_sign_in_refused",
        provider=client.provider.id,
        refusal=str(error.refusal),
        reason=error.reason,
        linking=error.linking,
        accepting=error.accepting,
    )


def _log_logout_refused(client: ProviderClient, reason: str) -> None:
    log.warning("provider_logout_refused", provider=client.provider.id, reason=reason)


async def _take(
    sessions: Sessions, client: ProviderClient, answer: Answer
) -> ProviderSignIn:
    """In a transaction of its own, so that it is used up whatever comes next."""
    async with sessions() as session, session.begin():
        sign_in = await SingleSignOnService(session).take(answer.state)
    if sign_in is None:
        raise SignInRefusedError(Refusal.EXPIRED, "unknown, used or old state")
    if not belongs_to_browser(sign_in, answer.secret):
        raise SignInRefusedError(Refusal.EXPIRED, "another browser")
    if sign_in.provider != client.provider.id:
        raise SignInRefusedError(Refusal.EXPIRED, "another provider")
    if sign_in.is_over:
        raise SignInRefusedError(Refusal.EXPIRED, "too late")
    return sign_in


async def _claims(
    client: ProviderClient, sign_in: ProviderSignIn, answer: Answer
) -> Mapping[str, Any]:
    """Who it is, as the provider says; no transaction is open meanwhile."""
    says_issuer = await client.says_its_issuer()
    if (says_issuer or answer.issuer) and answer.issuer != client.provider.issuer:
        raise SignInRefusedError(Refusal.NOT_TRUSTED, "an answer of another issuer")
    if answer.error == "access_denied":
        raise SignInRefusedError(Refusal.CANCELLED, "cancelled at the provider")
    if answer.error or not answer.code:
        raise SignInRefusedError(Refusal.NOT_TRUSTED, "no code, but an error")
    claims = await client.exchange(
        answer.code, nonce=sign_in.nonce, code_verifier=sign_in.code_verifier
    )
    if not client.provider.is_enough(claims):
        raise SignInRefusedError(Refusal.TOO_WEAK, "acr below what is required")
    return claims
