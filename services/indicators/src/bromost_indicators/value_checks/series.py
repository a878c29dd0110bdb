"""What was said of series of values, and what is remarkable about one more of them."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from bromost_indicators.calculation.outliers import (
    Finding,
    Said,
    Usual,
    finding,
    usual,
)
from bromost_indicators.calculation.rules import Rule
from bromost_indicators.definitions.calculating import rule_of
from bromost_indicators.entries.checking import WITH_VALUE
from bromost_indicators.entries.ground import Ground
from bromost_indicators.entries.rows import EntryRow, RuleRow
from bromost_indicators.indicators.models import Period


def named_rule(row: RuleRow) -> Rule:
    """A unit of one's own is told apart by its name."""
    rule = rule_of(row)
    named = sorted(row.unit_name.items()) if row.unit_name else None
    return replace(rule, unit=f"{row.unit} {named}") if named else rule


class Value(NamedTuple):
    """What an entry says of a period; also that it says no number."""

    entry_id: UUID
    # The highest one of a period and place is what was said last.
    number: int
    period_id: UUID
    indicator_id: UUID
    place_id: UUID | None
    starts_on: date
    ends_on: date
    rule: Rule
    state: str
    value: Decimal | None
    is_accepted: bool

    @property
    def said(self) -> Said | None:
        """The number that it says; None where it says none."""
        if self.value is None or self.state not in WITH_VALUE:
            return None
        return Said(
            self.starts_on, self.ends_on, self.rule, self.value, self.is_accepted
        )


def value_of(ground: Ground, entry: EntryRow) -> Value:
    """What an entry of one of the periods says."""
    period = ground.periods[entry.period_id]
    return Value(
        entry_id=entry.id,
        number=entry.number,
        period_id=period.id,
        indicator_id=period.indicator_id,
        place_id=entry.place_id,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        rule=named_rule(ground.rule(period)),
        state=entry.state,
        value=entry.value,
        is_accepted=entry.status == "accepted",
    )


class SeriesBook:
    """By indicator and place: of each period what was accepted, and what holds now.

    What is not accepted yet says nothing of what is usual, but a total so far is not
    to fall below it.
    """

    def __init__(self) -> None:
        self._said: defaultdict[
            tuple[UUID, UUID | None], dict[tuple[UUID, bool], Said]
        ] = defaultdict(dict)

    def say(self, value: Value) -> None:
        if (said := value.said) is not None:
            series = self._said[value.indicator_id, value.place_id]
            series[value.period_id, value.is_accepted] = said

    def finding(self, value: Value) -> Finding | None:
        if (now := value.said) is None:
            return None
        others = self._others(value.indicator_id, value.place_id, value.period_id)
        return finding(now, others)

    def usual(self, period: Period, place_id: UUID | None, rule: Rule) -> Usual | None:
        """What is usual of a period at a place, whether or not something was said."""
        any_value = Said(period.starts_on, period.ends_on, rule, Decimal(0))
        others = self._others(period.indicator_id, place_id, period.id)
        return usual(any_value, others)

    def _others(
        self, indicator_id: UUID, place_id: UUID | None, but: UUID
    ) -> list[Said]:
        series = self._said.get((indicator_id, place_id), {})
        return [said for (period_id, _), said in series.items() if period_id != but]
