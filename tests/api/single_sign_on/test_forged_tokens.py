"""S5: what a lying provider, or somebody in between, cannot do."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import Response as Answer
from httpx import Response
from joserfc.jwk import RSAKey
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import CapturingLogger

from .forger import CLIENT, Forger, redirected
from .provider import Person

START = f"/v1/sign-in/{CLIENT}"
NOT_TRUSTED = "sign_in_not_trusted"
REFUSED = "provider_sign_in_refused"
# Times in claims are told from now on.
HOUR = 3600


def query_of(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


async def come_back(person: Person, forger: Forger, **changes: str) -> Response:
    """Leave for the forger and come back with a code."""
    left = await person.site.get(START)
    asked = query_of(left.headers["location"])
    forger.nonce = asked["nonce"]
    query = {"code": "any", "state": asked["state"], **changes}
    return await person.site.get(f"{START}/callback", params=query)


def refusal_of(answer: Response) -> str:
    assert answer.status_code == 303
    assert "sid" not in answer.cookies
    return query_of(answer.headers["location"])["problem"]


def logged_reasons(logged: CapturingLogger) -> list[dict[str, Any]]:
    return [dict(call.kwargs) for call in logged.calls]


def last_event(logged: CapturingLogger) -> tuple[str, str]:
    call = logged.calls[-1]
    return call.args[0], call.kwargs["reason"]


async def test_s5_the_forger_is_believed_when_it_does_not_lie(
    person: Person, forger: Forger
) -> None:
    assert refusal_of(await come_back(person, forger)) == "identity_unknown"


@pytest.mark.parametrize(
    "changes",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-client"},
        {"aud": [CLIENT, "another-client"]},
        {"aud": [CLIENT, "another-client"], "azp": "another-client"},
        {"aud": None},
        {"azp": "another-client"},
        {"iss": "https://another.example"},
        {"iss": None},
        {"exp": -HOUR},
        {"exp": None},
        {"exp": "tomorrow"},
        {"iat": HOUR, "exp": 2 * HOUR},
        {"iat": None},
        {"nbf": HOUR},
        {"sub": None},
        {"sub": ""},
        {"sub": "x" * 256},
        {"sub": ["mallory"]},
        {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
    ],
    ids=str,
)
async def test_s5_a_token_that_is_not_for_this_sign_in_is_refused_and_logged(
    person: Person, forger: Forger, logged: CapturingLogger, changes: dict[str, Any]
) -> None:
    forger.changes = changes

    assert refusal_of(await come_back(person, forger)) == NOT_TRUSTED
    assert logged_reasons(logged)[0]["refusal"] == NOT_TRUSTED
    assert "mallory" not in str(logged.calls)
    assert (await person.site.get("/v1/session")).status_code == 401


def with_another_key(forger: Forger) -> None:
    forger.signed_by = RSAKey.generate_key(2048, {"kid": "known"})


def with_an_unknown_key(forger: Forger) -> None:
    forger.signed_by = RSAKey.generate_key(2048, {"kid": "unknown"})
    forger.header = {"alg": "RS256", "kid": "unknown"}


def with_the_public_key_as_secret(forger: Forger) -> None:
    forger.header = {"alg": "HS256", "kid": "known"}


def without_a_signature(forger: Forger) -> None:
    forger.header = {"alg": "none"}


def with_a_key_of_its_own(forger: Forger) -> None:
    own = RSAKey.generate_key(2048, {"kid": "unknown"})
    forger.signed_by = own
    forger.header = {"alg": "RS256", "jwk": own.as_dict(private=False)}


def with_keys_elsewhere(forger: Forger) -> None:
    with_an_unknown_key(forger)
    forger.header["jku"] = f"{forger.issuer}/elsewhere"


@pytest.mark.parametrize(
    "forge",
    [
        with_another_key,
        with_an_unknown_key,
        with_the_public_key_as_secret,
        without_a_signature,
        with_a_key_of_its_own,
        with_keys_elsewhere,
    ],
)
async def test_s5_a_token_signed_with_the_wrong_key_is_refused_and_logged(
    person: Person,
    forger: Forger,
    logged: CapturingLogger,
    forge: Callable[[Forger], None],
) -> None:
    forge(forger)

    assert refusal_of(await come_back(person, forger)) == NOT_TRUSTED
    assert logged_reasons(logged)[0]["provider"] == CLIENT


async def test_s5_an_unknown_key_is_asked_for_once_not_per_token(
    person: Person, forger: Forger
) -> None:
    with_an_unknown_key(forger)

    for _ in range(5):
        await come_back(person, forger)

    assert forger.calls.count("keys") == 1
    assert forger.calls.count("metadata") == 1


async def test_s5_a_forged_state_is_refused(
    person: Person, forger: Forger, logged: CapturingLogger
) -> None:
    answer = await come_back(person, forger, state="forged")

    assert refusal_of(answer) == "sign_in_expired"
    assert "token" not in forger.calls
    assert logged_reasons(logged)[0]["reason"] == "unknown, used or old state"


async def test_s5_a_state_works_once(
    person: Person, forger: Forger, logged: CapturingLogger
) -> None:
    left = await person.site.get(START)
    asked = query_of(left.headers["location"])
    forger.nonce = asked["nonce"]
    query = {"code": "any", "state": asked["state"]}
    secret = left.cookies["sso"]

    first = await person.site.get(f"{START}/callback", params=query)
    person.site.cookies.set("sso", secret)
    second = await person.site.get(f"{START}/callback", params=query)

    assert refusal_of(first) == "identity_unknown"
    assert refusal_of(second) == "sign_in_expired"
    assert forger.calls.count("token") == 1
    assert last_event(logged) == (REFUSED, "unknown, used or old state")
    assert secret not in str(logged.calls)


async def test_s5_an_old_state_is_refused(
    person: Person, session: AsyncSession, logged: CapturingLogger
) -> None:
    left = await person.site.get(START)
    state = query_of(left.headers["location"])["state"]
    await session.execute(
        text("UPDATE api.provider_sign_in SET expires_at = now() - interval '1 second'")
    )
    await session.commit()

    answer = await person.site.get(
        f"{START}/callback", params={"code": "any", "state": state}
    )

    assert refusal_of(answer) == "sign_in_expired"
    assert last_event(logged) == (REFUSED, "too late")


async def test_s5_another_browser_cannot_come_back(
    person: Person,
    forger: Forger,
    meet: Callable[[], Awaitable[Person]],
    logged: CapturingLogger,
) -> None:
    other = await meet()
    left = await person.site.get(START)
    state = query_of(left.headers["location"])["state"]
    await other.site.get(START)

    answer = await other.site.get(
        f"{START}/callback", params={"code": "any", "state": state}
    )

    assert refusal_of(answer) == "sign_in_expired"
    assert "token" not in forger.calls
    assert last_event(logged) == (REFUSED, "another browser")


async def test_s5_an_answer_cannot_be_taken_to_another_provider(
    person: Person, logged: CapturingLogger
) -> None:
    left = await person.site.get(START)
    state = query_of(left.headers["location"])["state"]

    answer = await person.site.get(
        "/v1/sign-in/real/callback", params={"code": "any", "state": state}
    )

    assert refusal_of(answer) == "sign_in_expired"
    assert last_event(logged) == (REFUSED, "another provider")


async def test_s5_an_answer_that_names_another_issuer_is_refused(
    person: Person, forger: Forger, logged: CapturingLogger
) -> None:
    answer = await come_back(person, forger, iss="https://another.example")

    assert refusal_of(answer) == NOT_TRUSTED
    assert "token" not in forger.calls
    assert last_event(logged) == (REFUSED, "an answer of another issuer")


@pytest.mark.parametrize("acr", ["low", ""])
async def test_s5_a_level_that_is_too_low_is_refused(
    person: Person, linked: str, logged: CapturingLogger, acr: str
) -> None:
    back = await person.sign_in(linked, start="/v1/sign-in/strict", acr=acr)

    assert refusal_of(back) == "sign_in_too_weak"
    assert logged_reasons(logged)[0]["refusal"] == "sign_in_too_weak"


async def test_s5_a_level_that_is_high_enough_is_taken(
    person: Person, linked: str
) -> None:
    back = await person.sign_in(
        linked, start="/v1/sign-in/strict", acr="idporten-loa-high"
    )

    assert back.headers["location"] == "/"


async def test_s5_a_code_works_once(
    person: Person, linked: str, logged: CapturingLogger
) -> None:
    """The real provider takes a code once; the second try has a sign-in of its own."""
    url = await person.leave("/v1/sign-in/real")
    back = await person.identify(url, {"login": linked})
    used = query_of(back)["code"]
    assert (await person.come_back(back)).headers["location"] == "/"
    person.site.cookies.clear()

    fresh = await person.identify(await person.leave("/v1/sign-in/real"), {})
    stolen = fresh.replace(query_of(fresh)["code"], used)

    assert refusal_of(await person.come_back(stolen)) == NOT_TRUSTED
    assert last_event(logged)[0] == REFUSED
    assert used not in str(logged.calls)
    assert (await person.site.get("/v1/session")).status_code == 401


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        (Answer("{}", media_type="application/json"), NOT_TRUSTED),
        (Answer("[]", media_type="application/json"), "provider_unavailable"),
        (
            Answer('{"error": "invalid_grant"}', 400, media_type="application/json"),
            NOT_TRUSTED,
        ),
        (Answer("not JSON", media_type="application/json"), "provider_unavailable"),
        (Answer("x" * 300_000), "provider_unavailable"),
        (Answer("away", 503), "provider_unavailable"),
        (redirected(), "provider_unavailable"),
        (
            Answer(b"\x1f\x8b", headers={"content-encoding": "gzip"}),
            "provider_unavailable",
        ),
    ],
    ids=["empty", "list", "refused", "text", "large", "away", "redirect", "packed"],
)
async def test_s5_a_strange_answer_is_refused_and_no_redirect_followed(
    person: Person, forger: Forger, answer: Answer, refusal: str
) -> None:
    forger.answer = answer

    assert refusal_of(await come_back(person, forger)) == refusal
    assert "elsewhere" not in forger.calls


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "https://another.example"},
        {"token_endpoint": "http://another.example/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"token_endpoint": None},
    ],
    ids=str,
)
async def test_s5_a_document_that_leads_elsewhere_is_refused(
    person: Person, forger: Forger, document: dict[str, Any]
) -> None:
    forger.document = document

    assert refusal_of(await person.site.get(START)) == "provider_unavailable"


async def test_s5_keys_that_are_too_many_are_not_read(
    person: Person, forger: Forger
) -> None:
    forger.document = {"jwks_uri": f"{forger.issuer}/large"}

    assert refusal_of(await come_back(person, forger)) == "provider_unavailable"
