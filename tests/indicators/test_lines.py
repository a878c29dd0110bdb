"""Many results and indicators at once, from a list; the wrong are told."""

from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from .building import framework, indicator_body, published, refusal, result_body
from .graphs import add_goal, graph


async def add_lines(
    client: AsyncClient, owner_id: UUID, *lines: dict[str, Any], **more: Any
) -> Any:
    path = f"/v1/frameworks/{owner_id}/lines"
    body = {"lines": [nested(line) for line in lines], **more}
    answer = await client.post(path, json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def nested(line: dict[str, Any]) -> dict[str, Any]:
    """What is said of the line itself, and apart from it what it is added with."""
    if "fields" in line:
        return line
    names = ["kind", "goals", "leads_to"]
    own = {name: line[name] for name in names if name in line}
    return {**own, "fields": {n: line[n] for n in line.keys() - own.keys()}}


def codes(found: Any) -> list[list[str]]:
    return [[p["code"] for p in one["problems"]] for one in found["outcomes"]]


def indicator_line(**changes: Any) -> dict[str, Any]:
    return {"kind": "indicator", **indicator_body(**changes)}


async def test_lines_become_results_with_the_indicators_below_them(
    officer: AsyncClient, project_id: UUID
) -> None:
    found = await add_lines(
        officer,
        project_id,
        result_body(kind="activity", leads_to=[2]),
        result_body(),
        indicator_line(),
        indicator_line(title={"en": "Loans repaid"}),
        result_body(kind="outcome"),
    )

    results = (await framework(officer, project_id))["results"]
    assert (found["added"], found["refused"]) == (5, 0)
    assert [(r["kind"], len(r["indicators"])) for r in results] == [
        ("activity", 0),
        ("output", 2),
        ("outcome", 0),
    ]
    (tied,) = (await graph(officer, project_id))["contributions"]
    ids = [one["id"] for one in found["outcomes"]]
    assert [tied["from_result_id"], tied["to_result_id"]] == ids[:2]


async def test_wrong_lines_are_told_one_by_one_and_the_rest_is_kept(
    officer: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    found = await add_lines(
        officer,
        project_id,
        indicator_line(),
        result_body(kind="wish"),
        indicator_line(),
        result_body(title={"en": " "}),
        result_body(goals=[1]),
        result_body(leads_to=[4, 9]),
        indicator_line(baseline_value="N/A"),
        indicator_line(target_value="1e400"),
        indicator_line(),
    )

    assert [one["outcome"] for one in found["outcomes"]] == [
        *["refused"] * 5,
        "added",
        *["refused"] * 2,
        "added",
    ]
    told = codes(found)
    assert told[0] == ["no_result_above"] == told[2]
    assert told[4] == ["unknown_goal"]
    assert told[5] == ["unknown_line", "unknown_line"]
    assert [one["field"] for one in found["outcomes"][6]["problems"]] == [
        "baseline_value"
    ]
    (result,) = (await framework(officer, project_id))["results"]
    assert len(result["indicators"]) == 1
    assert len(await published(session, "result.registered.v1")) == 1


async def test_a_dry_run_tells_the_same_and_adds_nothing(
    officer: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    lines = [result_body(), indicator_line(), result_body(kind="wish")]

    tried = await add_lines(officer, project_id, *lines, dry_run=True)
    assert (await framework(officer, project_id))["results"] == []
    assert await published(session, "result.registered.v1") == []
    done = await add_lines(officer, project_id, *lines)

    assert codes(tried) == codes(done)
    assert [one["outcome"] for one in tried["outcomes"]] == [
        "would_be_added",
        "would_be_added",
        "refused",
    ]


async def test_lines_serve_goals_by_their_number(
    officer: AsyncClient, project_id: UUID, programme_id: UUID, session: AsyncSession
) -> None:
    goal = await add_goal(session, programme_id)

    await add_lines(officer, project_id, result_body(goals=[1]))

    (result,) = (await framework(officer, project_id))["results"]
    assert result["goal_ids"] == [goal]


@pytest.mark.parametrize(
    "body", [{}, {"lines": []}, {"lines": [{}]}, {"lines": "x"}, {"lines": [[]]}]
)
async def test_no_lines_are_refused(
    officer: AsyncClient, project_id: UUID, body: dict[str, Any]
) -> None:
    answer = await officer.post(f"/v1/frameworks/{project_id}/lines", json=body)

    assert refusal(answer)[:2] == (422, "invalid_request")


async def test_readers_add_no_lines(reader: AsyncClient, project_id: UUID) -> None:
    path = f"/v1/frameworks/{project_id}/lines"

    answer = await reader.post(path, json={"lines": [nested(result_body())]})

    assert answer.status_code == 403
