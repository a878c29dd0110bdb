"""The demo's files, as they lie beside this module."""

import csv
import json
from importlib.resources import files
from typing import Any

HERE = files("bromost.demo")


def content(name: str) -> bytes:
    return (HERE / name).read_bytes()


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(content(name).decode("utf-8").splitlines()))


def document(name: str) -> Any:
    return json.loads(content(name))


def texts(row: dict[str, str], column: str) -> dict[str, str] | None:
    """`column_en`, `column_nb` … as one text in several languages."""
    found = {tag: row[f"{column}_{tag}"] for tag in ("en", "nb", "bs", "pl")}
    return {tag: text for tag, text in found.items() if text} or None
