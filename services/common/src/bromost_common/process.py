"""Runs a worker as a process that ends in good order on SIGTERM or Ctrl-C."""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias

from .logging import configure_logging

Work: TypeAlias = Callable[[asyncio.Event], Coroutine[Any, Any, None]]


def run_until_stopped(*works: Work) -> None:
    """Each work gets the event that tells it to finish; if one falls over, all end."""
    configure_logging()
    asyncio.run(_run(works))


async def _run(works: tuple[Work, ...]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with asyncio.TaskGroup() as group:
        for work in works:
            group.create_task(work(stop))
