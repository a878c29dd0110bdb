"""Passkeys: as a second step, alone, and everything that must not work."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.factors.passkeys import RelyingParty

from .authenticator import Authenticator
from .people import ORIGIN, Somebody, refusal

REFUSED = (422, "passkey_refused")


async def test_a_passkey_is_the_second_step(
    person: Somebody, elsewhere: AsyncClient
) -> None:
    await person.use_passkey()
    half = await person.first_step(elsewhere)
    assert half.json() == {"factors": ["passkey", "recovery_code"]}

    signed = await person.sign(elsewhere)
    answer = await elsewhere.post("/v1/session/passkey", json={"credential": signed})

    assert answer.status_code == 200, answer.text
    (own,) = [
        one
        for one in (await elsewhere.get("/v1/account/sessions")).json()["items"]
        if one["is_current"]
    ]
    assert (own["method"], own["second_factor"]) == ("password", "passkey")


async def test_a_passkey_alone_signs_in_without_a_name(
    person: Somebody, elsewhere: AsyncClient
) -> None:
    await person.use_passkey()

    signed = await person.sign(elsewhere)
    answer = await elsewhere.post("/v1/session/passkey", json={"credential": signed})

    assert answer.status_code == 200, answer.text
    assert answer.json()["account"]["id"] == person.account_id


async def test_an_answer_works_once(person: Somebody, elsewhere: AsyncClient) -> None:
    await person.use_passkey()
    signed = await person.sign(elsewhere)
    pending = elsewhere.cookies["signin"]
    body = {"credential": signed}
    assert (await elsewhere.post("/v1/session/passkey", json=body)).status_code == 200

    async with person.another_browser() as thief:
        thief.cookies.set("signin", pending)
        again = await thief.post("/v1/session/passkey", json=body)
        assert refusal(again) == (401, "sign_in_expired")
        await thief.post("/v1/session/passkey-options")
        other = await thief.post("/v1/session/passkey", json=body)
        assert refusal(other) == REFUSED


@pytest.mark.parametrize(
    "changes",
    [
        {"origin": "https://elsewhere.example"},
        {"origin": "http://localhost:9999"},
        {"host": "elsewhere.example"},
        {"verified": False},
        {"handle": b"somebody else"},
        {"options": {"challenge": "Y2hvc2Vu"}},
    ],
    ids=str,
)
async def test_an_answer_that_was_made_elsewhere_is_refused(
    person: Somebody, elsewhere: AsyncClient, changes: dict[str, Any]
) -> None:
    await person.use_passkey()

    signed = await person.sign(elsewhere, **changes)
    answer = await elsewhere.post("/v1/session/passkey", json={"credential": signed})

    assert refusal(answer) == REFUSED


async def test_a_copied_passkey_is_refused(
    person: Somebody, elsewhere: AsyncClient
) -> None:
    await person.use_passkey()
    first = await person.sign(elsewhere, count=7)
    body = {"credential": first}
    assert (await elsewhere.post("/v1/session/passkey", json=body)).status_code == 200

    copy = await person.sign(elsewhere, count=7)
    answer = await elsewhere.post("/v1/session/passkey", json={"credential": copy})

    assert refusal(answer) == REFUSED


async def test_another_persons_passkey_is_no_second_step(
    person: Somebody, client: AsyncClient, elsewhere: AsyncClient
) -> None:
    await person.use_passkey()
    mine = Authenticator()
    begun = await client.post("/v1/account/passkey-options")
    made = mine.create(begun.json()["options"], origin=ORIGIN)
    body = {"name": "Mine", "credential": made}
    assert (await client.post("/v1/account/passkeys", json=body)).status_code == 201
    await person.first_step(elsewhere)
    person.key = mine

    signed = await person.sign(elsewhere)
    answer = await elsewhere.post("/v1/session/passkey", json={"credential": signed})

    assert refusal(answer) == REFUSED


async def test_a_passkey_that_is_not_known_or_whose_person_left_is_refused(
    person: Somebody, elsewhere: AsyncClient, session: AsyncSession
) -> None:
    await person.use_passkey()
    signed = await person.sign(elsewhere)
    await session.execute(text("UPDATE api.account SET is_active = false"))
    await session.commit()
    gone = await elsewhere.post("/v1/session/passkey", json={"credential": signed})
    assert refusal(gone) == REFUSED

    person.key = Authenticator()
    stranger = await person.sign(elsewhere)
    answer = await elsewhere.post("/v1/session/passkey", json={"credential": stranger})
    assert refusal(answer) == REFUSED


async def test_a_removed_passkey_signs_in_nobody(
    person: Somebody, elsewhere: AsyncClient
) -> None:
    passkey = await person.use_passkey()
    gone = await person.browser.delete(f"/v1/account/passkeys/{passkey}")
    assert gone.status_code == 204

    signed = await person.sign(elsewhere)
    answer = await elsewhere.post("/v1/session/passkey", json={"credential": signed})

    assert refusal(answer) == REFUSED


@pytest.mark.parametrize(
    "changes", [{"origin": "https://elsewhere.example"}, {"verified": False}], ids=str
)
async def test_a_passkey_made_elsewhere_or_for_anybody_is_not_added(
    person: Somebody, changes: dict[str, Any]
) -> None:
    begun = await person.browser.post("/v1/account/passkey-options")
    made = person.key.create(begun.json()["options"], **({"origin": ORIGIN} | changes))

    answer = await person.browser.post(
        "/v1/account/passkeys", json={"name": "Key", "credential": made}
    )

    assert refusal(answer) == REFUSED


async def test_a_passkey_is_added_once_and_its_challenge_is_used_once(
    person: Somebody,
) -> None:
    begun = await person.browser.post("/v1/account/passkey-options")
    made = person.key.create(begun.json()["options"], origin=ORIGIN)
    body = {"name": "Key", "credential": made}
    first = await person.browser.post("/v1/account/passkeys", json=body)
    assert first.status_code == 201

    again = await person.browser.post("/v1/account/passkeys", json=body)
    assert refusal(again) == REFUSED
    begun = await person.browser.post("/v1/account/passkey-options")
    options = begun.json()["options"]
    assert len(options["excludeCredentials"]) == 1
    body["credential"] = person.key.create(options, origin=ORIGIN)
    twice = await person.browser.post("/v1/account/passkeys", json=body)
    assert refusal(twice) == (409, "conflict")


async def test_passkeys_are_named_and_renamed(
    person: Somebody, client: AsyncClient
) -> None:
    passkey = await person.use_passkey("Laptop")
    path = f"/v1/account/passkeys/{passkey}"

    renamed = await person.browser.patch(path, json={"name": "  Old laptop "})

    assert renamed.json()["name"] == "Old laptop"
    for name in ("", " ", "x" * 101, "a\u0000b"):
        answer = await person.browser.patch(path, json={"name": name})
        assert answer.status_code == 422
    assert (await client.patch(path, json={"name": "Mine"})).status_code == 404
    assert (await client.delete(path)).status_code == 404


@pytest.mark.parametrize(
    "credential",
    [
        {},
        {"id": "x"},
        {"id": 7, "rawId": None},
        {"id": "å", "rawId": "å", "type": "public-key", "response": []},
        {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {}},
        {"rawId": "AAAA", "response": {"userHandle": "å", "transports": 3}},
        {
            "id": "AAAA",
            "rawId": "AAAA",
            "type": "public-key",
            "response": {"clientDataJSON": "bm8", "attestationObject": "oA"},
        },
    ],
    ids=str,
)
async def test_nonsense_is_no_passkey(
    person: Somebody, elsewhere: AsyncClient, credential: dict[str, Any]
) -> None:
    await elsewhere.post("/v1/session/passkey-options")
    await person.browser.post("/v1/account/passkey-options")
    body = {"credential": credential}

    signed = await elsewhere.post("/v1/session/passkey", json=body)
    made = await person.browser.post(
        "/v1/account/passkeys", json=body | {"name": "Key"}
    )

    assert refusal(signed) == REFUSED
    assert refusal(made) == REFUSED


@pytest.mark.parametrize(
    ("public_url", "host", "origin"),
    [
        ("http://127.0.0.1:8000", "localhost", "http://localhost:8000"),
        ("http://[::1]:8000", "localhost", "http://localhost:8000"),
        ("https://bromost.example", "bromost.example", "https://bromost.example"),
        ("https://a.example:8443/", "a.example", "https://a.example:8443"),
    ],
)
def test_passkeys_belong_to_a_name(public_url: str, host: str, origin: str) -> None:
    assert RelyingParty.at(public_url) == RelyingParty(host, origin)
