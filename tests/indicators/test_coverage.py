"""The evaluation's questions: what is tied to nothing, and what cannot be measured."""

from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bromost_common.db import new_id
from tests.statements import statements

from .building import add_period, add_result, created, indicator_body, refusal
from .graphs import (
    add_goal,
    add_partner,
    add_programme_result,
    another_project,
    tie,
)
from .test_framework import fill
from .test_results import change


async def coverage(client: AsyncClient, owner_id: UUID) -> Any:
    answer = await client.get(f"/v1/frameworks/{owner_id}/coverage")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def check(client: AsyncClient, owner_id: UUID, code: str) -> tuple[int, Any]:
    """How many things are asked of, and which offend."""
    found = await coverage(client, owner_id)
    (one,) = [c for c in found["checks"] if c["code"] == code]
    assert one["offending"] == len(one["ids"])
    return one["total"], one["ids"]


async def add_activity(client: AsyncClient, project_id: UUID, **changes: Any) -> Any:
    return await add_result(client, project_id, kind="activity", **changes)


async def test_activities_are_tied_to_a_result_directly_or_through_each_other(
    officer: AsyncClient, project_id: UUID
) -> None:
    output = await add_result(officer, project_id)
    first, second, loose, last = [
        await add_activity(officer, project_id) for _ in "abcd"
    ]
    await tie(officer, first, second)
    await tie(officer, second, output)
    gone = await add_result(officer, project_id)
    await tie(officer, last, gone)
    await change(officer, gone, archived=True)

    code = "activity_without_result"
    assert await check(officer, project_id, code) == (4, [loose["id"], last["id"]])


async def test_results_serve_a_goal_themselves_or_by_what_they_lead_to(
    officer: AsyncClient,
    project_id: UUID,
    programme_id: UUID,
    session: AsyncSession,
) -> None:
    goal = await add_goal(session, programme_id)
    above = await add_programme_result(
        officer, programme_id, kind="impact", goal_ids=[goal]
    )
    a, b, c, d = [await add_result(officer, project_id, kind="outcome") for _ in "abcd"]
    await tie(officer, a, b)
    await tie(officer, b, above)
    await change(officer, c, goal_ids=[goal])

    assert await check(officer, project_id, "result_without_goal") == (4, [d["id"]])
    equal = await add_result(officer, project_id, kind="impact")
    await change(officer, equal, origin_result_id=above["id"], origin_mode="mapped")
    assert await check(officer, project_id, "result_without_goal") == (5, [d["id"]])


async def test_indicators_need_baseline_target_and_source(
    officer: AsyncClient, project_id: UUID
) -> None:
    result = await add_result(officer, project_id)
    bare = await add_result(officer, project_id)
    path = f"/v1/results/{result['id']}/indicators"
    none = {
        "baseline_value": None,
        "baseline_on": None,
        "target_value": None,
        "target_on": None,
    }
    empty = await created(officer, path, indicator_body(**none))
    by_period = await created(officer, path, indicator_body(**none))
    await add_period(officer, by_period, target_value="5")
    whole = await created(officer, path, indicator_body(source={"en": "Lists"}))
    ids = [empty["id"], by_period["id"]]

    for code, offending in (
        ("indicator_without_baseline", ids),
        ("indicator_without_target", ids[:1]),
        ("indicator_without_source", ids),
        ("indicator_without_responsible", [*ids, whole["id"]]),
    ):
        assert await check(officer, project_id, code) == (3, offending), code
    code = "result_without_indicator"
    assert await check(officer, project_id, code) == (2, [bare["id"]])


async def test_activities_build_skills_or_infrastructure_inside_municipal_tasks(
    officer: AsyncClient, project_id: UUID
) -> None:
    for builds, inside in (("skills", True), ("skills", False), ("both", None)):
        await add_activity(
            officer, project_id, builds=builds, inside_municipal_tasks=inside
        )
    unsaid = await add_activity(officer, project_id)

    found = await coverage(officer, project_id)

    assert found["split"] == {
        "skills": 2,
        "infrastructure": 0,
        "both": 1,
        "unknown": 1,
    }
    counts = {c["code"]: (c["offending"], c["total"]) for c in found["checks"]}
    assert counts["activity_outside_municipal_tasks"] == (1, 2)
    assert counts["activity_of_unknown_task"] == (2, 4)
    assert await check(officer, project_id, "activity_of_unknown_kind") == (
        4,
        [unsaid["id"]],
    )


async def test_each_side_of_a_partnership_has_a_benefit(
    officer: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    gran = await add_partner(session, project_id, "Gran")
    code = "side_without_benefit"
    assert await check(officer, project_id, code) == (0, [])
    mukono = await add_partner(session, project_id, "Mukono")
    await add_result(officer, project_id, kind="outcome", side_id=gran)
    # For all of them, which says of none what it has of it.
    await add_result(officer, project_id, kind="outcome")

    assert await check(officer, project_id, code) == (2, [mukono])


async def test_a_programme_sums_its_projects_and_tells_the_worst_first(
    officer: AsyncClient, project_id: UUID, programme_id: UUID, session: AsyncSession
) -> None:
    other = await another_project(session, project_id)
    await add_activity(officer, project_id)
    for _ in range(2):
        await add_activity(officer, other)

    found = await coverage(officer, programme_id)

    counts = {c["code"]: (c["offending"], c["total"]) for c in found["checks"]}
    assert counts["activity_without_result"] == (3, 3)
    assert (found["what"], found["projects_total"]) == ("programme", 2)
    assert [one["id"] for one in found["projects"]] == [str(other), str(project_id)]
    assert found["projects"][0]["offending"]["activity_without_result"] == 2
    assert {c["ids"] == [] for c in found["checks"]} == {True}


async def test_a_programme_is_asked_about_its_own_framework_too(
    officer: AsyncClient, project_id: UUID, programme_id: UUID, session: AsyncSession
) -> None:
    goal = await add_goal(session, programme_id)
    await add_programme_result(officer, programme_id, kind="impact", goal_ids=[goal])
    loose = await add_programme_result(officer, programme_id, kind="outcome")
    theirs = await add_result(officer, project_id, kind="outcome")

    found = await coverage(officer, programme_id)

    (tied,) = [c for c in found["checks"] if c["code"] == "result_without_goal"]
    assert (tied["offending"], tied["total"]) == (2, 3)
    # Those of the projects are told project by project.
    assert tied["ids"] == [loose["id"]]
    assert [one["id"] for one in found["projects"]] == [str(project_id)]
    assert found["projects_total"] == 1
    assert await check(officer, project_id, "result_without_goal") == (
        1,
        [theirs["id"]],
    )


async def test_nothing_offends_in_an_empty_framework(
    reader: AsyncClient, project_id: UUID
) -> None:
    found = await coverage(reader, project_id)

    assert {(c["total"], c["offending"]) for c in found["checks"]} == {(0, 0)}
    unknown = await reader.get(f"/v1/frameworks/{new_id()}/coverage")
    assert refusal(unknown) == (404, "not_found", [])


@pytest.mark.parametrize("size", [1, 6])
async def test_checks_take_the_same_queries_for_any_number_of_projects(
    *,
    reader: AsyncClient,
    project_id: UUID,
    programme_id: UUID,
    session: AsyncSession,
    connection: AsyncConnection,
    size: int,
) -> None:
    for _ in range(size):
        await fill(session, project_id, results=size, indicators=size)
    with statements(connection) as sent:
        await coverage(reader, programme_id)

    reads = [s for s in sent if "actor_of_session" not in s and "set_config" not in s]
    assert len([s for s in reads if s.lstrip().startswith(("SELECT", "WITH"))]) == 6
