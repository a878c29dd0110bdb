"""People who are counted once: several counts of them are no sum, but bounds.

They become exact where somebody has looked up how many are in more than one part.
"""

from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from .aggregation import combined
from .rules import Rule
from .values import Amount, Marks, between

ZERO = Decimal(0)
Amounts: TypeAlias = Mapping[Hashable, Amount]
_Bounds: TypeAlias = tuple[Decimal | None, Decimal | None]
# That somebody said it goes along with the figure, wherever it goes.
STATED: Marks = frozenset({"overlap_stated"})
UNCLEAR: Marks = frozenset({"overlap_unclear"})


class Overlap(NamedTuple):
    """How often people of `parts` were counted again, beyond the first time.

    The parts are places or children within a period, or, where `period` is none, the
    periods themselves. Of an overlap within another one, the wider counts what is left.
    """

    key: Hashable
    parts: frozenset[Hashable]
    repeats: Decimal
    period: Hashable = None


class InForce:
    """Which overlaps hold, asked period by period in the order of their days.

    Of totals so far one goes on to hold until one of its parts has become another.
    """

    def __init__(self, overlaps: Sequence[Overlap]) -> None:
        self._overlaps = overlaps
        self._before: dict[Overlap, list[_Bounds]] = {}

    def at(self, period: Hashable, rule: Rule, amounts: Amounts) -> list[Overlap]:
        if not self._overlaps:
            return []
        found = applying(self._overlaps, amounts, period)
        if rule.is_stock:
            said = {one.parts for one in found}
            found += [
                one
                for one, told in self._before.items()
                if one.parts not in said and _bounds(one, amounts) == told
            ]
            self._before = {one: _bounds(one, amounts) for one in found}
        return sorted(found, key=_narrowest)


def _bounds(overlap: Overlap, amounts: Amounts) -> list[_Bounds]:
    """What its parts come to, whether that is new or was told before."""
    parts = [amounts.get(key) for key in sorted(overlap.parts, key=str)]
    return [(one.least, one.most) if one else (None, None) for one in parts]


def united(amounts: Amounts, overlaps: Sequence[Overlap]) -> Amount:
    """What the parts come to with those overlaps that hold between them."""
    groups = {frozenset({key}): amount for key, amount in amounts.items()}
    marks: Marks = frozenset()
    for overlap in overlaps:
        inside = [keys for keys in groups if keys <= overlap.parts]
        merged = None
        if frozenset().union(*inside) == overlap.parts:
            merged = _merged([groups[keys] for keys in inside], overlap)
        if merged is None:
            marks |= UNCLEAR
            continue
        marks |= STATED
        for keys in inside:
            del groups[keys]
        groups[overlap.parts] = merged
    return combined("union", list(groups.values())).marked(marks)


def applying(
    overlaps: Sequence[Overlap], amounts: Amounts, period: Hashable
) -> list[Overlap]:
    """Those between these parts, the narrowest first."""
    between_these = [
        overlap
        for overlap in overlaps
        if overlap.period == period and len(overlap.parts & amounts.keys()) > 1
    ]
    return sorted(between_these, key=_narrowest)


def _narrowest(overlap: Overlap) -> tuple[int, str]:
    return len(overlap.parts), str(overlap.key)


def _merged(parts: Sequence[Amount], overlap: Overlap) -> Amount | None:
    """All of these parts as one; none if so many repeats cannot be."""
    if any(part.least is None for part in parts):
        # Nobody knows yet in how many of the repeats that part has a share.
        return None
    bounds = combined("union", parts)
    assert bounds.least is not None
    assert bounds.most is not None
    most = bounds.most - overlap.repeats
    # Together they are at least as many as the largest of them.
    if overlap.repeats < 0 or most < bounds.least:
        return None
    exact = all(part.state != "range" for part in parts)
    return between(most if exact else bounds.least, most, bounds.marks)
