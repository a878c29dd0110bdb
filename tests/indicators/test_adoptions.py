"""A framework is filled from the programme's, or from that of another project."""

from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import new_id

from .building import (
    add_result,
    created,
    framework,
    indicator_body,
    published,
    refusal,
    version,
)
from .graphs import add_programme_result, another_project, graph, tie
from .test_results import change


async def adopt(client: AsyncClient, owner_id: UUID, source: Any, **body: Any) -> Any:
    path = f"/v1/frameworks/{owner_id}/adoptions"
    wanted = {"source_id": str(source), "mode": "inherited", **body}
    return await client.post(path, json=wanted)


async def measured(client: AsyncClient, result: dict[str, Any], **changes: Any) -> Any:
    path = f"/v1/results/{result['id']}/indicators"
    return await created(client, path, indicator_body(**changes))


@pytest.fixture
async def above(officer: AsyncClient, programme_id: UUID) -> list[dict[str, Any]]:
    """An outcome and an impact of the programme, tied together and measured."""
    outcome = await add_programme_result(officer, programme_id, kind="outcome")
    impact = await add_programme_result(officer, programme_id, kind="impact")
    await tie(officer, outcome, impact, strength="weak", assumption={"en": "Peace."})
    return [outcome, impact, await measured(officer, outcome, decimals=2)]


async def test_a_whole_framework_is_inherited_with_its_ties_and_goes_into_it(
    officer: AsyncClient,
    project_id: UUID,
    programme_id: UUID,
    session: AsyncSession,
    above: list[dict[str, Any]],
) -> None:
    answer = await adopt(officer, project_id, programme_id)
    assert answer.status_code == 200, answer.text

    results = (await framework(officer, project_id))["results"]
    tied = await graph(officer, project_id)
    assert [r["origin_mode"] for r in results] == ["inherited", "inherited"]
    assert [r["origin_result_id"] for r in results] == [one["id"] for one in above[:2]]
    (child,) = results[0]["indicators"]
    # What it counts, and neither baseline nor target of all.
    assert (child["origin_indicator_id"], child["decimals"]) == (above[2]["id"], 2)
    assert (child["baseline_value"], child["target_value"]) == (None, None)
    assert child["definition"]["id"] == above[2]["definition"]["id"]
    own = [c for c in tied["contributions"] if c["from_result_id"] == results[0]["id"]]
    assert [(c["to_result_id"], c["strength"]) for c in own] == [
        (results[1]["id"], "weak")
    ]
    (rollup,) = tied["rollups"]
    assert rollup["parent_indicator_id"] == above[2]["id"]
    assert len(await published(session, "result.registered.v1")) == 4


async def test_what_was_taken_over_is_not_taken_twice(
    officer: AsyncClient,
    project_id: UUID,
    programme_id: UUID,
    above: list[dict[str, Any]],
) -> None:
    first = await adopt(officer, project_id, programme_id, result_ids=[above[0]["id"]])
    again = (await adopt(officer, project_id, programme_id)).json()
    last = (await adopt(officer, project_id, programme_id)).json()

    assert len(first.json()["result_ids"]) == len(again["result_ids"]) == 1
    assert again["indicator_ids"] == last["result_ids"] == last["indicator_ids"] == []
    assert (again["already_there"], last["already_there"]) == (2, 3)
    assert len((await graph(officer, project_id))["contributions"]) == 2


async def test_single_indicators_are_taken_over_with_their_result(
    officer: AsyncClient,
    project_id: UUID,
    programme_id: UUID,
    above: list[dict[str, Any]],
) -> None:
    second = await measured(officer, above[0])

    await adopt(officer, project_id, programme_id, indicator_ids=[second["id"]])

    (result,) = (await framework(officer, project_id))["results"]
    assert [i["origin_indicator_id"] for i in result["indicators"]] == [second["id"]]


async def test_an_inherited_indicator_is_worded_and_counted_as_the_programme_says(
    officer: AsyncClient,
    project_id: UUID,
    programme_id: UUID,
    above: list[dict[str, Any]],
) -> None:
    await adopt(officer, project_id, programme_id)
    (child,) = (await framework(officer, project_id))["results"][0]["indicators"]
    path = f"/v1/indicators/{child['id']}"

    for wrong in ({"title": {"en": "Ours"}}, {"decimals": 1}):
        answer = await officer.patch(path, json=wrong, headers=version(child))
        assert refusal(answer) == (422, "invalid_request", ["inherited_field"])
    own = await officer.patch(
        path, json={"decimals": 2, "target_value": "5"}, headers=version(child)
    )
    assert (own.status_code, own.json()["target_value"]) == (200, "5.00")
    await officer.patch(
        f"/v1/indicators/{above[2]['id']}",
        json={"title": {"en": "People who were trained"}},
        headers=version(above[2]),
    )
    heard = (await officer.get(path)).json()
    assert heard["title"] == {"en": "People who were trained"}


async def test_a_copy_of_another_project_is_ones_own(
    officer: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    other = await another_project(session, project_id)
    result = await add_result(officer, other)
    theirs = await measured(officer, result)

    await adopt(officer, project_id, other, mode="copied")

    (copy,) = (await framework(officer, project_id))["results"]
    (ours,) = copy["indicators"]
    assert (copy["origin_mode"], ours["origin_mode"]) == ("copied", "copied")
    assert ours["definition"]["id"] != theirs["definition"]["id"]
    changed = await change(officer, copy, title={"en": "Ours"})
    renamed = await officer.patch(
        f"/v1/indicators/{ours['id']}",
        json={"decimals": 1, "title": {"en": "Ours"}},
        headers=version(ours),
    )
    assert (changed["title"], renamed.status_code) == ({"en": "Ours"}, 200)
    before = (await officer.get(f"/v1/indicators/{theirs['id']}")).json()
    assert before["decimals"] == 0
    assert (await graph(officer, project_id))["rollups"] == []


async def test_nothing_is_inherited_of_others_and_nothing_unknown_taken(
    officer: AsyncClient,
    project_id: UUID,
    programme_id: UUID,
    session: AsyncSession,
    above: list[dict[str, Any]],
) -> None:
    other = await another_project(session, project_id)

    for source in (other, project_id):
        refused = await adopt(officer, project_id, source)
        assert refusal(refused) == (409, "wrong_source", [])
    upward = await adopt(officer, programme_id, project_id)
    assert refusal(upward) == (409, "wrong_source", [])
    for wrong in (
        {"source": new_id()},
        {"source": programme_id, "result_ids": [str(new_id())]},
        {"source": programme_id, "indicator_ids": [above[0]["id"]]},
    ):
        answer = await adopt(officer, project_id, **wrong)
        assert refusal(answer) == (422, "invalid_request", ["unknown_source"]), wrong
    assert (await framework(officer, project_id))["results"] == []


async def test_readers_take_nothing_over(
    reader: AsyncClient, project_id: UUID, programme_id: UUID
) -> None:
    answer = await adopt(reader, project_id, programme_id)
    assert answer.status_code == 403


async def test_who_carries_out_a_project_inherits_of_a_programme_it_only_sees(
    somebody: Any,
    project_id: UUID,
    programme_id: UUID,
    above: list[dict[str, Any]],
) -> None:
    coordinator = await somebody("coordinator", "project", str(project_id))

    taken = await adopt(coordinator, project_id, programme_id)
    (result, _) = (await framework(coordinator, project_id))["results"]
    upward = await coordinator.patch(
        f"/v1/results/{above[0]['id']}", json={"position": 1}, headers=version(above[0])
    )

    assert taken.status_code == 200, taken.text
    assert len(result["indicators"]) == 1
    assert refusal(upward) == (403, "permission_denied", [])
