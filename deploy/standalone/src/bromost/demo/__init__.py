"""The reference portfolio, loaded through the services' own routes.

Each step adds only what is missing, so a load that was cut off goes on where it was.
"""

import asyncio

from .frame import add_organisations, add_programme, add_rates
from .front_door import opened
from .partnerships import add_later_statuses, add_partnerships
from .portfolio import add_portfolio, add_themes, projects_by_code
from .results import add_results


def load_portfolio(url: str) -> None:
    """Organisations, partnerships, the programme and its imported projects."""
    asyncio.run(_load_portfolio(url))


def load_news(url: str) -> None:
    """What happened since: people who have joined by then are told of it."""
    asyncio.run(_load_news(url))


async def _load_portfolio(url: str) -> None:
    async with opened(url) as door:
        ids = await add_organisations(door.registry)
        programme = await add_programme(door.registry, ids)
        await add_rates(door.registry)
        await add_partnerships(door.registry, ids)
        await add_portfolio(door.registry, programme, url)
        await add_themes(door.registry, programme)
        projects = await projects_by_code(door.registry, programme)
        await add_results(door.indicators, projects, with_values=False)


async def _load_news(url: str) -> None:
    async with opened(url) as door:
        ids = await add_organisations(door.registry)
        programme = await add_programme(door.registry, ids)
        projects = await projects_by_code(door.registry, programme)
        await add_results(door.indicators, projects, with_values=True)
        await add_later_statuses(door.registry, ids)
