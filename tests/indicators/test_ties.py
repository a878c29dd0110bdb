"""What ties a project to its programme keeps it there."""

from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from .building import add_result, created, indicator_body, refusal
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
    async with AsyncClient(
        transport=ASGITransport(registry),
        base_url="http://test",
        cookies=officer.cookies,
        headers={"If-Match": '"1"'},
    ) as browser:
        path = f"/v1/projects/{project_id}"
        moved = await browser.patch(path, json={"programme_id": str(other)})
        stays = await browser.patch(path, json={"programme_id": str(programme_id)})

    if how == "nothing":
        assert moved.json()["programme"]["id"] == str(other), moved.text
    else:
        assert refusal(moved) == (409, "tied_to_programme", [])
        assert stays.status_code == 200, stays.text
