"""Office documents are archives; the same parts are to give the same bytes."""

import io
import zipfile

# The first day that an archive can name: when it was packed tells nothing.
_DAY = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"


def sealed(data: bytes) -> bytes:
    """The same archive in one order, without the time of its making."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as given,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
    ):
        for name in sorted(given.namelist(), key=lambda one: (one != _FIRST, one)):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, given.read(name))
    return packed.getvalue()
