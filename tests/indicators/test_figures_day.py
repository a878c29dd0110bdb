"""Figures of another day, and those that wait for the worker, are told as such."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bromost_common.db import SessionMaker
from bromost_indicators.figures import keeping
from bromost_indicators.figures.auditing import audit
from bromost_indicators.figures.keeping import (
    calculated,
    catch_up_with_all,
    today,
)
from bromost_indicators.figures.repository import FigureRepository
from tests.statements import statements

from .building import add_indicator, figures, figures_with_submitted, reported
from .graphs import another_project
from .test_explain import explained
from .test_performance import programme_indicator, summary, table, tie

YESTERDAY = today() - timedelta(days=1)


async def kept_yesterday(system: SessionMaker, ids: Sequence[str]) -> None:
    """As the worker kept them on the day before."""
    await catch_up_with_all(system)
    async with system.begin() as session:
        known = FigureRepository(session)
        wanted = [UUID(one) for one in ids]
        await known.keep(await calculated(known, wanted, YESTERDAY))


async def ended_yesterday(session: AsyncSession, indicator: dict[str, Any]) -> None:
    """Its last period, which is over since then."""
    await session.execute(text("RESET ROLE"))
    await session.execute(
        text("UPDATE indicators.period SET ends_on = :day WHERE indicator_id = :id"),
        {"day": YESTERDAY, "id": indicator["id"]},
    )
    await session.commit()


async def test_figures_of_another_day_are_told_with_it_everywhere(
    client: AsyncClient,
    project_id: UUID,
    session: AsyncSession,
    system: SessionMaker,
    connection: AsyncConnection,
) -> None:
    """Until the night takes them on; nobody works them out while somebody waits."""
    indicator = await add_indicator(client, project_id)
    await reported(client, indicator, {2006: ["40"]})
    await ended_yesterday(session, indicator)
    await kept_yesterday(system, [indicator["id"]])

    with statements(connection) as sent:
        (row,) = (await table(client, owner_id=project_id))["items"]
    shown = await figures(client, indicator)
    why = await explained(client, indicator, total="to_date")
    counted = await summary(client, owner_id=project_id)
    assert {one["as_of"] for one in (row, shown, why, counted)} == {str(YESTERDAY)}
    assert not any("indicators.entry" in one for one in sent)
    # The period was not over on that day, whoever tells it.
    assert row["to_date"]["value"] is None
    assert why["figure"] == row["to_date"] == shown["to_date"]
    assert (row["pending"], counted["pending"], counted[row["status"]]) == (False, 0, 1)

    assert (await audit(system)).differing == 0
    (row,) = (await table(client, owner_id=project_id))["items"]
    why = await explained(client, indicator, total="to_date")
    assert row["as_of"] == why["as_of"] == str(today())
    assert row["to_date"]["value"] == "40"
    assert why["figure"] == row["to_date"]


async def test_what_changed_is_told_as_it_is_now_also_of_another_day(
    client: AsyncClient, project_id: UUID, system: SessionMaker
) -> None:
    indicator = await add_indicator(client, project_id)
    await reported(client, indicator, {2006: ["40"]})
    await kept_yesterday(system, [indicator["id"]])

    await reported(client, indicator, {2007: ["55"]})

    (row,) = (await table(client, owner_id=project_id))["items"]
    shown = await figures(client, indicator)
    why = await explained(client, indicator)
    assert row["life"]["value"] == "55"
    assert row["life"] == shown["life"] == why["figure"]
    assert {one["as_of"] for one in (row, shown, why)} == {str(today())}


@pytest.fixture
def _two_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_BELOW", 1)


@pytest.mark.usefixtures("_two_are_many")
async def test_what_many_go_into_is_worked_out_by_the_worker_alone(
    client: AsyncClient,
    project_id: UUID,
    programme_id: UUID,
    session: AsyncSession,
    system: SessionMaker,
) -> None:
    """However many ask meanwhile, they are told what is kept, and that more comes."""
    above = await programme_indicator(client, programme_id)
    children = []
    for project in (project_id, await another_project(session, project_id)):
        child = await add_indicator(client, project)
        children.append(child)
        await tie(client, child, above)

    async def told() -> tuple[Any, Any]:
        (row,) = (await table(client, owner_id=programme_id))["items"]
        shown = await figures(client, above)
        with_more = await figures_with_submitted(client, above)
        assert row["life"] == shown["life"] == with_more["life"]
        assert row["pending"] == shown["pending"] == with_more["pending"]
        return row["pending"], (row["life"]["state"], row["life"]["value"])

    # Never worked out: nothing is known, and nothing is taken for 0.
    assert await told() == (True, ("missing", None))
    await catch_up_with_all(system)
    assert await told() == (False, ("missing", None))
    # What is not far below is told at once.
    periods = await reported(client, above, {2006: []})
    await reported(client, children[0], {2006: ["30"]})
    assert (await figures(client, children[0]))["life"]["value"] == "30"
    assert await told() == (True, ("missing", None))
    assert (await summary(client, owner_id=programme_id))["pending"] == 1
    await catch_up_with_all(system)
    assert await told() == (False, ("reported", "30"))
    (row,) = (await table(client, owner_id=programme_id))["items"]
    assert [p["period_id"] for p in row["periods"]] == [periods[2006]["id"]]
    assert (await audit(system)).differing == 0
