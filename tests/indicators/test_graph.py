"""Results hang together: contributions, goals, sides, and the programme's results."""

from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bromost_common.db import new_id
from tests.statements import statements

from .building import (
    add_result,
    created,
    framework,
    indicator_body,
    published,
    refusal,
    result_body,
    version,
)
from .graphs import (
    PLACE,
    add_partner,
    add_programme_result,
    another_project,
    graph,
    tie,
)
from .test_results import change


async def test_a_result_leads_to_many_and_many_lead_to_it(
    officer: AsyncClient, project_id: UUID
) -> None:
    a, b = [await add_result(officer, project_id, kind="activity") for _ in "ab"]
    c, d = [await add_result(officer, project_id, kind="output") for _ in "cd"]
    assumption = {"en": "Those who were trained stay."}

    for start, end in ((a, c), (a, d), (b, c)):
        made = await tie(officer, start, end, strength="strong", assumption=assumption)
        assert made.status_code == 201, made.text
        assert made.headers["etag"] == '"1"'

    found = (await graph(officer, project_id))["contributions"]
    assert [(one["from_result_id"], one["to_result_id"]) for one in found] == [
        (a["id"], c["id"]),
        (a["id"], d["id"]),
        (b["id"], c["id"]),
    ]
    assert {one["strength"] for one in found} == {"strong"}
    assert found[0]["assumption"] == assumption


async def test_a_contribution_never_leads_down_or_round(
    officer: AsyncClient, project_id: UUID
) -> None:
    activity = await add_result(officer, project_id, kind="activity")
    a, b, c = [await add_result(officer, project_id, kind="output") for _ in "abc"]
    for start, end in ((a, b), (b, c), (activity, a)):
        assert (await tie(officer, start, end)).status_code == 201

    assert refusal(await tie(officer, c, a)) == (409, "framework_cycle", [])
    assert refusal(await tie(officer, a, a)) == (409, "framework_cycle", [])
    assert refusal(await tie(officer, b, activity)) == (
        409,
        "contribution_against_level",
        [],
    )
    assert refusal(await tie(officer, a, b)) == (409, "contribution_exists", [])
    lower = await officer.patch(
        f"/v1/results/{b['id']}", json={"kind": "input"}, headers=version(b)
    )
    assert refusal(lower) == (409, "contribution_against_level", [])


@pytest.mark.parametrize(
    "changes", [{"strength": "huge"}, {"assumption": {}}, {"to_result_id": "8"}]
)
async def test_wrong_contributions_are_refused_by_field(
    officer: AsyncClient, project_id: UUID, changes: dict[str, Any]
) -> None:
    a, b = [await add_result(officer, project_id) for _ in "ab"]

    answer = await tie(officer, a, b, **changes)

    assert refusal(answer)[:2] == (422, "invalid_request")
    assert answer.json()["fields"][0]["loc"][1] in changes


async def test_a_contribution_changes_on_the_version_that_was_read_and_goes(
    officer: AsyncClient, project_id: UUID
) -> None:
    a, b = [await add_result(officer, project_id) for _ in "ab"]
    made = (await tie(officer, a, b)).json()
    path = f"/v1/contributions/{made['id']}"

    weaker = await officer.patch(path, json={"strength": "weak"}, headers=version(made))
    stale = await officer.patch(
        path, json={"strength": "strong"}, headers=version(made)
    )
    blind = await officer.delete(path)
    gone = await officer.delete(path, headers=version(weaker.json()))
    again = await officer.delete(path, headers=version(weaker.json()))

    assert (weaker.json()["strength"], weaker.json()["version"]) == ("weak", 2)
    assert refusal(stale)[:2] == (412, "stale_version")
    assert stale.json()["current"]["strength"] == "weak"
    assert refusal(blind)[:2] == (428, "version_required")
    assert (gone.status_code, refusal(again)[0]) == (204, 404)
    assert (await graph(officer, project_id))["contributions"] == []


async def test_archived_and_foreign_results_are_no_ends(
    officer: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    a, b = [await add_result(officer, project_id) for _ in "ab"]
    other = await another_project(session, project_id)
    foreign = await add_result(officer, other)
    await change(officer, b, archived=True)

    for end in (b, foreign, {"id": str(new_id())}):
        assert refusal(await tie(officer, a, end)) == (
            422,
            "invalid_request",
            ["unknown_result"],
        )


async def test_a_programme_has_results_that_its_projects_lead_to(
    officer: AsyncClient, project_id: UUID, programme_id: UUID, session: AsyncSession
) -> None:
    above = await add_programme_result(officer, programme_id, kind="outcome")
    indicator = await created(
        officer, f"/v1/results/{above['id']}/indicators", indicator_body()
    )
    below = await add_result(officer, project_id)
    assert (await tie(officer, below, above)).status_code == 201

    shown = (await officer.get(f"/v1/programmes/{programme_id}/results")).json()
    found = await graph(officer, project_id)

    assert (above["project_id"], above["programme_id"]) == (None, str(programme_id))
    assert shown["programme"]["code"] == "P"
    assert [one["id"] for one in shown["results"]] == [above["id"]]
    assert shown["results"][0]["indicators"] == [indicator]
    assert [one["id"] for one in (await framework(officer, project_id))["results"]] == [
        below["id"]
    ]
    (told,) = found["above"]
    assert (told["id"], told["kind"]) == (above["id"], "outcome")
    assert [one["id"] for one in told["indicators"]] == [indicator["id"]]
    assert [one["to_result_id"] for one in found["contributions"]] == [above["id"]]
    events = await published(session, "result.registered.v1")
    assert [one["is_of_programme"] for one in events] == [True, False]
    # Downwards nothing leads, not even from a programme to its project.
    assert refusal(await tie(officer, above, below))[2] == ["unknown_result"]


async def test_what_belongs_to_a_project_is_not_found_under_a_programme(
    officer: AsyncClient, project_id: UUID, programme_id: UUID
) -> None:
    for path in (
        f"/v1/programmes/{project_id}/results",
        f"/v1/projects/{programme_id}/results",
    ):
        assert refusal(await officer.get(path)) == (404, "not_found", [])
        answer = await officer.post(path, json=result_body())
        assert refusal(answer) == (404, "not_found", [])


async def test_results_serve_goals_of_their_programme(
    officer: AsyncClient, project_id: UUID, goal_id: str
) -> None:
    result = await add_result(officer, project_id, goal_ids=[goal_id])
    unknown = await officer.patch(
        f"/v1/results/{result['id']}",
        json={"goal_ids": [str(new_id())]},
        headers=version(result),
    )
    without = await change(officer, result, goal_ids=[])

    assert result["goal_ids"] == [goal_id]
    assert refusal(unknown) == (422, "invalid_request", ["unknown_goal"])
    assert (without["goal_ids"], without["version"]) == ([], 2)
    goals = (await graph(officer, project_id))["goals"]
    assert [one["id"] for one in goals] == [goal_id]


async def test_a_goal_that_results_serve_stays(
    officer: AsyncClient,
    registry: FastAPI,
    project_id: UUID,
    programme_id: UUID,
    goal_id: str,
) -> None:
    await add_result(officer, project_id, goal_ids=[goal_id])
    kept = [{"id": goal_id, "text": {"en": "Good administration"}}]
    async with AsyncClient(
        transport=ASGITransport(registry),
        base_url="http://test",
        cookies=officer.cookies,
        headers={"If-Match": '"1"'},
    ) as browser:
        path = f"/v1/programmes/{programme_id}"
        refused = await browser.patch(path, json={"goals": []})
        reworded = await browser.patch(path, json={"goals": kept})

    assert refusal(refused) == (409, "goal_in_use", [])
    assert reworded.status_code == 200, reworded.text


async def test_benefits_are_stated_for_each_side(
    officer: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    side = await add_partner(session, project_id, "Gran")
    result = await add_result(officer, project_id, kind="outcome", side_id=side)
    path = f"/v1/results/{result['id']}/indicators"
    indicator = await created(officer, path, indicator_body(side_id=side))
    wrong = await officer.post(path, json=indicator_body(side_id=str(new_id())))
    nobody = await officer.patch(
        f"/v1/results/{result['id']}",
        json={"side_id": str(new_id())},
        headers=version(result),
    )

    assert (result["side_id"], indicator["side_id"]) == (side, side)
    for answer in (wrong, nobody):
        assert refusal(answer) == (422, "invalid_request", ["unknown_side"])
    (told,) = (await graph(officer, project_id))["sides"]
    assert (told["organisation_id"], told["name"], told["side"]) == (side, "Gran", None)


async def test_only_activities_build_something_and_are_municipal_tasks(
    officer: AsyncClient, project_id: UUID
) -> None:
    said = {
        "builds": "both",
        "inside_municipal_tasks": False,
        "municipal_task": {"en": "Business development"},
    }
    activity = await add_result(officer, project_id, kind="activity", **said)
    path = f"/v1/projects/{project_id}/results"
    refused = await officer.post(path, json=result_body(builds="skills"))
    moved = await officer.patch(
        f"/v1/results/{activity['id']}",
        json={"kind": "output"},
        headers=version(activity),
    )

    assert {name: activity[name] for name in said} == said
    for answer in (refused, moved):
        assert refusal(answer) == (422, "invalid_request", ["only_of_activities"])


async def test_inherited_results_are_worded_by_the_programme(
    officer: AsyncClient,
    project_id: UUID,
    programme_id: UUID,
    session: AsyncSession,
) -> None:
    above = await add_programme_result(officer, programme_id)
    below = await add_result(officer, project_id)
    await session.execute(
        text(
            "UPDATE indicators.result SET origin_result_id = :above,"
            " origin_mode = 'inherited' WHERE id = :below"
        ),
        {"above": UUID(above["id"]), "below": UUID(below["id"])},
    )
    await session.commit()

    refused = await officer.patch(
        f"/v1/results/{below['id']}",
        json={"title": {"en": "Ours"}},
        headers=version(below),
    )
    await change(officer, above, title={"en": "Entrepreneurs have learned"})
    (heard,) = (await framework(officer, project_id))["results"]
    moved = await officer.patch(
        f"/v1/results/{above['id']}",
        json={"kind": "outcome"},
        headers={"If-Match": '"2"'},
    )
    freed = await change(officer, heard, origin_mode="copied", title={"en": "Ours"})

    assert refusal(refused) == (422, "invalid_request", ["inherited_field"])
    assert (heard["title"], heard["version"]) == (
        {"en": "Entrepreneurs have learned"},
        2,
    )
    assert refusal(moved) == (409, "inherited_elsewhere", [])
    assert (freed["title"], freed["origin_mode"]) == ({"en": "Ours"}, "copied")


async def test_a_result_is_mapped_to_one_of_its_programme_of_the_same_kind(
    officer: AsyncClient, project_id: UUID, programme_id: UUID
) -> None:
    above = await add_programme_result(officer, programme_id)
    higher = await add_programme_result(officer, programme_id, kind="impact")
    below, beside = [await add_result(officer, project_id) for _ in "ab"]

    mapped = await change(
        officer, below, origin_result_id=above["id"], origin_mode="mapped"
    )
    for wrong in (
        {"origin_result_id": higher["id"], "origin_mode": "mapped"},
        {"origin_result_id": beside["id"], "origin_mode": "mapped"},
        {"origin_result_id": str(new_id()), "origin_mode": "mapped"},
        {"origin_result_id": None},
        {"origin_result_id": higher["id"], "origin_mode": "copied"},
    ):
        answer = await officer.patch(
            f"/v1/results/{below['id']}", json=wrong, headers=version(mapped)
        )
        assert refusal(answer) == (422, "invalid_request", ["wrong_origin"]), wrong
    freed = await change(officer, mapped, origin_result_id=None, origin_mode=None)

    assert (mapped["origin_result_id"], mapped["origin_mode"]) == (
        above["id"],
        "mapped",
    )
    # What it says stays its own.
    assert (mapped["title"], freed["origin_mode"]) == (below["title"], None)


@pytest.mark.parametrize("size", [1, 8])
async def test_a_graph_of_any_size_takes_the_same_queries(
    officer: AsyncClient,
    project_id: UUID,
    programme_id: UUID,
    connection: AsyncConnection,
    size: int,
) -> None:
    for _ in range(size):
        above = await add_programme_result(officer, programme_id, kind="impact")
        await tie(officer, await add_result(officer, project_id), above)

    with statements(connection) as sent:
        body = await graph(officer, project_id)

    reads = [s for s in sent if s.startswith("SELECT") and "actor_of_session" not in s]
    assert len(reads) == 9
    assert len(body["above"]) == len(body["contributions"]) == size


async def test_readers_do_not_tie_anything(
    officer: AsyncClient, reader: AsyncClient, project_id: UUID, programme_id: UUID
) -> None:
    a, b = [await add_result(officer, project_id) for _ in "ab"]
    made = (await tie(officer, a, b)).json()
    path = f"/v1/contributions/{made['id']}"

    for answer in (
        await tie(reader, b, a),
        await reader.patch(path, json={"strength": "weak"}, headers=version(made)),
        await reader.delete(path, headers=version(made)),
        await reader.post(f"/v1/programmes/{programme_id}/results", json=result_body()),
        await reader.post(f"/v1/projects/{project_id}/places", json=PLACE),
    ):
        assert answer.status_code == 403
    assert (await graph(reader, project_id))["contributions"] == [made]


async def test_the_graph_is_read_as_it_was(
    officer: AsyncClient, project_id: UUID
) -> None:
    a, b = [await add_result(officer, project_id) for _ in "ab"]
    made = (await tie(officer, a, b)).json()
    gone = f"/v1/contributions/{made['id']}"
    await officer.delete(gone, headers=version(made))

    assert (await graph(officer, project_id))["contributions"] == []
    long_ago = await graph(officer, project_id, "?as_of=2001-01-01")
    assert long_ago["contributions"] == []
    history = (await officer.get(f"/v1/history/result/{a['id']}")).json()["items"]
    parts = [part["part"] for one in history for part in one["parts"]]
    assert parts.count("contribution") == 2


async def test_who_manages_only_the_programme_gives_it_results_and_indicators(
    somebody: Any, programme_id: UUID
) -> None:
    manager = await somebody("programme_manager", "programme", str(programme_id))
    above = await add_programme_result(manager, programme_id)

    made = await manager.post(
        f"/v1/results/{above['id']}/indicators", json=indicator_body()
    )

    assert made.status_code == 201, made.text
