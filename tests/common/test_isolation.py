"""Requests share connections, never anything else; who hangs up leaves nothing."""

import asyncio
import secrets
import socket
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bromost_common.auth import Role
from tests.live import EMAIL, Live, build, register, served

pytestmark = [pytest.mark.committed, pytest.mark.slow]

ORGANISATIONS = "/api/registry/v1/organisations"
SESSION = "/api/registry/v1/session"
READER = "reader@example.org"
REQUESTS = 600


@pytest.fixture(scope="module")
def system(
    template_url: str, new_database: Callable[[str | None], str]
) -> Iterator[Live]:
    """Two connections for everybody, so that everybody gets another's."""
    url = new_database(make_url(template_url).database)
    register(url, EMAIL, Role.ADMINISTRATOR)
    register(url, READER, Role.ADVISER)
    with served(build(url, pool_size=2)) as address:
        yield Live(address, url)


async def test_users_on_two_connections_stay_who_they_are(system: Live) -> None:
    tokens = [
        (EMAIL, await asyncio.to_thread(system.sign_in, EMAIL)),
        (READER, await asyncio.to_thread(system.sign_in, READER)),
        (None, "x" * 43),
    ]
    limits = httpx.Limits(max_connections=12)

    # All ask at once, and wait for one of the connections as long as it takes.
    patient = httpx.Timeout(30, pool=None)
    async with httpx.AsyncClient(
        base_url=system.url, limits=limits, timeout=patient
    ) as client:

        async def ask(number: int) -> None:
            email, token = tokens[number % 3]
            cookie = {"Cookie": f"sid={token}"}
            if number % 2:
                answer = await client.get(SESSION, headers=cookie)
                assert answer.status_code == (200 if email else 401)
                assert email is None or answer.json()["account"]["email"] == email
                return
            body = {"kind": "agency", "name": f"Agency {number}"}
            # A refused, a failing and a good request each give the connection back.
            body |= {"country_code": "QQ"} if number % 4 else {}
            answer = await client.post(ORGANISATIONS, json=body, headers=cookie)
            expected = {EMAIL: 422 if number % 4 else 201, READER: 403, None: 401}
            assert answer.status_code == expected[email], answer.text

        await asyncio.gather(*(ask(number) for number in range(REQUESTS)))


def rows(system: Live, *queries: str) -> list[int]:
    async def run() -> list[int]:
        engine = create_async_engine(system.database_url, poolclass=NullPool)
        async with engine.connect() as connection:
            found = [int(await connection.scalar(text(q)) or 0) for q in queries]
        await engine.dispose()
        return found

    return asyncio.run(run())


COUNTS = (
    "SELECT count(*) FROM api.organisation",
    "SELECT count(*) FROM common.outbox",
    "SELECT count(*) FROM common.idempotency",
    "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'",
)


@pytest.mark.parametrize("key", [None, "hang-up"])
def test_connection_closed_within_the_body_leaves_nothing(
    system: Live, key: str | None
) -> None:
    token = system.sign_in()
    before = rows(system, *COUNTS)
    body = b'{"kind": "agency", "name": "Half an agency"}'

    for sent in (0, 1, len(body) - 1):
        send_and_hang_up(system, token, key, body, sent)

    time.sleep(0.3)
    assert rows(system, *COUNTS) == before
    name = {"kind": "agency", "name": "Half an agency"}
    headers = {"Cookie": f"sid={token}"} | ({"Idempotency-Key": key} if key else {})
    answer = httpx.post(system.url + ORGANISATIONS, json=name, headers=headers)
    assert answer.status_code == 201


def test_connection_closed_before_the_answer_leaves_all_or_nothing(
    system: Live,
) -> None:
    """Each is registered once: by the call that was cut off, or by its repetition."""
    token = system.sign_in()
    (before,) = rows(system, COUNTS[0])
    keys = [secrets.token_hex(8) for _ in range(10)]
    for number, key in enumerate(keys):
        body = f'{{"kind": "agency", "name": "Hasty {number}"}}'.encode()
        send_and_hang_up(system, token, key, body, len(body))
        headers = {"Cookie": f"sid={token}", "Idempotency-Key": key}
        headers["Content-Type"] = "application/json"
        url = system.url + ORGANISATIONS
        answer = httpx.post(url, content=body, headers=headers)
        assert answer.status_code == 201, answer.text

    (after, *_) = rows(system, COUNTS[0])
    assert after - before == len(keys)
    assert rows(system, COUNTS[3]) == [0]


def send_and_hang_up(
    system: Live, token: str, key: str | None, body: bytes, sent: int
) -> None:
    """Send the first `sent` bytes of a body, and close."""
    address = urlsplit(system.url)
    head = [
        f"POST {ORGANISATIONS} HTTP/1.1",
        f"Host: {address.netloc}",
        f"Cookie: sid={token}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        *([f"Idempotency-Key: {key}"] if key else []),
    ]
    with socket.create_connection((str(address.hostname), address.port or 0)) as wire:
        wire.sendall("\r\n".join([*head, "", ""]).encode() + body[:sent])
        time.sleep(0.02)
