"""What is remarkable about a value, as the contract shows it."""

from collections.abc import Sequence

from bromost_common.paging import AnyRow
from bromost_indicators.calculation import outliers
from bromost_indicators.calculation.outliers import Finding
from bromost_indicators.calculation.rules import Rule
from bromost_indicators.figures import written
from bromost_indicators.indicators.presenting import person

from .crossing import Broken, Use
from .remarks import Remark
from .schemas import (
    BrokenCheck,
    CheckConfirmationOut,
    HeldValue,
    Remarkable,
    TotalBefore,
    Usual,
    ValueBounds,
)
from .series import Value


def remarkable(
    found: Remark, decimals: int, confirmations: Sequence[AnyRow]
) -> Remarkable:
    """With who said that it is right, of all that was said of its entry."""
    if isinstance(found, Broken):
        return _broken(found, confirmations)
    confirmed = next((c for c in confirmations if c.finding == found.code), None)
    return _unlike(found, decimals, confirmed)


def _unlike(found: Finding, decimals: int, confirmed: AnyRow | None) -> Remarkable:
    before = found.before
    return Remarkable(
        finding=found.code,
        low=written(found.low, decimals),
        usual=written(found.usual, decimals),
        high=written(found.high, decimals),
        times=written(found.times, 1),
        of_increase=found.of_increase,
        before=TotalBefore(
            value=written(before.value, decimals) or "",
            starts_on=before.starts_on,
            ends_on=before.ends_on,
        )
        if before
        else None,
        cross_check=None,
        confirmed=confirmed and confirmation_out(confirmed),
    )


def _broken(found: Broken, confirmations: Sequence[AnyRow]) -> Remarkable:
    rule = found.rule
    newest = max(value.entry_id for _, value in found.values)
    first, *others = [_held(*one) for one in found.values]
    confirmed = next(
        # What was said before a value changed was not said of that one.
        (c for c in confirmations if c.meaning == rule.meaning and c.id > newest),
        None,
    )
    return Remarkable(
        finding="cross_check",
        low=None,
        usual=None,
        high=None,
        times=None,
        of_increase=False,
        before=None,
        cross_check=BrokenCheck.model_validate(
            {
                "id": rule.id,
                "comparison": rule.comparison,
                "message": rule.message,
                "original_language": rule.original_language,
                "value": first,
                "others": others,
            }
        ),
        confirmed=confirmed and confirmation_out(confirmed),
    )


def _held(use: Use, value: Value) -> HeldValue:
    decimals = value.rule.decimals
    return HeldValue.model_validate(
        {
            "indicator_id": use.indicator_id,
            "title": use.title,
            "original_language": use.original_language,
            "value": written(value.value, decimals) or "",
            "decimals": decimals,
        }
    )


def confirmation_out(row: AnyRow) -> CheckConfirmationOut:
    return CheckConfirmationOut(
        comment=row.comment,
        by=person(row.account_id, row.who, row.link_of),
        at=row.at,
    )


def bounds_out(rule: Rule, usual: outliers.Usual | None) -> ValueBounds:
    return ValueBounds(
        minimum=written(rule.minimum, rule.decimals),
        maximum=written(rule.maximum, rule.decimals),
        usual=usual and _usual(usual, rule.decimals),
    )


def _usual(found: outliers.Usual, decimals: int) -> Usual:
    # All four are there, so none of them is written as nothing.
    low, high, median, mean = (
        written(one, decimals) or ""
        for one in (found.low, found.high, found.usual, found.mean)
    )
    return Usual(
        low=low,
        high=high,
        median=median,
        mean=mean,
        number=found.number,
        of_increase=found.of_increase,
    )
