"""Goes through a list from its beginning to its end and writes it down."""

import asyncio
from collections.abc import Awaitable, Callable
from tempfile import SpooledTemporaryFile
from typing import IO, Any, NamedTuple, TypeAlias

from pydantic import BaseModel
from pydantic_core import from_json

from bromost_common.errors import invalid
from bromost_common.paging import Page, PageRequest

from .formats import SHEET_ROWS, FileFormat, writer_of
from .tables import Table

# How much of a list is in memory at once.
PART = 2_000
MOST_ROWS = 2_000_000
_IN_MEMORY = 1_048_576

# A part of the list: as the database wrote it, or as a service gives it.
Pages: TypeAlias = Callable[[PageRequest], Awaitable[bytes | Page[Any]]]


class Written(NamedTuple):
    """A file to read from its beginning, and how many items it holds."""

    file: IO[bytes]
    rows: int


async def write_list(pages: Pages, table: Table, form: FileFormat) -> Written:
    """Everything the list has, in its order.

    Raises `InvalidError` `too_many_rows` where the form cannot hold it.
    """
    file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # who sends it closes it
    most = SHEET_ROWS if form == "xlsx" else MOST_ROWS
    try:
        rows = await _write(pages, file, table, form, most)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return Written(file, rows)


async def _write(
    pages: Pages, file: IO[bytes], table: Table, form: FileFormat, most: int
) -> int:
    # Before a writer is made: what is refused, is so here, and leaves no file open.
    items, cursor = _read(await pages(PageRequest(None, PART)))
    writer = await asyncio.to_thread(writer_of, form, file, table)
    rows = 0
    while True:
        rows += len(items)
        if rows > most:
            raise invalid(
                "query",
                "format",
                str(most),
                code="too_many_rows",
                message=f"Such a file holds at most {most} rows: narrow the list down.",
            )
        await asyncio.to_thread(writer.add, items)
        if cursor is None:
            break
        items, cursor = _read(await pages(PageRequest(cursor, PART)))
    await asyncio.to_thread(writer.close)
    return rows


def _read(page: bytes | Page[Any]) -> tuple[list[dict[str, Any]], str | None]:
    if isinstance(page, bytes):
        told = from_json(page)
        return told["items"], told["next_cursor"]
    items: list[BaseModel] = page.items
    return [item.model_dump(mode="json") for item in items], page.next_cursor
