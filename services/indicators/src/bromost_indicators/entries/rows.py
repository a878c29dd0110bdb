"""What is stored and read by the thousand: plain rows, not objects that are tracked."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

from .schemas import CellIn, EvidenceIn


class PeriodRow(NamedTuple):
    """A period that something may be said of."""

    id: UUID
    indicator_id: UUID
    starts_on: date
    ends_on: date
    version: int
    # As its indicator or its result are.
    is_archived: bool


class RuleRow(NamedTuple):
    """What a version asks of values; named as in `DefinitionVersion`."""

    id: UUID
    original_language: str
    kind: str
    unit: str
    unit_name: dict[str, str] | None
    decimals: int
    minimum: Decimal | None
    maximum: Decimal | None
    direction: str
    cumulation: str
    over_time: str
    over_children: str
    population: str
    scale: list[dict[str, Any]] | None


class Wish(NamedTuple):
    """What somebody says of a row, read and checked already; as in `EntryFields`."""

    value: Decimal | None
    state: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    text: str | None = None
    place_id: UUID | None = None
    cells: Sequence[CellIn] = ()
    is_partial: bool = False
    comment: str | None = None
    reason: str | None = None
    evidence: Sequence[EvidenceIn] = ()

    @property
    def tells_evidence(self) -> bool:
        return bool(self.evidence)


class EntryRow(NamedTuple):
    """What somebody said of a period; named as the columns of `Entry` are."""

    id: UUID
    period_id: UUID
    number: int
    place_id: UUID | None
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    state: str
    text: str | None
    is_partial: bool
    comment: str | None
    reason: str | None
    status: str
    recorded_by: UUID | None
    recorded_at: datetime


class CellRow(NamedTuple):
    """A leaf of an entry, as in `EntryCell`."""

    entry_id: UUID
    number: int
    category_1: UUID
    category_2: UUID | None
    category_3: UUID | None
    state: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None


class EvidenceRow(NamedTuple):
    """Where it can be seen, as in `EntryEvidence`."""

    entry_id: UUID
    number: int
    name: str
    address: str | None
    file_id: UUID | None


PartRow: TypeAlias = CellRow | EvidenceRow
