"""Entries with all that belongs to them, as the contract shows them."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from bromost_common.paging import AnyRow
from bromost_indicators.figures import written
from bromost_indicators.files.models import File
from bromost_indicators.files.presenting import file_out
from bromost_indicators.indicators.presenting import entry_out, person, plain

from .models import EntryCell, EntryEvidence
from .rows import CellRow
from .schemas import CellOut, EntryDetail, EvidenceOut, StepOut


def details(
    rows: Sequence[AnyRow],
    decimals: int,
    *,
    cells: Sequence[EntryCell],
    evidence: Sequence[tuple[EntryEvidence, File | None]],
    steps: Sequence[AnyRow],
) -> list[EntryDetail]:
    """What was read of many entries at once, put to each."""
    of_cells: defaultdict[UUID, list[CellOut]] = defaultdict(list)
    for cell in cells:
        of_cells[cell.entry_id].append(cell_out(cell, decimals))
    of_evidence = evidence_of(evidence)
    of_steps: defaultdict[UUID, list[StepOut]] = defaultdict(list)
    for step in steps:
        of_steps[step.entry_id].append(step_out(step))
    return [
        EntryDetail(
            **entry_out(row, decimals).model_dump(),
            cells=of_cells[row.entry_id],
            evidence=of_evidence.get(row.entry_id, []),
            steps=of_steps[row.entry_id],
        )
        for row in rows
    ]


def evidence_of(
    found: Sequence[tuple[EntryEvidence, File | None]],
) -> dict[UUID, list[EvidenceOut]]:
    """What entries stand on, by the entry."""
    of: defaultdict[UUID, list[EvidenceOut]] = defaultdict(list)
    for one, file in found:
        shown = EvidenceOut(
            name=one.name, address=one.address, file=file_out(file) if file else None
        )
        of[one.entry_id].append(shown)
    return dict(of)


def step_out(row: AnyRow) -> StepOut:
    return StepOut(
        status=row.status,
        at=row.at,
        by=person(row.account_id, row.who, row.link_of),
        reason=row.reason,
    )


def cell_out(cell: EntryCell | CellRow, decimals: int) -> CellOut:
    leaf = (cell.category_1, cell.category_2, cell.category_3)
    return CellOut(
        categories=[category for category in leaf if category is not None],
        state=cell.state,
        value=written(cell.value, decimals),
        numerator=plain(cell.numerator),
        denominator=plain(cell.denominator),
    )
