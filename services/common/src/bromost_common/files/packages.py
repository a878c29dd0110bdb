"""Documents that are archives; nothing of them is unpacked to a disk."""

import re
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import BinaryIO

from .errors import refused
from .kinds import Kind

MAX_ENTRIES = 2_000
MAX_UNPACKED = 400_000_000
MAX_RATIO = 250
_RATIO_MATTERS_FROM = 20_000_000
_CHUNK = 1_000_000
_MACROS = re.compile(r"vbaproject\.bin|vbadata\.xml|macrosheets|^basic/|^scripts/")
_OPEN_TYPE = "mimetype"
_OFFICE_TYPES = "[Content_Types].xml"
_UNPACKABLE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError),
    *(OSError, ValueError, RuntimeError),
)


def is_package(stream: BinaryIO) -> bool:
    """Whether an archive hides at the end of what begins as something else."""
    stream.seek(0)
    return zipfile.is_zipfile(stream)


def check(stream: BinaryIO, kind: Kind) -> None:
    """Refuse what is no document of this kind, or would unpack to far too much."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            _refuse_size(entries, stream.seek(0, 2))
            _refuse_names(entries)
            _refuse_other_kind(archive, kind)
            # Sizes were what the archive says of itself.
            _refuse_untrue_sizes(archive, entries)
    except _UNPACKABLE as error:
        raise refused("damaged_file", "The document is damaged.") from error


def _refuse_size(entries: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if (
        len(entries) > MAX_ENTRIES
        or unpacked > MAX_UNPACKED
        or (unpacked > _RATIO_MATTERS_FROM and unpacked > MAX_RATIO * packed)
    ):
        raise refused("zip_bomb", "The document would unpack to far too much.")


def _refuse_names(entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise refused("encrypted_file", "The document is protected by a password.")
    names = [entry.filename for entry in entries]
    for name in names:
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts:
            raise refused("damaged_file", "The document's parts lead out of it.")
        if _MACROS.search(name.lower()):
            raise refused("macros", "Save the document without macros.")
    if len(set(names)) != len(names) or min(e.header_offset for e in entries):
        raise refused("damaged_file", "The document is more than a document.")


def _refuse_other_kind(archive: zipfile.ZipFile, kind: Kind) -> None:
    names = set(archive.namelist())
    told = archive.read(_OPEN_TYPE) if _OPEN_TYPE in names else b""
    if kind.name in {"odt", "ods"}:
        fits = told.strip() == kind.media_type.encode()
    else:
        fits = not told and _OFFICE_TYPES in names
    if not fits or kind.part not in names:
        raise refused(
            "type_mismatch", f"The archive is no {kind.name.upper()} document."
        )


def _refuse_untrue_sizes(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]
) -> None:
    """Read each part once: the library stops where it has more than it says."""
    for entry in entries:
        with archive.open(entry) as part:
            while part.read(_CHUNK):
                pass
