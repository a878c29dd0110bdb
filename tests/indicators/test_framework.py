"""A project's results are read as a whole, quickly, whatever their number."""

from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bromost_common.db import new_id
from tests.statements import statements

from .building import (
    accept,
    add_indicator,
    add_period,
    add_result,
    created,
    figures,
    framework,
    indicator_body,
    period_body,
    record,
    refusal,
)
from .conftest import PROJECT_TITLE

FILL = """
WITH results AS (
  INSERT INTO indicators.result
    (id, project_id, kind, title, position, original_language)
  SELECT gen_random_uuid(), :project, 'output', '{"en": "R"}', n, 'en'
  FROM generate_series(1, :results) n RETURNING id
), own AS (
  SELECT results.id AS result_id, n, gen_random_uuid() AS indicator_id,
    gen_random_uuid() AS definition_id, gen_random_uuid() AS version_id
  FROM results, generate_series(1, :indicators) n
), definitions AS (
  INSERT INTO indicators.definition (id, project_id)
  SELECT definition_id, :project FROM own
), versions AS (
  INSERT INTO indicators.definition_version (id, definition_id, number, name,
    original_language, kind, unit, direction, cumulation, over_time, over_children,
    published_at)
  SELECT version_id, definition_id, 1, '{"en": "I"}', 'en', 'number', 'number',
    'increase', 'none', 'latest', 'sum', now() FROM own
), indicators AS (
  INSERT INTO indicators.indicator (id, result_id, title, definition_version_id,
    position, baseline_state, baseline_value, baseline_on, target_value)
  SELECT indicator_id, result_id, '{"en": "I", "nb": "I"}', version_id, n,
    'zero', 0, '2000-01-01', 100
  FROM own RETURNING id
), series AS (
  INSERT INTO indicators.indicator_version (indicator_id, number, definition_version_id)
  SELECT indicator_id, 1, version_id FROM own
), periods AS (
  INSERT INTO indicators.period (id, indicator_id, starts_on, ends_on)
  SELECT gen_random_uuid(), id, make_date(2000 + n, 1, 1), make_date(2000 + n, 12, 31)
  FROM indicators, generate_series(1, :periods) n RETURNING id
)
INSERT INTO indicators.entry (id, period_id, number, value, state)
SELECT gen_random_uuid(), id, n, n, 'reported' FROM periods, generate_series(1, 3) n
"""


async def fill(
    session: AsyncSession,
    project_id: UUID,
    *,
    results: int = 1,
    indicators: int = 1,
    periods: int = 1,
) -> None:
    sizes = {"results": results, "indicators": indicators, "periods": periods}
    await session.execute(text(FILL), {"project": project_id, **sizes})
    await session.commit()


async def test_framework_shows_project_results_indicators_and_values(
    officer: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(officer, project_id)
    await add_period(officer, indicator, 2007, target_value="90")
    period = await add_period(officer, indicator, 2006)
    recorded = (await record(officer, period, "60", state="estimated")).json()

    body = await framework(officer, project_id)

    assert body["project"] == {
        "id": str(project_id),
        "code": "8",
        "title": PROJECT_TITLE,
        "original_language": "en",
        "archived": False,
    }
    (result,) = body["results"]
    (shown,) = result["indicators"]
    assert [p["starts_on"] for p in shown["periods"]] == ["2006-01-01", "2007-01-01"]
    assert shown["periods"][0] == recorded
    assert shown["latest"] == {
        "period_id": period["id"],
        "value": "60",
        "state": "estimated",
        "status": "submitted",
    }
    same = await officer.get(f"/v1/indicators/{indicator['id']}")
    assert same.json() == shown


async def test_progress_is_told_once_and_only_of_what_was_accepted(
    client: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(client, project_id)
    period = await add_period(client, indicator)
    recorded = (await record(client, period, "87")).json()

    (result,) = (await framework(client, project_id))["results"]
    (shown,) = result["indicators"]
    before = await figures(client, indicator)
    await accept(client, recorded)
    after = await figures(client, indicator)
    now = (await client.get(f"/v1/indicators/{indicator['id']}")).json()

    # Whether the newest value is in any figure is said beside it.
    for said, status in ((shown, "submitted"), (now, "accepted")):
        assert (said["latest"]["value"], said["latest"]["status"]) == ("87", status)
    assert "progress" not in shown
    assert (before["progress"], before["progress_missing"]) == (None, "value")
    assert (after["progress"], after["progress_missing"]) == ("1.0875", None)


async def test_latest_value_is_that_of_the_last_period_that_has_one(
    officer: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(officer, project_id)
    for year, value in ((2006, "51"), (2005, "34")):
        await record(officer, await add_period(officer, indicator, year), value)
    await add_period(officer, indicator, 2007)

    shown = (await officer.get(f"/v1/indicators/{indicator['id']}")).json()

    assert shown["latest"]["value"] == "51"


async def test_results_come_from_input_to_impact(
    officer: AsyncClient, project_id: UUID
) -> None:
    for kind in ("impact", "output", "input", "outcome", "activity", "output"):
        await add_result(officer, project_id, kind=kind)

    results = (await framework(officer, project_id))["results"]

    assert [(r["kind"], r["position"]) for r in results] == [
        ("input", 1),
        ("activity", 1),
        ("output", 1),
        ("output", 2),
        ("outcome", 1),
        ("impact", 1),
    ]


async def test_project_without_results_has_an_empty_list(
    reader: AsyncClient, project_id: UUID
) -> None:
    assert (await framework(reader, project_id))["results"] == []


async def test_unknown_project_is_not_found_and_nobody_unknown_may_ask(
    reader: AsyncClient, anonymous: AsyncClient, project_id: UUID
) -> None:
    unknown = await reader.get(f"/v1/projects/{new_id()}/results")
    nonsense = await reader.get("/v1/projects/8/results")
    nobody = await anonymous.get(f"/v1/projects/{project_id}/results")

    assert refusal(unknown) == (404, "not_found", [])
    assert refusal(nonsense)[:2] == (422, "invalid_request")
    assert refusal(nobody) == (401, "not_authenticated", [])


@pytest.mark.parametrize("size", [1, 7])
async def test_three_queries_read_a_project_of_any_size(
    reader: AsyncClient,
    project_id: UUID,
    session: AsyncSession,
    connection: AsyncConnection,
    size: int,
) -> None:
    await fill(session, project_id, results=size, indicators=size, periods=size)

    with statements(connection) as sent:
        body = await framework(reader, project_id)

    reads = [one for one in sent if one.startswith("SELECT")]
    assert len([one for one in reads if "actor_of_session" not in one]) == 3
    periods = [
        p for r in body["results"] for i in r["indicators"] for p in i["periods"]
    ]
    assert len(periods) == size**3
    assert {p["current"]["value"] for p in periods} == {"3"}


async def test_framework_stays_within_its_bounds(
    officer: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    await fill(session, project_id, results=1, indicators=20, periods=100)
    (result,) = (await framework(officer, project_id))["results"]
    indicator = result["indicators"][0]

    answer = await officer.post(
        f"/v1/indicators/{indicator['id']}/periods", json=period_body(2190)
    )

    assert refusal(answer) == (409, "framework_too_large", [])


async def test_a_project_has_at_most_300_results(
    officer: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    await fill(session, project_id, results=299, indicators=0)
    await add_result(officer, project_id)

    path = f"/v1/projects/{project_id}/results"
    body = (await framework(officer, project_id))["results"][0]
    answer = await officer.post(
        path,
        json={k: body[k] for k in ("kind", "title", "original_language")},
    )

    assert refusal(answer) == (409, "framework_too_large", [])


async def test_what_was_archived_is_shown_when_asked_for(
    officer: AsyncClient, project_id: UUID
) -> None:
    result = await add_result(officer, project_id)
    path = f"/v1/results/{result['id']}/indicators"
    first = await created(officer, path, indicator_body())
    await created(officer, path, indicator_body())
    gone = await officer.patch(
        f"/v1/indicators/{first['id']}",
        json={"archived": True},
        headers={"If-Match": '"1"'},
    )
    assert gone.json()["archived"]

    (live,) = (await framework(officer, project_id))["results"]
    (everything,) = (await framework(officer, project_id, "?include_archived=true"))[
        "results"
    ]

    assert (len(live["indicators"]), len(everything["indicators"])) == (1, 2)
