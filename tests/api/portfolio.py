"""Organisations, projects and partnerships for tests, made as briefly as possible."""

from typing import Any

from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import new_id

PARTNERSHIPS = "/v1/partnerships"


async def organisation(
    client: AsyncClient, name: str, country: str = "NO", **changes: Any
) -> str:
    body = {"kind": "municipality", "name": name, "country_code": country} | changes
    answer = await client.post("/v1/organisations", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def at(latitude: str, longitude: str) -> dict[str, str]:
    return {"latitude": latitude, "longitude": longitude}


async def project(session: AsyncSession, code: str, **changes: Any) -> str:
    """A project by SQL alone, in a programme that is made when there is none."""
    project_id = new_id()
    await session.execute(
        text(
            "INSERT INTO api.programme (id, code, title) VALUES (:id, 'P', :title)"
            " ON CONFLICT (code) DO NOTHING"
        ),
        {"id": new_id(), "title": '{"en": "A programme"}'},
    )
    await session.execute(
        text(
            "INSERT INTO api.project (id, programme_id, code, title)"
            " SELECT :id, p.id, :code, jsonb_build_object('en', CAST(:title AS text))"
            " FROM api.programme p WHERE p.code = 'P'"
        ),
        {"id": project_id, "code": code, "title": changes.get("title", f"No. {code}")},
    )
    for country in changes.get("countries", ()):
        await session.execute(
            text("INSERT INTO api.project_country VALUES (:id, :country)"),
            {"id": project_id, "country": country},
        )
    await session.commit()
    return str(project_id)


async def partnership(
    client: AsyncClient, *sides: list[str], **changes: Any
) -> dict[str, Any]:
    """A twinning of organisations given by id, active since 2005."""
    members = [
        {"organisation_id": member, "side": number}
        for number, side in enumerate(sides, 1)
        for member in side
    ]
    body = {
        "name": "A twinning",
        "link_type": "twinning",
        "members": members,
        "status": {"status": "active", "valid_from": "2005-01-01"},
    } | changes
    answer = await client.post(PARTNERSHIPS, json=body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found
