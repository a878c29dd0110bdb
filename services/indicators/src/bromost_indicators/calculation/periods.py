"""What the entries of an indicator come to in each of its periods."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from .aggregation import combined
from .rules import Rule, continues
from .uniques import InForce, Overlap, united
from .values import CARRIED, MISSING, PARTIAL, Amount

Key: TypeAlias = Hashable
Statuses: TypeAlias = frozenset[str]

ACCEPTED: Statuses = frozenset({"accepted"})
SUBMITTED: Statuses = frozenset({"submitted", "verified", "accepted"})


class Target(NamedTuple):
    """What is to be reached: a value, or a band to keep within."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def is_set(self) -> bool:
        return self.value is not None or self.low is not None or self.high is not None


NO_TARGET = Target()


class Period(NamedTuple):
    """A time that values are reported for, under the rule in force; days inclusive."""

    key: Key
    starts_on: date
    ends_on: date
    rule: Rule
    target: Target = NO_TARGET


class Entry(NamedTuple):
    """What was said of a row, a period at a place; the highest number holds."""

    key: Key
    period: Key
    place: Key
    number: int
    amount: Amount
    status: str = "accepted"


class Own(NamedTuple):
    """What an indicator's own entries come to in a period."""

    amount: Amount
    # What it is made of: entries of earlier periods too, where totals are carried.
    entries: Sequence[Entry] = ()
    # Whether anything was said of this very period.
    reported: bool = False
    # Between its places, those that hold.
    overlaps: Sequence[Overlap] = ()


NOTHING = Own(MISSING)


def held(
    entries: Iterable[Entry], statuses: Statuses = ACCEPTED
) -> dict[Key, dict[Key, Entry]]:
    """By period and place, the entry that holds: the newest that got as far as this."""
    rows: defaultdict[Key, dict[Key, Entry]] = defaultdict(dict)
    for entry in entries:
        if entry.status in statuses:
            of_period = rows[entry.period]
            before = of_period.get(entry.place)
            if before is None or entry.number > before.number:
                of_period[entry.place] = entry
    return rows


class Places(NamedTuple):
    """Where an indicator is reported: a value is due from each of `expected`.

    `disjoint` places cover different people and things, so that they can be added;
    otherwise a newer total replaces that of another place.
    """

    expected: frozenset[Key] = frozenset()
    disjoint: bool = True


ANYWHERE = Places()


def own_amounts(
    periods: Sequence[Period],
    entries: Iterable[Entry],
    *,
    places: Places = ANYWHERE,
    overlaps: Sequence[Overlap] = (),
    statuses: Statuses = ACCEPTED,
) -> list[Own]:
    """For each of `periods`, which are in the order of their days."""
    rows = held(entries, statuses)
    known = InForce(overlaps)
    stock = Stock(places, known)
    found = []
    for period in periods:
        of_period = rows.get(period.key)
        if period.rule.is_stock:
            found.append(stock.after(period, of_period or {}))
        elif of_period:
            found.append(_flow(period, of_period, places, known))
        else:
            found.append(NOTHING)
    return found


def _flow(
    period: Period,
    rows: dict[Key, Entry],
    places: Places,
    known: InForce,
) -> Own:
    """A period that stands for itself: its rows together, which are places."""
    rule = period.rule
    entries = list(rows.values())
    if len(entries) == 1 and not places.expected and rule.over_children != "count":
        return Own(entries[0].amount, entries, reported=True)
    if rule.of_parts == "latest":
        entries.sort(key=_said)
    # What is missing comes first: it is never the latest.
    amounts = dict.fromkeys(places.expected - rows.keys(), MISSING)
    amounts.update((entry.place, entry.amount) for entry in entries)
    total, overlaps = _together(period, amounts, known)
    return Own(total, entries, reported=True, overlaps=overlaps)


def _said(entry: Entry) -> str:
    """The order in which things were said: the keys of entries tell it."""
    return str(entry.key)


def _together(
    period: Period, amounts: dict[Key, Amount], known: InForce
) -> tuple[Amount, Sequence[Overlap]]:
    rule = period.rule
    if rule.of_parts == "union":
        overlaps = known.at(period.key, rule, amounts)
        return united(amounts, overlaps), overlaps
    return combined(rule.of_parts, list(amounts.values()), rule.per), ()


class Stock:
    """The total so far, place by place, from period to period."""

    def __init__(self, places: Places, known: InForce) -> None:
        self._places = places
        self._known = known
        self._rule: Rule | None = None
        self._totals: dict[Key, Amount] = {}
        self._entries: dict[Key, list[Entry]] = {}

    def after(self, period: Period, rows: dict[Key, Entry]) -> Own:
        """The total at the end of `period`, with what was said of it taken in."""
        rule = period.rule
        if self._rule is not None and not continues(self._rule, rule):
            # Under another rule the old totals mean something else.
            self._totals, self._entries = {}, {}
        self._rule = rule
        self._grow_old(rule, rows)
        for entry in sorted(rows.values(), key=_said):
            self._take(rule, entry)
        if not self._totals:
            return NOTHING
        totals = dict(self._totals)
        for place in self._places.expected if self._places.disjoint else ():
            totals.setdefault(place, MISSING)
        entries = [entry for told in self._entries.values() for entry in told]
        total, overlaps = _together(period, totals, self._known)
        return Own(total, entries, reported=bool(rows), overlaps=overlaps)

    def _grow_old(self, rule: Rule, rows: dict[Key, Entry]) -> None:
        """A running total goes on as it was; of a sum, what is new is missing."""
        old = CARRIED if rule.cumulation == "running" else PARTIAL
        for place in self._totals.keys() - rows.keys():
            total = self._totals[place]
            if not old <= total.marks:
                self._totals[place] = total.marked(old)

    def _take(self, rule: Rule, entry: Entry) -> None:
        place, amount = entry.place, entry.amount
        if rule.cumulation == "running":
            self._replace(place, amount, entry)
            return
        before = self._totals.get(place)
        parts = [amount] if before is None else [before, amount]
        self._totals[place] = combined("sum", parts)
        self._entries.setdefault(place, []).append(entry)

    def _replace(self, place: Key, amount: Amount, entry: Entry) -> None:
        old = place if self._places.disjoint else next(iter(self._totals), place)
        if amount.least is None and old in self._totals:
            ends = amount.state == "not_applicable" and old == place
            if not ends:
                # The old total is still the newest that anybody knows.
                self._totals[old] = self._totals[old].marked(CARRIED)
                return
        self._totals.pop(old, None)
        self._entries.pop(old, None)
        self._totals[place], self._entries[place] = amount, [entry]
