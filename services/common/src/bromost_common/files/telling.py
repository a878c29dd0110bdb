"""What a file really is: told by its content, which must be what its name says."""

from typing import BinaryIO

import puremagic

from . import packages, texts
from .errors import refused
from .kinds import Kind

_HEAD = 65_536
_BEGINNINGS = {
    "pdf": b"%PDF-",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpeg": b"\xff\xd8\xff",
    "package": b"PK\x03\x04",
}
# Below, it is a guess by two letters, which a text may well begin with.
_SURE = 0.4


def check_content(stream: BinaryIO, kind: Kind) -> None:
    """Refuse what is not of this kind, or of another one as well."""
    stream.seek(0)
    head = stream.read(_HEAD)
    told = _told(head)
    if kind.family == "text":
        if told:
            raise _mismatch(kind)
        texts.check(stream, kind)
        return
    begins = _BEGINNINGS.get(kind.name) or _BEGINNINGS[kind.family]
    if not head.startswith(begins) or kind.name not in told:
        raise _mismatch(kind)
    if kind.family == "package":
        packages.check(stream, kind)
    elif kind.family == "pdf" and packages.is_package(stream):
        raise refused("damaged_file", "The file is two files in one.")


def _told(head: bytes) -> set[str]:
    """The endings that content like this has."""
    try:
        found = puremagic.magic_string(head)
    except puremagic.PureError:
        return set()
    except ValueError:
        # Of nothing at all.
        return set()
    sure = {one.extension.lstrip(".") for one in found if one.confidence >= _SURE}
    likely = {one.extension.lstrip(".") for one in found}
    if likely & {"jpeg", "jpg"}:
        return {"jpeg"}
    # All packages begin alike; `packages` tells which one it is.
    return sure | ({"docx", "xlsx", "odt", "ods"} if "docx" in sure else set())


def _mismatch(kind: Kind) -> Exception:
    return refused(
        "type_mismatch", f"The name says {kind.name.upper()}, the content does not."
    )
