"""How imports look from outside."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from bromost_common.paging import AnyRow
from bromost_common.sheets.cells import letter, text_of

from .analysis.names import State
from .columns import Field, currency_in, suggest
from .models import ImportBatch, ImportName, ImportRow, ImportState
from .repository import WORKING
from .schemas import (
    ActorRef,
    ColumnOut,
    ImportListItem,
    ImportOut,
    ImportRowOut,
    ImportSettingsOut,
    NameCounts,
    NameOut,
    PreviewRow,
    Progress,
    RowName,
    Suggestion,
)

MAX_CELL_SHOWN = 500
_STATES: tuple[State, ...] = (
    "matched", "new", "component", "ignored", "to_confirm", "ambiguous", "unknown",
)  # fmt: skip


def list_item(row: AnyRow) -> ImportListItem:
    values = dict(row._mapping)  # noqa: SLF001  # the documented way to a row's names
    actor = ActorRef(id=values.pop("actor_id"), name=values.pop("actor_name"))
    return ImportListItem.model_validate({**values, "actor": actor})


def import_out(
    batch: ImportBatch,
    *,
    actor: ActorRef,
    preview: Sequence[ImportRow],
    remembered: Mapping[str, Any] | None,
    currencies: frozenset[str],
    names: Mapping[str, int],
) -> ImportOut:
    columns = [
        ColumnOut(index=at, letter=letter(at), header=header)
        for at, header in enumerate(batch.headers)
    ]
    working = ImportState(batch.state) in WORKING
    return ImportOut.model_validate(
        {
            **{name: getattr(batch, name) for name in _PLAIN},
            "actor": actor,
            "columns": columns,
            "preview": [
                PreviewRow(row_number=row.row_number, cells=shown(row.cells))
                for row in preview
            ],
            "suggestion": _suggestion(batch, remembered, currencies),
            "progress": (
                Progress(done=batch.rows_done, total=batch.row_count)
                if working
                else None
            ),
            "names": (
                NameCounts(**{state: names.get(state, 0) for state in _STATES})
                if batch.counts is not None
                else None
            ),
        }
    )


_PLAIN = (
    "id", "state", "file_name", "row_count", "counts", "created", "created_at",
    "committed_at", "version", "format", "encoding", "delimiter", "sheet", "byte_size",
    "header_row", "settings", "mode", "undone_at", "failure",
)  # fmt: skip


def _suggestion(
    batch: ImportBatch,
    remembered: Mapping[str, Any] | None,
    currencies: frozenset[str],
) -> Suggestion:
    columns = suggest(batch.headers, currencies)
    amount = columns.get(Field.AMOUNT)
    return Suggestion(
        columns=columns,
        currency=(
            currency_in(batch.headers[amount], currencies)
            if amount is not None
            else None
        ),
        remembered=_readable(remembered),
    )


def _readable(remembered: Mapping[str, Any] | None) -> ImportSettingsOut | None:
    """What an older version of this program remembered may no longer be valid."""
    try:
        return ImportSettingsOut.model_validate(remembered) if remembered else None
    except ValidationError:
        return None


def shown(cells: Sequence[Any]) -> list[str]:
    return [text_of(cell)[:MAX_CELL_SHOWN] for cell in cells]


def row_out(row: AnyRow, names: Mapping[int, ImportName]) -> ImportRowOut:
    detail: dict[str, Any] = row.detail or {}
    return ImportRowOut.model_validate(
        {
            "row_number": row.row_number,
            "cells": shown(row.cells),
            "outcome": row.outcome,
            "reasons": row.reasons or [],
            "line": detail.get("line"),
            "creates": detail.get("creates", []),
            "changes": detail.get("changes", []),
            "notes": detail.get("notes", []),
            "names": [
                RowName(
                    text=name.text,
                    state=name.state,
                    how=name.how,
                    organisation_name=name.organisation_name,
                    score=float(name.score) if name.score is not None else None,
                )
                for at in detail.get("names", [])
                if (name := names.get(at)) is not None
            ],
        }
    )


def name_out(row: AnyRow) -> NameOut:
    values = {k: v for k, v in row._mapping.items() if k != "batch_id"}  # noqa: SLF001  # the documented way
    return NameOut.model_validate(values)
