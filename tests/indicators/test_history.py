"""What was agreed changes with a reason, and the history tells all of it."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient

from .building import add_indicator, add_period, record
from .test_indicators import patch

HISTORY = "/v1/history"
WHY = "The steering group agreed on it."


async def changes(
    client: AsyncClient, kind: str, thing_id: Any
) -> list[dict[str, Any]]:
    answer = await client.get(f"{HISTORY}/{kind}/{thing_id}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


@pytest.mark.parametrize("reason", [{}, {"reason": None}, {"reason": "  "}])
async def test_an_agreed_target_does_not_change_without_a_reason(
    officer: AsyncClient, project_id: UUID, reason: dict[str, Any]
) -> None:
    indicator = await add_indicator(officer, project_id)
    period = await add_period(officer, indicator, 2006, target_value="40")

    for kind, thing in (("indicators", indicator), ("periods", period)):
        answer = await patch(officer, kind, thing, target_value="55", **reason)
        assert answer.status_code == 422, answer.text
        (field,) = answer.json()["fields"]
        code = "string_too_short" if reason.get("reason") else "reason_required"
        assert (field["loc"], field["code"]) == (["body", "reason"], code)


async def test_the_reason_of_a_change_is_told_with_it(
    officer: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(officer, project_id)
    await patch(officer, "indicators", indicator, target_value="55", reason=WHY)

    newest = (await changes(officer, "indicator", indicator["id"]))[0]

    assert newest["reason"] == WHY
    assert newest["action"] == "change_indicator"
    assert newest["parts"][0]["fields"][0] == {
        "field": "target_value",
        "was": "80.000000",
        "became": "55.000000",
    }


async def test_the_history_of_a_project_has_all_its_results_and_figures(
    officer: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(officer, project_id)
    period = await add_period(officer, indicator, 2006)
    recorded = await record(officer, period, "40")
    assert recorded.status_code == 201, recorded.text

    told = await changes(officer, "project", project_id)

    assert [change["parts"][0]["part"] for change in told] == [
        "entry",
        "period",
        "indicator",
        "result",
    ]


async def test_an_unknown_thing_has_no_history(officer: AsyncClient) -> None:
    for kind in ("project", "result", "indicator"):
        answer = await officer.get(f"{HISTORY}/{kind}/{uuid4()}")
        assert answer.status_code in {200, 404}
        if answer.status_code == 200:
            assert answer.json()["items"] == []
