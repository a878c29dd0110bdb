"""What this service does beside answering requests."""

import asyncio
from functools import partial

from bromost_common.db import create_engine, session_maker
from bromost_common.files.intake import Intake
from bromost_common.jobs import Jobs
from bromost_common.privacy.worker import PersonalDataWorker
from bromost_common.process import run_until_stopped

from .figures import worker as figures
from .files import worker as files
from .personal_data import PERSONAL_DATA
from .reports import worker as reports
from .settings import Settings


async def run(settings: Settings, stop: asyncio.Event) -> None:
    """Work until `stop` is set."""
    url = settings.database_url.get_secret_value()
    engine = create_engine(
        url,
        role="bromost_indicators",
        task="worker",
        pool_size=4,
    )
    sessions, jobs = session_maker(engine), Jobs()
    figures.register(jobs, url)
    files.register(jobs, Intake(settings))
    reports.register(jobs)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(jobs.run(engine, stop))
            group.create_task(figures.FigureWorker(sessions).run(stop))
            group.create_task(reports.ReportWorker(sessions).run(stop))
            group.create_task(
                PersonalDataWorker("indicators", PERSONAL_DATA, sessions).run(stop)
            )
    finally:
        await engine.dispose()


if __name__ == "__main__":
    run_until_stopped(partial(run, Settings()))
