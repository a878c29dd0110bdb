"""What an indicator comes to at each place where it was counted."""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import replace
from datetime import date

from .calculate import Use, calculate, fed
from .periods import ANYWHERE, NO_TARGET, Entry
from .values import Amount


def by_place(
    use: Use, today: date, operands: Mapping[str, Use] | None = None
) -> dict[Hashable, Amount]:
    """All that was accepted of each place; nothing where no place was ever named.

    Each goes the same way as the total. What was counted without saying where is told
    under None. Children and targets are the total's. A formula is worked out from its
    operands at each place that any of them names, without a figure where one does not;
    an operand that is a formula itself has no places.
    """
    if use.formula is not None:
        return _worked_out(use, today, operands or {})
    return {
        place: calculate(one, today).totals.life for place, one in _placed(use).items()
    }


def _worked_out(
    use: Use, today: date, operands: Mapping[str, Use]
) -> dict[Hashable, Amount]:
    placed = {code: _placed(one) for code, one in operands.items()}
    found = {}
    for place in {place for told in placed.values() for place in told}:
        feeds = {
            code: fed(calculate(told[place], today))
            for code, told in placed.items()
            if place in told
        }
        at = replace(_bare(use), operands=use.operands._replace(feeds=feeds))
        found[place] = calculate(at, today).totals.life
    return found


def _placed(use: Use) -> dict[Hashable, Use]:
    """The same indicator as if it had been counted there alone."""
    entries: defaultdict[Hashable, list[Entry]] = defaultdict(list)
    for entry in use.entries:
        if entry.status == "accepted":
            entries[entry.place].append(entry)
    if not entries.keys() - {None}:
        return {}
    bare = _bare(use)
    return {place: replace(bare, entries=told) for place, told in entries.items()}


def _bare(use: Use) -> Use:
    return replace(
        use,
        periods=[period._replace(target=NO_TARGET) for period in use.periods],
        entries=(),
        baseline=None,
        target=NO_TARGET,
        places=ANYWHERE,
        overlaps=(),
        children=(),
    )
