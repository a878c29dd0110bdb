"""What a rule may name, and what may be held against what."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast
from uuid import UUID

from bromost_common.errors import InvalidError, NotFoundError, invalid
from bromost_common.paging import AnyRow
from bromost_indicators.calculation.cross_checks import (
    MEASURED,
    SUMMABLE,
    may_be_held_against,
)
from bromost_indicators.calculation.rules import Cumulation, Kind, Population, Rule

from .schemas import CheckedDefinition


def rule_of(row: AnyRow) -> Rule:
    """As far as it decides what may be held against it; a unit goes by its name."""
    rule = Rule(
        kind=cast("Kind", row.kind),
        unit=row.unit,
        cumulation=cast("Cumulation", row.cumulation),
        population=cast("Population", row.population),
    )
    named = sorted(row.unit_name.items()) if row.unit_name else None
    return replace(rule, unit=f"{row.unit} {named}") if named else rule


def compared(row: AnyRow) -> CheckedDefinition:
    return CheckedDefinition.model_validate(
        row._asdict() | {"is_total": rule_of(row).is_stock}
    )


def refuse_unfit(ids: Sequence[UUID], rows: dict[UUID, AnyRow]) -> None:
    """Refuse what is not there, what is there twice, and what cannot be compared."""
    for place, definition_id in enumerate(ids):
        if definition_id not in rows:
            raise NotFoundError("There is no such definition.")
        if definition_id in ids[:place]:
            raise _unfit(place, "repeated", "A rule names each definition once.")
    first, *others = (rule_of(rows[definition_id]) for definition_id in ids)
    if first.kind not in MEASURED:
        raise _unfit(0, "not_measured", "Its values are no numbers that are entered.")
    for place, other in enumerate(others, 1):
        if not may_be_held_against(first, other):
            message = "It counts something else, or totals instead of periods."
            raise _unfit(place, "not_comparable", message)
    if len(others) > 1 and first.kind not in SUMMABLE:
        raise _unfit(2, "not_summable", "Shares do not add up.")


def _unfit(place: int, code: str, message: str) -> InvalidError:
    return invalid("body", "definition_ids", place, code=code, message=message)
