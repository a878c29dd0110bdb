"""What programs show that is no good (any more) is refused, and the log tells of it.

As `tests/api/sign_in/test_refused_and_logged.py` does for people.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.logs import Events, assert_silent, logged_events, told

from .programs import ask_token, get, issue, token_of
from .test_api_keys import change
from .test_tokens import KEYS, assertion, client_with


@pytest.fixture
def logged() -> Iterator[Events]:
    with logged_events() as events:
        yield events


async def refused(app: FastAPI, bearer: str, *, address: str = "127.0.0.1") -> None:
    answer = await get(app, bearer, address=address)
    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_token")


@pytest.mark.parametrize(
    "ends",
    [
        (
            "machine SET created_at = now() - interval '2 days',"
            " expires_at = now() - interval '1 second'"
        ),
        "machine_secret SET ends_at = now()",
        "machine SET revoked_at = now()",
    ],
    ids=["expired", "renewed", "revoked"],
)
async def test_an_ended_key(
    reader: AsyncClient,
    app: FastAPI,
    session: AsyncSession,
    logged: Events,
    ends: str,
) -> None:
    secret = (await issue(reader))["secret"]
    assert (await get(app, secret)).status_code == 200
    await change(session, f"UPDATE api.{ends}")

    await refused(app, secret)

    assert told(logged, "bearer_refused", reason="unknown_key")
    assert told(logged, "refused", code="invalid_token")
    assert_silent(logged, secret)


async def test_a_key_from_a_foreign_network(
    reader: AsyncClient, app: FastAPI, logged: Events
) -> None:
    secret = (await issue(reader, networks=["192.0.2.0/24"]))["secret"]

    await refused(app, secret, address="203.0.113.9")

    assert told(logged, "bearer_refused", reason="unknown_key")
    assert_silent(logged, secret, "203.0.113.9")


async def test_a_forged_key(app: FastAPI, logged: Events) -> None:
    for forged, reason in (
        (f"bromost_abcd1234_{'x' * 43}", "unknown_key"),
        ("bromost_abcd1234_short", "malformed_key"),
    ):
        await refused(app, forged)

        assert told(logged, "bearer_refused", reason=reason)
        assert_silent(logged, forged)


async def test_a_token_whose_client_has_ended(
    client: AsyncClient, app: FastAPI, session: AsyncSession, logged: Events
) -> None:
    issued = await issue(client, kind="client")
    token = await token_of(app, issued)
    assert (await get(app, token)).status_code == 200
    await change(session, "UPDATE api.machine SET revoked_at = now()")

    await refused(app, token)

    assert told(logged, "bearer_refused", reason="ended_client")
    assert_silent(logged, token, issued["secret"])


async def test_a_replayed_assertion(
    client: AsyncClient, app: FastAPI, logged: Events
) -> None:
    machine = (await client_with(client, KEYS["ES256"]))["machine"]["id"]
    signed = assertion(machine, KEYS["ES256"])
    assert (await ask_token(app, **signed)).status_code == 200

    again = await ask_token(app, **signed)

    assert (again.status_code, again.json()["error"]) == (401, "invalid_client")
    assert told(
        logged, "token_refused", machine=machine, reason="replay", log_level="warning"
    )
    assert_silent(logged, signed["client_assertion"])


async def test_an_expired_or_forged_assertion(
    client: AsyncClient, app: FastAPI, logged: Events
) -> None:
    machine = (await client_with(client, KEYS["ES256"]))["machine"]["id"]
    past = int((datetime.now(UTC) - timedelta(hours=1)).timestamp())
    for signed in (
        assertion(machine, KEYS["ES256"], exp=past),
        assertion(machine, KEYS["RS256"], "RS256"),
    ):
        answer = await ask_token(app, **signed)

        assert answer.status_code == 401
        assert told(logged, "token_refused", reason="bad_assertion")
        assert_silent(logged, signed["client_assertion"])


async def test_a_guessed_client_secret(
    client: AsyncClient, app: FastAPI, logged: Events
) -> None:
    machine = (await issue(client, kind="client"))["machine"]["id"]

    answer = await ask_token(app, client_id=machine, client_secret="a guess")

    assert answer.status_code == 401
    assert told(logged, "token_refused", reason="unknown_client_or_secret")
    assert_silent(logged, "a guess")
