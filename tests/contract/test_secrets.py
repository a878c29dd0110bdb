"""What people type to sign in is found nowhere: no answer, log line or table."""

import asyncio
import hashlib
import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bromost.first_start import add_account
from bromost_common.auth import Role
from tests.deploy.distributed import free_port

pytestmark = [pytest.mark.committed, pytest.mark.slow]

EMAIL = "canary.person@example.org"
HTTPS = "https://bromost.example"


@contextmanager
def registry_process(database_url: str, log: Path) -> Iterator[str]:
    """The registry as a process of its own, as behind an https address."""
    port = free_port()
    environment = os.environ | {
        "BROMOST_DATABASE_URL": database_url,
        "BROMOST_PUBLIC_URL": HTTPS,
        "BROMOST_API_PORT": str(port),
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "bromost_api"],
            env=environment,
            stdout=output,
            stderr=output,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 60
        while True:
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline
            try:
                httpx.get(f"{url}/health/live")
                break
            except httpx.TransportError:
                time.sleep(0.05)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def execute(url: str, *statements: str) -> list[str]:
    async def run() -> list[str]:
        engine = create_async_engine(url, poolclass=NullPool)
        found: list[str] = []
        async with engine.begin() as connection:
            for statement in statements:
                result = await connection.execute(text(statement))
                if result.returns_rows:
                    found += [str(value) for value in result.scalars()]
        await engine.dispose()
        return found

    return asyncio.run(run())


def everything_stored(url: str) -> str:
    """All rows of all our tables as text."""
    selects = execute(
        url,
        "SELECT format('SELECT t::text FROM %I.%I t', schemaname, tablename)"
        " FROM pg_tables"
        " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
    )
    return "\n".join(execute(url, *selects))


def use_badly(url: str, database_url: str, password: str) -> Iterator[httpx.Response]:
    """Sign in well and in every wrong way; last with a failing database."""
    with httpx.Client(base_url=url) as client:
        session = "/v1/session"
        body = {"email": EMAIL, "password": password}
        yield client.post(session, json=body)
        yield client.post(session, json=body, headers={"Idempotency-Key": "once"})
        yield client.post(session, json=body | {"password": password + "x"})
        yield client.post(session, json=body | {"email": "no@example.org"})
        yield client.post(session, json=body | {"colour": password})
        yield client.post(session, json=[password])
        yield client.post(session, json={"email": EMAIL, "passwort": password})
        yield client.post(session, json=body | {"password": password * 50})
        yield client.post(session, json=body | {"email": {"password": password}})
        yield client.post(session, content=f'{{"password": "{password}",,'.encode())
        yield client.post(session, data=body)
        yield client.get(f"{session}/{password}")
        yield client.get(session, params={"password": password})
        execute(database_url, "ALTER TABLE api.session RENAME TO away")
        yield client.post(session, json=body)
        execute(database_url, "ALTER TABLE api.away RENAME TO session")


@pytest.fixture
def password() -> str:
    return "canary " + secrets.token_hex(12)


def test_passwords_and_tokens_are_found_nowhere(
    template_url: str,
    new_database: Callable[[str | None], str],
    password: str,
    tmp_path: Path,
) -> None:
    database_url = new_database(make_url(template_url).database)
    role = Role.ADVISER
    add_account(database_url, email=EMAIL, name="C", role=role, password=password)
    log = tmp_path / "log"

    with registry_process(database_url, log) as url:
        answers = list(use_badly(url, database_url, password))
        token = answers[0].cookies["__Host-sid"]
        cookie = {"Cookie": f"__Host-sid={token}"}
        answers.append(httpx.get(f"{url}/v1/session", headers=cookie))
        answers.append(httpx.delete(f"{url}/v1/session", headers=cookie))
        answers.append(httpx.get(f"{url}/v1/session", headers=cookie))

    statuses = [answer.status_code for answer in answers]
    assert statuses[:2] == [200, 200]
    assert statuses[-4:] == [500, 200, 204, 401]
    assert all(400 <= status < 500 for status in statuses[2:-4])
    told = "".join(answer.text for answer in answers) + log.read_text()
    stored = everything_stored(database_url)
    body = json.dumps({"email": EMAIL, "password": password}, separators=(",", ":"))
    for secret in (password, token):
        assert secret not in told + stored
        assert hashlib.sha256(secret.encode()).hexdigest() not in told
    assert hashlib.sha256(b"\0" + body.encode()).hexdigest() not in stored
    assert EMAIL not in log.read_text()
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert {"request", "unexpected_error"} <= {line["event"] for line in lines}
    assert all({"level", "timestamp"} <= line.keys() for line in lines)


def test_the_cookie_is_bound_to_host_and_https(
    template_url: str,
    new_database: Callable[[str | None], str],
    password: str,
    tmp_path: Path,
) -> None:
    database_url = new_database(make_url(template_url).database)
    role = Role.ADVISER
    add_account(database_url, email=EMAIL, name="C", role=role, password=password)

    with registry_process(database_url, tmp_path / "log") as url:
        body = {"email": EMAIL, "password": password}
        first = httpx.post(f"{url}/v1/session", json=body)
        name, _, rest = first.headers["set-cookie"].partition("=")
        token, *flags = [part.strip() for part in rest.split(";")]
        plain = httpx.get(f"{url}/v1/session", headers={"Cookie": f"sid={token}"})
        old = {"Cookie": f"__Host-sid={token}"}
        second = httpx.post(f"{url}/v1/session", json=body, headers=old)
        out = httpx.delete(f"{url}/v1/session", headers=old)

    assert name == "__Host-sid"
    assert len(token) == 43
    assert sorted(flags) == [
        "HttpOnly", "Max-Age=43200", "Path=/", "SameSite=lax", "Secure",
    ]  # fmt: skip
    assert plain.status_code == 401
    assert second.cookies["__Host-sid"] != token
    assert "Max-Age=0" in out.headers["set-cookie"]
    assert "Secure" in out.headers["set-cookie"]
