"""Writes a file in a process of its own: `making <form>`, from and to pipes.

Renderers keep what they once laid out, and a document may be more than a machine bears:
all of that ends with the process, and the worker goes on.
"""

import asyncio
import sys

from pydantic import TypeAdapter

from .annual_book import annual_book
from .book import Book
from .book_sheets import book_sheets
from .contents import Contents, TooLargeError
from .pdf import pdf
from .word import word
from .workbook import workbook

MAX_BYTES = 50_000_000
# Thirty times what 500 projects need.
_PATIENCE = 120
_GIVEN: TypeAdapter[Contents | Book] = TypeAdapter(Contents | Book)


class NotMadeError(Exception):
    """The process ended without a file."""


async def made(contents: Contents | Book, form: str) -> bytes:
    """The file; raises TooLargeError for one that is too long or takes too long."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", __name__, form),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(_PATIENCE):
            data, _ = await process.communicate(_GIVEN.dump_json(contents))
    except TimeoutError as error:
        raise TooLargeError from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        raise NotMadeError(form)
    if len(data) > MAX_BYTES:
        raise TooLargeError
    return data


def written(contents: Contents | Book, form: str) -> bytes:
    """The same in this process."""
    if isinstance(contents, Contents):
        if form == "xlsx":
            return workbook(contents)
        book = annual_book(contents)
    else:
        book = contents
    writers = {"pdf": pdf, "docx": word, "xlsx": book_sheets}
    return writers[form](book)


if __name__ == "__main__":
    given = _GIVEN.validate_json(sys.stdin.buffer.read())
    sys.stdout.buffer.write(written(given, sys.argv[1]))
