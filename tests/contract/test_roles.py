"""Every operation as nobody, reader, officer and administrator.

The table is the OpenAPI documents themselves: a new route is covered by itself, and
what differs from the rule has to be listed here.
"""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from bromost_common.auth import Role
from tests.conftest import SignIn, client_of

from .operations import PUBLIC, SERVICES, Operation, operations

# Changes that concern nobody but the person who makes them.
OWN_AFFAIRS = {
    "change_own_account",
    "change_own_password",
    "begin_totp",
    "confirm_totp",
    "remove_totp",
    "begin_passkey",
    "add_passkey",
    "rename_passkey",
    "remove_passkey",
    "make_recovery_codes",
    "step_up",
    "begin_step_up_with_passkey",
    "step_up_with_passkey",
    "end_own_session",
    "end_own_sessions",
    "issue_machine",
    "renew_machine_secret",
    "revoke_machine",
    "link_identity",
    "unlink_identity",
    "change_notification",
    "read_all_notifications",
}
# Reads about people, for who looks after them.
FOR_MANAGERS = {"list_sessions_of_account", "get_mail"}
# Answers without an end; their own tests sign in to them.
ENDLESS = {"stream_notifications"}

Answer = tuple[int, str | None]
every_service = pytest.mark.parametrize("service", SERVICES)


@pytest.fixture
async def browser(
    service: str, registry: FastAPI, indicators: FastAPI, notifications: FastAPI
) -> AsyncIterator[AsyncClient]:
    """Nobody yet, at one service."""
    apps = dict(zip(SERVICES, (registry, indicators, notifications), strict=True))
    async for client in client_of(apps[service]):
        yield client


async def answers(
    client: AsyncClient, service: str, *, without: set[str]
) -> dict[str, Answer]:
    """What each operation says to a well-formed call about things that do not exist."""
    return {
        one.name: await call(client, one)
        for one in operations()
        if one.service == service and one.name not in without
    }


async def call(client: AsyncClient, operation: Operation) -> Answer:
    kinds = operation.request_bodies
    answer = await client.request(
        operation.method,
        operation.url(),
        json=kinds.get("application/json", {}).get("example"),
        files={"file": b"a;b\n"} if "multipart/form-data" in kinds else None,
        headers={"If-Match": '"1"'} if "if-match" in operation.parameters else {},
        params={
            name: parameter["schema"].get("examples", ["x"])[0]
            for name, parameter in operation.parameters.items()
            if parameter["in"] == "query" and parameter.get("required")
        },
    )
    is_problem = answer.headers.get("content-type") == "application/problem+json"
    return answer.status_code, answer.json()["code"] if is_problem else None


@every_service
@pytest.mark.parametrize("token", [None, "", "x" * 43, "ø" * 20, "x" * 4000])
async def test_nobody_is_told_to_sign_in(
    service: str, browser: AsyncClient, token: str | None
) -> None:
    if token is not None:
        browser.headers["Cookie"] = f"sid={token}"

    found = await answers(browser, service, without=PUBLIC)

    refused = (401, "not_authenticated")
    assert {name: one for name, one in found.items() if one != refused} == {}


@every_service
async def test_readers_change_nothing_but_their_own(
    service: str, browser: AsyncClient, sign_in: SignIn
) -> None:
    await sign_in(browser, Role.ADVISER)

    found = await answers(browser, service, without=PUBLIC | ENDLESS)

    safe = {one.name for one in operations() if one.is_safe}
    denied = {name for name, one in found.items() if one == (403, "permission_denied")}
    assert denied == (found.keys() - safe - OWN_AFFAIRS) | (FOR_MANAGERS & found.keys())
    assert {n: one for n, one in found.items() if one[0] in {401, 500}} == {}


# Who is signed in where is between a person and the administrators.
ADMINISTRATORS_ONLY = {
    "list_sessions_of_account",
    "end_sessions_of_account",
    "get_mail",
}


@every_service
@pytest.mark.parametrize("role", [Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR])
async def test_officers_and_administrators_may(
    service: str, browser: AsyncClient, sign_in: SignIn, role: Role
) -> None:
    await sign_in(browser, role)

    others = ADMINISTRATORS_ONLY if role is not Role.ADMINISTRATOR else set()
    found = await answers(browser, service, without=PUBLIC | ENDLESS | others)

    wrong = {n: one for n, one in found.items() if one[0] in {401, 403, 500}}
    assert wrong == {}


@every_service
async def test_public_operations_need_no_session(
    service: str, browser: AsyncClient
) -> None:
    protected = {one.name for one in operations()} - PUBLIC

    found = await answers(browser, service, without=protected)

    assert {code for _, code in found.values()} <= {
        None,
        "wrong_credentials",
        "sign_in_expired",
        "link_not_valid",
        "passkey_refused",
        # A provider that these settings do not have; a message without its token.
        "not_found",
        "invalid_request",
    }


def test_listed_exceptions_exist() -> None:
    names = {operation.name for operation in operations()}

    assert names >= PUBLIC | OWN_AFFAIRS | ENDLESS | FOR_MANAGERS
