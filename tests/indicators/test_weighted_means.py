"""Means of several projects by stated weights, and what is archived in a figure."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import SessionMaker
from bromost_indicators.figures.auditing import audit
from bromost_indicators.figures.keeping import catch_up_with_all

from .building import (
    accept,
    add_indicator,
    add_period,
    created,
    figures,
    indicator_body,
    refusal,
    reported,
    version,
)
from .calculation import oracle
from .conftest import archive_project
from .graphs import add_programme_result, another_project, graph
from .test_explain import explained

CONTINUUM = [
    {"value": at, "label": {"en": label}}
    for at, label in enumerate(("Contact", "Exchange", "Joint work", "Merged"), start=1)
]
SCALE = indicator_body(
    kind="scale",
    unit="none",
    scale=CONTINUUM,
    over_time="latest",
    over_children="weighted_mean",
    baseline_value="1",
    target_value="4",
)
NUMBER = {"over_time": "latest", "over_children": "weighted_mean", "decimals": 1}


class Mean:
    """A programme's indicator above those of two projects, each with its tie."""

    def __init__(self, client: AsyncClient, above: Any, tied: list[Any]) -> None:
        self.client = client
        self.above = above
        self.below = [one for one, _ in tied]
        self.ties = [tie for _, tie in tied]

    async def weigh(self, at: int, weight: str | None) -> Any:
        tie = self.ties[at]
        answer = await self.client.patch(
            f"/v1/rollups/{tie['id']}", json={"weight": weight}, headers=version(tie)
        )
        if answer.status_code == 200:
            self.ties[at] = answer.json()
        return answer


async def mean_of(
    officer: AsyncClient,
    projects: list[UUID],
    programme_id: UUID,
    rule: dict[str, Any],
    values: list[str],
) -> Mean:
    result = await add_programme_result(officer, programme_id)
    path = f"/v1/results/{result['id']}/indicators"
    above = await created(officer, path, indicator_body(**rule))
    await add_period(officer, above, 2006)
    tied = []
    for project, value in zip(projects, values, strict=True):
        child = await add_indicator(officer, project, **rule)
        await reported(officer, child, {2006: [value]})
        body = {"parent_indicator_id": above["id"]}
        path = f"/v1/indicators/{child['id']}/rollups"
        tied.append((child, await created(officer, path, body)))
    return Mean(officer, above, tied)


@pytest.fixture
async def projects(project_id: UUID, session: AsyncSession) -> list[UUID]:
    return [project_id, await another_project(session, project_id)]


async def test_a_mean_of_projects_is_told_as_soon_as_each_has_a_weight(
    officer: AsyncClient,
    projects: list[UUID],
    programme_id: UUID,
    system: SessionMaker,
) -> None:
    mean = await mean_of(officer, projects, programme_id, NUMBER, ["2.5", "4.0"])
    await catch_up_with_all(system)
    without = (await figures(officer, mean.above))["life"]
    assert (without["state"], without["marks"]) == ("undefined", ["weight_missing"])

    assert (await mean.weigh(0, "3")).json()["weight"] == "3"
    await catch_up_with_all(system)
    assert (await figures(officer, mean.above))["life"]["state"] == "undefined"
    assert (await mean.weigh(1, "0.5")).json()["weight"] == "0.5"
    await catch_up_with_all(system)

    told = [(Fraction("2.5"), Fraction(3)), (Fraction(4), Fraction("0.5"))]
    wanted = oracle.mean(told)
    shown = (await figures(officer, mean.above))["life"]
    assert shown["value"] == tenths(wanted, "0.1") == "2.7"
    why = (await explained(officer, mean.above))["origin"]
    (period,) = why["parts"]
    assert period["method"] == "weighted_mean"
    parts = [
        (one["indicator"]["id"], one["amount"]["value"], one["weight"], one["product"])
        for one in period["parts"]
    ]
    assert parts == [
        (mean.below[0]["id"], "2.5", "3", "7.5"),
        (mean.below[1]["id"], "4", "0.5", "2"),
    ]
    by_hand = sum(Fraction(p[3]) for p in parts) / sum(Fraction(p[2]) for p in parts)
    assert by_hand == wanted
    assert (await audit(system)).differing == 0


async def test_own_values_have_a_weight_as_an_indicator_that_goes_into_it(
    officer: AsyncClient,
    projects: list[UUID],
    programme_id: UUID,
    system: SessionMaker,
) -> None:
    """Beside what projects told, they would count as much as nobody said."""
    mean = await mean_of(officer, projects, programme_id, NUMBER, ["2.5", "4.0"])
    for at, weight in enumerate(("3", "0.5")):
        await mean.weigh(at, weight)
    await _own(officer, mean, {"value": "1.0", "state": "reported"})
    await catch_up_with_all(system)
    beside = (await figures(officer, mean.above))["life"]
    assert (beside["state"], beside["marks"]) == ("undefined", ["weight_missing"])

    why = "Told by an indicator that goes into it."
    await _own(officer, mean, {"state": "not_applicable", "reason": why})
    path = f"/v1/results/{mean.above['result_id']}/indicators"
    own = await created(officer, path, indicator_body(**NUMBER))
    await reported(officer, own, {2006: ["1.0"]})
    body = {"parent_indicator_id": mean.above["id"], "weight": "1.5"}
    await created(officer, f"/v1/indicators/{own['id']}/rollups", body)
    await catch_up_with_all(system)

    told = [("2.5", "3"), ("4", "0.5"), ("1", "1.5")]
    wanted = oracle.mean([(Fraction(v), Fraction(w)) for v, w in told])
    shown = (await figures(officer, mean.above))["life"]
    assert shown["value"] == tenths(wanted, "0.1") == "2.2"
    (why,) = (await explained(officer, mean.above))["origin"]["parts"]
    assert {
        (one["amount"]["value"], one["weight"], one["product"])
        for one in why["parts"]
        if one["weight"]
    } == {("2.5", "3", "7.5"), ("4", "0.5", "2"), ("1", "1.5", "1.5")}
    assert (await audit(system)).differing == 0


async def _own(officer: AsyncClient, mean: Mean, said: dict[str, str]) -> None:
    """What the programme itself says, accepted."""
    (period,) = (await officer.get(f"/v1/indicators/{mean.above['id']}")).json()[
        "periods"
    ]
    answer = await officer.post(
        f"/v1/periods/{period['id']}/entries", json=said, headers=version(period)
    )
    assert answer.status_code == 201, answer.text
    await accept(officer, answer.json())


def tenths(value: Fraction, step: str) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(Decimal(step), ROUND_HALF_UP))


async def test_the_mean_of_a_scale_has_decimals_and_is_the_same_everywhere(
    officer: AsyncClient,
    projects: list[UUID],
    programme_id: UUID,
    system: SessionMaker,
) -> None:
    mean = await mean_of(officer, projects, programme_id, SCALE, ["2", "3"])
    await mean.weigh(0, "1")
    await mean.weigh(1, "2")
    await catch_up_with_all(system)

    wanted = tenths(
        oracle.mean([(Fraction(2), Fraction(1)), (Fraction(3), Fraction(2))]), "0.01"
    )
    assert wanted == "2.67"
    shown = await figures(officer, mean.above)
    assert (shown["life"]["value"], shown["progress"]) == (wanted, "0.5556")
    why = await explained(officer, mean.above)
    assert (why["figure"]["value"], why["decimals"]) == (wanted, 2)
    query = {"owner_id": str(programme_id)}
    (row,) = (await officer.get("/v1/performance", params=query)).json()["items"]
    assert (row["life"]["value"], row["decimals"]) == (wanted, 2)
    assert [one["life"] for one in row["contributions"]] == ["2.00", "3.00"]
    sheet = await officer.get("/v1/performance.csv", params=query | {"locale": "nb"})
    assert ";4,00;2,67;Rapportert;0,5556;" in sheet.text
    # Steps are whole, wherever somebody enters one.
    indicator = (await officer.get(f"/v1/indicators/{mean.below[0]['id']}")).json()
    assert indicator["latest"]["value"] == "2"
    assert (await audit(system)).differing == 0


@pytest.mark.parametrize(
    ("weight", "code"),
    [
        ("0", "weight_not_positive"),
        ("-1", "weight_not_positive"),
        ("1e3", "figure"),
        ("NaN", "figure"),
        ("1.1234567", "figure"),
        (2, "figure"),
    ],
)
async def test_wrong_weights_are_refused(
    officer: AsyncClient,
    projects: list[UUID],
    programme_id: UUID,
    weight: object,
    code: str,
) -> None:
    mean = await mean_of(officer, projects[:1], programme_id, NUMBER, ["2.5"])
    answer = await mean.weigh(0, weight)  # type: ignore[arg-type]  # what is wrong

    assert refusal(answer) == (422, "invalid_request", [code])
    assert (await graph(officer, projects[0]))["rollups"][0]["weight"] is None


async def test_only_a_mean_asks_for_weights(
    officer: AsyncClient, projects: list[UUID], programme_id: UUID
) -> None:
    added = await mean_of(officer, projects, programme_id, {}, ["2", "3"])
    body = {"parent_indicator_id": added.above["id"], "weight": "2"}
    third = await add_indicator(officer, projects[0])
    path = f"/v1/indicators/{third['id']}/rollups"

    refused = [await added.weigh(0, "2"), await officer.post(path, json=body)]

    for answer in refused:
        assert refusal(answer) == (422, "invalid_request", ["weight_impossible"])
    above = (await graph(officer, projects[0]))["above"][0]["indicators"]
    assert [one["over_children"] for one in above] == ["sum"]


async def test_what_an_archived_project_told_stays_and_is_named_as_such(
    officer: AsyncClient,
    projects: list[UUID],
    programme_id: UUID,
    session: AsyncSession,
    system: SessionMaker,
) -> None:
    """Nothing vanishes, nothing stays unsaid, and nothing more is awaited of it."""
    added = await mean_of(officer, projects, programme_id, {}, ["20", "5"])
    await reported(officer, added.below[1], {2007: ["7"]})
    for one in (added.above, added.below[0]):
        await add_period(officer, one, 2007)
    await catch_up_with_all(system)
    before = await figures(officer, added.above)
    assert [p["shown"]["value"] for p in before["periods"]] == ["25", "7"]
    assert before["periods"][1]["shown"]["marks"] == ["partial"]

    await archive_project(session, projects[0])
    await catch_up_with_all(system)

    after = await figures(officer, added.above)
    assert [p["shown"]["value"] for p in after["periods"]] == ["25", "7"]
    assert after["periods"][1]["shown"]["marks"] == []
    period = after["periods"][0]["period_id"]
    why = await explained(officer, added.above, period=period)
    named = {
        part["indicator"]["id"]: part["indicator"]["archived"]
        for part in why["origin"]["parts"]
    }
    assert named == {added.below[0]["id"]: True, added.below[1]["id"]: False}
    assert (await audit(system)).differing == 0


async def test_an_archived_indicator_or_result_is_said_to_be_so(
    officer: AsyncClient,
    projects: list[UUID],
    programme_id: UUID,
    system: SessionMaker,
) -> None:
    added = await mean_of(officer, projects, programme_id, {}, ["20", "5"])
    one, other = added.below
    path = f"/v1/indicators/{one['id']}"
    thing = (await officer.get(path)).json()
    answer = await officer.patch(path, json={"archived": True}, headers=version(thing))
    assert answer.status_code == 200, answer.text
    query = f"/v1/projects/{projects[1]}/results"
    (result,) = (await officer.get(query)).json()["results"]
    path = f"/v1/results/{other['result_id']}"
    answer = await officer.patch(path, json={"archived": True}, headers=version(result))
    assert answer.status_code == 200, answer.text
    await catch_up_with_all(system)

    assert (await figures(officer, added.above))["life"]["value"] == "25"
    (period,) = (await explained(officer, added.above))["origin"]["parts"]
    assert [part["indicator"]["archived"] for part in period["parts"]] == [True, True]
    assert (await audit(system)).differing == 0
