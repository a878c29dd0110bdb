"""The bytes of files, in and out of the database a chunk at a time."""

import hashlib
from typing import Any, BinaryIO
from uuid import UUID

import structlog
from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from .scratch import scratch

log = structlog.get_logger(__name__)

CHUNK = 262_144


class DamagedFileError(Exception):
    """What comes out is not what went in."""


class FileStore:
    """The chunks of one service; `chunks` is its table of them.

    All of a file is written in the caller's transaction, so it is there or it is not.
    """

    def __init__(self, session: AsyncSession, chunks: type[Any]) -> None:
        self._session = session
        self._chunks = chunks

    async def write(self, file_id: UUID, stream: BinaryIO) -> None:
        stream.seek(0)
        number = 0
        while content := stream.read(CHUNK):
            number += 1
            await self._session.execute(
                insert(self._chunks),
                {"file_id": file_id, "number": number, "content": content},
            )

    async def read(self, file_id: UUID, sha256: bytes) -> BinaryIO:
        """A copy to be sent, however slowly it is fetched."""
        copy = scratch()
        digest = hashlib.sha256()
        number = 1
        while content := await self._chunk(file_id, number):
            digest.update(content)
            copy.write(content)
            number += 1
        if digest.digest() != sha256:
            copy.close()
            log.error("file_damaged", file=str(file_id))
            raise DamagedFileError(str(file_id))
        copy.seek(0)
        return copy

    async def _chunk(self, file_id: UUID, number: int) -> bytes | None:
        content: bytes | None = await self._session.scalar(
            select(self._chunks.content).where(
                self._chunks.file_id == file_id, self._chunks.number == number
            )
        )
        return content

    async def empty(self, file_id: UUID) -> None:
        await self._session.execute(
            delete(self._chunks).where(self._chunks.file_id == file_id)
        )
