"""Work of this service as a process that a test can kill.

As a process: `python -m tests.notifications.working <url> announce <announcement id>`
tells an announcement, `… <url> mail <smtp url>` sends mail until it is stopped.
"""

import asyncio
import subprocess
import sys
from datetime import timedelta
from functools import partial
from uuid import UUID

from pydantic import SecretStr

from bromost_common.db import SessionMaker, create_engine, session_maker
from bromost_common.process import run_until_stopped
from bromost_notifications.announcements.telling import tell
from bromost_notifications.mail.channel import EmailChannel
from bromost_notifications.sending.sender import Sender
from bromost_notifications.settings import ROLE, Settings

SENDER = "Bromost <no-reply@bromost.example>"
# Others take over what a killed one had in hand after so long, in seconds.
LEASE = 1


async def _mail(sessions: SessionMaker, smtp_url: str, stop: asyncio.Event) -> None:
    settings = Settings(
        database_url=SecretStr("unused"),
        smtp_url=SecretStr(smtp_url),
        mail_from=SENDER,
        public_url="https://bromost.example",
    )
    channel = EmailChannel(sessions, settings)
    await Sender(sessions, channel, lease=timedelta(seconds=LEASE), grace=1).run(stop)


async def run(url: str, what: str, about: str, stop: asyncio.Event) -> None:
    engine = create_engine(url, role=ROLE, task="worker", pool_size=4)
    sessions = session_maker(engine)
    try:
        if what == "mail":
            await _mail(sessions, about, stop)
        else:
            await tell(sessions, UUID(about))
    finally:
        await engine.dispose()


async def start(url: str, what: str, about: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.notifications.working", url, what, about),
        stderr=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    where, what, about = sys.argv[1:]
    run_until_stopped(partial(run, where, what, about))
