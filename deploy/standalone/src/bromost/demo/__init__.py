"""The reference programmes, loaded through the services' own routes.

Each step adds only what is missing, so a load that was cut off goes on where it was.
"""

import asyncio

from .frame import add_organisations, add_rates
from .front_door import opened
from .partnerships import add_later_statuses, add_partnerships
from .portfolio import PORTFOLIO, add_portfolio, add_themes
from .programmes import (
    add_places,
    add_programmes,
    add_projects,
    projects_by_code,
)
from .results import add_results


def load_portfolio(url: str) -> None:
    """Organisations, partnerships, programmes, projects and what they are to reach."""
    asyncio.run(_load_portfolio(url))


def load_news(url: str) -> None:
    """What happened since: people who have joined by then are told of it."""
    asyncio.run(_load_news(url))


async def _load_portfolio(url: str) -> None:
    async with opened(url) as door:
        ids = await add_organisations(door.registry)
        programmes = await add_programmes(door.registry, ids)
        await add_rates(door.registry)
        await add_partnerships(door.registry, ids)
        await add_portfolio(door.registry, programmes[PORTFOLIO], url)
        await add_projects(door.registry, programmes, ids)
        await add_themes(door.registry, programmes)
        projects = await projects_by_code(door.registry, programmes)
        await add_places(door.indicators, projects)
        await add_results(door.indicators, programmes, projects, with_values=False)


async def _load_news(url: str) -> None:
    async with opened(url) as door:
        ids = await add_organisations(door.registry)
        programmes = await add_programmes(door.registry, ids)
        projects = await projects_by_code(door.registry, programmes)
        await add_results(door.indicators, programmes, projects, with_values=True)
        await add_later_statuses(door.registry, ids)
