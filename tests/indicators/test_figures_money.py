"""Money of several currencies in one figure, converted at rates that are told."""

from collections.abc import AsyncIterator
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bromost_common.auth import Role
from bromost_common.db import SessionMaker
from bromost_indicators.figures.auditing import audit
from bromost_indicators.figures.keeping import catch_up_with_all
from tests.conftest import SignIn, client_of, sessions_as

from .building import (
    add_indicator,
    add_period,
    add_result,
    created,
    figures,
    indicator_body,
    refusal,
    reported,
)
from .graphs import add_programme_result, another_project
from .test_definitions import published

SPENT = {2004: "1000.50", 2005: "2000"}


@pytest.fixture
def system(connection: AsyncConnection) -> SessionMaker:
    return sessions_as(connection, "bromost_indicators")


@pytest.fixture
async def books(registry: FastAPI, sign_in: SignIn) -> AsyncIterator[AsyncClient]:
    """Who keeps the rates in the registry."""
    async for client in client_of(registry):
        await sign_in(client, Role.ADMINISTRATOR)
        yield client


async def rate(books: AsyncClient, value: str, day: str, **changes: str) -> None:
    body = {"from_currency": "NOK", "to_currency": "EUR", "rate": value}
    more = {"valid_on": day, "source": "The bank of record", **changes}
    await created(books, "/v1/conversion-rates", {**body, **more})


async def money(client: AsyncClient, result: dict[str, Any], currency: str) -> Any:
    """A use of a definition of money spent, in this currency."""
    made = await published(
        client,
        code=f"MONEY-{currency}-{result['id'][-4:]}",
        kind="money",
        unit=f"currency:{currency}",
        decimals=2,
        cumulation="summed",
    )
    path = f"/v1/results/{result['id']}/indicators"
    version_id = made["versions"][0]["id"]
    body = {"definition_version_id": version_id, "target_value": "1000"}
    return await created(client, path, body)


@pytest.fixture
async def spent(
    client: AsyncClient, project_id: UUID, programme_id: UUID, session: AsyncSession
) -> dict[str, Any]:
    """A programme that counts euros; one project has kroner, the other euros."""
    parent = await money(
        client, await add_programme_result(client, programme_id), "EUR"
    )
    kroner = await money(client, await add_result(client, project_id), "NOK")
    other = await another_project(session, project_id)
    euros = await money(client, await add_result(client, other), "EUR")
    for child in (kroner, euros):
        path = f"/v1/indicators/{child['id']}/rollups"
        await created(client, path, {"parent_indicator_id": parent["id"]})
    for year in SPENT:
        await add_period(client, parent, year)
    await reported(client, kroner, {year: [value] for year, value in SPENT.items()})
    await reported(client, euros, {2004: ["10"]})
    return {"parent": parent, "kroner": kroner, "euros": euros}


async def explained(
    client: AsyncClient, indicator: dict[str, Any], **query: Any
) -> Any:
    path = f"/v1/indicators/{indicator['id']}/explain"
    return (await client.get(path, params=query)).json()


def children(origin: dict[str, Any]) -> list[dict[str, Any]]:
    """What was handed up, period by period."""
    if origin["what"] == "child_period":
        return [origin]
    return [one for part in origin["parts"] for one in children(part)]


async def test_without_a_rate_a_figure_is_told_as_not_convertible(
    client: AsyncClient, spent: dict[str, Any], system: SessionMaker
) -> None:
    await catch_up_with_all(system)

    shown = await figures(client, spent["parent"])

    for figure in (shown["life"], shown["periods"][0]["shown"]):
        assert (figure["state"], figure["value"]) == ("undefined", None)
        assert figure["marks"] == ["rate_missing"]
    assert shown["status"] == "no_data"
    why = await explained(client, spent["parent"])
    untold = [one for one in children(why["origin"]) if one["conversion"]]
    assert [one["conversion"]["rate"] for one in untold] == [None, None]
    assert untold[0]["conversion"]["original"]["value"] == "1000.5"
    assert untold[0]["conversion"]["day"] == "2004-12-31"
    assert (await audit(system)).differing == 0


async def test_each_period_is_converted_at_the_rate_of_its_last_day(
    client: AsyncClient, books: AsyncClient, spent: dict[str, Any], system: SessionMaker
) -> None:
    await catch_up_with_all(system)
    await rate(books, "0.12", "2004-12-31")
    await rate(books, "0.11", "2005-06-30")
    await rate(books, "9", "2006-01-01")
    # The other way round it is another rate, and nobody told it.
    await rate(books, "7", "2004-01-01", from_currency="EUR", to_currency="NOK")

    await catch_up_with_all(system)

    first = Fraction("1000.50") * Fraction("0.12") + 10
    second = Fraction(2000) * Fraction("0.11")
    shown = await figures(client, spent["parent"])
    given = [Fraction(one["given"]["value"]) for one in shown["periods"]]
    assert given == [first, second]
    assert Fraction(shown["life"]["value"]) == first + second
    assert shown["life"]["marks"] == []
    why = await explained(client, spent["parent"])
    assert why["figure"] == shown["life"]
    told = [one["conversion"] for one in children(why["origin"]) if one["conversion"]]
    assert [(one["rate"], one["valid_on"]) for one in told] == [
        ("0.12", "2004-12-31"),
        ("0.11", "2005-06-30"),
    ]
    assert {one["source"] for one in told} == {"The bank of record"}
    assert (told[0]["from_currency"], told[0]["to_currency"]) == ("NOK", "EUR")
    assert (await audit(system)).differing == 0


async def test_a_rate_that_comes_or_changes_later_changes_the_figures(
    client: AsyncClient,
    books: AsyncClient,
    spent: dict[str, Any],
    system: SessionMaker,
    session: AsyncSession,
) -> None:
    await rate(books, "0.1", "2004-01-01")
    await catch_up_with_all(system)
    before = await figures(client, spent["parent"])
    assert before["life"]["value"] == "310.05"

    await rate(books, "0.2", "2005-12-31")
    # Nobody is told an old figure, even before the worker gets to it.
    assert (await figures(client, spent["parent"]))["life"]["value"] == "510.05"
    await catch_up_with_all(system)
    await session.execute(text("RESET ROLE"))
    for change, wanted in (
        ("UPDATE api.conversion_rate SET rate = 0.3 WHERE rate = 0.2", "710.05"),
        (
            "UPDATE api.conversion_rate SET to_currency = 'PLN' WHERE rate = 0.3",
            "310.05",
        ),
        ("DELETE FROM api.conversion_rate WHERE from_currency = 'NOK'", None),
    ):
        await session.execute(text(change))
        await session.commit()
        await catch_up_with_all(system)
        assert (await audit(system)).differing == 0
        shown = (await figures(client, spent["parent"]))["life"]["value"]
        assert shown == wanted
        await session.execute(text("RESET ROLE"))


async def test_a_rate_of_other_currencies_marks_nothing(
    books: AsyncClient,
    spent: dict[str, Any],
    system: SessionMaker,
    session: AsyncSession,
) -> None:
    assert spent
    await catch_up_with_all(system)

    await rate(books, "0.23", "2004-01-01", from_currency="PLN")
    await session.execute(text("RESET ROLE"))
    due = await session.scalar(text("SELECT count(*) FROM indicators.figure_due"))
    assert due == 0
    await rate(books, "0.23", "2004-01-01")
    await session.execute(text("RESET ROLE"))
    due = await session.scalar(text("SELECT count(*) FROM indicators.figure_due"))
    assert due == 1


async def both_in_euros(client: AsyncClient, result: dict[str, Any]) -> Any:
    """A formula over the money of the result in kroner and in euros."""
    code = "MONEY-{}-" + result["id"][-4:]
    made = await published(
        client,
        code="BOTH",
        kind="formula",
        unit="currency:EUR",
        cumulation="none",
        decimals=2,
        formula=f"[{code.format('NOK')}] + [{code.format('EUR')}]",
    )
    body = {"definition_version_id": made["versions"][0]["id"]}
    both = await created(client, f"/v1/results/{result['id']}/indicators", body)
    await add_period(client, both, 2004)
    return both


async def test_a_formula_over_two_currencies_tells_rate_and_day(
    client: AsyncClient,
    books: AsyncClient,
    project_id: UUID,
    system: SessionMaker,
) -> None:
    result = await add_result(client, project_id)
    kroner, euros = [await money(client, result, one) for one in ("NOK", "EUR")]
    both = await both_in_euros(client, result)
    await reported(client, kroner, {2004: ["1000.50"]})
    await reported(client, euros, {2004: ["10"]})
    await catch_up_with_all(system)
    untold = (await figures(client, both))["life"]
    assert (untold["state"], untold["value"]) == ("undefined", None)
    assert untold["marks"] == ["operand_missing", "rate_missing"]

    await rate(books, "0.12", "2004-03-01")
    # Nobody is told an old figure, even before the worker gets to it.
    assert (await figures(client, both))["life"]["value"] == "130.06"
    await catch_up_with_all(system)
    why = await explained(client, both)
    assert why["figure"]["value"] == "130.06"
    (how,) = [one["conversion"] for one in children(why["origin"]) if one["conversion"]]
    assert (how["rate"], how["valid_on"], how["day"]) == (
        "0.12",
        "2004-03-01",
        "2004-12-31",
    )
    assert (await audit(system)).differing == 0


async def test_money_is_not_added_to_what_is_no_money(
    client: AsyncClient, spent: dict[str, Any], project_id: UUID
) -> None:
    people = await add_indicator(client, project_id, **indicator_body())

    path = f"/v1/indicators/{people['id']}/rollups"
    answer = await client.post(
        path, json={"parent_indicator_id": spent["parent"]["id"]}
    )

    assert refusal(answer) == (409, "not_comparable", [])
