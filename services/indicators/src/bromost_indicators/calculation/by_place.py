"""What an indicator comes to at each place where it was counted."""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import replace
from datetime import date

from .calculate import Use, calculate
from .periods import ANYWHERE, NO_TARGET, Entry
from .values import Amount


def by_place(use: Use, today: date) -> dict[Hashable, Amount]:
    """All that was accepted of each place; nothing where no place was ever named.

    Each goes the same way as the total. What was counted without saying where is told
    under None. Children and targets are the total's, and a formula has no places.
    """
    entries: defaultdict[Hashable, list[Entry]] = defaultdict(list)
    for entry in use.entries:
        if entry.status == "accepted":
            entries[entry.place].append(entry)
    if use.formula is not None or not entries.keys() - {None}:
        return {}
    return {
        place: calculate(_at(use, told), today).totals.life
        for place, told in entries.items()
    }


def _at(use: Use, entries: list[Entry]) -> Use:
    periods = [period._replace(target=NO_TARGET) for period in use.periods]
    return replace(
        use,
        periods=periods,
        entries=entries,
        baseline=None,
        target=NO_TARGET,
        places=ANYWHERE,
        overlaps=(),
        children=(),
    )
