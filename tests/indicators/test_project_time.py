"""A project tells nothing of a time of which no day is its own."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from .building import (
    add_indicator,
    add_period,
    add_result,
    created,
    framework,
    indicator_body,
    period_body,
    record,
    refusal,
    reported,
    version,
)
from .graphs import add_programme_result

TIME = {"starts_on": "2005-03-01", "ends_on": "2006-10-31"}


@pytest.fixture
async def browser(
    officer: AsyncClient, registry: FastAPI
) -> AsyncIterator[AsyncClient]:
    """The same officer, where projects are registered."""
    async with AsyncClient(
        transport=ASGITransport(registry),
        base_url="http://test",
        cookies=officer.cookies,
    ) as client:
        yield client


async def move(browser: AsyncClient, project_id: UUID, **days: str | None) -> Any:
    path = f"/v1/projects/{project_id}"
    project = (await browser.get(path)).json()
    return await browser.patch(path, json=days, headers=version(project))


async def test_a_period_has_a_day_in_common_with_its_project(
    officer: AsyncClient, browser: AsyncClient, project_id: UUID
) -> None:
    assert (await move(browser, project_id, **TIME)).status_code == 200
    indicator = await add_indicator(officer, project_id)
    path = f"/v1/indicators/{indicator['id']}/periods"

    before = await officer.post(path, json=period_body(2004))
    after = await officer.post(path, json=period_body(2007))
    # The whole years in which it began and ended reach over its days.
    first, last = [await add_period(officer, indicator, year) for year in (2005, 2006)]
    moved = await officer.patch(
        f"/v1/periods/{last['id']}",
        json={"starts_on": "2006-11-01"},
        headers=version(last),
    )

    for answer, field in (
        (before, "ends_on"),
        (after, "starts_on"),
        (moved, "starts_on"),
    ):
        assert refusal(answer) == (422, "invalid_request", ["period_outside_project"])
        assert answer.json()["fields"][0]["loc"] == ["body", field]
    assert (await record(officer, first, "1")).status_code == 201


@pytest.mark.parametrize("kind", ["outcome", "impact"])
async def test_what_came_of_a_project_is_asked_for_after_its_end(
    officer: AsyncClient, browser: AsyncClient, project_id: UUID, kind: str
) -> None:
    result = await add_result(officer, project_id, kind=kind)
    path = f"/v1/results/{result['id']}/indicators"
    indicator = await created(officer, path, indicator_body())
    await reported(officer, indicator, {2006: ["10"], 2009: ["20"]})

    ended = await move(browser, project_id, **TIME)
    again = await add_period(officer, indicator, 2010)
    before = await officer.post(
        f"/v1/indicators/{indicator['id']}/periods", json=period_body(2004)
    )

    assert ended.status_code == 200, ended.text
    assert again["entry_count"] == 0
    assert refusal(before) == (422, "invalid_request", ["period_outside_project"])


async def test_days_do_not_leave_values_outside(
    officer: AsyncClient, browser: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(officer, project_id)
    await reported(officer, indicator, {2005: ["20"], 2006: []})
    assert (await move(browser, project_id, **TIME)).status_code == 200

    late = await move(browser, project_id, starts_on="2006-02-01")
    early = await move(browser, project_id, starts_on=None, ends_on="2004-12-31")
    # Of 2006 nobody told anything.
    short = await move(browser, project_id, ends_on="2005-06-30")

    assert refusal(late) == (409, "values_outside_dates", [])
    assert refusal(early) == (409, "values_outside_dates", [])
    assert short.status_code == 200, short.text
    (result,) = (await framework(officer, project_id))["results"]
    (told,) = result["indicators"]
    assert [one["entry_count"] for one in told["periods"]] == [1, 0]


async def test_what_lies_outside_already_stays_and_hinders_nothing(
    officer: AsyncClient,
    browser: AsyncClient,
    project_id: UUID,
    session: AsyncSession,
) -> None:
    indicator = await add_indicator(officer, project_id)
    periods = await reported(officer, indicator, {1999: ["20"]})
    await session.execute(text("RESET ROLE"))
    await session.execute(
        text("UPDATE api.project SET starts_on = '2005-03-01' WHERE id = :id"),
        {"id": project_id},
    )
    await session.commit()

    again = await record(officer, periods[1999], "21", reason="Counted again.")
    later = await move(browser, project_id, starts_on="2005-04-01")
    other = await move(browser, project_id, code="8-2")

    assert again.status_code == 201, again.text
    assert (later.status_code, other.status_code) == (200, 200)
    target = {"target_value": "30", "reason": "Agreed."}
    agreed = await officer.patch(
        f"/v1/periods/{periods[1999]['id']}", json=target, headers=version(again.json())
    )
    assert agreed.status_code == 200, agreed.text


async def test_a_programme_has_no_days(
    officer: AsyncClient, browser: AsyncClient, project_id: UUID, programme_id: UUID
) -> None:
    await move(browser, project_id, **TIME)
    above = await add_programme_result(officer, programme_id)
    path = f"/v1/results/{above['id']}/indicators"
    parent = await created(officer, path, indicator_body())

    await add_period(officer, parent, 1999)
