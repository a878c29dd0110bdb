"""Values with their states, cells and the way they take, over HTTP."""

from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role
from bromost_common.db import new_id
from tests.conftest import Somebody

from .building import (
    accept,
    add_indicator,
    add_period,
    created,
    figures,
    record,
    refusal,
)
from .test_axes import axis_body


async def send(
    client: AsyncClient, project_id: UUID, *rows: dict[str, Any], submit: bool = False
) -> list[dict[str, Any]]:
    answer = await client.post(
        f"/v1/projects/{project_id}/entries",
        json={"rows": rows, "submit": submit},
    )
    assert answer.status_code == 200, answer.text
    return list(answer.json()["rows"])


def row(period: dict[str, Any], value: Any = None, **more: Any) -> dict[str, Any]:
    return {
        "period_id": period["id"],
        "version": period["version"],
        "value": value,
        "state": "reported",
        **more,
    }


async def step(
    client: AsyncClient, entry_id: str, status: str, reason: str | None = None
) -> dict[str, Any]:
    one = {"entry_id": entry_id, "status": status, "reason": reason}
    answer = await client.post("/v1/entry-steps", json={"steps": [one]})
    assert answer.status_code == 200, answer.text
    return dict(answer.json()["steps"][0])


async def test_what_is_refused_stops_nothing_else(
    client: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(client, project_id)
    periods = [await add_period(client, indicator, year) for year in range(2000, 2010)]

    told = await send(
        client,
        project_id,
        row(periods[0], "1"),
        row(periods[1], "N/A"),
        row(periods[2], "1e400"),
        row(periods[3], "NaN"),
        row(periods[4], "0.5"),
        row(periods[5]),
        row(periods[6], "0"),
        row(periods[7], "7") | {"version": 9},
        row(periods[8], "3", state="not_collected"),
        row({"id": str(new_id()), "version": 1}, "1"),
        row(periods[9], None, state="not_collected"),
    )

    assert [(one["outcome"], one["code"]) for one in told] == [
        ("saved", None),
        ("refused", "figure"),
        ("refused", "figure"),
        ("refused", "figure"),
        ("refused", "too_many_decimals"),
        ("refused", "value_missing"),
        ("saved", None),
        ("stale", "stale_version"),
        ("refused", "state_without_value"),
        ("refused", "not_found"),
        ("saved", None),
    ]
    states = [
        one["period"]["current"]["state"] for one in told if one["outcome"] == "saved"
    ]
    assert states == ["reported", "zero", "not_collected"]
    assert told[0]["period"]["current"]["status"] == "draft"


async def test_the_same_rows_sent_again_change_nothing(
    client: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(client, project_id)
    period = await add_period(client, indicator)

    first = await send(client, project_id, row(period, "5"))
    again = await send(client, project_id, row(period, "5"))

    assert (first[0]["outcome"], again[0]["outcome"]) == ("saved", "unchanged")
    assert again[0]["period"]["entry_count"] == 1


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"numerator": "30", "denominator": "0"}, "denominator_zero"),
        ({"numerator": "30", "denominator": "-4"}, "denominator_negative"),
        ({"numerator": "30"}, "parts_incomplete"),
        ({"numerator": "50", "denominator": "40"}, "percent_out_of_bounds"),
        ({"value": "70", "numerator": "30", "denominator": "40"}, "parts_disagree"),
        ({"value": "101"}, "percent_out_of_bounds"),
        ({"text": "many"}, "text_impossible"),
        ({"value": "1", "place_id": str(new_id())}, "unknown_place"),
        ({"value": "1", "state": "zero"}, "state_mismatch"),
        (
            {"value": "1", "cells": [{"categories": [str(new_id())], "value": "1"}]},
            "cells_impossible",
        ),
    ],
)
async def test_impossible_shares_are_refused(
    client: AsyncClient, project_id: UUID, told: dict[str, Any], code: str
) -> None:
    indicator = await add_indicator(client, project_id, unit="percent")
    period = await add_period(client, indicator)

    (refused,) = await send(client, project_id, row(period, **told))
    (share,) = await send(
        client, project_id, row(period, numerator="30", denominator="40")
    )

    assert (refused["outcome"], refused["code"]) == ("refused", code)
    assert share["period"]["current"]["value"] == "75"
    assert share["period"]["current"]["denominator"] == "40"


async def test_leaf_cells_come_to_the_whole(
    client: AsyncClient, project_id: UUID
) -> None:
    axis = await created(client, "/v1/axes", axis_body())
    women, men, unknown = (c["id"] for c in axis["categories"])
    indicator = await add_indicator(client, project_id, axis_ids=[axis["id"]])
    period = await add_period(client, indicator)

    def cells(*values: str) -> list[dict[str, Any]]:
        pairs = zip((women, men, unknown), values, strict=False)
        return [{"categories": [one], "value": value} for one, value in pairs]

    async def code(**told: Any) -> str | None:
        (one,) = await send(client, project_id, row(period, **told))
        return str(one["code"]) if one["code"] else None

    twice = cells("40") + cells("1")
    assert await code(value="87", cells=cells("40", "40")) == "cells_do_not_add_up"
    assert await code(cells=twice) == "cell_repeated"
    foreign = [{"categories": [str(new_id())], "value": "1"}]
    assert await code(cells=foreign) == "unknown_category"
    (partial,) = await send(
        client, project_id, row(period, "87", cells=cells("40"), is_partial=True)
    )
    assert partial["outcome"] == "saved"
    (whole,) = await send(
        client, project_id, row(partial["period"], cells=cells("40", "40", "7"))
    )
    assert whole["period"]["current"]["value"] == "87"


async def test_a_share_is_made_of_the_parts_of_its_cells(
    client: AsyncClient, project_id: UUID
) -> None:
    """Else it could not be added to that of another project, sum by sum."""
    axis = await created(client, "/v1/axes", axis_body())
    women, men, _ = ([c["id"]] for c in axis["categories"])
    indicator = await add_indicator(
        client, project_id, unit="percent", axis_ids=[axis["id"]]
    )
    period = await add_period(client, indicator)
    cells = [
        {"categories": women, "numerator": "30", "denominator": "40"},
        {"categories": men, "numerator": "10", "denominator": "60"},
    ]

    (wrong,) = await send(client, project_id, row(period, "45", cells=cells))
    (right,) = await send(client, project_id, row(period, cells=cells))
    (again,) = await send(client, project_id, row(period, cells=cells))

    assert (wrong["code"], wrong["message"]) == (
        "cells_do_not_add_up",
        "The cells come to 40, not to 45.",
    )
    told = right["period"]["current"]
    assert (told["value"], told["numerator"], told["denominator"]) == (
        "40",
        "40",
        "100",
    )
    assert again["outcome"] == "unchanged"


async def test_a_share_once_kept_without_its_whole_is_told_by_its_groups(
    client: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    """As they were kept before the whole was worked out with the value."""
    axis = await created(client, "/v1/axes", axis_body())
    women, men, _ = ([c["id"]] for c in axis["categories"])
    indicator = await add_indicator(
        client, project_id, unit="percent", over_time="ratio", axis_ids=[axis["id"]]
    )
    cells = [
        {"categories": women, "numerator": "30", "denominator": "40"},
        {"categories": men, "numerator": "10", "denominator": "60"},
    ]
    for year in (2005, 2006):
        period = await add_period(client, indicator, year)
        told = await send(client, project_id, row(period, cells=cells), submit=True)
        await accept(client, told[0]["period"])
    before = (await figures(client, indicator))["life"]
    await session.execute(text("RESET ROLE"))
    await session.execute(text("ALTER TABLE indicators.entry DISABLE TRIGGER USER"))
    await session.execute(
        text(
            "UPDATE indicators.entry SET numerator = NULL, denominator = NULL"
            " WHERE period_id IN"
            " (SELECT id FROM indicators.period WHERE indicator_id = :id)"
        ),
        {"id": indicator["id"]},
    )
    await session.execute(text("ALTER TABLE indicators.entry ENABLE TRIGGER USER"))
    await session.commit()

    after = (await figures(client, indicator))["life"]

    assert (after["numerator"], after["denominator"], after["marks"]) == (
        *("80", "200", []),
    )
    assert after == before


@pytest.mark.parametrize(
    ("told", "field", "code"),
    [
        ({"value": "0.5"}, "value", "too_many_decimals"),
        ({"value": "101"}, "value", "percent_out_of_bounds"),
        ({"numerator": "1"}, "denominator", "parts_incomplete"),
        ({"numerator": "1", "denominator": "0"}, "denominator", "denominator_zero"),
        ({"state": "zero", "value": "1"}, "state", "state_mismatch"),
        ({"state": "not_collected", "value": "1"}, "value", "state_without_value"),
        ({}, "value", "value_missing"),
    ],
)
async def test_a_refusal_names_the_cell(
    client: AsyncClient, project_id: UUID, told: dict[str, Any], field: str, code: str
) -> None:
    axis = await created(client, "/v1/axes", axis_body())
    women, men, _ = ([c["id"]] for c in axis["categories"])
    indicator = await add_indicator(
        client, project_id, unit="percent", axis_ids=[axis["id"]]
    )
    period = await add_period(client, indicator)
    cells = [{"categories": women, "value": "5"}, {"categories": men, **told}]

    (refused,) = await send(client, project_id, row(period, cells=cells))

    assert (refused["field"], refused["code"]) == (f"cells.1.{field}", code)


async def test_the_history_tells_all_that_was_said_and_done(
    client: AsyncClient, project_id: UUID
) -> None:
    axis = await created(client, "/v1/axes", axis_body())
    leaf = axis["categories"][0]["id"]
    indicator = await add_indicator(client, project_id, axis_ids=[axis["id"]])
    period = await add_period(client, indicator)
    link = {"name": "Attendance list", "address": "https://example.org/list"}
    cells = [{"categories": [leaf], "value": "7"}]
    (told,) = await send(client, project_id, row(period, cells=cells, evidence=[link]))
    await step(client, told["period"]["current"]["id"], "submitted")
    await send(client, project_id, row(told["period"], "8"))

    answer = await client.get(f"/v1/periods/{period['id']}/entries")

    newer, older = answer.json()["items"]
    assert (newer["cells"], newer["evidence"]) == ([], older["evidence"])
    assert older["cells"] == [
        {
            "categories": [leaf],
            "state": "reported",
            "value": "7",
            "numerator": None,
            "denominator": None,
        }
    ]
    assert older["evidence"] == [link | {"file": None}]
    assert [one["status"] for one in older["steps"]] == ["draft", "submitted"]
    assert older["steps"][1]["by"]["display_name"]


async def test_entries_are_handed_in_returned_and_accepted(
    client: AsyncClient, project_id: UUID, somebody: Somebody
) -> None:
    indicator = await add_indicator(client, project_id)
    period = await add_period(client, indicator)
    contributor = await somebody(Role.CONTRIBUTOR, "project", str(project_id))
    approver = await somebody(Role.APPROVER, "project", str(project_id))
    (drafted,) = await send(contributor, project_id, row(period, "87"))
    entry = drafted["period"]["current"]["id"]

    early = await step(approver, entry, "accepted")
    submitted = await step(contributor, entry, "submitted")
    own = await step(contributor, entry, "accepted")
    silent = await step(approver, entry, "returned")
    returned = await step(approver, entry, "returned", "Which list is it from?")
    again = await step(contributor, entry, "submitted")
    verified = await step(approver, entry, "verified")
    accepted = await step(approver, entry, "accepted")

    assert (early["outcome"], early["code"]) == ("refused", "step_impossible")
    assert (own["outcome"], own["code"]) == ("refused", "permission_denied")
    assert (silent["outcome"], silent["code"]) == ("refused", "reason_required")
    for done in (submitted, returned, again, verified, accepted):
        assert done["outcome"] == "done"
    steps = (await client.get(f"/v1/entries/{entry}/steps")).json()["items"]
    assert [one["status"] for one in steps] == [
        *("draft", "submitted", "returned", "submitted", "verified", "accepted")
    ]
    assert steps[2]["reason"] == "Which list is it from?"


async def test_what_was_accepted_is_corrected_with_a_reason(
    client: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(client, project_id)
    period = (await record(client, await add_period(client, indicator), "87")).json()
    old = period["current"]["id"]
    await step(client, old, "accepted")

    silent = await record(client, period, "88")
    corrected = await record(client, period, "88", reason="One was counted twice")
    late = await step(client, old, "returned", "Too late for that")

    assert refusal(silent) == (422, "invalid_request", ["reason_required"])
    assert corrected.json()["current"]["status"] == "submitted"
    assert late["code"] == "step_impossible"
    entries = (await client.get(f"/v1/periods/{period['id']}/entries")).json()["items"]
    assert [e["status"] for e in entries] == ["submitted", "accepted"]


async def test_older_entries_are_no_longer_decided_about(
    client: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(client, project_id)
    period = (await record(client, await add_period(client, indicator), "87")).json()
    await record(client, period, "88")

    late = await step(client, period["current"]["id"], "accepted")

    assert (late["outcome"], late["code"]) == ("refused", "entry_superseded")


async def test_locked_days_take_no_values_but_by_exception(
    client: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    indicator = await add_indicator(client, project_id)
    period = await add_period(client, indicator, 2006)
    free = await add_period(client, indicator, 2007)
    lock = new_id()
    await session.execute(text("RESET ROLE"))
    await session.execute(
        text(
            "INSERT INTO indicators.period_lock"
            " (id, project_id, starts_on, ends_on, reason)"
            " VALUES (:id, :project, '2006-01-01', '2006-12-31', 'Reported')"
        ),
        {"id": lock, "project": project_id},
    )
    await session.commit()

    told = await send(client, project_id, row(period, "1"), row(free, "2"))
    await session.execute(text("RESET ROLE"))
    await session.execute(
        text(
            "INSERT INTO indicators.lock_exception (id, lock_id, indicator_id, until)"
            " VALUES (:id, :lock, :indicator, current_date)"
        ),
        {"id": new_id(), "lock": lock, "indicator": UUID(indicator["id"])},
    )
    await session.commit()
    (excepted,) = await send(client, project_id, row(period, "1"))

    assert [one["code"] for one in told] == ["period_locked", None]
    assert excepted["outcome"] == "saved"


async def test_a_grid_of_1200_values_is_one_call_with_few_statements(
    client: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(client, project_id)
    period = await add_period(client, indicator)

    too_many = await client.post(
        f"/v1/projects/{project_id}/entries",
        json={"rows": [row(period, "1")] * 1201},
    )

    assert refusal(too_many) == (422, "invalid_request", ["too_long"])


async def test_what_an_entry_says_never_changes(
    client: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    indicator = await add_indicator(client, project_id)
    await record(client, await add_period(client, indicator), "87")

    for forbidden in ("entry SET value = 1", "entry_step SET status = 'draft'"):
        await session.execute(text("SET LOCAL ROLE bromost_indicators"))
        with pytest.raises(DBAPIError, match="permission denied"):
            await (await session.connection()).execute(
                text(f"UPDATE indicators.{forbidden}")  # a literal above
            )
        await session.rollback()
