"""What people do at the same moment, over real connections."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bromost_common.auth import Actor, Grant, Role
from bromost_common.db import SessionMaker, create_engine, session_maker
from bromost_common.errors import DomainError
from bromost_indicators.access import ACCESS
from bromost_indicators.entries.schemas import EntryCreate
from bromost_indicators.entries.service import EntryService
from bromost_indicators.indicators.periods import PeriodService
from bromost_indicators.indicators.schemas import (
    IndicatorCreate,
    IndicatorUpdate,
    PeriodCreate,
)
from bromost_indicators.indicators.service import IndicatorService
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


async def record(sessions: SessionMaker, period_id: UUID, value: str) -> str:
    try:
        async with sessions.begin() as session:
            body = EntryCreate.model_validate({"value": value, "state": "reported"})
            await EntryService(session).record(period_id, body, 1, actor=OFFICER)
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
