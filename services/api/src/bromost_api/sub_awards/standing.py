"""How a sub-award stands, by its row and what stands of its transactions."""

from decimal import Decimal
from typing import NamedTuple

from bromost_common.paging import AnyRow

from .loans import Instalment, Paid, Terms, allocated, owed, schedule
from .models import LoanMethod, SubAwardKind


class Standing(NamedTuple):
    """What is due of a sub-award and what of it came back."""

    schedule: list[Instalment]
    paid: list[Paid]
    # All that has to come back or, of a grant, that may.
    owed: Decimal
    interest_repaid: Decimal
    outstanding: Decimal


def standing(award: AnyRow) -> Standing:
    """Of what was paid out; while nothing was, of what was awarded."""
    if award.kind == SubAwardKind.GRANT:
        return Standing([], [], award.paid_out, Decimal(0), Decimal(0))
    instalments = schedule(
        award.paid_out or award.amount, _terms(award), award.decimals
    )
    paid = allocated(instalments, award.repaid)
    principal = sum((one.principal for one in paid), start=Decimal(0))
    return Standing(
        instalments,
        paid,
        owed(instalments) if award.paid_out else Decimal(0),
        sum((one.interest for one in paid), start=Decimal(0)),
        award.paid_out - principal,
    )


def _terms(award: AnyRow) -> Terms:
    return Terms(
        award.interest,
        LoanMethod(award.method),
        award.instalments,
        award.months_between,
        award.first_due_on,
    )
