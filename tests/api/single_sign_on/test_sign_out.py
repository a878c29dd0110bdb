"""Signing out here and at the provider, begun on either side."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urljoin

import pytest
import uvicorn
from fastapi import FastAPI
from httpx import Response
from joserfc.jwk import RSAKey
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import CapturingLogger

from .conftest import add_person
from .forger import CLIENT, Forger
from .provider import Person, RealProvider
from .test_forged_tokens import come_back

MESSAGE = f"/v1/back-channel-logout/{CLIENT}"


async def test_signing_out_leads_to_the_provider(person: Person, linked: str) -> None:
    await person.sign_in(linked)

    answer = await person.site.post("/v1/sign-out")

    assert answer.status_code == 200
    assert answer.json() == {"url": "/api/registry/v1/sign-out/real"}
    assert (await person.site.get("/v1/session")).status_code == 401
    there = await person.site.get("/v1/sign-out/real")
    assert there.status_code == 303
    page = await person.provider.get(there.headers["location"])
    assert page.status_code == 200
    assert "form" in page.text


async def test_who_came_with_a_password_has_nowhere_else_to_sign_out(
    signed_in: Person,
) -> None:
    answer = await signed_in.site.post("/v1/sign-out")

    assert answer.json() == {"url": None}
    assert (await signed_in.site.get("/v1/session")).status_code == 401


async def test_who_is_not_signed_in_is_signed_out(person: Person) -> None:
    person.site.cookies.set("sid", "x" * 43)

    answer = await person.site.post("/v1/sign-out")

    assert answer.status_code == 200
    assert answer.json() == {"url": None}
    assert answer.headers["set-cookie"].startswith('sid=""')


async def test_a_provider_without_a_way_out_leads_back(person: Person) -> None:
    answer = await person.site.get(f"/v1/sign-out/{CLIENT}")

    assert answer.headers["location"] == "/sign-in"


@pytest.fixture
async def mallory(person: Person, forger: Forger, forged_account: str) -> Person:
    """Signed in through the forger, in its session `there`."""
    forger.changes = {"sub": forged_account, "sid": "there"}
    assert (await come_back(person, forger)).headers["location"] == "/"
    return person


async def tell(person: Person, token: str) -> int:
    answer = await person.site.post(MESSAGE, data={"logout_token": token})
    return answer.status_code


async def test_the_providers_word_ends_its_sessions_and_no_others(
    mallory: Person, forger: Forger, signed_in: Person, forged_account: str
) -> None:
    token = forger.logout_token(sub=forged_account, sid="there")

    assert await tell(signed_in, token) == 200
    assert (await mallory.site.get("/v1/session")).status_code == 401
    assert (await signed_in.site.get("/v1/session")).status_code == 200


async def test_without_a_session_named_all_of_the_person_end(
    mallory: Person,
    forger: Forger,
    meet: Callable[[], Awaitable[Person]],
    forged_account: str,
) -> None:
    other = await meet()
    forger.changes = {"sub": forged_account, "sid": "elsewhere"}
    await come_back(other, forger)

    assert await tell(other, forger.logout_token(sub=forged_account)) == 200
    for one in (mallory, other):
        assert (await one.site.get("/v1/session")).status_code == 401


async def test_another_session_of_the_same_person_goes_on(
    mallory: Person, forger: Forger, forged_account: str
) -> None:
    token = forger.logout_token(sub=forged_account, sid="elsewhere")

    assert await tell(mallory, token) == 200
    assert (await mallory.site.get("/v1/session")).status_code == 200


async def test_a_message_ends_no_session_that_is_newer_than_it(
    mallory: Person, forger: Forger, forged_account: str
) -> None:
    token = forger.logout_token(sub=forged_account, sid="there", iat=-60)

    assert await tell(mallory, token) == 200
    assert (await mallory.site.get("/v1/session")).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "another-client"},
        {"iss": "https://another.example"},
        {"events": None},
        {"events": {}},
        {"events": {"http://schemas.openid.net/event/backchannel-logout": "yes"}},
        {"nonce": "an ID token in disguise"},
        {"exp": -3600},
        {"iat": -3600},
        {"iat": None},
        {"jti": None},
        {"sub": None, "sid": None},
    ],
    ids=str,
)
async def test_a_false_message_is_refused_and_logged(
    mallory: Person,
    forger: Forger,
    logged: CapturingLogger,
    forged_account: str,
    changes: dict[str, Any],
) -> None:
    token = forger.logout_token(**{"sub": forged_account, "sid": "there", **changes})

    answer = await mallory.site.post(MESSAGE, data={"logout_token": token})

    assert answer.status_code == 400
    assert answer.json()["code"] == "logout_token_refused"
    assert (await mallory.site.get("/v1/session")).status_code == 200
    assert logged.calls[0].args == ("provider_logout_refused",)


@pytest.mark.parametrize("typ", ["JWT", "at+jwt", ""])
async def test_a_token_of_another_type_signs_nobody_out(
    mallory: Person, forger: Forger, forged_account: str, typ: str
) -> None:
    forger.header["typ"] = typ
    token = forger.logout_token(sub=forged_account, sid="there")

    assert await tell(mallory, token) == 400
    assert (await mallory.site.get("/v1/session")).status_code == 200


async def test_an_id_token_signs_nobody_out(mallory: Person, forger: Forger) -> None:
    assert await tell(mallory, forger.id_token()) == 400
    assert (await mallory.site.get("/v1/session")).status_code == 200


async def test_a_message_signed_by_another_is_refused(
    mallory: Person, forger: Forger, forged_account: str
) -> None:
    forger.signed_by = RSAKey.generate_key(2048, {"kid": "known"})
    token = forger.logout_token(sub=forged_account, sid="there")

    assert await tell(mallory, token) == 400
    assert (await mallory.site.get("/v1/session")).status_code == 200


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "x" * 30_000])
async def test_what_is_no_token_is_refused(person: Person, token: str) -> None:
    assert await tell(person, token) in {400, 422}


async def test_a_message_to_an_unknown_provider_is_not_found(person: Person) -> None:
    answer = await person.site.post(
        "/v1/back-channel-logout/nowhere", data={"logout_token": "x"}
    )

    assert answer.status_code == 404


async def test_used_up_sign_ins_leave_nothing(
    mallory: Person, session: AsyncSession
) -> None:
    assert (await mallory.site.get("/v1/session")).status_code == 200
    left = await session.scalar(text("SELECT count(*) FROM api.provider_sign_in"))

    assert left == 0


async def test_the_real_provider_ends_its_session_after_confirmation(
    person: Person, linked: str
) -> None:
    await person.sign_in(linked)
    await person.site.post("/v1/sign-out")
    there = await person.site.get("/v1/sign-out/real")
    page = await person.provider.get(there.headers["location"])

    done = await confirm(person, page)

    assert done.status_code == 303
    assert done.headers["location"] == "http://test/sign-in"
    start = await person.leave("/v1/sign-in/real")
    assert "/interaction/" in (await person.provider.get(start)).headers["location"]


async def test_the_real_provider_tells_us_when_somebody_signs_out_there(
    person: Person, registry: FastAPI, provider: RealProvider, our_port: int
) -> None:
    await add_person(registry, "told", provider.issuer, "told-person")
    await person.sign_in("told-person", start="/v1/sign-in/told")
    assert (await person.site.get("/v1/session")).status_code == 200

    async with listening(registry, our_port):
        page = await person.provider.get(f"{provider.issuer}/session/end")
        await confirm(person, page)

    assert (await person.site.get("/v1/session")).status_code == 401


@asynccontextmanager
async def listening(app: FastAPI, port: int) -> AsyncIterator[None]:
    """`app` at a real address, in this test's own loop and transaction."""
    config = uvicorn.Config(app, port=port, lifespan="off", log_level="error")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  # it has no event to wait for
        await asyncio.sleep(0.01)
    yield
    server.should_exit = True
    await serving


async def confirm(person: Person, page: Response) -> Response:
    secret = page.text.partition('name="xsrf" value="')[2].partition('"')[0]
    return await person.provider.post(
        urljoin(str(page.url), "/session/end/confirm"),
        data={"xsrf": secret, "logout": "yes"},
    )
