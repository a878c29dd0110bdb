"""The committed reference data as the tests read it."""

import csv
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CODELISTS = ROOT / "services/api/src/bromost_api/codelists"
DEMO = ROOT / "deploy/standalone/src/bromost/demo"

LANGUAGES = ("en", "nb", "bs", "pl")


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, each of which has just the header's columns."""
    with path.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file, strict=True))
    assert found
    assert all(None not in row and None not in row.values() for row in found)
    return found


def document(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DEMO / name).read_text(encoding="utf-8"))
    return found
