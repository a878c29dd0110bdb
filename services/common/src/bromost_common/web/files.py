"""Files over HTTP: always to be kept, never to be shown by the browser."""

from base64 import b64encode
from collections.abc import AsyncIterator
from typing import Any, BinaryIO
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse

CHUNK = 262_144
SHEET_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}
# What a route that gives a sheet says of its answer.
SHEET_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {"content": {kind: {} for kind in SHEET_TYPES.values()}}
}


def attached_sheet(data: bytes, name: str, kind: str) -> Response:
    """A workbook or text file that is saved; `name` is of plain letters."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type=SHEET_TYPES[kind], headers=headers)


def attached(
    stream: BinaryIO, *, name: str, size: int, sha256: bytes
) -> StreamingResponse:
    """An answer that is saved. Its type tells browsers nothing that they would open."""
    plain = "".join(
        c if c.isascii() and (c.isalnum() or c in "-_. ") else "_" for c in name
    )
    return StreamingResponse(
        _chunks(stream),
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{plain}";'
            f" filename*=UTF-8''{quote(name, safe='')}",
            "Content-Length": str(size),
            "Repr-Digest": f"sha-256=:{_base64(sha256)}:",
        },
    )


async def _chunks(stream: BinaryIO) -> AsyncIterator[bytes]:
    with stream:
        while data := stream.read(CHUNK):
            yield data


def _base64(digest: bytes) -> str:
    return b64encode(digest).decode("ascii")
