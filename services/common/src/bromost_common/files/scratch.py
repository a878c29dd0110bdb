"""Bytes on their way: in memory while they are few, else on this machine's disk."""

import tempfile
from typing import BinaryIO, cast

_IN_MEMORY = 1_000_000


def scratch() -> BinaryIO:
    """Whoever gets it closes it; nobody else ever sees it."""
    kept = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # see above
    return cast("BinaryIO", kept)
