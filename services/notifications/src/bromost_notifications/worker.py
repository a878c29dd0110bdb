"""What this service does beside answering requests."""

import asyncio
from functools import partial

from bromost_common.process import run_until_stopped

from .settings import Settings


async def run(settings: Settings, stop: asyncio.Event) -> None:
    """Work until `stop` is set."""
    del settings
    await stop.wait()


if __name__ == "__main__":
    run_until_stopped(partial(run, Settings()))
