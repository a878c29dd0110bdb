"""What a file may be called: a name, never a way to somewhere."""

import re
import unicodedata

from .errors import refused
from .kinds import KINDS, Kind

MAX_NAME = 150
_ENDING = re.compile(r"\.([A-Za-z0-9]{1,5})$")


def named(given: str | None) -> tuple[str, Kind]:
    """The name without a path and without what is not seen, and what it says to be."""
    last = re.split(r"[/\\]", given or "")[-1]
    # Controls and formats: also what turns the direction of writing around.
    seen = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    name = " ".join(unicodedata.normalize("NFC", seen).split())
    ending = _ENDING.search(name)
    kind = KINDS.get(ending[1].lower()) if ending else None
    if ending is None or kind is None:
        taken = ", ".join(sorted(KINDS)).upper()
        raise refused("type_not_taken", f"Files of these kinds are taken: {taken}.")
    stem = name[: ending.start()].strip(" .") or "file"
    return stem[: MAX_NAME - len(ending[0])] + ending[0], kind
