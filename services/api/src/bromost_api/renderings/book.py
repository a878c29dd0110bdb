"""A document as its parts, whatever kind of file it becomes.

A template, such as `annual_book`, puts a `Book` together; `pdf` and `word` write it.
All texts in it are data: neither of them reads marks of any language in them.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from pydantic import ConfigDict, Field, with_config

from bromost_common.languages import Language

# As an answer, each has all of its fields.
shown = with_config(ConfigDict(json_schema_serialization_defaults_required=True))


@shown
@dataclass(frozen=True)
class Run:
    """A piece of a line; with an address it is a link."""

    text: str
    address: str | None = None
    # Beside what matters, such as the funder of an amount.
    is_quiet: bool = False
    # What a workbook is to count with.
    value: Decimal | None = None


Line: TypeAlias = tuple[Run, ...]
Cell: TypeAlias = tuple[Line, ...]


@shown
@dataclass(frozen=True)
class Heading:
    """Begins a part; `level` is 1 or 2, and none is left out."""

    level: int
    text: str
    # What links to this place call it.
    name: str | None = None
    kind: Literal["heading"] = "heading"


@shown
@dataclass(frozen=True)
class Paragraph:
    """Some lines of running text."""

    runs: Line
    is_quiet: bool = False
    from_right: bool = False
    is_item: bool = False
    kind: Literal["paragraph"] = "paragraph"


@shown
@dataclass(frozen=True)
class Column:
    """A column of a table; `width` is its part of the whole, among those of all."""

    head: str
    width: float
    is_figure: bool = False
    # By which a programme's template leaves it out.
    name: str | None = None


@shown
@dataclass(frozen=True)
class Row:
    """A row; a group begins what belongs together, a sum ends it."""

    cells: tuple[Cell, ...]
    role: Literal["plain", "group", "sum"] = "plain"


@shown
@dataclass(frozen=True)
class Table:
    """A table with one row of heads; `title` names it to who cannot see it."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    kind: Literal["table"] = "table"


@shown
@dataclass(frozen=True)
class Picture:
    """A drawing, and what it shows in words."""

    svg: str
    said: str
    caption: str
    # Its height as a part of its width.
    ratio: float
    name: str | None = None
    kind: Literal["picture"] = "picture"


Block: TypeAlias = Annotated[
    Heading | Paragraph | Table | Picture, Field(discriminator="kind")
]


@shown
@dataclass(frozen=True)
class Part:
    """A part of a document; by its name a template chooses and orders it."""

    name: str
    title: str
    blocks: tuple[Block, ...]


@shown
@dataclass(frozen=True)
class Book:
    """A document; a brief one has no title page and no list of contents."""

    language: Language
    title: str
    subtitle: str
    # On the title page, below the titles.
    facts: tuple[str, ...]
    contents: str
    parts: tuple[Part, ...]
    as_of: datetime
    is_wide: bool = False
    is_brief: bool = False
    # The words for a page of so many, with {page} and {pages}.
    page: str = "{page} / {pages}"

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Everything below the title page, one after the other."""
        return tuple(
            block
            for part in self.parts
            for block in (Heading(1, part.title), *part.blocks)
        )
