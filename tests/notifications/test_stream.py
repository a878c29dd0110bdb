"""New notifications reach an open page at once, and only the person they are for."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.notifications.conftest import happened
from tests.notifications.live import Live, free_port, live_system

pytestmark = pytest.mark.committed


@pytest.fixture
async def live(committed_database_url: str) -> AsyncIterator[Live]:
    async with live_system(committed_database_url) as live:
        yield live


async def test_an_event_arrives_within_a_second_of_its_commit(live: Live) -> None:
    person = await live.person()
    async with person.stream() as stream:
        await live.publish(happened())  # The first one warms the connections up.
        await stream.next()

        started = time.monotonic()
        await live.publish(happened(payload={"name": "Fushë Kosovë"}))
        received = await stream.next()
        took = time.monotonic() - started

    assert received["event"] == "notification"
    assert received["params"] == {"name": "Fushë Kosovë"}
    assert took < 1


async def test_n19_what_came_while_away_is_replayed_once_and_in_order(
    live: Live,
) -> None:
    person = await live.person()
    async with person.stream() as stream:
        await live.publish(happened(payload={"number": 0}))
        first = await stream.next()

    await live.publish(*(happened(payload={"number": n}) for n in range(1, 21)))
    for _ in range(50):
        if (await person.client.get("/v1/inbox/count")).json()["unread"] == 21:
            break
        await asyncio.sleep(0.1)
    async with person.stream(last_id=first["id"]) as again:
        replayed = [await again.next() for _ in range(20)]
        await live.publish(happened(payload={"number": 21}))
        after = await again.next()
        nothing_more = again.received.empty()

    assert [one["params"]["number"] for one in replayed] == list(range(1, 21))
    assert after["params"]["number"] == 21
    assert nothing_more


async def test_events_that_come_during_a_replay_come_once(live: Live) -> None:
    person = await live.person()
    await live.publish(*(happened(payload={"number": n}) for n in range(150)))
    publishing = asyncio.create_task(
        live.publish(*(happened(payload={"number": n}) for n in range(150, 300)))
    )
    async with person.stream(last_id=0) as stream:
        received = [(await stream.next())["params"]["number"] for _ in range(300)]
        await publishing
        await asyncio.sleep(0.5)

        assert stream.received.empty()
    assert received == list(range(300))


async def test_n19_nobody_hears_what_is_for_somebody_else(live: Live) -> None:
    mine, other = await live.person(), await live.person()
    async with mine.stream() as to_me, other.stream(last_id=0) as to_other:
        await live.publish(happened(actor_id=mine.account_id))
        heard = await to_other.next()
        await live.publish(happened(payload={"name": "for both"}))

        assert heard["params"] == {"name": "Orkdal kommune"}
        assert (await to_me.next())["params"] == {"name": "for both"}
        assert (await to_other.next())["id"] != heard["id"]


@pytest.mark.parametrize(
    "ending",
    [
        "UPDATE api.session SET ended_at = now()",
        "UPDATE api.account SET is_active = false",
        "UPDATE api.session SET idle_until = now()",
        "UPDATE api.role_assignment SET valid_from = '2020-1-1', valid_to = '2020-1-2'",
    ],
)
async def test_s6_the_stream_ends_with_the_session(live: Live, ending: str) -> None:
    person = await live.person()
    async with person.stream() as stream:
        started = time.monotonic()
        await live.execute(ending)
        await asyncio.wait_for(stream.closed.wait(), 8)
        took = time.monotonic() - started

    assert took < 5
    again = await person.client.get("/v1/inbox/stream")
    assert again.status_code in {401, 403}


async def test_what_is_done_on_one_page_is_said_to_the_others(live: Live) -> None:
    person, other = await live.person(), await live.person()
    async with (
        person.stream() as here,
        person.stream() as there,
        other.stream() as elsewhere,
    ):
        await live.publish(happened())
        told = [await stream.next() for stream in (here, there, elsewhere)]
        seen = {"until_id": told[0]["id"]}

        await person.client.post("/v1/inbox/seen", json=seen)
        said = [(await stream.next())["event"] for stream in (here, there)]
        # Nothing changes, so nothing is said; and never to somebody else.
        await person.client.post("/v1/inbox/seen", json=seen)
        await live.publish(happened())
        after = [(await one.next())["event"] for one in (here, there, elsewhere)]

    assert said == ["changed"] * 2
    assert after == ["notification"] * 3


async def test_an_open_stream_does_not_keep_the_session_alive(live: Live) -> None:
    person = await live.person()
    async with person.stream():
        before = await live.execute(
            "UPDATE api.session SET last_seen_at = now() - interval '5 minutes'"
            " RETURNING last_seen_at"
        )
        await asyncio.sleep(4)
        after = await live.execute("SELECT last_seen_at FROM api.session")

    assert before == after


async def test_a_lost_database_connection_comes_back(live: Live) -> None:
    person = await live.person()
    async with person.stream() as stream:
        await live.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND application_name LIKE 'bromost_notifications%'"
        )
        await live.publish(happened())

        assert (await stream.next(within=10))["params"] == {"name": "Orkdal kommune"}


async def test_open_streams_hold_no_connection_of_the_pool(
    committed_database_url: str,
) -> None:
    async with live_system(committed_database_url, pool_size=1) as live:
        person, other = await live.person(), await live.person()
        async with (
            person.stream() as first,
            person.stream() as second,
            other.stream() as third,
        ):
            count = await person.client.get("/v1/inbox/count")
            busy = await live.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND state LIKE 'idle in%'"
            )
            await live.publish(happened())
            received = [await one.next() for one in (first, second, third)]

    assert count.status_code == 200
    assert busy == [(0,)]
    assert received[0] == received[1]
    assert received[2]["id"] != received[0]["id"]


async def test_streams_do_not_hold_up_the_end_of_the_server(
    committed_database_url: str,
) -> None:
    port = free_port()
    environment = os.environ | {
        "BROMOST_DATABASE_URL": committed_database_url,
        "BROMOST_NOTIFICATIONS_PORT": str(port),
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bromost_notifications"),
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    async with live_system(committed_database_url) as live:
        person = await live.person()
        person.client.base_url = httpx.URL(f"http://127.0.0.1:{port}")
        await _until_up(person.client)
        async with person.stream() as stream:
            process.send_signal(signal.SIGTERM)
            started = time.monotonic()
            await asyncio.wait_for(stream.closed.wait(), 10)
            await asyncio.wait_for(process.wait(), 10)

    assert time.monotonic() - started < 2


async def _until_up(client: httpx.AsyncClient) -> None:
    for _ in range(200):
        try:
            if (await client.get("/health/ready")).status_code == 200:
                return
        except httpx.TransportError:
            await asyncio.sleep(0.1)
    pytest.fail("The server did not come up.")
