"""Which files are taken."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Family: TypeAlias = Literal["pdf", "picture", "package", "text"]
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of file, and how it is told."""

    name: str
    media_type: str
    family: Family
    # The part that only this kind of package has.
    part: str = ""


PDF = Kind("pdf", "application/pdf", "pdf")
PNG = Kind("png", "image/png", "picture")
JPEG = Kind("jpeg", "image/jpeg", "picture")
KINDS = {
    "pdf": PDF,
    "png": PNG,
    "jpg": JPEG,
    "jpeg": JPEG,
    "docx": Kind(
        *("docx", f"{_OFFICE}.wordprocessingml.document", "package"),
        "word/document.xml",
    ),
    "xlsx": Kind(
        "xlsx", f"{_OFFICE}.spreadsheetml.sheet", "package", "xl/workbook.xml"
    ),
    "odt": Kind("odt", f"{_OPEN}.text", "package", "content.xml"),
    "ods": Kind("ods", f"{_OPEN}.spreadsheet", "package", "content.xml"),
    "csv": Kind("csv", "text/csv", "text"),
    "txt": Kind("txt", "text/plain", "text"),
}
MEDIA_TYPES = sorted({kind.media_type for kind in KINDS.values()})
