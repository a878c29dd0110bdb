"""N9: what an event adds to the transaction that it tells of."""

import asyncio
import os
import statistics
import time

from bromost_api.organisations.models import Organisation, OrganisationKind
from bromost_common.context import working
from bromost_common.contracts.organisations import OrganisationRegistered
from bromost_common.db import SessionMaker, create_engine, new_id, session_maker
from bromost_common.outbox import publish

from .report import Report
from .system import System

ROUNDS = 9
WRITERS, OF_EACH = 16, 25


def measure(system: System, report: Report) -> None:
    asyncio.run(_measure(system, report))


async def _measure(system: System, report: Report) -> None:
    engine = create_engine(
        system.postgres.url(), role="bromost_api", task="worker", pool_size=WRITERS
    )
    sessions = working(session_maker(engine), "worker")
    try:
        for is_told in (False, True):
            await _written(sessions, is_told=is_told)
        # In turns, so that whatever else the machine does falls on both.
        turns = [
            [await _written(sessions, is_told=is_told) for is_told in (False, True)]
            for _ in range(ROUNDS)
        ]
    finally:
        await engine.dispose()
    found = [told / alone for alone, told in turns]
    report.at_most(
        "an organisation stored together with its event, time to that without one",
        statistics.median(found),
        target=1.45,
        detail=f"{WRITERS} writers, {min(found):.2f} to {max(found):.2f} in {ROUNDS}"
        f" rounds, {statistics.median(t for _, t in turns) * 1000:.1f} ms to"
        f" {statistics.median(t for t, _ in turns) * 1000:.1f} ms;"
        f" load {os.getloadavg()[0]:.1f}",
    )


async def _written(sessions: SessionMaker, *, is_told: bool) -> float:
    """Seconds that a transaction takes."""

    async def write() -> None:
        for _ in range(OF_EACH):
            await _store(sessions, is_told=is_told)

    started = time.monotonic()
    await asyncio.gather(*(write() for _ in range(WRITERS)))
    return (time.monotonic() - started) / (WRITERS * OF_EACH)


async def _store(sessions: SessionMaker, *, is_told: bool) -> None:
    async with sessions.begin() as session:
        one = Organisation(
            id=new_id(),
            name="Synthetic",
            kind=OrganisationKind.OTHER,
            country_code="NO",
        )
        session.add(one)
        if is_told:
            publish(
                session,
                OrganisationRegistered(object_id=one.id, actor_id=None, name=one.name),
            )
