"""Every refusal has one shape and a stable code."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text

from bromost_common.db import create_engine, session_maker
from bromost_common.web.session import Session


async def test_unknown_path_and_method_are_problems(client: AsyncClient) -> None:
    missing = await client.get("/v1/nowhere")
    wrong = await client.put("/v1/session")

    assert missing.headers["content-type"] == "application/problem+json"
    assert (missing.status_code, missing.json()["code"]) == (404, "not_found")
    assert (wrong.status_code, wrong.json()["code"]) == (405, "method_not_allowed")


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b'{"email": ', 400, "malformed_json"),
        (b"\xff\xfe", 400, "malformed_json"),
        (b'{"email": "a@example.org"}', 422, "invalid_request"),
        (
            b'{"email": "a@b.c", "password": "x", "colour": "red"}',
            422,
            "invalid_request",
        ),
        (b'{"email": "' + b"a" * 2_000_000 + b'"}', 413, "body_too_large"),
    ],
)
async def test_bad_bodies_are_refused(
    anonymous: AsyncClient, content: bytes, status: int, code: str
) -> None:
    headers = {"content-type": "application/json"}

    answer = await anonymous.post("/v1/session", content=content, headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_body_without_a_length_is_limited_too(anonymous: AsyncClient) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b" " * 100_000

    answer = await anonymous.post(
        "/v1/session", content=endless(), headers={"content-type": "application/json"}
    )

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


async def test_fields_name_what_is_wrong(anonymous: AsyncClient) -> None:
    answer = await anonymous.post("/v1/session", json={"email": "a@example.org"})

    assert answer.json()["fields"] == [
        {"loc": ["body", "password"], "code": "missing", "message": "Field required"}
    ]


async def test_null_characters_never_reach_the_database_as_a_crash(
    anonymous: AsyncClient,
) -> None:
    body = {"email": "a\x00@example.org", "password": "x"}

    assert (await anonymous.post("/v1/session", json=body)).status_code == 422


async def test_answers_carry_security_headers_and_an_id(anonymous: AsyncClient) -> None:
    for path in ("/health/live", "/v1/nowhere", "/v1/session"):
        headers = (await anonymous.get(path)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert len(headers["x-request-id"]) == 36


async def test_database_away_is_503_and_says_when_to_try_again(
    registry: FastAPI, anonymous: AsyncClient
) -> None:
    engine = create_engine(
        "postgresql+asyncpg://nobody@127.0.0.1:9/nowhere",
        role="bromost_api",
        task="test",
    )
    registry.state.sessions = session_maker(engine)

    for headers in ({}, {"Idempotency-Key": "one"}):
        answer = await anonymous.post(
            "/v1/session", json={"email": "a@b.c", "password": "x"}, headers=headers
        )
        assert (answer.status_code, answer.json()["code"]) == (
            503,
            "database_unavailable",
        )
        assert answer.headers["retry-after"] == "5"
    assert (await anonymous.get("/health/live")).status_code == 200
    assert (await anonymous.get("/health/ready")).status_code == 503


async def test_s14_a_bug_is_a_500_without_its_story(
    registry: FastAPI, anonymous: AsyncClient
) -> None:
    @registry.get("/v1/broken")
    async def broken(session: Session) -> None:
        await session.execute(text("SELECT secret_column FROM nothing"))

    answer = await anonymous.get("/v1/broken")

    assert (answer.status_code, answer.json()["code"]) == (500, "unexpected_error")
    assert "secret_column" not in answer.text


def test_services_document_one_error_shape(
    registry: FastAPI, indicators: FastAPI, notifications: FastAPI
) -> None:
    for app in (registry, indicators, notifications):
        document = app.openapi()
        assert "HTTPValidationError" not in document["components"]["schemas"]
        assert "Problem" in document["components"]["schemas"]
        for path in document["paths"].values():
            for operation in path.values():
                assert "4XX" in operation["responses"]
                assert "422" not in operation["responses"]
