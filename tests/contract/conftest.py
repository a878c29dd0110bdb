"""The two portfolios, made once for all tests of a module."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from .world import World, world_on


# No longer: the world's transaction is open, and audit events wait for such to end.
@pytest.fixture(scope="module")
async def world(
    template_url: str, new_database: Callable[[str | None], str]
) -> AsyncIterator[World]:
    template = make_url(template_url).database
    engine = create_async_engine(await asyncio.to_thread(new_database, template))
    try:
        async with engine.connect() as connection, world_on(connection) as world:
            yield world
    finally:
        await engine.dispose()
