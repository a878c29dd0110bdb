"""Every committed event reaches its consumer once, whatever fails around it."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from bromost_common.db import SessionMaker, create_engine, new_id, session_maker
from bromost_common.jobs import enqueue_in
from bromost_common.outbox import OutboxMessage
from bromost_common.relay import BATCH, MAX_ATTEMPTS, Message, Relay
from tests.conftest import sessions_as

POISON = "test.poisoned.v1"


def event(event_type: str = "test.happened.v1", **changes: Any) -> OutboxMessage:
    values: dict[str, Any] = {
        "event_type": event_type,
        "object_type": "test",
        "object_id": new_id(),
        "actor_id": None,
        "payload": {},
    }
    return OutboxMessage(**values | changes)


class Heard:
    """A consumer that remembers, and that the poison makes fail in the database."""

    def __init__(self) -> None:
        self.ids: list[UUID] = []
        self.closed = 0
        self.grown = asyncio.Event()
        self._session: AsyncSession | None = None

    def __call__(self, session: AsyncSession) -> "Heard":
        self._session = session
        return self

    async def handle(self, message: Message) -> None:
        assert self._session is not None
        if message.event_type == POISON:
            await self._session.execute(text("SELECT 1 / 0"))
        self.ids.append(message.id)

    async def close(self) -> None:
        self.closed += 1
        self.grown.set()

    async def until(self, count: int) -> None:
        async with asyncio.timeout(20):
            while len(self.ids) < count:
                self.grown.clear()
                await self.grown.wait()


@pytest.fixture
def service(connection: AsyncConnection) -> SessionMaker:
    return sessions_as(connection, "bromost_notifications")


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def relay(service: SessionMaker, heard: Heard) -> Relay:
    return Relay(service, "listener", heard)


async def inbox(session: AsyncSession) -> dict[UUID, tuple[str, int, str | None]]:
    rows = await session.execute(
        text(
            "SELECT message_id, state, attempts, last_error FROM common.inbox"
            " WHERE consumer = 'listener'"
        )
    )
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


async def change(session: AsyncSession, statement: str) -> None:
    """As the database's owner; in these tests the relay's role lasts."""
    await session.execute(text("RESET ROLE"))
    await session.execute(text(statement))
    await session.commit()


async def make_due(session: AsyncSession) -> None:
    await change(
        session, "UPDATE common.inbox SET handled_at = handled_at - interval '1 hour'"
    )


async def test_events_are_delivered_once_and_in_order(
    session: AsyncSession, relay: Relay, heard: Heard
) -> None:
    events = [event() for _ in range(3)]
    session.add_all(events)
    await session.commit()

    assert [await relay.deliver(), await relay.deliver()] == [3, 0]
    assert heard.ids == [one.id for one in events]
    assert set((await inbox(session)).values()) == {("done", 1, None)}


async def test_a_backlog_is_worked_off_in_batches(
    session: AsyncSession, relay: Relay, heard: Heard
) -> None:
    session.add_all([event() for _ in range(BATCH + 20)])
    await session.commit()

    assert [await relay.deliver() for _ in range(3)] == [BATCH, 20, 0]
    assert len(set(heard.ids)) == BATCH + 20
    assert heard.closed == 2


async def test_consumers_do_not_take_from_each_other(
    session: AsyncSession, service: SessionMaker, relay: Relay
) -> None:
    session.add(event())
    await session.commit()

    assert await relay.deliver() == 1
    assert await Relay(service, "another", Heard()).deliver() == 1


async def test_an_event_that_fails_waits_longer_each_time_and_is_parked(
    session: AsyncSession, relay: Relay, heard: Heard
) -> None:
    poison, good = event(POISON), event()
    session.add_all([poison, good])
    await session.commit()

    assert await relay.deliver() == 2
    assert await relay.deliver() == 0
    states = [await inbox(session)]
    for _ in range(MAX_ATTEMPTS + 1):
        await make_due(session)
        await relay.deliver()
        states.append(await inbox(session))

    assert heard.ids == [good.id]
    assert states[0][poison.id] == ("failed", 1, "DBAPIError")
    assert states[-1][poison.id] == ("parked", MAX_ATTEMPTS, "DBAPIError")
    assert states[-1][good.id] == ("done", 1, None)


async def test_an_event_that_recovers_is_done(
    session: AsyncSession, relay: Relay
) -> None:
    poison = event(POISON)
    session.add(poison)
    await session.commit()
    await relay.deliver()
    await change(session, "UPDATE common.outbox SET event_type = 'test.cured.v1'")
    await make_due(session)

    assert await relay.deliver() == 1
    assert (await inbox(session))[poison.id] == ("done", 2, None)


async def test_old_events_go_once_every_consumer_is_done(
    session: AsyncSession, service: SessionMaker, relay: Relay
) -> None:
    other = Relay(service, "another", Heard())
    session.add_all([event(), event(), event(POISON)])
    await session.commit()
    await relay.deliver()

    async def left(*, days: int) -> int:
        past = f"now() - interval '{days} days'"
        await change(session, f"UPDATE common.outbox SET occurred_at = {past}")  # noqa: S608
        await relay.purge()
        found = await session.scalar(text("SELECT count(*) FROM common.outbox"))
        return int(found or 0)

    await other.deliver()
    assert await left(days=29) == 3
    assert await left(days=31) == 1


@pytest.fixture
async def committed(committed_database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(
        committed_database_url, role="bromost_api", task="test", pool_size=12
    )
    yield engine
    await engine.dispose()


async def test_a_burst_of_one_holds_up_no_other(
    session: AsyncSession, relay: Relay, heard: Heard
) -> None:
    busy = new_id()
    burst = [event(actor_id=busy) for _ in range(3 * BATCH)]
    others = [event(actor_id=new_id()), event()]
    for one in (*burst, *others):
        session.add(one)
        await session.flush()
    await session.commit()

    assert await relay.deliver() == BATCH

    assert {one.id for one in others} <= set(heard.ids)
    while await relay.deliver():
        pass
    # Of each the order stays.
    ours = [one for one in heard.ids if one not in {other.id for other in others}]
    assert ours == [one.id for one in burst]


@pytest.mark.committed
async def test_n6_what_commits_late_is_not_stepped_over(
    committed: AsyncEngine,
) -> None:
    """Positions are taken in one order and committed in another, a thousand times."""
    sessions = session_maker(committed)
    heard = Heard()
    relay = Relay(sessions, "listener", heard)
    chance = random.Random(5)  # noqa: S311  # a repeatable shuffle
    expected: set[UUID] = set()
    for _ in range(250):
        opened = [sessions() for _ in range(4)]
        for one in opened:
            message = event()
            one.add(message)
            await one.flush()
            expected.add(message.id)
        chance.shuffle(opened)
        for one in opened:
            await one.commit()
            await one.close()
            await relay.deliver()

    assert sorted(heard.ids) == sorted(expected)


async def _rolled_back(session: AsyncSession) -> None:
    await session.rollback()


async def _failed(session: AsyncSession) -> None:
    with pytest.raises(DBAPIError):
        await session.execute(text("SELECT 1 / 0"))
    # As good as a rollback, whatever it is called.
    await session.commit()


async def _cut_off(session: AsyncSession) -> None:
    connection = await session.connection()
    raw = (await connection.get_raw_connection()).driver_connection
    assert raw is not None
    raw.terminate()
    with pytest.raises(DBAPIError):
        await session.commit()


@pytest.mark.committed
@pytest.mark.parametrize("end", [_rolled_back, _failed, _cut_off])
@pytest.mark.parametrize("is_first", [True, False])
async def test_n5_what_is_rolled_back_was_never_an_event(
    committed: AsyncEngine,
    end: Callable[[AsyncSession], Awaitable[None]],
    is_first: bool,
) -> None:
    sessions = session_maker(committed)
    with suppress(DBAPIError):
        async with sessions() as one:
            if not is_first:
                await one.execute(text("SELECT 1"))
            one.add(event())
            await enqueue_in(one, "tests.note", {})
            await one.flush()
            await end(one)

    assert await _left(sessions) == (0, 0)
    assert await Relay(sessions, "listener", Heard()).deliver() == 0


@pytest.mark.committed
async def test_n5_what_a_savepoint_takes_back_was_never_an_event(
    committed: AsyncEngine,
) -> None:
    sessions = session_maker(committed)
    async with sessions.begin() as one:
        part = await one.begin_nested()
        one.add(event())
        await enqueue_in(one, "tests.note", {})
        await one.flush()
        await part.rollback()

    assert await _left(sessions) == (0, 0)


async def _left(sessions: SessionMaker) -> tuple[int, int]:
    """How many events and jobs there are."""
    async with sessions() as session:
        found = await session.execute(
            text(
                "SELECT (SELECT count(*) FROM common.outbox),"
                " (SELECT count(*) FROM common.pgqueuer)"
            )
        )
        events, jobs = found.one()
    return events, jobs


@pytest.mark.committed
async def test_two_relays_at_once_deliver_everything_once(
    committed: AsyncEngine,
) -> None:
    sessions = session_maker(committed)
    async with sessions.begin() as one:
        one.add_all([event() for _ in range(3 * BATCH)])
    heard = Heard()
    stop = asyncio.Event()
    running = [
        asyncio.create_task(Relay(sessions, "listener", _Quiet(heard)).run(stop))
        for _ in range(2)
    ]
    await heard.until(3 * BATCH)
    await asyncio.sleep(0.5)
    stop.set()
    await asyncio.gather(*running)

    assert len(heard.ids) == len(set(heard.ids)) == 3 * BATCH


class _Quiet:
    """Batches of two relays that report to one place."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard

    def __call__(self, session: AsyncSession) -> Heard:
        batch = Heard()
        batch.ids, batch.grown = self._heard.ids, self._heard.grown
        return batch(session)


@pytest.mark.committed
async def test_a_relay_outlives_its_connection(
    committed: AsyncEngine, committed_database_url: str
) -> None:
    sessions = session_maker(committed)
    own = create_engine(
        committed_database_url, role="bromost_api", task="test", pool_size=1
    )
    heard, stop = Heard(), asyncio.Event()
    running = asyncio.create_task(
        Relay(session_maker(own), "listener", heard).run(stop)
    )
    await asyncio.sleep(0.5)
    async with sessions.begin() as one:
        await one.execute(text("SET ROLE NONE"))
        await one.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
        one.add(event())
    await heard.until(1)
    stop.set()
    await running
    await own.dispose()

    assert len(heard.ids) == 1
