"""What ties a project to its programme keeps it there."""

from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import SessionMaker
from bromost_indicators.figures.auditing import audit
from bromost_indicators.figures.keeping import catch_up_with_all

from .building import (
    add_indicator,
    add_period,
    add_result,
    created,
    figures,
    indicator_body,
    refusal,
    reported,
    version,
)
from .graphs import add_programme_result, another_programme, tie


async def _tied(
    officer: AsyncClient, how: str, project_id: UUID, programme_id: UUID, goal_id: str
) -> None:
    result = await add_result(officer, project_id)
    above = await add_programme_result(officer, programme_id, kind="outcome")
    if how == "goal":
        await add_result(officer, project_id, goal_ids=[goal_id])
    elif how == "contribution":
        await tie(officer, result, above)
    elif how == "rollup":
        child, parent = [
            await created(
                officer, f"/v1/results/{one['id']}/indicators", indicator_body()
            )
            for one in (result, above)
        ]
        body = {"parent_indicator_id": parent["id"]}
        await created(officer, f"/v1/indicators/{child['id']}/rollups", body)


@pytest.mark.parametrize("how", ["goal", "contribution", "rollup", "nothing"])
async def test_a_project_leaves_its_programme_without_what_ties_it(
    *,
    how: str,
    officer: AsyncClient,
    registry: FastAPI,
    project_id: UUID,
    programme_id: UUID,
    goal_id: str,
    session: AsyncSession,
) -> None:
    """Else its figures would stay in those of the programme that it left."""
    await _tied(officer, how, project_id, programme_id, goal_id)
    other = await another_programme(session)
    moved = await _move(officer, registry, project_id, other)

    if how == "nothing":
        assert moved.json()["programme"]["id"] == str(other), moved.text
    else:
        assert refusal(moved) == (409, "tied_to_programme", [])
        stays = await _move(officer, registry, project_id, programme_id)
        assert stays.status_code == 200, stays.text


async def test_a_project_with_values_takes_them_along_and_leaves_none_behind(
    *,
    officer: AsyncClient,
    registry: FastAPI,
    project_id: UUID,
    programme_id: UUID,
    session: AsyncSession,
    system: SessionMaker,
) -> None:
    """What it told is counted in one programme at any time, and never in two."""
    other = await another_programme(session)
    child = await add_indicator(officer, project_id)
    await reported(officer, child, {2006: ["12"]})
    parents = [await _parent(officer, one) for one in (programme_id, other)]
    path = f"/v1/indicators/{child['id']}/rollups"
    link = await created(officer, path, {"parent_indicator_id": parents[0]["id"]})

    async def told() -> list[str | None]:
        await catch_up_with_all(system)
        assert (await audit(system)).differing == 0
        return [
            (await figures(officer, one))["life"]["value"] for one in (child, *parents)
        ]

    assert await told() == ["12", "12", None]
    too_early = await officer.post(path, json={"parent_indicator_id": parents[1]["id"]})
    assert refusal(too_early)[1:] == (
        "invalid_request",
        ["unknown_indicator"],
    )
    refused = await _move(officer, registry, project_id, other)
    assert refusal(refused) == (409, "tied_to_programme", [])
    assert await told() == ["12", "12", None]

    await officer.delete(f"/v1/rollups/{link['id']}", headers=version(link))
    moved = await _move(officer, registry, project_id, other)
    assert moved.status_code == 200, moved.text
    assert await told() == ["12", None, None]
    await created(officer, path, {"parent_indicator_id": parents[1]["id"]})
    assert await told() == ["12", None, "12"]


async def _parent(officer: AsyncClient, programme_id: UUID) -> Any:
    result = await add_programme_result(officer, programme_id)
    path = f"/v1/results/{result['id']}/indicators"
    parent = await created(officer, path, indicator_body())
    await add_period(officer, parent, 2006)
    return parent


async def _move(
    officer: AsyncClient, registry: FastAPI, project_id: UUID, programme_id: UUID
) -> Response:
    async with AsyncClient(
        transport=ASGITransport(registry),
        base_url="http://test",
        cookies=officer.cookies,
        headers={"If-Match": '"1"'},
    ) as browser:
        body = {"programme_id": str(programme_id)}
        return await browser.patch(f"/v1/projects/{project_id}", json=body)
