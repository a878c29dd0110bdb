"""What this service does beside answering requests."""

import asyncio
from functools import partial

from bromost_common.db import create_engine, session_maker
from bromost_common.privacy.worker import PersonalDataWorker
from bromost_common.process import run_until_stopped
from bromost_common.relay import Relay

from .access import ACCESS
from .inbox.handlers import CONSUMER, NotifyReaders
from .personal_data import PERSONAL_DATA
from .settings import ROLE, Settings


async def run(settings: Settings, stop: asyncio.Event) -> None:
    """Work until `stop` is set."""
    engine = create_engine(
        settings.database_url.get_secret_value(), role=ROLE, task="worker", pool_size=2
    )
    relay = Relay(
        session_maker(engine), CONSUMER, partial(NotifyReaders, access=ACCESS)
    )
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(relay.run(stop))
            group.create_task(
                PersonalDataWorker(
                    "notifications", PERSONAL_DATA, session_maker(engine)
                ).run(stop)
            )
    finally:
        await engine.dispose()


if __name__ == "__main__":
    run_until_stopped(partial(run, Settings()))
