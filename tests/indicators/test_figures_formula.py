"""Indicators that are worked out from others, kept up to date with them."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient

from bromost_common.db import SessionMaker
from bromost_indicators.figures.auditing import audit
from bromost_indicators.figures.keeping import catch_up_with_all

from .building import (
    accept,
    add_period,
    add_result,
    created,
    figures,
    figures_with_submitted,
    record,
    refusal,
    reported,
)
from .test_definitions import draft, published

COST = {"code": "COST", "kind": "number", "cumulation": "none", "over_time": "sum"}
HEADS = COST | {"code": "HEADS"}
PER_HEAD = {"code": "PER-HEAD", "kind": "formula", "cumulation": "none", "decimals": 2}


async def use(
    client: AsyncClient, result: dict[str, Any], definition: dict[str, Any]
) -> dict[str, Any]:
    body = {
        "title": {"en": definition["code"]},
        "definition_version_id": definition["versions"][0]["id"],
    }
    made: dict[str, Any] = await created(
        client, f"/v1/results/{result['id']}/indicators", body
    )
    return made


def shown(numerator: int, denominator: int) -> str:
    """With two decimals, by nothing of the engine."""
    exact = Fraction(numerator, denominator)
    value = Decimal(exact.numerator) / Decimal(exact.denominator)
    return str(value.quantize(Decimal("0.01"), ROUND_HALF_UP))


async def test_a_formula_follows_what_it_names(
    client: AsyncClient, project_id: UUID, system: SessionMaker
) -> None:
    cost, heads = await published(client, **COST), await published(client, **HEADS)
    per_head = await published(client, **PER_HEAD, formula="[COST] / HEADS")
    result = await add_result(client, project_id)
    formula = await use(client, result, per_head)
    await add_period(client, formula, 2005)
    await add_period(client, formula, 2006)
    of_cost, of_heads = [await use(client, result, one) for one in (cost, heads)]
    await reported(client, of_cost, {2005: ["100"], 2006: ["250"]})
    said = await reported(client, of_heads, {2005: ["3"], 2006: ["6"]})
    await catch_up_with_all(system)

    one = await figures(client, formula)
    assert [period["given"]["value"] for period in one["periods"]] == [
        shown(100, 3),
        shown(250, 6),
    ]
    # Of all the time it is total by total, and no mean of what the periods came to.
    assert one["life"]["value"] == shown(350, 9)

    period = await record(client, said[2006], "7", reason="One was forgotten.")
    await catch_up_with_all(system)
    assert (await figures(client, formula))["life"]["value"] == shown(350, 9)
    more = await figures_with_submitted(client, formula)
    assert (more["life"]["value"], more["provisional"]) == (shown(350, 10), True)
    await accept(client, period.json())
    await catch_up_with_all(system)
    assert (await figures(client, formula))["life"]["value"] == shown(350, 10)
    assert (await audit(system)).differing == 0
    why = (await client.get(f"/v1/indicators/{formula['id']}/explain")).json()
    assert why["origin"]["formula"] == "[COST] / HEADS"
    assert {part["id"]: part["amount"]["value"] for part in why["origin"]["parts"]} == {
        "COST": "350",
        "HEADS": "10",
    }


async def test_a_formula_without_what_it_names_says_so(
    client: AsyncClient, project_id: UUID, system: SessionMaker
) -> None:
    cost, _ = await published(client, **COST), await published(client, **HEADS)
    per_head = await published(client, **PER_HEAD, formula="COST / HEADS")
    result = await add_result(client, project_id)
    formula = await use(client, result, per_head)
    await add_period(client, formula, 2006)
    await reported(client, await use(client, result, cost), {2006: ["100"]})
    await catch_up_with_all(system)

    life = (await figures(client, formula))["life"]
    assert (life["value"], life["marks"]) == (None, ["operand_missing"])


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("COST / ", "formula_invalid"),
        ("__import__('os')", "formula_invalid"),
        ("COST" + " + COST" * 120, "formula_too_long"),
        ("COST / [PER-HEAD]", "formula_cycle"),
        ("COST + 1 / 0", "formula_divides_by_zero"),
    ],
)
async def test_a_formula_that_is_none_is_refused(
    client: AsyncClient, formula: str, code: str
) -> None:
    answer = await client.post(
        "/v1/definitions",
        json={
            "name": {"en": "Cost per head"},
            "original_language": "en",
            "direction": "increase",
            **PER_HEAD,
            "formula": formula,
        },
    )
    assert refusal(answer) == (422, "invalid_request", [code]), answer.text


async def test_formulas_never_go_round(client: AsyncClient) -> None:
    heads = await published(client, **HEADS)
    await published(client, **PER_HEAD, formula="HEADS * 2")

    answer = await draft(client, heads, kind="formula", formula="[PER-HEAD] / 2")
    assert refusal(answer) == (422, "invalid_request", ["formula_cycle"])
    renamed = await client.patch(
        f"/v1/definitions/{heads['id']}",
        json={"code": "PERSONS"},
        headers={"If-Match": f'"{heads["version"]}"'},
    )
    assert refusal(renamed)[:2] == (409, "code_in_formula")


async def test_what_no_library_has_is_not_published(client: AsyncClient) -> None:
    with pytest.raises(AssertionError, match="unknown_operand"):
        await published(client, **PER_HEAD, formula="NOTHING * 2")
