"""What is remarkable about a value, as the contract shows it."""

from bromost_common.paging import AnyRow
from bromost_indicators.calculation.outliers import Finding
from bromost_indicators.figures import written
from bromost_indicators.indicators.presenting import person

from .schemas import CheckConfirmationOut, Remarkable, TotalBefore


def remarkable(found: Finding, decimals: int, confirmed: AnyRow | None) -> Remarkable:
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
        confirmed=confirmed and confirmation_out(confirmed),
    )


def confirmation_out(row: AnyRow) -> CheckConfirmationOut:
    return CheckConfirmationOut(
        comment=row.comment,
        by=person(row.account_id, row.who, row.link_of),
        at=row.at,
    )
