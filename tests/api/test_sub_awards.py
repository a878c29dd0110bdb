"""Grants and loans that a project hands on, and the fund that revolves."""

from decimal import Decimal
from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from tests.api.portfolio import organisation, project

NOWHERE = "01933b5c-6c2e-7d30-8f41-3a5b7c9d0e12"
PARTIES = ("giver_id", "receiver_id")
TERMS = {
    "interest": "5", "method": "annuity", "instalments": 12, "months_between": 1,
    "first_due_on": "2005-02-15",
}  # fmt: skip


class CreditLine:
    """A funder, a bank that lends on, and who borrows."""

    def __init__(self, client: AsyncClient, project_id: str, *who: str) -> None:
        self.client = client
        self.funder, self.bank, self.beekeeper = who
        self.path = f"/v1/projects/{project_id}"

    async def award(self, **changes: Any) -> Response:
        body = {"kind": "loan", "giver_id": self.bank, "receiver_id": self.beekeeper,
                "amount": "5000", "currency": "EUR", "awarded_on": "2005-01-15",
                "terms": TERMS} | changes  # fmt: skip
        return await self.client.post(f"{self.path}/sub-awards", json=body)

    async def awarded(self, **changes: Any) -> dict[str, Any]:
        answer = await self.award(**changes)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    async def enter(
        self, kind_: str, amount: str, *who: str, **changes: Any
    ) -> Response:
        body = {"kind": kind_, "happened_on": "2005-01-15", "amount": amount,
                "currency": "EUR"} | dict(zip(PARTIES, who, strict=True))  # fmt: skip
        return await self.client.post(f"{self.path}/transactions", json=body | changes)

    async def fill(self, amount: str, **changes: Any) -> Response:
        return await self.enter(
            "disbursement", amount, self.funder, self.bank,
            **{"happened_on": "2005-01-01"} | changes,
        )  # fmt: skip

    async def pay(self, award: dict[str, Any], amount: str, **changes: Any) -> Response:
        of = {"sub_award_id": award["id"]} | changes
        who = (self.bank, self.beekeeper)
        return await self.enter("disbursement", amount, *who, **of)

    async def repay(
        self, award: dict[str, Any], amount: str, **changes: Any
    ) -> Response:
        of = {"sub_award_id": award["id"], "happened_on": "2006-02-15"} | changes
        who = (self.beekeeper, self.bank)
        return await self.enter("repayment", amount, *who, **of)

    async def reverse(self, entry: Response) -> Response:
        path = f"/v1/transactions/{entry.json()['id']}/reversal"
        return await self.client.post(path, json={"reason": "Written down twice."})

    async def get(self, award: dict[str, Any]) -> dict[str, Any]:
        answer = await self.client.get(f"/v1/sub-awards/{award['id']}")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def funds(self) -> list[dict[str, Any]]:
        answer = await self.client.get(f"{self.path}/funds")
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["items"]
        return found


@pytest.fixture
async def line(officer: AsyncClient, session: AsyncSession) -> CreditLine:
    names = ("Norad", "Bank", "Beekeeper")
    who = [await organisation(officer, name) for name in names]
    return CreditLine(officer, await project(session, "8"), *who)


def refused(answer: Response) -> tuple[int, Any, str]:
    field = (answer.json()["fields"] or [{"loc": [None], "code": None}])[0]
    return answer.status_code, field["loc"][-1], field["code"] or answer.json()["code"]


async def test_a_credit_line_at_five_percent_is_paid_back_and_lent_again(
    line: CreditLine,
) -> None:
    """Kosovo: all loans were repaid, and the credit line became a revolving fund."""
    await line.fill("5000")
    loan = await line.awarded()
    whole = str(sum(Decimal(one["payment"]) for one in loan["schedule"]))
    assert (loan["schedule"][0]["payment"], whole) == ("428.04", "5136.45")
    assert (await line.pay(loan, "5000")).status_code == 201
    await line.repay(loan, "428.04", happened_on="2005-02-15")
    before = await line.get(loan)
    left = str(Decimal(whole) - Decimal("428.04"))
    assert (await line.repay(loan, left)).status_code == 201

    assert before["schedule"][0]["paid"] == "428.04"
    assert (before["outstanding"], before["interest_repaid"]) == ("4592.79", "20.83")
    after = await line.get(loan)
    assert (after["outstanding"], after["interest_repaid"]) == ("0.00", "136.45")
    [fund] = await line.funds()
    assert {key: fund[key] for key in ("paid_in", "interest", "balance")} == {
        "paid_in": "5000.00", "interest": "136.45", "balance": "5136.45",
    }  # fmt: skip
    assert [(one["month"], one["balance"]) for one in fund["months"]] == [
        ("2005-01-01", "0.00"), ("2005-02-01", "428.04"), ("2006-02-01", "5136.45"),
    ]  # fmt: skip
    later = {
        "awarded_on": "2006-03-01",
        "terms": TERMS | {"first_due_on": "2006-04-01"},
    }
    again = await line.awarded(amount="5136.45", **later)
    paid = await line.pay(again, "5136.45", happened_on="2006-03-01")
    assert paid.status_code == 201, paid.text
    assert (await line.funds())[0]["balance"] == "0.00"


async def test_no_more_is_handed_on_or_paid_back_than_there_is(
    line: CreditLine,
) -> None:
    await line.fill("4000")
    loan, grant = await line.awarded(), await line.awarded(kind="grant", terms=None)

    for answer, code in (
        (await line.pay(loan, "5000.01"), "exceeds_fund"),
        (await line.pay(loan, "4000", happened_on="2005-01-20"), None),
        # On the day before the fund had enough, but not once the other was paid.
        (await line.pay(grant, "0.01", happened_on="2005-01-19"), "exceeds_fund"),
        (await line.fill("9000"), None),
        (await line.pay(loan, "1000.01"), "exceeds_sub_award"),
        (await line.pay(loan, "1000"), None),
        (await line.repay(loan, "5136.46"), "exceeds_loan"),
        (await line.pay(grant, "10"), None),
        # What of a grant was not spent may come back, and no more.
        (await line.repay(grant, "10.01"), "exceeds_loan"),
        (await line.repay(grant, "10"), None),
        (await line.enter("repayment", "8000.01", line.bank, line.funder,
                          happened_on="2006-01-01"), "exceeds_fund"),
        (await line.enter("repayment", "7990", line.bank, line.funder,
                          happened_on="2006-01-01"), None),
    ):  # fmt: skip
        if code is None:
            assert answer.status_code == 201, answer.text
        else:
            assert refused(answer) == (422, "amount", code)


async def test_what_others_rest_on_is_not_reversed(line: CreditLine) -> None:
    filled = await line.fill("5000")
    loan = await line.awarded()
    paid = await line.pay(loan, "5000")
    back = await line.repay(loan, "1")

    for entry in (filled, paid):
        answer = await line.reverse(entry)
        assert (answer.status_code, answer.json()["code"]) == (409, "entry_in_use")
    for entry in (back, paid, filled):
        assert (await line.reverse(entry)).status_code == 201
    assert (await line.get(loan))["outstanding"] == "0.00"


async def test_an_award_on_which_something_was_entered_stays(line: CreditLine) -> None:
    loan, unused = await line.awarded(), await line.awarded()
    await line.pay(loan, "1")

    async def remove(award: dict[str, Any], version: int) -> Response:
        head = {"If-Match": f'"{version}"'}
        path = f"/v1/sub-awards/{award['id']}"
        return await line.client.delete(path, headers=head)

    used, stale = await remove(loan, 1), await remove(unused, 7)
    assert (used.status_code, used.json()["code"]) == (409, "sub_award_in_use")
    assert stale.status_code == 412
    assert (await remove(unused, 1)).status_code == 204
    listed = (await line.client.get(f"{line.path}/sub-awards")).json()["items"]
    assert [one["id"] for one in listed] == [loan["id"]]


async def test_an_award_that_cannot_be_is_refused(line: CreditLine) -> None:
    for changes, field, code in (
        ({"terms": None}, "terms", "terms_of_loan"),
        ({"kind": "grant"}, "terms", "terms_of_loan"),
        ({"terms": TERMS | {"interest": "100.1"}}, "interest", "percent_out_of_bounds"),
        ({"terms": TERMS | {"instalments": 0}}, "instalments", "greater_than_equal"),
        ({"terms": TERMS | {"method": "bullet"}}, "method", "enum"),
        ({"terms": TERMS | {"first_due_on": "2005-01-15"}}, "first_due_on",
         "due_before_award"),
        ({"amount": "0"}, "amount", "amount_not_positive"),
        ({"amount": "0.5", "currency": "JPY"}, "amount", "too_many_decimals"),
        ({"currency": "XYZ"}, "currency", "unknown_currency"),
        ({"giver_id": NOWHERE}, "giver_id", "unknown_organisation"),
        ({"receiver_id": line.bank}, "receiver_id", "same_organisation"),
    ):  # fmt: skip
        assert refused(await line.award(**changes)) == (422, field, code)


async def test_a_payment_of_another_award_is_refused(
    line: CreditLine, session: AsyncSession
) -> None:
    loan = await line.awarded()
    elsewhere = CreditLine(
        line.client, await project(session, "9"),
        line.funder, line.bank, line.beekeeper,
    )  # fmt: skip

    for answer, field, code in (
        (await line.pay({"id": NOWHERE}, "1"), "sub_award_id", "unknown_sub_award"),
        (await elsewhere.pay(loan, "1"), "sub_award_id", "unknown_sub_award"),
        (await line.pay(loan, "1", giver_id=line.funder), "sub_award_id",
         "other_than_sub_award"),
        (await line.pay(loan, "1", currency="NOK"), "sub_award_id",
         "other_than_sub_award"),
        (await line.pay(loan, "1", kind="commitment"), "sub_award_id",
         "other_than_sub_award"),
        (await line.pay(loan, "1", happened_on="2005-01-14"), "happened_on",
         "before_award"),
    ):  # fmt: skip
        assert refused(answer) == (422, field, code)
