"""Projects' budgets per year and funder, and what currencies are worth."""

from datetime import UTC, datetime
from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests.api.portfolio import organisation, project

RATES = "/v1/conversion-rates"


def refusal(answer: Response) -> tuple[int, list[Any], str]:
    field = answer.json()["fields"][0]
    return answer.status_code, field["loc"], field["code"]


async def norad(client: AsyncClient) -> str:
    return await organisation(client, "Norad", kind="agency")


def line_body(funder_id: str, **changes: Any) -> dict[str, Any]:
    return {
        "year": 2005, "funder_id": funder_id, "amount": "130000", "currency": "NOK",
    } | changes  # fmt: skip


async def add(client: AsyncClient, project_id: str, **body: Any) -> dict[str, Any]:
    answer = await client.post(
        f"/v1/projects/{project_id}/budget-lines", json=line_body(**body)
    )
    assert answer.status_code == 201, answer.text
    line: dict[str, Any] = answer.json()
    return line


async def test_budget_adds_up_by_year_funder_and_currency(
    officer: AsyncClient, session: AsyncSession
) -> None:
    project_id = await project(session, "7")
    one = await norad(officer)
    two = await organisation(officer, "Ministry", kind="ministry")
    await add(officer, project_id, funder_id=one, amount="148000.10")
    await add(officer, project_id, funder_id=two, amount="0.20", note="Co-financed")
    await add(officer, project_id, funder_id=one, amount="50", currency="EUR")
    await add(officer, project_id, funder_id=two, amount="4356357", year=2006)

    budget = (await officer.get(f"/v1/projects/{project_id}/budget-lines")).json()

    assert [line["amount"] for line in budget["items"]] == [
        "0.20", "50.00", "148000.10", "4356357.00",
    ]  # fmt: skip
    nok_2005 = {"currency": "NOK", "amount": "148000.30"}
    assert budget["by_year"][0] == {
        "year": 2005,
        "amounts": [{"currency": "EUR", "amount": "50.00"}, nok_2005],
    }
    assert [f["funder"]["name"] for f in budget["by_funder"]] == ["Ministry", "Norad"]
    assert budget["by_funder"][0]["amounts"][0]["amount"] == "4356357.20"
    assert budget["total"][1] == {"currency": "NOK", "amount": "4504357.30"}


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"amount": "-1"}, "amount", "negative_amount"),
        ({"amount": "1.005"}, "amount", "too_many_decimals"),
        ({"amount": "1.5", "currency": "JPY"}, "amount", "too_many_decimals"),
        ({"amount": "10000000000000000"}, "amount", "amount_too_large"),
        ({"amount": 130000}, "amount", "not_a_decimal_string"),
        ({"amount": "1e5"}, "amount", "not_a_decimal_string"),
        ({"amount": "130 000"}, "amount", "not_a_decimal_string"),
        ({"year": 20006}, "year", "year_out_of_range"),
        ({"year": 1989}, "year", "year_out_of_range"),
        ({"currency": "XYZ"}, "currency", "unknown_currency"),
        ({"currency": "nok"}, "currency", "string_pattern_mismatch"),
        (
            {"funder_id": "01933b5c-6c2e-7d30-8f41-3a5b7c9d0e12"},
            "funder_id",
            "unknown_funder",
        ),
        ({"spent": "1"}, "spent", "extra_forbidden"),
    ],
)
async def test_line_that_makes_no_sense_is_refused_when_added_and_when_changed(
    officer: AsyncClient,
    session: AsyncSession,
    change: dict[str, Any],
    field: str,
    code: str,
) -> None:
    project_id = await project(session, "1")
    funder_id = await norad(officer)
    path = f"/v1/projects/{project_id}/budget-lines"
    line = (await officer.post(path, json=line_body(funder_id))).json()

    added = await officer.post(path, json=line_body(funder_id, year=2006) | change)
    changed = await officer.patch(
        f"/v1/budget-lines/{line['id']}", json=change, headers={"If-Match": '"1"'}
    )

    assert refusal(added) == (422, ["body", field], code)
    assert refusal(changed) == (422, ["body", field], code)
    budget = (await officer.get(path)).json()
    assert budget["items"] == [line]


async def test_one_line_for_each_year_funder_and_currency(
    officer: AsyncClient, session: AsyncSession
) -> None:
    project_id, funder_id = await project(session, "1"), await norad(officer)
    await add(officer, project_id, funder_id=funder_id)
    other = await add(officer, project_id, funder_id=funder_id, year=2006)

    path = f"/v1/projects/{project_id}/budget-lines"
    again = await officer.post(path, json=line_body(funder_id, amount="1"))
    moved = await officer.patch(
        f"/v1/budget-lines/{other['id']}",
        json={"year": 2005},
        headers={"If-Match": '"1"'},
    )

    for answer in (again, moved):
        assert answer.status_code == 409
        assert answer.json()["code"] == "duplicate_budget_line"
    assert len((await officer.get(path)).json()["items"]) == 2


async def test_line_is_changed_and_removed_on_the_version_that_was_read(
    officer: AsyncClient, session: AsyncSession
) -> None:
    project_id, funder_id = await project(session, "1"), await norad(officer)
    line = await add(officer, project_id, funder_id=funder_id)
    path = f"/v1/budget-lines/{line['id']}"

    assert (await officer.patch(path, json={"amount": "1"})).status_code == 428
    changed = await officer.patch(
        path,
        json={"amount": "140000.5", "reason": "A letter came later."},
        headers={"If-Match": '"1"'},
    )
    stale = await officer.delete(path, headers={"If-Match": '"1"'})
    why = {"reason": "Written down twice."}
    removed = await officer.delete(path, headers={"If-Match": '"2"'}, params=why)
    gone = await officer.delete(path, headers={"If-Match": '"2"'}, params=why)

    assert (changed.json()["amount"], changed.headers["etag"]) == ("140000.50", '"2"')
    assert stale.status_code == 412
    assert stale.json()["current"]["amount"] == "140000.50"
    assert (removed.status_code, gone.status_code) == (204, 404)
    events = await session.execute(
        text(
            "SELECT payload ->> 'change', payload ->> 'old_amount',"
            " payload ->> 'new_amount', payload ->> 'funder' FROM common.outbox"
            " WHERE event_type = 'budget.changed.v1' ORDER BY position"
        )
    )
    assert [tuple(row) for row in events] == [
        ("added", None, "130000.00", "Norad"),
        ("changed", "130000.00", "140000.50", "Norad"),
        ("removed", "140000.50", None, "Norad"),
    ]


async def test_line_of_a_past_year_is_removed_for_a_reason_that_is_kept(
    officer: AsyncClient, session: AsyncSession
) -> None:
    """What was given in a year that is over went to somebody."""
    project_id, funder_id = await project(session, "1"), await norad(officer)
    line = await add(officer, project_id, funder_id=funder_id)

    async def removed(**query: str) -> Response:
        path = f"/v1/budget-lines/{line['id']}"
        return await officer.delete(path, headers={"If-Match": '"1"'}, params=query)

    for answer, code in (
        (await removed(), "reason_required"),
        (await removed(reason=" x "), "string_too_short"),
    ):
        assert answer.status_code == 422
        (field,) = answer.json()["fields"]
        assert (field["loc"], field["code"]) == (["query", "reason"], code)
    assert (await removed(reason="Written down twice.")).status_code == 204

    await session.execute(text("RESET ROLE"))
    told = text(
        "SELECT reason FROM common.audit_event"
        " WHERE action = 'remove_budget_line' AND outcome = 'done'"
    )
    assert (await session.scalars(told)).all() == ["Written down twice."]


async def test_readers_read_budgets_and_change_nothing(
    officer: AsyncClient, reader: AsyncClient, session: AsyncSession
) -> None:
    project_id, funder_id = await project(session, "1"), await norad(officer)
    line = await add(officer, project_id, funder_id=funder_id)
    path = f"/v1/projects/{project_id}/budget-lines"

    assert (await reader.get(path)).json()["items"] == [line]
    assert (await reader.post(path, json=line_body(funder_id))).status_code == 403
    nowhere = "/v1/projects/01933b5c-6c2e-7d30-8f41-3a5b7c9d0e12/budget-lines"
    assert (await reader.get(nowhere)).status_code == 404


def rate_body(**changes: Any) -> dict[str, Any]:
    return {
        "from_currency": "NOK", "to_currency": "EUR", "rate": "0.12",
        "valid_on": "2005-01-01", "source": "100 NOK was about 12 EUR",
    } | changes  # fmt: skip


async def test_rates_are_listed_newest_first(officer: AsyncClient) -> None:
    for day, rate in [("2005-01-01", "0.12"), ("2006-01-01", "0.1250000001")]:
        answer = await officer.post(RATES, json=rate_body(valid_on=day, rate=rate))
        assert answer.status_code == 201, answer.text

    found = (await officer.get(RATES, params={"from_currency": "NOK"})).json()["items"]
    other = (await officer.get(RATES, params={"to_currency": "PLN"})).json()["items"]

    assert [rate["rate"] for rate in found] == ["0.1250000001", "0.12"]
    assert found[1]["source"] == "100 NOK was about 12 EUR"
    assert other == []


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"rate": "0"}, "rate", "rate_not_positive"),
        ({"rate": "-0.1"}, "rate", "rate_not_positive"),
        ({"rate": "0.00000000001"}, "rate", "too_many_decimals"),
        ({"rate": 0.12}, "rate", "not_a_decimal_string"),
        ({"to_currency": "NOK"}, "to_currency", "same_currency"),
        ({"to_currency": "XYZ"}, "to_currency", "unknown_currency"),
        ({"source": " "}, "source", "string_too_short"),
    ],
)
async def test_rate_that_makes_no_sense_is_refused(
    officer: AsyncClient, change: dict[str, Any], field: str, code: str
) -> None:
    answer = await officer.post(RATES, json=rate_body(**change))

    assert refusal(answer) == (422, ["body", field], code)


async def test_one_rate_for_each_pair_and_day(officer: AsyncClient) -> None:
    assert (await officer.post(RATES, json=rate_body())).status_code == 201

    again = await officer.post(RATES, json=rate_body(rate="0.13"))

    assert (again.status_code, again.json()["code"]) == (409, "duplicate_rate")


async def test_a_line_of_this_year_goes_without_a_reason(
    officer: AsyncClient, session: AsyncSession
) -> None:
    project_id, funder_id = await project(session, "1"), await norad(officer)
    year = datetime.now(UTC).year
    line = await add(officer, project_id, funder_id=funder_id, year=year)

    path = f"/v1/budget-lines/{line['id']}"
    removed = await officer.delete(path, headers={"If-Match": '"1"'})

    assert removed.status_code == 204
