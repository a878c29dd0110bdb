"""What was put off comes back when its time has come."""

from bromost_common.db import SessionMaker
from bromost_common.jobs import Jobs
from bromost_common.relay import wait_for_turn

from .handlers import CONSUMER
from .repository import FanOutRepository

# One transaction's worth.
AT_ONCE = 1_000


def register(jobs: Jobs) -> None:
    jobs.cron("inbox.wake", "* * * * *")(wake)


async def wake(sessions: SessionMaker) -> None:
    """Bring back all that is due, as new."""
    while await _some(sessions) == AT_ONCE:
        pass


async def _some(sessions: SessionMaker) -> int:
    async with sessions.begin() as session:
        # New numbers must grow in the order of commit, as those of the relay do.
        await wait_for_turn(session, CONSUMER)
        inboxes = FanOutRepository(session)
        ids, woken = await inboxes.wake(AT_ONCE)
        if ids is not None:
            await inboxes.announce(ids)
    return woken
