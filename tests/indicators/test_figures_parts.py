"""What the parts of indicators come to: kept, rolled up, explained and checked."""

from fractions import Fraction
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bromost_common.db import SessionMaker
from bromost_indicators.figures.auditing import audit
from bromost_indicators.figures.keeping import catch_up_with_all
from tests.statements import statements

from .breaking import People, add_axes, add_broken_down, part, parts, tell, values
from .building import add_period, created, figures, indicator_body, record
from .graphs import add_programme_result, another_project
from .test_axes import change
from .test_explain import explained


def by_hand(origin: dict[str, Any]) -> Fraction:
    """The value, from nothing but the leaves; of these some have none."""
    if origin["parts"]:
        return sum(map(by_hand, origin["parts"]), Fraction(0))
    return Fraction(origin["amount"]["value"] or 0)


async def raw(session: AsyncSession, indicator: dict[str, Any]) -> dict[str, Fraction]:
    """What was told of each category, straight from the newest accepted entries."""
    found = await session.execute(
        text(
            "SELECT unnest(ARRAY[c.category_1, c.category_2]), sum(c.value)"
            " FROM indicators.entry_cell c JOIN indicators.entry e ON e.id = c.entry_id"
            " JOIN indicators.period p ON p.id = e.period_id"
            " WHERE p.indicator_id = :id AND e.status = 'accepted' GROUP BY 1"
        ),
        {"id": indicator["id"]},
    )
    return {str(category): Fraction(value) for category, value in found}


async def test_parts_are_kept_and_explained(
    client: AsyncClient, project_id: UUID, session: AsyncSession, system: SessionMaker
) -> None:
    people = await add_axes(client)
    indicator = await add_broken_down(client, project_id, people.axis_ids)
    first = {("women", "young"): "5", ("women", "old"): "3", ("men", "young"): "0"}
    await tell(client, indicator, 2005, "8", people.cells(first))
    second = {("women", "old"): "4", ("men", "old"): "6"}
    told = await tell(client, indicator, 2006, "12", people.cells(second))
    women, men, unknown = (people.id(code) for code in ("women", "men", "sex?"))

    live = await parts(client, indicator)
    assert values(live, women) == ("12", ["8", "4"])
    assert values(live, men) == ("6", ["0", "6"])
    assert values(live, unknown) == ("2", [None, "2"])
    assert values(live, women, people.id("young")) == ("5", ["5", None])
    assert [axis["name"]["en"] for axis in live["axes"]] == ["Sex", "Age"]
    names = [c["name"]["en"] for c in live["axes"][0]["categories"]]
    assert names == ["Women", "Men", "Unknown"]
    for category, value in (await raw(session, indicator)).items():
        assert Fraction(values(live, category)[0]) == value

    await catch_up_with_all(system)
    assert await parts(client, indicator) == live
    assert (await audit(system)).differing == 0
    for one in live["parts"]:
        asked = {"category": one["categories"]}
        why = await explained(client, indicator, **asked)
        assert (why["figure"], by_hand(why["origin"])) == (
            one["life"],
            Fraction(one["life"]["value"]),
        )
        later = await explained(client, indicator, period=told["id"], **asked)
        assert later["figure"] == one["periods"][1]["shown"]
    assert "not_told_apart" in part(live, unknown)["life"]["marks"]


class Programme(NamedTuple):
    """An indicator above three: by sex and age, by sex alone, and by nothing."""

    people: People
    parent: dict[str, Any]
    both: dict[str, Any]
    by_sex: dict[str, Any]
    whole: dict[str, Any]


@pytest.fixture
async def programme(
    officer: AsyncClient, project_id: UUID, programme_id: UUID, session: AsyncSession
) -> Programme:
    people = await add_axes(officer)
    above = await add_programme_result(officer, programme_id)
    adding = {"cumulation": "none", "over_time": "sum"}
    body = indicator_body(axis_ids=people.axis_ids, **adding)
    parent = await created(officer, f"/v1/results/{above['id']}/indicators", body)
    await add_period(officer, parent, 2006)
    other = await another_project(session, project_id)
    below = [
        await add_broken_down(officer, project_id, people.axis_ids),
        await add_broken_down(officer, other, people.axis_ids[:1]),
        await add_broken_down(officer, other, []),
    ]
    for child in below:
        path = f"/v1/indicators/{child['id']}/rollups"
        await created(officer, path, {"parent_indicator_id": parent["id"]})
    return Programme(people, parent, *below)


async def test_a_programme_comes_to_the_parts_of_its_projects(
    officer: AsyncClient, programme: Programme, system: SessionMaker
) -> None:
    people, parent = programme.people, programme.parent
    cells = people.cells({("women", "young"): "5", ("men", "old"): "3"})
    await tell(officer, programme.both, 2006, "8", cells)
    by_sex = people.cells({("women",): "9"})
    await tell(officer, programme.by_sex, 2006, "9", by_sex)
    period = await tell(officer, programme.whole, 2006, "4", [])
    await catch_up_with_all(system)

    shown = await parts(officer, parent)
    assert values(shown, people.id("women")) == ("14", ["14"])
    assert values(shown, people.id("women"), people.id("age?")) == ("9", ["9"])
    assert values(shown, people.id("sex?")) == ("4", ["4"])
    leaves = [p["life"]["value"] for p in shown["parts"] if p["is_leaf"]]
    assert sum(map(int, leaves)) == 21
    assert (await figures(officer, parent))["life"]["value"] == "21"
    why = await explained(officer, parent, category=people.id("sex?"))
    (child,) = why["origin"]["parts"][0]["parts"]
    assert child["indicator"]["id"] == programme.whole["id"]
    assert child["amount"]["marks"] == ["not_told_apart"]

    await record(officer, period, "6", reason="Counted once more.", submit=True)
    await catch_up_with_all(system)
    waiting = await parts(officer, parent, include="submitted")
    assert values(waiting, people.id("sex?")) == ("6", ["6"])
    assert (await parts(officer, parent)) == shown
    assert (await audit(system)).differing == 0


async def test_the_audit_puts_parts_right(
    client: AsyncClient, project_id: UUID, session: AsyncSession, system: SessionMaker
) -> None:
    people = await add_axes(client)
    made = [
        await add_broken_down(client, project_id, people.axis_ids[:1]) for _ in "AB"
    ]
    for one in made:
        await tell(client, one, 2006, "8", people.cells({("women",): "8"}))
    await catch_up_with_all(system)
    right = [await parts(client, one) for one in made]
    spoilt = "UPDATE indicators.cell_figure SET life_value = 9 WHERE indicator_id = :id"
    await session.execute(text(spoilt), {"id": made[0]["id"]})
    lost = "DELETE FROM indicators.cell_period_figure WHERE indicator_id = :id"
    await session.execute(text(lost), {"id": made[1]["id"]})
    await session.commit()

    found = await audit(system)

    assert found.differing == 2
    told = {one["indicator_id"]: one["fields"][0]["name"] for one in found.examples}
    assert told == {made[0]["id"]: "life_value", made[1]["id"]: "cell"}
    assert (await audit(system)).differing == 0
    assert [await parts(client, one) for one in made] == right


async def test_what_is_suppressed_is_not_told_by_the_others(
    client: AsyncClient, project_id: UUID, system: SessionMaker
) -> None:
    people = await add_axes(client)
    indicator = await add_broken_down(client, project_id, people.axis_ids[:1])
    cells = people.cells({("women",): None, ("men",): "7"})
    await tell(client, indicator, 2006, "9", cells)
    await catch_up_with_all(system)

    shown = await parts(client, indicator)

    women, men, unknown = (people.id(code) for code in ("women", "men", "sex?"))
    assert part(shown, women)["life"]["state"] == "suppressed"
    assert part(shown, men)["life"]["state"] == "suppressed"
    assert values(shown, unknown) == ("9", ["9"])
    why = await explained(client, indicator, category=men)
    assert "'7'" not in str(why["origin"])


async def test_what_is_no_longer_counted_keeps_its_figure_with_a_break(
    client: AsyncClient, project_id: UUID, system: SessionMaker
) -> None:
    people = await add_axes(client)
    indicator = await add_broken_down(client, project_id, people.axis_ids[:1])
    await tell(client, indicator, 2006, "8", people.cells({("women",): "8"}))
    await catch_up_with_all(system)

    answer = await change(client, people.sex, 0, archived=True)
    assert answer.status_code == 200, answer.text
    shown = await parts(client, indicator)

    assert part(shown, people.id("women"))["life"]["marks"] == ["series_break"]
    assert values(shown, people.id("women")) == ("8", ["8"])
    assert shown["axes"][0]["categories"][0]["archived"]


async def test_what_is_not_broken_down_costs_nothing_more(
    client: AsyncClient,
    project_id: UUID,
    connection: AsyncConnection,
    system: SessionMaker,
) -> None:
    plain = await add_broken_down(client, project_id, [])
    await tell(client, plain, 2006, "8", [])

    with statements(connection) as seen:
        await catch_up_with_all(system)
        await audit(system)

    assert seen
    parts_of = ("cell", "categories_of")
    assert [one for one in seen if any(name in one for name in parts_of)] == []


async def test_parts_that_nobody_told_of_are_not_explained(
    client: AsyncClient, anonymous: AsyncClient, project_id: UUID
) -> None:
    people = await add_axes(client)
    indicator = await add_broken_down(client, project_id, people.axis_ids)
    plain = await add_broken_down(client, project_id, [])
    await tell(client, plain, 2006, "8", [])
    path = f"/v1/indicators/{indicator['id']}"

    assert (await parts(client, indicator))["parts"] == []
    assert (await parts(client, plain))["axes"] == []
    for one in (indicator, plain):
        for category in (people.id("women"), str(uuid4())):
            answer = await client.get(
                f"/v1/indicators/{one['id']}/explain", params={"category": category}
            )
            assert answer.status_code == 404
    wrong = await client.get(f"{path}/explain", params={"category": "x"})
    assert wrong.status_code == 422
    assert (await client.get(f"/v1/indicators/{uuid4()}/parts")).status_code == 404
    assert (await anonymous.get(f"{path}/parts")).status_code == 401
