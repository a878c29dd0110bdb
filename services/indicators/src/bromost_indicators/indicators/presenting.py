"""Rows as the contract shows them: figures with the decimals of their rule."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, overload
from uuid import UUID

from bromost_common.paging import AnyRow
from bromost_indicators.definitions.presenting import rule_fields
from bromost_indicators.definitions.rules import over_100
from bromost_indicators.figures import written

from .schemas import (
    DefinitionRef,
    EntryOut,
    IndicatorOut,
    LatestValue,
    PeriodOut,
    Recorder,
    SeriesPart,
)
from .series import Part, rule_on

_FIGURES = ("baseline_value", "target_value", "target_low", "target_high")
_PARTS = (
    *("baseline_numerator", "baseline_denominator"),
    *("target_numerator", "target_denominator"),
)


@overload
def plain(value: Decimal) -> str: ...
@overload
def plain(value: None) -> None: ...
def plain(value: Decimal | None) -> str | None:
    """All digits there are, without an exponent or zeros at the end."""
    return None if value is None else format(value.normalize() + 0, "f")


def person(
    account_id: UUID | None, name: str | None, link_of: str | None = None
) -> Recorder | None:
    """Who did something, by name where the name is still there."""
    if account_id is None:
        return None
    return Recorder(id=account_id, display_name=name or "", by_link_of=link_of)


def entry_out(row: AnyRow, decimals: int) -> EntryOut:
    return EntryOut(
        id=row.entry_id,
        number=row.number,
        value=written(row.value, decimals),
        state=row.state,
        status=row.status,
        numerator=plain(row.numerator),
        denominator=plain(row.denominator),
        text=row.text,
        place_id=row.place_id,
        is_partial=row.is_partial,
        reason=row.reason,
        comment=row.comment,
        recorded_by=person(row.recorded_by, row.recorder, row.link_of),
        recorded_at=row.recorded_at,
    )


def series_of(row: AnyRow) -> list[SeriesPart]:
    """The rules of an indicator, and from when each holds."""
    return [SeriesPart.model_validate(part) for part in row.series]


def period_out(row: AnyRow, series: Sequence[Part | SeriesPart]) -> PeriodOut:
    decimals = rule_on(series, row.starts_on).decimals
    return PeriodOut(
        id=row.id,
        indicator_id=row.indicator_id,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        target_value=written(row.target_value, decimals),
        target_numerator=plain(row.target_numerator),
        target_denominator=plain(row.target_denominator),
        target_low=written(row.target_low, decimals),
        target_high=written(row.target_high, decimals),
        decimals=decimals,
        current=entry_out(row, decimals) if row.number else None,
        entry_count=row.number or 0,
        version=row.version,
    )


def indicator_out(
    row: AnyRow, series: Sequence[SeriesPart], periods: Sequence[PeriodOut]
) -> IndicatorOut:
    """An indicator with its periods, which come in the order of their days."""
    shown: dict[str, Any] = row._asdict()
    told = rule_fields(shown)
    for name in _FIGURES:
        shown[name] = written(shown[name], row.decimals)
    for name in _PARTS:
        shown[name] = plain(shown[name])
    shown["series"], shown["people"] = series, row.people or []
    latest = next((p for p in reversed(periods) if p.current), None)
    current = latest.current if latest else None
    return IndicatorOut(
        **(shown | told),
        allow_over_100=over_100(told),  # the documented way to a row's names
        definition=_definition(row),
        latest=LatestValue(
            period_id=latest.id,
            value=current.value,
            state=current.state,
            status=current.status,
        )
        if latest and current
        else None,
        periods=list(periods),
    )


def _definition(row: AnyRow) -> DefinitionRef:
    return DefinitionRef(
        id=row.definition_id,
        version_id=row.definition_version_id,
        number=row.definition_number,
        is_own=row.is_own,
        code=row.definition_code,
        programme_id=row.definition_programme_id,
        newest_number=row.newest_number or row.definition_number,
    )
