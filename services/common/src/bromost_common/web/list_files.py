"""`?format=xlsx` of a list's file, as a dependency and an answer."""

from collections.abc import Iterator
from typing import IO, Annotated, Any

from fastapi import Depends, Query
from pydantic import BaseModel
from starlette.responses import StreamingResponse

from bromost_common.audit import note_export
from bromost_common.exports.columns import columns_of
from bromost_common.exports.formats import FileFormat
from bromost_common.exports.tables import Table, Words
from bromost_common.exports.writing import Pages, write_list
from bromost_common.languages import Language
from bromost_common.limits import EXPORT

from .files import CHUNK, SHEET_TYPES
from .language import AskedLanguage
from .limits import limited
from .session import Session

_TYPES = SHEET_TYPES | {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}


def file_route(*dependencies: Any) -> dict[str, Any]:
    """What every route that gives a list as a file says of itself."""
    content = {"schema": {"type": "string", "format": "binary"}}
    told = {
        "description": "CSV and workbook in the reader's language; JSON and Parquet"
        " with the names and choices of this document.",
        "content": {kind.partition(";")[0]: content for kind in _TYPES.values()},
    }
    return {
        "dependencies": [limited(EXPORT, by="account"), *dependencies],
        "response_class": StreamingResponse,
        "responses": {200: told},
    }


class ListFile:
    """The file that a request asks for."""

    def __init__(self, session: Session, form: FileFormat, language: Language) -> None:
        self._session = session
        self._form = form
        self._language = language

    async def of(
        self, pages: Pages, item: type[BaseModel], name: str, words: Words
    ) -> StreamingResponse:
        """All items of a list whose parts `pages` gives, none of them held back.

        It is written while the transaction lasts and sent when that is over, so that
        what goes wrong is said with a status and not by a file that ends too early.
        """
        table = Table(name, columns_of(item), words, self._language)
        file, rows = await write_list(pages, table, self._form)
        note_export(self._session, rows)
        name = f"{table.name}.{self._form}"
        return StreamingResponse(
            _parts(file),
            media_type=_TYPES[self._form],
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


async def _list_file(
    session: Session,
    language: AskedLanguage,
    form: Annotated[FileFormat, Query(alias="format")] = "xlsx",
) -> ListFile:
    return ListFile(session, form, language)


def _parts(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while data := file.read(CHUNK):
            yield data


AskedFile = Annotated[ListFile, Depends(_list_file)]
