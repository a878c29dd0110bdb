"""What is stored and read by the thousand: plain rows, not objects that are tracked."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple, TypeAlias
from uuid import UUID


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


class StepRow(NamedTuple):
    """How far an entry got, as in `EntryStep`."""

    entry_id: UUID
    number: int
    status: str
    account_id: UUID | None
    at: datetime
    reason: str | None


class EvidenceRow(NamedTuple):
    """Where it can be seen, as in `EntryEvidence`."""

    entry_id: UUID
    number: int
    name: str
    address: str


PartRow: TypeAlias = CellRow | StepRow | EvidenceRow
AnyStored: TypeAlias = EntryRow | PartRow
