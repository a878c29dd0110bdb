"""What this service does beside answering requests."""

import asyncio

from .settings import Settings


async def run(settings: Settings, stop: asyncio.Event) -> None:
    """Work until `stop` is set."""
    del settings
    await stop.wait()
