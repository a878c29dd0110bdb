"""From rows to what the calculation takes: rules, periods, entries."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any, Literal, NamedTuple, TypeAlias
from uuid import UUID

from bromost_common.paging import AnyRow
from bromost_indicators.calculation.calculate import Use
from bromost_indicators.calculation.formula import Formula, parsed
from bromost_indicators.calculation.money import NO_RATES, Rates
from bromost_indicators.calculation.operands import (
    Operands,
    currency_of,
    in_one_currency,
)
from bromost_indicators.calculation.periods import (
    ACCEPTED,
    SUBMITTED,
    Entry,
    Period,
    Statuses,
    Target,
)
from bromost_indicators.calculation.rollup import Child, Fed, in_currency_of
from bromost_indicators.calculation.rules import Rule, rule_on
from bromost_indicators.calculation.telling import Apart
from bromost_indicators.calculation.values import ESTIMATED, UNMARKED, Amount, known
from bromost_indicators.overlaps.parts import as_overlap

# What makes values comparable, and how those of several periods are put together.
_RULE = ("kind", "unit", "cumulation", "over_time", "over_children", "population")


Include = Literal["accepted", "submitted"]
STATUSES: dict[Include, Statuses] = {"accepted": ACCEPTED, "submitted": SUBMITTED}


class Inputs(NamedTuple):
    """All that the figures of an indicator come from."""

    indicator_id: UUID
    use: Use
    digest: bytes
    include: Include
    # What was told of its parts; none where nothing is broken down.
    apart: Apart | None = None
    # Of a formula, which indicators its codes stand for.
    named: Mapping[str, UUID] = {}


class Operand(NamedTuple):
    """What a code of a formula stands for, and what that hands over."""

    indicator_id: UUID
    feed: Sequence[Fed]


Feeds: TypeAlias = Mapping[str, Operand]


class Told(NamedTuple):
    """The rows that tell of an indicator, all in the order of their days."""

    versions: Sequence[AnyRow]
    periods: Sequence[AnyRow]
    entries: Sequence[AnyRow]
    children: Sequence[Child]
    # Of a formula, what its codes stand for.
    operands: Feeds
    # Between the currencies of what is handed up and of what it goes into.
    rates: Rates = NO_RATES
    # Who was looked up to be counted in several parts.
    overlaps: Sequence[AnyRow] = ()


def inputs_of(indicator: AnyRow, told: Told, include: Include) -> Inputs:
    rules = [(row.starts_on, _rule(row)) for row in told.versions]
    periods = [
        Period(
            row.id,
            row.starts_on,
            row.ends_on,
            rule_on(rules, row.starts_on),
            _target(row),
        )
        for row in told.periods
    ]
    use = Use(
        rules[-1][1],
        periods,
        [_entry(row) for row in told.entries],
        baseline=indicator.baseline_value,
        baseline_on=indicator.baseline_on,
        target=_target(indicator),
        target_on=indicator.target_on,
        children=[
            child._replace(feed=in_currency_of(periods, child.feed, told.rates))
            for child in told.children
        ],
        formula=formula_of(told.versions[-1].formula),
        operands=Operands(
            {code: one.feed for code, one in told.operands.items()}, told.rates
        ),
        tolerance=indicator.tolerance,
        overlaps=[as_overlap(row) for row in told.overlaps],
    )
    named = {code: one.indicator_id for code, one in told.operands.items()}
    return Inputs(indicator.id, use, _digest(use), include, named=named)


@lru_cache(maxsize=1_000)
def formula_of(text: str | None) -> Formula | None:
    return None if text is None else parsed(text)


def _target(row: AnyRow) -> Target:
    return Target(
        row.target_value,
        row.target_numerator,
        row.target_denominator,
        row.target_low,
        row.target_high,
    )


def rule_told(rule: Rule) -> dict[str, Any]:
    return {name: getattr(rule, name) for name in _RULE}


def children_of(rows: Sequence[AnyRow]) -> list[Child]:
    """Those of one parent, in the order of the children and of their periods' days."""
    found = []
    for child_id, told in groupby(rows, key=attrgetter("child_id")):
        periods = list(told)
        feed = [_fed(row) for row in periods if row.period_id is not None]
        tied = periods[0]
        found.append(Child(child_id, feed, included=tied.is_added, weight=tied.weight))
    return found


def operands_of(rows: Sequence[AnyRow]) -> Feeds:
    """By code; one that several indicators go by stands for none of them."""
    found: dict[str, Operand] = {}
    for code, told in groupby(rows, key=attrgetter("code")):
        periods = list(told)
        if len({row.child_id for row in periods}) == 1:
            feed = [_fed(row) for row in periods if row.period_id is not None]
            found[code] = Operand(periods[0].child_id, feed)
    return found


def _fed(row: AnyRow) -> Fed:
    rule = _rule_in(row.rule)
    told = amount_of(row)
    return Fed(row.period_id, row.starts_on, row.ends_on, rule, told, row.reported)


@lru_cache(maxsize=1_000)
def _rule_in(text: str) -> Rule:
    return Rule(**json.loads(text))


def amount_of(row: AnyRow) -> Amount:
    """What is handed up."""
    return Amount(
        row.state,
        row.value,
        row.numerator,
        row.denominator,
        row.low,
        row.high,
        frozenset(row.marks),
    )


def _rule(row: AnyRow) -> Rule:
    """A unit of one's own is told apart by its name."""
    named = sorted(row.unit_name.items()) if row.unit_name else None
    return Rule(
        version=row.definition_version_id,
        kind=row.kind,
        unit=f"{row.unit} {named}" if named else row.unit,
        decimals=row.decimals,
        minimum=row.minimum,
        maximum=row.maximum,
        direction=row.direction,
        cumulation=row.cumulation,
        over_time=row.over_time,
        over_children=row.over_children,
        population=row.population,
    )


def _entry(row: AnyRow) -> Entry:
    amount = said(row)
    return Entry(row.id, row.period_id, row.place_id, row.number, amount, row.status)


def said(row: AnyRow) -> Amount:
    """What somebody told, of all of it or of a part."""
    if row.value is None:
        return Amount(row.state)
    marks = ESTIMATED if row.state == "estimated" else UNMARKED
    return known(row.value, row.numerator, row.denominator, marks=marks)


def _digest(use: Use) -> bytes:
    """Entries never change, so that their keys stand for them."""
    told = hashlib.sha256(
        repr(
            (
                use.rule,
                use.baseline,
                use.baseline_on,
                use.target,
                use.target_on,
                use.tolerance,
                [
                    (p.key, p.starts_on, p.ends_on, p.rule, p.target)
                    for p in use.periods
                ],
            )
        ).encode()
    )
    for said in sorted(f"{entry.key}{entry.status}" for entry in use.entries):
        told.update(said.encode())
    for child in use.children:
        told.update(f"{child.key}{child.included}{child.weight}".encode())
        told.update(_handed_up(child.feed))
    for overlap in use.overlaps:
        # What is said of it is never changed, like an entry.
        told.update(str(overlap.key).encode())
    if use.formula is not None:
        told.update(use.formula.text.encode())
        for code, feed in _used(use, use.formula):
            told.update(code.encode() + _handed_up(feed))
    return told.digest()


def _used(use: Use, formula: Formula) -> Iterator[tuple[str, Sequence[Fed]]]:
    """What its codes stand for, in each currency that it was ever told in."""
    rules = {use.rule, *(period.rule for period in use.periods)}
    feeds = use.operands.feeds
    currencies = {currency_of(rule, formula, feeds) for rule in rules}
    for currency in sorted(currencies, key=str):
        for code in feeds:
            yield code, in_one_currency(use.operands, code, currency)


def _handed_up(feed: Sequence[Fed]) -> bytes:
    said = [(fed.period, fed.amount[:-1], sorted(fed.amount.marks)) for fed in feed]
    return repr(said).encode()
