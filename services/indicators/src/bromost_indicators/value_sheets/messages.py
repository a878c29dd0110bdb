"""What is wrong with a cell, in words that help to mend it."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from bromost_common.languages import Language


@cache
def _messages() -> Mapping[str, Mapping[str, str]]:
    text = files(__package__).joinpath("messages.json").read_text("utf-8")
    found: Mapping[str, Mapping[str, str]] = json.loads(text)
    return found


def message(code: str, language: Language, otherwise: str | None) -> str:
    """The words of a code; of one without, what the service says itself."""
    return _messages().get(code, {}).get(language) or otherwise or code
