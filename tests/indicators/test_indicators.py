"""Indicators and their periods: what they may be, and what they may become."""

from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import new_id

from .building import (
    add_indicator,
    add_period,
    add_result,
    created,
    framework,
    indicator_body,
    period_body,
    published,
    record,
    refusal,
    version,
)

WHY = "The steering group agreed on it."


async def patch(
    client: AsyncClient, kind: str, thing: dict[str, Any], **changes: Any
) -> Response:
    path = f"/v1/{kind}/{thing['id']}"
    return await client.patch(path, json=changes, headers=version(thing))


async def test_indicator_is_added_with_all_that_was_said(
    officer: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    said = {
        "unit": "currency:NOK",
        "decimals": 2,
        "baseline_value": "1000.5",
        "baseline_note": {"en": "Counted by the bank"},
        "target_value": "2000",
        "source": {"en": "Annual report", "nb": "Årsrapport"},
        "is_synthetic": True,
    }
    indicator = await add_indicator(officer, project_id, **said)

    assert {name: indicator[name] for name in said} == said | {
        "baseline_value": "1000.50",
        "target_value": "2000.00",
    }
    assert (indicator["periods"], indicator["latest"]) == ([], None)
    (event,) = await published(session, "indicator.registered.v1")
    assert event["object_id"] == indicator["id"]
    assert event["result_id"] == indicator["result_id"]


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"title": {"nb": "Gründere"}}, "title", "original_language_missing"),
        ({"unit": "kilo"}, "unit", "string_pattern_mismatch"),
        ({"unit": "currency:nok"}, "unit", "string_pattern_mismatch"),
        ({"unit": "custom"}, "unit_name", "unit_name_mismatch"),
        ({"unit_name": {"en": "km"}}, "unit_name", "unit_name_mismatch"),
        ({"direction": "up"}, "direction", "literal_error"),
        ({"decimals": 7}, "decimals", "less_than_equal"),
        ({"decimals": -1}, "decimals", "greater_than_equal"),
        ({"decimals": "2"}, "decimals", "int_type"),
        ({"baseline_value": 5}, "baseline_value", "figure"),
        ({"baseline_value": "NaN"}, "baseline_value", "figure"),
        ({"baseline_value": "0.5"}, "baseline_value", "too_many_decimals"),
        ({"baseline_on": None}, "baseline_on", "baseline_incomplete"),
        ({"baseline_value": None}, "baseline_value", "baseline_incomplete"),
        ({"baseline_on": "2004-13-01"}, "baseline_on", "day"),
        ({"baseline_on": "20006-01-01"}, "baseline_on", "day"),
        ({"baseline_on": 1086048000}, "baseline_on", "day"),
        ({"baseline_on": "20040601"}, "baseline_on", "day"),
        ({"target_value": None}, "target_value", "target_incomplete"),
        ({"target_value": "-1"}, "target_value", "target_against_direction"),
        ({"direction": "decrease"}, "target_value", "target_against_direction"),
        (
            {"unit": "percent", "target_value": "101"},
            "target_value",
            "percent_out_of_bounds",
        ),
        ({"is_synthetic": "no"}, "is_synthetic", "bool_type"),
        ({"progress": "1"}, "progress", "extra_forbidden"),
    ],
)
async def test_what_makes_no_sense_is_refused(
    officer: AsyncClient,
    project_id: UUID,
    changes: dict[str, Any],
    field: str,
    code: str,
) -> None:
    result = await add_result(officer, project_id)
    path = f"/v1/results/{result['id']}/indicators"

    answer = await officer.post(path, json=indicator_body(**changes))

    assert refusal(answer) == (422, "invalid_request", [code])
    assert answer.json()["fields"][0]["loc"][:2] == ["body", field]
    assert (await officer.post(path, json=indicator_body())).status_code == 201


async def test_change_tells_what_changed_and_needs_the_version(
    officer: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    indicator = await add_indicator(officer, project_id)

    changed = await patch(
        officer, "indicators", indicator, target_value="90", reason=WHY
    )
    stale = await patch(officer, "indicators", indicator, target_value="95")

    assert (changed.json()["target_value"], changed.headers["etag"]) == ("90", '"2"')
    assert refusal(stale) == (412, "stale_version", [])
    assert stale.json()["current"] == changed.json()
    (event,) = await published(session, "indicator.changed.v1")
    assert event["changed"] == ["target_value"]


async def test_baseline_can_be_taken_away_together_with_its_day(
    officer: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(officer, project_id)

    half = await patch(officer, "indicators", indicator, baseline_value=None)
    whole = await patch(
        officer,
        "indicators",
        indicator,
        baseline_value=None,
        baseline_on=None,
        reason=WHY,
    )

    assert refusal(half)[2] == ["baseline_incomplete"]
    assert (whole.status_code, whole.json()["baseline_value"]) == (200, None)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"unit": "currency:EUR"}, "unit_in_use"),
        ({"decimals": 0}, "decimals_in_use"),
    ],
)
async def test_values_keep_their_meaning(
    officer: AsyncClient, project_id: UUID, changes: dict[str, Any], code: str
) -> None:
    indicator = await add_indicator(officer, project_id, decimals=1)
    free = await patch(officer, "indicators", indicator, **changes)
    back = {name: indicator[name] for name in changes}
    indicator = (await patch(officer, "indicators", free.json(), **back)).json()
    await record(officer, await add_period(officer, indicator), "87.5")

    answer = await patch(officer, "indicators", indicator, **changes)

    assert free.status_code == 200
    assert refusal(answer) == (409, code, [])


async def test_percentages_over_100_are_not_forbidden_afterwards(
    officer: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(
        officer, project_id, unit="percent", allow_over_100=True
    )
    await record(officer, await add_period(officer, indicator), "120")

    answer = await patch(officer, "indicators", indicator, allow_over_100=False)

    assert refusal(answer) == (409, "bounds_in_use", [])


async def test_indicators_are_moved_within_their_result(
    officer: AsyncClient, project_id: UUID
) -> None:
    result = await add_result(officer, project_id)
    path = f"/v1/results/{result['id']}/indicators"
    _, _, last = [
        await created(officer, path, indicator_body(title={"en": name}))
        for name in "ABC"
    ]

    await patch(officer, "indicators", last, position=2)

    (shown,) = (await framework(officer, project_id))["results"]
    assert [i["title"]["en"] for i in shown["indicators"]] == ["A", "C", "B"]


async def test_archived_indicator_takes_no_periods_and_no_values(
    officer: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(officer, project_id)
    period = await add_period(officer, indicator)
    archived = await patch(officer, "indicators", indicator, archived=True)

    path = f"/v1/indicators/{indicator['id']}/periods"
    refused = await officer.post(path, json=period_body(2007))

    assert archived.json()["archived"]
    assert refusal(refused) == (409, "indicator_archived", [])
    assert refusal(await record(officer, period, "1"))[1] == "indicator_archived"
    restored = await patch(officer, "indicators", archived.json(), archived=False)
    assert restored.json()["archived"] is False
    assert (await record(officer, period, "1")).status_code == 201


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "status"),
    [
        ("2006-12-31", "2007-06-30", 409),
        ("2005-06-01", "2006-01-01", 409),
        ("2006-03-01", "2006-03-31", 409),
        ("2005-01-01", "2007-12-31", 409),
        ("2006-01-01", "2006-12-31", 409),
        ("2007-01-01", "2007-01-01", 201),
        ("2005-01-01", "2005-12-31", 201),
    ],
)
async def test_periods_of_an_indicator_have_no_day_in_common(
    officer: AsyncClient, project_id: UUID, starts_on: str, ends_on: str, status: int
) -> None:
    indicator = await add_indicator(officer, project_id)
    await add_period(officer, indicator, 2006)

    answer = await officer.post(
        f"/v1/indicators/{indicator['id']}/periods",
        json={"starts_on": starts_on, "ends_on": ends_on},
    )

    assert answer.status_code == status
    if status == 409:
        assert refusal(answer) == (409, "period_overlaps", [])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ends_on": "2005-12-31"}, "days_reversed"),
        ({"starts_on": "2006-02-30"}, "day"),
        ({"starts_on": None}, "day"),
        ({"target_value": "0.5"}, "too_many_decimals"),
        ({"target_value": 5}, "figure"),
        ({"value": "5"}, "extra_forbidden"),
    ],
)
async def test_wrong_periods_are_refused(
    officer: AsyncClient, project_id: UUID, changes: dict[str, Any], code: str
) -> None:
    indicator = await add_indicator(officer, project_id)

    answer = await officer.post(
        f"/v1/indicators/{indicator['id']}/periods", json=period_body(**changes)
    )

    assert refusal(answer) == (422, "invalid_request", [code])


async def test_period_is_changed_on_the_version_that_was_read(
    officer: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(officer, project_id)
    await add_period(officer, indicator, 2005)
    period = await add_period(officer, indicator, 2006)

    changed = await patch(
        officer,
        "periods",
        period,
        target_value="55",
        ends_on="2006-06-30",
        reason=WHY,
    )
    stale = await patch(officer, "periods", period, target_value=None)
    reversed_days = await patch(
        officer, "periods", changed.json(), ends_on="2005-06-30"
    )
    overlapping = await patch(
        officer, "periods", changed.json(), starts_on="2005-06-30"
    )
    cleared = await patch(
        officer, "periods", changed.json(), target_value=None, reason=WHY
    )

    assert (changed.json()["target_value"], changed.headers["etag"]) == ("55", '"2"')
    assert refusal(stale) == (412, "stale_version", [])
    assert stale.json()["current"] == changed.json()
    assert refusal(reversed_days)[2] == ["days_reversed"]
    assert refusal(overlapping) == (409, "period_overlaps", [])
    assert cleared.json()["target_value"] is None


async def test_period_is_removed_while_nothing_was_recorded(
    officer: AsyncClient, reader: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(officer, project_id)
    empty = await add_period(officer, indicator, 2005, target_value="50")
    used = (await record(officer, await add_period(officer, indicator), "1")).json()
    path = "/v1/periods/"

    why = {"reason": WHY}
    forbidden = await reader.delete(path + empty["id"], headers=version(empty))
    # Its target was agreed.
    unsaid = await officer.delete(path + empty["id"], headers=version(empty))
    removed = await officer.delete(
        path + empty["id"], headers=version(empty), params=why
    )
    again = await officer.delete(path + empty["id"], headers=version(empty))
    kept = await officer.delete(path + used["id"], headers=version(used), params=why)
    aimless = await add_period(officer, indicator, 2007, target_value=None)
    free = await officer.delete(path + aimless["id"], headers=version(aimless))

    assert refusal(unsaid) == (422, "invalid_request", ["reason_required"])
    assert unsaid.json()["fields"][0]["loc"] == ["query", "reason"]
    assert free.status_code == 204

    assert forbidden.status_code == 403
    assert (removed.status_code, again.status_code) == (204, 404)
    assert refusal(kept) == (409, "period_has_entries", [])


async def test_unknown_things_are_not_found(officer: AsyncClient) -> None:
    nothing = {"id": new_id(), "version": 1}
    answers = [
        await officer.get(f"/v1/indicators/{new_id()}"),
        await officer.post(f"/v1/results/{new_id()}/indicators", json=indicator_body()),
        await officer.post(f"/v1/indicators/{new_id()}/periods", json=period_body()),
        await patch(officer, "indicators", nothing, decimals=1),
        await patch(officer, "periods", nothing, target_value="1"),
    ]

    assert {refusal(answer)[:2] for answer in answers} == {(404, "not_found")}


async def test_readers_look_and_do_not_write(
    officer: AsyncClient,
    reader: AsyncClient,
    anonymous: AsyncClient,
    project_id: UUID,
) -> None:
    indicator = await add_indicator(officer, project_id)
    period = await add_period(officer, indicator)
    path = f"/v1/indicators/{indicator['id']}"

    for client, read, written in ((reader, 200, 403), (anonymous, 401, 401)):
        answers = [
            await client.post(f"{path}/periods", json=period_body(2007)),
            await patch(client, "indicators", indicator, decimals=1),
            await patch(client, "periods", period, target_value="1"),
        ]
        assert (await client.get(path)).status_code == read
        assert {answer.status_code for answer in answers} == {written}
