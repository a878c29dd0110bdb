"""Values are added, never changed; and nobody overwrites what they have not seen."""

from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import new_id

from .building import (
    add_indicator,
    add_period,
    framework,
    published,
    record,
    refusal,
    version,
)
from .conftest import PROJECT_TITLE, archive_project


@pytest.fixture
async def period(officer: AsyncClient, project_id: UUID) -> Any:
    return await add_period(officer, await add_indicator(officer, project_id))


async def test_recorded_value_is_the_current_one(
    officer: AsyncClient, period: dict[str, Any]
) -> None:
    answer = await record(officer, period, "87", comment="Counted by the office.")

    assert answer.status_code == 201
    assert answer.headers["etag"] == '"2"'
    current = answer.json()["current"]
    expected = period | {"current": current, "entry_count": 1, "version": 2}
    assert answer.json() == expected
    assert current["value"] == "87"
    assert current["state"] == "reported"
    assert current["comment"] == "Counted by the office."
    assert current["recorded_by"]["display_name"] == "Programme Manager"


async def test_newest_value_holds_and_the_older_ones_stay(
    officer: AsyncClient, period: dict[str, Any]
) -> None:
    for value, state in (("48", "estimated"), ("51", "reported"), ("50", "reported")):
        period = (await record(officer, period, value, state=state)).json()

    history = (await officer.get(f"/v1/periods/{period['id']}/entries?limit=2")).json()
    rest = await officer.get(
        f"/v1/periods/{period['id']}/entries",
        params={"limit": 2, "cursor": history["next_cursor"], "with_total": True},
    )

    assert (period["current"]["value"], period["entry_count"]) == ("50", 3)
    values = [
        (entry["number"], entry["value"], entry["state"])
        for entry in history["items"] + rest.json()["items"]
    ]
    assert values == [
        (3, "50", "reported"),
        (2, "51", "reported"),
        (1, "48", "estimated"),
    ]
    assert (rest.json()["next_cursor"], rest.json()["total"]) == (None, 3)


async def test_second_of_two_people_is_shown_the_first_ones_value(
    officer: AsyncClient, client: AsyncClient, period: dict[str, Any]
) -> None:
    assert (await record(officer, period, "87")).status_code == 201
    second = await record(client, period, "90")

    assert refusal(second) == (412, "stale_version", [])
    current = second.json()["current"]
    assert current["current"]["value"] == "87"
    assert current["current"]["recorded_by"]["display_name"] == "Programme Manager"
    assert (await record(client, current, "90")).status_code == 201


async def test_value_without_version_is_refused(
    officer: AsyncClient, period: dict[str, Any]
) -> None:
    body = {"value": "1", "state": "reported"}
    answer = await officer.post(f"/v1/periods/{period['id']}/entries", json=body)

    assert refusal(answer) == (428, "version_required", [])


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (87, "figure"),
        (8.5, "figure"),
        (None, "value_missing"),
        (True, "figure"),
        ("", "figure"),
        ("many", "figure"),
        ("NaN", "figure"),
        ("Infinity", "figure"),
        ("-Infinity", "figure"),
        ("1e400", "figure"),
        ("1e2", "figure"),
        ("1,5", "figure"),
        ("1 000", "figure"),
        ("٣", "figure"),
        ("87\n", "figure"),
        ("1" * 40, "figure"),
        ("0." + "1" * 40, "figure"),
        ("8.5", "too_many_decimals"),
    ],
)
async def test_what_is_no_value_of_the_indicator_is_refused(
    officer: AsyncClient, period: dict[str, Any], value: object, code: str
) -> None:
    answer = await officer.post(
        f"/v1/periods/{period['id']}/entries",
        json={"value": value, "state": "reported"},
        headers=version(period),
    )

    assert refusal(answer) == (422, "invalid_request", [code])
    assert answer.json()["fields"][0]["loc"] == ["body", "value"]
    history = await officer.get(f"/v1/periods/{period['id']}/entries")
    assert history.json()["items"] == []


@pytest.mark.parametrize(
    "changes",
    [{"state": "guessed"}, {"state": None}, {"comment": ""}, {"comment": 5}, {"x": 1}],
)
async def test_wrong_fields_are_refused(
    officer: AsyncClient, period: dict[str, Any], changes: dict[str, Any]
) -> None:
    answer = await record(officer, period, "87", **changes)

    assert answer.status_code == 422
    assert answer.json()["fields"][0]["loc"][1] in changes


@pytest.mark.parametrize(
    ("allowed", "value", "status"),
    [
        (False, "100", 201),
        (False, "0", 201),
        (False, "100.1", 422),
        (False, "-0.1", 422),
        (True, "100.1", 201),
        (True, "-0.1", 422),
    ],
)
async def test_percentage_stays_in_its_bounds(
    officer: AsyncClient, project_id: UUID, allowed: bool, value: str, status: int
) -> None:
    indicator = await add_indicator(
        officer, project_id, unit="percent", decimals=1, allow_over_100=allowed
    )
    answer = await record(officer, await add_period(officer, indicator), value)

    assert answer.status_code == status
    if status == 422:
        assert refusal(answer)[2] == ["percent_out_of_bounds"]


async def test_figures_are_written_with_the_indicators_decimals(
    officer: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(officer, project_id, decimals=2)
    period = await add_period(officer, indicator, target_value="9007199254740993.10")
    period = (await record(officer, period, "9007199254740993.1")).json()

    assert period["current"]["value"] == "9007199254740993.10"
    assert period["target_value"] == "9007199254740993.10"
    zero = (await record(officer, period, "-0.00")).json()
    assert zero["current"]["value"] == "0.00"


async def test_recording_is_told_with_all_that_a_sentence_needs(
    officer: AsyncClient,
    project_id: UUID,
    period: dict[str, Any],
    session: AsyncSession,
) -> None:
    await record(officer, period, "87")

    (message,) = await published(session, "entry.recorded.v1")
    assert message["object_id"] == period["indicator_id"]
    assert message["project_id"] == str(project_id)
    assert (message["project_code"], message["project_title"]) == ("8", PROJECT_TITLE)
    assert message["indicator_title"] == {"en": "Entrepreneurs trained"}
    assert (message["starts_on"], message["ends_on"]) == ("2006-01-01", "2006-12-31")
    assert (message["value"], message["unit"]) == ("87", "number")
    assert message["actor_id"]


async def test_the_service_itself_cannot_change_what_was_recorded(
    officer: AsyncClient, period: dict[str, Any], session: AsyncSession
) -> None:
    await record(officer, period, "87")
    connection = await session.connection()
    await connection.execute(text("SET LOCAL ROLE bromost_indicators"))

    for statement in (
        "UPDATE indicators.entry SET value = 0",
        "DELETE FROM indicators.entry",
        "TRUNCATE indicators.entry",
    ):
        with pytest.raises(DBAPIError, match="permission denied"):
            async with connection.begin_nested():
                await connection.execute(text(statement))


async def test_readers_look_and_do_not_write(
    officer: AsyncClient,
    reader: AsyncClient,
    anonymous: AsyncClient,
    period: dict[str, Any],
) -> None:
    path = f"/v1/periods/{period['id']}/entries"

    assert (await reader.get(path)).status_code == 200
    assert refusal(await record(reader, period, "87"))[:2] == (403, "permission_denied")
    assert refusal(await anonymous.get(path))[:2] == (401, "not_authenticated")
    assert (await record(anonymous, period, "87")).status_code == 401
    assert (await record(officer, period, "87")).status_code == 201


async def test_unknown_period_is_not_found(officer: AsyncClient) -> None:
    unknown = {"id": new_id(), "version": 1}

    assert (await record(officer, unknown, "87")).status_code == 404
    path = f"/v1/periods/{unknown['id']}/entries"
    assert (await officer.get(path)).status_code == 404


async def test_values_of_an_archived_project_are_only_read(
    officer: AsyncClient,
    period: dict[str, Any],
    project_id: UUID,
    session: AsyncSession,
) -> None:
    period = (await record(officer, period, "87")).json()
    await archive_project(session, project_id)

    refused = await record(officer, period, "88")
    assert refusal(refused) == (409, "project_archived", [])
    (result,) = (await framework(officer, project_id))["results"]
    assert result["indicators"][0]["latest"]["value"] == "87"
