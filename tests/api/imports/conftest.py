from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from .desk import Desk, add_organisation, add_programme, add_reference_organisations


@pytest.fixture
def desk(officer: AsyncClient, registry: FastAPI) -> Desk:
    return Desk(officer, registry)


@pytest.fixture
async def programme(session: AsyncSession) -> str:
    programme_id = await add_programme(session)
    await session.commit()
    return str(programme_id)


@pytest.fixture
async def reference(session: AsyncSession) -> None:
    """All organisations of the reference portfolio."""
    await add_reference_organisations(session)
    await session.commit()


@pytest.fixture
async def funder(session: AsyncSession) -> UUID:
    """The one organisation that small files need."""
    made = await add_organisation(session, "NORAD", "NO", kind="agency")
    await session.commit()
    return made
