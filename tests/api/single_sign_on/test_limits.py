"""Ways to providers that end nowhere are counted, those that arrive are not."""

from collections.abc import Awaitable, Callable

import pytest
from httpx import Response

from bromost_common.limits import SINGLE_SIGN_ON

from .provider import Person

Call = Callable[[Person], Awaitable[Response]]


async def leave(person: Person) -> Response:
    return await person.site.get("/v1/sign-in/real")


async def guess_a_state(person: Person) -> Response:
    return await person.site.get("/v1/sign-in/real/callback?code=x&state=guess")


async def guess_an_invitation(person: Person) -> Response:
    return await person.site.post(
        "/v1/sign-in/real/invitation", json={"token": "guess"}
    )


async def say_somebody_signed_out(person: Person) -> Response:
    return await person.site.post(
        "/v1/back-channel-logout/real", data={"logout_token": "guess"}
    )


async def link(person: Person) -> Response:
    return await person.site.post("/v1/account/identities", json={"provider": "real"})


@pytest.mark.parametrize(
    "call", [leave, guess_a_state, guess_an_invitation, say_somebody_signed_out, link]
)
async def test_s15_after_so_many_tries_of_a_network_it_waits(
    signed_in: Person, call: Call
) -> None:
    for _ in range(SINGLE_SIGN_ON.count):
        assert (await call(signed_in)).status_code != 429

    answer = await call(signed_in)

    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_requests")
    assert 0 < int(answer.headers["retry-after"]) <= 15
    assert answer.headers["ratelimit-policy"].startswith('"single_sign_on"')


async def test_who_arrives_uses_nothing_up(person: Person, linked: str) -> None:
    # One way takes a turn for leaving and one for coming back.
    for _ in range(SINGLE_SIGN_ON.count - 2):
        await guess_a_state(person)

    for _ in range(3):
        assert (await person.sign_in(linked)).headers["location"] == "/"
