"""A programme's figure: its own values, and those of the indicators linked to it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .aggregation import combined, is_inconvertible, unweighted, weighted
from .money import Conversion, Rates
from .periods import Own, Period
from .rules import CURRENCY, Rule, comparable
from .uniques import InForce, Overlap, united
from .values import CARRIED, MISSING, Amount, undefined

OWN = "own"
_NOT_COMPARABLE = undefined("not_comparable")


class Fed(NamedTuple):
    """What a child hands up for one of its periods."""

    period: Hashable
    starts_on: date
    ends_on: date
    rule: Rule
    amount: Amount
    # Whether anything was said of this very period; a total may only be carried.
    reported: bool = True
    conversion: Conversion | None = None


class Child(NamedTuple):
    """An indicator linked to one above it; one that is not included is only shown."""

    key: Hashable
    feed: Sequence[Fed]
    included: bool = True
    # How much it counts in a mean; other methods do not ask for it.
    weight: Decimal | None = None


class Part(NamedTuple):
    """What one contributor gives to a period, and from which of its own periods."""

    key: Hashable
    amount: Amount
    fed: Sequence[Fed] = ()
    # Of a mean, the weight that was stated for it.
    weight: Decimal | None = None


class InPeriod(NamedTuple):
    """Own and contributed together."""

    amount: Amount
    own: Own
    parts: Sequence[Part] = ()
    reported: bool = False
    # Between its parts, those that hold.
    overlaps: Sequence[Overlap] = ()


class RolledUp(NamedTuple):
    periods: Sequence[InPeriod]
    # What fits into no period of the parent, and is in none of its figures.
    unplaced: Sequence[tuple[Hashable, Fed]] = ()


def in_currency(feed: Sequence[Fed], currency: str, rates: Rates) -> list[Fed]:
    """Money in another currency, each period's at the rate of its last day."""
    return [_converted(fed, currency, rates) for fed in feed]


def in_currency_of(
    periods: Sequence[Period], feed: Sequence[Fed], rates: Rates
) -> list[Fed]:
    """Money in the currency of the period that it goes into, whatever that is then."""
    found = []
    for fed, unit in zip(feed, units_above(periods, feed), strict=True):
        both = fed.rule.unit.startswith(CURRENCY) and unit.startswith(CURRENCY)
        currency = unit.removeprefix(CURRENCY)
        found.append(_converted(fed, currency, rates) if both else fed)
    return found


def units_above(periods: Sequence[Period], feed: Sequence[Fed]) -> list[str]:
    """For each that is handed up, the unit of what it goes into; "" for nothing."""
    starts = [period.starts_on for period in periods]
    places = [bisect_right(starts, fed.starts_on) - 1 for fed in feed]
    return [periods[at].rule.unit if at >= 0 else "" for at in places]


def _converted(fed: Fed, currency: str, rates: Rates) -> Fed:
    before = fed.rule.unit.removeprefix(CURRENCY)
    amount, conversion = rates.converted(fed.amount, fed.ends_on, before, currency)
    rule = replace(fed.rule, unit=f"{CURRENCY}{currency}")
    return fed._replace(rule=rule, amount=amount, conversion=conversion)


def rolled_up(
    periods: Sequence[Period],
    own: Sequence[Own],
    children: Sequence[Child] = (),
    overlaps: Sequence[Overlap] = (),
) -> RolledUp:
    """For each of `periods`, which are in the order of their days."""
    contributing = [child for child in children if child.included]
    if not contributing:
        return RolledUp([InPeriod(of.amount, of, (), of.reported) for of in own])
    parts: list[list[Part]] = [[] for _ in periods]
    unplaced: list[tuple[Hashable, Fed]] = []
    for child in sorted(contributing, key=lambda one: str(one.key)):
        placed, left = _placed(periods, child)
        unplaced += [(child.key, fed) for fed in left]
        for at, part in placed.items():
            parts[at].append(part)
    known = InForce(overlaps)
    together = [
        _with_own(period, of, given, known)
        for period, of, given in zip(periods, own, parts, strict=True)
    ]
    return RolledUp(together, unplaced)


def _with_own(period: Period, own: Own, given: list[Part], known: InForce) -> InPeriod:
    # A programme that reports nothing of its own is not missing anything.
    has_own = own.reported or own.amount.state != "missing"
    parts = [Part(OWN, own.amount), *given] if has_own else given
    reported = own.reported or any(_is_new(period, part) for part in given)
    if not parts:
        return InPeriod(MISSING, own, (), reported)
    rule = period.rule
    if rule.of_parts == "weighted_mean":
        parts = _comparably_weighted(parts)
    if rule.of_parts == "union":
        amounts = {part.key: part.amount for part in parts}
        overlaps = known.at(period.key, rule, amounts)
        return InPeriod(united(amounts, overlaps), own, parts, reported, overlaps)
    amount = combined(rule.of_parts, [part.amount for part in parts], rule.per)
    return InPeriod(amount, own, parts, reported)


def _comparably_weighted(parts: list[Part]) -> list[Part]:
    """By the weights stated for all of them, or else by what all are shares of."""
    if all(part.weight is None for part in parts):
        return parts
    return [
        part._replace(amount=unweighted(part.amount)) if part.weight is None else part
        for part in parts
    ]


def _is_new(period: Period, part: Part) -> bool:
    return any(fed.reported and fed.starts_on >= period.starts_on for fed in part.fed)


def _placed(
    periods: Sequence[Period], child: Child
) -> tuple[dict[int, Part], list[Fed]]:
    """The child's part of each period of the parent, and what fits into none."""
    starts = [period.starts_on for period in periods]
    inside: defaultdict[int, list[Fed]] = defaultdict(list)
    left = []
    for fed in sorted(child.feed, key=lambda one: one.starts_on):
        at = bisect_right(starts, fed.starts_on) - 1
        if at >= 0 and fed.ends_on <= periods[at].ends_on:
            inside[at].append(fed)
        elif fed.reported:
            left.append(fed)
    if periods and periods[0].rule.is_stock:
        return _as_stock(periods, child, inside), left
    placed = {
        at: _part(periods[at], child, feed, _share(periods[at], child, feed))
        for at, feed in inside.items()
    }
    return placed, left


def _share(period: Period, child: Child, feed: Sequence[Fed]) -> Amount:
    """What the child's periods within one of the parent's come to."""
    if not all(comparable(fed.rule, period.rule) for fed in feed):
        return _NOT_COMPARABLE
    rule = feed[-1].rule
    amount = combined(rule.in_time, [fed.amount for fed in feed], rule.per)
    weight = _weight(period, child)
    return amount if weight is None else weighted(amount, weight, rule.per)


def _weight(period: Period, child: Child) -> Decimal | None:
    """What was stated for a mean holds for no other way of putting together."""
    return child.weight if period.rule.of_parts == "weighted_mean" else None


def _part(period: Period, child: Child, feed: Sequence[Fed], amount: Amount) -> Part:
    return Part(child.key, amount, feed, _weight(period, child))


def _as_stock(
    periods: Sequence[Period], child: Child, inside: dict[int, list[Fed]]
) -> dict[int, Part]:
    """The child's total at the end of each period, carried on where nothing is new."""
    placed: dict[int, Part] = {}
    last: Part | None = None
    for at, period in enumerate(periods):
        feed = inside.get(at)
        if feed:
            amount = _share(period, child, feed)
            unsaid = amount.least is None and not is_inconvertible(amount)
            if unsaid and last is not None:
                amount = _carried(last.amount)
            last = _part(period, child, feed, amount)
        elif last is not None:
            last = last._replace(amount=_carried(last.amount))
        if last is not None:
            placed[at] = last
    return placed


def _carried(amount: Amount) -> Amount:
    return amount if amount.least is None else amount.marked(CARRIED)
