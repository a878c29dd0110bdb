"""What an attacker sends to the sign-in is refused, and the log tells of it.

Each case gives the refusal and the event's name, which stays as it is so that whoever
watches the log may wait for it (`docs/security/logs.md`). No event holds a secret.
"""

from collections.abc import Awaitable, Callable, Iterator

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.limits import RESET_ADDRESS, SIGN_IN
from bromost_common.web.edge import MAX_COOKIE
from tests.conftest import PASSWORD
from tests.logs import Events, assert_silent, logged_events, told

from .people import Somebody, refusal
from .post import PostBox
from .test_recovery import NEW, mailed_token

RESET = "/v1/password-reset"
SESSION = "/v1/session"
NOBODY = "no.such.person@example.org"

Refused = tuple[int, str]


@pytest.fixture
def logged() -> Iterator[Events]:
    with logged_events() as events:
        yield events


async def expire(session: AsyncSession, table: str, column: str) -> None:
    await session.execute(
        text(f"UPDATE {table} SET {column} = now() - interval '1 hour'")  # noqa: S608
    )
    await session.commit()


# --- Tokens: expired, forged, replayed


async def test_an_expired_reset_link(
    person: Somebody,
    elsewhere: AsyncClient,
    box: PostBox,
    session: AsyncSession,
    logged: Events,
) -> None:
    token = await mailed_token(person, box, elsewhere)
    await expire(session, "api.one_time_link", "expires_at")

    answer = await elsewhere.put(RESET, json={"token": token, "new_password": NEW})

    assert refusal(answer) == (404, "link_not_valid")
    assert told(logged, "link_refused", purpose="password_reset")
    assert_silent(logged, token, NEW, person.email)


async def test_a_forged_reset_link(elsewhere: AsyncClient, logged: Events) -> None:
    body = {"token": "forged-forged-forged", "new_password": NEW}

    assert refusal(await elsewhere.put(RESET, json=body)) == (404, "link_not_valid")
    assert told(logged, "link_refused", purpose="password_reset")
    assert_silent(logged, "forged-forged-forged", NEW)


async def test_a_replayed_reset_link(
    person: Somebody, elsewhere: AsyncClient, box: PostBox, logged: Events
) -> None:
    token = await mailed_token(person, box, elsewhere)
    body = {"token": token, "new_password": NEW}
    assert (await elsewhere.put(RESET, json=body)).status_code == 204

    assert refusal(await elsewhere.put(RESET, json=body)) == (404, "link_not_valid")
    assert told(logged, "link_refused", purpose="password_reset")
    assert_silent(logged, token, NEW)


async def test_a_forged_invitation(elsewhere: AsyncClient, logged: Events) -> None:
    body = {"token": "forged-forged-forged"}
    answer = await elsewhere.post("/v1/invitations/look-up", json=body)

    assert refusal(answer) == (404, "invitation_not_valid")
    assert told(logged, "invitation_refused", why="unknown")
    assert_silent(logged, "forged-forged-forged")


async def test_a_forged_session(elsewhere: AsyncClient, logged: Events) -> None:
    elsewhere.cookies.set("sid", "forged-forged-forged")

    assert refusal(await elsewhere.get(SESSION)) == (401, "not_authenticated")
    assert told(logged, "refused", code="not_authenticated")
    assert_silent(logged, "forged-forged-forged")


@pytest.mark.parametrize("column", ["idle_until", "expires_at"])
async def test_an_expired_session(
    person: Somebody, session: AsyncSession, logged: Events, column: str
) -> None:
    token = person.browser.cookies["sid"]
    await expire(session, "api.session", column)

    assert refusal(await person.browser.get(SESSION)) == (401, "not_authenticated")
    assert told(logged, "refused", code="not_authenticated")
    assert_silent(logged, token)


async def test_a_session_replayed_after_signing_out(
    person: Somebody, elsewhere: AsyncClient, logged: Events
) -> None:
    token = person.browser.cookies["sid"]
    assert (await person.browser.delete(SESSION)).status_code == 204
    elsewhere.cookies.set("sid", token)

    assert refusal(await elsewhere.get(SESSION)) == (401, "not_authenticated")
    assert told(logged, "refused", code="not_authenticated")
    assert_silent(logged, token)


async def test_a_replayed_code(
    person: Somebody, elsewhere: AsyncClient, logged: Events
) -> None:
    await person.use_totp()
    code = person.code()
    assert (await person.first_step(elsewhere)).status_code == 202
    body = {"code": code}
    assert (await elsewhere.post(f"{SESSION}/code", json=body)).status_code == 200
    async with person.another_browser() as thief:
        assert (await person.first_step(thief)).status_code == 202

        answer = await thief.post(f"{SESSION}/code", json=body)

    assert refusal(answer) == (401, "wrong_code")
    assert told(logged, "sign_in_refused", reason="wrong_code")
    assert_silent(logged, f"'{code}'", PASSWORD, person.secret)


async def test_a_replayed_recovery_code(
    person: Somebody, elsewhere: AsyncClient, logged: Events
) -> None:
    await person.use_totp()
    body = {"code": person.codes[0]}
    for _ in range(2):
        assert (await person.first_step(elsewhere)).status_code == 202
        answer = await elsewhere.post(f"{SESSION}/code", json=body)

    assert refusal(answer) == (401, "wrong_code")
    assert told(logged, "sign_in_refused", reason="wrong_code")
    assert_silent(logged, person.codes[0])


async def test_a_replayed_passkey(
    person: Somebody, elsewhere: AsyncClient, logged: Events
) -> None:
    await person.use_passkey()
    body = {"credential": await person.sign(elsewhere)}
    assert (await elsewhere.post(f"{SESSION}/passkey", json=body)).status_code == 200
    async with person.another_browser() as thief:
        await thief.post(f"{SESSION}/passkey-options")

        answer = await thief.post(f"{SESSION}/passkey", json=body)

    assert refusal(answer) == (422, "passkey_refused")
    assert told(logged, "passkey_refused")
    assert_silent(logged, body["credential"]["response"]["signature"])


async def test_a_forged_bearer_token(elsewhere: AsyncClient, logged: Events) -> None:
    for token, reason in (
        ("forged-forged-forged", "unknown_key"),
        ("eyJhbGciOiJub25lIn0.e30.", "bad_token"),
    ):
        answer = await elsewhere.get(
            SESSION, headers={"Authorization": f"Bearer {token}"}
        )
        assert answer.status_code == 401, reason
        assert told(logged, "bearer_refused"), logged
        assert_silent(logged, token)


# --- Cross-site requests and fixed sessions


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
    ],
    ids=str,
)
async def test_a_request_of_another_site(
    person: Somebody, logged: Events, headers: dict[str, str]
) -> None:
    answer = await person.browser.delete(SESSION, headers=headers)

    assert refusal(answer) == (403, "cross_site_request")
    assert told(logged, "refused", code="cross_site_request")
    assert (await person.browser.get(SESSION)).status_code == 200


async def test_a_session_that_somebody_else_fixed(
    person: Somebody, elsewhere: AsyncClient, logged: Events
) -> None:
    """The id that was planted before the sign-in opens nothing after it."""
    elsewhere.cookies.set("sid", "planted-planted-planted")
    answer = await person.first_step(elsewhere)
    assert answer.status_code == 200
    assert answer.cookies["sid"] != "planted-planted-planted"
    async with person.another_browser() as planter:
        planter.cookies.set("sid", "planted-planted-planted")

        assert refusal(await planter.get(SESSION)) == (401, "not_authenticated")

    assert told(logged, "refused", code="not_authenticated")
    assert_silent(logged, "planted-planted-planted", answer.cookies["sid"])


async def test_a_session_of_somebody_else_that_was_planted(
    person: Somebody, reader: AsyncClient, elsewhere: AsyncClient, logged: Events
) -> None:
    """Signing in ends the session that the browser had, so nobody shares one."""
    planted = reader.cookies["sid"]
    elsewhere.cookies.set("sid", planted)
    assert (await person.first_step(elsewhere)).status_code == 200

    assert refusal(await reader.get(SESSION)) == (401, "not_authenticated")
    assert told(logged, "refused", code="not_authenticated")
    assert_silent(logged, planted)


# --- Enumeration, guessing, size

Try = Callable[[AsyncClient, str], Awaitable[Response]]


async def guess(browser: AsyncClient, email: str) -> Response:
    return await browser.post(SESSION, json={"email": email, "password": "a guess"})


async def forget(browser: AsyncClient, email: str) -> Response:
    return await browser.post(RESET, json={"email": email})


@pytest.mark.usefixtures("box")
@pytest.mark.parametrize(
    ("attempt", "event"),
    [(guess, "sign_in_refused"), (forget, "password_reset_asked")],
    ids=["sign-in", "reset"],
)
async def test_nothing_tells_a_known_address_from_an_unknown(
    person: Somebody,
    elsewhere: AsyncClient,
    logged: Events,
    attempt: Try,
    event: str,
) -> None:
    answers, lines = [], []
    for email in (person.email, NOBODY):
        answer = await attempt(elsewhere, email)
        told_of = [dict(one) for one in logged if one["event"] == event]
        lines.append({k: v for k, v in told_of[-1].items() if k != "request_id"})
        kept = {"x-request-id", "ratelimit"}
        headers = {k: v for k, v in answer.headers.items() if k not in kept}
        answers.append((answer.status_code, answer.content, headers))

    assert answers[0] == answers[1]
    # The log is as silent about it as the answer.
    assert lines[0] == lines[1]
    assert_silent(logged, person.email, NOBODY, "a guess")


async def test_nothing_tells_an_address_without_a_password_or_shut_from_an_unknown(
    person: Somebody, elsewhere: AsyncClient, session: AsyncSession, logged: Events
) -> None:
    unknown = await guess(elsewhere, NOBODY)
    for change in ("password_hash = NULL", "is_active = false"):
        await session.execute(text(f"UPDATE api.account SET {change}"))  # noqa: S608
        await session.commit()

        answer = await guess(elsewhere, person.email)

        assert (answer.status_code, answer.content) == (401, unknown.content), change
        assert told(logged, "sign_in_refused", reason="wrong_credentials")


@pytest.mark.usefixtures("box")
@pytest.mark.parametrize(
    ("attempt", "most"),
    [(guess, SIGN_IN.count), (forget, RESET_ADDRESS.count)],
    ids=["sign-in", "reset"],
)
async def test_guessing(
    elsewhere: AsyncClient, logged: Events, attempt: Try, most: int
) -> None:
    for _ in range(most):
        await attempt(elsewhere, NOBODY)

    answer = await attempt(elsewhere, NOBODY)

    assert refusal(answer) == (429, "too_many_requests")
    assert int(answer.headers["retry-after"]) > 0
    assert told(logged, "refused", code="too_many_requests")
    assert_silent(logged, NOBODY)


async def test_guessing_codes(
    person: Somebody, elsewhere: AsyncClient, logged: Events
) -> None:
    await person.use_totp()
    found: list[Refused] = []
    for _ in range(3):
        await person.first_step(elsewhere)
        found += [
            refusal(await elsewhere.post(f"{SESSION}/code", json={"code": "000000"}))
            for _ in range(4)
        ]

    assert found[0] == (401, "wrong_code")
    assert found[-1] == (429, "too_many_requests")
    assert told(logged, "refused", code="too_many_requests")


async def test_oversized_cookies(elsewhere: AsyncClient, logged: Events) -> None:
    large = "x" * (MAX_COOKIE + 1)

    answer = await elsewhere.get(SESSION, headers={"Cookie": f"sid={large}"})

    assert refusal(answer) == (431, "cookie_too_large")
    assert told(logged, "refused", code="cookie_too_large")
    assert_silent(logged, large)
