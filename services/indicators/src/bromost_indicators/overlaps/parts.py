"""Between which parts people may be counted again, and what can be said of it."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from bromost_common.errors import ConflictError, InvalidError, invalid
from bromost_common.paging import AnyRow
from bromost_indicators.calculation.breaks import last_stretch
from bromost_indicators.calculation.calculate import Figures, PeriodFigure, Use
from bromost_indicators.calculation.rollup import OWN
from bromost_indicators.calculation.uniques import Overlap, united
from bromost_indicators.calculation.values import Amount, exact
from bromost_indicators.figures import decimals_of

from .schemas import Between, OverlapCreate

_united = exact(united)


class NotCountedOnceError(ConflictError):
    """Only of people who are counted once it can be asked who is counted again."""

    code = "not_counted_once"


class OverlapsCrossError(ConflictError):
    """One of two overlaps lies within the other, or they have no part in common."""

    code = "overlap_crosses"


class Ground(NamedTuple):
    """Parts that the same people may be in, with what each comes to.

    The indicator itself stands for its own values, or for no named place.
    """

    between_what: Between
    amounts: Mapping[UUID, Amount]


def as_overlap(row: AnyRow) -> Overlap:
    """As the calculation takes it, which calls own values and no place otherwise."""
    itself = OWN if row.between_what == "indicators" else None
    parts: frozenset[Hashable] = frozenset(
        itself if one == row.indicator_id else one for one in row.part_ids
    )
    return Overlap(row.id, parts, row.repeats, row.period_id)


def grounds(
    indicator_id: UUID, use: Use, figures: Figures, period_id: UUID | None
) -> list[Ground]:
    """Of a period: its places, and what goes into it; otherwise the periods."""
    found: list[Ground] = []
    if period_id is None:
        if use.rule.in_time == "union":
            # Over a break of the series nothing is put together.
            last = {one.key for one in last_stretch(use.periods)}
            periods = {
                one.period.key: one.given.amount
                for one in figures.periods
                if one.period.key in last
            }
            found.append(_ground("periods", indicator_id, periods))
    else:
        told = [one for one in figures.periods if one.period.key == period_id]
        for one in told:
            if one.period.rule.of_parts == "union":
                found += _within(indicator_id, one)
    return [one for one in found if len(one.amounts) > 1]


def _within(indicator_id: UUID, figure: PeriodFigure) -> list[Ground]:
    entries = figure.given.own.entries
    parts = figure.given.parts
    return [
        _ground("places", indicator_id, {one.place: one.amount for one in entries}),
        _ground("indicators", indicator_id, {one.key: one.amount for one in parts}),
    ]


def _ground(
    between_what: Between, indicator_id: UUID, amounts: Mapping[Hashable, Amount]
) -> Ground:
    """Only of what has a value: of the others nobody knows who is in them."""
    return Ground(
        between_what,
        {
            key if isinstance(key, UUID) else indicator_id: amount
            for key, amount in amounts.items()
            if amount.least is not None
        },
    )


def refuse_unfit(
    wanted: OverlapCreate, found: Sequence[Ground], before: Sequence[AnyRow], rule: int
) -> None:
    """What cannot be, whoever says it; `before` are those that hold already."""
    if len(set(wanted.parts)) < len(wanted.parts):
        raise _wrong("parts", "part_repeated", "Each part is named once.")
    ground = next((g for g in found if g.between_what == wanted.between_what), None)
    if ground is None or not ground.amounts.keys() >= set(wanted.parts):
        raise unknown_part()
    if wanted.repeats is None:
        return
    if wanted.source is None:
        raise _wrong("source", "missing", "Say where that is known from.")
    if wanted.repeats < 0:
        raise _wrong("repeats", "overlap_negative", "It is not less than 0.")
    if decimals_of(wanted.repeats) > rule:
        message = f"This indicator has {rule} decimals."
        raise _wrong("repeats", "too_many_decimals", message)
    others = [row for row in before if {*row.part_ids} != {*wanted.parts}]
    _refuse_crossing(wanted, others)
    _refuse_too_large(wanted, ground, others)


def _refuse_crossing(wanted: OverlapCreate, others: Sequence[AnyRow]) -> None:
    parts = set(wanted.parts)
    for row in others:
        common = parts & {*row.part_ids}
        if common and common not in (parts, {*row.part_ids}):
            raise OverlapsCrossError(
                "Another overlap has only some of these parts: say it of all of them."
            )


def _refuse_too_large(
    wanted: OverlapCreate, ground: Ground, others: Sequence[AnyRow]
) -> None:
    """Together they are at least as many as the largest of them."""
    assert wanted.repeats is not None
    told = [Overlap(row.id, frozenset(row.part_ids), row.repeats) for row in others]
    new = Overlap("new", frozenset(wanted.parts), wanted.repeats)
    parts = {one: ground.amounts[one] for one in wanted.parts}
    within = [one for one in told if one.parts < new.parts]
    if _is_unclear(parts, [*within, new]):
        message = "So many cannot be in several of these: they are fewer people."
        raise _wrong("repeats", "overlap_too_large", message)
    wider = [one for one in told if one.parts > new.parts]
    if _is_unclear(ground.amounts, [*within, new, *wider]) and not _is_unclear(
        ground.amounts, [*within, *wider]
    ):
        message = "With it, what was said of more parts than these cannot be."
        raise _wrong("repeats", "overlap_too_large", message)


def _is_unclear(amounts: Mapping[Any, Amount], known: list[Overlap]) -> bool:
    narrowest = sorted(known, key=lambda one: len(one.parts))
    return "overlap_unclear" in _united(amounts, narrowest).marks


def unknown_part() -> InvalidError:
    return _wrong("parts", "unknown_part", "One of them is no part with a value.")


def _wrong(field: str, code: str, message: str) -> InvalidError:
    return invalid("body", field, code=code, message=message)
