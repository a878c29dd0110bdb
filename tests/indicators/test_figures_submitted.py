"""Beside what is official: what it would come to with all that was handed in."""

from typing import Any
from uuid import UUID

from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import SessionMaker
from bromost_indicators.figures.auditing import audit
from bromost_indicators.figures.keeping import catch_up_with_all

from .building import (
    accept,
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


async def step(client: AsyncClient, period: dict[str, Any], status: str) -> None:
    one = {"entry_id": period["current"]["id"], "status": status, "reason": "Look."}
    answer = await client.post("/v1/entry-steps", json={"steps": [one]})
    assert answer.json()["done"] == 1, answer.text


async def both(
    client: AsyncClient, indicator: dict[str, Any]
) -> tuple[str | None, str | None, bool]:
    """The official value, the one with more, and whether that is said to be one."""
    official = await figures(client, indicator)
    more = await figures_with_submitted(client, indicator)
    assert (official["include"], official["provisional"]) == ("accepted", False)
    assert more["include"] == "submitted"
    return official["life"]["value"], more["life"]["value"], more["provisional"]


async def test_a_draft_never_counts_and_what_is_handed_in_is_another_figure(
    client: AsyncClient, project_id: UUID, system: SessionMaker
) -> None:
    indicator = await add_indicator(client, project_id)
    period = (await reported(client, indicator, {2006: ["20"]}))[2006]
    period = (
        await record(client, period, "35", reason="Counted anew.", submit=False)
    ).json()

    for kept in (False, True):
        if kept:
            await catch_up_with_all(system)
        assert await both(client, indicator) == ("20", "20", False)
    await step(client, period, "submitted")
    assert await both(client, indicator) == ("20", "35", True)
    await catch_up_with_all(system)
    assert await both(client, indicator) == ("20", "35", True)
    await step(client, period, "returned")
    await catch_up_with_all(system)
    assert await both(client, indicator) == ("20", "20", False)
    await step(client, period, "submitted")
    await step(client, period, "verified")
    await catch_up_with_all(system)
    assert await both(client, indicator) == ("20", "35", True)
    assert (await audit(system)).differing == 0
    await accept(client, period)
    await catch_up_with_all(system)
    assert await both(client, indicator) == ("35", "35", False)
    assert (await audit(system)).differing == 0


async def test_a_programme_shows_what_its_projects_handed_in(
    officer: AsyncClient, project_id: UUID, programme_id: UUID, system: SessionMaker
) -> None:
    above = await add_programme_result(officer, programme_id)
    path = f"/v1/results/{above['id']}/indicators"
    parent = await created(officer, path, indicator_body())
    children = [await add_indicator(officer, project_id) for _ in range(2)]
    for child in children:
        body = {"parent_indicator_id": parent["id"]}
        await created(officer, f"/v1/indicators/{child['id']}/rollups", body)
    await add_period(officer, parent, 2006)
    await reported(officer, children[0], {2006: ["20"]})
    second = await add_period(officer, children[1], 2006)
    second = (await record(officer, second, "5", submit=True)).json()

    await catch_up_with_all(system)
    assert await both(officer, parent) == ("20", "25", True)
    assert await both(officer, children[0]) == ("20", "20", False)
    why = await officer.get(
        f"/v1/indicators/{parent['id']}/explain", params={"include": "submitted"}
    )
    assert why.json()["include"] == "submitted"
    assert why.json()["figure"]["value"] == "25"
    assert (await audit(system)).differing == 0
    await accept(officer, second)
    await catch_up_with_all(system)
    assert await both(officer, parent) == ("25", "25", False)
    assert (await audit(system)).differing == 0


async def test_the_audit_finds_a_figure_that_stands_on_nothing(
    client: AsyncClient, project_id: UUID, session: AsyncSession, system: SessionMaker
) -> None:
    indicator = await add_indicator(client, project_id)
    period = await add_period(client, indicator)
    await record(client, period, "7", submit=True)
    await catch_up_with_all(system)
    wrong = "UPDATE indicators.figure SET life_value = 8 WHERE include = 'submitted'"
    await session.execute(text(wrong))
    await session.commit()

    assert (await audit(system)).differing == 1
    assert await both(client, indicator) == (None, "7", True)
    unknown = await client.get(
        f"/v1/indicators/{indicator['id']}/figures", params={"include": "draft"}
    )
    assert unknown.status_code == 422
