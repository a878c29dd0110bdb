"""Rows as the contract shows them: figures with the indicator's decimals."""

from collections.abc import Sequence
from decimal import Decimal

from bromost_common.paging import AnyRow
from bromost_indicators.figures import written
from bromost_indicators.progress import progress

from .schemas import EntryOut, IndicatorOut, LatestValue, PeriodOut, Recorder

_FIGURES = ("baseline_value", "target_value")


def entry_out(row: AnyRow) -> EntryOut:
    """An entry; the row also tells its indicator's `decimals`."""
    who = row.recorded_by
    recorder = Recorder(id=who, display_name=row.recorder or "") if who else None
    return EntryOut(
        id=row.entry_id,
        number=row.number,
        value=written(row.value, row.decimals) or "",
        state=row.state,
        comment=row.comment,
        recorded_by=recorder,
        recorded_at=row.recorded_at,
    )


def period_out(row: AnyRow) -> PeriodOut:
    return PeriodOut(
        id=row.id,
        indicator_id=row.indicator_id,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        target_value=written(row.target_value, row.decimals),
        current=entry_out(row) if row.number else None,
        entry_count=row.number or 0,
        version=row.version,
    )


def indicator_out(row: AnyRow, periods: Sequence[PeriodOut]) -> IndicatorOut:
    """An indicator with its periods, which come in the order of their days."""
    shown = row._asdict()
    for name in _FIGURES:
        shown[name] = written(shown[name], row.decimals)
    latest = next((p for p in reversed(periods) if p.current), None)
    current = latest.current if latest else None
    come = progress(
        baseline=row.baseline_value,
        target=row.target_value,
        value=Decimal(current.value) if current else None,
        direction=row.direction,
    )
    return IndicatorOut(
        **shown,
        latest=LatestValue(
            period_id=latest.id, value=current.value, state=current.state
        )
        if latest and current
        else None,
        progress=None if come.share is None else format(come.share, "f"),
        progress_missing=come.missing,
        periods=list(periods),
    )
