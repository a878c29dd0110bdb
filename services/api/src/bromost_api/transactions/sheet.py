"""Entries as a CSV file that is never in memory as a whole."""

import csv
import io
from collections.abc import AsyncIterator
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from typing import IO, NamedTuple

from bromost_common.money import plain
from bromost_common.paging import AnyRow
from bromost_common.sheets.formulas import harmless

from .rows import transaction_out

_HEAD = (
    "happened_on", "value_on", "kind", "amount", "currency", "giver", "receiver",
    "budget_year", "budget_funder", "voucher", "note", "id", "reverses", "reason",
    "converted", "converted_currency", "rate", "rate_on", "mark",
)  # fmt: skip
_IN_MEMORY = 1_048_576


class Sheet(NamedTuple):
    """A file to read from its beginning, and how many entries it holds."""

    file: IO[bytes]
    rows: int


async def as_csv(entries: AsyncIterator[AnyRow], show_in: str | None) -> Sheet:
    """Written while the transaction lasts, and sent when it is over."""
    file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # who sends it closes it
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    text.write("\ufeff")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEAD)
    rows = 0
    async for entry in entries:
        writer.writerow([harmless(cell) for cell in _cells(entry, show_in)])
        rows += 1
    text.detach()
    file.seek(0)
    return Sheet(file, rows)


def _cells(entry: AnyRow, show_in: str | None) -> list[str]:
    told = transaction_out(entry, show_in)
    line, converted = told.budget_line, told.converted
    cells = (
        told.happened_on, told.value_on, told.kind.value, told.amount,
        told.currency, told.giver.name, told.receiver and told.receiver.name,
        line and line.year, line and line.funder, told.voucher, told.note, told.id,
        told.reverses_id, told.reason,
        *(
            (converted.amount, converted.currency, converted.rate, converted.rate_on,
             converted.mark)
            if converted else [None] * 5
        ),
    )  # fmt: skip
    return [_text(cell) for cell in cells]


def _text(cell: object) -> str:
    if cell is None:
        return ""
    return plain(cell) if isinstance(cell, Decimal) else str(cell)
