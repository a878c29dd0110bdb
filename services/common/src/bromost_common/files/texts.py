"""Texts: nothing but what can be read."""

import codecs
import re
from typing import BinaryIO

from .errors import refused
from .kinds import Kind

_CHUNK = 262_144
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# All controls but tab, line ends and the form feed.
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP = re.compile(r"\s*(?:<!doctype|<\?xml|<html|<svg|<script)", re.IGNORECASE)


def check(stream: BinaryIO, kind: Kind) -> None:
    stream.seek(0)
    start = stream.read(4)
    wide = next((name for mark, name in _WIDE if start.startswith(mark)), None)
    # Older spreadsheets write one byte a letter, in which every byte means something.
    for encoding in (wide,) if wide else ("utf-8-sig", "latin-1"):
        if _is_text(stream, encoding):
            return
    message = f"The name says {kind.name.upper()}, the content is no text."
    raise refused("type_mismatch", message)


def _is_text(stream: BinaryIO, encoding: str) -> bool:
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    is_first = True
    while True:
        data = stream.read(_CHUNK)
        try:
            text = decoder.decode(data, final=not data)
        except UnicodeDecodeError:
            return False
        if _UNREADABLE.search(text) or (is_first and _MARKUP.match(text)):
            return False
        if not data:
            return True
        is_first = False
