"""S12, S15: what is too large or too fast is refused by a code."""

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from pydantic import SecretStr

from bromost_api.app import create_app
from bromost_api.settings import Settings
from bromost_common.web.pace import MOST_CALLERS, Pace


@pytest.mark.parametrize(
    ("path", "headers", "refusal"),
    [
        (f"/v1/{'x' * 8_200}", {}, (414, "address_too_long")),
        (f"/v1/organisations?q={'x' * 8_200}", {}, (414, "address_too_long")),
        ("/v1/session", {"Cookie": f"a={'x' * 4_100}"}, (431, "cookie_too_large")),
        ("/v1/session", {"X-Large": "x" * 33_000}, (431, "headers_too_large")),
        (
            "/v1/session",
            {f"X-Header-{n}": "x" for n in range(101)},
            (431, "headers_too_large"),
        ),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_s12_oversized_requests_are_refused(
    anonymous: AsyncClient,
    method: str,
    path: str,
    headers: dict[str, str],
    refusal: tuple[int, str],
) -> None:
    answer = await anonymous.request(method, path, headers=headers)

    assert (answer.status_code, answer.json()["code"]) == refusal
    assert answer.headers["content-type"] == "application/problem+json"


async def test_s12_ordinary_cookies_of_others_do_no_harm(client: AsyncClient) -> None:
    cookie = f"other={'x' * 2_000}; sid={client.cookies['sid']}"

    assert (
        await client.get("/v1/session", headers={"Cookie": cookie})
    ).status_code == 200


def test_s15_a_caller_may_ask_as_often_as_told_and_then_as_fast() -> None:
    now = 0.0
    pace = Pace(60, clock=lambda: now)

    assert [pace.wait("a") for _ in range(20)] == [0.0] * 20
    assert pace.wait("a") == 1.0
    assert pace.wait("b") == 0.0
    now = 1.0
    assert (pace.wait("a"), pace.wait("a")) == (0.0, 1.0)


def test_s15_counting_callers_takes_bounded_memory() -> None:
    pace = Pace(60)
    for caller in range(MOST_CALLERS + 1_000):
        pace.wait(caller)

    assert len(pace._full_until) == MOST_CALLERS  # noqa: SLF001


@pytest.fixture
def slow() -> FastAPI:
    settings = Settings(database_url=SecretStr("unused"), requests_per_minute=6)
    return create_app(settings)


async def test_s15_a_runaway_script_is_told_when_to_come_back(slow: FastAPI) -> None:
    transport = ASGITransport(slow, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://test") as client:
        client.cookies.set("other", "x")
        answers = [await client.get("/health/live") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].json()["code"] == "too_many_requests"
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 10
