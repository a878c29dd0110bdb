"""The words of the documents beside the annual report, in each language."""

import json
from functools import cache
from pathlib import Path

from bromost_common.languages import Language


class Say:
    """The words in one language; what stands in braces is filled in."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def __call__(self, name: str, **filled: str) -> str:
        said = _words()[name][self._language]
        return said.format(**filled) if filled else said


@cache
def _words() -> dict[str, dict[str, str]]:
    told = Path(__file__).with_name("document_words.json").read_text(encoding="utf-8")
    words: dict[str, dict[str, str]] = json.loads(told)
    return words
