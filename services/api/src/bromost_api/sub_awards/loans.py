"""What is paid back of a loan, when, and how much of it is interest. No I/O.

The interest of an instalment is that of the months since the one before, on what is
left of the loan: a twelfth of the yearly rate for each month, however many days it has,
rounded to the currency's smallest unit, half of one up. With an annuity the payment is
P·r / (1 - (1 + r)^-n), rounded likewise. The last instalment pays what is left, so that
the principal of all instalments is the loan to the cent.
"""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from .models import LoanMethod


@dataclass(frozen=True)
class Terms:
    """How a loan is paid back; `interest` is percent a year."""

    interest: Decimal
    method: LoanMethod
    instalments: int
    months_between: int
    first_due_on: date


class Instalment(NamedTuple):
    """What is due on a day, and what is left of the loan when it was paid."""

    due_on: date
    interest: Decimal
    principal: Decimal
    left: Decimal


class Paid(NamedTuple):
    """How much of each part of an instalment was paid back."""

    interest: Decimal
    principal: Decimal


def schedule(loan: Decimal, terms: Terms, decimals: int) -> list[Instalment]:
    """The instalments of `loan`, which has at most `decimals` decimals."""
    units = 10**decimals
    rate = Fraction(terms.interest) / 1200 * terms.months_between
    whole = int(loan * units)
    payment = _annuity(whole, rate, terms.instalments)
    left, found = whole, []
    for number in range(1, terms.instalments + 1):
        interest = _rounded(left * rate)
        if number == terms.instalments:
            principal = left
        elif terms.method is LoanMethod.ANNUITY:
            principal = min(max(payment - interest, 0), left)
        else:
            paid_before = whole - left
            principal = whole * number // terms.instalments - paid_before
        left -= principal
        found.append(
            Instalment(
                _months_later(terms.first_due_on, (number - 1) * terms.months_between),
                *(_amount(part, decimals) for part in (interest, principal, left)),
            )
        )
    return found


def owed(instalments: Iterable[Instalment]) -> Decimal:
    """Everything that has to come back, interest and all."""
    return sum((one.interest + one.principal for one in instalments), start=Decimal(0))


def allocated(instalments: Sequence[Instalment], repaid: Decimal) -> list[Paid]:
    """What `repaid` pays: the earliest instalment first, of it the interest first."""
    found = []
    for one in instalments:
        interest = min(one.interest, repaid)
        principal = min(one.principal, repaid - interest)
        repaid -= interest + principal
        found.append(Paid(interest, principal))
    return found


def _annuity(whole: int, rate: Fraction, instalments: int) -> int:
    if rate == 0:
        return _rounded(Fraction(whole, instalments))
    return _rounded(whole * rate / (1 - (1 + rate) ** -instalments))


def _rounded(amount: Fraction) -> int:
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


def _amount(units: int, decimals: int) -> Decimal:
    return Decimal(units).scaleb(-decimals)


def _months_later(first: date, months: int) -> date:
    """The same day of a later month, or the month's last one."""
    years, month = divmod(first.month - 1 + months, 12)
    year, month = first.year + years, month + 1
    return date(year, month, min(first.day, calendar.monthrange(year, month)[1]))
