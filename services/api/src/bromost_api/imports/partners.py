"""The grammar of a cell of partners.

`Orkdal - Mostar | KS` are two parts: a twinning of two sides, and one organisation.
`Glogoc/ Glogovac` are two spellings of one name; a slash with a blank before it
belongs to the name.
"""

import re
from typing import NamedTuple

_PARTS = re.compile(r"\s*\|\s*")
_SIDES = re.compile(r"\s+[-–—]\s+")
_SPELLINGS = re.compile(r"(?<=\S)/\s+")


class Name(NamedTuple):
    """One organisation as a cell writes it, with its other spellings."""

    text: str
    spellings: tuple[str, ...]


class Part(NamedTuple):
    """One part of a cell: a twinning if it has several sides."""

    text: str
    sides: tuple[Name, ...]

    @property
    def is_twinning(self) -> bool:
        return len(self.sides) > 1


def parts_of(text: str) -> tuple[Part, ...]:
    return tuple(_part(part) for part in _PARTS.split(text) if part.strip())


def _part(text: str) -> Part:
    text = text.strip()
    sides = [side for side in _SIDES.split(text) if side.strip()]
    return Part(text, tuple(name_of(side) for side in sides) or (name_of(text),))


def name_of(text: str) -> Name:
    text = text.strip()
    spellings = [one.strip() for one in _SPELLINGS.split(text) if one.strip()]
    return Name(text, tuple(dict.fromkeys(spellings)) or (text,))
