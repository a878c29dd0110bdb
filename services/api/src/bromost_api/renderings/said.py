"""Numbers, days and texts as a reader of the language writes and can show them."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from bromost_common.languages import Language

_LOCALES: dict[Language, str] = {
    "en": "en_GB",
    "nb": "nb",
    "bs": "bs_Latn",
    "pl": "pl",
}
# Of what is not seen, these shape letters; all else would turn or hide what follows.
_SHAPING = {"\u00ad", "\u200c", "\u200d", "\u200e", "\u200f"}
_NOT_THERE = "\ufffd"
_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def number(amount: Decimal, language: Language, digits: int = 0) -> str:
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(amount, pattern, locale=_LOCALES[language])


def rate(amount: Decimal, language: Language) -> str:
    return format_decimal(amount, "#,##0.##########", locale=_LOCALES[language])


def day(on: date, language: Language) -> str:
    return format_date(on, "long", locale=_LOCALES[language])


def plain(given: str) -> str:
    """What can be seen of a text: no controls, nothing that turns other text around."""
    text = _BREAK.sub("\n", unicodedata.normalize("NFC", given))
    return "".join(_seen(c) for c in text)


def _seen(c: str) -> str:
    kind = unicodedata.category(c)
    if c in "\n\t" or kind[0] != "C" or c in _SHAPING:
        return c
    # Private, unassigned and half letters were meant to be seen; the rest was not.
    return _NOT_THERE if kind in {"Co", "Cn", "Cs"} else ""


def paragraphs(given: str) -> list[str]:
    """A text as somebody typed it: an empty line or a new one begins a paragraph."""
    lines = (" ".join(line.split()) for line in plain(given).split("\n"))
    return [line for line in lines if line]


def is_from_right(text: str) -> bool:
    """Whether the first letter that has a direction goes from right to left."""
    directions = (unicodedata.bidirectional(c) for c in text)
    return next((d in {"R", "AL"} for d in directions if d in {"L", "R", "AL"}), False)
