"""Rules between the indicators of a framework, and which of them values break."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias
from uuid import UUID

from bromost_common.languages import Language
from bromost_indicators.calculation.cross_checks import (
    Comparison,
    agrees,
    may_be_held_against,
)

from .series import Value

# Only what was counted is held against something; an estimate is not, nor is nothing.
COUNTED = frozenset({"reported", "zero"})


class Use(NamedTuple):
    """An indicator that goes by one of the definitions that a rule names."""

    indicator_id: UUID
    result_id: UUID
    side_id: UUID | None
    title: dict[Language, str]
    original_language: Language


class HeldRule(NamedTuple):
    """A rule among indicators: the first one is held against the others."""

    id: UUID
    comparison: Comparison
    message: dict[Language, str]
    original_language: Language
    meaning: str
    uses: tuple[Use, ...]


class Broken(NamedTuple):
    """A rule that values do not agree with, and these values."""

    rule: HeldRule
    values: tuple[tuple[Use, Value], ...]


_Key: TypeAlias = tuple[UUID, UUID | None, date, date]


class CrossBook:
    """What was said last in each period at each place, held against the rules."""

    def __init__(self, rules: Iterable[HeldRule] = ()) -> None:
        self._rules: defaultdict[UUID, list[HeldRule]] = defaultdict(list)
        self._last: dict[_Key, Value] = {}
        for rule in rules:
            for use in rule.uses:
                self._rules[use.indicator_id].append(rule)

    def needed(self, indicators: Collection[UUID]) -> set[UUID]:
        """These, and all that rules hold them against."""
        beside = {
            use.indicator_id
            for one in indicators
            for rule in self._rules.get(one, ())
            for use in rule.uses
        }
        return beside | {*indicators}

    def names(self, indicator_id: UUID) -> bool:
        """Whether there is a rule about it."""
        return indicator_id in self._rules

    def say(self, value: Value) -> None:
        if value.indicator_id in self._rules:
            key = _key(value.indicator_id, value)
            known = self._last.get(key)
            if known is None or known.number <= value.number:
                self._last[key] = value

    def broken(self, value: Value) -> list[Broken]:
        """The rules that it breaks, if it is what was said last of what they name.

        So each is told once, and anew when one of its values changes.
        """
        found = []
        for rule in self._rules.get(value.indicator_id, ()):
            said = [self._last.get(_key(use.indicator_id, value)) for use in rule.uses]
            values = [one for one in said if one is not None]
            waiting = [one.entry_id for one in values if not one.is_accepted]
            if (
                len(values) == len(rule.uses)
                and max(waiting, default=None) == value.entry_id
                and not _agree(rule, values)
            ):
                pairs = tuple(zip(rule.uses, values, strict=True))
                found.append(Broken(rule, pairs))
        return found


def _key(indicator_id: UUID, where: Value) -> _Key:
    return indicator_id, where.place_id, where.starts_on, where.ends_on


def _agree(rule: HeldRule, said: Sequence[Value]) -> bool:
    """Also where something cannot be held against anything."""
    first, *others = said
    values = [
        one.value for one in said if one.value is not None and one.state in COUNTED
    ]
    if len(values) < len(said) or not all(
        may_be_held_against(first.rule, other.rule) for other in others
    ):
        return True
    return agrees(rule.comparison, values[0], values[1:])


def chosen(
    definition_ids: Sequence[UUID], uses: Mapping[UUID, Sequence[Use]]
) -> list[tuple[Use, ...]]:
    """For each use of the first definition, the uses of the others that go with it.

    The one for the same result, else for the same side, else the only one; where it
    remains open which one, the rule says nothing.
    """
    first, *others = definition_ids
    found = []
    for use in uses.get(first, ()):
        beside = [_beside(use, uses.get(one, ())) for one in others]
        known = [one for one in beside if one is not None]
        if len(known) == len(others):
            found.append((use, *known))
    return found


def _beside(use: Use, candidates: Sequence[Use]) -> Use | None:
    same_result = [one for one in candidates if one.result_id == use.result_id]
    same_side = [one for one in candidates if one.side_id == use.side_id]
    for fitting in (same_result, same_side, candidates):
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None
