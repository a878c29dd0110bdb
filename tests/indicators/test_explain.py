"""Every figure is worked out again from raw entries, with nothing of the engine."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid4

from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from .building import (
    accept,
    add_indicator,
    add_period,
    figures,
    record,
    reported,
)
from .calculation import oracle

SAID = {2004: ["1.25"], 2005: ["20.5", "21.75"], 2006: ["40.05", "44", "43.33"]}
BASELINE, TARGET = "3.10", "77.70"


async def explained(
    client: AsyncClient, indicator: dict[str, Any], **query: Any
) -> Any:
    path = f"/v1/indicators/{indicator['id']}/explain"
    answer = await client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def raw_entries(
    session: AsyncSession, indicator: dict[str, Any]
) -> dict[tuple[int, int], tuple[str, Fraction]]:
    """By year and number, straight from the table: the key and the value."""
    found = await session.execute(
        text(
            "SELECT extract(year FROM p.starts_on)::int, e.number, e.id, e.value"
            " FROM indicators.entry e JOIN indicators.period p ON p.id = e.period_id"
            " WHERE p.indicator_id = :id"
        ),
        {"id": indicator["id"]},
    )
    return {(row[0], row[1]): (str(row[2]), Fraction(row[3])) for row in found}


def as_raw(
    entries: dict[tuple[int, int], tuple[str, Fraction]],
) -> list[oracle.Raw]:
    return [
        (year, "", number, value, Fraction(1))
        for (year, number), (_, value) in entries.items()
    ]


async def test_each_period_is_explained_by_the_entry_that_holds(
    client: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    indicator = await add_indicator(client, project_id, decimals=2)
    periods = await reported(client, indicator, SAID)
    entries = await raw_entries(session, indicator)

    shown = await figures(client, indicator)
    for year, one in zip(periods, shown["periods"], strict=True):
        by_hand = oracle.total(as_raw(entries), {year})
        assert Fraction(one["shown"]["value"]) == by_hand
        why = await explained(client, indicator, period=periods[year]["id"])
        assert why["figure"] == one["shown"]
        (leaf,) = why["origin"]["parts"]
        newest = len(SAID[year])
        assert leaf["id"] == entries[year, newest][0]
        assert leaf["entry"]["number"] == newest
        assert leaf["entry"]["starts_on"] == f"{year}-01-01"
        assert Fraction(leaf["amount"]["value"]) == by_hand


async def test_life_and_progress_are_explained(
    client: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    indicator = await add_indicator(
        client, project_id, decimals=2, baseline_value=BASELINE, target_value=TARGET
    )
    await reported(client, indicator, SAID)
    life = oracle.running(as_raw(await raw_entries(session, indicator)), 2006)
    assert life is not None

    shown = await figures(client, indicator)
    why = await explained(client, indicator)
    assert why["figure"] == shown["life"]
    assert why["origin"]["method"] == "latest"
    assert Fraction(why["origin"]["amount"]["value"]) == life
    way = oracle.way(Fraction(BASELINE), Fraction(TARGET), life)
    exact = Decimal(way.numerator) / Decimal(way.denominator)
    assert shown["progress"] == str(exact.quantize(Decimal("0.0001"), ROUND_HALF_UP))
    to_date = await explained(client, indicator, total="to_date")
    assert to_date["figure"] == shown["to_date"]


async def test_an_explanation_names_who_said_it_when_and_by_which_rule(
    client: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(client, project_id)
    period = await add_period(client, indicator)
    answer = await record(client, period, "7", comment="Counted twice.")
    await accept(client, answer.json())

    why = await explained(client, indicator)

    (told,) = why["origin"]["parts"]
    assert told["what"] == "period"
    assert told["period"] == {"starts_on": "2006-01-01", "ends_on": "2006-12-31"}
    entry = told["parts"][0]["entry"]
    assert (entry["state"], entry["status"]) == ("reported", "accepted")
    assert entry["comment"] == "Counted twice."
    current = answer.json()["current"]
    assert entry["recorded_by"] == current["recorded_by"]
    (rule,) = why["rules"]
    assert rule["id"] == why["origin"]["rule_version"] == told["rule_version"]
    assert rule["definition_id"] == indicator["definition"]["id"]
    assert (rule["number"], rule["code"]) == (1, None)
    assert rule["name"] == indicator["title"]


async def test_what_does_not_exist_is_not_explained(
    client: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(client, project_id)
    other = await add_indicator(client, project_id)
    foreign = await add_period(client, other)
    path = f"/v1/indicators/{indicator['id']}"

    for wrong in (
        f"/v1/indicators/{uuid4()}/figures",
        f"/v1/indicators/{uuid4()}/explain",
    ):
        assert (await client.get(wrong)).status_code == 404
    for period in (foreign["id"], uuid4()):
        answer = await client.get(f"{path}/explain", params={"period": str(period)})
        assert answer.status_code == 404
    for query in ({"period": "x"}, {"total": "all"}):
        answer = await client.get(f"{path}/explain", params=query)
        assert answer.status_code == 422


async def test_who_is_not_signed_in_sees_no_figures(
    anonymous: AsyncClient, client: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(client, project_id)

    for what in ("figures", "explain"):
        answer = await anonymous.get(f"/v1/indicators/{indicator['id']}/{what}")
        assert answer.status_code == 401
