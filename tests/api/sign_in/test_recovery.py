"""A forgotten password: by mail, once, and without telling who has an account."""

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests.conftest import PASSWORD

from .people import Somebody, refusal
from .post import PostBox, deliver, link_in, text_of

NEW = "seven rivers under one bridge"
PATH = "/v1/password-reset"


async def mailed_token(person: Somebody, box: PostBox, browser: AsyncClient) -> str:
    asked = await browser.post(PATH, json={"email": person.email.upper()})
    assert asked.status_code == 204
    await deliver(person.registry)
    assert box.recipients[-1] == [person.email]
    newest = [one for one in box.messages if "/reset#" in text_of(one)][-1]
    address, _, token = link_in(newest).partition("#")
    assert address == "http://127.0.0.1:8000/reset"
    return token


async def sign_in_with(browser: AsyncClient, email: str, password: str) -> int:
    body = {"email": email, "password": password}
    return (await browser.post("/v1/session", json=body)).status_code


async def test_the_link_gives_a_new_password_and_ends_all_sessions(
    person: Somebody, elsewhere: AsyncClient, box: PostBox
) -> None:
    token = await mailed_token(person, box, elsewhere)
    body = {"token": token, "new_password": NEW}

    answer = await elsewhere.put(PATH, json=body)

    assert answer.status_code == 204
    assert "set-cookie" not in answer.headers
    assert (await person.browser.get("/v1/session")).status_code == 401
    assert await sign_in_with(elsewhere, person.email, PASSWORD) == 401
    assert await sign_in_with(elsewhere, person.email, NEW) == 200
    await deliver(person.registry)
    assert box.messages[-1]["Subject"] == "Your password was changed"


async def test_s8_known_and_unknown_addresses_get_the_same_answer(
    person: Somebody, elsewhere: AsyncClient, box: PostBox, session: AsyncSession
) -> None:
    known = await elsewhere.post(PATH, json={"email": person.email})
    unknown = await elsewhere.post(PATH, json={"email": "nobody@example.org"})

    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    names = {"ratelimit", "x-request-id"}
    told = [set(one.headers.items()) for one in (known, unknown)]
    assert {name for name, _ in told[0] ^ told[1]} <= names
    await deliver(person.registry)
    assert box.recipients == [[person.email]]
    assert not await session.scalar(text("SELECT count(*) FROM api.reset_request"))


async def test_a_link_works_once(
    person: Somebody, elsewhere: AsyncClient, box: PostBox
) -> None:
    token = await mailed_token(person, box, elsewhere)
    body = {"token": token, "new_password": NEW}
    assert (await elsewhere.put(PATH, json=body)).status_code == 204

    again = await elsewhere.put(PATH, json=body)

    assert refusal(again) == (404, "link_not_valid")


async def test_a_link_ends_after_half_an_hour_and_by_a_newer_one(
    person: Somebody, elsewhere: AsyncClient, box: PostBox, session: AsyncSession
) -> None:
    first = await mailed_token(person, box, elsewhere)
    second = await mailed_token(person, box, elsewhere)
    body = {"token": first, "new_password": NEW}
    assert refusal(await elsewhere.put(PATH, json=body)) == (404, "link_not_valid")

    await session.execute(
        text(
            "UPDATE api.one_time_link"
            " SET expires_at = expires_at - interval '31 minutes'"
        )
    )
    await session.commit()
    body["token"] = second
    assert refusal(await elsewhere.put(PATH, json=body)) == (404, "link_not_valid")


async def test_a_weak_password_does_not_use_the_link_up(
    person: Somebody, elsewhere: AsyncClient, box: PostBox
) -> None:
    token = await mailed_token(person, box, elsewhere)
    body = {"token": token, "new_password": "password1234"}
    weak = await elsewhere.put(PATH, json=body)
    assert weak.status_code == 422
    assert weak.json()["fields"][0]["code"] == "password_too_common"

    body["new_password"] = NEW
    assert (await elsewhere.put(PATH, json=body)).status_code == 204


async def test_a_second_factor_is_still_asked_for(
    person: Somebody, elsewhere: AsyncClient, box: PostBox
) -> None:
    await person.use_totp()
    token = await mailed_token(person, box, elsewhere)
    body = {"token": token, "new_password": NEW}
    assert (await elsewhere.put(PATH, json=body)).status_code == 204

    assert await sign_in_with(elsewhere, person.email, NEW) == 202


async def test_a_deactivated_person_gets_no_link_and_uses_none(
    person: Somebody, elsewhere: AsyncClient, box: PostBox, session: AsyncSession
) -> None:
    token = await mailed_token(person, box, elsewhere)
    await session.execute(text("UPDATE api.account SET is_active = false"))
    await session.commit()

    body = {"token": token, "new_password": NEW}
    assert refusal(await elsewhere.put(PATH, json=body)) == (404, "link_not_valid")
    await elsewhere.post(PATH, json={"email": person.email})
    await deliver(person.registry)
    assert len(box.messages) == 1


async def test_one_address_is_not_written_to_again_and_again(
    person: Somebody, elsewhere: AsyncClient
) -> None:
    for _ in range(3):
        await elsewhere.post(PATH, json={"email": person.email})

    answer = await elsewhere.post(PATH, json={"email": f" {person.email.upper()} "})

    assert refusal(answer) == (429, "too_many_requests")


@pytest.mark.parametrize("token", ["x", "x" * 200, "å" * 43, "a\u0000b"])
async def test_a_made_up_link_is_refused(elsewhere: AsyncClient, token: str) -> None:
    body = {"token": token, "new_password": NEW}

    assert refusal(await elsewhere.put(PATH, json=body)) == (404, "link_not_valid")


async def test_pages_are_told_whether_mail_is_sent(
    person: Somebody, elsewhere: AsyncClient, client: AsyncClient, box: PostBox
) -> None:
    methods = "/v1/sign-in-methods"
    assert (await elsewhere.get(methods)).json() == {
        "passkey_host": "localhost",
        "sends_mail": True,
    }
    person.registry.state.settings = person.registry.state.settings.model_copy(
        update={"smtp_url": None}
    )
    await elsewhere.post(PATH, json={"email": person.email})
    await deliver(person.registry)

    assert (await elsewhere.get(methods)).json()["sends_mail"] is False
    told = (await client.get("/v1/mail")).json()
    assert (told["is_configured"], told["waiting"]) == (False, 1)
    assert person.email not in str(told)
    assert (await person.browser.get("/v1/mail")).status_code == 403
    assert box.messages == []
