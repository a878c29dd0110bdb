"""Builds what hangs together, over HTTP where this service keeps it."""

from typing import Any
from uuid import UUID

from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import new_id

from .building import created, result_body

PLACE = {"name": {"en": "Business centre"}, "original_language": "en"}


async def add_goal(session: AsyncSession, programme_id: UUID) -> str:
    goal = new_id()
    await session.execute(
        text(
            "INSERT INTO api.programme_goal (id, programme_id, position, text)"
            """ VALUES (:id, :programme, 1, '{"en": "Effective administration"}')"""
        ),
        {"id": goal, "programme": programme_id},
    )
    await session.commit()
    return str(goal)


async def add_partner(session: AsyncSession, project_id: UUID, name: str) -> str:
    organisation = new_id()
    await session.execute(
        text(
            "INSERT INTO api.organisation (id, name, kind)"
            " VALUES (:id, :name, 'municipality')"
        ),
        {"id": organisation, "name": name},
    )
    await session.execute(
        text(
            "INSERT INTO api.project_role (project_id, organisation_id, role)"
            " VALUES (:project, :organisation, 'partner')"
        ),
        {"project": project_id, "organisation": organisation},
    )
    await session.commit()
    return str(organisation)


async def add_programme_result(
    client: AsyncClient, programme_id: UUID, **changes: Any
) -> Any:
    path = f"/v1/programmes/{programme_id}/results"
    return await created(client, path, result_body(**changes))


async def tie(
    client: AsyncClient, start: dict[str, Any], end: dict[str, Any], **changes: Any
) -> Any:
    return await client.post(
        f"/v1/results/{start['id']}/contributions",
        json={"to_result_id": end["id"], **changes},
    )


async def graph(client: AsyncClient, owner_id: UUID, query: str = "") -> Any:
    answer = await client.get(f"/v1/frameworks/{owner_id}/graph{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def another_project(session: AsyncSession, project_id: UUID) -> UUID:
    """A second project of the same programme."""
    other = new_id()
    await session.execute(
        text(
            "INSERT INTO api.project"
            " (id, programme_id, code, title, status, original_language)"
            " SELECT :other, programme_id, '9', title, status, 'en'"
            " FROM api.project WHERE id = :id"
        ),
        {"id": project_id, "other": other},
    )
    await session.commit()
    return other


async def another_programme(session: AsyncSession) -> UUID:
    other = new_id()
    await session.execute(text("RESET ROLE"))
    await session.execute(
        text(
            "INSERT INTO api.programme (id, code, title, original_language)"
            """ VALUES (:id, 'Q', '{"en": "Another programme"}', 'en')"""
        ),
        {"id": other},
    )
    await session.commit()
    return other
