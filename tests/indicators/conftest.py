"""The indicators service is the one under test here."""

import json
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bromost_common.db import SessionMaker, new_id
from tests.conftest import sessions_as

from .graphs import add_goal

PROJECT_TITLE = {"en": "Youth enterprises in three municipalities"}


@pytest.fixture
def app(indicators: FastAPI) -> FastAPI:
    return indicators


@pytest.fixture
def system(connection: AsyncConnection) -> SessionMaker:
    """Sessions of the worker that end where the test does."""
    return sessions_as(connection, "bromost_indicators")


@pytest.fixture
async def project_id(session: AsyncSession) -> UUID:
    """A project of the registry, which this service sees through its view."""
    programme, project = new_id(), new_id()
    await session.execute(
        text(
            "INSERT INTO api.programme (id, code, title, original_language)"
            """ VALUES (:id, 'P', '{"en": "Programme"}', 'en')"""
        ),
        {"id": programme},
    )
    await session.execute(
        text(
            "INSERT INTO api.project"
            " (id, programme_id, code, title, status, original_language)"
            " VALUES (:id, :programme, '8', CAST(:title AS jsonb), 'active', 'en')"
        ),
        {"id": project, "programme": programme, "title": json.dumps(PROJECT_TITLE)},
    )
    await session.commit()
    return project


@pytest.fixture
async def archived_project_id(project_id: UUID, session: AsyncSession) -> UUID:
    await archive_project(session, project_id)
    return project_id


async def archive_project(session: AsyncSession, project_id: UUID) -> None:
    await session.execute(text("RESET ROLE"))
    await session.execute(
        text("UPDATE api.project SET archived_at = now() WHERE id = :id"),
        {"id": project_id},
    )
    await session.commit()


@pytest.fixture
async def programme_id(session: AsyncSession, project_id: UUID) -> UUID:
    found = await session.scalar(
        text("SELECT programme_id FROM api.project WHERE id = :id"), {"id": project_id}
    )
    assert isinstance(found, UUID)
    return found


@pytest.fixture
async def goal_id(session: AsyncSession, programme_id: UUID) -> str:
    return await add_goal(session, programme_id)
