"""Asks a ClamAV daemon whether a file is harmful (clamd's INSTREAM command)."""

import asyncio
import struct
from contextlib import suppress
from typing import BinaryIO

_CHUNK = 131_072
_CONNECT_SECONDS = 5
_SECONDS = 60
_LONGEST_ANSWER = 4_096
_TROUBLE = (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError)


class ScannerAwayError(Exception):
    """It gave no answer that says anything of the file."""


class Scanner:
    """A daemon at `unix:/path/to/socket` or `tcp:host:port`."""

    def __init__(self, address: str) -> None:
        self._way, _, self._where = address.partition(":")
        if self._way not in {"unix", "tcp"} or not self._where:
            message = "a scanner is at unix:/path/to/socket or tcp:host:port"
            raise ValueError(message)

    async def found_in(self, stream: BinaryIO) -> str | None:
        """What it found, by its name; None in what is clean."""
        try:
            async with asyncio.timeout(_SECONDS):
                answer = await self._ask(stream)
        except _TROUBLE as error:
            raise ScannerAwayError(type(error).__name__) from error
        told = answer.rstrip(b"\0\n").decode("ascii", "replace")
        _, _, verdict = told.partition(": ")
        if verdict == "OK":
            return None
        if verdict.endswith(" FOUND"):
            return verdict.removesuffix(" FOUND")
        # Such as a file larger than its StreamMaxLength.
        raise ScannerAwayError(told[:100])

    async def _ask(self, stream: BinaryIO) -> bytes:
        async with asyncio.timeout(_CONNECT_SECONDS):
            reader, writer = await self._connect()
        try:
            writer.write(b"zINSTREAM\0")
            stream.seek(0)
            # It may answer, and hang up, before it has everything.
            with suppress(ConnectionError):
                while data := stream.read(_CHUNK):
                    writer.write(struct.pack("!L", len(data)) + data)
                    await writer.drain()
                writer.write(struct.pack("!L", 0))
                await writer.drain()
            return await reader.readuntil(b"\0")
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._way == "unix":
            return await asyncio.open_unix_connection(
                self._where, limit=_LONGEST_ANSWER
            )
        host, _, port = self._where.rpartition(":")
        return await asyncio.open_connection(host, int(port), limit=_LONGEST_ANSWER)
