"""Builds results, indicators, periods and values over HTTP."""

from typing import Any
from uuid import UUID

from httpx import AsyncClient, Response
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.outbox import OutboxMessage


def result_body(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "output",
        "title": {"en": "Entrepreneurs are trained", "nb": "Gründere får opplæring"},
        "original_language": "en",
        **changes,
    }


def indicator_body(**changes: Any) -> dict[str, Any]:
    return {
        "title": {"en": "Entrepreneurs trained"},
        "unit": "number",
        "direction": "increase",
        "decimals": 0,
        "baseline_value": "0",
        "baseline_on": "2004-06-01",
        "target_value": "80",
        "target_on": "2006-12-31",
        **changes,
    }


def period_body(year: int = 2006, **changes: Any) -> dict[str, Any]:
    return {"starts_on": f"{year}-01-01", "ends_on": f"{year}-12-31", **changes}


def version(thing: dict[str, Any]) -> dict[str, str]:
    return {"If-Match": f'"{thing["version"]}"'}


def refusal(answer: Response) -> tuple[int, str, list[str]]:
    """Status, code and the codes of the fields."""
    body = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, body["code"], [f["code"] for f in body["fields"]]


async def created(client: AsyncClient, path: str, body: dict[str, Any]) -> Any:
    answer = await client.post(path, json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def add_result(client: AsyncClient, project_id: UUID, **changes: Any) -> Any:
    path = f"/v1/projects/{project_id}/results"
    return await created(client, path, result_body(**changes))


async def add_indicator(client: AsyncClient, project_id: UUID, **changes: Any) -> Any:
    result = await add_result(client, project_id)
    path = f"/v1/results/{result['id']}/indicators"
    return await created(client, path, indicator_body(**changes))


async def add_period(
    client: AsyncClient, indicator: dict[str, Any], year: int = 2006, **changes: Any
) -> Any:
    path = f"/v1/indicators/{indicator['id']}/periods"
    return await created(client, path, period_body(year, **changes))


async def record(
    client: AsyncClient, period: dict[str, Any], value: str, **changes: Any
) -> Response:
    return await client.post(
        f"/v1/periods/{period['id']}/entries",
        json={"value": value, "state": "reported", **changes},
        headers=version(period),
    )


async def accept(client: AsyncClient, period: dict[str, Any]) -> None:
    """Let the period's current value count: figures come of what was accepted."""
    one = {"entry_id": period["current"]["id"], "status": "accepted"}
    answer = await client.post("/v1/entry-steps", json={"steps": [one]})
    assert answer.json()["done"] == 1, answer.text


async def framework(client: AsyncClient, project_id: UUID, query: str = "") -> Any:
    answer = await client.get(f"/v1/projects/{project_id}/results{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def published(session: AsyncSession, event_type: str) -> list[dict[str, Any]]:
    """The payloads of the events of a type, in the order of their cause."""
    found = await session.scalars(
        select(OutboxMessage.payload)
        .where(OutboxMessage.event_type == event_type)
        .order_by(OutboxMessage.position)
    )
    return list(found)


async def reported(
    client: AsyncClient, indicator: dict[str, Any], values: dict[int, list[str]]
) -> dict[int, dict[str, Any]]:
    """A period for each year, with these values, the last of which is accepted."""
    periods = {}
    for year, said in values.items():
        period = await add_period(client, indicator, year)
        for value in said:
            answer = await record(client, period, value)
            assert answer.status_code == 201, answer.text
            period = answer.json()
        if said:
            await accept(client, period)
        periods[year] = period
    return periods


async def figures(client: AsyncClient, indicator: dict[str, Any]) -> Any:
    answer = await client.get(f"/v1/indicators/{indicator['id']}/figures")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def figures_with_submitted(client: AsyncClient, indicator: dict[str, Any]) -> Any:
    path = f"/v1/indicators/{indicator['id']}/figures"
    answer = await client.get(path, params={"include": "submitted"})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def handed_in(client: AsyncClient, period: dict[str, Any]) -> str:
    answer = await record(client, period, "7", submit=True)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["current"]["id"])


async def step(client: AsyncClient, entry: str, status: str) -> tuple[str, str | None]:
    body = {"steps": [{"entry_id": entry, "status": status, "reason": "So it is."}]}
    answer = await client.post("/v1/entry-steps", json=body)
    assert answer.status_code == 200, answer.text
    (one,) = answer.json()["steps"]
    return one["outcome"], one["code"]
