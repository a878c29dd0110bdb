"""S6: dangerous actions ask once more who it is, and the old session id ends."""

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.conftest import PASSWORD

from .authenticator import Authenticator
from .people import ORIGIN, Somebody, grow_stale, refusal
from .post import PostBox, deliver

PROOF = "/v1/account/proof"
STEP_UP = (403, "step_up_required")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "password", {"current_password": PASSWORD, "new_password": "x" * 12}),
        ("POST", "totp", None),
        ("PUT", "totp", {"code": "123456"}),
        ("DELETE", "totp", None),
        ("POST", "passkey-options", None),
        ("POST", "passkeys", {"name": "Key", "credential": {"id": "x"}}),
        ("DELETE", "passkeys/0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4b", None),
        ("POST", "recovery-codes", None),
    ],
)
async def test_own_password_and_factors_need_a_fresh_proof(
    person: Somebody,
    session: AsyncSession,
    method: str,
    path: str,
    body: dict[str, object] | None,
) -> None:
    await grow_stale(session)

    answer = await person.browser.request(method, f"/v1/account/{path}", json=body)

    assert refusal(answer) == STEP_UP
    assert (await person.browser.get("/v1/session")).status_code == 200


async def test_a_password_is_a_proof_and_gives_a_new_session_id(
    person: Somebody, session: AsyncSession
) -> None:
    await grow_stale(session)
    before = person.browser.cookies["sid"]

    answer = await person.browser.post(PROOF, json={"password": PASSWORD})

    assert answer.status_code == 204, answer.text
    assert (await person.browser.post("/v1/account/totp")).status_code == 201
    async with person.another_browser(Cookie=f"sid={before}") as thief:
        assert (await thief.get("/v1/session")).status_code == 401


async def test_a_code_is_a_proof_once(person: Somebody, session: AsyncSession) -> None:
    await person.use_totp()
    await grow_stale(session)
    body = {"code": person.code()}

    assert (await person.browser.post(PROOF, json=body)).status_code == 204
    again = await person.browser.post(PROOF, json=body)

    assert again.status_code == 422
    assert again.json()["fields"][0]["code"] == "wrong_code"


async def test_a_passkey_is_a_proof_once(
    person: Somebody, session: AsyncSession
) -> None:
    await person.use_passkey()
    await grow_stale(session)
    begun = await person.browser.post(f"{PROOF}/passkey-options")
    body = {"credential": person.key.sign(begun.json()["options"], origin=ORIGIN)}

    assert (await person.browser.post(f"{PROOF}/passkey", json=body)).status_code == 204
    assert (await person.browser.post("/v1/account/totp")).status_code == 201
    again = await person.browser.post(f"{PROOF}/passkey", json=body)
    assert refusal(again) == (422, "passkey_refused")


async def test_somebody_elses_passkey_proves_nothing(
    person: Somebody, client: AsyncClient
) -> None:
    theirs = Authenticator()
    begun = await client.post("/v1/account/passkey-options")
    made = theirs.create(begun.json()["options"], origin=ORIGIN)
    await client.post("/v1/account/passkeys", json={"name": "K", "credential": made})
    begun = await person.browser.post(f"{PROOF}/passkey-options")
    body = {"credential": theirs.sign(begun.json()["options"], origin=ORIGIN)}

    answer = await person.browser.post(f"{PROOF}/passkey", json=body)

    assert refusal(answer) == (422, "passkey_refused")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"password": "not the password"}, "wrong_password"),
        ({"code": "000000"}, "wrong_code"),
        ({}, "one_proof"),
        ({"password": PASSWORD, "code": "000000"}, "one_proof"),
    ],
)
async def test_a_wrong_proof_is_none_and_the_session_goes_on(
    person: Somebody, session: AsyncSession, body: dict[str, str], code: str
) -> None:
    await grow_stale(session)

    answer = await person.browser.post(PROOF, json=body)

    assert answer.status_code == 422
    assert answer.json()["fields"][0]["code"] == code
    assert refusal(await person.browser.post("/v1/account/totp")) == STEP_UP


async def test_s8_proofs_are_guessed_slowly(person: Somebody) -> None:
    for _ in range(10):
        wrong = await person.browser.post(PROOF, json={"password": "a guess"})
        assert wrong.status_code == 422

    answer = await person.browser.post(PROOF, json={"password": PASSWORD})

    assert refusal(answer) == (429, "too_many_requests")


async def test_changed_factors_are_told_of_by_mail(
    person: Somebody, box: PostBox
) -> None:
    await person.use_totp()
    passkey = await person.use_passkey("Laptop")
    await person.browser.delete(f"/v1/account/passkeys/{passkey}")
    await person.browser.post("/v1/account/recovery-codes")
    await person.browser.delete("/v1/account/totp")
    await deliver(person.registry)

    assert {str(one["Subject"]) for one in box.messages} == {
        "Codes from an app were switched on",
        "A passkey was added",
        "A passkey was removed",
        "New recovery codes were made",
        "Codes from an app were switched off",
    }
    factors = (await person.browser.get("/v1/account/factors")).json()
    assert factors == {
        "has_password": True,
        "totp_since": None,
        "passkeys": [],
        "recovery_codes_left": 0,
        "is_required": False,
    }


async def test_codes_from_an_app_begin_with_a_picture_and_a_first_code(
    person: Somebody,
) -> None:
    begun = (await person.browser.post("/v1/account/totp")).json()
    assert begun["address"].startswith("otpauth://totp/Bromost:")
    assert begun["secret"] in begun["address"]
    assert begun["qr_code"]["path"].startswith("M")

    wrong = await person.browser.put("/v1/account/totp", json={"code": "000000"})
    assert wrong.json()["fields"][0]["code"] == "wrong_code"
    async with person.another_browser() as elsewhere:
        assert (await person.first_step(elsewhere)).status_code == 200
    await person.use_totp()
    twice = await person.browser.post("/v1/account/totp")
    assert refusal(twice) == (409, "conflict")


async def test_recovery_codes_need_a_factor_to_stand_in_for(person: Somebody) -> None:
    answer = await person.browser.post("/v1/account/recovery-codes")

    assert refusal(answer) == (409, "conflict")


async def test_without_a_key_no_secret_is_kept(person: Somebody) -> None:
    settings = person.registry.state.settings
    person.registry.state.settings = settings.model_copy(update={"secret_key": None})

    answer = await person.browser.post("/v1/account/totp")

    assert refusal(answer) == (409, "no_secret_key")
    assert (await person.browser.get("/v1/account/factors")).status_code == 200
