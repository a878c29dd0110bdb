"""S6, S8: signing in with a second factor, and everything that must not work."""

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from .people import Somebody, flags, refusal
from .post import PostBox, deliver, text_of


async def test_a_password_alone_is_half_a_sign_in(
    person: Somebody, elsewhere: AsyncClient
) -> None:
    await person.use_totp()

    half = await person.first_step(elsewhere)

    assert half.status_code == 202
    assert half.json() == {"factors": ["totp", "recovery_code"]}
    assert "sid" not in elsewhere.cookies
    assert refusal(await elsewhere.get("/v1/session")) == (401, "not_authenticated")
    (cookie,) = half.headers.get_list("set-cookie")
    assert flags(cookie) == {"HttpOnly", "Max-Age=600", "Path=/", "SameSite=strict"}


async def test_the_code_is_the_second_step(
    person: Somebody, elsewhere: AsyncClient
) -> None:
    await person.use_totp()
    await person.first_step(elsewhere)

    answer = await elsewhere.post("/v1/session/code", json={"code": person.code()})

    assert answer.status_code == 200
    assert answer.json()["account"]["id"] == person.account_id
    assert "signin" not in elsewhere.cookies
    assert (await elsewhere.get("/v1/session")).status_code == 200


async def test_s6_a_code_works_once_and_an_older_one_never_again(
    person: Somebody, elsewhere: AsyncClient
) -> None:
    await person.use_totp()
    code = person.code()
    await person.first_step(elsewhere)
    assert (
        await elsewhere.post("/v1/session/code", json={"code": code})
    ).status_code == 200

    async with person.another_browser() as thief:
        await person.first_step(thief)
        for seen in (code, person.code(steps=-1)):
            again = await thief.post("/v1/session/code", json={"code": seen})
            assert refusal(again) == (401, "wrong_code")


async def test_s6_the_second_step_belongs_to_the_browser_of_the_first(
    person: Somebody, elsewhere: AsyncClient
) -> None:
    await person.use_totp()
    await person.first_step(elsewhere)

    async with person.another_browser() as thief:
        answer = await thief.post("/v1/session/code", json={"code": person.code()})

    assert refusal(answer) == (401, "sign_in_expired")


async def test_s8_after_five_wrong_codes_the_password_is_asked_again(
    person: Somebody, elsewhere: AsyncClient
) -> None:
    await person.use_totp()
    await person.first_step(elsewhere)
    for _ in range(5):
        wrong = await elsewhere.post("/v1/session/code", json={"code": "000000"})
        assert refusal(wrong) == (401, "wrong_code")

    right = await elsewhere.post("/v1/session/code", json={"code": person.code()})

    assert refusal(right) == (401, "sign_in_expired")


async def test_s8_codes_are_guessed_slowly_whatever_the_network(
    person: Somebody, elsewhere: AsyncClient
) -> None:
    await person.use_totp()
    for _ in range(10):
        await person.first_step(elsewhere)
        wrong = await elsewhere.post("/v1/session/code", json={"code": "000000"})
        assert wrong.status_code == 401
    await person.first_step(elsewhere)

    answer = await elsewhere.post("/v1/session/code", json={"code": person.code()})

    assert refusal(answer) == (429, "too_many_requests")
    assert int(answer.headers["retry-after"]) > 0


async def test_a_half_sign_in_ends_by_itself(
    person: Somebody, elsewhere: AsyncClient, session: AsyncSession
) -> None:
    await person.use_totp()
    await person.first_step(elsewhere)
    await session.execute(
        text("UPDATE api.ceremony SET expires_at = now() - interval '1 second'")
    )
    await session.commit()

    answer = await elsewhere.post("/v1/session/code", json={"code": person.code()})

    assert refusal(answer) == (401, "sign_in_expired")


async def test_a_deactivated_person_gets_no_second_step(
    person: Somebody, elsewhere: AsyncClient, session: AsyncSession
) -> None:
    await person.use_totp()
    await person.first_step(elsewhere)
    await session.execute(text("UPDATE api.account SET is_active = false"))
    await session.commit()

    answer = await elsewhere.post("/v1/session/code", json={"code": person.code()})

    assert refusal(answer) == (401, "sign_in_expired")


async def test_a_recovery_code_stands_in_once_and_is_told_of(
    person: Somebody, elsewhere: AsyncClient, box: PostBox
) -> None:
    await person.use_totp()
    assert len(set(person.codes)) == 10
    written = person.codes[0].upper().replace("-", " ")
    await person.first_step(elsewhere)
    first = await elsewhere.post("/v1/session/code", json={"code": written})
    assert first.status_code == 200

    await person.first_step(elsewhere)
    again = await elsewhere.post("/v1/session/code", json={"code": written})

    assert refusal(again) == (401, "wrong_code")
    await deliver(person.registry)
    told = [text_of(one) for one in box.messages]
    assert any("Codes left: 9" in one for one in told)


async def test_codes_and_secrets_are_not_stored_as_they_are(
    person: Somebody, session: AsyncSession
) -> None:
    await person.use_totp()

    for table in ("totp_factor", "recovery_code", "mail"):
        kept = await session.scalar(
            text(f"SELECT string_agg(t::text, '') FROM api.{table} t")  # noqa: S608
        )
        assert person.secret not in kept
        assert not [code for code in person.codes if code in kept]


async def test_s6_signing_in_again_ends_the_browsers_earlier_session(
    person: Somebody,
) -> None:
    before = person.browser.cookies["sid"]

    await person.first_step(person.browser)

    assert person.browser.cookies["sid"] != before
    person.browser.cookies.set("sid", before, domain="test.local", path="/")
    assert (await person.browser.get("/v1/session")).status_code == 401


@pytest.mark.parametrize("token", ["chosen-by-a-thief", "x" * 1500, "ø"])
async def test_s6_a_cookie_that_was_planted_is_never_a_session(
    person: Somebody, elsewhere: AsyncClient, token: str
) -> None:
    elsewhere.headers["Cookie"] = f"sid={token}; signin={token}"

    answer = await person.first_step(elsewhere)

    assert answer.status_code == 200
    assert answer.cookies["sid"] != token
    assert (await elsewhere.get("/v1/session")).status_code == 401


@pytest.mark.parametrize(
    "code", ["12345", "1234567890" * 5, "", None, 123456, ["123456"], {"a": 1}]
)
async def test_nonsense_is_no_code(
    person: Somebody, elsewhere: AsyncClient, code: object
) -> None:
    await person.use_totp()
    await person.first_step(elsewhere)

    answer = await elsewhere.post("/v1/session/code", json={"code": code})

    assert answer.status_code == 422


@pytest.mark.parametrize("code", ["１２３４５６", "12345a", "------", "\u0000" * 6])
async def test_what_only_looks_like_a_code_is_wrong(
    person: Somebody, elsewhere: AsyncClient, code: str
) -> None:
    await person.use_totp()
    await person.first_step(elsewhere)

    answer = await elsewhere.post("/v1/session/code", json={"code": code})

    assert refusal(answer) == (401, "wrong_code")
