"""Looks at a file from all sides before it is kept."""

import asyncio
import hashlib
from dataclasses import dataclass
from typing import BinaryIO, Literal, TypeAlias

import structlog

from .errors import (
    FileInfectedError,
    FileTooLargeError,
    NotScannedError,
    refused,
)
from .kinds import Kind
from .naming import named
from .pictures import made_anew
from .scanner import Scanner, ScannerAwayError
from .settings import FileSettings
from .telling import check_content

log = structlog.get_logger(__name__)

State: TypeAlias = Literal["quarantined", "clean", "not_scanned", "infected", "removed"]
# Each may hold a picture unpacked, and a connection to the database.
AT_ONCE = 2


@dataclass(frozen=True)
class Taken:
    """A file as it may be stored."""

    name: str
    kind: Kind
    size: int
    sha256: bytes
    state: State
    stream: BinaryIO


class Intake:
    """One for each process; `turn` bounds how many are looked at at once."""

    def __init__(self, settings: FileSettings) -> None:
        self.settings = settings
        self.scanner = Scanner(settings.scanner) if settings.scanner else None
        self.turn = asyncio.Semaphore(AT_ONCE)

    @property
    def refuses_unscanned(self) -> bool:
        return self.settings.unscanned_files == "refuse"

    async def look_at(self, given: str | None, stream: BinaryIO) -> Taken:
        """The file as it is to be kept, or the first reason why it is not."""
        name, kind = named(given)
        size = stream.seek(0, 2)
        if size == 0:
            raise refused("empty_file", "The file is empty.")
        most = self.settings.max_file_bytes
        if size > most:
            raise FileTooLargeError(f"A file has at most {most} bytes.")
        if self.scanner is None and self.refuses_unscanned:
            raise NotScannedError("No scanner is set up, so no files are taken.")
        # Off the loop: others are answered meanwhile.
        await asyncio.to_thread(check_content, stream, kind)
        state = await self.scanned(stream)
        if kind.family == "picture":
            stream = await asyncio.to_thread(made_anew, stream, kind)
            size = stream.seek(0, 2)
        digest = await asyncio.to_thread(_digest, stream)
        return Taken(name, kind, size, digest, state, stream)

    async def scanned(self, stream: BinaryIO) -> State:
        """What the scanner says; without an answer, the file waits for one."""
        if self.scanner is None:
            return "not_scanned"
        try:
            found = await self.scanner.found_in(stream)
        except ScannerAwayError as error:
            log.warning("scanner_away", error=str(error))
            return "quarantined"
        if found is not None:
            log.warning("file_infected", found=found)
            raise FileInfectedError("The file is harmful, says the virus scanner.")
        return "clean"


def _digest(stream: BinaryIO) -> bytes:
    stream.seek(0)
    return hashlib.file_digest(stream, "sha256").digest()  # type: ignore[arg-type]  # spooled files read just so
