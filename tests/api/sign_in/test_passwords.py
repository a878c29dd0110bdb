"""Passwords: long rather than complicated, and none that guessers try first."""

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.accounts.weak_passwords import refuse_weak
from bromost_common.errors import InvalidError
from tests.conftest import PASSWORD

from .people import Somebody, refusal
from .post import PostBox, deliver

NEW = "seven rivers under one bridge"
PATH = "/v1/account/password"


def change(new: str = NEW, current: str | None = PASSWORD) -> dict[str, str | None]:
    return {"current_password": current, "new_password": new}


async def test_a_changed_password_ends_the_other_sessions(
    person: Somebody, elsewhere: AsyncClient, box: PostBox
) -> None:
    await person.first_step(elsewhere)
    before = person.browser.cookies["sid"]

    answer = await person.browser.put(PATH, json=change())

    assert answer.status_code == 204, answer.text
    assert person.browser.cookies["sid"] != before
    assert (await person.browser.get("/v1/session")).status_code == 200
    assert (await elsewhere.get("/v1/session")).status_code == 401
    body = {"email": person.email, "password": NEW}
    assert (await elsewhere.post("/v1/session", json=body)).status_code == 200
    await deliver(person.registry)
    assert [one["Subject"] for one in box.messages] == ["Your password was changed"]


@pytest.mark.parametrize("current", ["not the password", "", None])
async def test_the_current_password_is_needed(
    person: Somebody, current: str | None
) -> None:
    answer = await person.browser.put(PATH, json=change(current=current))

    assert answer.status_code == 422
    assert answer.json()["fields"][0]["code"] == "wrong_password"


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("eleven char", "password_too_short"),
        ("password1234", "password_too_common"),
        ("123456789012", "password_too_common"),
        ("aaaaaaaaaaaaaaaaaaaa", "password_too_common"),
        ("qwertyuiop123", "password_too_common"),
        ("bromost-bromost-26", "password_about_you"),
        ("Programme Manager!1", "password_about_you"),
    ],
)
async def test_passwords_that_are_guessed_first_are_refused(
    person: Somebody, new: str, code: str
) -> None:
    answer = await person.browser.put(PATH, json=change(new))

    assert answer.status_code == 422
    assert answer.json()["fields"] == [
        {
            "loc": ["body", "new_password"],
            "code": code,
            "message": answer.json()["fields"][0]["message"],
        }
    ]


@pytest.mark.parametrize(
    "new", [NEW, "x7Kp2mQ9vLd3", "šljivovica i kolo", "ordinary words make it" * 9]
)
async def test_any_characters_make_a_password(new: str) -> None:
    await refuse_weak(new, "person@example.org", "A. Person")


@pytest.mark.parametrize("word", ["somebody", "example"])
async def test_the_owners_words_are_not_enough(word: str) -> None:
    with pytest.raises(InvalidError, match="mostly your name"):
        await refuse_weak(f"{word}-{word}-1", "somebody@example.org", "A B")


async def test_s8_an_old_hash_is_upgraded_at_sign_in(
    person: Somebody, elsewhere: AsyncClient, session: AsyncSession
) -> None:
    weaker = Argon2Hasher(memory_cost=19 * 1024, time_cost=2, parallelism=1)
    old = PasswordHash((weaker,)).hash(PASSWORD)
    await session.execute(text("UPDATE api.account SET password_hash = :h"), {"h": old})
    await session.commit()

    assert (await person.first_step(elsewhere)).status_code == 200

    kept = await session.scalar(text("SELECT password_hash FROM api.account"))
    assert "m=47104,t=1,p=1" in kept


async def test_an_account_without_a_password_has_none_to_guess(
    person: Somebody, elsewhere: AsyncClient, session: AsyncSession
) -> None:
    await session.execute(text("UPDATE api.account SET password_hash = NULL"))
    await session.commit()

    assert refusal(await person.first_step(elsewhere)) == (401, "wrong_credentials")
    answer = await person.browser.put(PATH, json=change(current=None))
    assert answer.status_code == 204
    body = {"email": person.email, "password": NEW}
    assert (await elsewhere.post("/v1/session", json=body)).status_code == 200


async def test_a_policy_leads_to_a_second_factor(
    registry: FastAPI, person: Somebody, reader: AsyncClient, elsewhere: AsyncClient
) -> None:
    registry.state.settings = registry.state.settings.model_copy(
        update={"require_second_factor": True}
    )
    first = (await person.first_step(elsewhere)).json()
    assert first["must_add_factor"] is True
    person.browser = elsewhere
    assert (await elsewhere.get("/v1/session")).json()["permissions"] == []

    await person.use_totp()

    after = (await elsewhere.get("/v1/session")).json()
    assert after["must_add_factor"] is False
    assert "organisation.write" in after["permissions"]
    last = await elsewhere.delete("/v1/account/totp")
    assert refusal(last) == (409, "last_factor")
    assert (await reader.get("/v1/session")).json()["must_add_factor"] is False
