"""Builds requirements of reports, and looks at what is owed."""

from datetime import date
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import new_id
from bromost_indicators.reports.router import today

from .building import created, version


def it_is(app: FastAPI, day: date) -> None:
    app.dependency_overrides[today] = lambda: day


def requirement_body(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "progress",
        "title": {"en": "Progress report"},
        "original_language": "en",
        "rhythm": "half_year",
        "starts_on": "2006-01-01",
        "ends_on": "2006-12-31",
        "days_to_report": 30,
        "grace_days": 7,
        **changes,
    }


async def ask(client: AsyncClient, programme_id: UUID, **changes: Any) -> Any:
    path = f"/v1/programmes/{programme_id}/reporting-requirements"
    return await created(client, path, requirement_body(**changes))


async def calendar(
    client: AsyncClient, owner_id: UUID, **query: Any
) -> list[dict[str, Any]]:
    path = f"/v1/frameworks/{owner_id}/reporting-calendar"
    answer = await client.get(path, params={"year": 2006, **query})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def owed_reports(
    client: AsyncClient, owner_id: UUID, **query: Any
) -> list[dict[str, Any]]:
    rows = await calendar(client, owner_id, **query)
    return [await report(client, one["id"]) for row in rows for one in row["reports"]]


async def report(client: AsyncClient, report_id: str) -> dict[str, Any]:
    answer = await client.get(f"/v1/reports/{report_id}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["etag"] == f'"{answer.json()["version"]}"'
    found: dict[str, Any] = answer.json()
    return found


async def take(
    client: AsyncClient, one: dict[str, Any], step: str, **more: Any
) -> Response:
    now = await report(client, one["id"])
    return await client.post(
        f"/v1/reports/{one['id']}/steps",
        json={"step": step, **more},
        headers=version(now),
    )


async def taken(
    client: AsyncClient, one: dict[str, Any], step: str, **more: Any
) -> dict[str, Any]:
    answer = await take(client, one, step, **more)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def add_partner(
    session: AsyncSession, project_id: UUID, name: str, role: str = "lead_partner"
) -> UUID:
    """An organisation in the project; who joined is told by the project's row."""
    organisation = new_id()
    await session.execute(text("RESET ROLE"))
    await session.execute(
        text(
            "INSERT INTO api.organisation (id, name, kind, country_code)"
            " VALUES (:id, :name, 'municipality', 'NO')"
        ),
        {"id": organisation, "name": name},
    )
    await session.execute(
        text(
            "INSERT INTO api.project_role (project_id, organisation_id, role)"
            " VALUES (:project, :id, :role)"
        ),
        {"project": project_id, "id": organisation, "role": role},
    )
    await session.execute(
        text("UPDATE api.project SET updated_at = now() WHERE id = :id"),
        {"id": project_id},
    )
    await session.commit()
    return organisation


async def add_project(session: AsyncSession, programme_id: UUID, code: str) -> UUID:
    project = new_id()
    await session.execute(text("RESET ROLE"))
    await session.execute(
        text(
            "INSERT INTO api.project"
            " (id, programme_id, code, title, status, original_language)"
            """ VALUES (:id, :programme, :code, '{"en": "Late"}', 'active', 'en')"""
        ),
        {"id": project, "programme": programme_id, "code": code},
    )
    await session.commit()
    return project


async def set_project(session: AsyncSession, project_id: UUID, **values: Any) -> None:
    columns = ", ".join(f"{name} = :{name}" for name in values)
    await session.execute(text("RESET ROLE"))
    await session.execute(
        text(f"UPDATE api.project SET {columns}, updated_at = now() WHERE id = :id"),  # noqa: S608  # names of columns
        {"id": project_id, **values},
    )
    await session.commit()
