"""What is looked at before a workbook is unpacked."""

import io
import zipfile

from .errors import unreadable

MAX_ENTRIES = 2_000
MAX_UNPACKED = 400_000_000
# Sheets of many equal rows pack well; a bomb packs a thousand times.
MAX_RATIO = 250
_RATIO_MATTERS_FROM = 20_000_000
_PROLOGUE = 4096


def open_workbook(data: bytes) -> zipfile.ZipFile:
    """The archive, if it is a workbook that is safe to unpack."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError) as error:
        raise unreadable("damaged_file", "The workbook is damaged.") from error
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if (
        len(entries) > MAX_ENTRIES
        or unpacked > MAX_UNPACKED
        or (unpacked > _RATIO_MATTERS_FROM and unpacked > MAX_RATIO * len(data))
    ):
        raise unreadable("zip_bomb", "The workbook would unpack to far too much.")
    if any(entry.flag_bits & 1 for entry in entries):
        raise unreadable("encrypted_file", "The workbook is protected by a password.")
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        raise unreadable("unknown_format", "The archive is not an Excel workbook.")
    for name in names:
        if name.endswith((".xml", ".rels")):
            _refuse_entities(archive, name)
    return archive


def _refuse_entities(archive: zipfile.ZipFile, name: str) -> None:
    """Workbooks never declare entities; who does means to blow up a parser."""
    try:
        with archive.open(name) as part:
            prologue = part.read(_PROLOGUE)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise unreadable("damaged_file", "The workbook is damaged.") from error
    if b"<!DOCTYPE" in prologue or b"<!ENTITY" in prologue:
        raise unreadable("zip_bomb", "The workbook declares XML entities.")
