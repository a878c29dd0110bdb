"""What this service does beside answering requests."""

import asyncio
from functools import partial

from bromost_common.db import SessionMaker, create_engine, session_maker
from bromost_common.jobs import Jobs
from bromost_common.privacy.worker import PersonalDataWorker
from bromost_common.process import run_until_stopped
from bromost_common.relay import Relay

from .access import ACCESS
from .announcements import telling as announcements
from .deadlines import scan as deadlines
from .inbox import waking
from .inbox.handlers import CONSUMER, NotifyReaders
from .mail.channel import EmailChannel
from .personal_data import PERSONAL_DATA
from .sending.channel import Channel
from .sending.sender import Sender
from .sending.ways_out import attempts_by_channel
from .settings import ROLE, Settings


def all_channels(sessions: SessionMaker, settings: Settings) -> list[Channel]:
    """The ways out that this installation has; nothing is written for others."""
    return [EmailChannel(sessions, settings)] if settings.sends_mail else []


async def run(settings: Settings, stop: asyncio.Event) -> None:
    """Work until `stop` is set."""
    engine = create_engine(
        settings.database_url.get_secret_value(), role=ROLE, task="worker", pool_size=4
    )
    sessions = session_maker(engine)
    told_by = attempts_by_channel(settings)
    relay = Relay(
        sessions, CONSUMER, partial(NotifyReaders, access=ACCESS, channels=told_by)
    )
    jobs = Jobs()
    deadlines.register(jobs)
    waking.register(jobs)
    announcements.register(jobs)
    personal_data = PersonalDataWorker("notifications", PERSONAL_DATA, sessions)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(relay.run(stop))
            group.create_task(jobs.run(engine, stop))
            group.create_task(personal_data.run(stop))
            for channel in all_channels(sessions, settings):
                group.create_task(Sender(sessions, channel).run(stop))
    finally:
        await engine.dispose()


if __name__ == "__main__":
    run_until_stopped(partial(run, Settings()))
