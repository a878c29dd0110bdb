"""Two at the same moment: real commits on connections of their own."""

import asyncio

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from pydantic import SecretStr

from bromost_api.accounts.schemas import AccountCreate
from bromost_api.accounts.service import AccountService
from bromost_common.auth import Role
from bromost_common.context import working
from tests.api.portfolio import organisation
from tests.conftest import PASSWORD

from .test_invitations import accept, invite
from .test_roles import end, role_of

pytestmark = pytest.mark.committed


async def administrator(service: FastAPI, email: str) -> AsyncClient:
    async with working(service.state.sessions, "test").begin() as session:
        await AccountService(session, service.state.access).register(
            AccountCreate(
                email=email,
                display_name="Administrator",
                password=SecretStr(PASSWORD),
                role=Role.ADMINISTRATOR,
            )
        )
    http = AsyncClient(transport=ASGITransport(service), base_url="http://test")
    answer = await http.post("/v1/session", json={"email": email, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    return http


async def test_of_two_who_accept_at_once_one_joins(service: FastAPI) -> None:
    one = await administrator(service, "one@example.org")
    town = await organisation(one, "Zenica", "BA")
    body = {"email": "new.person@example.org", "organisation_id": town}
    _, token = await invite(one, body)

    answers = await asyncio.gather(*(accept(one, token) for _ in range(4)))

    # Which of the two refusals it is depends on the instant.
    assert all(a.status_code in {404, 409} for a in answers if a.status_code != 200)
    assert [a.status_code for a in answers].count(200) == 1
    people = (await one.get("/v1/people", params={"organisation": town})).json()
    assert len(people["items"]) == 1
    await one.aclose()


async def test_two_administrators_do_not_remove_each_other(service: FastAPI) -> None:
    one = await administrator(service, "one@example.org")
    two = await administrator(service, "two@example.org")
    ids = [(await by.get("/v1/session")).json()["account"]["id"] for by in (one, two)]
    roles = [await role_of(one, account) for account in ids]

    answers = await asyncio.gather(
        end(two, ids[0], roles[0]["id"]), end(one, ids[1], roles[1]["id"])
    )

    assert [a.status_code for a in answers].count(204) == 1
    await one.aclose()
    await two.aclose()
