"""A programme's figures: its own values and those of its projects."""

from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role, ScopeType
from bromost_common.db import SessionMaker
from bromost_indicators.figures.auditing import audit
from bromost_indicators.figures.keeping import catch_up_with_all
from tests.conftest import Somebody

from .building import (
    accept,
    add_indicator,
    add_period,
    created,
    figures,
    indicator_body,
    record,
    reported,
    version,
)
from .graphs import add_programme_result, another_project


class Programme:
    """One programme's indicator above those of two projects."""

    def __init__(self, parent: dict[str, Any], projects: list[dict[str, Any]]) -> None:
        self.parent = parent
        self.first, self.second = projects
        self.links: list[dict[str, Any]] = []


@pytest.fixture
async def programme(
    officer: AsyncClient, project_id: UUID, programme_id: UUID, session: AsyncSession
) -> Programme:
    above = await add_programme_result(officer, programme_id)
    path = f"/v1/results/{above['id']}/indicators"
    parent = await created(officer, path, indicator_body())
    projects = [project_id, await another_project(session, project_id)]
    below = [await add_indicator(officer, project) for project in projects]
    made = Programme(parent, below)
    for child in below:
        path = f"/v1/indicators/{child['id']}/rollups"
        body = {"parent_indicator_id": parent["id"]}
        made.links.append(await created(officer, path, body))
    return made


async def explained(client: AsyncClient, indicator: dict[str, Any]) -> Any:
    answer = await client.get(f"/v1/indicators/{indicator['id']}/explain")
    assert answer.status_code == 200, answer.text
    return answer.json()


def by_hand(origin: dict[str, Any]) -> Fraction:
    """The value, from nothing but the methods and leaves that are named."""
    if not origin["parts"]:
        return Fraction(origin["amount"]["value"])
    values = [by_hand(part) for part in origin["parts"]]
    return sum(values, Fraction(0)) if origin["method"] == "sum" else values[-1]


async def test_a_programme_comes_to_what_its_projects_come_to(
    officer: AsyncClient, programme: Programme, system: SessionMaker
) -> None:
    await add_period(officer, programme.parent, 2006)
    await reported(officer, programme.first, {2006: ["20", "30"]})
    second = (await reported(officer, programme.second, {2006: ["5"]}))[2006]
    await catch_up_with_all(system)
    assert (await figures(officer, programme.parent))["life"]["value"] == "35"

    answer = await record(officer, second, "10", reason="Counted once more.")
    await accept(officer, answer.json())
    await catch_up_with_all(system)

    shown = await figures(officer, programme.parent)
    assert (shown["life"]["value"], shown["progress"]) == ("40", "0.5000")
    why = await explained(officer, programme.parent)
    assert why["figure"] == shown["life"]
    assert by_hand(why["origin"]) == 40
    (period,) = why["origin"]["parts"]
    named = {part["indicator"]["id"] for part in period["parts"]}
    assert named == {programme.first["id"], programme.second["id"]}
    assert (await audit(system)).differing == 0


async def test_what_is_left_out_is_in_no_figure_and_named(
    officer: AsyncClient, programme: Programme, system: SessionMaker
) -> None:
    await reported(officer, programme.parent, {2006: ["1"]})
    await reported(officer, programme.first, {2006: ["20"]})
    await reported(officer, programme.second, {2006: ["5"]})
    link = programme.links[1]
    left_out = await officer.patch(
        f"/v1/rollups/{link['id']}", json={"included": False}, headers=version(link)
    )
    await catch_up_with_all(system)

    assert (await figures(officer, programme.parent))["life"]["value"] == "21"
    why = await explained(officer, programme.parent)
    assert [one["id"] for one in why["left_out"]] == [programme.second["id"]]
    gone = await officer.delete(
        f"/v1/rollups/{link['id']}", headers=version(left_out.json())
    )
    assert gone.status_code == 204
    await catch_up_with_all(system)
    assert (await explained(officer, programme.parent))["left_out"] == []


async def test_what_fits_into_no_period_is_told(
    officer: AsyncClient, programme: Programme, system: SessionMaker
) -> None:
    await reported(officer, programme.parent, {2006: ["1"]})
    await reported(officer, programme.first, {2006: ["20"], 2007: ["22"]})
    await catch_up_with_all(system)

    why = await explained(officer, programme.parent)
    assert why["unplaced"] == 1
    assert why["figure"]["marks"] == ["partial", "period_unmatched"]


async def test_a_figure_is_the_same_for_all_and_names_only_what_one_sees(
    officer: AsyncClient,
    programme: Programme,
    system: SessionMaker,
    project_id: UUID,
    somebody: Somebody,
) -> None:
    await add_period(officer, programme.parent, 2006)
    await reported(officer, programme.first, {2006: ["20"]})
    await reported(officer, programme.second, {2006: ["5"]})
    one_of_the_first = await somebody(
        Role.COORDINATOR, ScopeType.PROJECT, str(project_id)
    )
    await catch_up_with_all(system)

    path = f"/v1/indicators/{programme.parent['id']}"
    answer = await one_of_the_first.get(f"{path}/figures")
    assert answer.status_code == 200, answer.text
    assert answer.json()["life"]["value"] == "25"
    why = (await one_of_the_first.get(f"{path}/explain")).json()
    parts = why["origin"]["parts"][0]["parts"]
    assert [(one["id"], one["amount"]["value"]) for one in parts] == [
        (programme.first["id"], "20"),
        (None, "5"),
    ]
    assert programme.second["id"] not in answer.text + str(why)
    hidden = f"/v1/indicators/{programme.second['id']}/figures"
    assert (await one_of_the_first.get(hidden)).status_code == 404
