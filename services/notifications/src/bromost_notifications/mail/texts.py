"""What notifications say: the sentences that the pages have as well.

They are the pages' own (`frontend/src/locales`), so that one is told the same by mail.
`python -m bromost_notifications.mail.texts frontend/src/locales` takes them over again;
a test says when that is due. What only mails say stands in `texts/<language>.toml`.
"""

import json
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from bromost_common.languages import LANGUAGES

TEXTS = Path(__file__).parent / "texts"


@cache
def frame(language: str) -> dict[str, Any]:
    return tomllib.loads((TEXTS / f"{language}.toml").read_text(encoding="utf-8"))


@cache
def sentences(language: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(
        (TEXTS / f"{language}.json").read_text(encoding="utf-8")
    )
    return said


def taken_over(locales: Path, language: str) -> str:
    """What `texts/<language>.json` should hold, by the pages' own texts."""
    inbox = json.loads((locales / language / "inbox.json").read_text(encoding="utf-8"))
    shell = json.loads((locales / language / "shell.json").read_text(encoding="utf-8"))
    todo = json.loads(
        (locales / language / "later/todo.json").read_text(encoding="utf-8")
    )
    said = {
        "topic": inbox["topic"],
        "status": inbox["status"],
        "role": shell["role"],
        "todo": {"title": todo["title"], **todo["kind"]},
    }
    return json.dumps(said, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    for one in LANGUAGES:
        said_there = taken_over(Path(sys.argv[1]), one)
        (TEXTS / f"{one}.json").write_text(said_there, encoding="utf-8")
