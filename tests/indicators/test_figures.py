"""What indicators come to, kept, asked for and explained."""

from typing import Any
from uuid import UUID

from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import SessionMaker
from bromost_indicators.figures.auditing import audit
from bromost_indicators.figures.keeping import catch_up, catch_up_with_all, today

from .building import (
    accept,
    add_indicator,
    add_period,
    figures,
    period_body,
    record,
    reported,
    version,
)


async def count(session: AsyncSession, table: str) -> int:
    found = await session.scalar(text(f"SELECT count(*) FROM indicators.{table}"))  # noqa: S608  # named here
    return int(found or 0)


async def test_figures_of_an_indicator(client: AsyncClient, project_id: UUID) -> None:
    indicator = await add_indicator(client, project_id, baseline_value="10")
    await reported(client, indicator, {2005: ["20"], 2006: ["40", "45"]})

    shown = await figures(client, indicator)

    assert (shown["life"]["state"], shown["life"]["value"]) == ("reported", "45")
    assert shown["to_date"]["value"] == "45"
    assert shown["target"] == {"value": "80", "low": None, "high": None}
    assert (shown["progress"], shown["progress_basis"]) == ("0.5000", "baseline")
    assert shown["status"] == "behind"
    assert shown["expected_to_date"] == "80"
    assert [one["shown"]["value"] for one in shown["periods"]] == ["20", "45"]
    assert shown["include"] == "accepted"


async def test_nothing_is_shown_as_nothing_and_zero_as_zero(
    client: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(client, project_id)
    await reported(client, indicator, {2005: ["0"], 2006: []})

    shown = await figures(client, indicator)

    assert [one["shown"]["state"] for one in shown["periods"]] == ["zero", "missing"]
    assert [one["shown"]["value"] for one in shown["periods"]] == ["0", None]
    assert (shown["life"]["value"], shown["life"]["marks"]) == ("0", ["carried"])
    assert shown["progress"] == "0.0000"


async def test_an_estimate_stays_one(client: AsyncClient, project_id: UUID) -> None:
    indicator = await add_indicator(client, project_id)
    period = await add_period(client, indicator)
    answer = await record(client, period, "7", state="estimated")
    await accept(client, answer.json())

    shown = await figures(client, indicator)

    assert (shown["life"]["state"], shown["life"]["marks"]) == (
        "estimated",
        ["estimated"],
    )


async def test_a_sum_that_is_to_stay_small_is_not_reached_by_growing(
    client: AsyncClient, project_id: UUID
) -> None:
    """200 accidents in the year before, and no more than 370 in the next three."""
    indicator = await add_indicator(
        client,
        project_id,
        direction="decrease",
        over_time="sum",
        baseline_value="200",
        target_value="370",
    )
    await reported(client, indicator, {2004: ["300"], 2005: ["200"]})

    shown = await figures(client, indicator)

    assert shown["life"]["value"] == "500"
    assert (shown["progress"], shown["status"]) == ("0.7400", "behind")


async def test_what_is_kept_is_what_it_comes_to(
    client: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    indicator = await add_indicator(client, project_id, target_value="70")
    await reported(client, indicator, {2005: ["20"], 2006: ["40"]})
    live = await figures(client, indicator)

    assert await catch_up(session) > 0
    assert await count(session, "figure_due") == 0
    kept = await figures(client, indicator)

    assert {**kept, "calculated_at": ""} == {**live, "calculated_at": ""}
    again = await figures(client, indicator)
    assert again["calculated_at"] == kept["calculated_at"]
    assert await catch_up(session) == 0


async def changed(
    client: AsyncClient, path: str, thing: dict[str, Any], **changes: Any
) -> dict[str, Any]:
    answer = await client.patch(path, json=changes, headers=version(thing))
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def test_every_change_of_periods_marks_figures(
    client: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    indicator = await add_indicator(client, project_id)
    period = await add_period(client, indicator)
    assert await catch_up(session) == 1

    period = (await record(client, period, "7")).json()
    assert await catch_up(session) == 1
    assert (await figures(client, indicator))["life"]["value"] is None
    await accept(client, period)
    assert await catch_up(session) == 1
    assert (await figures(client, indicator))["life"]["value"] == "7"
    await changed(client, f"/v1/periods/{period['id']}", period, target_value="9")
    assert await catch_up(session) == 1
    empty = await add_period(client, indicator, 2007)
    assert await catch_up(session) == 1
    answer = await client.delete(f"/v1/periods/{empty['id']}", headers=version(empty))
    assert answer.status_code == 204
    assert await catch_up(session) == 1
    assert len((await figures(client, indicator))["periods"]) == 1


async def test_what_was_agreed_marks_figures_and_words_do_not(
    client: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    indicator = await add_indicator(client, project_id)
    await reported(client, indicator, {2006: ["7"]})
    await catch_up(session)
    path = f"/v1/indicators/{indicator['id']}"

    moved = await changed(client, path, indicator, target_value="14", reason="agreed")
    assert await catch_up(session) == 1
    assert (await figures(client, indicator))["progress"] == "0.5000"
    await changed(client, path, moved, title={"en": "Other words"})
    assert await catch_up(session) == 0


async def test_what_was_refused_marks_nothing(
    client: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    indicator = await add_indicator(client, project_id)
    period = await add_period(client, indicator)
    await catch_up(session)

    assert (await record(client, period, "1.5")).status_code == 422
    assert await count(session, "figure_due") == 0


async def test_the_audit_finds_what_should_not_be_and_puts_it_right(
    client: AsyncClient, project_id: UUID, session: AsyncSession, system: SessionMaker
) -> None:
    first = await add_indicator(client, project_id)
    await reported(client, first, {2005: ["20"]})
    second = await add_indicator(client, project_id)
    await reported(client, second, {2005: ["30"]})
    await catch_up_with_all(system)

    fine = await audit(system)
    assert (fine.indicators, fine.differing) == (2, 0)
    await session.execute(
        text("UPDATE indicators.figure SET life_value = 21 WHERE indicator_id = :id"),
        {"id": first["id"]},
    )
    await session.execute(
        text("DELETE FROM indicators.period_figure WHERE indicator_id = :id"),
        {"id": second["id"]},
    )
    await session.commit()
    found = await audit(system)
    assert found.differing == 2
    told = {one["indicator_id"]: one["fields"][0] for one in found.examples}
    assert told[first["id"]] == {
        "name": "life_value",
        "kept": "21",
        "calculated": "20.000000",
    }
    assert (await audit(system)).differing == 0
    assert await count(session, "figure_audit") == 3
    assert (await figures(client, first))["life"]["value"] == "20"


async def test_figures_are_those_of_the_day(
    client: AsyncClient, project_id: UUID, session: AsyncSession, system: SessionMaker
) -> None:
    """What was kept on another day is told with it, and taken along by the audit."""
    indicator = await add_indicator(client, project_id)
    await client.post(
        f"/v1/indicators/{indicator['id']}/periods", json=period_body(2006)
    )
    await catch_up_with_all(system)
    await session.execute(text("UPDATE indicators.figure SET as_of = as_of - 1"))
    await session.commit()
    kept = text("SELECT as_of = current_date FROM indicators.figure")

    assert (await figures(client, indicator))["as_of"] < f"{today()}"
    assert await session.scalar(kept) is False
    assert (await audit(system)).differing == 0
    assert await session.scalar(kept) is True
    assert (await figures(client, indicator))["as_of"] == f"{today()}"
