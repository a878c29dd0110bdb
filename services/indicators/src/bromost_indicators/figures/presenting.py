"""Figures as the contract shows them; only here are they rounded."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from bromost_common.languages import Language
from bromost_common.paging import AnyRow
from bromost_indicators.calculation.aggregation import combined
from bromost_indicators.calculation.lineage import Origin
from bromost_indicators.calculation.money import Conversion
from bromost_indicators.calculation.values import Amount, exact, rounded
from bromost_indicators.entries.schemas import EvidenceOut
from bromost_indicators.indicators.presenting import person, plain
from bromost_indicators.indicators.schemas import SpanOut
from bromost_indicators.overlaps.schemas import StatedOverlap

from .inputs import Include
from .models import AMOUNT, TARGET
from .rows import Kept, Row
from .schemas import (
    AmountOut,
    ContributorOut,
    ConversionOut,
    EntryOriginOut,
    FiguresOut,
    OriginOut,
)

# Progress is told in hundredths of a percent.
SHARE_DECIMALS = 4
_FIGURES = ("value", "low", "high")
_ENTRY = (
    *("period_id", "starts_on", "ends_on", "number", "state", "status", "comment"),
    "recorded_at",
)


def written(value: Decimal | None, decimals: int) -> str | None:
    return None if value is None else f"{rounded(value, decimals):f}"


def figures_out(kept: Kept, decimals: int, include: Include) -> FiguresOut:
    return FiguresOut.model_validate(figures_told(kept, decimals, include))


def figures_told(kept: Kept, decimals: int, include: Include) -> dict[str, Any]:
    """As `FiguresOut`, not read yet: a table has hundreds of them, and reads once."""
    row = kept.figure
    return {
        "indicator_id": row["indicator_id"],
        "include": include,
        "provisional": row["include"] != "accepted",
        "pending": kept.pending,
        "as_of": row["as_of"],
        "calculated_at": row["calculated_at"],
        "life": _amount_of_row(row, "life", decimals),
        "to_date": _amount_of_row(row, "to_date", decimals),
        "target": _target(row, "target", decimals),
        "target_to_date": _target(row, "target_to_date", decimals),
        "progress_to_date": written(row["progress_to_date"], SHARE_DECIMALS),
        "expected": written(row["expected"], decimals),
        "expected_to_date": written(row["expected_to_date"], decimals),
        "periods": [_period(one, decimals) for one in kept.periods],
        **_progress(row, decimals),
    }


def _period(row: Row, decimals: int) -> dict[str, Any]:
    return {
        "period_id": row["period_id"],
        "given": _amount_of_row(row, "given", decimals),
        "shown": _amount_of_row(row, "shown", decimals),
        **_progress(row, decimals),
    }


def _progress(row: Row, decimals: int) -> dict[str, Any]:
    return {
        "progress": written(row["progress"], SHARE_DECIMALS),
        "progress_missing": row["progress_missing"],
        "progress_basis": row["progress_basis"],
        "distance": written(row["distance"], decimals),
        "status": row["status"],
    }


def _target(row: Row, prefix: str, decimals: int) -> dict[str, str | None]:
    return {name: written(row[f"{prefix}_{name}"], decimals) for name in TARGET}


def amount_of_row(row: Row, prefix: str, decimals: int) -> AmountOut:
    return AmountOut.model_validate(_amount_of_row(row, prefix, decimals))


def _amount_of_row(row: Row, prefix: str, decimals: int) -> dict[str, Any]:
    return _amount({name: row[f"{prefix}_{name}"] for name in AMOUNT}, decimals)


def amount_out(told: Mapping[str, Any], decimals: int | None) -> AmountOut:
    """With the indicator's decimals; without any, to the last digit.

    Counts that a share is made of are always told in full.
    """
    return AmountOut.model_validate(_amount(told, decimals))


def _amount(told: Mapping[str, Any], decimals: int | None) -> dict[str, Any]:
    shown = dict(told)
    for name in AMOUNT[1:-1]:
        rounds = decimals is not None and name in _FIGURES
        value = told[name]
        if value is not None:
            shown[name] = written(value, decimals or 0) if rounds else plain(value)
    return shown


def exact_amount(amount: Amount) -> AmountOut:
    return amount_out(amount._asdict() | {"marks": sorted(amount.marks)}, None)


class Named(NamedTuple):
    """What the keys in a lineage stand for, as far as the reader sees it."""

    entries: Mapping[UUID, AnyRow]
    indicators: Mapping[UUID, AnyRow]
    spans: Mapping[UUID, AnyRow]
    places: Mapping[UUID, AnyRow]
    evidence: Mapping[UUID, list[EvidenceOut]]
    # What the codes of a formula stand for.
    operands: Mapping[str, UUID] = {}
    overlaps: Mapping[UUID, StatedOverlap] = {}

    def indicator_of(self, key: object) -> AnyRow | None:
        found = self.operands.get(key) if isinstance(key, str) else key
        return self.indicators.get(found) if isinstance(found, UUID) else None


def origin_out(origin: Origin, named: Named) -> OriginOut:
    key = origin.key if isinstance(origin.key, UUID) else None
    return OriginOut(
        what=origin.what,
        id=None if origin.key is None else str(origin.key),
        amount=exact_amount(origin.amount),
        method=origin.method,
        per=origin.per,
        rule_version=origin.rule_version
        if isinstance(origin.rule_version, UUID)
        else None,
        formula=origin.formula or None,
        period=_span(named.spans.get(key)) if key else None,
        place=_place(origin, named),
        entry=_entry(key, named) if key and origin.what == "entry" else None,
        indicator=contributor(
            named.indicator_of(origin.key) if origin.what == "child" else None
        ),
        conversion=_conversion(origin.conversion),
        weight=plain(origin.weight),
        product=_product(origin),
        overlaps=[
            named.overlaps[one.key]
            for one in origin.overlaps
            if isinstance(one.key, UUID) and one.key in named.overlaps
        ],
        parts=[origin_out(part, named) for part in shown_parts(origin, named)],
    )


@exact
def _product(origin: Origin) -> str | None:
    """What a part brings into a mean: its value as often as its weight says."""
    value, weight = origin.amount.value, origin.weight
    return None if value is None or weight is None else plain(value * weight)


def _conversion(how: Conversion | None) -> ConversionOut | None:
    if how is None:
        return None
    rate = how.rate
    return ConversionOut(
        from_currency=how.from_currency,
        to_currency=how.to_currency,
        original=exact_amount(how.original),
        day=how.day,
        rate=plain(rate.rate) if rate else None,
        valid_on=rate.valid_on if rate else None,
        source=rate.source if rate else None,
    )


def shown_parts(origin: Origin, named: Named) -> list[Origin]:
    """Those that the reader does not see are told as one, without their parts."""
    hidden = [
        part
        for part in origin.parts
        if part.what == "child"
        and part.key not in named.indicators
        # What a formula names stands beside it, for whoever sees the formula.
        and not origin.formula
    ]
    if not hidden:
        return [*origin.parts]
    method = origin.method or "none"
    together = exact(combined)(method, [one.amount for one in hidden], origin.per)
    others = Origin("child", None, together, origin.method, origin.per)
    return [*(part for part in origin.parts if part not in hidden), others]


def contributor(row: AnyRow | None) -> ContributorOut | None:
    if row is None:
        return None
    return ContributorOut.model_validate(row, from_attributes=True)


def _entry(key: UUID, named: Named) -> EntryOriginOut | None:
    row = named.entries.get(key)
    if row is None:
        return None
    return EntryOriginOut(
        **{name: getattr(row, name) for name in _ENTRY},
        recorded_by=person(row.recorded_by, row.recorder, row.link_of),
        evidence=named.evidence.get(key, []),
    )


def _span(row: AnyRow | None) -> SpanOut | None:
    if row is None:
        return None
    return SpanOut(starts_on=row.starts_on, ends_on=row.ends_on)


def _place(origin: Origin, named: Named) -> dict[Language, str] | None:
    """Of what was counted somewhere; an entry says itself where that was."""
    key = origin.key if origin.what == "place" else None
    if origin.what == "entry" and isinstance(origin.key, UUID):
        entry = named.entries.get(origin.key)
        key = entry.place_id if entry else None
    found = named.places.get(key) if isinstance(key, UUID) else None
    return found.name if found else None
