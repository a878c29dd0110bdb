"""People who are counted once: several counts of them are no sum, but bounds.

They become exact where somebody has looked up how many are in more than one part.
"""

from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from .aggregation import combined
from .values import Amount, between

ZERO = Decimal(0)


class Overlap(NamedTuple):
    """How often people of `parts` were counted again, beyond the first time.

    The parts are places or children within a period, or, where `period` is none, the
    periods themselves. Of an overlap within another one, the wider counts what is left.
    """

    key: Hashable
    parts: frozenset[Hashable]
    repeats: Decimal
    period: Hashable = None


def united(
    amounts: Mapping[Hashable, Amount], overlaps: Sequence[Overlap], period: Hashable
) -> Amount:
    """What the parts come to with all overlaps that are known between them."""
    groups = {frozenset({key}): amount for key, amount in amounts.items()}
    unclear = False
    for overlap in applying(overlaps, amounts, period):
        inside = [keys for keys in groups if keys <= overlap.parts]
        crossing = any(
            keys & overlap.parts and not keys <= overlap.parts for keys in groups
        )
        merged = None if crossing else _merged([groups[k] for k in inside], overlap)
        if merged is None:
            unclear = True
            continue
        for keys in inside:
            del groups[keys]
        groups[frozenset().union(*inside)] = merged
    together = combined("union", list(groups.values()))
    return together.marked(frozenset({"overlap_unclear"} if unclear else ()))


def applying(
    overlaps: Sequence[Overlap], amounts: Mapping[Hashable, Amount], period: Hashable
) -> list[Overlap]:
    """Those between these parts, the narrowest first."""
    between_these = [
        overlap
        for overlap in overlaps
        if overlap.period == period and len(overlap.parts & amounts.keys()) > 1
    ]
    return sorted(between_these, key=lambda one: (len(one.parts), str(one.key)))


def _merged(parts: Sequence[Amount], overlap: Overlap) -> Amount | None:
    """All of these parts as one; none if so many repeats cannot be."""
    bounds = combined("union", parts)
    if bounds.least is None or bounds.most is None:
        return None
    most = bounds.most - overlap.repeats
    # Together they are at least as many as the largest of them.
    if overlap.repeats < 0 or most < bounds.least:
        return None
    exact = all(part.state != "range" for part in parts)
    return between(most if exact else bounds.least, most, bounds.marks)
