"""S1, S2: who funds something reads the values that were accepted, and no others."""

from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import text, true
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bromost_common.auth import Role, ScopeType
from bromost_indicators.entries import repository
from bromost_indicators.figures.keeping import catch_up_with_all
from tests.conftest import Somebody, sessions_as

from .building import (
    add_indicator,
    add_period,
    created,
    figures,
    figures_with_submitted,
    indicator_body,
    record,
    reported,
)
from .graphs import add_programme_result

PROGRAMME = text("SELECT programme_id FROM api.project WHERE id = :id")
SECRET = "35"


@pytest.fixture
async def scope(session: AsyncSession, project_id: UUID) -> str:
    await session.execute(text("RESET ROLE"))
    return str((await session.execute(PROGRAMME, {"id": project_id})).scalar_one())


@pytest.fixture
async def indicator(
    client: AsyncClient, project_id: UUID, connection: AsyncConnection
) -> dict[str, Any]:
    """20 was accepted, 35 is handed in."""
    indicator: dict[str, Any] = await add_indicator(client, project_id)
    period = (await reported(client, indicator, {2006: ["20"]}))[2006]
    answer = await record(client, period, SECRET, reason="Counted anew.")
    assert answer.status_code == 201, answer.text
    await catch_up_with_all(sessions_as(connection, "bromost_indicators"))
    return indicator | {"period": answer.json(), "project": project_id}


async def told(client: AsyncClient, indicator: dict[str, Any]) -> dict[str, Any]:
    """The values of the period, wherever they are read."""
    period = indicator["period"]["id"]
    one = (await client.get(f"/v1/indicators/{indicator['id']}")).json()
    framework = await client.get(f"/v1/projects/{indicator['project']}/results")
    (result,) = framework.json()["results"]
    entries = (await client.get(f"/v1/periods/{period}/entries")).json()["items"]
    more = await figures_with_submitted(client, indicator)
    return {
        "one": one["periods"][0]["current"]["value"],
        "latest": one["latest"]["value"],
        "framework": result["indicators"][0]["periods"][0]["current"]["value"],
        "entries": [entry["value"] for entry in entries],
        "official": (await figures(client, indicator))["life"]["value"],
        "with more": (more["life"]["value"], more["provisional"]),
    }


ACCEPTED = {
    "one": "20",
    "latest": "20",
    "framework": "20",
    "entries": ["20"],
    "official": "20",
    "with more": ("20", False),
}
ALL = {
    "one": SECRET,
    "latest": SECRET,
    "framework": SECRET,
    "entries": [SECRET, "20"],
    "official": "20",
    "with more": (SECRET, True),
}


async def test_s1_a_funder_reads_what_was_accepted(
    somebody: Somebody, indicator: dict[str, Any], scope: str
) -> None:
    funder = await somebody(Role.FUNDER, ScopeType.PROGRAMME, scope)
    adviser = await somebody(Role.ADVISER, ScopeType.PROGRAMME, scope)
    waiting = indicator["period"]["current"]["id"]

    assert await told(funder, indicator) == ACCEPTED
    assert (await funder.get(f"/v1/entries/{waiting}/steps")).status_code == 404
    assert await told(adviser, indicator) == ALL
    assert (await adviser.get(f"/v1/entries/{waiting}/steps")).status_code == 200


async def test_s2_the_database_keeps_it_from_a_funder_by_itself(
    somebody: Somebody,
    indicator: dict[str, Any],
    scope: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    funder = await somebody(Role.FUNDER, ScopeType.PROGRAMME, scope)
    waiting = indicator["period"]["current"]["id"]
    monkeypatch.setattr(repository, "visible_entries", lambda *_: true())

    assert await told(funder, indicator) == ACCEPTED
    assert (await funder.get(f"/v1/entries/{waiting}/steps")).status_code == 404


async def test_s1_a_funder_reads_no_sum_of_what_waits_below(
    somebody: Somebody,
    officer: AsyncClient,
    indicator: dict[str, Any],
    scope: str,
    connection: AsyncConnection,
) -> None:
    above = await add_programme_result(officer, UUID(scope))
    path = f"/v1/results/{above['id']}/indicators"
    parent = await created(officer, path, indicator_body())
    await created(
        officer,
        f"/v1/indicators/{indicator['id']}/rollups",
        {"parent_indicator_id": parent["id"]},
    )
    await add_period(officer, parent, 2006)
    funder = await somebody(Role.FUNDER, ScopeType.PROGRAMME, scope)
    adviser = await somebody(Role.ADVISER, ScopeType.PROGRAMME, scope)

    async def sums(who: AsyncClient) -> tuple[str, str]:
        why = await who.get(
            f"/v1/indicators/{parent['id']}/explain", params={"include": "submitted"}
        )
        more = await figures_with_submitted(who, parent)
        return more["life"]["value"], why.json()["figure"]["value"]

    # Before the figure is kept, and after.
    for _ in range(2):
        assert await sums(funder) == ("20", "20")
        assert await sums(adviser) == (SECRET, SECRET)
        await catch_up_with_all(sessions_as(connection, "bromost_indicators"))
