"""What people do at the same moment, over real connections."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bromost_common.auth import Actor, Grant, Role
from bromost_common.db import SessionMaker, create_engine, session_maker
from bromost_common.errors import DomainError
from bromost_indicators.access import ACCESS
from bromost_indicators.entries.schemas import EntryCreate, StepsCreate
from bromost_indicators.entries.service import EntryService
from bromost_indicators.entries.steps import StepService
from bromost_indicators.indicators.periods import PeriodService
from bromost_indicators.indicators.schemas import (
    IndicatorCreate,
    IndicatorUpdate,
    PeriodCreate,
)
from bromost_indicators.indicators.service import IndicatorService
from bromost_indicators.locks.schemas import LockCreate
from bromost_indicators.locks.service import LockService
from bromost_indicators.results.schemas import ResultCreate
from bromost_indicators.results.service import ResultService

from .building import indicator_body, period_body, result_body

pytestmark = pytest.mark.committed
OFFICER = Actor(
    account_id=uuid4(),
    session_id=uuid4(),
    display_name="Officer",
    locale="en",
    grants=(Grant(Role.PROGRAMME_MANAGER),),
    access=ACCESS,
)


@pytest.fixture
async def sessions(committed_database_url: str) -> AsyncIterator[SessionMaker]:
    engine: AsyncEngine = create_engine(
        committed_database_url, role="bromost_indicators", task="test", pool_size=10
    )
    yield session_maker(engine)
    await engine.dispose()


@pytest.fixture
async def project_id(sessions: SessionMaker) -> UUID:
    programme, project = uuid4(), uuid4()
    async with sessions.begin() as session:
        await session.execute(text("SET LOCAL ROLE NONE"))
        await session.execute(
            text(
                "INSERT INTO api.programme (id, code, title)"
                """ VALUES (:id, 'P', '{"en": "P"}')"""
            ),
            {"id": programme},
        )
        await session.execute(
            text(
                "INSERT INTO api.project (id, programme_id, code, title)"
                """ VALUES (:id, :programme, '8', '{"en": "Project"}')"""
            ),
            {"id": project, "programme": programme},
        )
    return project


async def add_result(sessions: SessionMaker, project_id: UUID) -> UUID:
    async with sessions.begin() as session:
        body = ResultCreate.model_validate(result_body())
        added = await ResultService(session).add(project_id, body, actor=OFFICER)
    return added.id


@pytest.fixture
async def indicator_id(sessions: SessionMaker, project_id: UUID) -> UUID:
    result_id = await add_result(sessions, project_id)
    async with sessions.begin() as session:
        body = IndicatorCreate.model_validate(indicator_body(decimals=1))
        added = await IndicatorService(session).add(result_id, body, actor=OFFICER)
    return added.id


async def add_period(sessions: SessionMaker, indicator_id: UUID) -> UUID | str:
    async with sessions.begin() as session:
        body = PeriodCreate.model_validate(period_body())
        try:
            added = await PeriodService(session).add(indicator_id, body, actor=OFFICER)
        except DomainError as error:
            await session.rollback()
            return error.code
    return added.id


async def record(
    sessions: SessionMaker, period_id: UUID, value: str, version: int = 1
) -> str:
    try:
        async with sessions.begin() as session:
            body = EntryCreate.model_validate({"value": value, "state": "reported"})
            await EntryService(session).record(period_id, body, version, actor=OFFICER)
    except DomainError as error:
        return error.code
    return "recorded"


async def test_one_of_many_who_read_the_same_version_records(
    sessions: SessionMaker, indicator_id: UUID
) -> None:
    period_id = await add_period(sessions, indicator_id)
    assert isinstance(period_id, UUID)

    outcomes = await asyncio.gather(
        *(record(sessions, period_id, str(value)) for value in range(8))
    )

    assert Counter(outcomes) == {"recorded": 1, "stale_version": 7}


async def test_of_periods_with_the_same_days_one_is_added(
    sessions: SessionMaker, indicator_id: UUID
) -> None:
    outcomes = await asyncio.gather(
        *(add_period(sessions, indicator_id) for _ in range(6))
    )

    assert Counter(map(str, outcomes))["period_overlaps"] == 5


async def test_results_added_at_once_get_places_of_their_own(
    sessions: SessionMaker, project_id: UUID
) -> None:
    await asyncio.gather(*(add_result(sessions, project_id) for _ in range(8)))

    async with sessions() as session:
        places = await session.scalars(text("SELECT position FROM indicators.result"))
        assert sorted(places) == [1, 2, 3, 4, 5, 6, 7, 8]


async def test_a_value_cannot_slip_in_while_decimals_are_taken_away(
    sessions: SessionMaker, indicator_id: UUID
) -> None:
    period_id = await add_period(sessions, indicator_id)
    assert isinstance(period_id, UUID)

    async def take_decimals_away() -> str:
        try:
            async with sessions.begin() as session:
                await IndicatorService(session).change(
                    indicator_id, IndicatorUpdate(decimals=0), 1, actor=OFFICER
                )
        except DomainError as error:
            return error.code
        return "taken"

    both = tuple(
        await asyncio.gather(record(sessions, period_id, "1.5"), take_decimals_away())
    )

    assert both in {("recorded", "decimals_in_use"), ("invalid_request", "taken")}


async def lock_owner(session: AsyncSession, owner_id: UUID) -> None:
    days = {"starts_on": "2000-01-01", "ends_on": "2030-12-31", "reason": "Reported."}
    wanted = LockCreate.model_validate(days)
    await LockService(session).lock(owner_id, wanted, actor=OFFICER)


async def accept(sessions: SessionMaker, entry_id: UUID) -> str:
    wanted = {"steps": [{"entry_id": str(entry_id), "status": "accepted"}]}
    async with sessions.begin() as session:
        service = StepService(session)
        told = await service.take(StepsCreate.model_validate(wanted), actor=OFFICER)
    return told.steps[0].code or told.steps[0].outcome


@pytest.fixture
async def owners(sessions: SessionMaker, project_id: UUID) -> dict[str, UUID]:
    async with sessions() as session:
        programme = await session.scalar(
            text("SELECT programme_id FROM api.project_directory_v1 WHERE id = :id"),
            {"id": project_id},
        )
    assert programme is not None
    return {"project": project_id, "programme": programme}


@pytest.mark.parametrize("of", ["project", "programme"])
async def test_a_value_cannot_slip_in_while_its_days_are_locked(
    sessions: SessionMaker, indicator_id: UUID, owners: dict[str, UUID], of: str
) -> None:
    period_id = await add_period(sessions, indicator_id)
    assert isinstance(period_id, UUID)

    async with sessions.begin() as locking:
        await lock_owner(locking, owners[of])
        recording = asyncio.create_task(record(sessions, period_id, "7"))
        waited, _ = await asyncio.wait({recording}, timeout=0.5)
        assert not waited

    assert await recording == "period_locked"


@pytest.mark.parametrize("of", ["project", "programme"])
async def test_nothing_is_accepted_while_its_days_are_locked(
    sessions: SessionMaker, indicator_id: UUID, owners: dict[str, UUID], of: str
) -> None:
    period_id = await add_period(sessions, indicator_id)
    assert isinstance(period_id, UUID)
    assert await record(sessions, period_id, "7") == "recorded"
    async with sessions() as session:
        entry_id = await session.scalar(text("SELECT id FROM indicators.entry"))
    assert isinstance(entry_id, UUID)

    async with sessions.begin() as locking:
        await lock_owner(locking, owners[of])
        accepting = asyncio.create_task(accept(sessions, entry_id))
        waited, _ = await asyncio.wait({accepting}, timeout=0.5)
        assert not waited

    assert await accepting == "period_locked"


async def test_a_programme_is_locked_after_what_is_being_recorded_landed(
    sessions: SessionMaker, indicator_id: UUID, owners: dict[str, UUID]
) -> None:
    period_id = await add_period(sessions, indicator_id)
    assert isinstance(period_id, UUID)

    async def locked() -> None:
        async with sessions.begin() as session:
            await lock_owner(session, owners["programme"])

    async with sessions.begin() as session:
        body = EntryCreate.model_validate({"value": "7", "state": "reported"})
        await EntryService(session).record(period_id, body, 1, actor=OFFICER)
        locking = asyncio.create_task(locked())
        waited, _ = await asyncio.wait({locking}, timeout=0.5)
        assert not waited
    await locking

    assert await record(sessions, period_id, "8", 2) == "period_locked"
