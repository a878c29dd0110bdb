"""Formulas by the parts and the places of what they name, as they are served."""

from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from httpx import AsyncClient

from bromost_common.db import SessionMaker
from bromost_indicators.figures.auditing import audit
from bromost_indicators.figures.keeping import catch_up_with_all

from .breaking import People, add_axes, part, parts, tell, values
from .building import add_period, add_result, created, record
from .graphs import PLACE
from .test_definitions import published
from .test_explain import explained
from .test_figures_formula import COST, HEADS, PER_HEAD, use
from .test_result_map import accept_all, result_map


class Framework(NamedTuple):
    """A cost by sex and age, heads by sex, and the one per the other."""

    people: People
    cost: dict[str, Any]
    heads: dict[str, Any]
    per_head: dict[str, Any]


@pytest.fixture
async def framework(client: AsyncClient, project_id: UUID) -> Framework:
    people = await add_axes(client)
    made = [
        await published(client, **COST, axis_ids=people.axis_ids),
        await published(client, **HEADS, axis_ids=people.axis_ids[:1]),
        await published(client, **PER_HEAD, formula="COST / HEADS"),
    ]
    result = await add_result(client, project_id)
    uses = [await use(client, result, one) for one in made]
    await add_period(client, uses[2], 2006)
    return Framework(people, *uses)


async def test_a_formula_is_told_by_what_all_its_operands_are(
    client: AsyncClient, framework: Framework, system: SessionMaker
) -> None:
    people, cost, heads, per_head = framework
    of_cost = {("women", "old"): "60", ("men", "young"): "20"}
    await tell(client, cost, 2006, "80", people.cells(of_cost))
    told = await tell(client, heads, 2006, "7", people.cells({("women",): "6"}))
    women, men, unknown = (people.id(code) for code in ("women", "men", "sex?"))
    await catch_up_with_all(system)

    shown = await parts(client, per_head)
    assert values(shown, women) == ("10.00", ["10.00"])
    for lacking in (men, unknown):
        life = part(shown, lacking)["life"]
        assert (life["value"], "operand_missing" in life["marks"]) == (None, True)
    assert [(one["name"]["en"], one["codes"]) for one in shown["not_by"]] == [
        ("Age", ["HEADS"])
    ]
    why = await explained(client, per_head, category=women)
    assert why["figure"] == part(shown, women)["life"]
    amounts = {one["id"]: one["amount"]["value"] for one in why["origin"]["parts"]}
    assert amounts == {"COST": "60", "HEADS": "6"}
    named = [one["indicator"]["id"] for one in why["origin"]["parts"]]
    assert named == [cost["id"], heads["id"]]

    # What waits counts for whoever looks at that, and the rest stays as it was.
    cells = people.cells({("women",): "6", ("men",): "1"})
    await record(client, told, "7", cells=cells, reason="Who was it?", submit=True)
    await catch_up_with_all(system)
    waiting = await parts(client, per_head, include="submitted")
    assert values(waiting, men) == ("20.00", ["20.00"])
    assert await parts(client, per_head) == shown
    assert (await audit(system)).differing == 0


async def test_a_table_by_an_axis_has_the_parts_of_formulas(
    client: AsyncClient, framework: Framework, system: SessionMaker, project_id: UUID
) -> None:
    people, cost, heads, per_head = framework
    for one, number in ((cost, "60"), (heads, "6")):
        codes = ("women", "old")[: len(one["axis_ids"])]
        await tell(client, one, 2006, number, people.cells({codes: number}))
    await catch_up_with_all(system)

    query = {"project_id": str(project_id), "by": people.axis_ids[0]}
    answer = await client.get("/v1/performance", params=query)
    assert answer.status_code == 200, answer.text
    rows = {row["indicator_id"]: row for row in answer.json()["items"]}
    (told,) = rows[per_head["id"]]["parts"]
    assert Decimal(told["life"]["value"]) == 10
    assert told["life"]["marks"] == []


async def test_a_formula_is_on_the_map_place_by_place(
    client: AsyncClient, project_id: UUID
) -> None:
    cost, heads = await published(client, **COST), await published(client, **HEADS)
    per_head = await published(client, **PER_HEAD, formula="COST / HEADS")
    result = await add_result(client, project_id)
    path = f"/v1/projects/{project_id}/places"
    names = ("East", "West")
    east, west = [
        await created(client, path, PLACE | {"name": {"en": n}}) for n in names
    ]
    await add_period(client, await use(client, result, per_head), 2006)
    for definition, told in ((cost, {"60": east, "20": west}), (heads, {"6": east})):
        period = await add_period(client, await use(client, result, definition), 2006)
        for value, place in told.items():
            answer = await record(client, period, value, place_id=place["id"])
            assert answer.status_code == 201, answer.text
            period = answer.json()
        await accept_all(client, period)

    shown = await result_map(client, definition_id=per_head["id"])
    told = {one["position"]["name"]["en"]: one["life"] for one in shown["points"]}
    assert told["East"]["value"] == "10.00"
    assert (told["West"]["value"], told["West"]["marks"]) == (None, ["operand_missing"])
