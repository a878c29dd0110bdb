"""Schedules of loans, against closed formulas worked out another way."""

from datetime import date
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bromost_api.sub_awards.loans import Terms, allocated, owed, schedule
from bromost_api.sub_awards.models import LoanMethod

ANNUITY, EQUAL = LoanMethod.ANNUITY, LoanMethod.EQUAL_PRINCIPAL


def terms(
    interest: str, method: LoanMethod = ANNUITY, instalments: int = 12, months: int = 1
) -> Terms:
    first = date(2005, 1, 31)
    return Terms(Decimal(interest), method, instalments, months, first)


@st.composite
def loans(draw: st.DrawFn) -> tuple[Decimal, Terms]:
    amount = Decimal(draw(st.integers(1, 10**12))).scaleb(-2)
    interest = Decimal(draw(st.integers(0, 100 * 10**6))).scaleb(-6)
    method = draw(st.sampled_from(LoanMethod))
    first = draw(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
    count, months = draw(st.integers(1, 60)), draw(st.integers(1, 12))
    return amount, Terms(interest, method, count, months, first)


@given(loans())
def test_the_principal_of_all_instalments_is_the_loan_and_nothing_goes_below_zero(
    loan: tuple[Decimal, Terms],
) -> None:
    amount, agreed = loan
    due = schedule(amount, agreed, 2)

    assert len(due) == agreed.instalments
    assert sum(one.principal for one in due) == amount
    assert due[-1].left == 0
    assert all(min(one.interest, one.principal, one.left) >= 0 for one in due)
    left = [amount, *(one.left for one in due)]
    assert left == sorted(left, reverse=True)
    days = [one.due_on for one in due]
    assert days == sorted(set(days))


@given(loans())
def test_each_interest_is_that_of_what_is_left_to_half_a_cent(
    loan: tuple[Decimal, Terms],
) -> None:
    amount, agreed = loan
    left = amount
    for one in schedule(amount, agreed, 2):
        with localcontext(prec=60):
            exact = left * agreed.interest * agreed.months_between / 1200
        assert abs(one.interest - exact) <= Decimal("0.005")
        left = one.left


@given(
    st.integers(100, 10**9), st.integers(1, 20 * 100), st.integers(1, 60),
    st.integers(1, 12),
)  # fmt: skip
def test_what_is_left_of_an_annuity_follows_its_closed_formula(
    euros: int, hundredths: int, count: int, months: int
) -> None:
    interest = Decimal(hundredths) / 100
    agreed = Terms(interest, ANNUITY, count, months, date(2005, 1, 1))
    due = schedule(Decimal(euros), agreed, 2)

    with localcontext(prec=120):
        growth = 1 + interest * months / 1200
        payment = euros * (growth - 1) / (1 - growth**-count)
        for number, one in enumerate(due[:-1], start=1):
            grown = growth**number
            exact = euros * grown - payment * (grown - 1) / (growth - 1)
            # A cent at most goes astray each time, and bears interest itself.
            slack = (grown - 1) / (growth - 1) * Decimal("0.01")
            assert abs(one.left - exact) <= slack


@given(loans())
def test_equal_principal_differs_by_a_cent_at_most(loan: tuple[Decimal, Terms]) -> None:
    amount, agreed = loan
    if agreed.method is not EQUAL:
        return
    parts = [one.principal for one in schedule(amount, agreed, 2)]

    assert max(parts) - min(parts) <= Decimal("0.01")


@given(loans(), st.data())
def test_what_was_repaid_pays_the_earliest_first_and_nothing_is_lost(
    loan: tuple[Decimal, Terms], data: st.DataObject
) -> None:
    due = schedule(*loan, 2)
    whole = owed(due)
    repaid = Decimal(data.draw(st.integers(0, int(whole * 100)))).scaleb(-2)

    paid = allocated(due, repaid)

    assert sum(one.interest + one.principal for one in paid) == repaid
    full = [one.interest + one.principal == due[n].interest + due[n].principal
            for n, one in enumerate(paid)]  # fmt: skip
    some = [one.interest + one.principal > 0 for one in paid]
    owing = [one.interest + one.principal > 0 for one in due]
    for earlier, later in zip(range(len(due)), range(1, len(due)), strict=False):
        assert full[earlier] or not some[later] or not owing[later]
    assert all(one.principal == 0 or one.interest == due[n].interest
               for n, one in enumerate(paid))  # fmt: skip
    if repaid == whole:
        assert loan[0] - sum(one.principal for one in paid) == 0


@pytest.mark.parametrize(
    ("interest", "method", "decimals", "first", "last"),
    [
        # EUR 5,000 at 5 % in twelve months, as a credit line in Kosovo lent it.
        ("5", ANNUITY, 2, ("20.83", "407.21", "4592.79"), ("1.78", "426.23", "0.00")),
        ("5", EQUAL, 2, ("20.83", "416.66", "4583.34"), ("1.74", "416.67", "0.00")),
        ("0", ANNUITY, 2, ("0.00", "416.67", "4583.33"), ("0.00", "416.63", "0.00")),
        ("5", ANNUITY, 0, ("21", "407", "4593"), ("2", "427", "0")),
    ],
)
def test_vectors(
    interest: str, method: LoanMethod, decimals: int,
    first: tuple[str, ...], last: tuple[str, ...],
) -> None:  # fmt: skip
    due = schedule(Decimal(5000), terms(interest, method), decimals)

    told = [tuple(str(part) for part in one[1:]) for one in (due[0], due[-1])]
    assert told == [first, last]
    assert [one.due_on.isoformat() for one in due[:3]] == [
        "2005-01-31", "2005-02-28", "2005-03-31",
    ]  # fmt: skip
