"""Files as people have them, and a virus scanner that speaks as clamd does."""

import asyncio
import io
import struct
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any
from uuid import UUID

import openpyxl
from fastapi import FastAPI
from httpx import AsyncClient, Response
from PIL import Image
from pydantic import SecretStr

from bromost_common.files.intake import Intake
from bromost_indicators.settings import Settings

CSV = b"municipality,people\nA,12\n"
# What every scanner takes for a virus, and nobody is harmed by; in two parts, so that
# no scanner takes this file for one.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
# From here on black and white, which spares the test its memory.
LARGE = 5_000
_GPS, _PLACE = 0x8825, {1: "N", 2: (59.0, 54.0, 0.0)}


def picture(form: str = "JPEG", size: tuple[int, int] = (32, 20), **more: Any) -> bytes:
    made = io.BytesIO()
    mode = "1" if max(size) > LARGE else "RGB"
    Image.new(mode, size, "red" if mode == "RGB" else 1).save(made, form, **more)
    return made.getvalue()


def photo() -> bytes:
    """As a phone takes it: turned, and telling where it was."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Somebody's phone"
    exif.get_ifd(_GPS).update(_PLACE)
    return picture(exif=exif, comment=b"at somebody's home")


def workbook() -> bytes:
    made = io.BytesIO()
    openpyxl.Workbook().save(made)
    return made.getvalue()


def archive(parts: dict[str, bytes], *, packed: bool = True) -> bytes:
    made = io.BytesIO()
    how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(made, "w", how) as opened:
        for name, content in parts.items():
            opened.writestr(name, content)
    return made.getvalue()


def open_document(kind: str) -> bytes:
    told = f"application/vnd.oasis.opendocument.{kind}".encode()
    return archive({"mimetype": told, "content.xml": b"<office/>"}, packed=False)


async def upload(
    client: AsyncClient, owner: UUID | str, content: bytes, name: str
) -> Response:
    files = {"file": (name, content, "application/octet-stream")}
    return await client.post(f"/v1/projects/{owner}/files", files=files)


async def uploaded(
    client: AsyncClient, owner: UUID | str, content: bytes = PDF, name: str = "list.pdf"
) -> dict[str, Any]:
    answer = await upload(client, owner, content, name)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def fetched(client: AsyncClient, file: dict[str, Any]) -> Response:
    return await client.get(f"/v1/files/{file['id']}/content")


def set_up(app: FastAPI, **changes: Any) -> Intake:
    named = {f"BROMOST_{name.upper()}": said for name, said in changes.items()}
    intake = Intake(Settings(database_url=SecretStr("unused"), **named))
    app.state.intake = intake
    return intake


def of(file: dict[str, Any], name: str = "The list") -> dict[str, Any]:
    return {"name": name, "file_id": file["id"]}


async def evidence(client: AsyncClient, period: dict[str, Any]) -> list[Any]:
    answer = await client.get(f"/v1/periods/{period['id']}/entries")
    return [entry["evidence"] for entry in answer.json()["items"]]


class Daemon:
    """A socket that takes what INSTREAM sends, and finds EICAR in it."""

    def __init__(self) -> None:
        self.address = ""
        self.seen: list[int] = []
        self.answers_with: bytes | None = None

    async def serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            assert await reader.readuntil(b"\0") == b"zINSTREAM\0"
            content = b""
            while size := struct.unpack("!L", await reader.readexactly(4))[0]:
                content += await reader.readexactly(size)
            self.seen.append(len(content))
            found = b"Eicar-Test-Signature FOUND" if EICAR in content else b"OK"
            writer.write((self.answers_with or b"stream: " + found) + b"\0")
            await writer.drain()
        writer.close()


@asynccontextmanager
async def clamd(port: int = 0) -> AsyncIterator[Daemon]:
    daemon = Daemon()
    server = await asyncio.start_server(daemon.serve, "127.0.0.1", port)
    daemon.address = f"tcp:127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield daemon
