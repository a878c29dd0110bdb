"""What was promised, paid and spent in projects: entries that are never changed."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from tests.api.portfolio import organisation, project

NOWHERE = "01933b5c-6c2e-7d30-8f41-3a5b7c9d0e12"


class Accounts:
    """A project with who gives, who carries out, and the budget of 1,000 kroner."""

    def __init__(self, client: AsyncClient, project_id: str, *who: str) -> None:
        self.client = client
        self.giver, self.partner = who
        self.project_id = project_id
        self.path = f"/v1/projects/{project_id}/transactions"

    async def line(self, **changes: Any) -> dict[str, Any]:
        body = {"year": 2005, "funder_id": self.giver, "amount": "1000",
                "currency": "NOK"} | changes  # fmt: skip
        path = f"/v1/projects/{self.project_id}/budget-lines"
        answer = await self.client.post(path, json=body)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    async def enter(self, kind: str, amount: str, **changes: Any) -> Response:
        body = {"kind": kind, "happened_on": "2005-06-01", "amount": amount,
                "currency": "NOK", "giver_id": self.giver,
                "receiver_id": self.partner} | changes  # fmt: skip
        return await self.client.post(self.path, json=body)

    async def entered(self, *asked: Any, **changes: Any) -> dict[str, Any]:
        answer = await self.enter(*asked, **changes)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    async def reverse(self, entry: dict[str, Any], **changes: Any) -> Response:
        body = {"reason": "Written down twice."} | changes
        path = f"/v1/transactions/{entry['id']}/reversal"
        return await self.client.post(path, json=body)

    async def listed(self, **query: Any) -> list[dict[str, Any]]:
        answer = await self.client.get(self.path, params=query)
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["items"]
        return found

    async def totals(self, **query: Any) -> dict[str, Any]:
        path = f"/v1/projects/{self.project_id}/transaction-totals"
        answer = await self.client.get(path, params=query)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


@pytest.fixture
async def accounts(officer: AsyncClient, session: AsyncSession) -> Accounts:
    who = [await organisation(officer, name) for name in ("Norad", "Hamar")]
    project_id = await project(session, "8")
    await session.execute(
        text("UPDATE api.project SET starts_on = '2005-01-01', ends_on = '2006-12-31'")
    )
    await session.commit()
    return Accounts(officer, project_id, *who)


def told(answer: Response) -> tuple[int, list[Any], str]:
    field = answer.json()["fields"][0]
    return answer.status_code, field["loc"], field["code"]


async def test_entries_are_listed_newest_first_and_narrowed_by_what_is_asked(
    accounts: Accounts,
) -> None:
    line = await accounts.line()
    promised = await accounts.entered("commitment", "900.50", happened_on="2004-12-01")
    paid = await accounts.entered("disbursement", "400", budget_line_id=line["id"])
    spent = await accounts.entered(
        "expenditure", "0.10", happened_on="2006-01-02", giver_id=accounts.partner,
        receiver_id=None, voucher=" 17-b ", note="Seed",
    )  # fmt: skip

    entries = await accounts.listed()

    assert [one["id"] for one in entries] == [spent["id"], paid["id"], promised["id"]]
    assert entries[0] == spent
    assert (spent["amount"], spent["voucher"], spent["receiver"]) == (
        "0.10", "17-b", None,
    )  # fmt: skip
    assert paid["budget_line"] == {"id": line["id"], "year": 2005, "funder": "Norad"}
    for query, wanted in (
        ({"kind": "disbursement"}, [paid]),
        ({"year": 2004}, [promised]),
        ({"organisation": accounts.giver}, [paid, promised]),
        ({"budget_line": line["id"]}, [paid]),
        ({"currency": "EUR"}, []),
    ):
        assert await accounts.listed(**query) == wanted


TOMORROW = (datetime.now(UTC).date() + timedelta(days=1)).isoformat()


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"amount": "0"}, "amount", "amount_not_positive"),
        ({"amount": "-1"}, "amount", "negative_amount"),
        ({"amount": "1.005"}, "amount", "too_many_decimals"),
        ({"amount": "1.5", "currency": "JPY"}, "amount", "too_many_decimals"),
        ({"amount": 100}, "amount", "not_a_decimal_string"),
        ({"currency": "XYZ"}, "currency", "unknown_currency"),
        ({"happened_on": TOMORROW}, "happened_on", "in_the_future"),
        ({"value_on": TOMORROW}, "value_on", "in_the_future"),
        ({"happened_on": "2005-02-30"}, "happened_on", "date_from_datetime_parsing"),
        ({"happened_on": "2004-12-31"}, "happened_on", "outside_project"),
        ({"happened_on": "2007-01-01"}, "happened_on", "outside_project"),
        (
            {"kind": "commitment", "happened_on": "2007-01-01"},
            "happened_on", "outside_project",
        ),
        ({"giver_id": NOWHERE}, "giver_id", "unknown_organisation"),
        ({"kind": "disbursement", "receiver_id": None}, "receiver_id",
         "receiver_missing"),
        ({"budget_line_id": NOWHERE}, "budget_line_id", "unknown_budget_line"),
        ({"kind": "gift"}, "kind", "enum"),
        ({"stands": False}, "stands", "extra_forbidden"),
        ({"voucher": " "}, "voucher", "string_too_short"),
    ],
)  # fmt: skip
async def test_entry_that_makes_no_sense_is_refused_and_leaves_nothing(
    accounts: Accounts, change: dict[str, Any], field: str, code: str
) -> None:
    asked = {"kind": "expenditure", "amount": "5"} | change

    answer = await accounts.enter(asked.pop("kind"), asked.pop("amount"), **asked)

    assert told(answer) == (422, ["body", field], code)
    assert await accounts.listed() == []


async def test_nobody_gives_to_themselves(accounts: Accounts) -> None:
    answer = await accounts.enter("commitment", "5", receiver_id=accounts.giver)

    assert told(answer) == (422, ["body", "receiver_id"], "same_organisation")


async def test_no_more_is_entered_than_was_awarded_committed_or_paid_out(
    accounts: Accounts,
) -> None:
    """The amount that is left is told, and fits to the last øre."""
    free = await accounts.enter("disbursement", "9999", currency="EUR")
    assert free.status_code == 201, "nothing was awarded in euros to measure it by"
    await accounts.line()
    back = {"giver_id": accounts.partner, "receiver_id": accounts.giver}
    for kind, first, last, code, changes in (
        ("commitment", "300", "700.00", "exceeds_award", {}),
        ("disbursement", "999.99", "0.01", "exceeds_commitment", {}),
        ("expenditure", "1", "999.00", "exceeds_award", {"receiver_id": None}),
        ("repayment", "500", "500.00", "exceeds_disbursement", back),
    ):
        await accounts.entered(kind, first, **changes)

        too_much = await accounts.enter(kind, "1000", **changes)

        assert told(too_much) == (422, ["body", "amount"], code)
        assert too_much.json()["current"] == {"left": last, "currency": "NOK"}
        await accounts.entered(kind, last, **changes)
        assert told(await accounts.enter(kind, "0.01", **changes))[2] == code


async def test_a_reversal_cancels_an_entry_out_and_says_why(accounts: Accounts) -> None:
    await accounts.line()
    wrong = await accounts.entered("commitment", "1000", voucher="A 1")

    reversal = (await accounts.reverse(wrong, happened_on="2006-02-01")).json()
    right = await accounts.entered("commitment", "990", voucher="A 1")
    again = await accounts.reverse(wrong)
    twice = await accounts.reverse(reversal)

    assert (reversal["amount"], reversal["reverses_id"]) == ("-1000.00", wrong["id"])
    assert (reversal["happened_on"], reversal["value_on"]) == (
        "2006-02-01", "2005-06-01",
    )  # fmt: skip
    assert reversal["reason"] == "Written down twice."
    assert (again.status_code, again.json()["code"]) == (409, "already_reversed")
    assert (twice.status_code, twice.json()["code"]) == (409, "conflict")
    assert await accounts.listed(standing=True) == [right]
    (mark,) = [one for one in await accounts.listed() if one["id"] == wrong["id"]]
    assert mark["reversed_by_id"] == reversal["id"]
    early = await accounts.reverse(right, happened_on="2005-05-31")
    assert told(early) == (422, ["body", "happened_on"], "before_entry")
    assert told(await accounts.reverse(right, reason=" "))[1] == ["body", "reason"]


async def test_a_promise_that_was_kept_is_not_taken_back(accounts: Accounts) -> None:
    promise = await accounts.entered("commitment", "100")
    more = await accounts.entered("commitment", "50")
    paid = await accounts.entered("disbursement", "120")
    back = {"giver_id": accounts.partner, "receiver_id": accounts.giver}
    await accounts.entered("repayment", "1", **back)

    refused = await accounts.reverse(more)
    also = await accounts.reverse(paid)

    assert (refused.status_code, refused.json()["code"]) == (409, "entry_in_use")
    assert refused.json()["current"] == {"left": "20.00", "currency": "NOK"}
    assert also.json()["code"] == "entry_in_use"
    assert await accounts.listed(standing=True) == await accounts.listed()
    assert promise["reversed_by_id"] is None


async def test_a_voucher_is_written_down_once_unless_two_lines_share_it(
    accounts: Accounts,
) -> None:
    lines = [(await accounts.line(year=year))["id"] for year in (2005, 2006)]
    bill = {"voucher": "17", "budget_line_id": lines[0]}
    await accounts.entered("expenditure", "5", **bill)

    again = await accounts.enter("expenditure", "6", **bill)

    assert (again.status_code, again.json()["code"]) == (409, "duplicate_voucher")
    await accounts.entered("expenditure", "6", **bill | {"budget_line_id": lines[1]})
    await accounts.entered("disbursement", "5", **bill)
    bill |= {"giver_id": accounts.partner, "receiver_id": None}
    await accounts.entered("expenditure", "5", **bill)


async def rates(officer: AsyncClient) -> None:
    for day, rate in (("2005-01-01", "0.12"), ("2005-06-02", "0.125")):
        body = {"from_currency": "NOK", "to_currency": "EUR", "rate": rate,
                "valid_on": day, "source": "Told"}  # fmt: skip
        assert (
            await officer.post("/v1/conversion-rates", json=body)
        ).status_code == 201


async def test_sums_are_converted_by_the_rate_of_the_day_or_say_that_there_is_none(
    accounts: Accounts, officer: AsyncClient
) -> None:
    await rates(officer)
    await accounts.entered("disbursement", "100.10")
    later = await accounts.entered("disbursement", "200", value_on="2005-06-02")
    await accounts.entered("disbursement", "7", currency="EUR")
    await accounts.entered("commitment", "9", happened_on="2004-12-31", currency="NOK")
    gone = await accounts.entered("repayment", "0.01", giver_id=accounts.partner,
                                  receiver_id=accounts.giver)  # fmt: skip
    assert (await accounts.reverse(gone)).status_code == 201

    totals = await accounts.totals(show_in="EUR")

    sums = {
        (one["kind"], one["year"], one["currency"]): (one["amount"], one["converted"])
        for one in totals["sums"]
    }
    none = {"amount": None, "mark": "rate_missing"}
    assert sums["disbursement", 2005, "NOK"] == (
        "300.10", {"amount": "37.01", "mark": None},
    )  # fmt: skip
    assert sums["disbursement", 2005, None] == (
        None, {"amount": "44.01", "mark": None},
    )  # fmt: skip
    assert sums["disbursement", None, "EUR"][0] == "7.00"
    assert sums["commitment", 2004, "NOK"] == ("9.00", none)
    assert sums["commitment", None, None] == (None, none)
    assert sums["repayment", 2005, "NOK"] == ("0.00", {"amount": "0.00", "mark": None})
    assert [(r["rate"], r["rate_on"]) for r in totals["rates"]] == [
        ("0.125", "2005-06-02"), ("0.12", "2005-01-01"),
    ]  # fmt: skip
    listed = {one["id"]: one for one in await accounts.listed(show_in="EUR")}
    assert listed[later["id"]]["converted"] == {
        "currency": "EUR", "amount": "25", "rate": "0.125", "rate_on": "2005-06-02",
        "rate_source": "Told", "mark": None,
    }  # fmt: skip
    refused = await officer.get(accounts.path, params={"show_in": "XYZ"})
    assert told(refused) == (422, ["query", "show_in"], "unknown_currency")


async def test_the_file_holds_what_the_list_shows(
    accounts: Accounts, officer: AsyncClient
) -> None:
    await accounts.entered("commitment", "5", note="=1+1")
    await accounts.entered("disbursement", "4.5", voucher="Ø;1")

    answer = await officer.get(f"{accounts.path}.csv", params={"kind": "commitment"})
    whole = await officer.get(f"{accounts.path}.csv", params={"show_in": "EUR"})

    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")),
                               delimiter=";"))  # fmt: skip
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert [(r["kind"], r["amount"], r["giver"]) for r in rows] == [
        ("commitment", "5.00", "Norad")
    ]
    assert not rows[0]["note"].startswith("=")
    assert "Ø;1" in whole.text
    assert whole.text.count("rate_missing") == 2


async def test_a_line_that_entries_draw_on_stays(
    accounts: Accounts, officer: AsyncClient
) -> None:
    line = await accounts.line()
    await accounts.entered("commitment", "5", budget_line_id=line["id"])

    answer = await officer.delete(
        f"/v1/budget-lines/{line['id']}",
        headers={"If-Match": '"1"'},
        params={"reason": "Written down twice."},
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "budget_line_in_use")


async def test_readers_read_and_strangers_find_nothing(
    accounts: Accounts, reader: AsyncClient
) -> None:
    entry = await accounts.entered("commitment", "5")

    assert (await reader.get(accounts.path)).json()["items"] == [entry]
    assert (await reader.post(accounts.path, json={})).status_code == 403
    path = f"/v1/transactions/{entry['id']}/reversal"
    assert (await reader.post(path, json={"reason": "Wrong"})).status_code == 403
    for path in ("transactions", "transactions.csv", "transaction-totals"):
        nowhere = f"/v1/projects/{NOWHERE}/{path}"
        assert (await reader.get(nowhere)).status_code == 404


async def test_the_database_lets_nobody_change_or_delete_an_entry(
    accounts: Accounts, connection: AsyncConnection
) -> None:
    await accounts.entered("commitment", "5")
    for role, statement in (
        ("SET ROLE bromost_api", "UPDATE api.transaction SET amount = 6"),
        ("SET ROLE bromost_api", "DELETE FROM api.transaction"),
        ("RESET ROLE", "UPDATE api.transaction SET amount = 6"),
    ):
        savepoint = await connection.begin_nested()
        await connection.execute(text(role))
        with pytest.raises(DBAPIError):
            await connection.execute(text(statement))
        await savepoint.rollback()


async def test_the_history_of_a_project_tells_of_its_entries(
    accounts: Accounts, officer: AsyncClient
) -> None:
    wrong = await accounts.entered("commitment", "5")
    await accounts.reverse(wrong)

    history = await officer.get(f"/v1/history/project/{accounts.project_id}")

    actions = [one["action"] for one in history.json()["items"]]
    assert actions[:2] == ["reverse_transaction", "record_transaction"]
    assert "Written down twice." in history.text


async def test_plan_and_accounts_stand_side_by_side_by_year_and_currency(
    accounts: Accounts,
) -> None:
    await accounts.line(amount="1000")
    await accounts.line(amount="500.50", year=2006)
    await accounts.entered("commitment", "900", happened_on="2004-12-01")
    await accounts.entered("disbursement", "400")
    await accounts.entered("expenditure", "300.25", happened_on="2006-01-01")
    await accounts.entered("expenditure", "7", currency="EUR")
    wrong = await accounts.entered("expenditure", "1")
    await accounts.reverse(wrong)

    path = f"/v1/projects/{accounts.project_id}/planned-and-actual"
    answer = await accounts.client.get(path)

    told = [
        (one["year"], one["currency"], one["planned"], one["committed"],
         one["disbursed"], one["spent"], one["left"])
        for one in answer.json()["items"]
    ]  # fmt: skip
    assert told == [
        (2005, "EUR", "0.00", "0.00", "0.00", "7.00", "-7.00"),
        (None, "EUR", "0.00", "0.00", "0.00", "7.00", "-7.00"),
        (2004, "NOK", "0.00", "900.00", "0.00", "0.00", "0.00"),
        (2005, "NOK", "1000.00", "0.00", "400.00", "0.00", "1000.00"),
        (2006, "NOK", "500.50", "0.00", "0.00", "300.25", "200.25"),
        (None, "NOK", "1500.50", "900.00", "400.00", "300.25", "1200.25"),
    ]
