"""How a delivery fares from one attempt to the next, by the sender's own clock."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_notifications.sending.channel import DELIVERED, Due, Outcome
from bromost_notifications.sending.retries import MAIL, STANDARD, Retries
from bromost_notifications.sending.sender import Sender

from .sending import FakeChannel, add_deliveries

START = datetime(2030, 1, 1, tzinfo=UTC)
REFUSED = Outcome("failed", "503")


class Clock:
    """Goes on when it is told to."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


class World:
    """Deliveries, and senders that go by one clock."""

    def __init__(self, app: FastAPI, session: AsyncSession) -> None:
        self.sessions = app.state.sessions
        self.clock = Clock()
        self._session = session

    async def add(self, count: int = 1, **wanted: Any) -> list[UUID]:
        return await add_deliveries(self._execute, count, now=self.clock.now, **wanted)

    async def delivery(self, delivery_id: UUID) -> Any:
        statement = text("SELECT * FROM notifications.delivery WHERE id = :id")
        return (await self._execute(statement, {"id": delivery_id})).one()

    async def attempts(self, delivery_id: UUID) -> list[Any]:
        statement = text(
            "SELECT * FROM notifications.attempt WHERE delivery_id = :id ORDER BY n"
        )
        return list(await self._execute(statement, {"id": delivery_id}))

    def sender(self, channel: FakeChannel) -> Sender:
        chance = random.Random(3)  # noqa: S311  # a repeatable spread
        return Sender(self.sessions, channel, clock=self.clock, chance=chance.random)

    async def _execute(self, statement: TextClause, values: Any) -> Any:
        await self._session.execute(text("RESET ROLE"))
        found = await self._session.execute(statement, values)
        await self._session.commit()
        return found


@pytest.fixture
def world(app: FastAPI, session: AsyncSession) -> World:
    return World(app, session)


@pytest.mark.parametrize(
    ("retries", "attempts_made", "total"),
    [
        (STANDARD, 10, timedelta(hours=75, minutes=35, seconds=5)),
        (MAIL, 6, timedelta(hours=23, minutes=35)),
    ],
    ids=["standard", "mail"],
)
async def test_n12_what_fails_is_tried_again_by_the_table_and_then_given_up(
    world: World,
    retries: Retries,
    attempts_made: int,
    total: timedelta,
) -> None:
    channel = FakeChannel(answer=lambda _: REFUSED, retries=retries)
    sender = world.sender(channel)
    [one] = await world.add(max_attempt=retries.max_attempt, life=timedelta(days=9))

    for wait in retries.waits:
        assert await sender.deliver() == 1
        assert await sender.deliver() == 0, "not before its time"
        due = (await world.delivery(one)).next_attempt_at - world.clock.now
        assert 0.8 * wait <= due <= 1.2 * wait
        world.clock.now += due
    await sender.deliver()
    world.clock.now += timedelta(days=2)
    assert await sender.deliver() == 0

    found = await world.delivery(one)
    assert (found.state, found.attempt, found.last_error) == (
        "dead",
        attempts_made,
        "503",
    )
    assert [a.status for a in await world.attempts(one)] == ["failed"] * (attempts_made)
    assert len(channel.sent) == retries.max_attempt == attempts_made
    assert sum(retries.waits, timedelta()) == total


@pytest.mark.parametrize(
    ("asked", "granted"), [(1, 300), (400, 400), (10_000, 600)], ids=str
)
async def test_n12_who_asks_for_patience_gets_up_to_twice_the_wait(
    world: World,
    asked: int,
    granted: int,
) -> None:
    answer = Outcome("failed", "429", retry_after=timedelta(seconds=asked))
    channel = FakeChannel(answer=lambda _: answer, retries=MAIL)
    [one] = await world.add()

    await world.sender(channel).deliver()

    wait = (await world.delivery(one)).next_attempt_at - world.clock.now
    assert wait == timedelta(seconds=granted)


async def test_what_was_delivered_is_written_down_and_not_sent_again(
    world: World,
) -> None:
    channel = FakeChannel()
    sender = world.sender(channel)
    [one] = await world.add()

    assert [await sender.deliver(), await sender.deliver()] == [1, 0]

    found = await world.delivery(one)
    assert (found.state, found.attempt, found.locked_by) == ("delivered", 1, None)
    [attempt] = await world.attempts(one)
    assert (attempt.status, attempt.finished_at) == ("delivered", world.clock.now)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Outcome("failed", "550", is_permanent=True), "dead"),
        (Outcome("cancelled", "read"), "cancelled"),
        (Outcome("suppressed", "bounced"), "suppressed"),
    ],
    ids=["permanent", "cancelled", "suppressed"],
)
async def test_some_ends_come_with_the_first_attempt(
    world: World,
    answer: Outcome,
    state: str,
) -> None:
    [one] = await world.add()
    sender = world.sender(FakeChannel(answer=lambda _: answer))

    await sender.deliver()

    found = await world.delivery(one)
    assert (found.state, found.last_error) == (state, answer.error)
    assert found.ended_at == world.clock.now


async def test_a_mistake_in_one_leaves_the_others_alone(
    world: World,
) -> None:
    ids = await world.add(5)

    def answer(due: Any) -> Outcome:
        if due.id == ids[2]:
            raise RuntimeError("a mistake")
        return DELIVERED

    sender = world.sender(FakeChannel(answer=answer))
    while await sender.deliver():
        pass

    states = [(await world.delivery(one)).state for one in ids]
    assert states == ["delivered", "delivered", "pending", "delivered", "delivered"]
    assert (await world.delivery(ids[2])).last_error == "RuntimeError"


async def test_what_comes_too_late_is_not_sent(
    world: World,
) -> None:
    channel = FakeChannel()
    [one] = await world.add(life=timedelta(hours=1))
    world.clock.now += timedelta(hours=1)

    await world.sender(channel).deliver()

    found = await world.delivery(one)
    assert (found.state, found.last_error, channel.sent) == ("dead", "expired", [])


async def test_n3_only_who_holds_the_lease_says_how_it_ended(
    world: World,
) -> None:
    [one] = await world.add()
    other = FakeChannel()

    class Slow(FakeChannel):
        """While it sends, its lease ends and another takes over."""

        sender = world.sender(other)

    slow = Slow(answer=lambda _: REFUSED)
    first = world.sender(slow)
    claimed: list[Due] = []

    async def taken_over() -> None:
        async with world.sessions.begin() as opened:
            claimed.extend(await first._claim(first._repository(opened)))  # noqa: SLF001  # stops between its two steps
        world.clock.now += timedelta(seconds=31)
        await Slow.sender.deliver()
        await first._send_all(claimed)  # noqa: SLF001  # goes on

    await taken_over()

    found = await world.delivery(one)
    assert (found.state, found.attempt, found.last_error) == ("delivered", 2, None)
    ends = [(a.n, a.status) for a in await world.attempts(one)]
    assert ends == [(1, "lost"), (2, "delivered")]
