"""Programmes, themes and projects for tests, made through the front door."""

from typing import Any

from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

PROGRAMMES = "/v1/programmes"
PROJECTS = "/v1/projects"


def programme_body(**changes: Any) -> dict[str, Any]:
    return {
        "code": "MIC",
        "title": {"en": "Municipal international cooperation"},
    } | changes


def project_body(programme: str, /, **changes: Any) -> dict[str, Any]:
    return {
        "programme_id": programme,
        "code": "3",
        "title": {"en": "Youth councils", "nb": "Ungdomsråd"},
    } | changes


async def made(client: AsyncClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await client.post(path, json=body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def programme(client: AsyncClient, **changes: Any) -> dict[str, Any]:
    return await made(client, PROGRAMMES, programme_body(**changes))


async def project(
    client: AsyncClient, programme: str, /, **changes: Any
) -> dict[str, Any]:
    return await made(client, PROJECTS, project_body(programme, **changes))


async def theme(client: AsyncClient, code: str) -> str:
    body = {"code": code, "name": {"en": code.title()}}
    return str((await made(client, "/v1/themes", body))["id"])


async def change(
    client: AsyncClient, path: str, thing: dict[str, Any], **changes: Any
) -> Response:
    return await client.patch(
        f"{path}/{thing['id']}",
        json=changes,
        headers={"If-Match": f'"{thing["version"]}"'},
    )


async def codes(client: AsyncClient, **query: Any) -> list[str]:
    """The codes of the projects that a list has, in its order."""
    answer = await client.get(PROJECTS, params=query)
    assert answer.status_code == 200, answer.text
    return [item["code"] for item in answer.json()["items"]]


def refusal(answer: Response) -> tuple[int, list[Any], str]:
    field = answer.json()["fields"][0]
    return answer.status_code, field["loc"], field["code"]


async def events(session: AsyncSession, kind: str) -> list[dict[str, Any]]:
    found = await session.scalars(
        text(
            "SELECT payload FROM common.outbox WHERE event_type = :kind"
            " ORDER BY position"
        ),
        {"kind": kind},
    )
    return list(found)


async def budget_line(
    session: AsyncSession, project_id: str, funder_id: str, **changes: Any
) -> None:
    values = {"year": 2005, "amount": "1000.50", "currency": "NOK"} | changes
    await session.execute(
        text(
            "INSERT INTO api.budget_line"
            " (id, project_id, funder_id, year, amount, currency) VALUES"
            " (gen_random_uuid(), :project, :funder, :year,"
            "  CAST(CAST(:amount AS text) AS numeric), :currency)"
        ),
        {"project": project_id, "funder": funder_id, **values},
    )
    await session.commit()
