"""Three services' workers for what people ask about their data."""

from collections.abc import Awaitable, Callable

import pytest
from fastapi import FastAPI

from bromost_api.personal_data import TABLES as REGISTRY
from bromost_common.context import working
from bromost_common.privacy.worker import PersonalDataWorker
from bromost_indicators.personal_data import PERSONAL_DATA as INDICATORS
from bromost_notifications.personal_data import PERSONAL_DATA as NOTIFICATIONS

Work = Callable[[], Awaitable[None]]


@pytest.fixture
def workers(
    registry: FastAPI, indicators: FastAPI, notifications: FastAPI
) -> list[PersonalDataWorker]:
    return [
        PersonalDataWorker(
            service,
            tables,
            working(app.state.sessions, "worker"),
            owns_history=app is registry,
        )
        for service, tables, app in (
            ("api", REGISTRY, registry),
            ("indicators", INDICATORS, indicators),
            ("notifications", NOTIFICATIONS, notifications),
        )
    ]


@pytest.fixture
def work(workers: list[PersonalDataWorker]) -> Work:
    """Does everything that waits."""

    async def work() -> None:
        for worker in workers:
            while await worker.do_next():
                pass

    return work
