"""The registry in figures."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from tests.api.portfolio import organisation, partnership
from tests.api.projects import budget_line, change, programme, project
from tests.statements import statements


async def overview(client: AsyncClient) -> dict[str, Any]:
    answer = await client.get("/v1/overview")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_empty_installation_answers_zeros(reader: AsyncClient) -> None:
    found = await overview(reader)

    assert found["organisations"] == {"total": 0, "by_kind": []}
    assert found["projects"]["total"] == found["partnerships"]["total"] == 0
    assert {s["count"] for s in found["projects"]["by_status"]} == {0}
    assert {s["count"] for s in found["partnerships"]["by_status"]} == {0}
    assert found["countries"] == found["changes"] == []
    assert found["budget"] == {"total": [], "by_year_and_funder": []}


@pytest.fixture
async def changed(officer: AsyncClient, session: AsyncSession) -> str:
    """A small portfolio; the id of the project that was changed last."""
    frame = await programme(officer)
    nmfa = await organisation(officer, "NMFA", kind="ministry")
    stange = await organisation(officer, "Stange")
    kosovo = await organisation(officer, "Fushë Kosovë", "XK")
    await partnership(officer, [stange], [kosovo])
    one = await project(officer, frame["id"], countries=["XK", "RS"], status="active")
    two = await project(officer, frame["id"], code="4", countries=["XK"])
    gone = await project(officer, frame["id"], code="5", countries=["BA"])
    for thing in (one, two, gone):
        await budget_line(session, thing["id"], nmfa, amount="0.10")
    await budget_line(session, one["id"], nmfa, amount="5", currency="EUR", year=2006)
    archive = f"/v1/projects/{gone['id']}/archive"
    await officer.post(archive, headers={"If-Match": '"1"'})
    await change(officer, "/v1/projects", two, status="active")
    return str(two["id"])


async def test_figures_count_what_is_there(
    officer: AsyncClient, connection: AsyncConnection, changed: str
) -> None:
    with statements(connection) as sent:
        found = await overview(officer)

    kinds = [(k["kind"], k["count"]) for k in found["organisations"]["by_kind"]]
    assert kinds == [("municipality", 2), ("ministry", 1)]
    statuses = {s["status"]: s["count"] for s in found["projects"]["by_status"]}
    assert (found["projects"]["total"], statuses["active"]) == (2, 2)
    assert statuses["planned"] == 0
    bonds = {s["status"]: s["count"] for s in found["partnerships"]["by_status"]}
    assert (bonds["active"], bonds["ended"]) == (1, 0)
    assert found["countries"] == [
        {"code": "XK", "project_count": 2},
        {"code": "RS", "project_count": 1},
    ]
    assert found["budget"]["total"] == [
        {"currency": "EUR", "amount": "5.00"},
        {"currency": "NOK", "amount": "0.20"},
    ]
    first = found["budget"]["by_year_and_funder"][0]
    assert (first["year"], first["funder"]["name"]) == (2005, "NMFA")
    newest = found["changes"][0]
    assert (newest["event_type"], newest["object_id"]) == (
        "project.changed.v1",
        changed,
    )
    assert newest["params"]["changed"] == ["status"]
    assert newest["actor_name"] == "Programme Manager"
    assert len(found["changes"]) <= 10
    assert len([s for s in sent if "SELECT" in s and "actor_of_session" not in s]) <= 6


async def test_strangers_see_no_figures(anonymous: AsyncClient) -> None:
    assert (await anonymous.get("/v1/overview")).status_code == 401
