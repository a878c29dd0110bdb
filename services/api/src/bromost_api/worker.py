"""What this service does beside answering requests."""

import asyncio
from functools import partial

from bromost_common.db import create_engine, session_maker
from bromost_common.jobs import Jobs
from bromost_common.limits import forget_empty_buckets
from bromost_common.privacy.worker import PersonalDataWorker
from bromost_common.process import run_until_stopped

from .audit import jobs as audit
from .imports import jobs as imports
from .machines import jobs as machines
from .mail import jobs as mail
from .personal_data import TABLES
from .recovery import jobs as recovery
from .reminders import jobs as reminders
from .renderings import jobs as renderings
from .settings import Settings
from .single_sign_on import jobs as single_sign_on
from .tokens import jobs as tokens


def all_jobs(settings: Settings) -> Jobs:
    jobs = Jobs()
    imports.register(jobs)
    single_sign_on.register(jobs)
    audit.register(jobs, settings.audit_heads)
    mail.register(jobs, settings)
    machines.register(jobs)
    tokens.register(jobs, settings.secret_key)
    recovery.register(jobs)
    reminders.register(jobs)
    renderings.register(jobs, settings.public_url)
    jobs.cron("limits.purge", "*/15 * * * *")(forget_empty_buckets)
    return jobs


async def run(settings: Settings, stop: asyncio.Event) -> None:
    """Work until `stop` is set."""
    engine = create_engine(
        settings.database_url.get_secret_value(),
        role="bromost_api",
        task="worker",
        pool_size=4,
    )
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(all_jobs(settings).run(engine, stop))
            group.create_task(
                PersonalDataWorker(
                    "api", TABLES, session_maker(engine), owns_history=True
                ).run(stop)
            )
    finally:
        await engine.dispose()


if __name__ == "__main__":
    run_until_stopped(partial(run, Settings()))
