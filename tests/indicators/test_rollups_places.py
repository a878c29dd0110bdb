"""Figures go into others, and a project works at places."""

from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from .building import (
    add_indicator,
    created,
    indicator_body,
    refusal,
    version,
)
from .graphs import PLACE, add_partner, add_programme_result, another_project, graph


async def test_figures_go_into_the_programmes_where_they_can_be_added(
    officer: AsyncClient, project_id: UUID, programme_id: UUID
) -> None:
    above = await add_programme_result(officer, programme_id)
    path = f"/v1/results/{above['id']}/indicators"
    parent = await created(officer, path, indicator_body())
    share = await created(
        officer, path, indicator_body(unit="percent", target_value="80")
    )
    child = await add_indicator(officer, project_id)
    rollups = f"/v1/indicators/{child['id']}/rollups"

    made = await created(officer, rollups, {"parent_indicator_id": parent["id"]})
    again = await officer.post(rollups, json={"parent_indicator_id": parent["id"]})
    apart = await officer.post(rollups, json={"parent_indicator_id": share["id"]})
    itself = await officer.post(rollups, json={"parent_indicator_id": child["id"]})
    left_out = await officer.patch(
        f"/v1/rollups/{made['id']}",
        json={"included": False, "note": {"en": "Counted by the other side."}},
        headers=version(made),
    )

    assert made["included"]
    assert refusal(again) == (409, "rollup_exists", [])
    assert refusal(apart) == (409, "not_comparable", [])
    assert refusal(itself) == (409, "rollup_cycle", [])
    assert not left_out.json()["included"]
    assert (await graph(officer, project_id))["rollups"] == [left_out.json()]
    gone = await officer.delete(
        f"/v1/rollups/{made['id']}", headers=version(left_out.json())
    )
    assert gone.status_code == 204


async def test_figures_do_not_go_round_or_into_another_project(
    officer: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    a, b = [await add_indicator(officer, project_id) for _ in "ab"]
    other = await another_project(session, project_id)
    foreign = await add_indicator(officer, other)
    path = f"/v1/indicators/{b['id']}/rollups"

    await created(
        officer,
        f"/v1/indicators/{a['id']}/rollups",
        {"parent_indicator_id": b["id"]},
    )
    back = await officer.post(path, json={"parent_indicator_id": a["id"]})
    away = await officer.post(path, json={"parent_indicator_id": foreign["id"]})

    assert refusal(back) == (409, "rollup_cycle", [])
    assert refusal(away) == (422, "invalid_request", ["unknown_indicator"])


async def test_a_project_works_at_places_on_a_side(
    officer: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    side = await add_partner(session, project_id, "Gran")
    path = f"/v1/projects/{project_id}/places"
    point = {"latitude": "42.637", "longitude": "21.092", "country_code": "XK"}
    place = await created(officer, path, {**PLACE, **point, "organisation_id": side})
    gone = await officer.patch(
        f"/v1/places/{place['id']}", json={"archived": True}, headers=version(place)
    )
    stale = await officer.patch(
        f"/v1/places/{place['id']}", json={"archived": False}, headers=version(place)
    )

    assert (place["latitude"], place["longitude"]) == ("42.637000", "21.092000")
    assert gone.json()["archived"]
    assert refusal(stale)[:2] == (412, "stale_version")
    assert (await graph(officer, project_id))["places"] == [gone.json()]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"latitude": "42.6"}, "point_incomplete"),
        ({"latitude": "91", "longitude": "0"}, "outside_of_the_earth"),
        ({"latitude": "0", "longitude": "-180.5"}, "outside_of_the_earth"),
        ({"country_code": "ZZ"}, "unknown_country"),
        ({"country_code": "no"}, "string_pattern_mismatch"),
        ({"latitude": "1e400", "longitude": "0"}, "string_pattern_mismatch"),
        ({"latitude": "NaN", "longitude": "0"}, "string_pattern_mismatch"),
        ({"organisation_id": "0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4b"}, "unknown_side"),
        ({"original_language": "pl"}, "original_language_missing"),
    ],
)
async def test_wrong_places_are_refused_by_field(
    officer: AsyncClient, project_id: UUID, changes: dict[str, Any], code: str
) -> None:
    path = f"/v1/projects/{project_id}/places"

    answer = await officer.post(path, json={**PLACE, **changes})

    assert refusal(answer) == (422, "invalid_request", [code])
