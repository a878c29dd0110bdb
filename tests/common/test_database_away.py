"""PostgreSQL stops, loses its connections, comes back: the services outlive it."""

import asyncio
import secrets
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

import httpx
import psutil
import pytest
from alembic import command
from alembic.config import Config
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bromost.postgres import Postgres
from bromost_api.app import create_app
from bromost_api.settings import Settings
from bromost_common.schema import SchemaTooOldError
from tests.conftest import ROOT, migrate
from tests.live import Live, build, live, served

pytestmark = [pytest.mark.committed, pytest.mark.slow]

PATHS = (
    "/api/registry/v1/organisations",
    "/api/indicators/v1/indicators/0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4b",
    "/api/notifications/v1/inbox",
)
SOON = 8


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    """A server of this file's own, to be stopped and started."""
    with (
        tempfile.TemporaryDirectory(prefix="bromost-away-") as folder,
        Postgres(open_to_all(folder), durable=False) as postgres,
    ):
        migrate(postgres.url())
        yield postgres


def open_to_all(folder: str) -> Path:
    """PostgreSQL may have to run as somebody else, who must come in."""
    path = Path(folder)
    path.chmod(0o711)
    return path


@pytest.fixture(scope="module")
def system(postgres: Postgres) -> Iterator[Live]:
    with live(postgres.url()) as system:
        yield system


@pytest.fixture(scope="module")
def token(system: Live) -> str:
    return system.sign_in()


def assert_refused_for_now(answer: httpx.Response) -> None:
    assert answer.status_code == 503, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "database_unavailable"
    assert int(answer.headers["retry-after"]) > 0


def eventually_200(get: Callable[[], httpx.Response]) -> None:
    deadline = time.monotonic() + SOON
    while (answer := get()).status_code != 200:
        assert_refused_for_now(answer)
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_stopped_server_is_503_and_its_return_is_noticed(
    postgres: Postgres, system: Live, token: str
) -> None:
    with httpx.Client(
        base_url=system.url, cookies={"sid": token}, timeout=SOON
    ) as client:
        statuses = {path: client.get(path).status_code for path in PATHS}
        postgres.stop()
        for path in PATHS:
            assert_refused_for_now(client.get(path))
        organisation = {"kind": "agency", "name": "Agency"}
        for headers in ({}, {"Idempotency-Key": secrets.token_hex()}):
            answer = client.post(PATHS[0], json=organisation, headers=headers)
            assert_refused_for_now(answer)
        assert client.get("/api/registry/health/live").status_code == 200
        assert_refused_for_now(client.get("/api/registry/health/ready"))

        postgres.start()

        for path, status in statuses.items():
            assert client.get(path).status_code == status
        assert client.get(PATHS[0]).json()["items"] == []


async def _end_all_connections(url: str) -> None:
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE usename = current_user AND pid <> pg_backend_pid()"
                " AND application_name LIKE 'bromost%'"
            )
        )
    await engine.dispose()


def test_ended_connections_under_load_are_503_or_unnoticed(
    system: Live, token: str
) -> None:
    done = threading.Event()

    def keep_calling(number: int) -> list[httpx.Response]:
        answers: list[httpx.Response] = []
        with httpx.Client(
            base_url=system.url, cookies={"sid": token}, timeout=SOON
        ) as client:
            while not done.is_set():
                body = {"kind": "agency", "name": f"Agency {number} {len(answers)}"}
                answers.append(client.get(PATHS[0]))
                answers.append(client.post(PATHS[0], json=body))
        return answers

    with ThreadPoolExecutor(4) as pool:
        callers = [pool.submit(keep_calling, number) for number in range(4)]
        for _ in range(5):
            time.sleep(0.3)
            asyncio.run(_end_all_connections(system.database_url))
        time.sleep(0.5)
        done.set()
        answers = [answer for caller in callers for answer in caller.result()]

    refused = [answer for answer in answers if answer.status_code not in {200, 201}]
    for answer in refused:
        assert_refused_for_now(answer)
    assert len(refused) < len(answers)
    registered = [a.json()["name"] for a in answers if a.status_code == 201]
    assert sorted(registered) == sorted(set(registered))
    last = httpx.get(f"{system.url}{PATHS[0]}", cookies={"sid": token})
    assert last.status_code == 200


def test_service_starts_without_a_database_and_finds_it_later(
    postgres: Postgres, system: Live
) -> None:
    assert system
    postgres.stop()
    with served(build(postgres.url())) as url:
        health = f"{url}/api/registry/health/ready"
        assert_refused_for_now(httpx.get(health))
        postgres.start()
        eventually_200(lambda: httpx.get(health))


def test_service_refuses_an_older_schema_and_says_what_to_do(
    postgres: Postgres, system: Live
) -> None:
    config = Config(ROOT / "alembic.ini")
    config.set_main_option("sqlalchemy.url", postgres.url().replace("%", "%%"))
    command.downgrade(config, "-1")
    try:
        with pytest.raises(SchemaTooOldError, match="Run `bromost migrate` first"):
            asyncio.run(start_and_stop(registry_on(postgres.url())))
        ready = httpx.get(f"{system.url}/api/registry/health/ready")
        assert (ready.status_code, ready.json()["code"]) == (503, "schema_too_old")
    finally:
        command.upgrade(config, "head")


def test_service_refuses_a_database_that_was_never_migrated(postgres: Postgres) -> None:
    with pytest.raises(SchemaTooOldError, match="at revision none"):
        asyncio.run(start_and_stop(registry_on(postgres.url("template1"))))


def test_silent_database_is_503_and_not_a_wait_without_end(
    postgres: Postgres, system: Live, token: str
) -> None:
    with served(registry_on(postgres.url(), patience_seconds=0.7)) as url:
        get = partial(httpx.get, f"{url}/v1/organisations", cookies={"sid": token})
        assert get().status_code == 200
        processes = postgres_processes(postgres)
        try:
            for process in processes:
                process.suspend()
            assert_refused_for_now(get(timeout=SOON))
        finally:
            for process in processes:
                process.resume()
        eventually_200(get)
    assert system


def postgres_processes(postgres: Postgres) -> list[psutil.Process]:
    """The server's and those of its connections; all work in the data folder."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if Path(process.cwd()) == postgres.data:
                found.append(process)
    return found


def registry_on(url: str, patience_seconds: float = 20) -> FastAPI:
    settings = Settings(database_url=SecretStr(url), patience_seconds=patience_seconds)
    return create_app(settings)


async def start_and_stop(app: FastAPI) -> None:
    async with app.router.lifespan_context(app):
        pass
