"""What is looked at before a workbook is unpacked."""

import io
import re
import zipfile
import zlib
from pathlib import PurePosixPath

from .errors import unreadable

MAX_ENTRIES = 2_000
MAX_UNPACKED = 400_000_000
# Sheets of many equal rows pack well; a bomb packs a thousand times.
MAX_RATIO = 250
_RATIO_MATTERS_FROM = 20_000_000
# Sheets are read row by row; all else is held in memory, some ten times as large.
_STREAMED = "xl/worksheets/"
_TEXTS = "xl/sharedStrings.xml"
MAX_PART = 20_000_000
MAX_TEXTS_PART = 100_000_000
MAX_TEXTS = 500_000
_TEXT = re.compile(rb"<(?:\w+:)?si[\s/>]")
_FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
# The beginnings of XML in the encodings in which nothing of this would be found.
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<", b"\x00\x00")
_CHUNK = 1_000_000
# Longer than whatever is looked for, so that no border between chunks hides it.
_OVERLAP = 32
# What unpacking a damaged part says.
_UNPACKABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
)
_MACROS = ("vbaproject.bin", "macrosheets", "vbadata.xml")


def open_workbook(data: bytes) -> zipfile.ZipFile:
    """The archive, if it is a workbook that is safe to unpack."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError) as error:
        raise unreadable("damaged_file", "The workbook is damaged.") from error
    entries = archive.infolist()
    _refuse_size(entries, len(data))
    if any(entry.flag_bits & 1 for entry in entries):
        raise unreadable("encrypted_file", "The workbook is protected by a password.")
    names = [entry.filename for entry in entries]
    if "xl/workbook.xml" not in names:
        raise unreadable("unknown_format", "The archive is not an Excel workbook.")
    _refuse_names(names)
    for name in names:
        if name.endswith((".xml", ".rels")):
            _refuse_content(archive, name)
    return archive


def _refuse_size(entries: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if (
        len(entries) > MAX_ENTRIES
        or unpacked > MAX_UNPACKED
        or (unpacked > _RATIO_MATTERS_FROM and unpacked > MAX_RATIO * packed)
        or any(
            entry.file_size > (MAX_TEXTS_PART if entry.filename == _TEXTS else MAX_PART)
            for entry in entries
            if not entry.filename.startswith(_STREAMED)
        )
    ):
        raise unreadable("zip_bomb", "The workbook would unpack to far too much.")


def _refuse_names(names: list[str]) -> None:
    """Nothing is unpacked to files; names that lead elsewhere mean harm to others."""
    for name in names:
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in name:
            raise unreadable("damaged_file", "The workbook's parts lead out of it.")
        if any(one in _MACROS for one in name.lower().split("/")):
            raise unreadable("macros", "Save the workbook as .xlsx, without macros.")
    if len(set(names)) != len(names):
        raise unreadable("damaged_file", "The workbook has a part twice.")


def _refuse_content(archive: zipfile.ZipFile, name: str) -> None:
    """Workbooks never declare entities; who does means to blow up a parser."""
    texts, before = 0, b""
    try:
        with archive.open(name) as part:
            while chunk := part.read(_CHUNK):
                if not before and chunk.startswith(_WIDE):
                    raise unreadable("damaged_file", "A part is not in UTF-8.")
                if _FORBIDDEN.search(before + chunk):
                    raise unreadable("zip_bomb", "The workbook declares XML entities.")
                texts += len(_TEXT.findall(chunk))
                before = chunk[-_OVERLAP:]
    except _UNPACKABLE as error:
        raise unreadable("damaged_file", "The workbook is damaged.") from error
    if texts > MAX_TEXTS:
        raise unreadable("zip_bomb", "The workbook holds far too many texts.")
