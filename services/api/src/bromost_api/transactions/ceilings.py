"""How much may still be entered, by what was awarded, committed and paid out before.

A ceiling holds in its own currency only: a rate that comes later must not make an old
entry one too many. Where nothing was awarded or committed in a currency, there is none.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from .models import TransactionKind

Bound = Literal["award", "commitment", "disbursement", "sub_award", "loan", "fund"]


@dataclass(frozen=True)
class Standing:
    """What stands in a project in one currency; None where there is no such row."""

    # By the giver's own budget lines, and by all of them.
    awarded: Decimal | None
    budget: Decimal | None
    # By the giver.
    committed: Decimal | None
    disbursed: Decimal
    # By the whole project.
    spent: Decimal
    # Handed by the receiver of a repayment to who pays back, and paid back since.
    received: Decimal
    repaid: Decimal


class Ceiling(NamedTuple):
    """What bounds an entry, and how much of it is left; below zero it is overdrawn."""

    bound: Bound
    left: Decimal


def ceiling(kind: TransactionKind, now: Standing) -> Ceiling | None:
    """What bounds entries of `kind`, or None where nothing does."""
    if kind is TransactionKind.REPAYMENT:
        return Ceiling("disbursement", now.received - now.repaid)
    if kind is TransactionKind.DISBURSEMENT and now.committed is not None:
        return Ceiling("commitment", now.committed - now.disbursed)
    limit, used = {
        TransactionKind.COMMITMENT: (now.awarded, now.committed or Decimal(0)),
        TransactionKind.DISBURSEMENT: (now.awarded, now.disbursed),
        TransactionKind.EXPENDITURE: (now.budget, now.spent),
    }[kind]
    return None if limit is None else Ceiling("award", limit - used)
