"""Rows of a report as the contract shows them; only here are they rounded."""

from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from bromost_common.money import exact_sum
from bromost_common.paging import AnyRow
from bromost_indicators.calculation.periods import Target
from bromost_indicators.calculation.reported import Reported, deviation
from bromost_indicators.calculation.values import Amount
from bromost_indicators.figures.presenting import SHARE_DECIMALS, amount_out, written
from bromost_indicators.figures.schemas import AmountOut, TargetOut
from bromost_indicators.performance.presenting import baseline_of, definition_of
from bromost_indicators.performance.schemas import MeasuredResult
from bromost_indicators.report_sections.schemas import ReportSectionOut
from bromost_indicators.reporting_requirements.schemas import OrganisationRef

from .schemas import ReportedPeriod, ReportRow, SpendingLine

_INDICATOR = (
    *("title", "original_language", "unit", "unit_name", "decimals", "is_synthetic"),
)


class Said(NamedTuple):
    """What an indicator came to, and what is asked and told about it."""

    came: Reported
    words: ReportSectionOut
    provisional: bool
    # As the accepted report before this one told it.
    told_before: AmountOut | None = None


def report_row(row: AnyRow, said: Said) -> ReportRow:
    came, decimals = said.came, row.decimals
    previously = _amount(came.previously, decimals)
    told = said.told_before
    is_other = told is not None and _figure(told) != _figure(previously)
    return ReportRow(
        indicator_id=row.id,
        **{name: getattr(row, name) for name in _INDICATOR},
        result=MeasuredResult(
            id=row.result_id, kind=row.result_kind, title=row.result_title
        ),
        definition=definition_of(row),
        baseline=baseline_of(row),
        target=_target(came.target, decimals),
        target_to_date=_target(came.target_to_date, decimals),
        target_for_life=_target(came.target_for_life, decimals),
        previously=previously,
        previously_told=told if is_other else None,
        now=None if came.now is None else _amount(came.now, decimals),
        to_date=_amount(came.to_date, decimals),
        periods=[
            ReportedPeriod(
                period_id=one.period.key,
                starts_on=one.period.starts_on,
                ends_on=one.period.ends_on,
                amount=_amount(one.actual, decimals),
            )
            for one in came.periods
            if isinstance(one.period.key, UUID)
        ],
        deviation=written(came.deviation, SHARE_DECIMALS),
        status=came.status,
        provisional=said.provisional,
        words=said.words,
    )


def _figure(amount: AmountOut) -> tuple[str | None, ...]:
    return amount.value, amount.low, amount.high


def spending_line(row: AnyRow) -> SpendingLine:
    funder = None
    if row.funder_id is not None:
        funder = OrganisationRef(id=row.funder_id, name=row.funder)
    spent = exact_sum([row.previously, row.now])
    return SpendingLine(
        funder=funder,
        currency=row.currency,
        budget=row.budget,
        budget_to_date=row.budget_to_date,
        previously=row.previously,
        now=row.now,
        left=exact_sum([row.budget, -spent]),
        deviation=written(spending_deviation(row), SHARE_DECIMALS),
    )


def spending_deviation(row: AnyRow) -> Decimal | None:
    """Of all that was spent from the budget of the years that have begun."""
    spent = exact_sum([row.previously, row.now])
    return deviation(spent, Target(row.budget_to_date))


def _amount(amount: Amount, decimals: int) -> AmountOut:
    told: dict[str, Any] = amount._asdict()
    return amount_out(told | {"marks": sorted(amount.marks)}, decimals)


def _target(target: Target, decimals: int) -> TargetOut:
    return TargetOut(
        value=written(target.value, decimals),
        low=written(target.low, decimals),
        high=written(target.high, decimals),
    )
