"""Values that are worth a second look, and who took it."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role
from tests.conftest import Somebody

from .building import accept, add_indicator, add_period, record, refusal, reported
from .sheets import Opened, opened, post

USUAL = {2001: ["10"], 2002: ["12"], 2003: ["11"], 2004: ["14"]}


async def checks(client: AsyncClient, owner_id: UUID) -> Any:
    answer = await client.get(f"/v1/frameworks/{owner_id}/value-checks")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def confirm(client: AsyncClient, entry_id: str, **body: Any) -> Response:
    return await client.post(
        f"/v1/entries/{entry_id}/check-confirmations",
        json={"finding": "far_above", "comment": "Two courses were held", **body},
    )


@pytest.fixture
async def series(client: AsyncClient, project_id: UUID) -> dict[str, Any]:
    """An indicator with four years that were accepted."""
    indicator: dict[str, Any] = await add_indicator(client, project_id)
    await reported(client, indicator, USUAL)
    return indicator


async def said(
    client: AsyncClient, series: dict[str, Any], value: str, **more: Any
) -> Any:
    answer = await record(client, await add_period(client, series, 2005), value, **more)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_a_value_far_above_the_usual_is_saved_and_worth_a_second_look(
    client: AsyncClient, project_id: UUID, series: dict[str, Any]
) -> None:
    period = await said(client, series, "60")

    found = await checks(client, project_id)

    (check,) = found["items"]
    assert (check["finding"], check["times"]) == ("far_above", "5.2")
    assert (check["low"], check["usual"], check["high"]) == ("10", "12", "14")
    assert check["entry_id"] == period["current"]["id"]
    assert (found["unconfirmed"], found["left_out"]) == (1, 0)


async def test_what_is_usual_or_accepted_is_not_looked_at(
    client: AsyncClient, project_id: UUID, series: dict[str, Any]
) -> None:
    period = await said(client, series, "13")
    usual = await checks(client, project_id)
    far = (await record(client, period, "60")).json()
    await accept(client, far)
    accepted = await checks(client, project_id)
    newer = (await record(client, far, "600", reason="A slip")).json()
    of_newest = await checks(client, project_id)

    assert usual["items"] == accepted["items"] == []
    assert [one["entry_id"] for one in of_newest["items"]] == [newer["current"]["id"]]


async def test_a_running_total_below_the_one_before_is_found_at_once(
    client: AsyncClient, project_id: UUID
) -> None:
    running = await add_indicator(client, project_id, cumulation="running")
    for year, value in ((2004, "10"), (2005, "9")):
        await record(client, await add_period(client, running, year), value)

    (check,) = (await checks(client, project_id))["items"]

    assert check["finding"] == "total_fell"
    assert check["before"] == {
        "value": "10",
        "starts_on": "2004-01-01",
        "ends_on": "2004-12-31",
    }


async def test_who_recorded_it_confirms_it_with_a_comment(
    client: AsyncClient, project_id: UUID, series: dict[str, Any], somebody: Somebody
) -> None:
    contributor = await somebody(Role.CONTRIBUTOR, "project", str(project_id))
    period = await said(client, series, "60")
    entry = period["current"]["id"]

    told = await confirm(contributor, entry)
    found = await checks(client, project_id)
    again = (await record(client, period, "61")).json()
    newer = await checks(client, project_id)

    assert told.status_code == 201, told.text
    assert told.json()["confirmed"]["comment"] == "Two courses were held"
    assert found["items"] == [told.json()]
    assert found["unconfirmed"] == 0
    # What is said anew is looked at anew.
    assert newer["items"][0]["entry_id"] == again["current"]["id"]
    assert newer["unconfirmed"] == 1


async def test_nothing_is_confirmed_that_was_not_found(
    client: AsyncClient, series: dict[str, Any]
) -> None:
    period = await said(client, series, "60")
    entry = period["current"]["id"]

    other = await confirm(client, entry, finding="far_below")
    unknown = await confirm(client, entry, finding="odd")
    silent = await confirm(client, entry, comment=" ")
    nobody = await confirm(client, series["id"])
    await record(client, period, "13")
    superseded = await confirm(client, entry)

    assert refusal(other) == (409, "nothing_to_confirm", [])
    assert unknown.status_code == silent.status_code == 422
    assert nobody.status_code == 404
    assert refusal(superseded) == (409, "nothing_to_confirm", [])


async def test_who_only_reads_confirms_nothing_and_who_only_funds_sees_none(
    client: AsyncClient,
    project_id: UUID,
    series: dict[str, Any],
    somebody: Somebody,
) -> None:
    approver = await somebody(Role.APPROVER, "project", str(project_id))
    period = await said(client, series, "60")

    seen = await checks(approver, project_id)
    refused = await confirm(approver, period["current"]["id"])

    assert seen["unconfirmed"] == 1
    assert refused.status_code == 403


async def test_a_confirmation_is_never_changed(
    client: AsyncClient, series: dict[str, Any], session: AsyncSession
) -> None:
    period = await said(client, series, "60")
    await confirm(client, period["current"]["id"])

    await session.execute(text("SET LOCAL ROLE bromost_indicators"))
    with pytest.raises(DBAPIError, match="permission denied"):
        await (await session.connection()).execute(
            text("UPDATE indicators.check_confirmation SET comment = 'No'")
        )
    await session.rollback()


async def test_a_sheet_is_told_of_before_it_is_stored_and_stored_all_the_same(
    client: AsyncClient, project_id: UUID, series: dict[str, Any]
) -> None:
    await add_period(client, series, 2005)
    sheet = await opened(client, project_id)
    sheet.cell("Entrepreneurs trained", 2005).value = 60

    trial = (await post(client, project_id, "trial", sheet.bytes())).json()
    copy = await post(client, project_id, "marked", sheet.bytes(), language="nb")
    stored = (await post(client, project_id, "batches", sheet.bytes(), batch=0)).json()

    (told,) = trial["values"]
    assert (told["outcome"], told["code"]) == ("saved", "far_above")
    assert "5.2 times the usual; the earlier values were 10 to 14" in told["message"]
    comment = Opened(copy.content).cell("Entrepreneurs trained", 2005).comment
    assert "5,2 ganger det vanlige" in comment.text
    assert stored["counts"]["saved"]["values"] == 1
    assert (await checks(client, project_id))["unconfirmed"] == 1


async def bounds(client: AsyncClient, period: dict[str, Any], **query: str) -> Any:
    answer = await client.get(f"/v1/periods/{period['id']}/bounds", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_what_a_value_may_be_and_usually_is_is_told_beforehand(
    client: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(client, project_id, minimum="0", maximum="500")
    await reported(client, indicator, USUAL)
    period = await add_period(client, indicator, 2005)

    told = await bounds(client, period)
    elsewhere = await bounds(client, period, place_id=str(uuid4()))
    unknown = await client.get(f"/v1/periods/{uuid4()}/bounds")

    assert (told["minimum"], told["maximum"]) == ("0", "500")
    assert told["usual"] == {
        "low": "10",
        "high": "14",
        # Of 10, 11, 12 and 14 they are 11.5 and 11.75.
        "median": "12",
        "mean": "12",
        "number": 4,
        "of_increase": False,
    }
    assert elsewhere["usual"] is None
    assert unknown.status_code == 404


async def test_of_running_totals_the_increases_are_usual(
    client: AsyncClient, project_id: UUID
) -> None:
    running = await add_indicator(client, project_id, cumulation="running")
    await reported(client, running, {2001: ["10"], 2002: ["13"], 2003: ["18"]})

    told = await bounds(client, await add_period(client, running, 2004))

    assert (told["minimum"], told["maximum"]) == (None, None)
    assert told["usual"] == {
        "low": "3",
        "high": "5",
        "median": "4",
        "mean": "4",
        "number": 2,
        "of_increase": True,
    }
