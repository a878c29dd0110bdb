"""What the three services do beside answering requests, in one process."""

import asyncio
import signal

from bromost import lifeline
from bromost_api import worker as registry
from bromost_api.settings import Settings as RegistrySettings
from bromost_common.logging import configure_logging
from bromost_indicators import worker as indicators
from bromost_indicators.settings import Settings as IndicatorSettings
from bromost_notifications import worker as notifications
from bromost_notifications.settings import Settings as NotificationSettings


async def run() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with asyncio.TaskGroup() as group:
        group.create_task(registry.run(RegistrySettings(), stop))
        group.create_task(indicators.run(IndicatorSettings(), stop))
        group.create_task(notifications.run(NotificationSettings(), stop))


def main() -> None:
    configure_logging()
    lifeline.watch()
    asyncio.run(run())


if __name__ == "__main__":
    main()
