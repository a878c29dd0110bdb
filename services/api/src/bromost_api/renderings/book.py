"""A document as its parts, whatever kind of file it becomes.

A template, such as `annual_book`, puts a `Book` together; `pdf` and `word` write it.
All texts in it are data: neither of them reads marks of any language in them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from bromost_common.languages import Language


@dataclass(frozen=True)
class Run:
    """A piece of a line; with an address it is a link."""

    text: str
    address: str | None = None
    # Beside what matters, such as the funder of an amount.
    is_quiet: bool = False


Line: TypeAlias = tuple[Run, ...]
Cell: TypeAlias = tuple[Line, ...]


@dataclass(frozen=True)
class Heading:
    """Begins a part; `level` is 1 or 2, and none is left out."""

    level: int
    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Paragraph:
    """Some lines of running text."""

    runs: Line
    is_quiet: bool = False
    from_right: bool = False
    is_item: bool = False
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Column:
    """A column of a table; `share` is its part of the width, among those of all."""

    head: str
    share: float
    is_figure: bool = False


@dataclass(frozen=True)
class Row:
    """A row; a group begins what belongs together, a sum ends it."""

    cells: tuple[Cell, ...]
    role: Literal["plain", "group", "sum"] = "plain"


@dataclass(frozen=True)
class Table:
    """A table with one row of heads; `title` names it to who cannot see it."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    kind: Literal["table"] = "table"


@dataclass(frozen=True)
class Picture:
    """A drawing, and what it shows in words."""

    svg: str
    said: str
    caption: str
    # Its height as a part of its width.
    ratio: float
    kind: Literal["picture"] = "picture"


Block: TypeAlias = Heading | Paragraph | Table | Picture


@dataclass(frozen=True)
class Book:
    """A document with a title page and a list of contents before its parts."""

    language: Language
    title: str
    subtitle: str
    # On the title page, below the titles.
    facts: tuple[str, ...]
    contents: str
    blocks: tuple[Block, ...]
    as_of: datetime
    is_wide: bool = False
    # The words for a page of so many, with {page} and {pages}.
    page: str = "{page} / {pages}"
