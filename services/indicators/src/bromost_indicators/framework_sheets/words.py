"""What the sheets say in the languages of their readers."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from bromost_common.languages import LANGUAGES, Language

from .columns import Column, Part

_CURRENCY = "currency:"


@cache
def _read(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(
        files(__package__).joinpath(name).read_text("utf-8")
    )
    return found


def sheet_name(part: Part, language: Language) -> str:
    name: str = _read("words.json")[language]["parts"][part]
    return name


def problem_heading(language: Language) -> str:
    word: str = _read("words.json")[language]["problem"]
    return word


def heading(part: Part, column: Column, language: Language) -> str:
    named = "results" if part == "above" else part
    words = _read("words.json")[language]["columns"]
    name: str = words[f"{named}.{column.field}"]
    return f"{name} ({column.language})" if column.language else name


def choices(part: Part, field: str, language: Language) -> Mapping[str, str]:
    """What a column is chosen from, by what the contract calls it."""
    named = "results" if part == "above" else part
    found: Mapping[str, str] = _read("words.json")[language]["choices"].get(
        f"{named}.{field}", {}
    )
    return found


def in_words(part: Part, column: Column, said: str, language: Language) -> str:
    """What a cell says, as a person reads it."""
    known = choices(part, column.field, language)
    return known.get(said) or said.removeprefix(_CURRENCY)


def choice_of(part: Part, field: str, word: str) -> str | None:
    """The choice that a word of any language is for."""
    wanted = _folded(word)
    for language in LANGUAGES:
        for choice, name in choices(part, field, language).items():
            if wanted in {_folded(name), choice}:
                return choice
    return None


def _folded(word: str) -> str:
    return " ".join(word.split()).casefold()


def message(code: str, language: Language, otherwise: str) -> str:
    """What is wrong, in words that help to mend it."""
    words: Mapping[str, str] = _read("messages.json").get(code, {})
    return words.get(language) or otherwise
