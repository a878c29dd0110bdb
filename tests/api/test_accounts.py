"""Signing in, staying signed in, signing out."""

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role
from bromost_common.digests import token_digest
from tests.conftest import PASSWORD, SignIn


async def own_email(client: AsyncClient) -> str:
    answer = await client.get("/v1/session")
    return str(answer.json()["account"]["email"])


async def test_session_says_who_one_is_and_what_one_may(officer: AsyncClient) -> None:
    answer = await officer.get("/v1/session")

    assert answer.status_code == 200
    assert answer.json()["roles"] == ["programme_manager"]
    assert "organisation.write" in answer.json()["permissions"]
    assert answer.headers["etag"] == '"1"'


async def test_readers_may_not_write(reader: AsyncClient) -> None:
    permissions = (await reader.get("/v1/session")).json()["permissions"]

    assert "project.read" in permissions
    # Nothing but what is told to one's own systems.
    writes = [name for name in permissions if name.endswith(".write")]
    assert writes == ["webhook.write"]


async def test_cookie_is_out_of_scripts_reach(
    client: AsyncClient, anonymous: AsyncClient
) -> None:
    body = {"email": await own_email(client), "password": PASSWORD}
    cookie = (await anonymous.post("/v1/session", json=body)).headers["set-cookie"]

    assert cookie.startswith("sid=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


@pytest.mark.parametrize("email", ["own", "nobody@example.org"])
async def test_wrong_password_and_unknown_address_look_the_same(
    client: AsyncClient, anonymous: AsyncClient, email: str
) -> None:
    address = await own_email(client) if email == "own" else email
    body = {"email": address, "password": "not the password"}

    answer = await anonymous.post("/v1/session", json=body)

    assert answer.status_code == 401
    assert answer.json() == {
        "code": "wrong_credentials",
        "title": "Unauthorized",
        "status": 401,
        "detail": "The e-mail address or the password is wrong.",
        "fields": [],
    }


async def test_guessing_is_slowed_down_and_leaves_no_address(
    client: AsyncClient, anonymous: AsyncClient, session: AsyncSession
) -> None:
    address = await own_email(client)
    for _ in range(10):
        body = {"email": address, "password": "a guess"}
        assert (await anonymous.post("/v1/session", json=body)).status_code == 401

    right = {"email": address, "password": PASSWORD}
    answer = await anonymous.post("/v1/session", json=right)

    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 900
    kept = await session.scalar(
        text("SELECT string_agg(r::text, '') FROM common.rate_limit r")
    )
    assert kept
    assert address not in kept
    assert address.encode().hex() not in kept


async def test_signed_out_session_is_refused(client: AsyncClient) -> None:
    token = client.cookies["sid"]
    assert (await client.delete("/v1/session")).status_code == 204

    client.cookies.set("sid", token)

    answer = await client.get("/v1/session")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


@pytest.mark.parametrize("column", ["idle_until", "expires_at"])
async def test_session_ends_by_itself(
    client: AsyncClient, session: AsyncSession, column: str
) -> None:
    digest = token_digest(client.cookies["sid"])
    past = text(
        f"UPDATE api.session SET {column} = now() - interval '1 second'"  # noqa: S608
        " WHERE token_digest = :digest"
    )
    await session.execute(past, {"digest": digest})
    await session.commit()

    assert (await client.get("/v1/session")).status_code == 401


async def test_session_of_a_deactivated_account_is_refused(
    client: AsyncClient, session: AsyncSession
) -> None:
    assert (await client.get("/v1/session")).status_code == 200
    await session.execute(text("UPDATE api.account SET is_active = false"))
    await session.commit()

    assert (await client.get("/v1/session")).status_code == 401


async def test_token_is_not_stored(client: AsyncClient, session: AsyncSession) -> None:
    rows = await session.scalar(
        text("SELECT string_agg(s::text, '') FROM api.session s")
    )

    assert client.cookies["sid"] not in rows


async def test_own_language_is_changed_on_the_version_that_was_read(
    client: AsyncClient,
) -> None:
    changed = await client.patch(
        "/v1/account", json={"locale": "nb"}, headers={"If-Match": '"1"'}
    )
    stale = await client.patch(
        "/v1/account", json={"locale": "pl"}, headers={"If-Match": '"1"'}
    )

    assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")
    assert stale.json()["current"]["locale"] == "nb"


async def test_change_without_version_is_refused(client: AsyncClient) -> None:
    answer = await client.patch("/v1/account", json={"locale": "nb"})

    assert (answer.status_code, answer.json()["code"]) == (428, "version_required")


async def test_other_sites_cannot_use_the_cookie(client: AsyncClient) -> None:
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
    ):
        answer = await client.delete("/v1/session", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (
            403,
            "cross_site_request",
        )

    same = await client.delete("/v1/session", headers={"Sec-Fetch-Site": "same-origin"})
    assert same.status_code == 204


async def test_roles_come_and_go_by_date(
    anonymous: AsyncClient, sign_in: SignIn, session: AsyncSession
) -> None:
    await sign_in(anonymous, Role.PROGRAMME_MANAGER)
    await session.execute(
        text(
            "UPDATE api.role_assignment"
            " SET valid_from = '2020-01-01', valid_to = '2020-12-31'"
        )
    )
    await session.commit()

    answer = (await anonymous.get("/v1/session")).json()
    assert (answer["roles"], answer["permissions"]) == ([], [])


async def test_an_ended_session_gets_no_stored_answer(officer: AsyncClient) -> None:
    body = {"kind": "municipality", "name": "Trondheim", "country_code": "NO"}
    keyed = {"Idempotency-Key": "once"}
    first = await officer.post("/v1/organisations", json=body, headers=keyed)
    session = officer.cookies["sid"]
    await officer.delete("/v1/session")
    officer.cookies.set("sid", session)

    again = await officer.post("/v1/organisations", json=body, headers=keyed)

    assert first.status_code == 201
    assert (again.status_code, again.json()["code"]) == (401, "not_authenticated")
