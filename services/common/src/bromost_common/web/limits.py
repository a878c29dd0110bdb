"""Limits of routes: `dependencies=[limited(RESET, by="network")]`."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Literal, TypeAlias

from fastapi import Depends, Request

from bromost_common.limits import Limit, Limiter, network_of

from .auth import AnyActor
from .edge import EXTRA_HEADERS
from .session import Quick

Whose: TypeAlias = Literal["network", "account", "key"]


async def _limiter(request: Request, quick: Quick) -> Limiter:
    return Limiter(quick, request.scope.get(EXTRA_HEADERS, {}))


RateLimits = Annotated[Limiter, Depends(_limiter)]


def limited(limit: Limit, *, by: Whose) -> Any:
    """A route's dependency that uses one turn of `limit` per call.

    `network` is the caller's, `account` whoever is signed in, `key` the credential of
    the `Authorization` header.
    """
    checks: dict[Whose, Callable[..., Awaitable[None]]] = {
        "network": _of_network(limit),
        "account": _of_account(limit),
        "key": _of_key(limit),
    }
    return Depends(checks[by])


def _of_network(limit: Limit) -> Callable[..., Awaitable[None]]:
    async def take(request: Request, limits: RateLimits) -> None:
        await limits.take(limit, "network", caller_network(request))

    return take


def _of_account(limit: Limit) -> Callable[..., Awaitable[None]]:
    async def take(actor: AnyActor, limits: RateLimits) -> None:
        await limits.take(limit, "account", str(actor.account_id))

    return take


def _of_key(limit: Limit) -> Callable[..., Awaitable[None]]:
    async def take(request: Request, limits: RateLimits) -> None:
        credential = request.headers.get("authorization", caller_network(request))
        await limits.take(limit, "key", credential)

    return take


def caller_network(request: Request) -> str:
    return network_of(request.client.host if request.client else None)
