"""The reference portfolio, loaded through the services' own routes.

Each step adds only what is missing, so a load that was cut off goes on where it was.
"""

import asyncio

from .frame import add_organisations, add_programme, add_rates
from .front_door import opened


def load(url: str) -> None:
    asyncio.run(_load(url))


async def _load(url: str) -> None:
    async with opened(url) as door:
        ids = await add_organisations(door.registry)
        await add_programme(door.registry, ids)
        await add_rates(door.registry)
