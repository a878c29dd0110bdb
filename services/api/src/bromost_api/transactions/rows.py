"""Entries and sums as they are told."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

from bromost_common.money import exact_product, exact_sum, rounded
from bromost_common.paging import AnyRow

from .models import TransactionKind
from .schemas import (
    Converted,
    ConvertedSum,
    LineRef,
    Party,
    PlannedYear,
    TransactionOut,
    TransactionSum,
)


def transaction_out(row: AnyRow, show_in: str | None) -> TransactionOut:
    line = row.budget_line_id and LineRef(
        id=row.budget_line_id, year=row.line_year, funder=row.line_funder
    )
    receiver = row.receiver_id and Party(id=row.receiver_id, name=row.receiver_name)
    return TransactionOut(
        id=row.id,
        project_id=row.project_id,
        kind=TransactionKind(row.kind),
        happened_on=row.happened_on,
        value_on=row.value_on,
        amount=row.amount,
        currency=row.currency,
        giver=Party(id=row.giver_id, name=row.giver_name),
        receiver=receiver,
        budget_line=line,
        sub_award_id=row.sub_award_id,
        voucher=row.voucher,
        note=row.note,
        reverses_id=row.reverses_id,
        reversed_by_id=row.reversed_by_id,
        reason=row.reason,
        converted=None if show_in is None else _converted(row, show_in),
        created_at=row.created_at,
    )


def _converted(row: AnyRow, currency: str) -> Converted:
    """Unrounded: what is shown of it is for the page to say."""
    if row.currency == currency:
        return Converted(
            currency=currency, amount=row.amount,
            rate=None, rate_on=None, rate_source=None, mark=None,
        )  # fmt: skip
    is_told = row.rate is not None
    return Converted(
        currency=currency,
        amount=exact_product(row.amount, row.rate).normalize() if is_told else None,
        rate=row.rate.normalize() if is_told else None,
        rate_on=row.rate_on,
        rate_source=row.rate_source,
        mark=None if is_told else "rate_missing",
    )


def planned_out(rows: Iterable[AnyRow]) -> list[PlannedYear]:
    """A year and currency with all that is on record of it; rows come together."""
    nothing = Decimal("0.00")
    found = []
    for (currency, year), group in groupby(rows, lambda row: (row.currency, row.year)):
        amounts = {row.kind: row.amount for row in group}
        planned = amounts.get(None, nothing)
        spent = amounts.get(TransactionKind.EXPENDITURE.value, nothing)
        found.append(
            PlannedYear(
                year=year,
                currency=currency,
                planned=planned,
                committed=amounts.get(TransactionKind.COMMITMENT.value, nothing),
                disbursed=amounts.get(TransactionKind.DISBURSEMENT.value, nothing),
                spent=spent,
                repaid=amounts.get(TransactionKind.REPAYMENT.value, nothing),
                left=exact_sum([planned, -spent]),
            )
        )
    return found


def sum_out(row: AnyRow, decimals: int, *, converts: bool) -> TransactionSum:
    return TransactionSum(
        kind=TransactionKind(row.kind),
        year=row.year,
        currency=row.currency,
        entries=row.entries,
        amount=None if row.currency is None else row.amount,
        converted=_converted_sum(row, decimals) if converts else None,
    )


def _converted_sum(row: AnyRow, decimals: int) -> ConvertedSum:
    """Rounded once, at the end."""
    if row.is_missing:
        return ConvertedSum(amount=None, mark="rate_missing")
    return ConvertedSum(amount=rounded(row.converted, decimals), mark=None)
