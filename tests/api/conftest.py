"""The registry with a database that really commits, for several at once."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bromost_api.app import create_app
from bromost_api.settings import Settings


@pytest.fixture
async def owner(committed_database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = create_async_engine(committed_database_url)
    yield engine
    await engine.dispose()


@pytest.fixture
async def service(committed_database_url: str) -> AsyncIterator[FastAPI]:
    app = create_app(Settings(database_url=SecretStr(committed_database_url)))
    async with app.router.lifespan_context(app):
        yield app
